/* What Go cannot do itself: pass its functions to C, and numbers of 128 bits. Handles travel as integers, so that C never keeps
 * a Go pointer. */
#ifndef ZI_GO_BRIDGE_H
#define ZI_GO_BRIDGE_H
#include <zi.h>

zi_status zi_go_load(const char* path, uintptr_t handle, const zi_limits* limits, zi_rules** rules, zi_error** error);
zi_status zi_go_assess_units(const zi_rules* rules, const char* units, size_t size, const zi_options* options, uintptr_t handle,
                             zi_error** error);
void zi_go_progress(zi_run_options* options, uintptr_t handle);

/* zi_assess_stream, where goStreamReleased(handle) is called once `out` is released, or before this returns a failure. */
zi_status zi_go_assess_stream(const zi_prepared* prepared, struct ArrowArrayStream* in, const zi_run_options* options,
                              uintptr_t handle, struct ArrowArrayStream* out, zi_error** error);

/* Release callbacks of structs whose memory is an arena's: nothing is left to do. */
void zi_go_no_release(struct ArrowSchema* schema, struct ArrowArray* array);
/* What consumers of the interface do. */
void zi_go_release(struct ArrowSchema* schema, struct ArrowArray* array);

/* decimal128 from int64, and back: the index of the first that does not fit, else `count`. */
void zi_go_widen(const int64_t* values, size_t count, void* decimals);
size_t zi_go_narrow(const void* decimals, size_t count, int64_t* values);
#endif
