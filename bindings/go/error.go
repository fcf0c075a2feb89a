package zi

/*
#include "bridge.h"
*/
import "C"

import (
	"fmt"
	"strings"
	"unsafe"
)

// Status is the result of a call; values as zi_status in zi.h.
type Status int

const (
	Misuse      Status = C.ZI_MISUSE        // a precondition of the call is violated
	Invalid     Status = C.ZI_INVALID       // rules, units or names were refused
	OutOfMemory Status = C.ZI_OUT_OF_MEMORY // no effect, except that an edited session is lost
	Cancelled   Status = C.ZI_CANCELLED     // a context ended, or a callback asked to stop
	Callback    Status = C.ZI_CALLBACK      // the caller's stream failed
	Unsupported Status = C.ZI_UNSUPPORTED   // not in this build
	Internal    Status = C.ZI_INTERNAL      // a bug of zi
)

// String gives the name of the status in zi.h, "ZI_INVALID".
func (s Status) String() string {
	if int(int32(s)) != int(s) {
		return "unknown"
	}
	return C.GoString(C.zi_status_name(C.zi_status(s)))
}

// Error implements error, so that a status can be a target: errors.Is(err, zi.Invalid).
func (s Status) Error() string { return s.String() }

// Span is a place in a rules file. Lines and columns count from 1, columns in code points; bytes count from 0. All are 0 without a place.
type Span struct {
	Line, Column, EndLine, EndColumn int
	Begin, End                       int
}

// Diagnostic is one problem of rules or units. Texts that do not apply are empty.
type Diagnostic struct {
	Warning bool   // it is a warning, not an error
	Code    string // "ZI0401"; docs/diagnostics.md describes each
	Message string // the cause
	Hint    string // how to fix it
	File    string // of rules: the file; of units: the one that they were read from
	Span    Span   // of rules: the place in the file
	Unit    string // of units: the id, or "#1" for the first if it has none; of columns the row
	Path    string // a JSON pointer inside the unit; of columns the column
	Cell    string // of units from a workbook, "'LKE ZI'!K11"; from a table in text "K11", whose row is the line
}

// Error is the error of a failed call, for errors.As. It needs no Close.
type Error struct {
	Status      Status
	Diagnostics []Diagnostic // all problems at once; empty unless Status is Invalid
	Text        string       // the text for display: several lines, with carets under the places
	Cause       error        // of LoadFS: the error of the file system; else nil
}

// Error returns the text.
func (e *Error) Error() string { return strings.TrimSuffix(e.Text, "\n") }

// Is compares with a Status.
func (e *Error) Is(target error) bool { return target == e.Status }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Cause }

// take converts a C error and frees it.
func take(status C.zi_status, failure *C.zi_error, language Language) error {
	if status == C.ZI_OK {
		return nil
	}
	defer C.zi_error_free(failure)
	return copyError(Status(status), failure, language)
}

func copyError(status Status, failure *C.zi_error, language Language) *Error {
	result := &Error{Status: status, Text: C.GoString(C.zi_error_message(failure, C.int32_t(language)))}
	if result.Text == "" {
		result.Text = status.String()
	}
	result.Diagnostics = diagnostics(failure, language)
	return result
}

func diagnostics(failure *C.zi_error, language Language) []Diagnostic {
	count := int(C.zi_error_diagnostic_count(failure))
	var all []Diagnostic
	for i := 0; i < count; i++ {
		var d C.zi_diagnostic
		d.struct_size = C.size_t(unsafe.Sizeof(d))
		if C.zi_error_diagnostic(failure, C.size_t(i), C.int32_t(language), &d) != C.ZI_OK {
			break
		}
		all = append(all, Diagnostic{
			Warning: d.severity == C.ZI_WARNING,
			Code:    C.GoString(d.code), Message: C.GoString(d.message), Hint: C.GoString(d.hint), File: C.GoString(d.file),
			Span: Span{int(d.line), int(d.column), int(d.end_line), int(d.end_column), int(d.begin), int(d.end)},
			Unit: C.GoString(d.unit), Path: C.GoString(d.path), Cell: C.GoString(d.cell),
		})
	}
	return all
}

// misuse is an error of this package's own.
func misuse(format string, values ...any) error {
	return &Error{Status: Misuse, Text: "zi: " + fmt.Sprintf(format, values...)}
}
