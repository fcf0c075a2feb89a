package zi

/*
#include "bridge.h"
*/
import "C"

import (
	"context"
	"runtime/cgo"
	"strings"
	"unsafe"
)

// A call is one function of zi.h about units.
type call func(rules *C.zi_rules, units *C.char, size C.size_t, options *C.zi_options, a *arena, text **C.zi_text, failure **C.zi_error) C.zi_status

func (ask Ask) check(names ...string) error {
	for _, s := range append(names, ask.AsOf, ask.Unit, ask.SeenBy) {
		if strings.IndexByte(s, 0) >= 0 {
			return misuse("a name or day holds a NUL byte")
		}
	}
	return nil
}

func (r *Rules) report(ctx context.Context, units []byte, ask Ask, f call, names ...string) (result []byte, err error) {
	if err := ask.check(names...); err != nil {
		return nil, err
	}
	err = r.h.use(func(p unsafe.Pointer) error {
		return watched(ctx, func(cancel *C.zi_cancel) error {
			var a arena
			defer a.free()
			data, size := a.bytes(units)
			var text *C.zi_text
			var failure *C.zi_error
			status := f((*C.zi_rules)(p), data, size, a.options(ask, cancel), &a, &text, &failure)
			if err := take(status, failure, ask.Language); err != nil {
				return err
			}
			result = taken(text)
			return nil
		})
	})
	return
}

// Assess assesses one unit of units, which are JSON (docs/units.schema.json). An *Error with status Invalid says all that is wrong with the
// unit; ctx.Err() is given where ctx ended first.
func (r *Rules) Assess(ctx context.Context, units []byte, ask Ask) (*Assessment, error) {
	json, err := r.report(ctx, units, ask, func(rules *C.zi_rules, u *C.char, n C.size_t, o *C.zi_options, _ *arena, t **C.zi_text, e **C.zi_error) C.zi_status {
		return C.zi_assess(rules, u, n, o, t, e)
	})
	if err != nil {
		return nil, err
	}
	return parseAssessment(json)
}

// AssessEach assesses every unit, in the order of the input, and calls each on this goroutine: with its assessment, or with why it is refused,
// which does not stop the others. An error of each stops, and is given back.
func (r *Rules) AssessEach(ctx context.Context, units []byte, ask Ask, each func(ordinal uint64, a *Assessment, refused *Error) error) error {
	if err := ask.check(); err != nil {
		return err
	}
	s := &sink{language: ask.Language}
	s.each = func(ordinal uint64, json []byte, refused *Error) error {
		if refused != nil {
			return each(ordinal, nil, refused)
		}
		a, err := parseAssessment(json)
		if err != nil {
			return err
		}
		return each(ordinal, a, nil)
	}
	h := cgo.NewHandle(s)
	defer h.Delete()
	err := r.h.use(func(p unsafe.Pointer) error {
		return watched(ctx, func(cancel *C.zi_cancel) error {
			var a arena
			defer a.free()
			data, size := a.bytes(units)
			var failure *C.zi_error
			return take(C.zi_go_assess_units((*C.zi_rules)(p), data, size, a.options(ask, cancel), C.uintptr_t(h), &failure), failure, ask.Language)
		})
	})
	if s.panicked != nil {
		panic(s.panicked)
	}
	if s.err != nil {
		return s.err
	}
	return err
}

// Explain gives the worksheet as a tree and every condition, as text.
func (r *Rules) Explain(ctx context.Context, units []byte, ask Ask) ([]byte, error) {
	return r.report(ctx, units, ask, func(rules *C.zi_rules, u *C.char, n C.size_t, o *C.zi_options, _ *arena, t **C.zi_text, e **C.zi_error) C.zi_status {
		return C.zi_explain(rules, u, n, o, t, e)
	})
}

// Why says why a predicate is met; "": all that are. JSON or Text.
func (r *Rules) Why(ctx context.Context, units []byte, ask Ask, predicate string) ([]byte, error) {
	return r.report(ctx, units, ask, func(rules *C.zi_rules, u *C.char, n C.size_t, o *C.zi_options, a *arena, t **C.zi_text, e **C.zi_error) C.zi_status {
		return C.zi_why(rules, u, n, o, a.text(predicate), t, e)
	}, predicate)
}

// WhyNot says why a predicate is not met, and what is missing; "": all that are not. JSON or Text.
func (r *Rules) WhyNot(ctx context.Context, units []byte, ask Ask, predicate string) ([]byte, error) {
	return r.report(ctx, units, ask, func(rules *C.zi_rules, u *C.char, n C.size_t, o *C.zi_options, a *arena, t **C.zi_text, e **C.zi_error) C.zi_status {
		return C.zi_whynot(rules, u, n, o, a.text(predicate), t, e)
	}, predicate)
}

// Readiness says how far the unit is from a predicate; "": the first award. JSON or Text.
func (r *Rules) Readiness(ctx context.Context, units []byte, ask Ask, target string) ([]byte, error) {
	return r.report(ctx, units, ask, func(rules *C.zi_rules, u *C.char, n C.size_t, o *C.zi_options, a *arena, t **C.zi_text, e **C.zi_error) C.zi_status {
		return C.zi_readiness(rules, u, n, o, a.text(target), t, e)
	}, target)
}
