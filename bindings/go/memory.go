package zi

/*
#include <stdlib.h>
#include <string.h>
#include "bridge.h"
*/
import "C"

import "unsafe"

// arena owns the C memory of one call. Arguments are copied: structs of options hold pointers, and cgo forbids passing Go memory that contains Go
// pointers.
type arena struct {
	all  []unsafe.Pointer
	kept []*handle // entered handles
}

func (a *arena) free() {
	for _, p := range a.all {
		C.free(p)
	}
	for _, h := range a.kept {
		h.leave()
	}
}

// memory never returns nil: C.malloc aborts the program if memory runs out.
func (a *arena) memory(size uintptr) unsafe.Pointer {
	if size == 0 {
		size = 1
	}
	p := C.malloc(C.size_t(size))
	a.all = append(a.all, p)
	return p
}

func (a *arena) zeroed(size uintptr) unsafe.Pointer {
	p := a.memory(size)
	C.memset(p, 0, C.size_t(size))
	return p
}

// sized allocates a zeroed struct of zi.h and sets struct_size.
func sized[T any](a *arena) *T {
	size := unsafe.Sizeof(*new(T))
	p := a.zeroed(size)
	*(*C.size_t)(p) = C.size_t(size)
	return (*T)(p)
}

// text copies a string.
func (a *arena) text(s string) *C.char {
	p := C.CString(s)
	a.all = append(a.all, unsafe.Pointer(p))
	return p
}

// optional is text; NULL for "".
func (a *arena) optional(s string) *C.char {
	if s == "" {
		return nil
	}
	return a.text(s)
}

func (a *arena) texts(all []string) (**C.char, C.size_t) {
	if len(all) == 0 {
		return nil, 0
	}
	p := (**C.char)(a.memory(uintptr(len(all)) * unsafe.Sizeof(uintptr(0))))
	for i, s := range all {
		unsafe.Slice(p, len(all))[i] = a.text(s)
	}
	return p, C.size_t(len(all))
}

func (a *arena) bytes(b []byte) (*C.char, C.size_t) {
	if len(b) == 0 {
		return nil, 0
	}
	return (*C.char)(copied(a, b)), C.size_t(len(b))
}

func copied[T any](a *arena, values []T) unsafe.Pointer {
	var one T
	p := a.memory(uintptr(len(values)) * unsafe.Sizeof(one))
	copy(unsafe.Slice((*T)(p), len(values)), values)
	return p
}

func yes(wanted bool) C.int32_t {
	if wanted {
		return 1
	}
	return 0
}

// text calls a function that gives a zi_text before its error.
func text(language Language, call func(**C.zi_text, **C.zi_error) C.zi_status) ([]byte, error) {
	var text *C.zi_text
	var failure *C.zi_error
	if err := take(call(&text, &failure), failure, language); err != nil {
		return nil, err
	}
	return taken(text), nil
}

// taken copies a zi_text to Go and frees it.
func taken(text *C.zi_text) []byte {
	defer C.zi_text_free(text)
	return bytesOf(C.zi_text_data(text), C.zi_text_size(text))
}

func bytesOf(data *C.char, size C.size_t) []byte {
	return append([]byte(nil), unsafe.Slice((*byte)(unsafe.Pointer(data)), int(size))...)
}
