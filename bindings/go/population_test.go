package zi

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"
)

const cli = "../../tests/cli/units/"

func file(t testing.TB, path string) []byte {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func clinics(t testing.TB) (*Rules, []byte, Ask) {
	rules, err := Load(cli + "evidence.zi")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(rules.Close)
	return rules, file(t, cli+"evidence.ndjson"), Ask{AsOf: "2026-05-31", Format: Text, Unit: "klinik-1", Evidence: file(t, cli+"evidence-shared.json")}
}

// What tests/c/smoke.c prints, which another test compares with the command.
func TestReportsAreThoseOfTheCommand(t *testing.T) {
	rules, units, ask := clinics(t)
	printed := file(t, "../../tests/c/smoke.output")
	ctx := context.Background()
	drawn := ask
	drawn.Format = Dot
	for name, f := range map[string]func() ([]byte, error){
		"explain":    func() ([]byte, error) { ask := ask; ask.Language = English; return rules.Explain(ctx, units, ask) },
		"why":        func() ([]byte, error) { return rules.Why(ctx, units, ask, "BAIK") },
		"whynot":     func() ([]byte, error) { return rules.WhyNot(ctx, units, ask, "") },
		"readiness":  func() ([]byte, error) { return rules.Readiness(ctx, units, ask, "UNGGUL") },
		"improve":    func() ([]byte, error) { return rules.Improve(ctx, units, ask, "UNGGUL", Improvement{}) },
		"improveAll": func() ([]byte, error) { return rules.ImproveAll(ctx, units, ask, "UNGGUL", 20, nil) },
		"documents":  func() ([]byte, error) { return rules.Documents(ctx, units, ask) },
		"drawn":      func() ([]byte, error) { return rules.Documents(ctx, units, drawn) },
		"document":   func() ([]byte, error) { return rules.Document(ctx, units, ask, "rencana") },
		"impact":     func() ([]byte, error) { return rules.Impact(ctx, units, ask, "sk-tim", Expired) },
		"heaviest":   func() ([]byte, error) { return rules.Heaviest(ctx, units, ask, 3) },
	} {
		said, err := f()
		if err != nil || len(said) == 0 || !bytes.Contains(printed, said) {
			t.Errorf("%s: %v\n%s", name, err, said)
		}
	}
	later := ask
	later.AsOf = "2026-09-01"
	if said, err := rules.Diff(ctx, units, ask, units, later); err != nil || !bytes.Contains(said, []byte("2026-09-01")) {
		t.Error(err, string(said))
	}
}

func TestMisuseOfReports(t *testing.T) {
	rules, units, ask := clinics(t)
	ctx := context.Background()
	for status, calls := range map[Status][]func() ([]byte, error){
		Invalid: {
			func() ([]byte, error) { return rules.Improve(ctx, units, ask, "NONE", Improvement{}) },
			func() ([]byte, error) { return rules.Document(ctx, units, ask, "nowhere") },
			func() ([]byte, error) { return rules.Why(ctx, units, ask, "NONE") },
			func() ([]byte, error) { return rules.Improve(ctx, units, ask, "BAIK", Improvement{Costs: []byte("{")}) },
		},
		Misuse: {
			func() ([]byte, error) { return rules.Improve(ctx, units, ask, "BAIK", Improvement{Next: -1}) },
			func() ([]byte, error) { return rules.Improve(ctx, units, ask, "BAIK", Improvement{Next: 11}) },
			func() ([]byte, error) { return rules.Impact(ctx, units, ask, "sk-tim", Change(7)) },
			func() ([]byte, error) { return rules.Diff(ctx, units, ask, units, Ask{AsOf: "\x00"}) },
			func() ([]byte, error) { return rules.Document(ctx, units, ask, "a\x00b") },
		},
	} {
		for i, call := range calls {
			_, err := call()
			t.Log(status, i)
			wantStatus(t, err, status)
		}
	}
	ended, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := rules.ImproveAll(ended, units, ask, "UNGGUL", 20, nil); err != context.Canceled {
		t.Fatal(err)
	}
}

func TestLimitsAndFormatting(t *testing.T) {
	text := string(file(t, cli+"small.zi"))
	_, err := Parse("small.zi", text, Limits{FileBytes: 100})
	wantStatus(t, err, Invalid)
	_, err = Parse("small.zi", text, Limits{}, Limits{})
	wantStatus(t, err, Misuse)
	rules := load(t)
	_, err = rules.Assess(context.Background(), unit, Ask{AsOf: ask.AsOf, Limits: Limits{UnitsBytes: 10}})
	wantStatus(t, err, Invalid)
	once, err := FormatRules("small.zi", strings.ReplaceAll(text, "\n", "\n  "))
	if err != nil {
		t.Fatal(err)
	}
	if twice, err := FormatRules("small.zi", once); err != nil || twice != once || once == "" {
		t.Fatal(err, twice)
	}
	_, err = FormatRules("x.zi", "worksheet {")
	wantStatus(t, err, Invalid)
	if warnings, err := rules.Warnings(); err != nil || len(warnings) != 0 {
		t.Fatal(warnings, err)
	}
}

func TestDocumentsOfASession(t *testing.T) {
	rules, units, ask := clinics(t)
	session, err := rules.Open(context.Background(), units, ask)
	if err != nil {
		t.Fatal(err)
	}
	defer session.Close()
	before, _ := session.Explain(English)
	mark, err := session.Mark()
	if err != nil {
		t.Fatal(err)
	}
	if change, err := session.RemoveDocument("notulen"); err != nil || len(change) == 0 {
		t.Fatal(string(change), err)
	}
	if without, _ := session.Explain(English); bytes.Equal(before, without) {
		t.Fatal("nothing changed")
	}
	_, err = session.SetDocument([]byte(`{"id": "x"}`))
	wantStatus(t, err, Invalid)
	if _, err := session.Undo(mark); err != nil {
		t.Fatal(err)
	}
	if after, _ := session.Explain(English); !bytes.Equal(before, after) {
		t.Fatal("undo left something")
	}
	if err := session.Forget(mark); err != nil {
		t.Fatal(err)
	}
}
