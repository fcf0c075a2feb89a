package zi

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const samples = "../../tests/sheets/samples/"

// What a sample must give: tests/sheets/samples/README.md.
type sheetSample struct {
	File    string
	Layout  string
	Answers struct {
		Unit map[string]any `json:"answer_unit"`
	}
	Units []struct {
		ID      string
		Answers map[string]any
	}
	Errors []struct{ Cell string }
}

func sampled(t *testing.T) []sheetSample {
	var all struct{ Workbooks, CSV []sheetSample }
	if err := json.Unmarshal(must[[]byte](t)(os.ReadFile(samples+"expected.json")), &all); err != nil {
		t.Fatal(err)
	}
	return append(all.Workbooks, all.CSV...)
}

// said are the answers of an assessment; counts as numbers.
func said(t *testing.T, assessment []byte) map[string]any {
	var a struct {
		Answers map[string]struct{ Answer any }
	}
	if err := json.Unmarshal(assessment, &a); err != nil {
		t.Fatal(err)
	}
	answers := map[string]any{}
	for key, one := range a.Answers {
		if one.Answer != nil {
			answers[key] = one.Answer
		}
	}
	return answers
}

func wantAnswers(t *testing.T, found, wanted map[string]any) {
	t.Helper()
	if len(found) != len(wanted) {
		t.Errorf("%d answers, want %d", len(found), len(wanted))
	}
	for key, answer := range wanted {
		counts, ratio := answer.(map[string]any)
		if !ratio {
			if found[key] != answer {
				t.Errorf("%s: %v, want %v", key, found[key], answer)
			}
			continue
		}
		given, _ := found[key].(map[string]any)
		for input, count := range counts {
			if asText(given[input]) != asText(count) {
				t.Errorf("%s/%s: %v, want %v", key, input, given[input], count)
			}
		}
	}
}

func asText(value any) string {
	text, _ := json.Marshal(value)
	return strings.Trim(string(text), `"`)
}

func TestFilesGiveWhatTheirCellsSay(t *testing.T) {
	rules := load(t)
	forms, units := 0, 0
	for _, one := range sampled(t) {
		t.Run(one.File, func(t *testing.T) {
			data := must[[]byte](t)(os.ReadFile(samples + one.File))
			for _, source := range []Source{{Name: samples + one.File}, {Name: one.File, Data: data}} {
				read := must[*Units](t)(rules.ReadSources(background, []Source{source}, ReadOptions{AsOf: ask.AsOf, BadValues: LeaveOpen}))
				defer read.Close()
				file := read.Files()[0]
				if (file.Kind == Workbook) != (filepath.Ext(one.File) == ".xlsx") || file.Name != source.Name || !strings.Contains(file.Words, file.Layout) {
					t.Errorf("taken for %+v", file)
				}
				asked := ask
				asked.SeenBy, asked.Read = "unit", read
				if one.Units == nil {
					forms++
					if file.Layout != one.Layout {
						t.Errorf("layout %q", file.Layout)
					}
					wantAnswers(t, said(t, must[[]byte](t)(rules.AssessJSON(background, nil, asked))), one.Answers.Unit)
				}
				for _, unit := range one.Units {
					units++
					asked.Unit = unit.ID
					wantAnswers(t, said(t, must[[]byte](t)(rules.AssessJSON(background, nil, asked))), unit.Answers)
				}
			}
			if one.Units != nil || len(one.Errors) == 0 {
				return
			}
			strict := must[*Units](t)(rules.Read(background, []string{samples + one.File}, ReadOptions{AsOf: ask.AsOf}))
			defer strict.Close()
			cells := map[string]bool{}
			for _, wrong := range one.Errors {
				cells[wrong.Cell] = true
			}
			_, err := rules.Assess(background, nil, Ask{AsOf: ask.AsOf, Read: strict})
			for _, d := range wantStatus(t, err, Invalid).Diagnostics {
				if !d.Warning {
					if !cells[d.Cell] || d.File != samples+one.File {
						t.Errorf("%s in %s is no error", d.Cell, d.File)
					}
					delete(cells, d.Cell)
				}
			}
			if strict.Close(); len(cells) > 0 {
				t.Errorf("not told: %v", cells)
			}
		})
	}
	if forms < 12 || units < 20 {
		t.Errorf("%d forms, %d units", forms, units)
	}
}

func TestReadingTellsWhatIsWrong(t *testing.T) {
	rules, other := load(t), load(t)
	options := ReadOptions{AsOf: ask.AsOf}
	if _, err := rules.Read(background, []string{"none.xlsx"}, options); wantStatus(t, err, Invalid).Diagnostics[0].Code != "ZI0701" {
		t.Error(err)
	}
	_, err := rules.Read(background, nil, options)
	wantStatus(t, err, Misuse)
	_, err = rules.Read(background, []string{"a\x00b"}, options)
	wantStatus(t, err, Misuse)
	_, err = rules.Read(background, []string{samples + "long.csv"}, ReadOptions{})
	wantStatus(t, err, Misuse)
	read := must[*Units](t)(rules.Read(background, []string{samples + "wide-id.csv"}, options))
	reading := ask
	reading.Read = read
	_, err = other.Assess(background, nil, reading)
	wantStatus(t, err, Misuse)
	_, err = rules.Assess(background, unit, reading)
	wantStatus(t, err, Misuse)
	read.Close()
	_, err = rules.Assess(background, nil, reading)
	wantStatus(t, err, Misuse)
	_, err = rules.Diff(background, unit, ask, nil, reading)
	wantStatus(t, err, Misuse)
	if read.Files() != nil || (*Units)(nil).Files() != nil {
		t.Error("files of nothing")
	}
	_, err = rules.Assess(background, nil, Ask{AsOf: ask.AsOf, Read: &Units{}})
	wantStatus(t, err, Misuse)
}

func TestWorkbooksComeOut(t *testing.T) {
	rules := load(t)
	name := samples + "jawaban-portalrb-2026-readable.xlsx"
	read := must[*Units](t)(rules.Read(background, []string{name}, ReadOptions{AsOf: ask.AsOf}))
	defer read.Close()
	asked := Ask{AsOf: ask.AsOf, Read: read}
	filled := must[[]byte](t)(rules.FillWorkbook(background, asked))
	// The copy says what the workbook says.
	again := must[*Units](t)(rules.ReadSources(background, []Source{{Name: name, Data: filled}}, ReadOptions{AsOf: ask.AsOf}))
	defer again.Close()
	before, after := must[[]byte](t)(rules.AssessJSON(background, nil, asked)), must[[]byte](t)(rules.AssessJSON(background, nil, Ask{AsOf: ask.AsOf, Read: again}))
	wantAnswers(t, said(t, after), said(t, before))
	asked.Format = XLSX
	for _, workbook := range [][]byte{
		must[[]byte](t)(rules.AssessWorkbook(background, nil, asked)),
		must[[]byte](t)(rules.Readiness(background, nil, asked, "")),
		must[[]byte](t)(rules.Improve(background, nil, asked, "WBK", Improvement{Work: 1 << 16})),
		must[[]byte](t)(rules.ImproveAll(background, nil, asked, "WBK", 10, nil)),
		must[[]byte](t)(rules.Heaviest(background, nil, asked, 3)),
		must[[]byte](t)(rules.Diff(background, nil, asked, nil, Ask{AsOf: "2026-06-30", Read: read})),
	} {
		if !strings.HasPrefix(string(workbook), "PK\x03\x04") || len(workbook) < 4000 {
			t.Errorf("no workbook: %d bytes", len(workbook))
		}
	}
	_, err := rules.Why(background, nil, asked, "")
	wantStatus(t, err, Misuse)
	_, err = rules.FillWorkbook(background, Ask{AsOf: ask.AsOf})
	wantStatus(t, err, Misuse)
	table := must[*Units](t)(rules.Read(background, []string{samples + "wide-id.csv"}, ReadOptions{AsOf: ask.AsOf}))
	defer table.Close()
	_, err = rules.FillWorkbook(background, Ask{AsOf: ask.AsOf, Read: table})
	wantStatus(t, err, Invalid)
}

func TestTablesOfTextsAndFloats(t *testing.T) {
	rules := load(t)
	columns := must[[]TableColumn](t)(rules.Columns())
	byName := map[string]TableColumn{}
	for _, one := range columns {
		byName[one.Name] = one
	}
	if one := byName["B.I.a"]; one.Type != "number" || one.Max != "4" || one.Step != "0.01" || one.Title.ID == "" {
		t.Errorf("%+v", one)
	}
	if one := byName["A.II.1.i.a/jumlah_agen_perubahan"]; one.Type != "count" || one.Question != "A.II.1.i.a" || one.Input != "jumlah_agen_perubahan" {
		t.Errorf("%+v", one)
	}
	keep := PrepareOptions{AsOf: ask.AsOf, Everything: true}
	texts := must[*Result](t)(rules.AssessTable(background, []Column{
		{Name: "A.I.1.i.a", Values: []string{"Ya", "tidak", ""}},
		{Name: "B.I.a", Values: []string{"3.59", "", "4"}},
		{Name: "A.II.1.i.a/jumlah_agen_perubahan", Values: []string{"4", "2", ""}},
	}, keep, Run{}))
	nan := 0.0
	nan /= nan
	floats := must[*Result](t)(rules.AssessTable(background, []Column{
		{Name: "A.I.1.i.a", Values: []uint8{0, 1, 0}, Given: []bool{true, true, false}},
		{Name: "B.I.a", Values: []float64{3.59, nan, 4}},
		{Name: "A.II.1.i.a/jumlah_agen_perubahan", Values: []float32{4, 2, float32(nan)}},
	}, keep, Run{}))
	if asText(texts) != asText(floats) || texts.Rows != 3 {
		t.Error("texts and floats differ")
	}
	_, err := rules.AssessTable(background, []Column{{Name: "B.I.a", Values: []string{"4", "lima"}}, {Name: "A.II.1.i.a", Values: []string{"", ""}}}, keep, Run{})
	var refused *Error
	if !errors.As(err, &refused) || !strings.Contains(refused.Text, "column B.I.a, row 2") || !strings.Contains(refused.Text, "`A.II.1.i.a/jumlah_agen_perubahan`") {
		t.Error(err)
	}
}
