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
	NotMet                // whatever the open values turn out to be
	Open                  // depends on values that are not known
	NotApplicable         // only in columns: the predicate or condition does not apply to the unit
)

var verdicts = [...]string{"met", "not_met", "open"}

// String returns the verdict's name in JSON ("not_applicable" does not occur there).
func (v Verdict) String() string {
	switch {
	case int(v) < len(verdicts):
		return verdicts[v]
	case v == NotApplicable:
		return "not_applicable"
	}
	return "unknown"
}

// MarshalText returns the name.
func (v Verdict) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// UnmarshalText parses the name.
func (v *Verdict) UnmarshalText(text []byte) error {
	for i, name := range verdicts {
		if name == string(text) {
			*v = Verdict(i)
			return nil
		}
	}
	return fmt.Errorf("zi: %q is no verdict", text)
}

// Score holds exact points: lower bound, and upper bound over all values of what is open.
type Score struct {
	Certain  *big.Rat `json:"certain"`
	Possible *big.Rat `json:"possible"`
	Decimal  string   `json:"decimal"` // the certain points for display, with four decimals or more beside a threshold; see Rules.Decimal
}

// Condition is one of a predicate. Texts are as in docs/assessment.schema.json.
type Condition struct {
	ID        string   `json:"id"`
	Verdict   Verdict  `json:"status"`
	Value     *string  `json:"value"` // nil: not known
	Operator  string   `json:"operator"`
	Threshold string   `json:"threshold"`
	Margin    *big.Rat `json:"margin"` // nil: has no distance
}

// Predicate is an award, an eligibility or a stage.
type Predicate struct {
	Verdict    Verdict     `json:"status"`
	Conditions []Condition `json:"conditions"` // those that apply, in the order of the rules
}

// Stage is the unit's stage.
type Stage struct {
	Certain  string               `json:"certain"`  // the last stage that is met; "": before the first
	Possible string               `json:"possible"` // the last that may be met
	Stages   map[string]Predicate `json:"stages"`
}

// Answer is the result of one question.
type Answer struct {
	Given   json.RawMessage `json:"answer"`
	Claimed *big.Rat        `json:"claimed"` // the share of the question's weight, 0 to 1; nil while it is open
	Reason  string          `json:"reason"`  // "answered", "unanswered" ...
}

// Words holds a text in both languages.
type Words struct {
	Indonesian string `json:"id"`
	English    string `json:"en"`
}

// Remark is a diagnostic of a unit that did not prevent its assessment.
type Remark struct {
	Severity string   `json:"severity"` // "error": an invalid answer or fact that was left open; or "warning"
	Code     string   `json:"code"`     // "ZI0807"; docs/diagnostics.md
	Path     string   `json:"path"`     // a JSON pointer in the unit
	Args     []string `json:"args"`     // arguments of the message
	Message  Words    `json:"message"`
	Help     Words    `json:"help"` // may be empty
}

// Assessment is the result of one unit, without predicates that do not apply to it.
type Assessment struct {
	ID          string               `json:"id"`
	Name        string               `json:"name"`
	Scores      map[string]Score     `json:"scores"` // by node or view; "total" is the worksheet's
	Predicates  map[string]Predicate `json:"predicates"`
	Eligibility map[string]Predicate `json:"eligibility"`
	Stage       *Stage               `json:"stage"` // nil if the rules have none
	Answers     map[string]Answer    `json:"answers"`
	Remarks     []Remark             `json:"remarks"` // diagnostics that did not refuse the unit
	Raw         json.RawMessage      `json:"-"`       // the complete JSON: an element of units in docs/assessment.schema.json
}

func parseAssessment(text []byte) (*Assessment, error) {
	a := &Assessment{Raw: text}
	if err := json.Unmarshal(text, a); err != nil {
		return nil, fmt.Errorf("zi: the assessment cannot be read: %w", err)
	}
	return a, nil
}
