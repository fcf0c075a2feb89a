package zi

/*
#include <stdlib.h>
#include "bridge.h"
*/
import "C"

import (
	"context"
	"unsafe"
)

// Language is that of texts for people. Zero is Indonesian.
type Language int

const (
	Indonesian Language = C.ZI_INDONESIAN
	English    Language = C.ZI_ENGLISH
)

// Format is that of reports which offer a choice. Zero is JSON.
type Format int

const (
	JSON Format = C.ZI_JSON
	Text Format = C.ZI_TEXT
	Dot  Format = C.ZI_DOT // a drawing, of documents alone
)

// Ask says what is asked of units. Only AsOf is needed.
type Ask struct {
	AsOf       string   // the day of rules and facts, "2026-05-31"
	Language   Language // of texts and errors
	Format     Format   // where a method gives a report
	Unit       string   // the id of the unit in question; "": the only one there is
	SeenBy     string   // who answered last: "unit" or an assessor; "": the last there is
	NoEvidence bool     // answers count as they claim, whatever their documents
	Evidence   []byte   // documents that units share, as JSON
	Limits     Limits   // how much input is accepted
}

// Limits say how much input is accepted before it is refused with a diagnostic; 0: the default, which zi.h gives. Depths cost stack: 256 at most.
type Limits struct {
	FileBytes, Files, IncludeDepth, BlockDepth, Statements, Conditions, ExpressionNodes, ExpressionDepth, NumberDigits, Errors uint64 // of rules
	UnitsBytes, UnitBytes, JSONDepth, StringBytes, Count                                                                       uint64 // of units
}

func (a *arena) limits(limits Limits) *C.zi_limits {
	o := (*C.zi_limits)(a.zeroed(unsafe.Sizeof(C.zi_limits{})))
	*o = C.zi_limits{
		struct_size: C.size_t(unsafe.Sizeof(*o)), file_bytes: C.uint64_t(limits.FileBytes), files: C.uint64_t(limits.Files),
		include_depth: C.uint64_t(limits.IncludeDepth), block_depth: C.uint64_t(limits.BlockDepth), statements: C.uint64_t(limits.Statements),
		conditions: C.uint64_t(limits.Conditions), expression_nodes: C.uint64_t(limits.ExpressionNodes),
		expression_depth: C.uint64_t(limits.ExpressionDepth), number_digits: C.uint64_t(limits.NumberDigits), errors: C.uint64_t(limits.Errors),
		units_bytes: C.uint64_t(limits.UnitsBytes), unit_bytes: C.uint64_t(limits.UnitBytes), json_depth: C.uint64_t(limits.JSONDepth),
		string_bytes: C.uint64_t(limits.StringBytes), count: C.uint64_t(limits.Count),
	}
	return o
}

// arena is C memory for the time of one call.
type arena struct{ all []unsafe.Pointer }

func (a *arena) free() {
	for _, p := range a.all {
		C.free(p)
	}
}

// text copies a string; "" is NULL.
func (a *arena) text(s string) *C.char {
	if s == "" {
		return nil
	}
	p := C.CString(s)
	a.all = append(a.all, unsafe.Pointer(p))
	return p
}

// texts copies strings.
func (a *arena) texts(all []string) (**C.char, C.size_t) {
	if len(all) == 0 {
		return nil, 0
	}
	p := (**C.char)(a.zeroed(uintptr(len(all)) * unsafe.Sizeof((*C.char)(nil))))
	for i, s := range all {
		text := C.CString(s)
		a.all = append(a.all, unsafe.Pointer(text))
		unsafe.Slice(p, len(all))[i] = text
	}
	return p, C.size_t(len(all))
}

// zeroed is C memory of zeros.
func (a *arena) zeroed(size uintptr) unsafe.Pointer {
	p := C.calloc(1, C.size_t(size))
	a.all = append(a.all, p)
	return p
}

func (a *arena) bytes(b []byte) (*C.char, C.size_t) {
	if len(b) == 0 {
		return nil, 0
	}
	p := C.CBytes(b)
	a.all = append(a.all, p)
	return (*C.char)(p), C.size_t(len(b))
}

func (a *arena) options(ask Ask, cancel *C.zi_cancel) *C.zi_options {
	o := (*C.zi_options)(a.zeroed(unsafe.Sizeof(C.zi_options{})))
	o.struct_size = C.size_t(unsafe.Sizeof(*o))
	o.as_of = a.text(ask.AsOf)
	o.language = C.int32_t(ask.Language)
	o.format = C.int32_t(ask.Format)
	o.unit = a.text(ask.Unit)
	o.seen_by = a.text(ask.SeenBy)
	if ask.NoEvidence {
		o.no_evidence = 1
	}
	o.evidence, o.evidence_size = a.bytes(ask.Evidence)
	o.limits = a.limits(ask.Limits)
	o.cancel = cancel
	return o
}

// watched runs f with a flag that is set when ctx ends, and gives ctx.Err() if that is what stopped f.
func watched(ctx context.Context, f func(*C.zi_cancel) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if ctx.Done() == nil {
		return f(nil)
	}
	var flag *C.zi_cancel
	var failure *C.zi_error
	if err := take(C.zi_cancel_new(&flag, &failure), failure, English); err != nil {
		return err
	}
	done, gone := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(gone)
		select {
		case <-ctx.Done():
			C.zi_cancel_set(flag)
		case <-done:
		}
	}()
	defer func() {
		close(done)
		<-gone
		C.zi_cancel_free(flag)
	}()
	err := f(flag)
	if failed, ok := err.(*Error); ok && failed.Status == Cancelled && ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}

// taken copies a text of C and frees it.
func taken(text *C.zi_text) []byte {
	defer C.zi_text_free(text)
	size := C.zi_text_size(text)
	if size == 0 {
		return nil
	}
	return append([]byte(nil), unsafe.Slice((*byte)(unsafe.Pointer(C.zi_text_data(text))), int(size))...)
}
