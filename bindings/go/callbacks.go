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

type reader struct {
	guard
	files fs.FS
	err   error // the first error of the file system
}

//export goRead
func goRead(h C.uintptr_t, path *C.char, into *C.zi_buffer) C.int32_t {
	r := cgo.Handle(h).Value().(*reader)
	name := C.GoString(path)
	var data []byte
	var err error
	if !r.run(func() { data, err = fs.ReadFile(r.files, name) }) {
		return 1
	}
	if err != nil {
		if r.err == nil {
			r.err = err
		}
		return 1
	}
	if len(data) > 0 && C.zi_buffer_append(into, (*C.char)(unsafe.Pointer(&data[0])), C.size_t(len(data))) != C.ZI_OK {
		return 1
	}
	return 0
}

type sink struct {
	guard
	each     func(ordinal uint64, json []byte, refused *Error) error
	language Language
	err      error
}

//export goSink
func goSink(h C.uintptr_t, ordinal C.uint64_t, json *C.char, size C.size_t, refused *C.zi_error) C.int32_t {
	s := cgo.Handle(h).Value().(*sink)
	var copied []byte
	var failed *Error
	if refused != nil {
		failed = copyError(Status(C.zi_error_status(refused)), refused, s.language)
	} else {
		copied = bytesOf(json, size)
	}
	if !s.run(func() { s.err = s.each(uint64(ordinal), copied, failed) }) || s.err != nil {
		return 1
	}
	return 0
}

type progress struct {
	guard
	told func(done, all uint64)
}

//export goProgress
func goProgress(h C.uintptr_t, done, all C.uint64_t) {
	p := cgo.Handle(h).Value().(*progress)
	p.run(func() { p.told(uint64(done), uint64(all)) })
}

//export goStreamReleased
func goStreamReleased(h C.uintptr_t) {
	cgo.Handle(h).Value().(*flag).free()
	cgo.Handle(h).Delete()
}
