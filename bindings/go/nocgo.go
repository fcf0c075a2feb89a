//go:build !cgo

package zi

// Gives a readable compile error without cgo, where build tags exclude all other files.
var _ int = "zi calls the library zi_c through cgo, which is off here. Set CGO_ENABLED=1, and have a C compiler in PATH (or in CC): without one Go turns cgo off by itself. More in docs/go.md"
