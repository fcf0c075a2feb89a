/* Callbacks from C to Go, whose handles travel as integers, so that no Go pointer is ever kept by C; and Arrow structs, which C owns. */
#ifndef ZI_GO_BRIDGE_H
#define ZI_GO_BRIDGE_H
#include <zi.h>

zi_status zi_go_load_fs(const char *path, uintptr_t handle, const zi_limits *limits, zi_rules **rules, zi_error **error);
zi_status zi_go_assess_units(const zi_rules *rules, const char *units, size_t size, const zi_options *options, uintptr_t handle, zi_error **error);

/* Columns for zi_assess_columns. Whatever is set is freed with them; the library releases the array as it takes it over. */
typedef struct zi_go_columns {
    struct ArrowSchema schema;
    struct ArrowArray array;
} zi_go_columns;

zi_go_columns *zi_go_new_columns(int64_t rows, int64_t columns);
/* Takes over all pointers, which come from malloc. `texts`: of format "u", whose offsets are the values. */
void zi_go_set_column(zi_go_columns *columns, int64_t place, char *name, char *format, void *bits, void *values, void *texts);
void zi_go_free_columns(zi_go_columns *columns);
void zi_go_release_schema(struct ArrowSchema *schema);
void zi_go_release_array(struct ArrowArray *array);
#endif
