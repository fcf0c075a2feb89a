package zi

import (
	"runtime"
	"sync"
	"unsafe"
)

// handle owns one C object. Calls hold the lock for reading, so that Close waits for them and nothing is freed under a call.
type handle struct {
	lock    sync.RWMutex
	pointer unsafe.Pointer
	free    func(unsafe.Pointer)
}

func own(pointer unsafe.Pointer, free func(unsafe.Pointer)) *handle {
	h := &handle{pointer: pointer, free: free}
	runtime.SetFinalizer(h, (*handle).close)
	return h
}

// use runs f with the object, which stays until f returns. It is an error after close.
func (h *handle) use(f func(unsafe.Pointer) error) error {
	if h == nil {
		return misuse("used without being loaded or opened")
	}
	h.lock.RLock()
	defer h.lock.RUnlock()
	if h.pointer == nil {
		return misuse("used after Close")
	}
	err := f(h.pointer)
	runtime.KeepAlive(h)
	return err
}

// exclusive is use, one caller at a time.
func (h *handle) exclusive(f func(unsafe.Pointer) error) error {
	if h == nil {
		return misuse("used without being opened")
	}
	h.lock.Lock()
	defer h.lock.Unlock()
	if h.pointer == nil {
		return misuse("used after Close")
	}
	err := f(h.pointer)
	runtime.KeepAlive(h)
	return err
}

func (h *handle) close() {
	if h == nil {
		return
	}
	h.lock.Lock()
	defer h.lock.Unlock()
	if h.pointer != nil {
		h.free(h.pointer)
		h.pointer = nil
		runtime.SetFinalizer(h, nil)
	}
}
