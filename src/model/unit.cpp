#include "zi/unit.hpp"

namespace zi {

Unit::Unit(const Model& model, std::string unit_id) : id(std::move(unit_id)), answers(model.questions.size()), facts(model.facts.size()) {}

bool derive_totals(const Question& question, Counts& counts, std::string_view unit, std::string_view path, Diagnostics& diagnostics) {
    counts.values.resize(question.inputs.size());
    bool sound = true;
    for (const Index index : question.input_order) {
        const Input& input = question.inputs[index];
        if (input.parts.empty()) continue;
        Rational sum;
        bool complete = true;
        for (const Index part : input.parts) {
            if (counts.values[part])
                sum += *counts.values[part];
            else
                complete = false;
        }
        std::optional<Rational>& total = counts.values[index];
        if (!total && complete) total = sum;
        // Parts still missing can only add to the sum.
        const bool contradicts = total && (complete ? *total != sum : *total < sum);
        if (!contradicts) continue;
        sound = false;
        Diagnostic diagnostic{Code::total_mismatch, {input.key, total->shortest(), sum.shortest()}};
        diagnostic.unit = unit;
        diagnostic.path = std::string(path) + "/" + input.key;
        diagnostics.push_back(std::move(diagnostic));
    }
    return sound;
}

}  // namespace zi
