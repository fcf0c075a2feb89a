package zi

/*
#cgo pkg-config: zi_c
#include <stdlib.h>
#include "bridge.h"
*/
import "C"

import (
	"io/fs"
	"runtime/cgo"
	"strings"
	"unsafe"
)

// Rules are a regulation, ready for assessing. They are immutable: any number of goroutines may use one at once. Close frees them; without it
// the garbage collector does, some time.
type Rules struct{ h *handle }

// Kind is what rules are made of.
type Kind int

const (
	Nodes      Kind = C.ZI_NODE // the worksheet is the first
	Questions  Kind = C.ZI_QUESTION
	Views      Kind = C.ZI_VIEW
	Predicates Kind = C.ZI_PREDICATE
	Facts      Kind = C.ZI_FACT
	Assessors  Kind = C.ZI_ASSESSOR
	Documents  Kind = C.ZI_EVIDENCE // kinds of documents
)

func newRules(status C.zi_status, rules *C.zi_rules, failure *C.zi_error) (*Rules, error) {
	if err := take(status, failure, English); err != nil {
		return nil, err
	}
	return &Rules{own(unsafe.Pointer(rules), func(p unsafe.Pointer) { C.zi_rules_free((*C.zi_rules)(p)) })}, nil
}

// Load loads the rules at path and all that they include. An *Error with status Invalid holds every problem, each with its place.
func Load(path string) (*Rules, error) {
	if strings.IndexByte(path, 0) >= 0 {
		return nil, misuse("the path holds a NUL byte")
	}
	name := C.CString(path)
	defer C.free(unsafe.Pointer(name))
	var rules *C.zi_rules
	var failure *C.zi_error
	return newRules(C.zi_rules_load_file(name, nil, nil, nil, &rules, &failure), rules, failure)
}

// Parse loads rules from text, as one file called name.
func Parse(name, text string) (*Rules, error) {
	if strings.IndexByte(name, 0) >= 0 {
		return nil, misuse("the name holds a NUL byte")
	}
	var a arena
	defer a.free()
	file := C.CString(name)
	defer C.free(unsafe.Pointer(file))
	data, size := a.bytes([]byte(text))
	var rules *C.zi_rules
	var failure *C.zi_error
	return newRules(C.zi_rules_load(file, data, size, nil, &rules, &failure), rules, failure)
}

// LoadFS is Load from a file system, for example one that is embedded. A file that cannot be read is told as Invalid.
func LoadFS(files fs.FS, path string) (*Rules, error) {
	if strings.IndexByte(path, 0) >= 0 {
		return nil, misuse("the path holds a NUL byte")
	}
	name := C.CString(path)
	defer C.free(unsafe.Pointer(name))
	reader := &reader{files: files}
	h := cgo.NewHandle(reader)
	defer h.Delete()
	var rules *C.zi_rules
	var failure *C.zi_error
	status := C.zi_go_load_fs(name, C.uintptr_t(h), &rules, &failure)
	if reader.panicked != nil {
		C.zi_rules_free(rules)
		C.zi_error_free(failure)
		panic(reader.panicked)
	}
	return newRules(status, rules, failure)
}

// Close frees the rules, once no call uses them; it does not wait. It may be called again, and at once with other calls, which are errors from then on.
func (r *Rules) Close() { r.h.close() }

// Count is how many things of a kind there are; 0 after Close.
func (r *Rules) Count(kind Kind) (count int) {
	r.h.use(func(p unsafe.Pointer) error {
		count = int(C.zi_rules_count((*C.zi_rules)(p), C.int32_t(kind)))
		return nil
	})
	return
}

// IDs are those of all things of a kind, in the order of the rules.
func (r *Rules) IDs(kind Kind) (ids []string) {
	r.h.use(func(p unsafe.Pointer) error {
		rules := (*C.zi_rules)(p)
		for i, n := C.size_t(0), C.zi_rules_count(rules, C.int32_t(kind)); i < n; i++ {
			ids = append(ids, C.GoString(C.zi_rules_id(rules, C.int32_t(kind), i)))
		}
		return nil
	})
	return
}

// Title is that of the regulation.
func (r *Rules) Title(language Language) (title string) {
	r.h.use(func(p unsafe.Pointer) error {
		title = C.GoString(C.zi_rules_title((*C.zi_rules)(p), C.int32_t(language)))
		return nil
	})
	return
}

// Model is everything that the rules say, as JSON: docs/rules-model.schema.json.
func (r *Rules) Model() (json []byte, err error) {
	err = r.h.use(func(p unsafe.Pointer) error {
		var text *C.zi_text
		var failure *C.zi_error
		if err := take(C.zi_rules_model((*C.zi_rules)(p), &text, &failure), failure, English); err != nil {
			return err
		}
		json = taken(text)
		return nil
	})
	return
}
