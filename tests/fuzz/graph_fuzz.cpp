// Graphs of documents under varied rules: what changes with a document is the difference of two assessments, a fragile
// predicate falls with what is said to bring it down, and all of it can be drawn and written.
#include "strangers.hpp"

#include "graph/support.hpp"
#include "zi/graph_report.hpp"

using strangers::check;
using zi::Index;

namespace {

zi::Document changed(zi::Document one, zi::DocumentChange change, zi::Date day) {
    const zi::Date before{day.day - std::chrono::days{1}};
    if (change == zi::DocumentChange::rejected) one.status = zi::DocumentStatus::rejected;
    if (change == zi::DocumentChange::expired) one.valid_until = std::min(one.valid_until.value_or(before), before);
    if (change == zi::DocumentChange::accepted) {
        one.status = zi::DocumentStatus::accepted;
        one.issued = day;
        if (one.valid_until && *one.valid_until < day) one.valid_until.reset();
    }
    return one;
}

void examine(const std::shared_ptr<const zi::Model>& model, const std::vector<zi::Unit>& units, zi::Date day) {
    const zi::EvidenceGraph graph(model, units, day);
    const auto most = static_cast<Index>(std::min<std::size_t>(12, graph.documents().size()));
    for (zi::GraphDocumentIndex document{0}; document < most; ++document) {
        for (const zi::DocumentChange change :
             {zi::DocumentChange::rejected, zi::DocumentChange::expired, zi::DocumentChange::accepted}) {
            const zi::Impact impact = graph.impact(document, change);
            for (const zi::UnitConsequence& one : impact.units) {
                zi::Unit unit = units[one.unit];
                zi::test::replace(unit, changed(*graph.documents()[document].document, change, day));
                const zi::Assessment after = zi::assess_reference(*model, unit, day), &before = graph.assessment(one.unit);
                check(one.consequence.points() == after.nodes[0].certain - before.nodes[0].certain);
                check(one.consequence.stage_after == after.stage);
                for (std::size_t i = 0; i < after.predicates.size(); ++i) {
                    const bool told = std::any_of(
                        one.consequence.predicates.begin(), one.consequence.predicates.end(),
                        [&](const auto& turn) { return turn.predicate == i && turn.after == after.predicates[i].verdict; });
                    check(told == (after.predicates[i].verdict != before.predicates[i].verdict));
                }
            }
            check(!zi::impact_text(graph, impact, zi::Language::indonesian).empty() && !zi::impact_json(graph, impact).empty());
        }
        check(!zi::reach_text(graph, document, zi::Language::english).empty() && !zi::reach_json(graph, document).empty());
        check(!zi::reach_dot(graph, document, zi::Language::english).empty());
    }
    for (const zi::Cycle& cycle : graph.cycles()) {
        check(!cycle.edges.empty() && cycle.edges.back().to == cycle.edges.front().from);
        for (std::size_t i = 1; i < cycle.edges.size(); ++i) check(cycle.edges[i - 1].to == cycle.edges[i].from);
    }
    for (const zi::Orphan& orphan : graph.orphans()) check(orphan.document < graph.documents().size());
    const auto heaviest = graph.heaviest(3);
    check(heaviest.size() <= 3 && !zi::heaviest_text(graph, heaviest, zi::Language::english).empty() &&
          !zi::heaviest_json(graph, heaviest).empty());
    for (zi::UnitIndex u{0}; u < units.size(); ++u) {
        check(!zi::evidence_text(graph, u, zi::Language::indonesian).empty() && !zi::evidence_json(graph, u).empty());
        check(!zi::unit_dot(graph, u, zi::Language::indonesian).empty());
        const zi::PreparationOrder order = graph.preparation_order(u, true);
        check(order.documents.size() == graph.documents_of(u).size());
        for (zi::PredicateIndex predicate{0}; predicate < model->predicates.size(); ++predicate) {
            zi::FragilityLimits limits;
            limits.losses = 500;
            const zi::Fragility fragility = graph.fragility(u, predicate, limits);
            if (fragility.now == zi::Verdict::met && fragility.at_most) {
                check(fragility.at_least <= *fragility.at_most && fragility.documents.size() == *fragility.at_most);
                zi::Unit without = units[u];
                for (const Index one : fragility.documents)
                    zi::test::replace(without, changed(*graph.documents()[one].document, zi::DocumentChange::rejected, day));
                check(zi::assess_reference(*model, without, day).predicates[predicate].verdict != zi::Verdict::met);
            }
            const zi::Radar radar = graph.radar(u, predicate);
            if (radar.now == zi::Verdict::met && radar.day) {
                check(day < *radar.day &&
                      zi::assess_reference(*model, units[u], *radar.day).predicates[predicate].verdict == radar.then);
                check(radar.then != zi::Verdict::met);
            }
        }
    }
}

}  // namespace

// Not with varied.hpp: the generator of populations has choices of its own.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view input = strangers::text_of(data, size);
    if (input.starts_with("regulation")) {
        zi::Limits limits;
        limits.file_bytes = limits.units_bytes = 1 << 13;
        limits.errors = 5;
        const std::string rules(strangers::next_part(input));
        const auto model = zi::load_text("rules.zi", rules, limits).model;
        if (!model) return 0;
        const std::string_view units = strangers::next_part(input);
        const auto shared = zi::read_evidence(*model, input, limits);
        std::vector<zi::Unit> read;
        const auto sink = [&](zi::Result<zi::Unit> unit) {
            if (unit) read.push_back(std::move(*unit));
            return read.size() < 3;
        };
        zi::read_units(*model, units, limits, sink, shared ? &*shared : nullptr);
        examine(model, read, zi::test::today);
        return 0;
    }
    std::vector<std::uint16_t> draws;
    for (std::size_t i = 0; i + 1 < size; i += 2) draws.push_back(static_cast<std::uint16_t>(data[i] | data[i + 1] << 8));
    zi::test::Choices choose(std::move(draws));
    const zi::test::Population population = zi::test::any_population(choose);
    examine(population.model, population.units, zi::test::today);
    return 0;
}
