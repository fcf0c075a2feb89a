//go:build cgo

package zi

import (
	"encoding/json"
	"fmt"
	"math/big"
)

// Verdict says whether a predicate or condition is met.
type Verdict uint8

const (
	Met           Verdict = iota
	NotMet                // it is not, whatever is still open
	Open                  // what is still open decides
	NotApplicable         // of columns alone: the predicate does not concern the unit, the condition does not apply
)

var verdicts = [...]string{"met", "not_met", "open"}

// String is the verdict's name in JSON; "not_applicable" never is in one.
func (v Verdict) String() string {
	switch {
	case int(v) < len(verdicts):
		return verdicts[v]
	case v == NotApplicable:
		return "not_applicable"
	}
	return "unknown"
}

// MarshalText gives the name.
func (v Verdict) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// UnmarshalText reads the name.
func (v *Verdict) UnmarshalText(text []byte) error {
	for i, name := range verdicts {
		if name == string(text) {
			*v = Verdict(i)
			return nil
		}
	}
	return fmt.Errorf("zi: %q is no verdict", text)
}

// Score is exact points: what is certain, and what is possible once all that is open turns out best.
type Score struct {
	Certain  *big.Rat `json:"certain"`
	Possible *big.Rat `json:"possible"`
	Decimal  string   `json:"decimal"` // the certain points with four decimals, more beside a threshold: to show; see Rules.Decimal
}

// Condition is one of a predicate. Texts are as in docs/assessment.schema.json.
type Condition struct {
	ID        string   `json:"id"`
	Verdict   Verdict  `json:"status"`
	Value     *string  `json:"value"` // nil: not known
	Operator  string   `json:"operator"`
	Threshold string   `json:"threshold"`
	Margin    *big.Rat `json:"margin"` // nil: nothing can be measured
}

// Predicate is an award, an eligibility or a stage.
type Predicate struct {
	Verdict    Verdict     `json:"status"`
	Conditions []Condition `json:"conditions"` // those that apply, in the order of the rules
}

// Stage is where the unit stands in its life.
type Stage struct {
	Certain  string               `json:"certain"`  // the last stage that is met; "": before the first
	Possible string               `json:"possible"` // the last that may be met
	Stages   map[string]Predicate `json:"stages"`
}

// Answer is what became of one.
type Answer struct {
	Given   json.RawMessage `json:"answer"`
	Claimed *big.Rat        `json:"claimed"` // the share of the question's weight, 0 to 1; nil while it is open
	Reason  string          `json:"reason"`  // "answered", "unanswered" ...
}

// Words are a text in both languages.
type Words struct {
	Indonesian string `json:"id"`
	English    string `json:"en"`
}

// Remark says what there is to remark of a unit that was assessed all the same.
type Remark struct {
	Severity string   `json:"severity"` // "error": of an answer or fact that was left open; "warning"
	Code     string   `json:"code"`     // "ZI0807"; docs/diagnostics.md
	Path     string   `json:"path"`     // a JSON pointer in the unit
	Args     []string `json:"args"`     // what the message speaks of
	Message  Words    `json:"message"`
	Help     Words    `json:"help"` // may be empty
}

// Assessment is what came of one unit. Predicates that do not concern it are left out.
type Assessment struct {
	ID          string               `json:"id"`
	Name        string               `json:"name"`
	Scores      map[string]Score     `json:"scores"` // by node or view; "total" is the worksheet's
	Predicates  map[string]Predicate `json:"predicates"`
	Eligibility map[string]Predicate `json:"eligibility"`
	Stage       *Stage               `json:"stage"` // nil where the rules have none
	Answers     map[string]Answer    `json:"answers"`
	Remarks     []Remark             `json:"remarks"` // what was found, but did not refuse the unit
	Raw         json.RawMessage      `json:"-"`       // all of it: an element of units in docs/assessment.schema.json
}

func parseAssessment(text []byte) (*Assessment, error) {
	a := &Assessment{Raw: text}
	if err := json.Unmarshal(text, a); err != nil {
		return nil, fmt.Errorf("zi: the assessment cannot be read: %w", err)
	}
	return a, nil
}
