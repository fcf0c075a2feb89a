package zi

import (
	"context"
	"encoding/json"
	"fmt"
	"math/big"
	"math/rand"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

func smallRules(t testing.TB) *Rules {
	rules, err := Load(cli + "small.zi")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(rules.Close)
	return rules
}

// A table of synthetic units, and the same as JSON.
func table(rows int) (*Columns, []byte) {
	chance := rand.New(rand.NewSource(7))
	known := func() []bool {
		valid := make([]bool, rows)
		for i := range valid {
			valid[i] = chance.Intn(10) > 0
		}
		return valid
	}
	a, keys, index, received, settled, size, rating := make([]uint8, rows), make([]string, rows), make([]int64, rows), make([]int64, rows), make([]int64, rows), make([]int64, rows), make([]string, rows)
	for i := 0; i < rows; i++ {
		a[i], keys[i], index[i] = uint8(chance.Intn(3)), string("ABC"[chance.Intn(3)]), int64(chance.Intn(401))
		received[i], settled[i], size[i], rating[i] = int64(chance.Intn(5)), int64(chance.Intn(5)), int64(chance.Intn(100)), string("ABC"[chance.Intn(3)])
	}
	knownA, knownKeys, knownIndex, knownCounts, knownSize, knownRating := known(), known(), known(), known(), known(), known()
	columns := NewColumns(rows).Codes("1.a", a, knownA).Keys("1.b", keys, knownKeys).Decimals("2.a", index, 2, knownIndex).
		Integers("2.b/received", received, knownCounts).Integers("2.b/settled", settled, knownCounts).Integers("office.size", size, knownSize).
		Keys("office.rating", rating, knownRating)
	units := []map[string]interface{}{}
	for i := 0; i < rows; i++ {
		answers, facts := map[string]interface{}{}, map[string]interface{}{}
		put := func(m map[string]interface{}, key string, valid bool, value interface{}) {
			if valid {
				m[key] = value
			}
		}
		put(answers, "1.a", knownA[i], string("ABC"[a[i]]))
		put(answers, "1.b", knownKeys[i], keys[i])
		put(answers, "2.a", knownIndex[i], fmt.Sprintf("%d/100", index[i]))
		put(answers, "2.b", knownCounts[i], map[string]int64{"received": received[i], "settled": settled[i]})
		put(facts, "office.size", knownSize[i], size[i])
		put(facts, "office.rating", knownRating[i], rating[i])
		units = append(units, map[string]interface{}{"id": fmt.Sprint(i), "answers": answers, "facts": facts})
	}
	text, _ := json.Marshal(units)
	return columns, text
}

func TestColumnsAreWhatTheirRowsAre(t *testing.T) {
	rules := smallRules(t)
	const rows = 2500
	columns, units := table(rows)
	plan, err := rules.NewPlan(ask.AsOf, Keep{Everything: true})
	if err != nil {
		t.Fatal(err)
	}
	defer plan.Close()
	for _, threads := range []int{1, 2, -1} {
		result, err := plan.Assess(context.Background(), columns, threads)
		if err != nil {
			t.Fatal(err)
		}
		if result.Rows != rows {
			t.Fatal(result.Rows)
		}
		err = rules.AssessEach(context.Background(), units, ask, func(row uint64, one *Assessment, refused *Error) error {
			if refused != nil {
				return refused
			}
			for name, predicate := range one.Predicates {
				if got := result.Verdicts[name][row]; got != predicate.Verdict {
					return fmt.Errorf("row %d: %s is %v, not %v", row, name, got, predicate.Verdict)
				}
			}
			for name, score := range one.Scores {
				points := result.Scores[name]
				if name == "total" && points.Certain == nil {
					points = result.Scores["Nilai"]
				}
				for i, exact := range []*big.Rat{score.Certain, score.Possible} {
					units := [][]int64{points.Certain, points.Possible}[i][row]
					if points.Rat(units).Cmp(exact) > 0 || points.Rat(units+points.Error).Cmp(exact) < 0 {
						return fmt.Errorf("row %d: %s is %v, not %v", row, name, points.Rat(units), exact)
					}
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if text, err := plan.Describe(English); err != nil || text == "" {
		t.Fatal(err)
	}
}

func TestStagesAndConditionsInColumns(t *testing.T) {
	rules := load(t)
	plan, err := rules.NewPlan(ask.AsOf, Keep{Predicates: []string{"WBK"}, Scores: []string{"A", "total"}, Conditions: true, Stage: true, CertainOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer plan.Close()
	columns := NewColumns(2).Flags("unit.kawasan", []bool{true, false}, nil).Days("unit.tanggal_pencanangan", []int32{20000, 0}, []bool{true, false})
	result, err := plan.Assess(context.Background(), columns, 1)
	if err != nil {
		t.Fatal(err)
	}
	conditions := 0
	for name, verdicts := range result.Verdicts {
		if len(verdicts) != 2 {
			t.Fatal(name)
		}
		if strings.HasPrefix(name, "WBK/") {
			conditions++
		}
	}
	if conditions == 0 || len(result.Stages["certain"]) != 2 || len(result.Scores) != 2 || result.Scores["A"].Possible != nil {
		t.Fatalf("%d conditions, %v, %v", conditions, result.Stages, result.Scores)
	}
	units := []byte(`[{"id": "a", "facts": {"unit.kawasan": true, "unit.tanggal_pencanangan": "2024-10-04"}}, {"id": "b", "facts": {"unit.kawasan": false}}]`)
	err = rules.AssessEach(context.Background(), units, ask, func(row uint64, one *Assessment, refused *Error) error {
		var stage struct {
			Stage struct{ Certain *string }
		}
		if err := json.Unmarshal(one.Raw, &stage); err != nil {
			return err
		}
		want := ""
		if stage.Stage.Certain != nil {
			want = *stage.Stage.Certain
		}
		if result.Stages["certain"][row] != want {
			t.Errorf("row %d: %q, not %q", row, result.Stages["certain"][row], want)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestRefusedColumns(t *testing.T) {
	rules := smallRules(t)
	plan, err := rules.NewPlan(ask.AsOf, Keep{})
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	for name, columns := range map[string]*Columns{
		"/1.a": NewColumns(2).Codes("1.a", []uint8{0, 9}, nil),
		"/1.z": NewColumns(1).Codes("1.z", []uint8{0}, nil),
		"/2.a": NewColumns(1).Decimals("2.a", []int64{401}, 2, nil),
		"/1.b": NewColumns(1).Keys("1.b", []string{"Z"}, nil),
	} {
		_, err := plan.Assess(ctx, columns, 1)
		if failed := wantStatus(t, err, Invalid); failed.Diagnostics[0].Path != name {
			t.Fatalf("%+v", failed.Diagnostics[0])
		}
	}
	for _, columns := range []*Columns{nil, NewColumns(-1), NewColumns(2).Codes("1.a", []uint8{0}, nil), NewColumns(1).Codes("1.a", []uint8{0}, []bool{}),
		NewColumns(1).Decimals("2.a", []int64{0}, 19, nil)} {
		_, err := plan.Assess(ctx, columns, 1)
		wantStatus(t, err, Misuse)
	}
	if result, err := plan.Assess(ctx, NewColumns(0), 1); err != nil || result.Rows != 0 {
		t.Fatal(err)
	}
	ended, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := plan.Assess(ended, NewColumns(1), 1); err != context.Canceled {
		t.Fatal(err)
	}
	plan.Close()
	_, err = plan.Assess(ctx, NewColumns(1), 1)
	wantStatus(t, err, Misuse)
	for _, keep := range []Keep{{Predicates: []string{"NONE"}}, {Scores: []string{"9.z"}}} {
		_, err := rules.NewPlan(ask.AsOf, keep)
		wantStatus(t, err, Invalid)
	}
	_, err = rules.NewPlan("", Keep{})
	wantStatus(t, err, Misuse)
}

func TestPlansServeManyGoroutinesAndFreeThemselves(t *testing.T) {
	rules := smallRules(t)
	columns, _ := table(300)
	plan, err := rules.NewPlan(ask.AsOf, Keep{})
	if err != nil {
		t.Fatal(err)
	}
	var wait sync.WaitGroup
	for i := 0; i < 4; i++ {
		wait.Add(1)
		go func() {
			defer wait.Done()
			for n := 0; n < 20; n++ {
				if _, err := plan.Assess(context.Background(), columns, 2); err != nil {
					t.Error(err)
				}
			}
		}()
	}
	wait.Wait()
	plan = nil
	for i := 0; i < 3; i++ {
		runtime.GC()
		runtime.Gosched()
	}
}

func BenchmarkColumns(b *testing.B) {
	rules := smallRules(b)
	columns, _ := table(100_000)
	plan, err := rules.NewPlan(ask.AsOf, Keep{})
	if err != nil {
		b.Fatal(err)
	}
	defer plan.Close()
	first, err := plan.Assess(context.Background(), columns, 1)
	if err != nil {
		b.Fatal(err)
	}
	b.ResetTimer()
	begun := time.Now()
	for i := 0; i < b.N; i++ {
		result, err := plan.Assess(context.Background(), columns, 1)
		if err != nil || result.Verdicts["GOOD"][99_999] != first.Verdicts["GOOD"][99_999] {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(time.Since(begun).Nanoseconds())/float64(b.N)/100_000, "ns/unit")
}

func BenchmarkSession(b *testing.B) {
	session, err := load(b).Open(context.Background(), unit, ask)
	if err != nil {
		b.Fatal(err)
	}
	defer session.Close()
	values := [][]byte{[]byte(`"A"`), []byte(`"B"`)}
	for i := 0; i < b.N; i++ {
		if _, err := session.SetAnswer("A.I.1.i.b", "", values[i%2]); err != nil {
			b.Fatal(err)
		}
	}
}
