#include "bridge.h"

#include "_cgo_export.h"

static int32_t read_file(void *user, const char *path, zi_buffer *into) { return goRead((uintptr_t)user, (char *)path, into); }

zi_status zi_go_load_fs(const char *path, uintptr_t handle, zi_rules **rules, zi_error **error) {
    return zi_rules_load_file(path, read_file, (void *)handle, NULL, rules, error);
}

static int32_t sink(void *user, uint64_t ordinal, const char *json, size_t size, const zi_error *refused) {
    return goSink((uintptr_t)user, ordinal, (char *)json, size, (zi_error *)refused);
}

zi_status zi_go_assess_units(const zi_rules *rules, const char *units, size_t size, const zi_options *options, uintptr_t handle,
                             zi_error **error) {
    return zi_assess_units(rules, units, size, options, sink, (void *)handle, error);
}
