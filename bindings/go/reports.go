package zi

/*
#include "bridge.h"
*/
import "C"

import (
	"context"
	"runtime/cgo"
)

// A query holds the arguments of a function of zi.h about units.
type query struct {
	rules   *C.zi_rules
	units   *C.char
	size    C.size_t
	options *C.zi_options
	text    *C.zi_text
	failure *C.zi_error
}

// query calls a function of zi.h about units; names are those of the call.
func (r *Rules) query(ctx context.Context, units []byte, ask Ask, call func(*query, *arena) C.zi_status, names ...string) (text *C.zi_text, err error) {
	if err := named(append(names, ask.AsOf, ask.Unit, ask.SeenBy)...); err != nil {
		return nil, err
	}
	err = r.use(func(rules *C.zi_rules) error {
		return watched(ctx, func(cancel *C.zi_cancel) error {
			var a arena
			defer a.free()
			options, err := a.options(ask, cancel)
			if err != nil {
				return err
			}
			q := query{rules: rules, options: options}
			q.units, q.size = a.bytes(units)
			err = take(call(&q, &a), q.failure, ask.Language)
			text = q.text
			return err
		})
	})
	return
}

// report is query for functions that give a text.
func (r *Rules) report(ctx context.Context, units []byte, ask Ask, call func(*query, *arena) C.zi_status, names ...string) ([]byte, error) {
	text, err := r.query(ctx, units, ask, call, names...)
	if err != nil {
		return nil, err
	}
	return taken(text), nil
}

// Assess assesses one unit of units. An *Error with status Invalid says all that is wrong with it.
func (r *Rules) Assess(ctx context.Context, units []byte, ask Ask) (*Assessment, error) {
	json, err := r.AssessJSON(ctx, units, ask)
	if err != nil {
		return nil, err
	}
	return parseAssessment(json)
}

// AssessJSON is Assess for those who pass the JSON on: an element of units in docs/assessment.schema.json.
func (r *Rules) AssessJSON(ctx context.Context, units []byte, ask Ask) ([]byte, error) {
	return r.report(ctx, units, ask, func(q *query, _ *arena) C.zi_status {
		return C.zi_assess(q.rules, q.units, q.size, q.options, &q.text, &q.failure)
	})
}

// AssessEach assesses every unit, or the one that ask names, and calls each in the order of the input: with its assessment, or with why it is
// refused, which does not stop the others. An error of each stops, and is given back.
func (r *Rules) AssessEach(ctx context.Context, units []byte, ask Ask, each func(ordinal uint64, a *Assessment, refused *Error) error) error {
	if each == nil {
		return misuse("there is no function to call")
	}
	s := &sink{language: ask.Language}
	s.each = func(ordinal uint64, json []byte, refused *Error) error {
		var a *Assessment
		if refused == nil {
			var err error
			if a, err = parseAssessment(json); err != nil {
				return err
			}
		}
		err := each(ordinal, a, refused)
		if same, ok := err.(*Error); ok && same == nil { // a callback that just says `return refused`
			return nil
		}
		return err
	}
	h := cgo.NewHandle(s)
	defer h.Delete()
	_, err := r.query(ctx, units, ask, func(q *query, _ *arena) C.zi_status {
		return C.zi_go_assess_units(q.rules, q.units, q.size, q.options, C.uintptr_t(h), &q.failure)
	})
	s.raise()
	if s.err != nil {
		return s.err
	}
	return err
}

// AssessWorkbook gives every unit's assessment, or that of the one that ask names, as the bytes of a workbook (XLSX): a row for each unit; those that are
// refused stand among the findings.
func (r *Rules) AssessWorkbook(ctx context.Context, units []byte, ask Ask) ([]byte, error) {
	return r.report(ctx, units, ask, func(q *query, _ *arena) C.zi_status {
		return C.zi_assess_workbook(q.rules, q.units, q.size, q.options, &q.text, &q.failure)
	})
}

// FillWorkbook gives the bytes of a copy of the workbook that ask.Read holds, with what zi makes of its units: points, states and remarks beside the answers,
// verdicts on a sheet behind the others; all else is as it was. Invalid: ask.Read is not one XLSX file, or has no place to write to.
func (r *Rules) FillWorkbook(ctx context.Context, ask Ask) ([]byte, error) {
	return r.report(ctx, nil, ask, func(q *query, _ *arena) C.zi_status {
		return C.zi_fill_workbook(q.rules, q.options, &q.text, &q.failure)
	})
}

// Explain gives the worksheet as a tree and every condition, as text.
func (r *Rules) Explain(ctx context.Context, units []byte, ask Ask) (string, error) {
	text, err := r.report(ctx, units, ask, func(q *query, _ *arena) C.zi_status {
		return C.zi_explain(q.rules, q.units, q.size, q.options, &q.text, &q.failure)
	})
	return string(text), err
}

// Why says why a predicate is met; "": all that concern the unit and are met. JSON (docs/why.schema.json) or Text.
func (r *Rules) Why(ctx context.Context, units []byte, ask Ask, predicate string) ([]byte, error) {
	return r.report(ctx, units, ask, func(q *query, a *arena) C.zi_status {
		return C.zi_why(q.rules, q.units, q.size, q.options, a.optional(predicate), &q.text, &q.failure)
	}, predicate)
}

// WhyNot says why a predicate is not met, and what is missing; "": all that concern the unit and are not. JSON (docs/why.schema.json) or Text.
func (r *Rules) WhyNot(ctx context.Context, units []byte, ask Ask, predicate string) ([]byte, error) {
	return r.report(ctx, units, ask, func(q *query, a *arena) C.zi_status {
		return C.zi_whynot(q.rules, q.units, q.size, q.options, a.optional(predicate), &q.text, &q.failure)
	}, predicate)
}

// Readiness says how far the unit is from a predicate, condition by condition; "": the first award. JSON (an element of units in
// docs/readiness.schema.json), Text or XLSX.
func (r *Rules) Readiness(ctx context.Context, units []byte, ask Ask, target string) ([]byte, error) {
	return r.report(ctx, units, ask, func(q *query, a *arena) C.zi_status {
		return C.zi_readiness(q.rules, q.units, q.size, q.options, a.optional(target), &q.text, &q.failure)
	}, target)
}

// Improvement says what improvements cost, and what is told beside the cheapest way.
type Improvement struct {
	Costs []byte // as JSON (docs/costs.schema.json); nil: what the rules say
	Next  uint32 // so many other ways, 10 at most
	Step  bool   // the best single step as well
	Work  uint64 // steps at most, the same on every machine, 5 to 60 ns each; 0: 2^27, of a population 2^24 for each unit
}

func (a *arena) improvement(how Improvement) *C.zi_improve_options {
	o := sized[C.zi_improve_options](a)
	o.costs, o.costs_size = a.bytes(how.Costs)
	o.next = C.uint32_t(how.Next)
	o.step = yes(how.Step)
	o.work = C.uint64_t(how.Work)
	return o
}

// Improve gives the cheapest way of the unit to a predicate; "": the first award. Work that could be exponential is bounded, and a way that is
// not proved to be the cheapest says so. JSON (docs/plan.schema.json), Text or XLSX.
func (r *Rules) Improve(ctx context.Context, units []byte, ask Ask, target string, how Improvement) ([]byte, error) {
	return r.report(ctx, units, ask, func(q *query, a *arena) C.zi_status {
		return C.zi_improve(q.rules, q.units, q.size, q.options, a.optional(target), a.improvement(how), &q.text, &q.failure)
	}, target)
}

// ImproveProof gives the proof of the way that Improve gives, for somebody else to check: JSON (docs/proof.schema.json).
func (r *Rules) ImproveProof(ctx context.Context, units []byte, ask Ask, target string, how Improvement) ([]byte, error) {
	return r.report(ctx, units, ask, func(q *query, a *arena) C.zi_status {
		return C.zi_improve_proof(q.rules, q.units, q.size, q.options, a.optional(target), a.improvement(how), &q.text, &q.failure)
	}, target)
}

// Verify says whether a proof holds for these rules, the unit as it stands and these costs, and why not in the text: JSON
// (docs/verification.schema.json) or Text. The proof names its day and its unit: ask.AsOf and ask.Unit may be empty.
func (r *Rules) Verify(ctx context.Context, units []byte, ask Ask, proof, costs []byte) (sound bool, text []byte, err error) {
	var found C.int32_t
	text, err = r.report(ctx, units, ask, func(q *query, a *arena) C.zi_status {
		data, size := a.bytes(proof)
		q.options.as_of = a.optional(ask.AsOf)
		return C.zi_verify(q.rules, q.units, q.size, q.options, data, size, a.improvement(Improvement{Costs: costs}), &found, &q.text, &q.failure)
	})
	return found != 0, text, err
}

// ImproveAll says how many of the units reach a predicate within a budget, and which to coach first; costs may be nil. ask.Unit is not looked at.
// JSON (docs/population-plan.schema.json), Text or XLSX.
func (r *Rules) ImproveAll(ctx context.Context, units []byte, ask Ask, target string, budget uint64, costs []byte) ([]byte, error) {
	return r.report(ctx, units, ask, func(q *query, a *arena) C.zi_status {
		return C.zi_improve_all(q.rules, q.units, q.size, q.options, a.optional(target), C.uint64_t(budget), a.improvement(Improvement{Costs: costs}), &q.text, &q.failure)
	}, target)
}

// Documents says what the unit's documents say: how each stands, what is circular, unsupported, lapsing, fragile. All units must be in order, as
// in the next three. JSON (docs/graph.schema.json), Text or Dot.
func (r *Rules) Documents(ctx context.Context, units []byte, ask Ask) ([]byte, error) {
	return r.report(ctx, units, ask, func(q *query, _ *arena) C.zi_status {
		return C.zi_documents(q.rules, q.units, q.size, q.options, &q.text, &q.failure)
	})
}

// Document says what one document supports, rests on and serves. ask.Unit: whose it is; "": the only one that is called so. JSON, Text or Dot.
func (r *Rules) Document(ctx context.Context, units []byte, ask Ask, document string) ([]byte, error) {
	return r.report(ctx, units, ask, func(q *query, a *arena) C.zi_status {
		return C.zi_document(q.rules, q.units, q.size, q.options, a.text(document), &q.text, &q.failure)
	}, document)
}

// Change is what happens to a document.
type Change int32

const (
	Rejected Change = C.ZI_REJECTED
	Expired  Change = C.ZI_EXPIRED
	Accepted Change = C.ZI_ACCEPTED
)

// Impact says what changes in every unit that a document reaches, if change happens to it. ask.Unit as for Document. JSON, Text or XLSX.
func (r *Rules) Impact(ctx context.Context, units []byte, ask Ask, document string, change Change) ([]byte, error) {
	return r.report(ctx, units, ask, func(q *query, a *arena) C.zi_status {
		return C.zi_impact(q.rules, q.units, q.size, q.options, a.text(document), C.int32_t(change), &q.text, &q.failure)
	}, document)
}

// Heaviest gives the `most` documents that the units lose most with. ask.Unit is not looked at. JSON, Text or XLSX.
func (r *Rules) Heaviest(ctx context.Context, units []byte, ask Ask, most uint64) ([]byte, error) {
	return r.report(ctx, units, ask, func(q *query, _ *arena) C.zi_status {
		return C.zi_heaviest(q.rules, q.units, q.size, q.options, C.uint64_t(most), &q.text, &q.failure)
	})
}

// Diff says what moved between two assessments of a unit: of other units, seen by another, or on another day. Language, format and limits are those
// of ask. JSON (docs/diff.schema.json), Text or XLSX.
func (r *Rules) Diff(ctx context.Context, units []byte, ask Ask, other []byte, otherAsk Ask) ([]byte, error) {
	var unusable error
	diff, err := r.report(ctx, units, ask, func(q *query, a *arena) C.zi_status {
		data, size := a.bytes(other)
		options, err := a.options(otherAsk, q.options.cancel)
		if unusable = err; err != nil {
			return C.ZI_MISUSE
		}
		return C.zi_diff(q.rules, q.units, q.size, q.options, data, size, options, &q.text, &q.failure)
	}, otherAsk.AsOf, otherAsk.Unit, otherAsk.SeenBy)
	if unusable != nil {
		return nil, unusable
	}
	return diff, err
}
