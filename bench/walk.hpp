/// How long does simdjson take to walk the units of a text?
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

namespace bench {

/// Every key and every value of each line once, through simdjson On Demand; nothing is kept.
class Walk {
public:
    explicit Walk(std::string_view text);
    ~Walk();
    /// How many lines there are.
    std::size_t operator()() const;

private:
    struct Text;
    std::unique_ptr<const Text> text_;
};

}  // namespace bench
