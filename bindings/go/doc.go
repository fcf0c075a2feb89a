// Package zi assesses units against rules that read like a worksheet: exactly, with reasons. It calls the C ABI (zi.h) through cgo; docs/go.md
// shows the first five minutes.
//
// Errors are of type *Error, with a Status and all diagnostics with their places. If a context ends first, the error is its Err(). Nil, zero and
// closed values, and names with NUL bytes, give Misuse without effect.
//
// Rules and Prepared are immutable and safe for concurrent use. A Session serializes its calls. Close frees the memory of a value after the last
// running call and does not block; without Close the garbage collector does so eventually. Returned values are not changed by later calls, nor
// by Close.
//
// Callbacks run in goroutines of their own, one at a time for each call. A panic or runtime.Goexit in a callback is propagated from the method once
// the library has returned.
//
// Units, evidence, costs and reports are JSON, whose schemas are docs/*.schema.json; units as columns are in docs/columns.md.
package zi
