package zi

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

type endingFS struct{ end func() }

func (f endingFS) Open(string) (fs.File, error) {
	f.end()
	return nil, fs.ErrNotExist
}

const tiny = `regulation r "Aturan" en "Rules"
scale s { A = 1 B = 0 }
worksheet "W" 1 { question a s "Q" }
`

func TestErrorsOfRulesHavePlaces(t *testing.T) {
	_, err := Loader{Language: English}.Parse("r.zi", strings.Replace(tiny, "a s", "a z", 1))
	failed := wantStatus(t, err, Invalid)
	if len(failed.Diagnostics) != 2 || !failed.Diagnostics[0].Warning { // of the scale that is no longer used
		t.Fatalf("%+v", failed.Diagnostics)
	}
	d := failed.Diagnostics[1]
	at := strings.Index(strings.Replace(tiny, "a s", "a z", 1), "z \"Q\"")
	if d.File != "r.zi" || d.Span != (Span{3, 30, 3, 31, at, at + 1}) || d.Warning || d.Message == "" || !strings.Contains(failed.Error(), d.Code) {
		t.Fatalf("%+v %d", d, at)
	}
	_, err = Parse("r.zi", strings.Replace(tiny, "a s", "a z", 1))
	if indonesian := wantStatus(t, err, Invalid).Diagnostics[1]; indonesian.Message == d.Message || indonesian.Code != d.Code {
		t.Fatal(indonesian)
	}
}

func TestLoadFSReadsIncludes(t *testing.T) {
	files := fstest.MapFS{
		"rules/r.zi":       {Data: []byte("include \"parts/s.zi\"\n" + strings.Replace(tiny, "scale s { A = 1 B = 0 }\n", "", 1))},
		"rules/parts/s.zi": {Data: []byte("scale s { A = 1 B = 0 }\n")},
	}
	rules := must[*Rules](t)(LoadFS(files, "rules/r.zi"))
	defer rules.Close()
	if things := rules.Things(Questions, Indonesian); len(things) != 1 || things[0] != (Thing{"a", "Q"}) {
		t.Fatal(things)
	}
	if rules.Name() != "r" || rules.Title(English) != "Rules" || rules.Title(Indonesian) != "Aturan" {
		t.Fatal(rules.Name(), rules.Title(English))
	}
	if none := rules.Things(Kind(99), English); none != nil {
		t.Fatal(none)
	}
	delete(files, "rules/parts/s.zi")
	_, err := LoadFS(files, "rules/r.zi")
	if wantStatus(t, err, Invalid); !errors.Is(err, fs.ErrNotExist) {
		t.Fatal("the cause is lost: ", err)
	}
	_, err = LoadFS(nil, "rules/r.zi")
	wantStatus(t, err, Misuse)
}

func TestWarningsFormatModel(t *testing.T) {
	rules := must[*Rules](t)(Loader{Language: English}.Parse("r.zi", tiny+"scale unused { A = 1 B = 0 }\n"))
	defer rules.Close()
	warnings := must[[]Diagnostic](t)(rules.Warnings())
	if len(warnings) != 1 || !warnings[0].Warning || warnings[0].Span.Line != 4 || !strings.Contains(warnings[0].Message, "unused") {
		t.Fatalf("%+v", warnings)
	}
	quiet := must[*Rules](t)(Parse("r.zi", tiny))
	defer quiet.Close()
	if none := must[[]Diagnostic](t)(quiet.Warnings()); none != nil {
		t.Fatal(none)
	}
	formatted := must[string](t)(Loader{}.Format("r.zi", strings.ReplaceAll(tiny, " ", "  ")))
	if again := must[string](t)(Loader{}.Format("r.zi", formatted)); formatted != again || !strings.Contains(formatted, "scale s {") {
		t.Fatal(formatted, again)
	}
	_, err := Loader{}.Format("r.zi", "scale {")
	wantStatus(t, err, Invalid)
	if model := must[[]byte](t)(rules.Model()); !strings.Contains(string(model), `"unused"`) {
		t.Fatal(string(model))
	}
}

func TestLimits(t *testing.T) {
	_, err := Loader{Limits: Limits{FileBytes: 10}}.Parse("r.zi", tiny)
	wantStatus(t, err, Invalid)
	_, err = Loader{Limits: Limits{FileBytes: 10}, Files: fstest.MapFS{"r.zi": {Data: []byte(tiny)}}}.Load("r.zi")
	wantStatus(t, err, Invalid)
	_, err = Loader{Limits: Limits{BlockDepth: 257}}.Parse("r.zi", tiny)
	wantStatus(t, err, Misuse)
	small := ask
	small.Limits.StringBytes = 3
	_, err = load(t).Assess(background, unit, small)
	wantStatus(t, err, Invalid)
}

func TestVersion(t *testing.T) {
	if parts := strings.Split(Version(), "."); len(parts) != 3 {
		t.Fatal(Version())
	}
	if Invalid.String() != "ZI_INVALID" || Status(1<<40).String() != "unknown" || Status(99).String() != "unknown" {
		t.Fatal(Invalid, Status(1<<40), Status(99))
	}
}
