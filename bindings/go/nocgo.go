//go:build !cgo

package zi

// Nothing compiles without cgo, and this says so: everything else in the package is left out then.
var _ int = "zi calls the library zi_c through cgo, which is off here. Set CGO_ENABLED=1, and have a C compiler in PATH (or in CC): without one Go turns cgo off by itself. More in docs/go.md"
