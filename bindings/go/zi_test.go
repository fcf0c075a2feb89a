package zi

import (
	"context"
	"errors"
	"math/big"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"bytes"
	"encoding/json"
	"fmt"
)

const rulesPath = "../../rules/zi-2021.zi"

// A synthetic unit.
var unit = []byte(`{"id": "sintetis-1", "answers": {"A.I.1.i.a": "Ya", "A.I.1.i.b": "B", "B.I.a": "3.59"}}`)

var ask = Ask{AsOf: "2026-05-31", Language: English}

func load(t testing.TB) *Rules {
	t.Helper()
	rules, err := Load(rulesPath)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(rules.Close)
	return rules
}

func wantStatus(t *testing.T, err error, status Status) *Error {
	t.Helper()
	var failed *Error
	if !errors.As(err, &failed) || failed.Status != status || failed.Text == "" {
		t.Fatalf("want %v with a text, got %v", status, err)
	}
	return failed
}

func TestAssessIsWhatTheCommandPrints(t *testing.T) {
	command := os.Getenv("ZI_COMMAND")
	if command == "" {
		t.Skip("ZI_COMMAND is not set: bindings/go/test sets it")
	}
	file := t.TempDir() + "/unit.json"
	if err := os.WriteFile(file, unit, 0o600); err != nil {
		t.Fatal(err)
	}
	printed, err := exec.Command(command, "assess", rulesPath, file, "--as-of", ask.AsOf, "--format", "json").Output()
	if err != nil {
		t.Fatal(err)
	}
	var all struct{ Units []json.RawMessage }
	if err := json.Unmarshal(printed, &all); err != nil || len(all.Units) != 1 {
		t.Fatal(err, len(all.Units))
	}
	a, err := load(t).Assess(context.Background(), unit, ask)
	if err != nil {
		t.Fatal(err)
	}
	var want, got bytes.Buffer
	json.Compact(&want, all.Units[0])
	json.Compact(&got, a.Raw)
	if want.String() != got.String() {
		t.Fatalf("want %s\ngot %s", want.String(), got.String())
	}
}

func TestErrorsHavePlaces(t *testing.T) {
	_, err := Parse("r.zi", "regulation x {\n  nonsense\n}\n")
	failed := wantStatus(t, err, Invalid)
	if d := failed.Diagnostics[0]; d.File != "r.zi" || d.Span.Line == 0 || d.Code == "" {
		t.Fatalf("%+v", d)
	}
	_, err = load(t).Assess(context.Background(), []byte(`{"id": "s", "answers": {"A.I.1.i.a": "Yes"}}`), ask)
	failed = wantStatus(t, err, Invalid)
	if d := failed.Diagnostics[0]; d.Code != "ZI0807" || d.Unit != "s" || d.Path != "/answers/A.I.1.i.a" {
		t.Fatalf("%+v", d)
	}
}

func TestHostileInputIsAnError(t *testing.T) {
	rules := load(t)
	for _, text := range []string{"", "\x00", "{", "[[[[[[[[[[[[[[[[[[[[[[", "\xff\xfe", `{"id": 1}`} {
		_, err := rules.Assess(context.Background(), []byte(text), ask)
		wantStatus(t, err, Invalid)
	}
	_, err := rules.Assess(context.Background(), unit, Ask{AsOf: "2026-05-31\x00"})
	wantStatus(t, err, Misuse)
	_, err = rules.Assess(context.Background(), unit, Ask{})
	wantStatus(t, err, Misuse)
}

func TestLoadFS(t *testing.T) {
	rules, err := LoadFS(os.DirFS("../.."), "rules/zi-2021.zi")
	if err != nil {
		t.Fatal(err)
	}
	defer rules.Close()
	if n := rules.Count(Questions); n != 113 || len(rules.IDs(Questions)) != n {
		t.Fatal(n)
	}
	_, err = LoadFS(fstest.MapFS{}, "none.zi")
	wantStatus(t, err, Invalid)
}

func TestContext(t *testing.T) {
	rules := load(t)
	ctx, cancel := context.WithCancel(context.Background())
	many := bytes.Repeat(append(append([]byte(nil), unit...), '\n'), 1)
	for i := 0; i < 2000; i++ { // enough that the context ends long before
		many = append(many, strings.Replace(string(unit), "sintetis-1", fmt.Sprint("s", i), 1)+"\n"...)
	}
	seen := 0
	err := rules.AssessEach(ctx, many, ask, func(uint64, *Assessment, *Error) error {
		seen++
		cancel()
		return nil
	})
	if !errors.Is(err, context.Canceled) || seen == 0 || seen > 2000 {
		t.Fatal(err, seen)
	}
	if _, err := rules.Assess(ctx, unit, ask); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
}

func TestAssessEachGoesOnAfterARefusedUnit(t *testing.T) {
	units := append([]byte(`{"id": "bad", "answers": {"A.I.1.i.a": "Yes"}}`+"\n"), unit...)
	var got []string
	err := load(t).AssessEach(context.Background(), units, ask, func(_ uint64, a *Assessment, refused *Error) error {
		if refused != nil {
			got = append(got, refused.Diagnostics[0].Code)
		} else {
			got = append(got, a.ID)
		}
		return nil
	})
	if err != nil || strings.Join(got, " ") != "ZI0807 sintetis-1" {
		t.Fatal(err, got)
	}
}

func TestClose(t *testing.T) {
	rules := load(t)
	session, err := rules.Open(context.Background(), unit, ask)
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for i := 0; i < 8; i++ {
		all.Add(1)
		go func() {
			defer all.Done()
			for {
				if _, err := rules.Assess(context.Background(), unit, ask); err != nil {
					var failed *Error
					if !errors.As(err, &failed) || failed.Status != Misuse {
						t.Error(err)
					}
					return
				}
			}
		}()
	}
	rules.Close()
	rules.Close()
	all.Wait()
	if _, _, err := session.Score("total"); err != nil {
		t.Fatal(err)
	}
	session.Close()
	session.Close()
	_, err = session.Assess()
	wantStatus(t, err, Misuse)
}

func TestSessions(t *testing.T) {
	rules := load(t)
	var all sync.WaitGroup
	for i := 0; i < 32; i++ {
		all.Add(1)
		go func() {
			defer all.Done()
			s, err := rules.Open(context.Background(), unit, ask)
			if err != nil {
				t.Error(err)
				return
			}
			mark, _ := s.Mark()
			before, _, _ := s.Score("total")
			if _, err := s.SetAnswer("A.I.1.i.b", "", []byte(`"A"`)); err != nil {
				t.Error(err)
			}
			if certain, possible, err := s.Score("total"); err != nil || certain.Cmp(big.NewRat(2593, 160)) != 0 || possible.Cmp(big.NewRat(15713, 160)) != 0 {
				t.Error(certain, possible, err)
			}
			if _, err := s.Undo(mark); err != nil {
				t.Error(err)
			}
			if after, _, err := s.Score("total"); err != nil || after.Cmp(before) != 0 {
				t.Error(after, before, err)
			}
		}() // not closed: the finalizer does
	}
	all.Wait()
}

func ExampleRules_Assess() {
	rules, err := Load(rulesPath)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer rules.Close()
	a, err := rules.Assess(context.Background(), unit, ask)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(a.ID, a.Scores["total"].Certain)
	// Output: sintetis-1 2573/160
}

func BenchmarkAssess(b *testing.B) {
	rules := load(b)
	for i := 0; i < b.N; i++ {
		if _, err := rules.Assess(context.Background(), unit, ask); err != nil {
			b.Fatal(err)
		}
	}
}

func TestCloseInsideACallback(t *testing.T) {
	rules := load(t)
	err := rules.AssessEach(context.Background(), unit, ask, func(uint64, *Assessment, *Error) error {
		rules.Close()
		_, err := rules.Assess(context.Background(), unit, ask)
		wantStatus(t, err, Misuse)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
