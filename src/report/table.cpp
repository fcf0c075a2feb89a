#include "listing.hpp"
#include "phrases.hpp"

#include "base/filled.hpp"

#include <algorithm>
#include <iterator>

namespace zi {

namespace {

constexpr int table_places = 2;

/// Is the predicate a part of another? Then it is counted below the table and has no column by default.
bool is_part(const Model& model, PredicateIndex index) {
    return model.predicates[index].kind == Predicate::Kind::eligibility &&
           std::any_of(model.predicates.begin(), model.predicates.end(), [&](const Predicate& other) {
               return std::any_of(other.conditions.begin(), other.conditions.end(), [&](const Condition& condition) {
                   return condition.subject == Condition::Subject::predicate && condition.index == index;
               });
           });
}

/// Nodes above the questions, and the children of the worksheet.
bool has_scores(const Node& node) { return node.question == none || node.parent == NodeIndex(0); }

std::vector<ListColumn> columns_of(const Model& model, Language language, const std::vector<std::string>& attributes) {
    const bool indonesian = language == Language::indonesian;
    using Kind = ListColumn::Kind;
    std::vector<ListColumn> columns{{.name = "id", .head = "Unit", .least = 20}, {"name", indonesian ? "Nama" : "Name"}};
    std::vector<ListColumn> own;
    const auto score = [&](const std::string& name, std::string head, bool shown, const Rational& weight) {
        own.push_back({name, std::move(head), Kind::number, shown, weight});
    };
    for (const Node& node : model.nodes)
        if (has_scores(node)) {
            const bool root = &node == &model.nodes.front();
            score(node.id, root ? "Total" : filled("{} {}", node.id, node.title.in(language)),
                  root || node.parent == NodeIndex(0), node.weight);
        }
    for (const View& view : model.views) score(view.name, std::string(view.title.in(language)), false, view.weight);
    if (has_stages(model)) own.push_back({"stage", indonesian ? "Tahap" : "Stage"});
    for (PredicateIndex i{0}; i < model.predicates.size(); ++i)
        if (!is_stage(model.predicates[i]))
            own.push_back({model.predicates[i].name, std::string(model.predicates[i].title.in(language)), Kind::verdict,
                           !is_part(model, i)});
    // Attributes stand behind the name, and give way to what the rules call the same.
    std::vector<std::string> taken{"id", "name"};
    for (const ListColumn& one : own) taken.push_back(one.name);
    add_attribute_columns(columns, model, attributes, taken, language);
    std::ranges::move(own, std::back_inserter(columns));
    return columns;
}

/// "83,47", or "70,10-85,32" while questions are open.
ListCell cell_of(const Score& score, const std::vector<Rational>& thresholds, Language language) {
    const auto shown = [&](const Rational& value) { return written(value.decimal(table_places, thresholds), language); };
    std::string text = shown(score.certain);
    if (score.certain != score.possible) text += "-" + shown(score.possible);
    return {std::move(text), score.certain};
}

}  // namespace

Table::Table(const Model& model, Date as_of, Language language, const TableOptions& options)
    : model_(model),
      as_of_(as_of),
      language_(language),
      width_(options.width),
      attributes_(options.attributes),
      listing_(std::make_unique<Listing>(columns_of(model, language, attributes_), options, language)),
      counts_(model.predicates.size(), {0, 0, 0, 0}),
      stages_(model.predicates.size() + 1, 0) {}
Table::Table(Table&&) noexcept = default;
Table::~Table() = default;

const Diagnostics& Table::problems() const { return listing_->problems(); }

std::vector<ListCell> Table::row(const Unit& unit, const Assessment& assessment) const {
    std::vector<ListCell> row{{plain(unit.id)}, {plain(unit.name)}};
    add_attribute_cells(row, unit, attributes_);
    // With many nodes, few are shown.
    const auto score = [&](const Score& found, const std::vector<Rational>& thresholds) {
        row.push_back(listing_->wants(row.size()) ? cell_of(found, thresholds, language_) : ListCell());
    };
    for (NodeIndex i{0}; i < model_.nodes.size(); ++i)
        if (has_scores(model_.nodes[i])) score(assessment.nodes[i], model_.nodes[i].thresholds);
    for (ViewIndex i{0}; i < model_.views.size(); ++i) score(assessment.views[i], model_.views[i].thresholds);
    if (has_stages(model_)) row.push_back({stage_text(model_, assessment.stage, language_)});
    for (std::size_t i = 0; i < assessment.predicates.size(); ++i) {
        const PredicateResult& result = assessment.predicates[i];
        if (is_stage(model_.predicates[i])) continue;
        row.push_back(result.concerned ? ListCell{std::string(short_word(result.verdict, language_)), rank_of(result.verdict)}
                                       : ListCell{"-"});
    }
    return row;
}

bool Table::holds(const Unit& unit, const Assessment& assessment) const { return listing_->holds(row(unit, assessment)); }

void Table::add(const Unit& unit, const Assessment& assessment) {
    for (const Diagnostic& one : unit.remarks) ++(severity(one.code) == Severity::error ? refused_ : remarks_);
    if (!listing_->add(row(unit, assessment))) return;
    notes_ += unit.notes.size();
    for (std::size_t i = 0; i < assessment.predicates.size(); ++i) {
        const PredicateResult& result = assessment.predicates[i];
        ++counts_[i][result.concerned ? static_cast<std::size_t>(result.verdict) : 3];
    }
    ++stages_[assessment.stage.certain == none ? model_.predicates.size() : assessment.stage.certain];
}

std::string Table::text() const {
    std::string out = heading(model_, as_of_, language_) + listing_->text() + "\n" + listing_->count() + "\n";
    for (std::size_t i = 0; i < model_.predicates.size(); ++i) {
        const auto& count = counts_[i];
        if (count[3] == listing_->rows() || is_stage(model_.predicates[i])) continue;
        out += fitted(filled("  {}: {} {}, {} {}, {} {}", titled(model_.predicates[i], language_), count[0],
                             word(Verdict::met, language_), count[1], word(Verdict::not_met, language_), count[2],
                             word(Verdict::open, language_)),
                      width_);
    }
    if (has_stages(model_)) out += stages();
    const bool indonesian = language_ == Language::indonesian;
    if (refused_ > 0)
        out += filled("  {}: {}\n", indonesian ? "jawaban dan fakta yang ditolak" : "answers and facts refused", refused_);
    if (notes_ > 0)
        out += filled("  {}: {}\n", indonesian ? "catatan dan tautan di samping jawaban" : "notes and links beside answers",
                      notes_);
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
    return fitted(out, width_);
}

}  // namespace zi
