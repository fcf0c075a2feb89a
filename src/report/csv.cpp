// One row a unit, from an assessment or from columns. Both write the same columns in the same order: csv_header's.
#include "conditions.hpp"
#include "csv_field.hpp"

#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>

namespace zi {

namespace {

constexpr int csv_places = 6;

bool has_column(const Node& node) { return node.question == none; }

/// Scores in units of 1 / `unit` as decimals, correctly rounded, halves up: the same as Rational::decimal.
class Decimals {
public:
    explicit Decimals(std::int64_t unit) : unit_(static_cast<std::uint64_t>(unit)) {
        if (unit_ > power) places_of_one_ = static_cast<std::uint64_t>((Wide{power} << 64) / unit_);
    }

    static constexpr std::size_t most = 28;  ///< characters of a score

    /// Writes the score and gives its end; null, where the exact value, less than `error` above, may round otherwise,
    /// or is beyond 64 bits.
    char* write(char* out, std::int64_t score, std::int64_t error) const {
        const auto value = static_cast<std::uint64_t>(score);
        if (places_of_one_ == 0 && value / unit_ >= most_points) return nullptr;
        // score * power / unit, rounded down: a product that is off by less than one takes a fraction of the time of a
        // division.
        std::uint64_t places = places_of_one_ != 0 ? static_cast<std::uint64_t>(Wide{value} * places_of_one_ >> 64)
                                                   : value / unit_ * power + value % unit_ * power / unit_;
        std::uint64_t rest = value * power - places * unit_;  // its parts may wrap around, it does not
        if (rest >= unit_) {
            rest -= unit_;
            ++places;
        }
        const bool up = rest >= unit_ - rest;
        const std::uint64_t next = up ? 3 * unit_ : unit_;  // where twice the rest rounds to another place
        if (error != 0 && 2 * (Wide{static_cast<std::uint64_t>(error)} * power + rest) > next) return nullptr;
        if (up) ++places;
        out = std::to_chars(out, out + most, places / power).ptr;
        char* const end = std::to_chars(out, out + most, power + places % power).ptr;
        *out = '.';  // instead of the 1 that kept the zeros
        return end;
    }

private:
    __extension__ using Wide = unsigned __int128;
    static constexpr std::uint64_t power = 1'000'000, most_points = ~std::uint64_t{0} / power;
    std::uint64_t unit_;
    std::uint64_t places_of_one_ = 0;  ///< in multiples of 2^-64; 0: the unit is coarser than a place
};

/// What stands behind the scores. `verdict_of(i)`: of a predicate that is no stage; nothing if it does not concern the unit.
template <class VerdictOf>
void append_verdicts(std::string& line, const Model& model, Index stage, Index possible_stage, VerdictOf verdict_of) {
    if (has_stages(model)) {
        (line += ',') += stage_name(model, stage);
        (line += ',') += stage_name(model, possible_stage);
    }
    for (Index i = 0; i < model.predicates.size(); ++i) {
        if (is_stage(model.predicates[i])) continue;
        line += ',';
        if (const std::optional<Verdict> verdict = verdict_of(i)) line += code(*verdict);
    }
    line += "\r\n";
}

}  // namespace

std::string csv_header(const Model& model) {
    std::string line = "id,name";
    const auto columns = [&](const std::string& name) { line += "," + name + " certain," + name + " possible"; };
    for (const Node& node : model.nodes)
        if (has_column(node)) columns(node.id);
    for (const View& view : model.views) columns(view.name);
    if (has_stages(model)) line += ",stage,stage possible";
    for (const Predicate& predicate : model.predicates)
        if (!is_stage(predicate)) line += "," + predicate.name;
    return line + "\r\n";
}

std::string csv_row(const Model& model, const Unit& unit, const Assessment& assessment) {
    std::string line = csv_field(unit.id) + "," + csv_field(unit.name);
    const auto columns = [&](const Score& score) {
        const std::string certain = score.certain.decimal(csv_places);
        (line += ',') += certain;
        (line += ',') += score.possible == score.certain ? certain : score.possible.decimal(csv_places);
    };
    for (std::size_t i = 0; i < model.nodes.size(); ++i)
        if (has_column(model.nodes[i])) columns(assessment.nodes[i]);
    for (const Score& view : assessment.views) columns(view);
    append_verdicts(line, model, assessment.stage.certain, assessment.stage.possible, [&](Index i) {
        const PredicateResult& one = assessment.predicates[i];
        return one.concerned ? std::optional(one.verdict) : std::nullopt;
    });
    return line;
}

BulkOutputs csv_outputs(const Model& model) {
    BulkOutputs outputs;
    for (Index i = 0; i < model.nodes.size(); ++i)
        if (has_column(model.nodes[i])) outputs.nodes.push_back(i);
    for (Index i = 0; i < model.views.size(); ++i) outputs.views.push_back(i);
    for (Index i = 0; i < model.predicates.size(); ++i)
        if (!is_stage(model.predicates[i])) outputs.predicates.push_back(i);
    outputs.stage = has_stages(model);
    outputs.fine = true;
    return outputs;
}

std::string csv_rows(const BulkPlan& plan, const Columns& columns, const BulkResult& result,
                     const std::vector<std::string>& ids, const std::vector<std::string>& names) {
    const Model& model = plan.model();
    const Decimals decimals(plan.denominator());
    const std::size_t scores = result.nodes.size() + result.views.size();
    const auto row_of_scores = std::make_unique_for_overwrite<char[]>(2 * scores * (1 + Decimals::most));
    std::string lines;
    lines.reserve(result.rows * (40 + 20 * scores));
    for (std::size_t row = 0; row < result.rows; ++row) {
        (lines += csv_field(ids[row])) += ',';
        lines += csv_field(names[row]);
        std::optional<Assessment> exact;
        char* out = row_of_scores.get();
        const auto append = [&](const BulkScores& scores_of, auto exact_score) {
            const auto write = [&](const std::vector<std::int64_t>& counted, auto exact_value) {
                *out++ = ',';
                char* const end = plan.integral() ? decimals.write(out, counted[row], scores_of.error) : nullptr;
                const bool sure = end != nullptr;
                if (sure) {
                    out = end;
                } else {
                    if (!exact) exact = assess_row(columns, row, plan.as_of());
                    lines.append(row_of_scores.get(), out);
                    lines += exact_value(exact_score(*exact)).decimal(csv_places);
                    out = row_of_scores.get();
                }
                return sure;
            };
            const char* const begin = out;
            const bool sure = write(scores_of.certain, [](const Score& score) { return score.certain; });
            if (sure && scores_of.possible[row] == scores_of.certain[row])
                out = std::copy(begin, static_cast<const char*>(out), out);
            else
                write(scores_of.possible, [](const Score& score) { return score.possible; });
        };
        for (std::size_t i = 0; i < result.nodes.size(); ++i)
            append(result.nodes[i], [&](const Assessment& found) { return found.nodes[plan.outputs().nodes[i]]; });
        for (std::size_t i = 0; i < result.views.size(); ++i)
            append(result.views[i], [&](const Assessment& found) { return found.views[plan.outputs().views[i]]; });
        lines.append(row_of_scores.get(), out);
        const bool stages = plan.outputs().stage;
        auto next = result.predicates.begin();  // in the order of the model
        append_verdicts(lines, model, stages ? result.stage_certain[row] : none, stages ? result.stage_possible[row] : none,
                        [&](Index) {
                            const BulkVerdicts& one = *next++;
                            return one.concerns(row) ? std::optional(one[row]) : std::nullopt;
                        });
    }
    return lines;
}

}  // namespace zi
