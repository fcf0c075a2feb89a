/// What changes in a unit when its documents do?
#pragma once

#include "zi/graph.hpp"
#include "zi/program.hpp"

#include "evidence/links.hpp"
#include "program/evaluator.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace zi::graph {

/// A unit as it is on a day, ready to be compared with what it would be.
class UnitState {
public:
    /// The unit must outlive it; the evaluator is left to the next unit.
    UnitState(program::Evaluator& evaluator, const Unit& unit, Date as_of);

    const Assessment& assessment() const { return assessment_; }
    const DocumentWorld& world() const { return world_; }
    const DocumentLinks& links() const { return links_; }
    const List<Standing, Document>& standings() const { return standings_; }

    const Unit& unit() const { return *unit_; }

private:
    const Unit* unit_;
    DocumentWorld world_;
    DocumentLinks links_;
    List<Standing, Document> standings_;
    Assessment assessment_;
};

/// The same unit, ready to be asked again and again what would be different. One thread at a time.
class Alternatives {
public:
    explicit Alternatives(const Program& program) : evaluator_(program.shared_tables()) {}
    /// Everything handed over must outlive it.
    Alternatives(const Program& program, const UnitState& unit) : Alternatives(program) { of(unit); }
    /// Turns to another unit.
    void of(const UnitState& unit);

    /// What is different in another state of the unit's documents.
    Consequence consequence(const DocumentWorld& changed);

private:
    void load();

    program::Evaluator evaluator_;
    const UnitState* unit_ = nullptr;
    bool loaded_ = false;  ///< only once something differs
    List<Backing, Question> backings_;
    std::vector<std::pair<QuestionIndex, Backing>> before_;  ///< of the questions whose backing is changed
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
