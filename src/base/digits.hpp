/// How is a whole number written as a decimal?
#pragma once

#include <cstddef>

namespace zi {

/// Digits of a whole number from the back, with a point before the last `places`. Returns where they begin.
template <class Unsigned>
char* write_decimal(Unsigned value, std::size_t places, char* end) {
    for (std::size_t written = 0; value != 0 || written <= places; ++written, value /= 10) {
        if (written == places && places > 0) *--end = '.';
        *--end = static_cast<char>('0' + static_cast<int>(value % 10));
    }
    return end;
}

}  // namespace zi
