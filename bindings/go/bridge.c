#include "bridge.h"

#include "_cgo_export.h"

#include <stdlib.h>
#include <string.h>

static int32_t read_file(void *user, const char *path, zi_buffer *into) { return goRead((uintptr_t)user, (char *)path, into); }

zi_status zi_go_load_fs(const char *path, uintptr_t handle, const zi_limits *limits, zi_rules **rules, zi_error **error) {
    return zi_rules_load_file(path, read_file, (void *)handle, limits, rules, error);
}

static int32_t sink(void *user, uint64_t ordinal, const char *json, size_t size, const zi_error *refused) {
    return goSink((uintptr_t)user, ordinal, (char *)json, size, (zi_error *)refused);
}

zi_status zi_go_assess_units(const zi_rules *rules, const char *units, size_t size, const zi_options *options, uintptr_t handle,
                             zi_error **error) {
    return zi_assess_units(rules, units, size, options, sink, (void *)handle, error);
}

/* Go's own calloc gives up where there is no memory; here too, since a panic could not be raised from C. */
static void *zeroed(size_t count, size_t size) {
    void *memory = calloc(count + 1, size);
    if (memory == NULL) abort();
    return memory;
}

static void release_schema(struct ArrowSchema *schema) {
    for (int64_t i = 0; i < schema->n_children; ++i) {
        zi_go_release_schema(schema->children[i]);
        free(schema->children[i]);
    }
    free(schema->children);
    free((void *)schema->format);
    free((void *)schema->name);
    schema->release = NULL;
}

static void release_array(struct ArrowArray *array) {
    for (int64_t i = 0; i < array->n_children; ++i) {
        zi_go_release_array(array->children[i]);
        free(array->children[i]);
    }
    free(array->children);
    for (int64_t i = 0; i < array->n_buffers; ++i) free((void *)array->buffers[i]);
    free(array->buffers);
    array->release = NULL;
}

void zi_go_release_schema(struct ArrowSchema *schema) {
    if (schema->release != NULL) schema->release(schema);
}

void zi_go_release_array(struct ArrowArray *array) {
    if (array->release != NULL) array->release(array);
}

zi_go_columns *zi_go_new_columns(int64_t rows, int64_t columns) {
    zi_go_columns *made = zeroed(1, sizeof *made);
    made->schema.format = strdup("+s");
    made->schema.n_children = made->array.n_children = columns;
    made->schema.children = zeroed((size_t)columns, sizeof *made->schema.children);
    made->array.children = zeroed((size_t)columns, sizeof *made->array.children);
    for (int64_t i = 0; i < columns; ++i) {
        made->schema.children[i] = zeroed(1, sizeof *made->schema.children[i]);
        made->array.children[i] = zeroed(1, sizeof *made->array.children[i]);
    }
    made->schema.release = release_schema;
    made->array.length = rows;
    made->array.n_buffers = 1;
    made->array.buffers = zeroed(1, sizeof *made->array.buffers);
    made->array.release = release_array;
    return made;
}

void zi_go_set_column(zi_go_columns *columns, int64_t place, char *name, char *format, void *bits, void *values, void *texts) {
    struct ArrowSchema *schema = columns->schema.children[place];
    struct ArrowArray *array = columns->array.children[place];
    schema->name = name;
    schema->format = format;
    schema->flags = ARROW_FLAG_NULLABLE;
    schema->release = release_schema;
    array->length = columns->array.length;
    array->null_count = bits == NULL ? 0 : -1;
    array->n_buffers = texts == NULL ? 2 : 3;
    array->buffers = zeroed(3, sizeof *array->buffers);
    array->buffers[0] = bits;
    array->buffers[1] = values;
    array->buffers[2] = texts;
    array->release = release_array;
}

void zi_go_free_columns(zi_go_columns *columns) {
    zi_go_release_schema(&columns->schema);
    zi_go_release_array(&columns->array);
    free(columns);
}
