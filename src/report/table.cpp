#include "conditions.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace zi {

namespace {

constexpr int decimal_places = 2;
constexpr std::size_t widest_name = 32;

std::size_t width_of(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string cut(std::string_view text, std::size_t width) {
    if (width_of(text) <= width) return std::string(text);
    std::size_t end = 0;
    for (std::size_t count = 0; end < text.size(); ++end) {
        if ((static_cast<unsigned char>(text[end]) & 0xC0) != 0x80 && ++count == width) break;
    }
    return std::string(text.substr(0, end)) + "\u2026";
}

/// One word: a table of words as long as "tidak terpenuhi" does not fit a terminal.
std::string_view short_word(Verdict verdict, Language language) {
    const bool indonesian = language == Language::indonesian;
    switch (verdict) {
        case Verdict::met: return indonesian ? "ya" : "yes";
        case Verdict::not_met: return indonesian ? "tidak" : "no";
        case Verdict::open: break;
    }
    return word(verdict, language);
}

/// Does another predicate stand for this one? Then it is counted below the table, but has no column.
bool is_part(const Model& model, Index index) {
    return model.predicates[index].kind == Predicate::Kind::eligibility && std::any_of(model.predicates.begin(), model.predicates.end(), [&](const Predicate& other) {
        return std::any_of(other.conditions.begin(), other.conditions.end(), [&](const Condition& condition) {
            return condition.subject == Condition::Subject::predicate && condition.index == index;
        });
    });
}

/// "83.47", or "70.10-85.32" while questions are open. Truncated, not rounded: a table must not lift a score over a threshold.
std::string interval(const Score& score) {
    const auto truncated = [](const Rational& value) {
        std::string text = value.decimal(decimal_places);
        // Rounded up: half a unit of the last place less rounds to the place below.
        if (value < *Rational::parse(text, text.size())) text = (value - Rational(1, 200)).decimal(decimal_places);
        return text;
    };
    return score.certain == score.possible ? truncated(score.certain) : truncated(score.certain) + "-" + truncated(score.possible);
}

}  // namespace

Table::Table(const Model& model, Language language) : model_(model), language_(language), counts_(model.predicates.size(), {0, 0, 0, 0}) {}

void Table::add(const Unit& unit, const Assessment& assessment) {
    std::vector<std::string> row{cut(plain(unit.id), widest_name), cut(plain(unit.name), widest_name), interval(assessment.nodes.front())};
    for (const Index child : model_.nodes.front().children) row.push_back(interval(assessment.nodes[child]));
    for (std::size_t i = 0; i < assessment.predicates.size(); ++i) {
        const PredicateResult& result = assessment.predicates[i];
        ++counts_[i][result.concerned ? static_cast<std::size_t>(result.verdict) : 3];
        row.emplace_back(result.concerned ? short_word(result.verdict, language_) : std::string_view("-"));
    }
    rows_.push_back(std::move(row));
}

std::string Table::text() const {
    const bool indonesian = language_ == Language::indonesian;
    std::vector<std::string> head{indonesian ? "Unit" : "Unit", indonesian ? "Nama" : "Name", "Total"};
    for (const Index child : model_.nodes.front().children) head.push_back(model_.nodes[child].id);
    std::vector<bool> shown(head.size(), true);
    for (Index i = 0; i < model_.predicates.size(); ++i) {
        head.push_back(model_.predicates[i].name);
        const bool concerns = counts_[i][3] < rows_.size() || rows_.empty();
        shown.push_back(concerns && !is_part(model_, i));
    }
    shown[1] = std::any_of(rows_.begin(), rows_.end(), [](const auto& row) { return !row[1].empty(); });

    std::vector<std::size_t> widths;
    for (std::size_t c = 0; c < head.size(); ++c) {
        std::size_t width = width_of(head[c]);
        for (const auto& row : rows_) width = std::max(width, width_of(row[c]));
        widths.push_back(width);
    }
    std::string out;
    const auto line = [&](const std::vector<std::string>& cells) {
        std::string text;
        const std::size_t scores = 3 + model_.nodes.front().children.size();
        for (std::size_t c = 0; c < cells.size(); ++c) {
            if (!shown[c]) continue;
            const std::string padding(widths[c] - width_of(cells[c]), ' ');
            if (!text.empty()) text += "  ";
            text += c >= 2 && c < scores ? padding + cells[c] : cells[c] + padding;
        }
        text.erase(text.find_last_not_of(' ') + 1);
        out += text + '\n';
    };
    line(head);
    for (const auto& row : rows_) line(row);

    out += fmt::format("\n{} unit\n", rows_.size());
    for (std::size_t i = 0; i < model_.predicates.size(); ++i) {
        const auto& count = counts_[i];
        if (count[3] == rows_.size()) continue;
        out += fmt::format("  {}: {} {}, {} {}, {} {}\n", model_.predicates[i].name, count[0], word(Verdict::met, language_), count[1],
                           word(Verdict::not_met, language_), count[2], word(Verdict::open, language_));
    }
    return out;
}

}  // namespace zi
