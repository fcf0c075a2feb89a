package zi

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"path/filepath"
	"reflect"
	"testing"
)

// Cases of tests/conformance; its README.md says what they mean.
type suite struct {
	Schema, About string
	Rules         map[string]struct{ Text, File string }
	Cases         []conformanceCase
}

type conformanceCase struct {
	Name, Rules string
	AsOf        string               `json:"as_of"`
	Unit        json.RawMessage      // as it is written: problems are told in the order of members
	Edits       [][2]json.RawMessage // a question, and its answer
	Expect      expectation
}

type expectation struct {
	Diagnostics *[]wantDiagnostic
	Refused     []wantRefusal
	Scores      map[string][2]string
	Claimed     map[string]*string
	Predicates  map[string]*wantPredicate
	Eligibility map[string]*wantPredicate
	Stage       *[2]*string
}

type wantDiagnostic struct {
	Severity, Code string
	Line, Column   int
}

type wantRefusal struct{ Code, Path string }

type wantPredicate struct {
	Status     *string
	Conditions map[string]*string
}

// problems lists what of an expectation is not met.
type problems []string

func (p *problems) compare(what string, want, got any) {
	if !reflect.DeepEqual(want, got) {
		*p = append(*p, fmt.Sprintf("%s: want %v, got %v", what, want, got))
	}
}

func fraction(r *big.Rat) string {
	if r == nil {
		return "null"
	}
	return r.RatString()
}

func orNull(s *string) string {
	if s == nil {
		return "null"
	}
	return *s
}

func (p *problems) comparePredicates(want map[string]*wantPredicate, got map[string]Predicate) {
	for name, one := range want {
		found, there := got[name]
		if p.compare(name+" is there", one != nil, there); one == nil || !there {
			continue
		}
		if one.Status != nil {
			p.compare(name, *one.Status, found.Verdict.String())
		}
		conditions := map[string]string{}
		for _, c := range found.Conditions {
			conditions[c.ID] = c.Verdict.String()
		}
		for id, status := range one.Conditions {
			said, there := conditions[id]
			if !there {
				said = "null"
			}
			p.compare(name+"/"+id, orNull(status), said)
		}
	}
}

func (p *problems) compareAssessment(want expectation, got *Assessment) {
	for name, score := range want.Scores {
		p.compare(name, score, [2]string{fraction(got.Scores[name].Certain), fraction(got.Scores[name].Possible)})
	}
	for name, claimed := range want.Claimed {
		p.compare("claimed of "+name, orNull(claimed), fraction(got.Answers[name].Claimed))
	}
	p.comparePredicates(want.Predicates, got.Predicates)
	p.comparePredicates(want.Eligibility, got.Eligibility)
	if want.Stage != nil {
		if got.Stage == nil {
			got.Stage = &Stage{Certain: "no stage", Possible: "no stage"}
		}
		stage := [2]string{}
		for i, name := range want.Stage {
			if name != nil {
				stage[i] = *name
			}
		}
		p.compare("stage", stage, [2]string{got.Stage.Certain, got.Stage.Possible})
	}
}

// run gives what of the case's expectation is not met; load loads its rules.
func (c conformanceCase) run(load func() (*Rules, error)) (p problems) {
	rules, err := load()
	if c.Unit == nil {
		var said []Diagnostic
		var failed *Error
		if errors.As(err, &failed) {
			said = failed.Diagnostics
		} else if said, err = rules.Warnings(); err != nil {
			return problems{err.Error()}
		}
		got := []wantDiagnostic{}
		for _, d := range said {
			severity := map[bool]string{false: "error", true: "warning"}[d.Warning]
			got = append(got, wantDiagnostic{severity, d.Code, d.Span.Line, d.Span.Column})
		}
		if c.Expect.Diagnostics == nil {
			return problems{"the case expects nothing"}
		}
		p.compare("diagnostics", *c.Expect.Diagnostics, got)
		return
	}
	if err != nil {
		return problems{err.Error()}
	}
	got, err := c.assess(rules)
	var failed *Error
	if errors.As(err, &failed) && failed.Status == Invalid {
		var refused []wantRefusal
		for _, d := range failed.Diagnostics {
			refused = append(refused, wantRefusal{d.Code, d.Path})
		}
		p.compare("refused", c.Expect.Refused, refused)
		return
	}
	if err != nil {
		return problems{err.Error()}
	}
	if c.Expect.Refused != nil {
		return problems{"it is not refused"}
	}
	p.compareAssessment(c.Expect, got)
	return
}

func (c conformanceCase) assess(rules *Rules) (*Assessment, error) {
	ask := Ask{AsOf: c.AsOf, Language: English}
	if c.Edits == nil {
		return rules.Assess(background, c.Unit, ask)
	}
	session, err := rules.Open(background, c.Unit, ask)
	if err != nil {
		return nil, err
	}
	defer session.Close()
	for _, edit := range c.Edits {
		var question string
		if err := json.Unmarshal(edit[0], &question); err != nil {
			return nil, err
		}
		if _, err := session.SetAnswer(question, "", edit[1]); err != nil {
			return nil, err
		}
	}
	return session.Assess()
}

// loader loads the rules of a case's name, each once for all cases with units.
func (s suite) loader(folder string) func(conformanceCase) func() (*Rules, error) {
	known := map[string]*Rules{}
	return func(c conformanceCase) func() (*Rules, error) {
		return func() (*Rules, error) {
			given := s.Rules[c.Rules]
			if rules := known[c.Rules]; rules != nil {
				return rules, nil
			}
			var rules *Rules
			var err error
			if given.File != "" {
				rules, err = Load(filepath.Join(folder, given.File))
			} else {
				rules, err = Parse("rules.zi", given.Text)
			}
			if err == nil {
				known[c.Rules] = rules
			}
			return rules, err
		}
	}
}

const conformanceFolder = "../../tests/conformance"

func readSuite(t *testing.T, file string) (s suite) {
	t.Helper()
	reader := json.NewDecoder(bytes.NewReader(read(t, file)))
	reader.DisallowUnknownFields() // an expectation that is not looked at would always be met
	if err := reader.Decode(&s); err != nil {
		t.Fatal(file, err)
	}
	return
}

func TestConformance(t *testing.T) {
	files := must[[]string](t)(filepath.Glob(conformanceFolder + "/*.json"))
	cases := 0
	for _, file := range files {
		if filepath.Base(file) == "suite.schema.json" {
			continue
		}
		s := readSuite(t, file)
		load := s.loader(conformanceFolder)
		for _, one := range s.Cases {
			cases++
			for _, problem := range one.run(load(one)) {
				t.Errorf("%s, %s: %s", filepath.Base(file), one.Name, problem)
			}
		}
	}
	if t.Logf("%d cases", cases); cases < 1000 {
		t.Error("fewer than 1,000 cases")
	}
}

// Wrong expectations must be noticed, of every kind.
func TestConformanceNoticesWrongExpectations(t *testing.T) {
	met, open := "met", "open"
	wrong := map[string]expectation{
		"scores":      {Scores: map[string][2]string{"total": {"1/7", "1/7"}}},
		"no score":    {Scores: map[string][2]string{"none": {"0", "1"}}},
		"claimed":     {Claimed: map[string]*string{"A.I.1.i.a": nil}},
		"predicates":  {Predicates: map[string]*wantPredicate{"WBK": {Status: &met}}},
		"absent":      {Predicates: map[string]*wantPredicate{"WBK": nil}},
		"there":       {Eligibility: map[string]*wantPredicate{"NONE": {Status: &open}}},
		"conditions":  {Predicates: map[string]*wantPredicate{"WBK": {Conditions: map[string]*string{"total": &met}}}},
		"stage":       {Stage: &[2]*string{&met, &met}},
		"refused":     {Refused: []wantRefusal{{"ZI0807", ""}}},
		"diagnostics": {Diagnostics: &[]wantDiagnostic{{"error", "ZI0401", 1, 1}}},
	}
	rules := load(t)
	for name, expect := range wrong {
		one := conformanceCase{AsOf: ask.AsOf, Unit: unit, Expect: expect}
		if name == "diagnostics" {
			one.Unit = nil
		}
		if len(one.run(func() (*Rules, error) { return rules, nil })) == 0 {
			t.Errorf("%s: not noticed", name)
		}
	}
}
