/// Where does randomness come from? From a list of small numbers that rapidcheck makes, and makes smaller when a property
/// fails.
#pragma once

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <initializer_list>
#include <ostream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace zi::test {

/// Hands out one decision after the other. A list that has run out gives 0, which generators take for the simplest choice: a
/// shorter list, or one with smaller numbers, makes a simpler thing. That is how failing cases shrink.
class Choices {
public:
    explicit Choices(std::vector<std::uint16_t> list) : list_(std::move(list)) {}

    /// 0 .. count - 1.
    std::size_t below(std::size_t count) {
        const std::size_t raw = next_ < list_.size() ? list_[next_] : 0;
        ++next_;
        return raw % count;
    }
    std::size_t between(std::size_t low, std::size_t high) { return low + below(high - low + 1); }
    /// True once in `count` cases; false when the list has run out.
    bool one_in(std::size_t count) { return below(count) == 1; }
    /// True in `percent` of all cases; false when the list has run out.
    bool likely(std::size_t percent) { return below(100) + percent >= 100; }

    template <class T>
    T pick(std::initializer_list<T> values) {
        return *(values.begin() + below(values.size()));
    }
    template <class T>
    const T& pick(const std::vector<T>& values) {
        return values[below(values.size())];
    }

private:
    std::vector<std::uint16_t> list_;
    std::size_t next_ = 0;
};

/// The normal tier is 1; ZI_TEST_SCALE=20 runs twenty times as many cases.
inline int scaled(int cases) {
    const char* scale = std::getenv("ZI_TEST_SCALE");
    const int factor = scale ? std::atoi(scale) : 1;
    return cases * (factor > 0 ? factor : 1);
}

/// A list of choices that does not flood the message of a failing property, which shows what was made of it.
struct List {
    std::vector<std::uint16_t> numbers;
    friend std::ostream& operator<<(std::ostream& out, const List& list) {
        const auto used = std::find_if(list.numbers.rbegin(), list.numbers.rend(), [](std::uint16_t n) { return n != 0; });
        return out << list.numbers.rend() - used << " choices";
    }
};

/// Checks a property for many lists of choices. The seed is fixed, so that a failure today is a failure tomorrow; ZI_TEST_SEED
/// asks for another one.
template <class Property>
void for_all(int cases, int choices, Property property) {
    const char* seed = std::getenv("ZI_TEST_SEED");
    rc::detail::TestParams params;
    params.seed = seed ? std::strtoull(seed, nullptr, 10) : 20211231;
    params.maxSuccess = scaled(cases);
    // Without `resize` the first cases would draw small numbers only.
    const auto number = rc::gen::resize(rc::kNominalSize, rc::gen::inRange<std::uint16_t>(0, 65535));
    const auto lists = rc::gen::map(rc::gen::container<std::vector<std::uint16_t>>(static_cast<std::size_t>(choices), number),
                                    [](std::vector<std::uint16_t> numbers) { return List{std::move(numbers)}; });
    const auto result = rc::detail::checkTestable(
        [&] {
            Choices decisions((*lists).numbers);
            property(decisions);
        },
        rc::detail::TestMetadata{testing::UnitTest::GetInstance()->current_test_info()->name(), ""}, params);
    if (result.template is<rc::detail::SuccessResult>()) return;
    std::ostringstream text;
    rc::detail::printResultMessage(result, text);
    FAIL() << text.str();
}

}  // namespace zi::test
