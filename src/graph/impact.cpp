// The consequences of changing one document, in every unit that it reaches.
#include "state.hpp"

#include <algorithm>
#include <tuple>

namespace zi {

Impact EvidenceGraph::impact(GraphDocumentIndex document, DocumentChange change) const {
    Impact result{document, change, {}};
    const Document changed = graph::after_change(*state_->documents[document].document, change, state_->as_of);
    graph::Alternatives alternatives(state_->program);
    for (const State::Reach& reach : state_->reached(document)) {
        const graph::UnitState& unit = state_->states[reach.unit];
        DocumentWorld world = unit.world();
        world.documents[reach.place] = &changed;
        alternatives.of(unit);
        result.units.push_back({reach.unit, alternatives.consequence(world)});
    }
    std::stable_sort(result.units.begin(), result.units.end(), [](const UnitConsequence& a, const UnitConsequence& b) {
        const auto effect = [](const Consequence& one) {
            const Rational points = one.points();
            return std::tuple(one.predicates.size(), points.sign() < 0 ? -points : points, one.questions.size());
        };
        return effect(b.consequence) < effect(a.consequence);
    });
    return result;
}

std::vector<DocumentWeight> EvidenceGraph::heaviest(std::size_t most) const {
    List<DocumentWeight, DocumentNode> weights(state_->documents.size());
    graph::Alternatives alternatives(state_->program);
    for (UnitIndex u{0}; u < state_->units.size(); ++u) {
        const graph::UnitState& unit = state_->states[u];
        alternatives.of(unit);
        DocumentWorld world = unit.world();
        for (DocumentIndex place{0}; place < world.documents.size(); ++place) {
            const Document* const kept = world.documents[place];
            if (kept->status == DocumentStatus::rejected || kept->status == DocumentStatus::missing) continue;
            const Document rejected = graph::after_change(*kept, DocumentChange::rejected, state_->as_of);
            world.documents[place] = &rejected;
            const Consequence consequence = alternatives.consequence(world);
            world.documents[place] = kept;
            if (consequence.empty()) continue;
            DocumentWeight& weight = weights[state_->of_unit[u][place]];
            weight.turned += graph::turned(model(), consequence);
            weight.points -= consequence.points();
            ++weight.units;
        }
    }
    for (GraphDocumentIndex i{0}; i < weights.size(); ++i) weights[i].document = i;
    std::erase_if(weights, [](const DocumentWeight& one) { return one.turned == 0 && one.points.sign() <= 0; });
    std::stable_sort(weights.begin(), weights.end(), [](const DocumentWeight& a, const DocumentWeight& b) {
        return std::tie(b.turned, b.points) < std::tie(a.turned, a.points);
    });
    if (weights.size() > most) weights.resize(most);
    return weights;
}

std::vector<DocumentValue> EvidenceGraph::values(UnitIndex u) const {
    const graph::UnitState& unit = state_->states[u];
    graph::Alternatives alternatives(state_->program, unit);
    std::vector<DocumentValue> values;
    DocumentWorld world = unit.world();
    for (DocumentIndex place{0}; place < world.documents.size(); ++place) {
        const Standing standing = unit.standings()[place];
        if (standing == Standing::superseded) continue;
        const Document* const kept = world.documents[place];
        const Document accepted = graph::after_change(*kept, DocumentChange::accepted, state_->as_of);
        world.documents[place] = &accepted;
        const Consequence consequence = alternatives.consequence(world);
        world.documents[place] = kept;
        if (standing == Standing::accepted && consequence.empty()) continue;
        DocumentValue value{state_->of_unit[u][place], standing, consequence.points(), {}};
        for (const Consequence::Turn& turn : consequence.predicates)
            if (turn.after == Verdict::met) value.predicates.push_back(turn.predicate);
        values.push_back(std::move(value));
    }
    std::stable_sort(values.begin(), values.end(), [](const DocumentValue& a, const DocumentValue& b) {
        return std::tuple(b.predicates.size(), b.points) < std::tuple(a.predicates.size(), a.points);
    });
    return values;
}

}  // namespace zi
