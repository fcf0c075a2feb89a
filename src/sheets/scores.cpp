#include "scores.hpp"

#include "conventions.hpp"

#include "zi/assess.hpp"

#include "base/listed.hpp"

#include <algorithm>

namespace zi::sheets {

namespace {

struct Difference {
    const ShownScore* shown;
    Share share;
};

}  // namespace

void compare_scores(const Context& context, const std::vector<ShownScore>& shown, Unit& unit) {
    const Model& model = context.model;
    std::map<AssessorIndex, Assessment> assessments;
    std::map<std::pair<AssessorIndex, NodeIndex>, Difference> differing;
    std::map<AssessorIndex, std::map<NodeIndex, Rational>> numbers;  // that the file shows
    for (const ShownScore& one : shown) {
        const auto share = share_of(one.cell);
        if (!share) continue;  // an error, or a word
        auto found = assessments.find(one.assessor);
        if (found == assessments.end())
            found =
                assessments.emplace(one.assessor, assess_reference(model, seen_by(unit, one.assessor), context.options.as_of))
                    .first;
        numbers[one.assessor].emplace(one.node, share->value);
        const Score& score = found->second.nodes[one.node];
        const Rational apart = zi::max(score.certain, share->value) - zi::min(score.certain, share->value);
        if (score.certain != score.possible || share->within < apart)
            differing.emplace(std::pair{one.assessor, one.node}, Difference{&one, *share});
    }
    const auto explained_below = [&](AssessorIndex assessor, NodeIndex node) {
        return std::ranges::any_of(differing, [&](const auto& other) {
            if (other.first.first != assessor) return false;
            for (NodeIndex up = model.nodes[other.first.second].parent; up != none; up = model.nodes[up].parent)
                if (up == node) return true;
            return false;
        });
    };
    for (const auto& [key, difference] : differing) {
        const auto& [assessor, node] = key;
        if (node != NodeIndex{0} && explained_below(assessor, node)) continue;
        const Assessment& assessment = assessments.at(assessor);
        const Score& score = assessment.nodes[node];
        std::string counted = score.certain.decimal(4);
        if (score.certain != score.possible) counted += " .. " + score.possible.decimal(4);
        const Convention why = convention_of(model, assessment, node, difference.share.value, numbers.at(assessor));
        const std::string rows = why.rows.empty() ? std::string() : " (" + listed(why.rows) + ")";
        Diagnostic remark{Code::score_differs,
                          {model.nodes[node].id, difference.share.value.decimal(4), std::move(counted), why.how, rows}};
        remark.unit = units::shortened(unit.id);
        remark.cell = context.place({difference.shown->cell.row, difference.shown->cell.column, difference.shown->sheet});
        unit.remarks.push_back(std::move(remark));
    }
}

}  // namespace zi::sheets
