package zi

import (
	"encoding/json"
	"fmt"
	"math/big"
)

// Verdict says whether a predicate is met.
type Verdict int

const (
	Met    Verdict = iota
	NotMet         // it is not, whatever is still open
	Open           // what is still open decides

	NotConcerned Verdict = -1 // in columns: the predicate does not concern the unit, or the condition does not apply
)

var verdicts = [...]string{"met", "not_met", "open"}

// String is the verdict's name in JSON.
func (v Verdict) String() string {
	if v < 0 || int(v) >= len(verdicts) {
		return "unknown"
	}
	return verdicts[v]
}

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
	Decimal  string   `json:"decimal"` // the certain points with four decimals, to show
}

// Predicate is an award, an eligibility or a stage. Its conditions are in Raw.
type Predicate struct {
	Verdict Verdict         `json:"status"`
	Raw     json.RawMessage `json:"-"`
}

// UnmarshalJSON keeps the whole text beside the verdict.
func (p *Predicate) UnmarshalJSON(text []byte) error {
	type plain Predicate
	if err := json.Unmarshal(text, (*plain)(p)); err != nil {
		return err
	}
	p.Raw = append(json.RawMessage(nil), text...)
	return nil
}

// Assessment is what came of one unit.
type Assessment struct {
	ID          string               `json:"id"`
	Name        string               `json:"name"`
	Scores      map[string]Score     `json:"scores"` // by node or view; "total" is the worksheet's
	Predicates  map[string]Predicate `json:"predicates"`
	Eligibility map[string]Predicate `json:"eligibility"`
	Raw         json.RawMessage      `json:"-"` // all of it: an element of units in docs/assessment.schema.json
}

func parseAssessment(text []byte) (*Assessment, error) {
	a := &Assessment{Raw: text}
	if err := json.Unmarshal(text, a); err != nil {
		return nil, fmt.Errorf("zi: the assessment cannot be read: %w", err)
	}
	return a, nil
}
