package zi_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"
	"path/filepath"

	"zi.example/zi"
)

const path = "../../rules/zi-2021.zi"

var (
	ctx  = context.Background()
	ask  = zi.Ask{AsOf: "2026-05-31", Language: zi.English}
	unit = []byte(`{"id": "sintetis-1", "answers": {"A.I.1.i.a": "Ya", "A.I.1.i.b": "B", "B.I.a": "3.59"}}`)
)

func loaded() *zi.Rules {
	rules, err := zi.Load(path)
	if err != nil {
		log.Fatal(err)
	}
	return rules
}

func ExampleRules_Assess() {
	rules, err := zi.Load(path)
	if err != nil {
		log.Fatal(err)
	}
	defer rules.Close()
	a, err := rules.Assess(ctx, unit, ask)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(a.ID, a.Scores["total"].Certain)
	// Output: sintetis-1 2573/160
}

func ExampleError() {
	text := `regulation klinik "Klinik"
scale abc { A = 1 B = 0 }
worksheet "Nilai" 10 { question a abd "Tim bekerja" }
`
	_, err := zi.Loader{Language: zi.English}.Parse("klinik.zi", text)
	var refused *zi.Error
	if errors.As(err, &refused) && errors.Is(err, zi.Invalid) {
		for _, d := range refused.Diagnostics {
			fmt.Printf("%s:%d:%d: %s %s\n", d.File, d.Span.Line, d.Span.Column, d.Code, d.Message)
		}
	}
	// Output: klinik.zi:3:35: ZI0202 there is no scale named `abd`
}

func ExampleRules_AssessEach() {
	rules := loaded()
	defer rules.Close()
	units := []byte(`{"id": "sintetis-1", "answers": {"A.I.1.i.a": "Ya"}}
{"id": "sintetis-2", "answers": {"A.I.1.i.a": "Yes"}}`)

	err := rules.AssessEach(ctx, units, ask, func(ordinal uint64, a *zi.Assessment, refused *zi.Error) error {
		if refused != nil {
			fmt.Println(ordinal, refused.Diagnostics[0].Code)
			return nil
		}
		fmt.Println(ordinal, a.ID, a.Scores["total"].Certain)
		return nil
	})
	if err != nil {
		log.Fatal(err)
	}
	// Output:
	// 0 sintetis-1 1/4
	// 1 ZI0807
}

func ExampleRules_Read() {
	rules := loaded()
	defer rules.Close()
	folder := "../../tests/sheets/samples/"

	units, err := rules.Read(ctx, []string{folder + "jawaban-esdm-2026-errors.xlsx", folder + "jawaban-esdm-2026-readable.xlsx"}, zi.ReadOptions{AsOf: "2026-05-31"})
	if err != nil {
		log.Fatal(err)
	}
	defer units.Close()
	for _, file := range units.Files() {
		fmt.Println(file.Words)
	}
	ask := zi.Ask{AsOf: "2026-05-31", Language: zi.English, Read: units}
	err = rules.AssessEach(ctx, nil, ask, func(ordinal uint64, a *zi.Assessment, refused *zi.Error) error {
		if refused != nil {
			first := refused.Diagnostics[0]
			fmt.Println(first.Code, first.Cell, first.Message)
			return nil
		}
		fmt.Println(a.ID, a.Scores["total"].Decimal)
		return nil
	})
	if err != nil {
		log.Fatal(err)
	}
	// Output:
	// buku kerja, lembar `BALAI CONTOH`, tata letak jawaban-esdm-2026, id dari nama berkas
	// buku kerja, lembar `Jawaban`, tata letak jawaban-esdm-2026, id dari Unit!B1
	// ZI0807 'BALAI CONTOH'!K8 `Y` is not one of the choices
	// Balai Contoh Sintetis 76.6955
}

func ExampleRules_FillWorkbook() {
	rules := loaded()
	defer rules.Close()
	out, err := os.MkdirTemp("", "zi")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(out)
	units, err := rules.Read(ctx, []string{"../../tests/sheets/samples/jawaban-esdm-2026-readable.xlsx"}, zi.ReadOptions{AsOf: "2026-05-31"})
	if err != nil {
		log.Fatal(err)
	}
	defer units.Close()

	ask := zi.Ask{AsOf: "2026-05-31", Read: units}
	filled, err := rules.FillWorkbook(ctx, ask) // a copy of the workbook that was read
	if err != nil {
		log.Fatal(err)
	}
	results, err := rules.AssessWorkbook(ctx, nil, ask) // a row for each unit
	if err != nil {
		log.Fatal(err)
	}
	for name, workbook := range map[string][]byte{"lke.xlsx": filled, "hasil.xlsx": results} {
		if err := os.WriteFile(filepath.Join(out, name), workbook, 0o666); err != nil {
			log.Fatal(err)
		}
	}
	fmt.Println(string(filled[:2]), string(results[:2]))
	// Output: PK PK
}

func ExampleSession() {
	rules := loaded()
	defer rules.Close()
	session, err := rules.Open(ctx, unit, ask)
	if err != nil {
		log.Fatal(err)
	}
	defer session.Close()

	mark, err := session.Mark()
	if err != nil {
		log.Fatal(err)
	}
	if _, err := session.SetAnswer("A.I.1.i.b", "", []byte(`"A"`)); err != nil {
		log.Fatal(err)
	}
	certain, possible, err := session.Score("total")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(certain, possible)
	if _, err := session.Undo(mark); err != nil { // it was a "what if"
		log.Fatal(err)
	}
	// Output: 2593/160 15713/160
}

func ExamplePrepared_Assess() {
	rules := loaded()
	defer rules.Close()
	prepared, err := rules.Prepare(zi.PrepareOptions{AsOf: "2026-05-31", Predicates: []string{"WBK"}, Scores: []string{"A.I.1", "B.I"}, Integers: true})
	if err != nil {
		log.Fatal(err)
	}
	defer prepared.Close()

	columns := []zi.Column{
		{Name: "A.I.1.i.a", Values: []uint8{0, 1, 0}, Given: []bool{true, true, false}},   // places of options
		{Name: "A.I.1.i.b", Values: []string{"A", "B", "C"}},                              // or their keys
		{Name: "B.I.a", Values: zi.Decimals{Units: []int64{359, 400, 0}, Scale: 2}},       // 3.59, 4.00, 0.00
		{Name: "TPI", Values: []zi.Column{{Name: "A.I.1.i.b", Values: []uint8{1, 1, 1}}}}, // what an assessor says
	}
	result, err := prepared.Assess(ctx, columns, zi.Run{Threads: -1})
	if err != nil {
		log.Fatal(err)
	}
	scores := result.Scores["A.I.1"]
	for row := 0; row < result.Rows; row++ {
		fmt.Println(scores.Rat(scores.Certain[row]), scores.Error, result.Verdicts["WBK"][row])
	}
	// Output:
	// 3/8 0 not_met
	// 1/8 0 open
	// 1/8 0 not_met
}

func ExampleLoadFS() {
	rules, err := zi.LoadFS(os.DirFS("../../rules"), "zi-2021.zi") // or an embed.FS
	if err != nil {
		log.Fatal(err)
	}
	defer rules.Close()
	fmt.Println(rules.Name(), len(rules.Things(zi.Questions, zi.English)))
	// Output: zi_2021 113
}
