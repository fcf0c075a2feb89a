package zi

/*
#cgo !zi_static pkg-config: zi_c
#cgo zi_static pkg-config: --static zi_c
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

// Load loads the rules at path and all that they include. An *Error with status Invalid holds every problem, each with its place. At most one Limits.
func Load(path string, limits ...Limits) (*Rules, error) {
	return loadWith(path, func(name *C.char, most *C.zi_limits, rules **C.zi_rules, failure **C.zi_error) C.zi_status {
		return C.zi_rules_load_file(name, nil, nil, most, rules, failure)
	}, limits)
}

// Parse loads rules from text, as one file called name.
func Parse(name, text string, limits ...Limits) (*Rules, error) {
	var a arena
	defer a.free()
	data, size := a.bytes([]byte(text))
	return loadWith(name, func(name *C.char, most *C.zi_limits, rules **C.zi_rules, failure **C.zi_error) C.zi_status {
		return C.zi_rules_load(name, data, size, most, rules, failure)
	}, limits)
}

// LoadFS is Load from a file system, for example one that is embedded. A file that cannot be read is told as Invalid.
func LoadFS(files fs.FS, path string, limits ...Limits) (*Rules, error) {
	reader := &reader{files: files}
	h := cgo.NewHandle(reader)
	defer h.Delete()
	return loadWith(path, func(name *C.char, most *C.zi_limits, rules **C.zi_rules, failure **C.zi_error) C.zi_status {
		status := C.zi_go_load_fs(name, C.uintptr_t(h), most, rules, failure)
		if reader.panicked != nil {
			C.zi_rules_free(*rules)
			C.zi_error_free(*failure)
			panic(reader.panicked)
		}
		return status
	}, limits)
}

func loadWith(name string, f func(*C.char, *C.zi_limits, **C.zi_rules, **C.zi_error) C.zi_status, limits []Limits) (*Rules, error) {
	if strings.IndexByte(name, 0) >= 0 {
		return nil, misuse("the name holds a NUL byte")
	}
	if len(limits) > 1 {
		return nil, misuse("there is more than one Limits")
	}
	var a arena
	defer a.free()
	file := C.CString(name)
	defer C.free(unsafe.Pointer(file))
	var rules *C.zi_rules
	var failure *C.zi_error
	return newRules(f(file, a.limits(append(limits, Limits{})[0]), &rules, &failure), rules, failure)
}

// FormatRules gives the canonical form of one rules file, as one called name. Comments stay; formatting again changes nothing.
func FormatRules(name, text string) (string, error) {
	if strings.IndexByte(name, 0) >= 0 {
		return "", misuse("the name holds a NUL byte")
	}
	var a arena
	defer a.free()
	file := C.CString(name)
	defer C.free(unsafe.Pointer(file))
	data, size := a.bytes([]byte(text))
	var out *C.zi_text
	var failure *C.zi_error
	if err := take(C.zi_rules_format(file, data, size, nil, &out, &failure), failure, English); err != nil {
		return "", err
	}
	return string(taken(out)), nil
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

// Warnings are what loading warned of.
func (r *Rules) Warnings() (warnings []Diagnostic, err error) {
	err = r.h.use(func(p unsafe.Pointer) error {
		var found, failure *C.zi_error
		if err := take(C.zi_rules_warnings((*C.zi_rules)(p), &found, &failure), failure, English); err != nil {
			return err
		}
		if found != nil {
			warnings = copyError(Invalid, found, English).Diagnostics
			C.zi_error_free(found)
		}
		return nil
	})
	return
}
