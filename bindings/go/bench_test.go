package zi

import (
	"encoding/json"
	"math/big"
	"testing"
)

// Each benchmark checks what it measures.

func BenchmarkAssessJSON(b *testing.B) {
	rules := load(b)
	for i := 0; i < b.N; i++ {
		if got := must[[]byte](b)(rules.AssessJSON(background, unit, ask)); len(got) < 20_000 {
			b.Fatal(string(got))
		}
	}
}

func BenchmarkAssess(b *testing.B) {
	rules := load(b)
	for i := 0; i < b.N; i++ {
		if got := must[*Assessment](b)(rules.Assess(background, unit, ask)); got.Scores["total"].Certain.String() != "2573/160" {
			b.Fatal(got.Scores["total"])
		}
	}
}

func BenchmarkSessionEdit(b *testing.B) {
	s := must[*Session](b)(load(b).Open(background, unit, ask))
	defer s.Close()
	values := [][]byte{[]byte(`"B"`), []byte(`"A"`)}
	for i := 0; i < b.N; i++ {
		if _, err := s.SetAnswer("A.I.1.i.b", "", values[i%2]); err != nil {
			b.Fatal(err)
		}
	}
	b.StopTimer()
	if certain, _, err := s.Score("total"); err != nil || certain.String() != []string{"2573/160", "2593/160"}[(b.N-1)%2] {
		b.Fatal(certain, err)
	}
}

// 100,000 units with an answer to each question that has options; every second one answers everything as good as can be.
func BenchmarkColumns100k(b *testing.B) {
	const rows = 100_000
	rules := load(b)
	prepared := must[*Prepared](b)(rules.Prepare(PrepareOptions{AsOf: ask.AsOf, Predicates: []string{"WBK"}, CertainOnly: true}))
	defer prepared.Close()
	var columns []Column
	values := make([]uint8, rows)
	for row := 1; row < rows; row += 2 {
		values[row] = 1
	}
	model := modelOf(b, rules)
	for _, q := range model.Questions {
		if q.Kind == "options" {
			columns = append(columns, Column{Name: q.ID, Values: values})
		}
	}
	var want [2]int64 // millionths, by way of one unit each
	for row := range want {
		answers := map[string]string{}
		for _, q := range model.Questions {
			if q.Kind == "options" {
				answers[q.ID] = model.options(*q.Scale)[row]
			}
		}
		one := must[[]byte](b)(json.Marshal(map[string]any{"id": "s", "answers": answers}))
		exact := must[*Assessment](b)(rules.Assess(background, one, ask)).Scores["total"].Certain
		want[row] = new(big.Int).Div(new(big.Int).Mul(exact.Num(), big.NewInt(1_000_000)), exact.Denom()).Int64()
	}
	b.SetBytes(int64(rows * len(columns)))
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		got := must[*Result](b)(prepared.Assess(background, columns, Run{}))
		total := got.Scores["total"].Certain
		if got.Rows != rows || total[0] != want[0] || total[rows-2] != want[0] || total[1] != want[1] || total[rows-1] != want[1] {
			b.Fatal(total[:2], want)
		}
	}
}
