package zi

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// docs/go.md shows whole files below comments that name them, other Go that stands in example_test.go, and commands, which run here: those below the
// comment that says so.
func TestDocumentation(t *testing.T) {
	root := must[string](t)(filepath.Abs("../.."))
	page := string(read(t, root+"/docs/go.md"))
	examples := regexp.MustCompile(`(?m)^\t`).ReplaceAllString(string(read(t, "example_test.go")), "")
	counts := map[string]int{}
	for _, found := range regexp.MustCompile("(?ms)(?:^<!-- ([^\n]+) -->\n)?^```([a-z]+)\n(.*?)^```$").FindAllStringSubmatch(page, -1) {
		comment, language, block := found[1], found[2], found[3]
		switch {
		case strings.HasPrefix(comment, "examples/"):
			counts["file"]++
			if want := string(read(t, root+"/"+comment)); block != want {
				t.Errorf("the page does not show %s, which is %s", comment, want)
			}
		case language == "go":
			counts["go"]++
			if !strings.Contains(examples, block) {
				t.Errorf("example_test.go does not hold %s", block)
			}
		case comment == "run by bindings/go/docs_test.go":
			counts["sh"]++
			runShown(t, root, block)
		}
	}
	if counts["file"] != 3 || counts["go"] < 4 || counts["sh"] != 2 {
		t.Error("the page shows something else than it did: ", counts)
	}
}

// runShown runs commands of the page, which speaks of the prefix ~/zi and of a checkout in ~/src/zi, in an empty folder, and looks at what they print.
func runShown(t *testing.T, root, block string) {
	t.Helper()
	prefix := os.Getenv("ZI_PREFIX")
	if prefix == "" {
		t.Fatal("ZI_PREFIX names the prefix of an installed zi; bindings/go/test sets it")
	}
	block = strings.NewReplacer("~/src/zi", root, "$HOME/src/zi", root, "~/zi", prefix).Replace(block)
	folder := t.TempDir()
	command := exec.Command("sh", "-euc", block)
	command.Dir = folder
	out, err := command.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "2573/160") {
		t.Errorf("%v\n%s\n%s", err, block, out)
	}
}
