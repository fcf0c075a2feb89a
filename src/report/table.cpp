#include "columns.hpp"
#include "conditions.hpp"

#include "base/filled.hpp"

#include <algorithm>

namespace zi {

namespace {

constexpr int table_places = 2;

/// Does another predicate stand for this one? Then it is counted below the table, but has no column.
bool is_part(const Model& model, PredicateIndex index) {
    return model.predicates[index].kind == Predicate::Kind::eligibility &&
           std::any_of(model.predicates.begin(), model.predicates.end(), [&](const Predicate& other) {
               return std::any_of(other.conditions.begin(), other.conditions.end(), [&](const Condition& condition) {
                   return condition.subject == Condition::Subject::predicate && condition.index == index;
               });
           });
}

/// "83.47", or "70.10-85.32" while questions are open.
std::string shown_range(const Node& node, const Score& score) {
    const std::string certain = score.certain.decimal(table_places, node.thresholds);
    return score.certain == score.possible ? certain : certain + "-" + score.possible.decimal(table_places, node.thresholds);
}

}  // namespace

Table::Table(const Model& model, Language language)
    : model_(model),
      language_(language),
      counts_(model.predicates.size(), {0, 0, 0, 0}),
      stages_(model.predicates.size() + 1, 0) {}

void Table::add(const Unit& unit, const Assessment& assessment) {
    for (const Diagnostic& one : unit.remarks) ++(severity(one.code) == Severity::error ? refused_ : remarks_);
    std::vector<std::string> row{cut(plain(unit.id), widest_name), cut(plain(unit.name), widest_name),
                                 shown_range(model_.nodes.front(), assessment.nodes.front())};
    for (const NodeIndex child : model_.nodes.front().children)
        row.push_back(shown_range(model_.nodes[child], assessment.nodes[child]));
    row.push_back(stage_text(model_, assessment.stage, language_));
    ++stages_[assessment.stage.certain == none ? model_.predicates.size() : assessment.stage.certain];
    for (std::size_t i = 0; i < assessment.predicates.size(); ++i) {
        const PredicateResult& result = assessment.predicates[i];
        ++counts_[i][result.concerned ? static_cast<std::size_t>(result.verdict) : 3];
        row.emplace_back(result.concerned ? short_word(result.verdict, language_) : std::string_view("-"));
    }
    rows_.push_back(std::move(row));
}

std::string Table::text() const {
    const bool indonesian = language_ == Language::indonesian;
    const bool named = std::any_of(rows_.begin(), rows_.end(), [](const auto& row) { return !row[1].empty(); });
    std::vector<TableColumn> columns{{"Unit"}, {indonesian ? "Nama" : "Name", false, named}, {"Total", true}};
    for (const NodeIndex child : model_.nodes.front().children) columns.push_back({model_.nodes[child].id, true});
    columns.push_back({indonesian ? "Tahap" : "Stage", false, has_stages(model_)});
    for (PredicateIndex i{0}; i < model_.predicates.size(); ++i) {
        const bool concerns = counts_[i][3] < rows_.size() || rows_.empty();
        columns.push_back(
            {model_.predicates[i].name, false, concerns && !is_stage(model_.predicates[i]) && !is_part(model_, i)});
    }
    std::string out = in_columns(columns, rows_) + filled("\n{} unit\n", rows_.size());
    for (std::size_t i = 0; i < model_.predicates.size(); ++i) {
        const auto& count = counts_[i];
        if (count[3] == rows_.size() || is_stage(model_.predicates[i])) continue;
        out += filled("  {}: {} {}, {} {}, {} {}\n", model_.predicates[i].name, count[0], word(Verdict::met, language_),
                      count[1], word(Verdict::not_met, language_), count[2], word(Verdict::open, language_));
    }
    if (has_stages(model_)) out += stages();
    if (refused_ > 0)
        out += filled("  {}: {}\n", indonesian ? "jawaban dan fakta yang ditolak" : "answers and facts refused", refused_);
    if (remarks_ > 0) out += filled("  {}: {}\n", indonesian ? "catatan lain" : "other remarks", remarks_);
    return out;
}

std::string Table::stages() const {
    const bool indonesian = language_ == Language::indonesian;
    std::string out = filled(
        "  {}: {} {}", indonesian ? "Tahap (berada di sana dari yang memenuhinya)" : "Stage (there, of those that meet it)",
        no_stage(language_), stages_.back());
    for (std::size_t i = 0; i < model_.predicates.size(); ++i)
        if (is_stage(model_.predicates[i]) && counts_[i][0] > 0)
            out += filled(Chosen{indonesian ? ", {} {} dari {}" : ", {} {} of {}"}, model_.predicates[i].title.in(language_),
                          stages_[i], counts_[i][0]);
    return out + "\n";
}

}  // namespace zi
