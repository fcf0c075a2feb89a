/// What do functions that return one text have in common?
#pragma once

#include "units.hpp"

#include "zi/improve.hpp"

namespace zi::c {

/// A call that returns one text.
template <class Make>
zi_status text_of(zi_text** text, const char* parameter, zi_error** error, Make&& make) {
    return guarded(error, [&] {
        auto& out = place(text, parameter);
        give(out, make());
    });
}

inline Costs costs_of(Units& units, const zi_improve_options& how) {
    const std::string_view text = bytes(how.costs, how.costs_size, "how.costs");
    if (how.costs == nullptr) return {};
    return accepted(units.inquiry().costs(text));
}

}  // namespace zi::c
