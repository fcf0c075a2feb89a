//go:build cgo

package zi

import (
	"runtime"
	"sync"
	"unsafe"
)

// handle owns one C object and counts running calls. After close the last of them frees the object, so that close does not block and callbacks may
// call it.
type handle struct {
	lock    sync.Mutex // guards calls and closed
	calls   int
	closed  bool
	turn    sync.Mutex // held by exclusive calls
	pointer unsafe.Pointer
	free    func(unsafe.Pointer)
}

func own(pointer unsafe.Pointer, free func(unsafe.Pointer)) *handle {
	h := &handle{pointer: pointer, free: free}
	runtime.SetFinalizer(h, (*handle).close)
	return h
}

// enter retains the object until leave. Fails after close.
func (h *handle) enter() error {
	if h == nil {
		return misuse("a value is used that nothing made")
	}
	h.lock.Lock()
	defer h.lock.Unlock()
	if h.closed {
		return misuse("a value is used after Close")
	}
	h.calls++
	return nil
}

// use runs f with the object retained. Fails after close.
func (h *handle) use(f func(unsafe.Pointer) error) error {
	if err := h.enter(); err != nil {
		return err
	}
	defer h.leave()
	return f(h.pointer)
}

// exclusive is use under a lock.
func (h *handle) exclusive(f func(unsafe.Pointer) error) error {
	return h.use(func(p unsafe.Pointer) error {
		h.turn.Lock()
		defer h.turn.Unlock()
		return f(p)
	})
}

func (h *handle) leave() {
	h.lock.Lock()
	defer h.lock.Unlock()
	h.calls--
	if h.closed && h.calls == 0 {
		h.free(h.pointer)
	}
}

func (h *handle) close() {
	if h == nil {
		return
	}
	h.lock.Lock()
	defer h.lock.Unlock()
	if h.closed {
		return
	}
	h.closed = true
	runtime.SetFinalizer(h, nil)
	if h.calls == 0 {
		h.free(h.pointer)
	}
}
