// One row a unit, from an assessment or from columns. Both write the same columns in the same order: csv_header's.
#include "carried.hpp"
#include "conditions.hpp"
#include "csv_field.hpp"

#include "base/decimals.hpp"

#include <algorithm>
#include <charconv>
#include <functional>
#include <memory>
#include <optional>

namespace zi {

namespace {

bool has_column(const Node& node) { return node.question == none; }

/// A column of scores of many rows: certain or possible, of one node or view.
struct Scores {
    const std::vector<std::int64_t>& counted;
    std::int64_t error;
    const std::vector<Rational>& thresholds;
    CountedDecimals decimals;

    static constexpr std::size_t most = 28;  ///< characters of a score of 64 bits

    /// Writes the score and gives its end; null, where its decimal is not plain.
    char* write(char* out, std::size_t row, char point) const {
        const auto found = decimals.of(counted[row], error);
        if (!found || *found >> 64 != 0) return nullptr;
        constexpr std::uint64_t power = 1'000'000;
        static_assert(csv_places == 6);
        const auto places = static_cast<std::uint64_t>(*found);
        out = std::to_chars(out, out + most, places / power).ptr;
        char* const end = std::to_chars(out, out + most, power + places % power).ptr;
        *out = point;  // instead of the 1 that kept the zeros
        return end;
    }
};

/// What stands behind the scores. `verdict_of(i)`: of a predicate that is no stage; nothing if it does not concern the unit.
template <class VerdictOf>
void append_verdicts(std::string& line, const Model& model, Index stage, Index possible_stage, char separator,
                     VerdictOf verdict_of) {
    if (has_stages(model)) {
        (line += separator) += stage_name(model, stage);
        (line += separator) += stage_name(model, possible_stage);
    }
    for (PredicateIndex i{0}; i < model.predicates.size(); ++i) {
        if (is_stage(model.predicates[i])) continue;
        line += separator;
        if (const std::optional<Verdict> verdict = verdict_of(i)) line += code(*verdict);
    }
    line += "\r\n";
}

}  // namespace

std::string csv_header(const Model& model, const std::vector<std::string>& attributes, const CsvStyle& style) {
    std::string line = csv_begin(style) + "id";
    const auto column = [&](const std::string& name) { (line += style.separator) += name; };
    const auto columns = [&](const std::string& name) { column(name + " certain"), column(name + " possible"); };
    column("name");
    for (const std::string& name : attributes) column(csv_field(attribute_column(name), style));
    for (const Node& node : model.nodes)
        if (has_column(node)) columns(node.id);
    for (const View& view : model.views) columns(view.name);
    if (has_stages(model)) column("stage"), column("stage possible");
    for (const Predicate& predicate : model.predicates)
        if (!is_stage(predicate)) column(predicate.name);
    return line + "\r\n";
}

std::string csv_row(const Model& model, const Unit& unit, const Assessment& assessment,
                    const std::vector<std::string>& attributes, const CsvStyle& style) {
    std::string line = csv_field(unit.id, style) + style.separator + csv_field(unit.name, style);
    for (const std::string& name : attributes) (line += style.separator) += csv_field(attribute_of(unit, name), style);
    const auto columns = [&](const Score& score, const std::vector<Rational>& thresholds) {
        const auto shown = [&](const Rational& value) { return csv_number(value.decimal(csv_places, thresholds), style); };
        const std::string certain = shown(score.certain);
        (line += style.separator) += certain;
        (line += style.separator) += score.possible == score.certain ? certain : shown(score.possible);
    };
    for (std::size_t i = 0; i < model.nodes.size(); ++i)
        if (has_column(model.nodes[i])) columns(assessment.nodes[i], model.nodes[i].thresholds);
    for (std::size_t i = 0; i < model.views.size(); ++i) columns(assessment.views[i], model.views[i].thresholds);
    append_verdicts(line, model, assessment.stage.certain, assessment.stage.possible, style.separator, [&](Index i) {
        const PredicateResult& one = assessment.predicates[i];
        return one.concerned ? std::optional(one.verdict) : std::nullopt;
    });
    return line;
}

BulkOutputs csv_outputs(const Model& model) {
    BulkOutputs outputs;
    for (NodeIndex i{0}; i < model.nodes.size(); ++i)
        if (has_column(model.nodes[i])) outputs.nodes.push_back(i);
    for (ViewIndex i{0}; i < model.views.size(); ++i) outputs.views.push_back(i);
    for (PredicateIndex i{0}; i < model.predicates.size(); ++i)
        if (!is_stage(model.predicates[i])) outputs.predicates.push_back(i);
    outputs.stage = has_stages(model);
    outputs.as_decimals = true;
    return outputs;
}

std::string csv_rows(const PreparedColumns& prepared, const Columns& columns, const BulkResult& result,
                     const std::vector<std::string>& ids, const std::vector<std::string>& names, const CsvStyle& style) {
    const Model& model = prepared.model();
    const BulkOutputs& outputs = prepared.outputs();
    struct Scored {
        Scores certain, possible;
        std::function<const Score&(const Assessment&)> exact;
    };
    std::vector<Scored> scored;
    const auto add = [&](const BulkScores& scores, const std::vector<Rational>& thresholds, auto exact) {
        const CountedDecimals decimals(prepared.denominator(), csv_places, thresholds);
        scored.push_back({{scores.certain, scores.error, thresholds, decimals},
                          {scores.possible, scores.error, thresholds, decimals},
                          exact});
    };
    for (std::size_t i = 0; i < result.nodes.size(); ++i)
        add(result.nodes[i], model.nodes[outputs.nodes[i]].thresholds,
            [node = outputs.nodes[i]](const Assessment& found) -> const Score& { return found.nodes[node]; });
    for (std::size_t i = 0; i < result.views.size(); ++i)
        add(result.views[i], model.views[outputs.views[i]].thresholds,
            [view = outputs.views[i]](const Assessment& found) -> const Score& { return found.views[view]; });
    const auto row_of_scores = std::make_unique_for_overwrite<char[]>(2 * scored.size() * (1 + Scores::most));
    std::string lines;
    lines.reserve(result.rows * (40 + 20 * scored.size()));
    for (std::size_t row = 0; row < result.rows; ++row) {
        (lines += csv_field(ids[row], style)) += style.separator;
        lines += csv_field(names[row], style);
        std::optional<Assessment> exact;
        char* out = row_of_scores.get();
        for (const Scored& one : scored) {
            // False where it took the exact value.
            const auto write = [&](const Scores& scores, Rational Score::*which) {
                *out++ = style.separator;
                char* const end = prepared.integral() ? scores.write(out, row, style.decimal) : nullptr;
                if (end != nullptr) return out = end, true;
                lines.append(row_of_scores.get(), out);
                out = row_of_scores.get();
                if (prepared.integral() && scores.error == 0) {
                    const Rational score(scores.counted[row], prepared.denominator());
                    lines += csv_number(score.decimal(csv_places, scores.thresholds), style);
                } else {
                    if (!exact) exact = assess_row(columns, row, prepared.as_of());
                    lines += csv_number((one.exact(*exact).*which).decimal(csv_places, scores.thresholds), style);
                }
                return false;
            };
            const char* const begin = out;
            if (write(one.certain, &Score::certain) && one.certain.counted[row] == one.possible.counted[row])
                out = std::copy(begin, static_cast<const char*>(out), out);
            else
                write(one.possible, &Score::possible);
        }
        lines.append(row_of_scores.get(), out);
        const bool stages = outputs.stage;
        auto next = result.predicates.begin();  // in the order of the model
        append_verdicts(lines, model, stages ? result.stage_certain[row] : none, stages ? result.stage_possible[row] : none,
                        style.separator, [&](Index) {
                            const BulkVerdicts& one = *next++;
                            return one.concerns(row) ? std::optional(one[row]) : std::nullopt;
                        });
    }
    return lines;
}

}  // namespace zi
