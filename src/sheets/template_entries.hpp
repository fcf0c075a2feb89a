/// Input cells of a form: their formats, validations and help.
#pragma once

#include "template_sums.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace zi::sheets {

/// Cell formats.
struct Looks {
    explicit Looks(lxw_workbook* book);

    lxw_format *title, *head, *text, *node, *score, *node_score;
    lxw_format *entry, *percent, *date, *words;  ///< of input cells
    lxw_format* shut;
};

/// What an input cell accepts: as help text and as data validation.
struct Asked {
    std::string type;
    lxw_format* look = nullptr;
    enum class Kind : std::uint8_t { words, count, number, date } kind = Kind::words;
    std::vector<std::string_view> options;
    double low = 0, high = 0;
    std::string check;  ///< a formula over the cell "?" that must be true; empty: bounds suffice
};

/// Input of questions, counts and facts. Model, looks and lists must outlive it.
class Entries {
public:
    Entries(const Model& model, Language language, const Looks& looks, WordLists& lists)
        : model_(model), english_(language == Language::english), looks_(looks), lists_(lists) {}

    Asked count() const;
    Asked of(const Question& question) const;  ///< not of a ratio
    Asked of(const Fact& fact) const;
    /// A number in local notation.
    std::string number_text(const Rational& number) const;
    /// Makes cells of a row input cells with the same validation and help, from the unit's on.
    void open(lxw_worksheet* sheet, std::uint32_t row, std::uint16_t columns, const Asked& asked, std::string_view title,
              std::string_view help);

private:
    std::string_view say(std::string_view id, std::string_view en) const { return english_ ? en : id; }
    Asked words(const std::vector<std::string_view>& options) const;
    Asked number(const Rational& low, const Rational& high, const std::optional<Rational>& step, bool percent) const;
    std::string long_list(const Asked& asked);

    const Model& model_;
    bool english_;
    const Looks& looks_;
    WordLists& lists_;
    std::map<std::string, std::string> long_lists_;  ///< by Asked::type
};

}  // namespace zi::sheets
