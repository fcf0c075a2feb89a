#include "columnar/floor.hpp"

#include "base/wide.hpp"

#include <limits>

namespace zi::columnar {

std::optional<Floor> floor_of(const Rational& value, std::int64_t unit) {
    using Range = std::numeric_limits<std::int64_t>;
    std::optional<Wide> floor;
    bool exact;
    if (const auto parts = value.small()) {
        const Wide top = static_cast<Wide>(parts->first) * unit, rest = top % parts->second;
        floor = top / parts->second - (rest < 0 ? 1 : 0);
        exact = rest == 0;
    } else {
        const Rational product = value * Rational(unit);
        floor = floor_of(product);
        exact = product.is_integer();
    }
    if (!floor || *floor < Range::min() || *floor > Range::max()) return std::nullopt;
    return Floor{static_cast<std::int64_t>(*floor), exact};
}

}  // namespace zi::columnar
