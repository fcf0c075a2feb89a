package zi

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"os"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
	"unsafe"
)

const rulesPath = "../../rules/zi-2021.zi"

var background = context.Background()

// A synthetic unit.
var unit = []byte(`{"id": "sintetis-1", "answers": {"A.I.1.i.a": "Ya", "A.I.1.i.b": "B", "B.I.a": "3.59"}}`)

var ask = Ask{AsOf: "2026-05-31", Language: English}

func must[T any](t testing.TB) func(T, error) T {
	return func(value T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
}

func load(t testing.TB) *Rules {
	t.Helper()
	rules := must[*Rules](t)(Loader{Language: English}.Load(rulesPath))
	t.Cleanup(rules.Close)
	return rules
}

func wantStatus(t testing.TB, err error, status Status) *Error {
	t.Helper()
	var failed *Error
	if !errors.As(err, &failed) || !errors.Is(err, status) || failed.Text == "" {
		t.Fatalf("want %v with a text, got %v", status, err)
	}
	return failed
}

// Every method of a value, as one function that gives its error.
func rulesCalls(rules *Rules) map[string]func() error {
	return map[string]func() error{
		"Warnings":   func() error { _, err := rules.Warnings(); return err },
		"Model":      func() error { _, err := rules.Model(); return err },
		"Decimal":    func() error { _, err := rules.Decimal("total", big.NewRat(1, 3), 4); return err },
		"Plan":       func() error { _, err := rules.Prepare(PrepareOptions{AsOf: ask.AsOf}); return err },
		"Open":       func() error { _, err := rules.Open(background, unit, ask); return err },
		"Assess":     func() error { _, err := rules.Assess(background, unit, ask); return err },
		"AssessJSON": func() error { _, err := rules.AssessJSON(background, unit, ask); return err },
		"AssessEach": func() error {
			return rules.AssessEach(background, unit, ask, func(uint64, *Assessment, *Error) error { return nil })
		},
		"Explain":    func() error { _, err := rules.Explain(background, unit, ask); return err },
		"Why":        func() error { _, err := rules.Why(background, unit, ask, ""); return err },
		"WhyNot":     func() error { _, err := rules.WhyNot(background, unit, ask, ""); return err },
		"Readiness":  func() error { _, err := rules.Readiness(background, unit, ask, ""); return err },
		"Improve":    func() error { _, err := rules.Improve(background, unit, ask, "", Improvement{}); return err },
		"ImproveAll": func() error { _, err := rules.ImproveAll(background, unit, ask, "", 1, nil); return err },
		"Documents":  func() error { _, err := rules.Documents(background, unit, ask); return err },
		"Document":   func() error { _, err := rules.Document(background, unit, ask, "x"); return err },
		"Impact":     func() error { _, err := rules.Impact(background, unit, ask, "x", Expired); return err },
		"Heaviest":   func() error { _, err := rules.Heaviest(background, unit, ask, 1); return err },
		"Diff":       func() error { _, err := rules.Diff(background, unit, ask, unit, ask); return err },
	}
}

func sessionCalls(s *Session) map[string]func() error {
	return map[string]func() error{
		"SetAnswer":      func() error { _, err := s.SetAnswer("A.I.1.i.b", "", nil); return err },
		"SetFact":        func() error { _, err := s.SetFact("x", nil); return err },
		"SetDocument":    func() error { _, err := s.SetDocument(nil); return err },
		"RemoveDocument": func() error { _, err := s.RemoveDocument("x"); return err },
		"Mark":           func() error { _, err := s.Mark(); return err },
		"Undo":           func() error { _, err := s.Undo(0); return err },
		"Forget":         func() error { return s.Forget(0) },
		"Verdict":        func() error { _, err := s.Verdict("WBK"); return err },
		"Score":          func() error { _, _, err := s.Score("total"); return err },
		"Assess":         func() error { _, err := s.Assess(); return err },
		"Explain":        func() error { _, err := s.Explain(English); return err },
	}
}

func preparedCalls(p *Prepared) map[string]func() error {
	return map[string]func() error{
		"Describe":          func() error { _, err := p.Describe(English); return err },
		"Assess":            func() error { _, err := p.Assess(background, nil, Run{}); return err },
		"AssessArrow":       func() error { return p.AssessArrow(background, nil, nil, Run{}, nil, nil) },
		"AssessArrowStream": func() error { return p.AssessArrowStream(background, nil, Run{}, nil) },
	}
}

func TestNilZeroAndClosedValuesAreMisuse(t *testing.T) {
	rules := load(t)
	session := must[*Session](t)(rules.Open(background, unit, ask))
	prepared := must[*Prepared](t)(rules.Prepare(PrepareOptions{AsOf: ask.AsOf}))
	for i := 0; i < 2; i++ { // twice, since Close may be called again
		rules.Close()
		session.Close()
		prepared.Close()
	}
	for _, one := range []*Rules{nil, {}, rules} {
		for name, call := range rulesCalls(one) {
			t.Run(name, func(t *testing.T) { wantStatus(t, call(), Misuse) })
		}
		if one.Name() != "" || one.Title(English) != "" || one.Things(Nodes, English) != nil {
			t.Error("something is said of no rules")
		}
		one.Close()
	}
	for _, one := range []*Session{nil, {}, session} {
		for name, call := range sessionCalls(one) {
			t.Run(name, func(t *testing.T) { wantStatus(t, call(), Misuse) })
		}
		one.Close()
	}
	for _, one := range []*Prepared{nil, {}, prepared} {
		for name, call := range preparedCalls(one) {
			t.Run(name, func(t *testing.T) { wantStatus(t, call(), Misuse) })
		}
		one.Close()
	}
}

func TestHandlesAreFreedInAnyOrder(t *testing.T) {
	rules := must[*Rules](t)(Load(rulesPath))
	session := must[*Session](t)(rules.Open(background, unit, ask))
	prepared := must[*Prepared](t)(rules.Prepare(PrepareOptions{AsOf: ask.AsOf}))
	rules.Close()
	if certain, _, err := session.Score("total"); err != nil || certain.String() != "2573/160" {
		t.Error(certain, err)
	}
	result := must[*Result](t)(prepared.Assess(background, []Column{{Name: "A.I.1.i.a", Values: []uint8{0}}}, Run{}))
	prepared.Close()
	session.Close()
	if result.Rows != 1 || result.Scores["total"].Certain[0] != 250_000 {
		t.Error(result.Scores)
	}
}

func TestCloseDuringCalls(t *testing.T) {
	rules := load(t)
	var all sync.WaitGroup
	for i := 0; i < 4; i++ {
		all.Add(1)
		go func() {
			defer all.Done()
			for {
				if _, err := rules.AssessJSON(background, unit, ask); err != nil {
					if !errors.Is(err, Misuse) {
						t.Error(err)
					}
					return
				}
			}
		}()
	}
	time.Sleep(time.Millisecond)
	rules.Close()
	all.Wait()
}

// Values that nobody closes are freed by the garbage collector, each once.
func TestFinalizers(t *testing.T) {
	var freed int32
	count := func(h *handle) {
		free := h.free
		h.free = func(p unsafe.Pointer) {
			free(p)
			atomic.AddInt32(&freed, 1)
		}
	}
	const values = 20
	for i := 0; i < values; i++ {
		rules := must[*Rules](t)(Parse("r.zi", tiny))
		session := must[*Session](t)(rules.Open(background, []byte(`{"id": "s"}`), ask))
		prepared := must[*Prepared](t)(rules.Prepare(PrepareOptions{AsOf: ask.AsOf}))
		count(rules.h)
		count(session.h)
		count(prepared.h)
		runtime.GC()
		if certain, _, err := session.Score("total"); err != nil || certain.Sign() != 0 { // still there
			t.Fatal(certain, err)
		}
	}
	for limit := time.Now().Add(10 * time.Second); atomic.LoadInt32(&freed) != 3*values; time.Sleep(time.Millisecond) {
		if runtime.GC(); time.Now().After(limit) {
			t.Fatalf("%d of %d are freed", freed, 3*values)
		}
	}
}

// A callback may panic, and may end its goroutine as t.FailNow does: neither unwinds through C, both reach the caller.
func TestCallbacksThatDoNotReturn(t *testing.T) {
	rules := load(t)
	prepared := must[*Prepared](t)(rules.Prepare(PrepareOptions{AsOf: ask.AsOf}))
	for name, call := range map[string]func(end func()){
		"AssessEach": func(end func()) {
			rules.AssessEach(background, unit, ask, func(uint64, *Assessment, *Error) error { end(); return nil })
		},
		"LoadFS": func(end func()) { LoadFS(endingFS{end}, "r.zi") },
		"Progress": func(end func()) {
			prepared.Assess(background, []Column{{Name: "A.I.1.i.a", Values: make([]uint8, 10_000)}}, Run{Threads: 2, Progress: func(_, _ uint64) { end() }})
		},
	} {
		t.Run(name, func(t *testing.T) {
			var recovered any
			after := false
			ended := make(chan struct{})
			go func() {
				defer close(ended)
				defer func() { recovered = recover() }()
				call(func() { panic("mine") })
				after = true
			}()
			<-ended
			if recovered != "mine" || after {
				t.Errorf("want the panic, got %v", recovered)
			}
			ended = make(chan struct{})
			go func() {
				defer close(ended)
				defer func() { recovered = recover() }()
				call(runtime.Goexit)
				after = true
			}()
			<-ended
			if recovered != nil || after {
				t.Errorf("want the end of the goroutine, got %v", recovered)
			}
			call(func() {}) // and everything still works
		})
	}
}

func TestCloseInsideACallback(t *testing.T) {
	rules := load(t)
	err := rules.AssessEach(background, unit, ask, func(uint64, *Assessment, *Error) error {
		rules.Close()
		_, err := rules.Assess(background, unit, ask)
		wantStatus(t, err, Misuse)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestNamesWithNULBytesAreMisuse(t *testing.T) {
	rules := load(t)
	session := must[*Session](t)(rules.Open(background, unit, ask))
	for name, call := range map[string]func() error{
		"Load":      func() error { _, err := Load("a\x00b"); return err },
		"LoadFS":    func() error { _, err := LoadFS(os.DirFS("."), "a\x00b"); return err },
		"Parse":     func() error { _, err := Parse("a\x00b", ""); return err },
		"Format":    func() error { _, err := Loader{}.Format("a\x00b", ""); return err },
		"AsOf":      func() error { _, err := rules.Assess(background, unit, Ask{AsOf: "2026-05-31\x00"}); return err },
		"Unit":      func() error { _, err := rules.Open(background, unit, Ask{AsOf: ask.AsOf, Unit: "\x00"}); return err },
		"Predicate": func() error { _, err := rules.Why(background, unit, ask, "WBK\x00"); return err },
		"otherAsk":  func() error { _, err := rules.Diff(background, unit, ask, unit, Ask{SeenBy: "\x00"}); return err },
		"SetAnswer": func() error { _, err := session.SetAnswer("A.I.1.i.a\x00", "", nil); return err },
		"Plan": func() error {
			_, err := rules.Prepare(PrepareOptions{AsOf: ask.AsOf, Scores: []string{"total\x00"}})
			return err
		},
	} {
		t.Run(name, func(t *testing.T) { wantStatus(t, call(), Misuse) })
	}
}

func TestContexts(t *testing.T) {
	rules := load(t)
	prepared := must[*Prepared](t)(rules.Prepare(PrepareOptions{AsOf: ask.AsOf}))
	ended, end := context.WithCancel(background)
	end()
	late, stop := context.WithDeadline(background, time.Now().Add(-time.Second))
	defer stop()
	for _, one := range []struct {
		ctx  context.Context
		want error
	}{{ended, context.Canceled}, {late, context.DeadlineExceeded}, {nil, Misuse}} {
		_, assess := rules.Assess(one.ctx, unit, ask)
		_, open := rules.Open(one.ctx, unit, ask)
		_, columns := prepared.Assess(one.ctx, nil, Run{})
		each := rules.AssessEach(one.ctx, unit, ask, func(uint64, *Assessment, *Error) error { t.Error("called"); return nil })
		stream := prepared.AssessArrowStream(one.ctx, nil, Run{}, nil)
		for _, err := range []error{assess, open, columns, each, stream} {
			if !errors.Is(err, one.want) {
				t.Errorf("want %v, got %v", one.want, err)
			}
		}
	}
}

// The context ends while units are assessed.
func TestContextEndsInTheMiddle(t *testing.T) {
	rules := load(t)
	ctx, cancel := context.WithCancel(background)
	defer cancel()
	var many strings.Builder
	for i := 0; i < 500; i++ {
		fmt.Fprintln(&many, strings.Replace(string(unit), "sintetis-1", fmt.Sprint("s", i), 1))
	}
	seen := 0
	err := rules.AssessEach(ctx, []byte(many.String()), ask, func(uint64, *Assessment, *Error) error {
		seen++
		cancel()
		time.Sleep(time.Millisecond)
		return nil
	})
	if !errors.Is(err, context.Canceled) || seen == 0 || seen == 500 {
		t.Fatal(err, seen)
	}
	prepared := must[*Prepared](t)(rules.Prepare(PrepareOptions{AsOf: ask.AsOf, Everything: true}))
	ctx, cancel = context.WithCancel(background)
	defer cancel()
	var last uint64
	_, err = prepared.Assess(ctx, []Column{{Name: "A.I.1.i.a", Values: make([]uint8, 100_000)}}, Run{Threads: 2, Progress: func(done, _ uint64) {
		last = done
		cancel()
		time.Sleep(time.Millisecond)
	}})
	if !errors.Is(err, context.Canceled) || last == 0 || last == 100_000 {
		t.Fatal(err, last)
	}
}
