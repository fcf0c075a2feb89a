package zi

/*
#include "bridge.h"
*/
import "C"

import (
	"io/fs"
	"runtime/cgo"
	"unsafe"
)

// A panic must not unwind through C: callbacks keep it, and the Go function that called C raises it again.
type reader struct {
	files    fs.FS
	panicked interface{}
}

//export goRead
func goRead(h C.uintptr_t, path *C.char, into *C.zi_buffer) (failed C.int32_t) {
	r := cgo.Handle(h).Value().(*reader)
	failed = 1
	defer func() {
		if p := recover(); p != nil {
			r.panicked = p
		}
	}()
	data, err := fs.ReadFile(r.files, C.GoString(path))
	if err != nil {
		return 1
	}
	if len(data) > 0 && C.zi_buffer_append(into, (*C.char)(unsafe.Pointer(&data[0])), C.size_t(len(data))) != C.ZI_OK {
		return 1
	}
	return 0
}

type sink struct {
	each     func(ordinal uint64, json []byte, refused *Error) error
	language Language
	err      error
	panicked interface{}
}

//export goSink
func goSink(h C.uintptr_t, ordinal C.uint64_t, json *C.char, size C.size_t, refused *C.zi_error) (stop C.int32_t) {
	s := cgo.Handle(h).Value().(*sink)
	stop = 1
	defer func() {
		if p := recover(); p != nil {
			s.panicked = p
		}
	}()
	if refused != nil {
		s.err = s.each(uint64(ordinal), nil, copyError(Status(C.zi_error_status(refused)), refused, s.language))
	} else {
		s.err = s.each(uint64(ordinal), append([]byte(nil), unsafe.Slice((*byte)(unsafe.Pointer(json)), int(size))...), nil)
	}
	if s.err != nil {
		return 1
	}
	return 0
}
