package zi

/*
#include "bridge.h"
*/
import "C"

import (
	"context"
	"runtime/cgo"
	"unsafe"
)

// Prepared holds rules prepared for columns. Immutable and safe for concurrent use.
type Prepared struct {
	h        *handle
	language Language
}

// PrepareOptions selects the day and the outputs; others are not computed. Only AsOf is required.
type PrepareOptions struct {
	AsOf        string   // the day of rules and facts
	Predicates  []string // names of predicates to output; empty: all
	Scores      []string // ids of nodes and views to output; empty: the total
	Everything  bool     // all outputs; overrides the lists
	Conditions  bool     // also the verdicts of the conditions of these predicates
	Stage       bool     // also the stage
	CertainOnly bool     // without possible scores
	Integers    bool     // scores as integers, not as decimals; see Scores
	Digits      uint32   // of scores as decimals, 1 to 18; 0: 6; how they are rounded: docs/columns.md
}

// Prepare prepares the rules for columns. Invalid: a name is unknown, or the rules are not in force on the day. Later errors are in the language of the rules.
func (r *Rules) Prepare(options PrepareOptions) (*Prepared, error) {
	if err := named(append(append([]string{options.AsOf}, options.Predicates...), options.Scores...)...); err != nil {
		return nil, err
	}
	var a arena
	defer a.free()
	o := sized[C.zi_prepare_options](&a)
	o.as_of = a.text(options.AsOf)
	o.predicates, o.predicate_count = a.texts(options.Predicates)
	o.scores, o.score_count = a.texts(options.Scores)
	o.everything, o.conditions, o.stage = yes(options.Everything), yes(options.Conditions), yes(options.Stage)
	o.certain_only, o.integers = yes(options.CertainOnly), yes(options.Integers)
	o.digits = C.uint32_t(options.Digits)
	var prepared *C.zi_prepared
	err := r.use(func(rules *C.zi_rules) error {
		var failure *C.zi_error
		return take(C.zi_prepare(rules, o, &prepared, &failure), failure, r.language)
	})
	if err != nil {
		return nil, err
	}
	return &Prepared{own(unsafe.Pointer(prepared), func(p unsafe.Pointer) { C.zi_prepared_free((*C.zi_prepared)(p)) }), r.language}, nil
}

func (p *Prepared) use(f func(*C.zi_prepared) error) error {
	if p == nil {
		return misuse("prepared columns are nil")
	}
	return p.h.use(func(pointer unsafe.Pointer) error { return f((*C.zi_prepared)(pointer)) })
}

// Close frees the prepared rules after the last running call, without blocking. Idempotent and safe for concurrent use; other calls fail afterwards.
func (p *Prepared) Close() {
	if p != nil {
		p.h.close()
	}
}

// Describe returns widths, denominators and error bounds as text.
func (p *Prepared) Describe(language Language) (description string, err error) {
	err = p.use(func(prepared *C.zi_prepared) error {
		said, err := text(language, func(t **C.zi_text, e **C.zi_error) C.zi_status {
			return C.zi_prepared_describe(prepared, C.int32_t(language), t, e)
		})
		description = string(said)
		return err
	})
	return
}

// Assess assesses columns with a unit in each row. The result does not depend on the number of threads. Invalid: all diagnostics of columns and rows.
func (p *Prepared) Assess(ctx context.Context, columns []Column, run Run) (*Result, error) {
	var a arena
	defer a.free()
	schema, array, err := a.table(columns)
	if err != nil {
		return nil, err
	}
	out := (*C.struct_ArrowSchema)(a.zeroed(C.sizeof_struct_ArrowSchema))
	results := (*C.struct_ArrowArray)(a.zeroed(C.sizeof_struct_ArrowArray))
	defer C.zi_go_release(out, results)
	if err := p.assess(ctx, schema, array, run, out, results); err != nil {
		return nil, err
	}
	return readResult(out, results)
}

// AssessTable is Prepare and Assess for a single table.
func (r *Rules) AssessTable(ctx context.Context, columns []Column, options PrepareOptions, run Run) (*Result, error) {
	prepared, err := r.Prepare(options)
	if err != nil {
		return nil, err
	}
	defer prepared.Close()
	return prepared.Assess(ctx, columns, run)
}

// AssessArrow is Assess for structs of the Arrow C Data Interface: schema and array point to a struct ArrowSchema and a struct ArrowArray, out and
// results to places for them. The four may be in Go memory, and what they point to must not: cdata of arrow-go exports such structs from records
// whose memory is that of a mallocator, and imports them.
//
// array is taken over once the library looks at it: then its release is NULL afterwards, refused or not. If it is not NULL, as after Misuse or
// where ctx had ended before, array still is the caller's, as schema always is. On success out and results are the caller's to release; they need
// neither prepared nor input. On failure there is nothing to release in them.
func (p *Prepared) AssessArrow(ctx context.Context, schema, array unsafe.Pointer, run Run, out, results unsafe.Pointer) error {
	return p.assess(ctx, (*C.struct_ArrowSchema)(schema), (*C.struct_ArrowArray)(array), run, (*C.struct_ArrowSchema)(out), (*C.struct_ArrowArray)(results))
}

func (p *Prepared) assess(ctx context.Context, schema *C.struct_ArrowSchema, array *C.struct_ArrowArray, run Run, out *C.struct_ArrowSchema, results *C.struct_ArrowArray) error {
	told := &progress{told: run.Progress}
	h := cgo.NewHandle(told)
	defer h.Delete()
	err := p.use(func(prepared *C.zi_prepared) error {
		return watched(ctx, func(cancel *C.zi_cancel) error {
			var a arena
			defer a.free()
			o, err := a.run(run, cancel)
			if err != nil {
				return err
			}
			if run.Progress != nil {
				C.zi_go_progress(o, C.uintptr_t(h))
			}
			var failure *C.zi_error
			return take(C.zi_assess_columns(prepared, schema, array, o, out, results, &failure), failure, p.language)
		})
	})
	told.raise()
	return err
}

// AssessArrowStream is AssessArrow batch by batch, for structs ArrowArrayStream: each batch is taken from in when the next one is asked of out, and assessed
// then. in is taken over as array is, and released with out, which is the caller's to release and belongs to one thread at a time. ctx is looked at until
// then: where it ends, the stream fails with ECANCELED. A batch that is refused is EINVAL, with its diagnostics as text.
func (p *Prepared) AssessArrowStream(ctx context.Context, in unsafe.Pointer, run Run, out unsafe.Pointer) error {
	return p.use(func(prepared *C.zi_prepared) error {
		watch, err := watch(ctx)
		if err != nil {
			return err
		}
		var a arena
		defer a.free()
		o, err := a.run(run, watch.set)
		if err != nil {
			watch.free()
			return err
		}
		var failure *C.zi_error
		status := C.zi_go_assess_stream(prepared, (*C.struct_ArrowArrayStream)(in), o, C.uintptr_t(cgo.NewHandle(watch)), (*C.struct_ArrowArrayStream)(out), &failure)
		return take(status, failure, p.language)
	})
}
