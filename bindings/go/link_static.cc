//go:build cgo && zi_static

// Nothing: a file of C++ makes Go link what C++ needs, after the static library that needs it.
