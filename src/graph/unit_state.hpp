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

/// A unit as assessed on a day: the base for comparisons.
class UnitState {
public:
    /// The unit must outlive this object. The evaluator is only borrowed: it may be used for another unit afterwards.
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

/// An evaluator of hypothetical document states of one unit, reused between queries. Not thread-safe: one object per thread.
class Alternatives {
public:
    explicit Alternatives(const Program& program) : evaluator_(program.shared_tables()) {}
    /// All arguments must outlive this object.
    Alternatives(const Program& program, const UnitState& unit) : Alternatives(program) { of(unit); }
    /// Switches to another unit.
    void of(const UnitState& unit);

    /// The differences in another state of the unit's documents.
    Consequence consequence(const DocumentWorld& changed);

private:
    void load();

    program::Evaluator evaluator_;
    const UnitState* unit_ = nullptr;
    bool loaded_ = false;  ///< the unit is loaded lazily: only once something differs
    List<Backing, Question> backings_;
    std::vector<std::pair<QuestionIndex, Backing>> before_;  ///< of the questions whose backing is changed
};

/// The change of a node or view in a list sorted by index; end() if it did not change.
inline auto points_of(const std::vector<Consequence::Points>& changed, Index index) {
    const auto found = std::lower_bound(changed.begin(), changed.end(), index,
                                        [](const Consequence::Points& one, Index wanted) { return one.index < wanted; });
    return found != changed.end() && found->index == index ? found : changed.end();
}

/// The document after a change on a day.
Document after_change(const Document& document, DocumentChange change, Date day);

/// The number of predicates and eligibilities that were met and no longer are.
std::size_t turned(const Model& model, const Consequence& consequence);

}  // namespace zi::graph
