/// What changes in a unit when its documents do?
#pragma once

#include "zi/graph.hpp"
#include "zi/program.hpp"

#include "evidence/links.hpp"

#include <algorithm>
#include <vector>

namespace zi::graph {

/// Who reads which score.
struct ScoreUses {
    struct Use {
        Index predicate, condition;
    };
    std::vector<std::vector<Index>> views_of_node;
    std::vector<std::vector<Use>> of_node, of_view;

    explicit ScoreUses(const Model& model);
};

/// A unit as it is on a day, ready to be compared with what it would be.
class UnitState {
public:
    /// Everything handed over must outlive it.
    UnitState(const Program& program, const ScoreUses& uses, const Unit& unit, Date as_of, AssessmentState& scratch);

    const Assessment& assessment() const { return assessment_; }
    const DocumentWorld& world() const { return world_; }
    const DocumentLinks& links() const { return links_; }
    const std::vector<Standing>& standings() const { return standings_; }

    /// What is different in another state of the documents.
    Consequence consequence(const DocumentWorld& changed) const;

private:
    void spread(Consequence& result) const;
    Score scored(const Node& node, const Score& before, const std::vector<Consequence::Points>& changed) const;
    bool turns(const Consequence& result) const;
    void judge(Consequence& result) const;

    const Model* model_;
    const ScoreUses* uses_;
    const Unit* unit_;
    DocumentWorld world_;
    DocumentLinks links_;
    std::vector<Standing> standings_;
    Assessment assessment_;
};

/// The points of a node or view among those that changed, which come in the order of the model; end() if it did not.
inline auto points_of(const std::vector<Consequence::Points>& changed, Index index) {
    const auto found = std::lower_bound(changed.begin(), changed.end(), index,
                                        [](const Consequence::Points& one, Index wanted) { return one.index < wanted; });
    return found != changed.end() && found->index == index ? found : changed.end();
}

/// The document after a change on a day.
Document after_change(const Document& document, DocumentChange change, Date day);

/// Predicates and eligibilities that were met and no longer are.
std::size_t turned(const Model& model, const Consequence& consequence);

}  // namespace zi::graph
