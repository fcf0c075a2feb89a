package zi

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// Without cgo the compiler says one thing: what is missing, and what to do.
func TestWithoutCgo(t *testing.T) {
	command := exec.Command("go", "build", "-o", os.DevNull, "./assess")
	command.Dir = "../../examples/go"
	command.Env = append(os.Environ(), "CGO_ENABLED=0")
	out, err := command.CombinedOutput()
	said := strings.Split(strings.TrimSpace(string(out)), "\n")
	if err == nil || len(said) != 2 || !strings.Contains(said[1], "Set CGO_ENABLED=1, and have a C compiler in PATH") {
		t.Errorf("%v\n%s", err, out)
	}
}
