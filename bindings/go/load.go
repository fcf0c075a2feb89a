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

// Loader loads rules. Its zero value does what Load and Parse do.
type Loader struct {
	Files    fs.FS // where rules files are, slash-separated without "./" or ".."; nil: on disk
	Limits   Limits
	Language Language // of errors of the rules, of warnings, and of errors of plans
}

// Load loads the rules at path and all that they include, from disk. An *Error with status Invalid holds every problem, each with its place.
func Load(path string) (*Rules, error) { return Loader{}.Load(path) }

// LoadFS is Load from a file system, for example one that is embedded.
func LoadFS(files fs.FS, path string) (*Rules, error) {
	if files == nil {
		return nil, misuse("the file system is nil")
	}
	return Loader{Files: files}.Load(path)
}

// Parse loads rules from text, as one file called name.
func Parse(name, text string) (*Rules, error) { return Loader{}.Parse(name, text) }

// Version is that of the library, "0.1.0".
func Version() string { return C.GoString(C.zi_version()) }

// ready is asked before anything is made of a file called name.
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

// Load loads the rules at path and all that they include.
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

// Parse loads rules from text, as one file called name. Files is not looked at: such rules include nothing.
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

// Format gives the canonical form of one rules file. Errors are those of its syntax.
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
