/// How many parts of a need must be met?
#pragma once

#include "zi/model.hpp"

#include <algorithm>

namespace zi::columnar {

inline std::uint32_t parts_wanted(const Need& need) {
    const auto parts = static_cast<std::uint32_t>(need.parts.size());
    switch (need.kind) {
        case Need::Kind::any: return 1;
        case Need::Kind::at_least: return std::min(need.count, parts);
        case Need::Kind::all:
        case Need::Kind::document: break;
    }
    return parts;
}

}  // namespace zi::columnar
