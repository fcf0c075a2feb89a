// clang-format off
//go:build cgo

// clang-format on

#include "bridge.h"

#include "_cgo_export.h"

#include <stdlib.h>
#include <string.h>

static int32_t read_file(void* user, const char* path, zi_buffer* into) { return goRead((uintptr_t)user, (char*)path, into); }

zi_status zi_go_load(const char* path, uintptr_t handle, const zi_limits* limits, zi_rules** rules, zi_error** error) {
    return zi_rules_load_file(path, read_file, (void*)handle, limits, rules, error);
}

static int32_t sink(void* user, uint64_t ordinal, const char* json, size_t size, const zi_error* refused) {
    return goSink((uintptr_t)user, ordinal, (char*)json, size, (zi_error*)refused);
}

zi_status zi_go_assess_units(const zi_rules* rules, const char* units, size_t size, const zi_options* options, uintptr_t handle,
                             zi_error** error) {
    return zi_assess_units(rules, units, size, options, sink, (void*)handle, error);
}

static void progress(void* user, uint64_t done, uint64_t all) { goProgress((uintptr_t)user, done, all); }

void zi_go_progress(zi_run_options* options, uintptr_t handle) {
    options->progress = progress;
    options->progress_user = (void*)handle;
}

/* A stream around another one, which tells Go of its end. */
struct watched {
    struct ArrowArrayStream inner;
    uintptr_t handle;
};

static int get_schema(struct ArrowArrayStream* stream, struct ArrowSchema* out) {
    struct watched* watched = stream->private_data;
    return watched->inner.get_schema(&watched->inner, out);
}

static int get_next(struct ArrowArrayStream* stream, struct ArrowArray* out) {
    struct watched* watched = stream->private_data;
    return watched->inner.get_next(&watched->inner, out);
}

static const char* get_last_error(struct ArrowArrayStream* stream) {
    struct watched* watched = stream->private_data;
    return watched->inner.get_last_error(&watched->inner);
}

static void release_stream(struct ArrowArrayStream* stream) {
    struct watched* watched = stream->private_data;
    watched->inner.release(&watched->inner);
    goStreamReleased(watched->handle);
    free(watched);
    stream->release = NULL;
}

zi_status zi_go_assess_stream(const zi_prepared* prepared, struct ArrowArrayStream* in, const zi_run_options* options,
                              uintptr_t handle, struct ArrowArrayStream* out, zi_error** error) {
    struct watched* watched = calloc(1, sizeof *watched);
    zi_status status = ZI_OUT_OF_MEMORY;
    /* zi_assess_stream tells misuse, so it gets a NULL `out` as it is. */
    if (watched != NULL) status = zi_assess_stream(prepared, in, options, out == NULL ? NULL : &watched->inner, error);
    if (status != ZI_OK) {
        free(watched);
        if (out != NULL && status != ZI_MISUSE) out->release = NULL;
        goStreamReleased(handle);
        return status;
    }
    watched->handle = handle;
    *out = (struct ArrowArrayStream){get_schema, get_next, get_last_error, release_stream, watched};
    return ZI_OK;
}

static void no_release_schema(struct ArrowSchema* schema) { schema->release = NULL; }
static void no_release_array(struct ArrowArray* array) { array->release = NULL; }

void zi_go_no_release(struct ArrowSchema* schema, struct ArrowArray* array) {
    schema->release = no_release_schema;
    array->release = no_release_array;
}

void zi_go_release(struct ArrowSchema* schema, struct ArrowArray* array) {
    if (schema->release != NULL) schema->release(schema);
    if (array->release != NULL) array->release(array);
}

__extension__ typedef __int128 wide;

void zi_go_widen(const int64_t* values, size_t count, void* decimals) {
    for (size_t i = 0; i < count; ++i) {
        const wide value = values[i];
        memcpy((char*)decimals + i * sizeof value, &value, sizeof value);
    }
}

size_t zi_go_narrow(const void* decimals, size_t count, int64_t* values) {
    for (size_t i = 0; i < count; ++i) {
        wide value;
        memcpy(&value, (const char*)decimals + i * sizeof value, sizeof value);
        if (value < INT64_MIN || value > INT64_MAX) return i;
        values[i] = (int64_t)value;
    }
    return count;
}
