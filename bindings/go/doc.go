// Package zi assesses units against rules that read like a worksheet: exactly, with reasons. It calls the C ABI (zi.h) through cgo; docs/go.md
// shows the first five minutes.
//
// Errors are values: an *Error with a Status, and with every Diagnostic at once, each with its place. Where a context ended first, the error is
// its Err(). A nil, zero or closed value is told as Misuse, as is a name that holds a NUL byte; nothing has happened then.
//
// Rules and Plans are immutable: any number of goroutines may use one at once. A Session serves one call at a time; others wait. Close frees
// the memory behind a value once no call uses it, and never waits; without Close the garbage collector does, some time. What was given out
// is never changed by a later call, nor by Close.
//
// The caller's functions that zi calls run in goroutines of their own, one at a time for each call; a panic or runtime.Goexit in one is raised
// again from the method, once the library has returned.
//
// Units, evidence, costs and reports are JSON, whose schemas are docs/*.schema.json; units as columns are in docs/columns.md.
package zi
