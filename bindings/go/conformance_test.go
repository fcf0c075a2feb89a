package zi

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"testing"
)

const conformance = "../../tests/conformance/"

type conformanceCase struct {
	Name   string
	Rules  string
	AsOf   string `json:"as_of"`
	Unit   json.RawMessage
	Edits  [][2]json.RawMessage
	Expect map[string]interface{}
}

func object(of interface{}, key string) interface{} {
	if m, ok := of.(map[string]interface{}); ok {
		return m[key]
	}
	return nil
}

func diagnosed(all []Diagnostic, tell func(Diagnostic) map[string]interface{}) []interface{} {
	list := []interface{}{}
	for _, d := range all {
		list = append(list, tell(d))
	}
	return list
}

// told is what the assessment says where wanted asks; nil where it says nothing.
func told(wanted map[string]interface{}, said interface{}) map[string]interface{} {
	found := map[string]interface{}{}
	for member, listed := range wanted {
		here := map[string]interface{}{}
		found[member] = here
		if member == "stage" {
			stage := object(said, "stage")
			found[member] = []interface{}{object(stage, "certain"), object(stage, "possible")}
			continue
		}
		for name, want := range listed.(map[string]interface{}) {
			one := object(object(said, member), name)
			switch {
			case member == "scores":
				here[name] = []interface{}{object(one, "certain"), object(one, "possible")}
			case member == "claimed":
				here[name] = object(object(object(said, "answers"), name), "claimed")
			case one == nil || want == nil:
				here[name] = one
			default:
				here[name] = judged(want.(map[string]interface{}), one)
			}
		}
	}
	return found
}

func judged(want map[string]interface{}, one interface{}) map[string]interface{} {
	found := map[string]interface{}{}
	for part := range want {
		if part == "status" {
			found[part] = object(one, part)
			continue
		}
		statuses := map[string]interface{}{}
		for id := range want[part].(map[string]interface{}) {
			statuses[id] = nil
		}
		for _, condition := range object(one, "conditions").([]interface{}) {
			if id := object(condition, "id").(string); hasKey(want[part], id) {
				statuses[id] = object(condition, "status")
			}
		}
		found[part] = statuses
	}
	return found
}

func hasKey(of interface{}, key string) bool {
	_, ok := of.(map[string]interface{})[key]
	return ok
}

func answer(t *testing.T, load func(string) (*Rules, error), c conformanceCase) map[string]interface{} {
	rules, err := load(c.Rules)
	var failed *Error
	if err != nil && !errors.As(err, &failed) {
		t.Fatal(err)
	}
	if c.Unit == nil {
		var said []Diagnostic
		if failed != nil {
			said = failed.Diagnostics
		} else if said, err = rules.Warnings(); err != nil {
			t.Fatal(err)
		}
		return map[string]interface{}{"diagnostics": diagnosed(said, func(d Diagnostic) map[string]interface{} {
			severity := "error"
			if d.Warning {
				severity = "warning"
			}
			return map[string]interface{}{"severity": severity, "code": d.Code, "line": float64(d.Span.Line), "column": float64(d.Span.Column)}
		})}
	}
	raw, err := assessed(rules, c)
	if errors.As(err, &failed) && failed.Status == Invalid {
		return map[string]interface{}{"refused": diagnosed(failed.Diagnostics, func(d Diagnostic) map[string]interface{} {
			return map[string]interface{}{"code": d.Code, "path": d.Path}
		})}
	}
	if err != nil {
		t.Fatal(c.Name, err)
	}
	var said interface{}
	if err := json.Unmarshal(raw, &said); err != nil {
		t.Fatal(err)
	}
	return told(c.Expect, said)
}

func assessed(rules *Rules, c conformanceCase) ([]byte, error) {
	ask := Ask{AsOf: c.AsOf}
	if c.Edits == nil {
		a, err := rules.Assess(context.Background(), c.Unit, ask)
		if err != nil {
			return nil, err
		}
		return a.Raw, nil
	}
	session, err := rules.Open(context.Background(), c.Unit, ask)
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
	a, err := session.Assess()
	if err != nil {
		return nil, err
	}
	return a.Raw, nil
}

func TestConformance(t *testing.T) {
	files, err := filepath.Glob(conformance + "*.json")
	if err != nil {
		t.Fatal(err)
	}
	cases := 0
	for _, file := range files {
		if filepath.Base(file) == "suite.schema.json" {
			continue
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var suite struct {
			Rules map[string]struct{ Text, File string }
			Cases []conformanceCase
		}
		if err := json.NewDecoder(bytes.NewReader(text)).Decode(&suite); err != nil {
			t.Fatal(err)
		}
		known := map[string]*Rules{}
		load := func(name string) (*Rules, error) {
			if known[name] != nil {
				return known[name], nil
			}
			one := suite.Rules[name]
			var rules *Rules
			var err error
			if one.File != "" {
				rules, err = Load(conformance + one.File)
			} else {
				rules, err = Parse("rules.zi", one.Text)
			}
			if err == nil {
				known[name] = rules
				t.Cleanup(rules.Close)
			}
			return rules, err
		}
		for _, c := range suite.Cases {
			cases++
			if got := answer(t, load, c); !reflect.DeepEqual(got, c.Expect) {
				t.Errorf("%s, %s:\nwant %v\ngot  %v", filepath.Base(file), c.Name, c.Expect, got)
			}
		}
	}
	if cases < 1000 {
		t.Fatalf("only %d cases", cases)
	}
}
