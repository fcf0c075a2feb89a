// The columns of a model and their names.
#include "zi/columns.hpp"

#include <algorithm>

namespace zi {

namespace {

Index find_leaf(const std::vector<const Need*>& leaves, const Need& need) {
    const auto same = std::find_if(leaves.begin(), leaves.end(), [&](const Need* one) {
        return one->evidence == need.evidence && one->args == need.args && one->fresh == need.fresh &&
               one->fresh_unit == need.fresh_unit;
    });
    return same == leaves.end() ? none : static_cast<Index>(same - leaves.begin());
}

/// The distinct leaves of a need.
void gather_leaves(const Need& need, std::vector<const Need*>& leaves) {
    for (const Need& part : need.parts) gather_leaves(part, leaves);
    if (need.kind == Need::Kind::document && find_leaf(leaves, need) == none) leaves.push_back(&need);
}

/// As written in the rules: "laporan(triwulanan) fresh 1 year".
std::string spelled(const Model& model, const Need& leaf) {
    std::string text = model.evidence[leaf.evidence].name;
    for (std::size_t i = 0; i < leaf.args.size(); ++i) text += (i == 0 ? "(" : ", ") + leaf.args[i];
    if (!leaf.args.empty()) text += ")";
    if (leaf.fresh == 0) return text;
    const char* unit = leaf.fresh_unit == CalendarUnit::day ? "day" : leaf.fresh_unit == CalendarUnit::month ? "month" : "year";
    return text + " fresh " + std::to_string(leaf.fresh) + " " + unit;
}

}  // namespace

ColumnLayout::ColumnLayout(const Model& model) {
    const auto add = [&](Field::Kind kind, Index index, Index part, std::string name, std::string alias = {}) {
        fields_.push_back({kind, index, part, std::move(name), std::move(alias)});
    };
    needs_.resize(model.questions.size());
    for (QuestionIndex q{0}; q < model.questions.size(); ++q) {
        const Question& question = model.questions[q];
        const Node& node = model.nodes[question.node];
        answers_.emplace_back(fields_.size());
        switch (question.kind) {
            case Question::Kind::options: add(Field::Kind::option, q, none, node.id, node.alias); break;
            case Question::Kind::number: add(Field::Kind::number, q, none, node.id, node.alias); break;
            case Question::Kind::ratio:
                for (InputIndex i{0}; i < question.inputs.size(); ++i) {
                    const std::string input = "/" + question.inputs[i].key;
                    add(Field::Kind::count, q, i, node.id + input, node.alias.empty() ? std::string() : node.alias + input);
                }
                break;
        }
        for (const NeedFor& need : question.needs) gather_leaves(need.need, needs_[q]);
        documents_.emplace_back(fields_.size());
        for (Index i = 0; i < needs_[q].size(); ++i)
            add(Field::Kind::document, q, i, node.id + "#" + spelled(model, *needs_[q][i]));
    }
    evidence_ = FieldIndex(fields_.size());
    add(Field::Kind::evidence, none, none, "evidence");
    for (FactIndex f{0}; f < model.facts.size(); ++f) add(Field::Kind::fact, f, none, model.facts[f].id);
    for (FieldIndex i{0}; i < fields_.size(); ++i) {
        by_name_.push_back(i);
        if (!fields_[i].alias.empty()) by_alias_.push_back(i);
    }
    const auto of = [&](std::string Field::*spelling) {
        return [&, spelling](FieldIndex i) -> const std::string& { return fields_[i].*spelling; };
    };
    std::ranges::stable_sort(by_name_, {}, of(&Field::name));
    std::ranges::stable_sort(by_alias_, {}, of(&Field::alias));
}

Index ColumnLayout::leaf(QuestionIndex question, const Need& leaf) const { return find_leaf(needs_[question], leaf); }

FieldIndex ColumnLayout::find(std::string_view name) const {
    const auto in = [&](const std::vector<FieldIndex>& sorted, std::string Field::*spelling) -> FieldIndex {
        const auto after = std::upper_bound(sorted.begin(), sorted.end(), name, [&](std::string_view wanted, FieldIndex one) {
            return wanted < fields_[one].*spelling;
        });
        return after == sorted.begin() || fields_[*std::prev(after)].*spelling != name ? FieldIndex() : *std::prev(after);
    };
    const FieldIndex official = in(by_name_, &Field::name);
    return official != none ? official : in(by_alias_, &Field::alias);
}

}  // namespace zi
