/* Callbacks from C to Go: handles travel as integers, so that no Go pointer is ever kept by C. */
#ifndef ZI_GO_BRIDGE_H
#define ZI_GO_BRIDGE_H
#include <zi.h>

zi_status zi_go_load_fs(const char *path, uintptr_t handle, zi_rules **rules, zi_error **error);
zi_status zi_go_assess_units(const zi_rules *rules, const char *units, size_t size, const zi_options *options, uintptr_t handle, zi_error **error);
#endif
