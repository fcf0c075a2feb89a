package zi

/*
#include "bridge.h"
*/
import "C"

import (
	"context"
	"strings"
)

// Language is that of texts for people. Zero is Indonesian.
type Language int32

const (
	Indonesian Language = C.ZI_INDONESIAN
	English    Language = C.ZI_ENGLISH
)

// Format is that of reports which offer a choice. Zero is JSON.
type Format int32

const (
	JSON Format = C.ZI_JSON
	Text Format = C.ZI_TEXT
	Dot  Format = C.ZI_DOT  // a drawing, of documents alone
	XLSX Format = C.ZI_XLSX // the bytes of a workbook, of tables alone
)

// Limits say how much input is accepted before it is refused with a diagnostic. Zero is the default, given behind each. Depths cost stack: 256
// at most.
type Limits struct {
	FileBytes       uint64 // 4 MiB: one rules file
	Files           uint64 // 256: rules files of one regulation, includes counted
	IncludeDepth    uint64 // 16: includes within includes
	BlockDepth      uint64 // 64: braces within braces
	Statements      uint64 // 100,000: statements of one regulation
	Conditions      uint64 // 100,000: conditions that `each` unfolds to
	ExpressionNodes uint64 // 1,000: operators and operands of one expression
	ExpressionDepth uint64 // 64: parentheses within parentheses
	NumberDigits    uint64 // 40: digits of one number
	Errors          uint64 // 200: errors that are told, and as many warnings
	UnitsBytes      uint64 // 1 GiB: one text of units, shared evidence or costs
	UnitBytes       uint64 // 4 MiB: memory that one unit takes while it is read
	JSONDepth       uint64 // 16: nesting in a unit
	StringBytes     uint64 // 64 KiB: one string in a unit
	Count           uint64 // 10^12: one count
	ExactBits       uint64 // 65,536: bits of the common denominator of all scores of a unit, whatever its answers
	Answers         uint64 // 1,000,000: options of all questions and members of all facts
	NameBytes       uint64 // 1,024: one name in rules, and the path of one node
	ProofBytes      uint64 // 256 MiB: one proof, and memory that it takes while it is read
}

func (a *arena) limits(l Limits) *C.zi_limits {
	if l == (Limits{}) {
		return nil
	}
	o := sized[C.zi_limits](a)
	o.file_bytes = C.uint64_t(l.FileBytes)
	o.files = C.uint64_t(l.Files)
	o.include_depth = C.uint64_t(l.IncludeDepth)
	o.block_depth = C.uint64_t(l.BlockDepth)
	o.statements = C.uint64_t(l.Statements)
	o.conditions = C.uint64_t(l.Conditions)
	o.expression_nodes = C.uint64_t(l.ExpressionNodes)
	o.expression_depth = C.uint64_t(l.ExpressionDepth)
	o.number_digits = C.uint64_t(l.NumberDigits)
	o.errors = C.uint64_t(l.Errors)
	o.units_bytes = C.uint64_t(l.UnitsBytes)
	o.unit_bytes = C.uint64_t(l.UnitBytes)
	o.json_depth = C.uint64_t(l.JSONDepth)
	o.string_bytes = C.uint64_t(l.StringBytes)
	o.count = C.uint64_t(l.Count)
	o.exact_bits = C.uint64_t(l.ExactBits)
	o.answers = C.uint64_t(l.Answers)
	o.name_bytes = C.uint64_t(l.NameBytes)
	o.proof_bytes = C.uint64_t(l.ProofBytes)
	return o
}

// BadValues says what becomes of a unit when one of its answers or facts cannot be what it says.
type BadValues int

const (
	RefuseUnit BadValues = iota // the unit is refused, with all of its errors
	LeaveOpen                   // that answer or fact alone is left open, with its errors among the unit's remarks
)

// Ask says what is asked of units. Only AsOf is needed.
type Ask struct {
	AsOf       string    // the day of rules and facts, "2026-05-31"
	Language   Language  // of texts and errors
	Format     Format    // where a method offers a choice
	Unit       string    // the id of the unit in question; "": the only one there is
	SeenBy     string    // who answered last: "unit" or an assessor; "": the last there is
	NoEvidence bool      // answers count as they claim, whatever their documents
	BadValues  BadValues // what becomes of a unit with an answer or fact that is wrong
	Evidence   []byte    // documents that units share, as JSON (docs/evidence.schema.json)
	Limits     Limits
	Read       *Units // units that were read from files with the same rules, in place of a text, which is nil then; their BadValues count
}

// options keeps units that were read until the arena is freed.
func (a *arena) options(ask Ask, cancel *C.zi_cancel) (*C.zi_options, error) {
	o := sized[C.zi_options](a)
	o.as_of = a.text(ask.AsOf)
	o.language = C.int32_t(ask.Language)
	o.format = C.int32_t(ask.Format)
	o.unit = a.optional(ask.Unit)
	o.seen_by = a.optional(ask.SeenBy)
	o.no_evidence = yes(ask.NoEvidence)
	o.bad_values = C.int32_t(ask.BadValues)
	o.evidence, o.evidence_size = a.bytes(ask.Evidence)
	o.limits = a.limits(ask.Limits)
	o.cancel = cancel
	if ask.Read != nil {
		if err := ask.Read.h.enter(); err != nil {
			return nil, err
		}
		a.kept = append(a.kept, ask.Read.h)
		o.read = (*C.zi_units)(ask.Read.h.pointer)
	}
	return o, nil
}

// named refuses names that C would cut short.
func named(names ...string) error {
	for _, s := range names {
		if strings.IndexByte(s, 0) >= 0 {
			return misuse("a name, path or day holds a NUL byte: %q", s)
		}
	}
	return nil
}

// flag is a zi_cancel that is set when a context ends.
type flag struct {
	set        *C.zi_cancel // nil: the context never ends
	done, gone chan struct{}
}

func watch(ctx context.Context) (*flag, error) {
	if ctx == nil {
		return nil, misuse("the context is nil")
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	f := &flag{}
	if ctx.Done() == nil {
		return f, nil
	}
	var failure *C.zi_error
	if err := take(C.zi_cancel_new(&f.set, &failure), failure, English); err != nil {
		return nil, err
	}
	f.done, f.gone = make(chan struct{}), make(chan struct{})
	go func() {
		defer close(f.gone)
		select {
		case <-ctx.Done():
			C.zi_cancel_set(f.set)
		case <-f.done:
		}
	}()
	return f, nil
}

// free is for when no call looks at the flag any more.
func (f *flag) free() {
	if f.set == nil {
		return
	}
	close(f.done)
	<-f.gone
	C.zi_cancel_free(f.set)
}

// watched runs f with a flag for ctx, and gives ctx.Err() if that is what stopped f.
func watched(ctx context.Context, f func(*C.zi_cancel) error) error {
	w, err := watch(ctx)
	if err != nil {
		return err
	}
	defer w.free()
	err = f(w.set)
	if failed, ok := err.(*Error); ok && failed.Status == Cancelled && ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}

// Run says how columns are assessed. Zero is one thread.
type Run struct {
	Threads  int                    // at most so many; 0 or 1: the calling one alone; -1: as many as the machine runs at once
	Limits   Limits                 // of values, and of how many errors are told
	Progress func(done, all uint64) // told of rows done, now and then; of a stream not called
}

func (a *arena) run(run Run, cancel *C.zi_cancel) (*C.zi_run_options, error) {
	if int(int32(run.Threads)) != run.Threads {
		return nil, misuse("%d threads", run.Threads)
	}
	o := sized[C.zi_run_options](a)
	o.threads = C.int32_t(run.Threads)
	o.limits = a.limits(run.Limits)
	o.cancel = cancel
	return o, nil
}
