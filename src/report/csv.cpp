// One row a unit, from an assessment or from columns. Both write the same columns in the same order: csv_header's.
#include "conditions.hpp"

#include "base/digits.hpp"

#include <array>
#include <optional>

namespace zi {

namespace {

constexpr int csv_places = 6;

bool has_column(const Node& node) { return node.question == none; }

/// Scores in units of 1 / `unit` as decimals, correctly rounded, halves up: the same as Rational::decimal.
class Decimals {
public:
    explicit Decimals(std::int64_t unit) : unit_(static_cast<std::uint64_t>(unit)), narrow_(unit_ <= ~std::uint64_t{0} / (2 * power + 1)) {}

    /// Appends the score; false, and nothing, where the exact value, less than `error` above, may round otherwise.
    bool append(std::string& line, std::int64_t score, std::int64_t error) const {
        const auto value = static_cast<std::uint64_t>(score), whole = value / unit_, part = value % unit_;
        std::uint64_t rounded = 0;
        Wide left = 0;  // until it would round to the next
        if (narrow_) {
            const std::uint64_t doubled = 2 * part * power + unit_;
            rounded = doubled / (2 * unit_);
            left = 2 * unit_ - doubled % (2 * unit_);
        } else {
            const Wide doubled = Wide{2} * part * power + unit_;
            rounded = static_cast<std::uint64_t>(doubled / (Wide{2} * unit_));
            left = Wide{2} * unit_ - doubled % (Wide{2} * unit_);
        }
        if (error != 0 && Wide{2} * static_cast<std::uint64_t>(error) * power > left) return false;
        std::array<char, 32> buffer;
        line.append(write_decimal(whole * power + rounded, csv_places, buffer.data() + buffer.size()), buffer.data() + buffer.size());
        return true;
    }

private:
    __extension__ using Wide = unsigned __int128;
    static constexpr std::uint64_t power = 1'000'000;
    std::uint64_t unit_;
    bool narrow_;  ///< 64 bits do
};

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
    if (has_stages(model)) line += "," + stage_name(model, assessment.stage.certain) + "," + stage_name(model, assessment.stage.possible);
    for (std::size_t i = 0; i < model.predicates.size(); ++i) {
        if (is_stage(model.predicates[i])) continue;
        line += ",";
        if (assessment.predicates[i].concerned) line += code(assessment.predicates[i].verdict);
    }
    return line + "\r\n";
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

std::string csv_rows(const BulkPlan& plan, const Columns& columns, const BulkResult& result, const std::vector<std::string>& ids,
                     const std::vector<std::string>& names) {
    const Model& model = plan.model();
    const Decimals decimals(plan.denominator());
    std::string lines;
    for (std::size_t row = 0; row < result.rows; ++row) {
        (lines += csv_field(ids[row])) += ',';
        lines += csv_field(names[row]);
        std::optional<Assessment> exact;
        const auto append = [&](const BulkScores& scores, auto exact_score) {
            const auto write = [&](std::int64_t score, auto exact_value) {
                lines += ',';
                if (decimals.append(lines, score, scores.error)) return;
                if (!exact) exact = assess_row(columns, row, plan.as_of());
                lines += exact_value(exact_score(*exact)).decimal(csv_places);
            };
            write(scores.certain[row], [](const Score& score) { return score.certain; });
            write(scores.possible[row], [](const Score& score) { return score.possible; });
        };
        for (std::size_t i = 0; i < result.nodes.size(); ++i)
            append(result.nodes[i], [&](const Assessment& found) { return found.nodes[plan.outputs().nodes[i]]; });
        for (std::size_t i = 0; i < result.views.size(); ++i)
            append(result.views[i], [&](const Assessment& found) { return found.views[plan.outputs().views[i]]; });
        if (plan.outputs().stage) {
            (lines += ',') += stage_name(model, result.stage_certain[row]);
            (lines += ',') += stage_name(model, result.stage_possible[row]);
        }
        for (const BulkVerdicts& one : result.predicates) {
            lines += ',';
            if (one.concerns(row)) lines += code(one[row]);
        }
        lines += "\r\n";
    }
    return lines;
}

}  // namespace zi
