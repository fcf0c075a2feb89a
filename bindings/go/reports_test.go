package zi

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"math/big"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// A clinic of tests/cli, with documents, two units and evidence that they share.
var clinic = struct{ rules, units, evidence string }{"../../tests/cli/units/evidence.zi", "../../tests/cli/units/evidence.ndjson", "../../tests/cli/units/evidence-shared.json"}

func read(t testing.TB, path string) []byte {
	t.Helper()
	return must[[]byte](t)(os.ReadFile(path))
}

// printed is what the command prints of the clinic.
func printed(t *testing.T, arguments ...string) string {
	t.Helper()
	command := os.Getenv("ZI_COMMAND")
	if command == "" {
		t.Fatal("ZI_COMMAND names the command to compare with; bindings/go/test sets it")
	}
	all := append([]string{arguments[0], clinic.rules, clinic.units, "--evidence", clinic.evidence, "--as-of", "2026-05-31"}, arguments[1:]...)
	out, err := exec.Command(command, all...).Output()
	if err != nil {
		var failed *exec.ExitError
		errors.As(err, &failed)
		t.Fatal(err, string(failed.Stderr))
	}
	return string(out)
}

func TestReportsAreThoseOfTheCommand(t *testing.T) {
	rules := must[*Rules](t)(Load(clinic.rules))
	defer rules.Close()
	units := read(t, clinic.units)
	all := Ask{AsOf: "2026-05-31", Evidence: read(t, clinic.evidence)}
	one := all
	one.Unit = "klinik-1"
	text := func(ask Ask) Ask { ask.Format = Text; return ask }
	english := func(ask Ask) Ask { ask.Language = English; return ask }
	dot := one
	dot.Format = Dot

	for name, call := range map[string]struct {
		report  func() ([]byte, error)
		command string
	}{
		"Explain": {func() ([]byte, error) {
			s, err := rules.Explain(background, units, english(one))
			return []byte(s), err
		}, "explain --unit klinik-1 --lang en"},
		"Why":       {func() ([]byte, error) { return rules.Why(background, units, text(one), "BAIK") }, "why --unit klinik-1 --predicate BAIK"},
		"WhyNot":    {func() ([]byte, error) { return rules.WhyNot(background, units, text(one), "") }, "whynot --unit klinik-1"},
		"Why, JSON": {func() ([]byte, error) { return rules.Why(background, units, english(one), "BAIK") }, "why --unit klinik-1 --predicate BAIK --format json --lang en"},
		"Readiness": {func() ([]byte, error) { return rules.Readiness(background, units, text(one), "UNGGUL") }, "ready --unit klinik-1 --target UNGGUL"},
		"Improve":   {func() ([]byte, error) { return rules.Improve(background, units, text(one), "UNGGUL", Improvement{}) }, "plan --unit klinik-1 --target UNGGUL"},
		"Improve, more": {func() ([]byte, error) {
			return rules.Improve(background, units, text(one), "UNGGUL", Improvement{Next: 2, Step: true})
		}, "plan --unit klinik-1 --target UNGGUL --next 2 --step"},
		"ImproveAll":       {func() ([]byte, error) { return rules.ImproveAll(background, units, text(all), "UNGGUL", 20, nil) }, "plan --target UNGGUL --budget 20"},
		"Documents":        {func() ([]byte, error) { return rules.Documents(background, units, text(one)) }, "graph --unit klinik-1 --format text"},
		"Documents, drawn": {func() ([]byte, error) { return rules.Documents(background, units, dot) }, "graph --unit klinik-1"},
		"Document":         {func() ([]byte, error) { return rules.Document(background, units, text(one), "rencana") }, "graph --document rencana --of klinik-1 --format text"},
		"Impact":           {func() ([]byte, error) { return rules.Impact(background, units, text(one), "sk-tim", Expired) }, "impact --document sk-tim --of klinik-1 --change expired"},
		"Impact, other":    {func() ([]byte, error) { return rules.Impact(background, units, text(one), "sk-tim", Rejected) }, "impact --document sk-tim --of klinik-1 --change rejected"},
		"Heaviest":         {func() ([]byte, error) { return rules.Heaviest(background, units, text(all), 3) }, "impact --top 3"},
	} {
		t.Run(name, func(t *testing.T) {
			got, want := string(must[[]byte](t)(call.report())), printed(t, strings.Fields(call.command)...)
			if got == "" || strings.TrimSuffix(got, "\n") != strings.TrimSuffix(want, "\n") {
				t.Errorf("want %s\ngot %s", want, got)
			}
		})
	}
}

func TestAssessIsWhatTheCommandPrints(t *testing.T) {
	rules := must[*Rules](t)(Load(clinic.rules))
	defer rules.Close()
	var all struct{ Units []json.RawMessage }
	if err := json.Unmarshal([]byte(printed(t, "assess", "--format", "json")), &all); err != nil {
		t.Fatal(err)
	}
	var got []string
	err := rules.AssessEach(background, read(t, clinic.units), Ask{AsOf: "2026-05-31", Evidence: read(t, clinic.evidence)}, func(ordinal uint64, a *Assessment, refused *Error) error {
		if refused != nil || ordinal != uint64(len(got)) {
			t.Error(ordinal, refused)
		}
		got = append(got, string(a.Raw))
		return nil
	})
	if err != nil || len(got) < 2 || len(got) != len(all.Units) {
		t.Fatal(err, len(got), len(all.Units))
	}
	for i := range got {
		var want bytes.Buffer
		if json.Compact(&want, all.Units[i]); want.String() != got[i] {
			t.Errorf("want %s\ngot %s", want.String(), got[i])
		}
	}
}

// Costs that are given count: with one answer made dear, another way is the cheapest.
func TestImproveTakesCosts(t *testing.T) {
	rules := must[*Rules](t)(Parse("r.zi", `regulation r "R"
scale s { A = 1 B = 0 }
level part "Part"
worksheet "W" 2 { part 1 "P" 1 { question a s "Q" } part 2 "P" 1 { question a s "Q" } }
predicate GOOD "Good" { total >= 50% }
`))
	defer rules.Close()
	ask := Ask{AsOf: "2026-05-31", Language: English, Format: Text}
	plain := string(must[[]byte](t)(rules.Improve(background, []byte(`{"id": "s"}`), ask, "GOOD", Improvement{})))
	dear := string(must[[]byte](t)(rules.Improve(background, []byte(`{"id": "s"}`), ask, "GOOD", Improvement{Costs: []byte(`{"questions": {"2.a": 50}}`)})))
	if !strings.Contains(plain, "1. 2.a") || !strings.Contains(dear, "1. 1.a") {
		t.Errorf("%s\n%s", plain, dear)
	}
}

// A proof holds for what it was made for, and for nothing else.
func TestVerify(t *testing.T) {
	rules := must[*Rules](t)(Load(clinic.rules))
	defer rules.Close()
	units := read(t, clinic.units)
	ask := Ask{AsOf: "2026-05-31", Evidence: read(t, clinic.evidence), Unit: "klinik-2"}
	proof := must[[]byte](t)(rules.ImproveProof(background, units, ask, "UNGGUL", Improvement{}))
	ask.AsOf, ask.Unit, ask.Language, ask.Format = "", "", English, Text
	sound, text, err := rules.Verify(background, units, ask, proof, nil)
	if err != nil || !sound || !strings.Contains(string(text), "does for less") {
		t.Errorf("%v %s %v", sound, text, err)
	}
	sound, text, err = rules.Verify(background, units, ask, proof, []byte(`{"kinds": {"notulen": 7}}`))
	if err != nil || sound || !strings.Contains(string(text), "other costs") {
		t.Errorf("%v %s %v", sound, text, err)
	}
	if _, _, err = rules.Verify(background, units, ask, []byte("{"), nil); err == nil {
		t.Error("half a proof was read")
	}
}

func TestDiff(t *testing.T) {
	other := bytes.Replace(unit, []byte(`"B"`), []byte(`"A"`), 1)
	rules := load(t)
	for want, got := range map[string][]byte{
		"1/8":  must[[]byte](t)(rules.Diff(background, unit, ask, other, ask)),
		"-1/8": must[[]byte](t)(rules.Diff(background, other, ask, unit, ask)),
	} {
		var diff struct {
			Nodes []struct {
				Node   string
				Change struct{ Certain string }
			}
		}
		if err := json.Unmarshal(got, &diff); err != nil || len(diff.Nodes) == 0 || diff.Nodes[0].Node != "total" || diff.Nodes[0].Change.Certain != want {
			t.Errorf("want %s: %s", want, got)
		}
	}
}

// 75 is a threshold of the total; nothing is compared with a score of no node but 0.
func TestDecimal(t *testing.T) {
	rules := load(t)
	for _, one := range []struct {
		node, value string
		digits      uint32
		want        string
	}{
		{"total", "74.9983", 2, "74.998"}, {"total", "75", 2, "75.00"}, {"total", "2.9475", 2, "2.95"}, {"", "74.9983", 2, "75.00"}, {"", "-1/3000000", 4, "-0.0000003"},
	} {
		value, _ := new(big.Rat).SetString(one.value)
		if got := must[string](t)(rules.Decimal(one.node, value, one.digits)); got != one.want {
			t.Errorf("%+v: %s", one, got)
		}
	}
	_, err := rules.Decimal("none", big.NewRat(1, 3), 4)
	wantStatus(t, err, Invalid)
	_, err = rules.Decimal("total", big.NewRat(1, 3), 19)
	wantStatus(t, err, Misuse)
	_, err = rules.Decimal("total", nil, 4)
	wantStatus(t, err, Misuse)
}

func TestAssessment(t *testing.T) {
	a := must[*Assessment](t)(load(t).Assess(background, unit, ask))
	if a.ID != "sintetis-1" || a.Scores["total"].Certain.String() != "2573/160" || a.Scores["total"].Possible.String() != "15693/160" || a.Scores["total"].Decimal != "16.0813" {
		t.Error(a.ID, a.Scores["total"])
	}
	if b := a.Answers["A.I.1.i.b"]; string(b.Given) != `"B"` || b.Claimed.String() != "1/2" || b.Reason != "answered" || a.Answers["A.I.1.ii.a"].Claimed != nil {
		t.Errorf("%+v", b)
	}
	wbk := a.Predicates["WBK"]
	if wbk.Verdict != NotMet || len(wbk.Conditions) < 2 || a.Stage == nil && a.Eligibility == nil {
		t.Errorf("%+v", wbk)
	}
	for _, one := range wbk.Conditions {
		if one.ID == "total" && (one.Operator != ">=" || one.Threshold != "75" || *one.Value != "2573/160" || one.Margin.String() != "-9427/160" || one.Verdict != Open) {
			t.Errorf("%+v", one)
		}
	}
}

func TestVerdictTexts(t *testing.T) {
	for verdict, name := range map[Verdict]string{Met: "met", NotMet: "not_met", Open: "open", NotApplicable: "not_applicable", 9: "unknown"} {
		if text, _ := verdict.MarshalText(); verdict.String() != name || string(text) != name {
			t.Error(verdict, name)
		}
	}
	var v Verdict
	if v.UnmarshalText([]byte("open")) != nil || v != Open || v.UnmarshalText([]byte("maybe")) == nil {
		t.Error(v)
	}
}

func TestHostileInputIsAnError(t *testing.T) {
	rules := load(t)
	for _, text := range []string{"", "\x00", "{", strings.Repeat("[", 1000), "\xff\xfe", `{"id": 1}`} {
		_, err := rules.Assess(background, []byte(text), ask)
		wantStatus(t, err, Invalid)
	}
	for _, wrong := range []Ask{{}, {AsOf: "yesterday"}, {AsOf: ask.AsOf, Language: 7}, {AsOf: ask.AsOf, Limits: Limits{JSONDepth: 1 << 40}}} {
		_, err := rules.Assess(background, unit, wrong)
		wantStatus(t, err, Misuse)
	}
	wrong := ask
	wrong.Format = 9
	_, err := rules.Why(background, unit, wrong, "")
	wantStatus(t, err, Misuse)
	_, err = rules.Impact(background, unit, ask, "x", 9)
	wantStatus(t, err, Misuse)
	_, err = rules.Improve(background, unit, ask, "", Improvement{Next: 11})
	wantStatus(t, err, Misuse)
	_, err = rules.Why(background, unit, ask, "NONE")
	wantStatus(t, err, Invalid)
	wantStatus(t, rules.AssessEach(background, unit, ask, nil), Misuse)
	if status := wantStatus(t, rules.AssessEach(background, []byte("{"), ask, func(_ uint64, _ *Assessment, refused *Error) error { return refused }), Invalid); len(status.Diagnostics) == 0 {
		t.Error(status)
	}
}

func TestAssessEachGoesOnAfterARefusedUnit(t *testing.T) {
	rules := load(t)
	units := append([]byte(`{"id": "bad", "answers": {"A.I.1.i.a": "Yes"}}`+"\n"), unit...)
	var got []string
	err := rules.AssessEach(background, units, ask, func(_ uint64, a *Assessment, refused *Error) error {
		if refused != nil {
			d := refused.Diagnostics[0]
			got = append(got, d.Code, d.Unit, d.Path)
		} else {
			got = append(got, a.ID)
		}
		return nil
	})
	if want := "ZI0807 bad /answers/A.I.1.i.a sintetis-1"; err != nil || strings.Join(got, " ") != want {
		t.Fatal(err, got)
	}
	if err := rules.AssessEach(background, unit, ask, func(_ uint64, _ *Assessment, refused *Error) error { return refused }); err != nil {
		t.Error("a nil *Error counts as an error: ", err)
	}
	mine := errors.New("mine")
	calls := 0
	err = rules.AssessEach(background, units, ask, func(uint64, *Assessment, *Error) error { calls++; return mine })
	if err != mine || calls != 1 {
		t.Fatal(err, calls)
	}
}

func TestBadValuesAreLeftOpenWhereThatIsAsked(t *testing.T) {
	rules := must[*Rules](t)(Load("../../tests/cli/units/small.zi"))
	defer rules.Close()
	unit := []byte(`{"id": "u", "answers": {"1.a": "A", "1.b": "D"}, "facts": {"office.size": 2.5}}`)
	ask := Ask{AsOf: "2026-05-31"}
	if _, err := rules.Assess(context.Background(), unit, ask); err == nil {
		t.Fatal("a unit with a wrong answer was assessed")
	}
	ask.BadValues = LeaveOpen
	found := must[*Assessment](t)(rules.Assess(context.Background(), unit, ask))
	if found.Answers["1.b"].Reason != "refused" || found.Answers["1.a"].Reason != "answered" {
		t.Fatal(found.Answers)
	}
	if len(found.Remarks) != 2 || found.Remarks[0].Path != "/answers/1.b" || found.Remarks[0].Severity != "error" || found.Remarks[0].Message.English == "" {
		t.Fatal(found.Remarks)
	}
	ask.BadValues = 7
	if _, err := rules.Assess(context.Background(), unit, ask); err == nil {
		t.Fatal("what is no BadValues was taken")
	}
}
