package zi

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"math/rand"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
	"unsafe"

	"zi.example/zi/internal/batches"
)

// options are the keys of a scale's.
func (m model) options(scale string) (keys []string) {
	for _, one := range m.Scales {
		for _, option := range one.Options {
			if one.Name == scale {
				keys = append(keys, option.Key)
			}
		}
	}
	return
}

// sample is random synthetic units, both as JSON and as columns, one type of values after the other.
type sample struct {
	units   []map[string]any
	columns []Column
}

func (s *sample) put(row int, member, name string, value any) {
	values, ok := s.units[row][member].(map[string]any)
	if !ok {
		values = map[string]any{}
		s.units[row][member] = values
	}
	values[name] = value
}

// given is a coin for each row, rarely tails.
func given(random *rand.Rand, rows int) []bool {
	all := make([]bool, rows)
	for i := range all {
		all[i] = random.Intn(8) > 0
	}
	return all
}

func numbers[T uint8 | int8 | uint16 | int16 | uint32 | int32 | uint64 | int64 | int](all []int) []T {
	out := make([]T, len(all))
	for i, one := range all {
		out[i] = T(one)
	}
	return out
}

// typed gives the numbers as each type in turn.
func typed(turn int, all []int) any {
	return []any{numbers[uint16](all), numbers[int16](all), numbers[uint32](all), numbers[int32](all), numbers[uint64](all), numbers[int64](all),
		numbers[int](all), numbers[uint8](all), numbers[int8](all)}[turn%9]
}

// A model is what the tests ask of Rules.Model.
type model struct {
	Scales []struct {
		Name    string
		Options []struct{ Key string }
	}
	Questions []struct {
		ID, Kind string
		Scale    *string
		Inputs   []struct{ Key string }
	}
}

func modelOf(t testing.TB, rules *Rules) (m model) {
	t.Helper()
	if err := json.Unmarshal(must[[]byte](t)(rules.Model()), &m); err != nil {
		t.Fatal(err)
	}
	return
}

func makeSample(t testing.TB, rules *Rules, rows int) *sample {
	t.Helper()
	random := rand.New(rand.NewSource(1))
	s := &sample{units: make([]map[string]any, rows)}
	for i := range s.units {
		s.units[i] = map[string]any{"id": fmt.Sprint("sintetis-", i)}
	}
	model := modelOf(t, rules)
	var assessed []Column
	for turn, q := range model.Questions {
		given := given(random, rows)
		switch q.Kind {
		case "options":
			options := model.options(*q.Scale)
			places, names, second := make([]int, rows), make([]string, rows), make([]uint8, rows)
			for row := range places {
				places[row] = random.Intn(len(options)) * random.Intn(2) // the best in most rows
				names[row] = options[places[row]]
				if given[row] {
					s.put(row, "answers", q.ID, names[row])
				}
				second[row] = uint8(random.Intn(len(options)))
			}
			switch turn % 3 {
			case 0:
				s.columns = append(s.columns, Column{q.ID, names, given})
			case 1:
				s.columns = append(s.columns, Column{q.ID, numbers[uint8](places), given})
			case 2:
				s.columns = append(s.columns, Column{q.ID, numbers[int8](places), given})
			}
			if turn%10 == 0 {
				assessed = append(assessed, Column{q.ID, second, nil})
				for row := range second {
					if s.units[row]["assessed"] == nil {
						s.put(row, "assessed", "TPI", map[string]any{})
					}
					s.units[row]["assessed"].(map[string]any)["TPI"].(map[string]any)[q.ID] = options[second[row]]
				}
			}
		case "number":
			units := make([]int64, rows)
			for row := range units {
				if units[row] = int64(random.Intn(401)); given[row] {
					s.put(row, "answers", q.ID, fmt.Sprintf("%d.%02d", units[row]/100, units[row]%100))
				}
			}
			s.columns = append(s.columns, Column{q.ID, Decimals{units, 2}, given})
		case "ratio":
			whole, part := make([]int, rows), make([]int, rows)
			for row := range whole {
				whole[row] = random.Intn(100)
				part[row] = random.Intn(whole[row] + 1)
			}
			for i, input := range q.Inputs {
				counts := part
				if i == 0 {
					counts = whole
				}
				if len(q.Inputs) > 3 { // with parts of a total, whose columns would have to add up
					break
				}
				s.columns = append(s.columns, Column{q.ID + "/" + input.Key, typed(turn+i, counts), given})
				for row := range counts {
					if given[row] {
						answers, _ := s.units[row]["answers"].(map[string]any)
						if answers[q.ID] == nil {
							s.put(row, "answers", q.ID, map[string]any{})
						}
						s.units[row]["answers"].(map[string]any)[q.ID].(map[string]any)[input.Key] = counts[row]
					}
				}
			}
		}
	}
	if len(assessed) > 0 {
		s.columns = append(s.columns, Column{Name: "TPI", Values: assessed})
	}
	flags, days, opinions := make([]bool, rows), make(Days, rows), make([]string, rows)
	for row := range flags {
		flags[row] = random.Intn(2) == 0
		days[row] = 20_000 + int32(random.Intn(600))
		opinions[row] = []string{"WTP", "WDP"}[random.Intn(2)]
		s.put(row, "facts", "instansi.perbuatan_kkn_pada_tahun_pengajuan", flags[row])
		s.put(row, "facts", "unit.mulai_pembangunan_menuju_wbk", time.Unix(int64(days[row])*86_400, 0).UTC().Format("2006-01-02"))
		s.put(row, "facts", "instansi.opini_bpk", opinions[row])
	}
	s.columns = append(s.columns, Column{"instansi.perbuatan_kkn_pada_tahun_pengajuan", flags, nil}, Column{"unit.mulai_pembangunan_menuju_wbk", days, nil},
		Column{"instansi.opini_bpk", opinions, nil})
	return s
}

// Everything that columns give equals the assessment of each unit.
func TestColumnsEqualUnits(t *testing.T) {
	rules := load(t)
	const rows = 75 // more than 64, and no multiple of 8
	s := makeSample(t, rules, rows)
	var want []*Assessment
	err := rules.AssessEach(background, must[[]byte](t)(json.Marshal(s.units)), ask, func(_ uint64, a *Assessment, refused *Error) error {
		if refused != nil {
			return refused
		}
		want = append(want, a)
		return nil
	})
	if err != nil || len(want) != rows {
		t.Fatal(err, len(want))
	}
	seen := map[Verdict]int{}
	for _, integers := range []bool{false, true} {
		prepared := must[*Prepared](t)(rules.Prepare(PrepareOptions{AsOf: ask.AsOf, Everything: true, Integers: integers}))
		defer prepared.Close()
		got := must[*Result](t)(prepared.Assess(background, s.columns, Run{Threads: 2}))
		if got.Rows != rows || len(got.StageCertain) != rows || len(got.StagePossible) != rows {
			t.Fatal(got.Rows, len(got.StageCertain))
		}
		for row, a := range want {
			all := map[string]Predicate{}
			for _, some := range []map[string]Predicate{a.Predicates, a.Eligibility, a.Stage.Stages} {
				for name, one := range some {
					all[name] = one
				}
			}
			for column, verdicts := range got.Verdicts {
				want, parts := NotApplicable, strings.SplitN(column, "/", 2)
				one, there := all[parts[0]]
				if there && len(parts) == 1 {
					want = one.Verdict
				} else if len(parts) == 2 {
					if !there { // the conditions of a predicate that does not concern the unit are not in its assessment
						continue
					}
					for _, c := range one.Conditions {
						if c.ID == parts[1] {
							want = c.Verdict
						}
					}
				}
				if seen[want]++; verdicts[row] != want {
					t.Errorf("row %d, %s: want %v, got %v", row, column, want, verdicts[row])
				}
			}
			if got.StageCertain[row] != a.Stage.Certain || got.StagePossible[row] != a.Stage.Possible {
				t.Errorf("row %d: want the stage %v, got %v %v", row, a.Stage, got.StageCertain[row], got.StagePossible[row])
			}
			for name, exact := range a.Scores {
				scores, there := got.Scores[name]
				if !there {
					continue // questions' own scores are in the assessment alone
				}
				within(t, name, scores, scores.Certain[row], exact.Certain)
				within(t, name, scores, scores.Possible[row], exact.Possible)
			}
		}
		if len(got.Scores) < 20 || got.Scores["total"].Certain == nil || integers == (got.Scores["total"].Denominator == 1_000_000) {
			t.Error(len(got.Scores), got.Scores["total"].Denominator)
		}
	}
	for v := Met; v <= NotApplicable; v++ {
		if seen[v] == 0 {
			t.Errorf("no verdict is %v", v)
		}
	}
}

// Integers lie below the exact value, decimals next to it.
func within(t *testing.T, name string, s Scores, units int64, exact *big.Rat) {
	t.Helper()
	decimal := s.Denominator == 1_000_000
	if s.Error == 0 {
		if s.Rat(units).Cmp(exact) != 0 {
			t.Errorf("%s: want %v, got %d / %d", name, exact, units, s.Denominator)
		}
	} else if gap := new(big.Rat).Sub(exact, s.Rat(units)); !decimal && gap.Sign() < 0 || gap.Abs(gap).Cmp(s.Rat(s.Error)) >= 0 {
		t.Errorf("%s: want %v, got %d (+%d) / %d", name, exact, units, s.Error, s.Denominator)
	}
}

func TestPrepareOptions(t *testing.T) {
	rules := load(t)
	columns := []Column{{Name: "A.I.1.i.a", Values: []uint8{0, 1}}}
	some := must[*Prepared](t)(rules.Prepare(PrepareOptions{AsOf: ask.AsOf, Predicates: []string{"WBK", "WBBM"}, Scores: []string{"A.I"}, CertainOnly: true, Digits: 2}))
	got := must[*Result](t)(some.Assess(background, columns, Run{}))
	if len(got.Verdicts) != 2 || len(got.Verdicts["WBBM"]) != 2 || len(got.Scores) != 1 || got.StageCertain != nil {
		t.Errorf("%+v", got)
	}
	if s := got.Scores["A.I"]; s.Possible != nil || s.Denominator != 100 || s.Error != 1 || s.Certain[0] != 25 || s.Certain[1] != 0 || s.Rat(25).String() != "1/4" {
		t.Errorf("%+v", s)
	}
	if text := must[string](t)(some.Describe(English)); !strings.Contains(text, "WBK") && len(text) < 100 {
		t.Error(text)
	}
	more := must[*Prepared](t)(rules.Prepare(PrepareOptions{AsOf: ask.AsOf, Predicates: []string{"WBK"}, Conditions: true, Stage: true}))
	if got := must[*Result](t)(more.Assess(background, columns, Run{})); len(got.Verdicts["WBK/total"]) != 2 || len(got.StagePossible) != 2 || len(got.Scores) != 1 {
		t.Errorf("%+v", got)
	}
	fine := must[*Prepared](t)(rules.Prepare(PrepareOptions{AsOf: ask.AsOf, Digits: 18}))
	_, err := fine.Assess(background, columns, Run{}) // the possible total has two digits before its point
	wantStatus(t, err, Unsupported)
	for _, wrong := range []PrepareOptions{{}, {AsOf: "yesterday"}, {AsOf: ask.AsOf, Digits: 19}} {
		_, err := rules.Prepare(wrong)
		wantStatus(t, err, Misuse)
	}
	for _, wrong := range []PrepareOptions{{AsOf: ask.AsOf, Predicates: []string{"NONE"}}, {AsOf: ask.AsOf, Scores: []string{"total", "NONE"}}, {AsOf: "1999-01-01"}} {
		_, err := rules.Prepare(wrong)
		wantStatus(t, err, Invalid)
	}
}

// Exact or refused: int64 ends below 2^63, a decimal after 38 digits.
func TestScoresAtTheEdges(t *testing.T) {
	of := func(total string) *Rules {
		rules := must[*Rules](t)(Loader{Language: English}.Parse("rules.zi",
			`regulation r "R" scale s { A = 1 B = 0.37 C = 0 } worksheet "W" `+total+` { question a s "Q" }`))
		t.Cleanup(rules.Close)
		return rules
	}
	columns := []Column{{Name: "a", Values: []uint8{0, 1, 2}}}
	shares := []*big.Rat{big.NewRat(1, 1), big.NewRat(37, 100), new(big.Rat)}
	for _, one := range []struct {
		total string
		how   PrepareOptions
	}{
		{"4611686018427387903", PrepareOptions{Integers: true}}, {"4611686018427387904", PrepareOptions{Integers: true}},
		{"9223372036854775807", PrepareOptions{Integers: true}}, {"922337203685477580", PrepareOptions{Digits: 1}},
	} {
		one.how.AsOf = ask.AsOf
		prepared := must[*Prepared](t)(of(one.total).Prepare(one.how))
		defer prepared.Close()
		scores := must[*Result](t)(prepared.Assess(background, columns, Run{})).Scores["total"]
		total, _ := new(big.Rat).SetString(one.total)
		for row, share := range shares {
			within(t, one.total, scores, scores.Certain[row], new(big.Rat).Mul(total, share))
		}
	}
	for total, how := range map[string]PrepareOptions{
		"9223372036854775808": {Integers: true}, "100000000000000000000": {Digits: 18}, "100000000000000000000000000000000": {Digits: 6},
	} {
		how.AsOf = ask.AsOf
		_, err := of(total).Prepare(how)
		if failed := wantStatus(t, err, Invalid); !strings.Contains(failed.Text, "ZI0911") {
			t.Error(failed.Text)
		}
	}
}

func TestWrongColumns(t *testing.T) {
	rules := load(t)
	prepared := must[*Prepared](t)(rules.Prepare(PrepareOptions{AsOf: ask.AsOf}))
	itself := []Column{{Name: "TPI"}}
	itself[0].Values = itself
	const q = "A.I.1.i.a"
	for name, columns := range map[string][]Column{
		"no values":      {{Name: q}},
		"complex":        {{Name: q, Values: []complex64{1}}},
		"map":            {{Name: q, Values: map[string]int{}}},
		"lengths":        {{Name: q, Values: []uint8{0}}, {Name: "A.I.1.i.b", Values: []uint8{0, 0}}},
		"nested length":  {{Name: q, Values: []uint8{0}}, {Name: "TPI", Values: []Column{{Name: q, Values: []uint8{0, 0}}}}},
		"short Given":    {{Name: q, Values: []uint8{0, 1}, Given: []bool{true}}},
		"empty Given":    {{Name: q, Values: []uint8{0, 1}, Given: []bool{}}},
		"NUL":            {{Name: q + "\x00", Values: []uint8{0}}},
		"scale":          {{Name: "B.I.a", Values: Decimals{[]int64{1}, 39}}},
		"negative scale": {{Name: "B.I.a", Values: Decimals{[]int64{1}, -1}}},
		"cycle":          itself,
	} {
		t.Run(name, func(t *testing.T) {
			_, err := prepared.Assess(background, columns, Run{})
			wantStatus(t, err, Misuse)
		})
	}
	for name, columns := range map[string][]Column{
		"unknown":      {{Name: "Z", Values: []uint8{0}}},
		"twice":        {{Name: q, Values: []uint8{0}}, {Name: q, Values: []uint8{0}}},
		"option":       {{Name: q, Values: []uint8{2}}},
		"negative":     {{Name: q, Values: []int8{-1}}},
		"key":          {{Name: q, Values: []string{"Yes"}}},
		"bad UTF-8":    {{Name: q, Values: []string{"\xff"}}},
		"wrong type":   {{Name: q, Values: Days{1}}},
		"out of range": {{Name: "B.I.a", Values: Decimals{[]int64{401}, 2}}},
		"count":        {{Name: "A.II.1.i.a/jumlah_agen_perubahan", Values: []int64{-1}}},
		"huge":         {{Name: "A.II.1.i.a/jumlah_agen_perubahan", Values: []uint64{1 << 63}}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := prepared.Assess(background, columns, Run{})
			want := "/" + strings.Replace(columns[0].Name, "/", "~1", 1)
			if d := wantStatus(t, err, Invalid).Diagnostics; len(d) != 1 || d[0].Path != want || d[0].Code == "" {
				t.Errorf("%+v", d)
			}
		})
	}
	for _, threads := range []int{-2, 5000, 1 << 33} {
		_, err := prepared.Assess(background, nil, Run{Threads: threads})
		wantStatus(t, err, Misuse)
	}
	// Nothing is no mistake.
	for _, columns := range [][]Column{nil, {}, {{Name: q, Values: []uint8{}}}, {{Name: q, Values: []string{}}}, {{Name: "B.I.a", Values: Decimals{}}}, {{Name: "TPI", Values: []Column{}}}} {
		if got := must[*Result](t)(prepared.Assess(background, columns, Run{})); got.Rows != 0 || len(got.Verdicts["WBK"]) != 0 || got.Scores["total"].Certain == nil {
			t.Errorf("%+v", got)
		}
	}
}

func TestPlansAreShared(t *testing.T) {
	rules := load(t)
	prepared := must[*Prepared](t)(rules.Prepare(PrepareOptions{AsOf: ask.AsOf}))
	var all sync.WaitGroup
	for i := 0; i < 4; i++ {
		all.Add(1)
		go func() {
			defer all.Done()
			columns := []Column{{Name: "A.I.1.i.a", Values: make([]uint8, 20_000)}}
			var last uint64
			got, err := prepared.Assess(background, columns, Run{Threads: 2, Progress: func(done, all uint64) {
				if done < last || all != 20_000 {
					t.Error(last, done, all)
				}
				last = done
			}})
			if err != nil || got.Scores["total"].Certain[19_999] != 250_000 || last == 0 {
				t.Error(err, last)
			}
		}()
	}
	all.Wait()
}

// as gives a pointer the type of another, for types of C cannot be named here.
func as[T any](_ *T, p unsafe.Pointer) *T { return (*T)(p) }

func TestArrow(t *testing.T) {
	rules := load(t)
	prepared := must[*Prepared](t)(rules.Prepare(PrepareOptions{AsOf: ask.AsOf}))
	var a arena
	defer a.free()
	schema, array, err := a.table([]Column{{Name: "A.I.1.i.a", Values: []uint8{0, 1, 0}}})
	if err != nil {
		t.Fatal(err)
	}
	var outSchema batches.Schema
	var outArray batches.Array
	if err := prepared.AssessArrow(background, unsafe.Pointer(schema), unsafe.Pointer(array), Run{}, outSchema.Pointer(), outArray.Pointer()); err != nil {
		t.Fatal(err)
	}
	if array.release != nil || schema.release == nil {
		t.Error("the array is not taken over, or the schema is")
	}
	prepared.Close()
	got := must[*Result](t)(readResult(as(schema, outSchema.Pointer()), as(array, outArray.Pointer())))
	if outSchema.Release(); got.Rows != 3 || got.Scores["total"].Certain[2] != 250_000 || !outSchema.Released() {
		t.Errorf("%+v", got)
	}
	outArray.Release()
	err = prepared.AssessArrow(background, unsafe.Pointer(schema), unsafe.Pointer(array), Run{}, outSchema.Pointer(), outArray.Pointer())
	wantStatus(t, err, Misuse)
}

func TestArrowRefusals(t *testing.T) {
	rules := load(t)
	prepared := must[*Prepared](t)(rules.Prepare(PrepareOptions{AsOf: ask.AsOf}))
	var a arena
	defer a.free()
	schema, array, err := a.table([]Column{{Name: "A.I.1.i.a", Values: []uint8{7}}})
	if err != nil {
		t.Fatal(err)
	}
	var outSchema batches.Schema
	var outArray batches.Array
	ended, end := context.WithCancel(background)
	end()
	call := func(ctx context.Context, run Run) error {
		return prepared.AssessArrow(ctx, unsafe.Pointer(schema), unsafe.Pointer(array), run, outSchema.Pointer(), outArray.Pointer())
	}
	if err := call(ended, Run{}); !errors.Is(err, context.Canceled) || array.release == nil {
		t.Error(err)
	}
	if wantStatus(t, call(background, Run{Threads: -7}), Misuse); array.release == nil {
		t.Error("misuse takes the array over")
	}
	wantStatus(t, prepared.AssessArrow(background, nil, unsafe.Pointer(array), Run{}, outSchema.Pointer(), outArray.Pointer()), Misuse)
	wantStatus(t, prepared.AssessArrow(background, unsafe.Pointer(schema), unsafe.Pointer(array), Run{}, nil, outArray.Pointer()), Misuse)
	if wantStatus(t, call(background, Run{}), Invalid); array.release != nil || !outSchema.Released() || !outArray.Released() {
		t.Error("a refused array is not taken over, or there is something to release")
	}
}

func TestArrowStream(t *testing.T) {
	rules := load(t)
	prepared := must[*Prepared](t)(rules.Prepare(PrepareOptions{AsOf: ask.AsOf}))
	var a arena
	defer a.free()
	schema, array, err := a.table([]Column{{Name: "A.I.1.i.a", Values: []uint8{0, 1, 0}}})
	if err != nil {
		t.Fatal(err)
	}
	counter := batches.NewCounter()
	defer counter.Free()
	open := func(ctx context.Context, times int) *batches.Stream {
		t.Helper()
		var in, out batches.Stream
		in.Make(unsafe.Pointer(schema), unsafe.Pointer(array), times, counter)
		if err := prepared.AssessArrowStream(ctx, in.Pointer(), Run{Threads: 2}, out.Pointer()); err != nil || !in.Released() {
			t.Fatal(err, in.Released())
		}
		return &out
	}
	ctx, cancel := context.WithCancel(background)
	defer cancel()
	for _, one := range []context.Context{background, ctx} {
		before := counter.Count()
		out := open(one, 2)
		var names batches.Schema
		if code := out.Schema(&names); code != 0 {
			t.Fatal(code)
		}
		for batch := 0; batch < 2; batch++ {
			var results batches.Array
			if code := out.Next(&results); code != 0 || results.Released() {
				t.Fatal(code, out.LastError())
			}
			got := must[*Result](t)(readResult(as(schema, names.Pointer()), as(array, results.Pointer())))
			if got.Rows != 3 || got.Scores["total"].Certain[0] != 250_000 {
				t.Errorf("%+v", got)
			}
			results.Release()
		}
		var end batches.Array
		if code := out.Next(&end); code != 0 || !end.Released() {
			t.Error(code)
		}
		names.Release()
		if out.Release(); counter.Count()-before != 1002 || !out.Released() {
			t.Error("released: ", counter.Count()-before)
		}
	}
	var none batches.Array
	failing := open(background, -1)
	if code := failing.Next(&none); code != syscall.EIO || !strings.Contains(failing.LastError(), "the words of the stream") {
		t.Error(code, failing.LastError())
	}
	failing.Release()

	ending := open(ctx, 1_000_000_000)
	var code syscall.Errno
	for batch, limit := 0, time.Now().Add(10*time.Second); code == 0 && time.Now().Before(limit); batch++ {
		if batch == 3 {
			cancel()
		}
		var results batches.Array
		code = ending.Next(&results)
		results.Release()
	}
	if code != syscall.ECANCELED {
		t.Error(code, ending.LastError())
	}
	ending.Release()

	wantStatus(t, prepared.AssessArrowStream(background, nil, Run{}, new(batches.Stream).Pointer()), Misuse)
	var in batches.Stream
	in.Make(unsafe.Pointer(schema), unsafe.Pointer(array), 1, counter)
	if wantStatus(t, prepared.AssessArrowStream(background, in.Pointer(), Run{}, nil), Misuse); in.Released() {
		t.Error("misuse takes the stream over")
	}
	in.Release()
}

func TestDaysComeAsNumbersAndAsTexts(t *testing.T) {
	rules := must[*Rules](t)(Parse("r.zi", `regulation r "R"
fact ditutup date "Ditutup"
scale s { A = 1 B = 0 }
worksheet "W" 1 { question a s "Q" }
predicate TUTUP "Tutup" { ditutup <= 2026-05-31 }
`))
	defer rules.Close()
	prepared := must[*Prepared](t)(rules.Prepare(PrepareOptions{AsOf: "2026-05-31"}))
	defer prepared.Close()
	for _, days := range []any{Days{-1, 19936, 2932897}, []string{"1969-12-31", "2024-08-01", "never"}} {
		result := must[*Result](t)(prepared.Assess(context.Background(), []Column{{Name: "ditutup", Values: days}}, Run{}))
		if got := fmt.Sprint(result.Verdicts["TUTUP"]); got != "[met met not_met]" {
			t.Errorf("%v: %s", days, got)
		}
	}
	_, err := prepared.Assess(context.Background(), []Column{{Name: "ditutup", Values: []string{"2024-02-30"}}}, Run{})
	var refused *Error
	if !errors.As(err, &refused) || refused.Diagnostics[0].Code != "ZI0302" {
		t.Error(err)
	}
}
