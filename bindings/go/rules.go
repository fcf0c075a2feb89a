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

// Rules are a regulation, ready for assessing. They are immutable: any number of goroutines may use one at once.
type Rules struct {
	h        *handle
	language Language
}

// Kind is what rules are made of.
type Kind int32

const (
	Nodes      Kind = C.ZI_NODE      // the worksheet is the first; official paths such as "A.I.1", "total"
	Questions  Kind = C.ZI_QUESTION  // leaves of the worksheet, in document order
	Views      Kind = C.ZI_VIEW      // second readings of the same leaves
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

// Close frees the rules, once no call uses them; it does not wait. Plans and sessions keep what they need. It may be called again, and at once
// with other calls, which are errors from then on.
func (r *Rules) Close() {
	if r != nil {
		r.h.close()
	}
}

// Name is that of the regulation, as in `regulation zi_2021`; "" after Close.
func (r *Rules) Name() (name string) {
	r.use(func(rules *C.zi_rules) error {
		name = C.GoString(C.zi_rules_name(rules))
		return nil
	})
	return
}

// Title is that of the regulation; "" after Close.
func (r *Rules) Title(language Language) (title string) {
	r.use(func(rules *C.zi_rules) error {
		title = C.GoString(C.zi_rules_title(rules, C.int32_t(language)))
		return nil
	})
	return
}

// Thing is a part of the rules.
type Thing struct{ ID, Title string }

// Things are all of a kind, in the order of the rules; none after Close.
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

// Warnings are what loading warned of.
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

// TableColumn is one column that a table of units may have (docs/columns.md). Fields that say nothing of it are empty.
type TableColumn struct {
	Name     string
	Of       string // "answer", "fact", "document" or "evidence"
	Type     string // "option", "member", "number", "count", "flag" or "date"
	Title    struct{ ID, En string }
	Values   []string // those that may stand there: options, the best first, or members of a fact
	Min, Max string   // of a number: the least and the most, a decimal or a fraction
	Step     string   // of a number: its precision, counted from the least
	Percent  bool     // a number in per cent, which may have its sign as text
	Question string   // whose answer or document it is
	Input    string   // which count of the question
}

// Columns are what columns there may be in tables of units, in the order of the rules.
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

// Model is everything that the rules say, as JSON (docs/rules-model.schema.json).
func (r *Rules) Model() (model []byte, err error) {
	err = r.use(func(rules *C.zi_rules) (err error) {
		model, err = text(r.language, func(t **C.zi_text, e **C.zi_error) C.zi_status { return C.zi_rules_model(rules, t, e) })
		return
	})
	return
}
