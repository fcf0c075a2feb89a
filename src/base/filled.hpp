#pragma once

// String formatting: filled("{} of {}", 2, name). The subset of std::format that zi needs, which g++ 12 lacks; fmt's headers
// take seconds to compile in every file that includes them.

#include "zi/index.hpp"

#include <array>
#include <charconv>
#include <concepts>
#include <span>
#include <string>
#include <string_view>

namespace zi {

/// An argument: a text, which must outlive this object, or an integer.
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

/// A pattern chosen at run time, such as by language. Surplus `{}` are replaced by nothing, surplus arguments are ignored.
struct Chosen {
    std::string_view text;
};

/// A pattern with a fixed number of `{}`, checked at compile time; `{{` and `}}` are braces.
template <std::size_t places>
class Pattern {
public:
    /// Does not compile with another number of `{}`, or with anything in the braces.
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

/// The pattern with its arguments filled in.
template <class... Values>
std::string filled(Pattern<sizeof...(Values)> pattern, const Values&... values) {
    const std::array<Shown, sizeof...(Values)> shown{Shown(values)...};
    return fill_in(pattern.text(), shown);
}

/// An integer with leading zeros up to a width, in upper-case digits of the base.
std::string padded(unsigned number, std::size_t width, int base = 10);

}  // namespace zi
