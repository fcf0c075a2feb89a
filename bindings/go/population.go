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

// Improvement says how plans are made. The zero value: costs of the rules, the cheapest plan alone.
type Improvement struct {
	Costs []byte // what improvements cost, as JSON (docs/costs.schema.json); nil: what the rules say
	Next  int    // so many other plans, 10 at most
	Step  bool   // the best single step as well
}

func (a *arena) improvement(how Improvement) *C.zi_improve_options {
	o := (*C.zi_improve_options)(a.zeroed(unsafe.Sizeof(C.zi_improve_options{})))
	o.struct_size = C.size_t(unsafe.Sizeof(*o))
	o.costs, o.costs_size = a.bytes(how.Costs)
	o.next, o.step = C.uint32_t(how.Next), flag(how.Step)
	return o
}

// Improve gives the cheapest way of the unit to a predicate. JSON (docs/plan.schema.json) or Text.
func (r *Rules) Improve(ctx context.Context, units []byte, ask Ask, target string, how Improvement) ([]byte, error) {
	if how.Next < 0 {
		return nil, misuse("Next cannot be fewer than none")
	}
	return r.report(ctx, units, ask, func(rules *C.zi_rules, u *C.char, n C.size_t, o *C.zi_options, a *arena, t **C.zi_text, e **C.zi_error) C.zi_status {
		return C.zi_improve(rules, u, n, o, a.text(target), a.improvement(how), t, e)
	}, target)
}

// ImproveAll says how many of the units reach a predicate within a budget, and which to coach first. JSON (docs/population-plan.schema.json) or Text.
func (r *Rules) ImproveAll(ctx context.Context, units []byte, ask Ask, target string, budget uint64, costs []byte) ([]byte, error) {
	return r.report(ctx, units, ask, func(rules *C.zi_rules, u *C.char, n C.size_t, o *C.zi_options, a *arena, t **C.zi_text, e **C.zi_error) C.zi_status {
		return C.zi_improve_all(rules, u, n, o, a.text(target), C.uint64_t(budget), a.improvement(Improvement{Costs: costs}), t, e)
	}, target)
}

// Documents says how the unit's documents stand. JSON (docs/graph.schema.json), Text or Dot.
func (r *Rules) Documents(ctx context.Context, units []byte, ask Ask) ([]byte, error) {
	return r.report(ctx, units, ask, func(rules *C.zi_rules, u *C.char, n C.size_t, o *C.zi_options, _ *arena, t **C.zi_text, e **C.zi_error) C.zi_status {
		return C.zi_documents(rules, u, n, o, t, e)
	})
}

// Document says what one document supports, rests on and serves. ask.Unit: whose it is; "": the only one that is called so. JSON, Text or Dot.
func (r *Rules) Document(ctx context.Context, units []byte, ask Ask, document string) ([]byte, error) {
	return r.report(ctx, units, ask, func(rules *C.zi_rules, u *C.char, n C.size_t, o *C.zi_options, a *arena, t **C.zi_text, e **C.zi_error) C.zi_status {
		return C.zi_document(rules, u, n, o, a.text(document), t, e)
	}, document)
}

// Change is what happens to a document.
type Change int

const (
	Rejected Change = C.ZI_REJECTED
	Expired  Change = C.ZI_EXPIRED
	Accepted Change = C.ZI_ACCEPTED
)

// Impact says what changes in every unit that a document reaches, if that happens to it. ask.Unit as with Document. JSON or Text.
func (r *Rules) Impact(ctx context.Context, units []byte, ask Ask, document string, change Change) ([]byte, error) {
	return r.report(ctx, units, ask, func(rules *C.zi_rules, u *C.char, n C.size_t, o *C.zi_options, a *arena, t **C.zi_text, e **C.zi_error) C.zi_status {
		return C.zi_impact(rules, u, n, o, a.text(document), C.int32_t(change), t, e)
	}, document)
}

// Heaviest gives the documents that the units lose most with, at most so many. JSON or Text.
func (r *Rules) Heaviest(ctx context.Context, units []byte, ask Ask, most uint64) ([]byte, error) {
	return r.report(ctx, units, ask, func(rules *C.zi_rules, u *C.char, n C.size_t, o *C.zi_options, _ *arena, t **C.zi_text, e **C.zi_error) C.zi_status {
		return C.zi_heaviest(rules, u, n, o, C.uint64_t(most), t, e)
	})
}

// Diff says what moved between two assessments of a unit: of other units, seen by another, or on another day. Language and format are those of ask.
// JSON (docs/diff.schema.json) or Text.
func (r *Rules) Diff(ctx context.Context, units []byte, ask Ask, otherUnits []byte, otherAsk Ask) ([]byte, error) {
	if err := otherAsk.check(); err != nil {
		return nil, err
	}
	return r.report(ctx, units, ask, func(rules *C.zi_rules, u *C.char, n C.size_t, o *C.zi_options, a *arena, t **C.zi_text, e **C.zi_error) C.zi_status {
		other, size := a.bytes(otherUnits)
		return C.zi_diff(rules, u, n, o, other, size, a.options(otherAsk, nil), t, e)
	})
}
