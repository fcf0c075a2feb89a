// Package batches is for tests alone: an Arrow stream in C, and what a consumer of one does.
package batches

/*
#cgo pkg-config: zi_c
#include <errno.h>
#include <stdlib.h>
#include <zi.h>

struct given {
    struct ArrowSchema *schema;
    struct ArrowArray *array;
    int left;
    int *released;
};

static void released_schema(struct ArrowSchema *schema) { schema->release = NULL; }
static void released_array(struct ArrowArray *array) {
    ++*(int *)array->private_data;
    array->release = NULL;
}
static void released_stream(struct ArrowArrayStream *stream) {
    struct given *given = stream->private_data;
    *given->released += 1000;
    free(given);
    stream->release = NULL;
}
static int get_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out) {
    *out = *((struct given *)stream->private_data)->schema;
    out->release = released_schema;
    return 0;
}
static int get_next(struct ArrowArrayStream *stream, struct ArrowArray *out) {
    struct given *given = stream->private_data;
    out->release = NULL;
    if (given->left < 0) return EIO;
    if (given->left-- == 0) return given->left = 0;
    *out = *given->array;
    out->private_data = given->released;
    out->release = released_array;
    return 0;
}
static const char *get_last_error(struct ArrowArrayStream *stream) { return stream == NULL ? NULL : "the words of the stream"; }

static void make(struct ArrowArrayStream *stream, void *schema, void *array, int times, int *released) {
    struct given *given = malloc(sizeof *given);
    *given = (struct given){schema, array, times, released};
    *stream = (struct ArrowArrayStream){get_schema, get_next, get_last_error, released_stream, given};
}
static int schema_of(struct ArrowArrayStream *stream, struct ArrowSchema *out) { return stream->get_schema(stream, out); }
static int next_of(struct ArrowArrayStream *stream, struct ArrowArray *out) { return stream->get_next(stream, out); }
static const char *last_error_of(struct ArrowArrayStream *stream) { return stream->get_last_error(stream); }
static void release(struct ArrowSchema *schema, struct ArrowArray *array, struct ArrowArrayStream *stream) {
    if (schema != NULL && schema->release != NULL) schema->release(schema);
    if (array != NULL && array->release != NULL) array->release(array);
    if (stream != NULL && stream->release != NULL) stream->release(stream);
}
*/
import "C"

import (
	"syscall"
	"unsafe"
)

// Places for structs of the Arrow C interfaces.
type (
	Schema struct{ c C.struct_ArrowSchema }
	Array  struct{ c C.struct_ArrowArray }
	Stream struct{ c C.struct_ArrowArrayStream }
)

// Pointer is for the package under test.
func (s *Schema) Pointer() unsafe.Pointer { return unsafe.Pointer(&s.c) }
func (a *Array) Pointer() unsafe.Pointer  { return unsafe.Pointer(&a.c) }
func (s *Stream) Pointer() unsafe.Pointer { return unsafe.Pointer(&s.c) }

// Released says whether there is nothing to release.
func (s *Schema) Released() bool { return s.c.release == nil }
func (a *Array) Released() bool  { return a.c.release == nil }
func (s *Stream) Released() bool { return s.c.release == nil }

// Release releases what has not been.
func (s *Schema) Release() { C.release(&s.c, nil, nil) }
func (a *Array) Release()  { C.release(nil, &a.c, nil) }
func (s *Stream) Release() { C.release(nil, nil, &s.c) }

// Schema, Next and LastError are what a consumer calls.
func (s *Stream) Schema(out *Schema) syscall.Errno { return syscall.Errno(C.schema_of(&s.c, &out.c)) }
func (s *Stream) Next(out *Array) syscall.Errno    { return syscall.Errno(C.next_of(&s.c, &out.c)) }
func (s *Stream) LastError() string                { return C.GoString(C.last_error_of(&s.c)) }

// Counter counts arrays that were released, and a thousand for a stream, in C memory.
type Counter struct{ c *C.int }

func NewCounter() Counter    { return Counter{(*C.int)(C.calloc(1, C.sizeof_int))} }
func (c Counter) Count() int { return int(*c.c) }
func (c Counter) Free()      { C.free(unsafe.Pointer(c.c)) }

// Make makes s a stream that gives an array so many times; where times is negative it fails. The struct behind array is copied, what it points to is not.
func (s *Stream) Make(schema, array unsafe.Pointer, times int, released Counter) {
	C.make(&s.c, schema, array, C.int(times), released.c)
}
