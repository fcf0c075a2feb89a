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

// Loader loads rules with options. The zero value behaves as Load and Parse.
type Loader struct {
	Files    fs.FS // where rules files are, slash-separated without "./" or ".."; nil: on disk
	Limits   Limits
	Language Language // of diagnostics of the rules, and of errors of prepared rules
}

// Load loads the rules at path and their includes from disk. Errors of the rules are an *Error with status Invalid and all diagnostics.
func Load(path string) (*Rules, error) { return Loader{}.Load(path) }

// LoadFS is Load from a file system, such as an embedded one.
func LoadFS(files fs.FS, path string) (*Rules, error) {
	if files == nil {
		return nil, misuse("the file system is nil")
	}
	return Loader{Files: files}.Load(path)
}

// Parse loads rules from text, as one file called name.
func Parse(name, text string) (*Rules, error) { return Loader{}.Parse(name, text) }

// Version returns the version of the library, "0.1.0".
func Version() string { return C.GoString(C.zi_version()) }

// ready checks the arguments before a file called name is read.
func ready(name string) error {
	if abi := C.zi_abi_version(); abi != C.ZI_ABI_VERSION {
		return &Error{Status: Unsupported, Text: "zi: the library has another ABI version than zi.h"}
	}
	return named(name)
}

func (l Loader) rules(status C.zi_status, rules *C.zi_rules, failure *C.zi_error) (*Rules, error) {
	if err := take(status, failure, l.Language); err != nil {
		return nil, err
	}
	return &Rules{own(unsafe.Pointer(rules), func(p unsafe.Pointer) { C.zi_rules_free((*C.zi_rules)(p)) }), l.Language}, nil
}

// Load loads the rules at path and their includes.
func (l Loader) Load(path string) (*Rules, error) {
	if err := ready(path); err != nil {
		return nil, err
	}
	var a arena
	defer a.free()
	var rules *C.zi_rules
	var failure *C.zi_error
	if l.Files == nil {
		return l.rules(C.zi_rules_load_file(a.text(path), nil, nil, a.limits(l.Limits), &rules, &failure), rules, failure)
	}
	reader := &reader{files: l.Files}
	h := cgo.NewHandle(reader)
	defer h.Delete()
	loaded, err := l.rules(C.zi_go_load(a.text(path), C.uintptr_t(h), a.limits(l.Limits), &rules, &failure), rules, failure)
	reader.raise()
	if failed, ok := err.(*Error); ok {
		failed.Cause = reader.err
	}
	return loaded, err
}

// Parse loads rules from text, as one file called name. Files is ignored: such rules cannot include files.
func (l Loader) Parse(name, text string) (*Rules, error) {
	if err := ready(name); err != nil {
		return nil, err
	}
	var a arena
	defer a.free()
	data, size := a.bytes([]byte(text))
	var rules *C.zi_rules
	var failure *C.zi_error
	return l.rules(C.zi_rules_load(a.text(name), data, size, a.limits(l.Limits), &rules, &failure), rules, failure)
}

// Format returns the canonical form of one rules file. Fails on syntax errors only.
func (l Loader) Format(name, source string) (string, error) {
	if err := ready(name); err != nil {
		return "", err
	}
	var a arena
	defer a.free()
	data, size := a.bytes([]byte(source))
	formatted, err := text(l.Language, func(t **C.zi_text, e **C.zi_error) C.zi_status {
		return C.zi_rules_format(a.text(name), data, size, a.limits(l.Limits), t, e)
	})
	return string(formatted), err
}
