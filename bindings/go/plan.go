package zi

/*
#include <stdlib.h>
#include "bridge.h"
*/
import "C"

import (
	"context"
	"encoding/binary"
	"fmt"
	"math/big"
	"strconv"
	"strings"
	"unsafe"
)

// Keep says what a plan keeps of each unit. The zero value: the verdicts of all predicates, and the total.
type Keep struct {
	Predicates  []string // names of those whose verdicts are kept; none: all of them
	Scores      []string // ids of nodes and views whose scores are kept; none: the total
	Everything  bool     // all predicates, conditions, stage, nodes and views, whatever the lists say
	Conditions  bool     // the verdict of every condition of these predicates as well
	Stage       bool     // the stage as well
	CertainOnly bool     // no possible scores beside the certain ones
}

// Plan is rules made ready for assessing columns on a day. It is immutable: any number of goroutines may use one at once, and it needs its rules no
// longer than NewPlan runs.
type Plan struct{ h *handle }

// NewPlan makes a plan for a day, "2026-05-31". An *Error with status Invalid names what is unknown, or that the rules are not in force on the day.
func (r *Rules) NewPlan(asOf string, keep Keep) (*Plan, error) {
	names := append(append([]string(nil), keep.Predicates...), keep.Scores...)
	if err := (Ask{AsOf: asOf}).check(names...); err != nil {
		return nil, err
	}
	var plan *C.zi_plan
	err := r.h.use(func(p unsafe.Pointer) error {
		var a arena
		defer a.free()
		o := (*C.zi_plan_options)(a.zeroed(unsafe.Sizeof(C.zi_plan_options{})))
		o.struct_size = C.size_t(unsafe.Sizeof(*o))
		o.as_of = a.text(asOf)
		o.predicates, o.predicate_count = a.texts(keep.Predicates)
		o.scores, o.score_count = a.texts(keep.Scores)
		o.everything, o.conditions, o.stage = flag(keep.Everything), flag(keep.Conditions), flag(keep.Stage)
		o.certain_only, o.integers = flag(keep.CertainOnly), 1
		var failure *C.zi_error
		return take(C.zi_plan_new((*C.zi_rules)(p), o, &plan, &failure), failure, English)
	})
	if err != nil {
		return nil, err
	}
	return &Plan{own(unsafe.Pointer(plan), func(p unsafe.Pointer) { C.zi_plan_free((*C.zi_plan)(p)) })}, nil
}

// Close frees the plan, once no call uses it. It may be called again; other calls are errors from then on.
func (p *Plan) Close() { p.h.close() }

// Describe tells what was planned and proved.
func (p *Plan) Describe(language Language) (text string, err error) {
	err = p.h.use(func(plan unsafe.Pointer) error {
		var out *C.zi_text
		var failure *C.zi_error
		if err := take(C.zi_plan_describe((*C.zi_plan)(plan), C.int32_t(language), &out, &failure), failure, language); err != nil {
			return err
		}
		text = string(taken(out))
		return nil
	})
	return
}

// Result holds what a plan keeps, by row.
type Result struct {
	Rows     int
	Verdicts map[string][]Verdict // by predicate, and "predicate/condition"
	Scores   map[string]Points    // by node or view
	Stages   map[string][]string  // "certain" and "possible"; "": before the first
}

// Points are scores in units of 1 / Denominator. The exact ones lie less than Error units above; 0: these are the exact ones.
type Points struct {
	Denominator, Error int64
	Certain, Possible  []int64
}

// Rat is a number of units as points.
func (p Points) Rat(units int64) *big.Rat { return big.NewRat(units, p.Denominator) }

// Assess assesses units in columns on at most so many threads (-1: as many as the machine runs at once). The result is the same for any number. An *Error
// with status Invalid holds all problems by row ("#1") and column; ctx.Err() is given where ctx ended first.
func (p *Plan) Assess(ctx context.Context, units *Columns, threads int) (*Result, error) {
	if units == nil {
		return nil, misuse("there are no columns")
	}
	if units.err != nil {
		return nil, units.err
	}
	var result *Result
	err := p.h.use(func(plan unsafe.Pointer) error {
		return watched(ctx, func(cancel *C.zi_cancel) error {
			var schema C.struct_ArrowSchema
			var array C.struct_ArrowArray
			in := units.export()
			defer C.zi_go_free_columns(in)
			if err := run((*C.zi_plan)(plan), &in.schema, &in.array, threads, cancel, &schema, &array); err != nil {
				return err
			}
			defer C.zi_go_release_schema(&schema)
			defer C.zi_go_release_array(&array)
			var err error
			result, err = read(&schema, &array)
			return err
		})
	})
	return result, err
}

// AssessArrow is Assess for programs that have Arrow arrays: all four point to structs of the Arrow C Data Interface in C memory, as arrow-go's cdata
// makes them. The array is taken over, as zi_assess_columns in zi.h says; on success outSchema and outArray are the caller's to release.
func (p *Plan) AssessArrow(ctx context.Context, schema, array, outSchema, outArray unsafe.Pointer, threads int) error {
	return p.h.use(func(plan unsafe.Pointer) error {
		return watched(ctx, func(cancel *C.zi_cancel) error {
			return run((*C.zi_plan)(plan), (*C.struct_ArrowSchema)(schema), (*C.struct_ArrowArray)(array), threads, cancel, (*C.struct_ArrowSchema)(outSchema),
				(*C.struct_ArrowArray)(outArray))
		})
	})
}

func run(plan *C.zi_plan, schema *C.struct_ArrowSchema, array *C.struct_ArrowArray, threads int, cancel *C.zi_cancel, outSchema *C.struct_ArrowSchema, outArray *C.struct_ArrowArray) error {
	var a arena
	defer a.free()
	o := (*C.zi_run_options)(a.zeroed(unsafe.Sizeof(C.zi_run_options{})))
	o.struct_size = C.size_t(unsafe.Sizeof(*o))
	o.threads, o.cancel = C.int32_t(threads), cancel
	var failure *C.zi_error
	return take(C.zi_assess_columns(plan, schema, array, o, outSchema, outArray, &failure), failure, English)
}

// read copies what came out: dictionaries of verdicts and stages, and int64 scores.
func read(schema *C.struct_ArrowSchema, array *C.struct_ArrowArray) (*Result, error) {
	result := &Result{Rows: int(array.length), Verdicts: map[string][]Verdict{}, Scores: map[string]Points{}, Stages: map[string][]string{}}
	fields := unsafe.Slice(schema.children, int(schema.n_children))
	for i, child := range unsafe.Slice(array.children, int(array.n_children)) {
		name, format := C.GoString(fields[i].name), C.GoString(fields[i].format)
		at := strings.LastIndexByte(name, '/')
		switch buffers := unsafe.Slice(child.buffers, int(child.n_buffers)); format {
		case "c":
			codes, valid := unsafe.Slice((*int8)(buffers[1]), result.Rows), bitmap(buffers[0], result.Rows)
			verdicts := make([]Verdict, result.Rows)
			for row := range verdicts {
				if verdicts[row] = NotConcerned; valid(row) {
					verdicts[row] = Verdict(codes[row]) // in the order of zi_verdict
				}
			}
			result.Verdicts[name] = verdicts
		case "i":
			codes, valid, words := unsafe.Slice((*int32)(buffers[1]), result.Rows), bitmap(buffers[0], result.Rows), words(child.dictionary)
			stages := make([]string, result.Rows)
			for row := range stages {
				if valid(row) {
					stages[row] = words[codes[row]]
				}
			}
			result.Stages[name[at+1:]] = stages
		case "l":
			values := append([]int64(nil), unsafe.Slice((*int64)(buffers[1]), result.Rows)...)
			points := result.Scores[name[:at]]
			points.Denominator, points.Error = number(fields[i].metadata, "zi.denominator"), number(fields[i].metadata, "zi.error")
			if name[at+1:] == "certain" {
				points.Certain = values
			} else {
				points.Possible = values
			}
			result.Scores[name[:at]] = points
		default:
			return nil, fmt.Errorf("zi: the result has a column of the unknown format %q", format)
		}
	}
	return result, nil
}

func bitmap(bits unsafe.Pointer, rows int) func(row int) bool {
	if bits == nil {
		return func(int) bool { return true }
	}
	bytes := unsafe.Slice((*byte)(bits), (rows+7)/8)
	return func(row int) bool { return bytes[row/8]>>(row%8)&1 == 1 }
}

func words(array *C.struct_ArrowArray) (words []string) {
	buffers := unsafe.Slice(array.buffers, 3)
	offsets := unsafe.Slice((*int32)(buffers[1]), int(array.length)+1)
	for i := 0; i < int(array.length); i++ {
		words = append(words, string(unsafe.Slice((*byte)(buffers[2]), int(offsets[i+1]))[offsets[i]:]))
	}
	return
}

// number finds a number in the metadata of a field: pairs of texts, each with its length before it.
func number(metadata *C.char, wanted string) int64 {
	at := uintptr(0)
	next := func() int {
		size := binary.LittleEndian.Uint32(unsafe.Slice((*byte)(unsafe.Add(unsafe.Pointer(metadata), at)), 4))
		at += 4
		return int(size)
	}
	text := func() string {
		size := next()
		text := C.GoStringN((*C.char)(unsafe.Add(unsafe.Pointer(metadata), at)), C.int(size))
		at += uintptr(size)
		return text
	}
	for pairs := next(); pairs > 0; pairs-- {
		key, value := text(), text()
		if key == wanted {
			n, _ := strconv.ParseInt(value, 10, 64)
			return n
		}
	}
	return 0
}

func flag(yes bool) C.int32_t {
	if yes {
		return 1
	}
	return 0
}
