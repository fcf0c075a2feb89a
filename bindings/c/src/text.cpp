// Version, names, texts and cancel flags.
#include "guard.hpp"

#include <cstdint>
#include <cstring>

using namespace zi;

uint32_t zi_abi_version(void) { return ZI_ABI_VERSION; }

const char* zi_version(void) { return ZI_VERSION; }

const char* zi_status_name(zi_status status) {
    // A C caller may pass any number; in C++ an out-of-range enumerator would be undefined.
    std::int32_t number = 0;
    static_assert(sizeof number == sizeof status);
    std::memcpy(&number, &status, sizeof number);
    switch (number) {
        case ZI_OK: return "ZI_OK";
        case ZI_MISUSE: return "ZI_MISUSE";
        case ZI_INVALID: return "ZI_INVALID";
        case ZI_OUT_OF_MEMORY: return "ZI_OUT_OF_MEMORY";
        case ZI_CANCELLED: return "ZI_CANCELLED";
        case ZI_CALLBACK: return "ZI_CALLBACK";
        case ZI_UNSUPPORTED: return "ZI_UNSUPPORTED";
        case ZI_INTERNAL: return "ZI_INTERNAL";
    }
    return "unknown";
}

const char* zi_text_data(const zi_text* text) { return c::is(text) ? text->text.c_str() : nullptr; }
size_t zi_text_size(const zi_text* text) { return c::is(text) ? text->text.size() : 0; }
void zi_text_free(zi_text* text) { c::free_handle(text); }

zi_status zi_cancel_new(zi_cancel** cancel, zi_error** error) {
    return c::guarded(error, [&] {
        auto& out = c::place(cancel, "cancel");
        out = new zi_cancel();
    });
}
void zi_cancel_set(zi_cancel* cancel) {
    if (c::is(cancel)) cancel->set = true;
}
void zi_cancel_clear(zi_cancel* cancel) {
    if (c::is(cancel)) cancel->set = false;
}
void zi_cancel_free(zi_cancel* cancel) { c::free_handle(cancel); }
