package zi

import (
	"math/big"
	"strings"
	"sync"
	"testing"
)

func TestSessionEqualsAFreshAssessment(t *testing.T) {
	rules := load(t)
	s := must[*Session](t)(rules.Open(background, unit, ask))
	defer s.Close()
	before := must[*Assessment](t)(s.Assess())
	if fresh := must[*Assessment](t)(rules.Assess(background, unit, ask)); string(before.Raw) != string(fresh.Raw) {
		t.Error("the session begins with something else")
	}
	mark := must[uint64](t)(s.Mark())
	change := must[[]byte](t)(s.SetAnswer("A.I.1.i.b", "", []byte(`"A"`)))
	if !strings.Contains(string(change), "2593/160") {
		t.Error(string(change))
	}
	if certain, possible, err := s.Score("total"); err != nil || certain.Cmp(big.NewRat(2593, 160)) != 0 || possible.Cmp(big.NewRat(15713, 160)) != 0 {
		t.Error(certain, possible, err)
	}
	must[[]byte](t)(s.SetAnswer("A.I.1.i.a", "TPI", []byte(`"Tidak"`)))
	must[[]byte](t)(s.SetAnswer("B.I.a", "", nil))
	must[[]byte](t)(s.SetFact("instansi.opini_bpk", []byte(`"WTP"`)))
	edited := []byte(`{"id": "sintetis-1", "answers": {"A.I.1.i.a": "Ya", "A.I.1.i.b": "A"}, "assessed": {"TPI": {"A.I.1.i.a": "Tidak"}}, "facts": {"instansi.opini_bpk": "WTP"}}`)
	if got, fresh := must[*Assessment](t)(s.Assess()), must[*Assessment](t)(rules.Assess(background, edited, ask)); string(got.Raw) != string(fresh.Raw) {
		t.Errorf("want %s\ngot %s", fresh.Raw, got.Raw)
	}
	if got, fresh := must[string](t)(s.Explain(English)), must[string](t)(rules.Explain(background, edited, ask)); got != fresh || got == must[string](t)(s.Explain(Indonesian)) {
		t.Error(got)
	}
	if verdict := must[Verdict](t)(s.Verdict("WBK")); verdict != Open || before.Predicates["WBK"].Verdict != NotMet { // the survey's answer is gone
		t.Error(verdict)
	}
	must[[]byte](t)(s.SetFact("instansi.opini_bpk", nil))
	must[[]byte](t)(s.Undo(mark))
	if after := must[*Assessment](t)(s.Assess()); string(after.Raw) != string(before.Raw) {
		t.Error("undo does not lead back")
	}
}

func TestSessionDocuments(t *testing.T) {
	rules := must[*Rules](t)(Load(clinic.rules))
	defer rules.Close()
	one := Ask{AsOf: "2026-05-31", Unit: "klinik-1", Evidence: read(t, clinic.evidence)}
	s := must[*Session](t)(rules.Open(background, read(t, clinic.units), one))
	defer s.Close()
	before, _, _ := s.Score("total")
	must[[]byte](t)(s.RemoveDocument("laporan"))
	less, _, _ := s.Score("total")
	must[[]byte](t)(s.SetDocument([]byte(`{"id": "laporan", "kind": "laporan", "status": "accepted", "supports": ["1.b", "2.a"]}`)))
	again, _, err := s.Score("total")
	if err != nil || less.Cmp(before) >= 0 || again.Cmp(before) != 0 {
		t.Error(before, less, again, err)
	}
	_, err = s.RemoveDocument("none")
	wantStatus(t, err, Invalid)
	_, err = s.SetDocument([]byte(`{"id": "x"}`))
	wantStatus(t, err, Invalid)
}

func TestEditsThatDoNotFitChangeNothing(t *testing.T) {
	rules := load(t)
	s := must[*Session](t)(rules.Open(background, unit, ask))
	defer s.Close()
	before := must[*Assessment](t)(s.Assess())
	_, err := s.SetAnswer("A.I.1.i.b", "", []byte(`"Z"`))
	if failed := wantStatus(t, err, Invalid); failed.Diagnostics[0].Code != "ZI0807" || !strings.Contains(failed.Text, "choices") { // in the session's language
		t.Error(failed)
	}
	for name, call := range map[string]func() error{
		"question":  func() error { _, err := s.SetAnswer("NONE", "", nil); return err },
		"assessor":  func() error { _, err := s.SetAnswer("A.I.1.i.b", "NONE", nil); return err },
		"JSON":      func() error { _, err := s.SetAnswer("A.I.1.i.b", "", []byte("{")); return err },
		"fact":      func() error { _, err := s.SetFact("NONE", nil); return err },
		"predicate": func() error { _, err := s.Verdict("NONE"); return err },
		"node":      func() error { _, _, err := s.Score("NONE"); return err },
	} {
		t.Run(name, func(t *testing.T) { wantStatus(t, call(), Invalid) })
	}
	_, err = s.Undo(1 << 60)
	wantStatus(t, err, Misuse)
	must[[]byte](t)(s.SetAnswer("A.I.1.i.b", "", nil))
	mark := must[uint64](t)(s.Mark())
	if err := s.Forget(mark); err != nil {
		t.Error(err)
	}
	_, err = s.Undo(0) // of a mark that is forgotten
	wantStatus(t, err, Misuse)
	_, err = s.Explain(9)
	wantStatus(t, err, Misuse)
	must[[]byte](t)(s.SetAnswer("A.I.1.i.b", "", []byte(`"B"`)))
	if after := must[*Assessment](t)(s.Assess()); string(after.Raw) != string(before.Raw) {
		t.Error("something has changed")
	}
	_, err = rules.Open(background, unit, Ask{AsOf: ask.AsOf, Unit: "none"})
	wantStatus(t, err, Invalid)
}

// Goroutines that share a session wait for each other, and sessions do not disturb each other.
func TestSessionsAreSharedByGoroutines(t *testing.T) {
	rules := load(t)
	shared := must[*Session](t)(rules.Open(background, unit, ask))
	defer shared.Close()
	var all sync.WaitGroup
	for i := 0; i < 8; i++ {
		all.Add(1)
		go func(value string) {
			defer all.Done()
			own, err := rules.Open(background, unit, ask)
			if err != nil {
				t.Error(err)
				return
			}
			for i := 0; i < 20; i++ {
				if _, err := shared.SetAnswer("A.I.1.i.b", "", []byte(value)); err != nil {
					t.Error(err)
				}
				if _, err := own.SetAnswer("A.I.1.i.b", "", []byte(value)); err != nil {
					t.Error(err)
				}
				certain, _, err := own.Score("total")
				if want := map[string]string{`"A"`: "2593/160", `"B"`: "2573/160"}[value]; err != nil || certain.String() != want {
					t.Error(want, certain, err)
				}
			}
		}([]string{`"A"`, `"B"`}[i%2])
	}
	all.Wait()
	if certain, _, err := shared.Score("total"); err != nil || certain.String() != "2593/160" && certain.String() != "2573/160" {
		t.Error(certain, err)
	}
}
