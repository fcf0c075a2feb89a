/// What does a value mean in a column's field? A fast path for plain values; others are left to the checker of values, which
/// knows every spelling and words every refusal.
#pragma once

#include "zi/columns.hpp"
#include "zi/limits.hpp"

#include "base/power_of_ten.hpp"
#include "units/checker.hpp"

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace zi::io {

/// An index, boolean, date or number, as ColumnsBuilder::put takes it: value / 10^decimals.
struct PlainValue {
    std::int64_t value = 0;
    unsigned decimals = 0;

    Rational exact() const { return {value, power_of_ten(decimals)}; }
};
/// The same, or a number that is not whole.
using FieldValue = std::variant<PlainValue, Rational>;
FieldValue as_field_value(const Rational& number);
void put(ColumnsBuilder& builder, FieldIndex field, std::size_t row, const FieldValue& value);

/// A text of up to 7 bytes as a number: its bytes, the first one lowest, and its length above them.
constexpr std::size_t longest_short = 7;
inline std::uint64_t short_text(std::string_view text) {
    std::uint64_t number = std::uint64_t{text.size()} << 56;
    for (std::size_t i = 0; i < text.size(); ++i) number |= std::uint64_t{static_cast<unsigned char>(text[i])} << (8 * i);
    return number;
}
/// The same of `size` bytes, where 8 may be looked at.
inline std::uint64_t short_text(const char* text, std::size_t size) {
    if constexpr (std::endian::native != std::endian::little) return short_text({text, size});
    std::uint64_t number = 0;
    std::memcpy(&number, text, sizeof number);
    return (number & ((std::uint64_t{1} << (8 * size)) - 1)) | std::uint64_t{size} << 56;
}

/// 1 + the place of a short text among others; 0: it is none of them. Without a branch that depends on which: nobody can guess
/// it.
inline std::size_t place_among(std::span<const std::uint64_t> words, std::uint64_t word) {
    std::size_t place = 0;
    for (std::size_t i = 0; i < words.size(); ++i) place += words[i] == word ? i + 1 : 0;
    return place;
}

class PlainValues {
public:
    PlainValues(const Model& model, const ColumnLayout& layout, const Limits& limits);

    /// The key of an option or member, or a date.
    std::optional<PlainValue> word(FieldIndex field, std::string_view text) const;
    /// Digits, optionally with a decimal point: a JSON number without sign or exponent.
    std::optional<PlainValue> number(FieldIndex field, std::string_view text) const;
    /// Whichever of these the field asks for; yes or no of a flag.
    std::optional<PlainValue> spelled(FieldIndex field, std::string_view text) const;
    /// What the field's question or fact admits.
    bool admits(FieldIndex field, const PlainValue& value) const;

    bool is_flag(FieldIndex field) const { return kinds_[field].kind == Kind::flag; }
    bool is_number(FieldIndex field) const { return kinds_[field].kind == Kind::number || kinds_[field].kind == Kind::count; }
    bool is_date(FieldIndex field) const { return kinds_[field].kind == Kind::date; }
    /// Keys of options or members, by index; null for other fields.
    const std::vector<std::string_view>* keys(FieldIndex field) const {
        return kinds_[field].kind == Kind::word ? &kinds_[field].keys : nullptr;
    }
    /// The same keys as short_text has them; empty: one of them is too long, or the field has none.
    std::span<const std::uint64_t> short_keys(FieldIndex field) const { return kinds_[field].short_keys; }
    /// Whole numbers within these are admitted; nothing where that is not all there is to it.
    std::optional<std::pair<std::int64_t, std::int64_t>> bounds(FieldIndex field) const;

    // ---- What is not plain -----------------------------------------------------------------------------------------
    // Nothing where it is refused, of which `out` tells.

    /// As it is written. What is not plainly yes or no is none of documents and evidence.
    std::optional<FieldValue> read(FieldIndex field, const units::Value& value, Diagnostics& out);
    /// A number of a field of numbers or counts. Not for documents and evidence.
    std::optional<FieldValue> check(FieldIndex field, const Rational& number, Diagnostics& out) const;

private:
    enum class Kind : std::uint8_t { word, number, count, flag, date };
    /// The integers, in units of 10^-decimals, that are in range; initially empty.
    struct Range {
        std::int64_t low = 0, high = -1, step = 0;  ///< step 0: none
        bool exact_step = true;                     ///< false: the step is no multiple of the unit
    };
    static constexpr std::size_t prepared = 10;
    struct FieldKind {
        Kind kind = Kind::flag;
        std::vector<std::string_view> keys;
        std::vector<std::uint64_t> short_keys;  ///< the same, if all of them are short
        Rational min, max;
        std::optional<Rational> step;
        bool strict = false;  ///< per cent: a fraction must not pass for it
        std::array<Range, prepared> ranges;
    };
    void set_range(FieldKind& kind, const Rational& min, const Rational& max, const std::optional<Rational>& step) const;

    const Model& model_;
    const ColumnLayout& layout_;
    const Limits& limits_;
    units::Checker checker_;
    std::vector<FieldKind> kinds_;
};

}  // namespace zi::io
