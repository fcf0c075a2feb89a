package zi

/*
#include "bridge.h"
*/
import "C"

import (
	"encoding/json"
	"math/big"
	"unsafe"
)

// Rules holds a loaded regulation. Immutable and safe for concurrent use.
type Rules struct {
	h        *handle
	language Language
}

// Kind selects a list of the rules.
type Kind int32

const (
	Nodes      Kind = C.ZI_NODE      // the worksheet is the first; official paths such as "A.I.1", "total"
	Questions  Kind = C.ZI_QUESTION  // leaves of the worksheet, in document order
	Views      Kind = C.ZI_VIEW      // other groupings of the same questions
	Predicates Kind = C.ZI_PREDICATE // awards, eligibilities and stages
	Facts      Kind = C.ZI_FACT
	Assessors  Kind = C.ZI_ASSESSOR // who answers after the unit, in order
	Documents  Kind = C.ZI_EVIDENCE // kinds of documents
)

func (r *Rules) use(f func(*C.zi_rules) error) error {
	if r == nil {
		return misuse("the rules are nil")
	}
	return r.h.use(func(p unsafe.Pointer) error { return f((*C.zi_rules)(p)) })
}

// Close frees the rules after the last running call, without blocking. Prepared rules and sessions stay valid. Idempotent and safe for concurrent
// use; other calls fail afterwards.
func (r *Rules) Close() {
	if r != nil {
		r.h.close()
	}
}

// Name returns the name of the regulation, as in `regulation zi_2021`; "" after Close.
func (r *Rules) Name() (name string) {
	r.use(func(rules *C.zi_rules) error {
		name = C.GoString(C.zi_rules_name(rules))
		return nil
	})
	return
}

// Title returns the title of the regulation; "" after Close.
func (r *Rules) Title(language Language) (title string) {
	r.use(func(rules *C.zi_rules) error {
		title = C.GoString(C.zi_rules_title(rules, C.int32_t(language)))
		return nil
	})
	return
}

// Thing is an element of the rules.
type Thing struct{ ID, Title string }

// Things returns all elements of a kind, in the order of the rules; nil after Close.
func (r *Rules) Things(kind Kind, language Language) (things []Thing) {
	r.use(func(rules *C.zi_rules) error {
		for i, n := C.size_t(0), C.zi_rules_count(rules, C.int32_t(kind)); i < n; i++ {
			things = append(things, Thing{
				C.GoString(C.zi_rules_id(rules, C.int32_t(kind), i)),
				C.GoString(C.zi_rules_thing_title(rules, C.int32_t(kind), i, C.int32_t(language))),
			})
		}
		return nil
	})
	return
}

// Warnings returns the warnings of loading.
func (r *Rules) Warnings() (warnings []Diagnostic, err error) {
	err = r.use(func(rules *C.zi_rules) error {
		var all, failure *C.zi_error
		if err := take(C.zi_rules_warnings(rules, &all, &failure), failure, r.language); err != nil {
			return err
		}
		defer C.zi_error_free(all)
		warnings = diagnostics(all, r.language)
		return nil
	})
	return
}

// Decimal is a number as every report prints it: with digits places, 18 at most, rounded to the nearest, halves away from zero, and with as many more
// as it takes to read the same beside each threshold that the score of a node or view (its id or alias) is compared with; with "" beside 0.
func (r *Rules) Decimal(node string, value *big.Rat, digits uint32) (decimal string, err error) {
	if value == nil {
		return "", misuse("the value is nil")
	}
	if err := named(node); err != nil {
		return "", err
	}
	err = r.use(func(rules *C.zi_rules) error {
		var a arena
		defer a.free()
		printed, err := text(r.language, func(t **C.zi_text, e **C.zi_error) C.zi_status {
			return C.zi_decimal(rules, a.optional(node), a.text(value.RatString()), C.uint32_t(digits), t, e)
		})
		decimal = string(printed)
		return err
	})
	return
}

// TableColumn is one column that a table of units may have (docs/columns.md). Fields that do not apply are empty.
type TableColumn struct {
	Name     string
	Of       string // "answer", "fact", "document" or "evidence"
	Type     string // "option", "member", "number", "count", "flag" or "date"
	Title    struct{ ID, En string }
	Values   []string // allowed values: options, best first, or members of a fact
	Min, Max string   // of a number: its range, as decimals or fractions
	Step     string   // of a number: its step, from Min
	Percent  bool     // a percentage, which may have a % sign as text
	Question string   // the question of an answer or document
	Input    string   // the input of a count
}

// Columns returns the possible columns of tables of units, in the order of the rules.
func (r *Rules) Columns() (columns []TableColumn, err error) {
	err = r.use(func(rules *C.zi_rules) error {
		said, err := text(r.language, func(t **C.zi_text, e **C.zi_error) C.zi_status { return C.zi_rules_columns(rules, t, e) })
		if err != nil {
			return err
		}
		found := struct{ Columns []TableColumn }{}
		err = json.Unmarshal(said, &found)
		columns = found.Columns
		return err
	})
	return
}

// Model returns the complete rules as JSON (docs/rules-model.schema.json).
func (r *Rules) Model() (model []byte, err error) {
	err = r.use(func(rules *C.zi_rules) (err error) {
		model, err = text(r.language, func(t **C.zi_text, e **C.zi_error) C.zi_status { return C.zi_rules_model(rules, t, e) })
		return
	})
	return
}
