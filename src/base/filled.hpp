#pragma once

// Texts with places for values: filled("{} of {}", 2, name). All that zi asks of std::format, which g++ 12 does not have; fmt's
// headers take seconds to compile in every file that includes them.

#include "zi/index.hpp"

#include <array>
#include <charconv>
#include <concepts>
#include <span>
#include <string>
#include <string_view>

namespace zi {

/// What `{}` in a pattern stands for: a text, which must outlive this, or a whole number.
class Shown {
public:
    Shown(std::convertible_to<std::string_view> auto const& text) : text_(text) {}
    template <std::integral Number>
    requires(!std::same_as<Number, bool> && sizeof(Number) <= 8) Shown(Number number) {
        if constexpr (std::same_as<Number, char>)
            digits_[0] = number, text_ = {digits_.data(), 1};
        else
            text_ = {digits_.data(), std::to_chars(digits_.data(), digits_.data() + digits_.size(), number).ptr};
    }
    template <class What>
    Shown(IndexOf<What> place) : Shown(Index{place}) {}
    Shown(const Shown&) = delete;
    std::string_view text() const { return text_; }

private:
    std::array<char, 20> digits_{};  // a sign and 19 digits, or 20 digits
    std::string_view text_;
};

/// A pattern that is chosen when the program runs, such as that of a language. `{}` beyond the values stand for nothing, and
/// values beyond `{}` are not shown.
struct Chosen {
    std::string_view text;
};

/// A text with a number of `{}`; `{{` and `}}` are braces.
template <std::size_t places>
class Pattern {
public:
    /// Does not compile with another number of `{}`, or with other things in braces.
    consteval Pattern(const char* text) : text_(text) {
        std::size_t found = 0;
        for (std::size_t i = 0; i < text_.size(); ++i) {
            if (text_[i] != '{' && text_[i] != '}') continue;
            if (i + 1 == text_.size()) throw "a brace alone";
            if (text_[i] == '{' && text_[i + 1] == '}')
                ++found;
            else if (text_[i + 1] != text_[i])
                throw "a brace alone";
            ++i;
        }
        if (found != places) throw "as many {} as values";
    }
    Pattern(Chosen chosen) : text_(chosen.text) {}
    std::string_view text() const { return text_; }

private:
    std::string_view text_;
};

std::string fill_in(std::string_view pattern, std::span<const Shown> values);

/// The pattern with the values in their places.
template <class... Values>
std::string filled(Pattern<sizeof...(Values)> pattern, const Values&... values) {
    const std::array<Shown, sizeof...(Values)> shown{Shown(values)...};
    return fill_in(pattern.text(), shown);
}

/// A whole number with zeros before it, up to a width, in capital digits of the base.
std::string padded(unsigned number, std::size_t width, int base = 10);

}  // namespace zi
