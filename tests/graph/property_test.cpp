// Are the answers of the graph those that a plain assessment, a trial of all losses, or a walk from day to day gives?
#include <algorithm>
#include <set>

#include "support.hpp"

namespace zi::test {
namespace {

/// What the graph says a unit would be, put onto what it is.
Assessment applied(Assessment assessment, const Consequence& consequence) {
    for (const auto& one : consequence.questions) assessment.questions[one.question] = one.after;
    for (const auto& one : consequence.nodes) assessment.nodes[one.index] = one.after;
    for (const auto& one : consequence.views) assessment.views[one.index] = one.after;
    for (const auto& one : consequence.predicates) assessment.predicates[one.predicate].verdict = one.after;
    assessment.stage = consequence.stage_after;
    return assessment;
}

/// Equal in all that counts: scores, shares and verdicts.
bool same(const Assessment& a, const Assessment& b) {
    bool equal = a.nodes == b.nodes && a.views == b.views && a.stage == b.stage;
    for (std::size_t i = 0; i < a.questions.size(); ++i)
        equal = equal && a.questions[i].certain == b.questions[i].certain && a.questions[i].possible == b.questions[i].possible;
    for (std::size_t i = 0; i < a.predicates.size(); ++i) equal = equal && a.predicates[i].verdict == b.predicates[i].verdict;
    return equal;
}

Document changed_by_hand(Document one, DocumentChange change) {
    const Date yesterday{today.day - std::chrono::days{1}};
    if (change == DocumentChange::rejected) one.status = DocumentStatus::rejected;
    if (change == DocumentChange::expired) one.valid_until = std::min(one.valid_until.value_or(yesterday), yesterday);
    if (change == DocumentChange::accepted) {
        one.status = DocumentStatus::accepted;
        one.issued = today;
        if (one.valid_until && *one.valid_until < today) one.valid_until.reset();
    }
    return one;
}

TEST(GraphProperty, ImpactIsTheDifferenceOfTwoAssessments) {
    int effects = 0, turns = 0;
    for_all_populations(1'500, [&](const Population& p, Choices&) {
        const EvidenceGraph graph(p.model, p.units, today);
        for (GraphDocumentIndex d{0}; d < graph.documents().size(); ++d)
            for (const DocumentChange change : {DocumentChange::rejected, DocumentChange::expired, DocumentChange::accepted}) {
                const Impact impact = graph.impact(d, change);
                std::set<Index> reached;
                for (const UnitConsequence& one : impact.units) {
                    reached.insert(one.unit);
                    Unit unit = p.units[one.unit];
                    replace(unit, changed_by_hand(*graph.documents()[d].document, change));
                    const Assessment expected = assess_reference(*p.model, unit, today);
                    RC_ASSERT(same(applied(graph.assessment(one.unit), one.consequence), expected));
                    RC_ASSERT(one.consequence.points() ==
                              expected.nodes[0].certain - graph.assessment(one.unit).nodes[0].certain);
                    effects += !one.consequence.empty();
                    turns += !one.consequence.predicates.empty();
                }
                // Nobody else holds the document.
                for (UnitIndex u{0}; u < p.units.size(); ++u) {
                    const bool own = graph.documents()[d].unit == u;
                    const bool served = graph.documents()[d].unit == none && p.units[u].documents &&
                                        std::any_of(p.units[u].shared.begin(), p.units[u].shared.end(), [&](const auto& one) {
                                            return one->id == graph.documents()[d].document->id;
                                        });
                    RC_ASSERT(reached.contains(u) == (own || served));
                }
            }
    });
    EXPECT_GT(effects, 500);
    EXPECT_GT(turns, 100);
}

TEST(GraphProperty, TheHeaviestDocumentsAreThoseWhoseImpactIsLargest) {
    for_all_populations(800, [](const Population& p, Choices&) {
        const EvidenceGraph graph(p.model, p.units, today);
        std::vector<DocumentWeight> expected;
        for (GraphDocumentIndex d{0}; d < graph.documents().size(); ++d) {
            DocumentWeight weight{d, 0, 0, {}};
            for (const UnitConsequence& one : graph.impact(d, DocumentChange::rejected).units) {
                weight.points -= one.consequence.points();
                weight.units += !one.consequence.empty();
                for (const auto& turn : one.consequence.predicates) weight.turned += turn.before == Verdict::met;
            }
            if (weight.turned > 0 || weight.points.sign() > 0) expected.push_back(weight);
        }
        std::stable_sort(expected.begin(), expected.end(), [](const auto& a, const auto& b) {
            return a.turned != b.turned ? a.turned > b.turned : a.points > b.points;
        });
        const auto found = graph.heaviest(3);
        RC_ASSERT(found.size() == std::min<std::size_t>(3, expected.size()));
        for (std::size_t i = 0; i < found.size(); ++i) {
            RC_ASSERT(found[i].document == expected[i].document && found[i].turned == expected[i].turned);
            RC_ASSERT(found[i].points == expected[i].points && found[i].units == expected[i].units);
        }
    });
}

/// The fewest accepted documents whose rejection leaves the predicate not met; none if there are none.
std::size_t fewest_losses(const Population& p, const Unit& unit, PredicateIndex predicate) {
    std::vector<Document> accepted;
    for (const Document* one : documents_of(unit))
        if (one->status == DocumentStatus::accepted) accepted.push_back(*one);
    std::size_t fewest = none;
    for (std::uint32_t lost = 1; lost < 1u << accepted.size(); ++lost) {
        const auto size = static_cast<std::size_t>(__builtin_popcount(lost));
        if (size >= fewest) continue;
        Unit without = unit;
        for (std::size_t i = 0; i < accepted.size(); ++i)
            if ((lost >> i & 1) != 0) replace(without, changed_by_hand(accepted[i], DocumentChange::rejected));
        if (assess_reference(*p.model, without, today).predicates[predicate].verdict != Verdict::met) fewest = size;
    }
    return fewest;
}

void check_fragility(const Population& p, const FragilityLimits& limits, bool exact, std::array<int, 5>& counts) {
    const EvidenceGraph graph(p.model, p.units, today);
    for (UnitIndex u{0}; u < p.units.size(); ++u)
        for (PredicateIndex predicate{0}; predicate < p.model->predicates.size(); ++predicate) {
            const Fragility found = graph.fragility(u, predicate, limits);
            if (found.now != Verdict::met) continue;
            const std::size_t expected = fewest_losses(p, p.units[u], predicate);
            if (!found.breakable) {
                RC_ASSERT(expected == none);
                continue;
            }
            RC_ASSERT(found.at_least <= expected);
            RC_ASSERT(!found.at_most || *found.at_most >= expected);
            if (exact && expected == none) RC_ASSERT(!found.breakable);
            if (exact) RC_ASSERT(found.exact());
            ++counts[std::min<std::size_t>(expected, 4)];
            if (!found.at_most) continue;
            RC_ASSERT(found.documents.size() == *found.at_most);
            Unit without = p.units[u];
            for (const Index one : found.documents)
                replace(without, changed_by_hand(*graph.documents()[one].document, DocumentChange::rejected));
            RC_ASSERT(assess_reference(*p.model, without, today).predicates[predicate].verdict != Verdict::met);
        }
}

TEST(GraphProperty, FragilityIsWhatATrialOfAllLossesFinds) {
    std::array<int, 5> counts{};
    for_all_populations(
        2'000, [&](const Population& p, Choices&) { check_fragility(p, {}, true, counts); }, 8);
    EXPECT_GT(counts[1], 50);
    EXPECT_GT(counts[2], 50);
    EXPECT_GT(counts[3] + counts[4], 10) << "too few cases ask for several losses";
}

TEST(GraphProperty, FragilityEnclosesTheAnswerWhereItMayNotTryEverything) {
    std::array<int, 5> counts{};
    for_all_populations(
        800,
        [&](const Population& p, Choices& choose) {
            check_fragility(p, {choose.below(12), 1 + choose.below(9)}, false, counts);
        },
        8);
    EXPECT_GT(counts[2] + counts[3] + counts[4], 20);
}

TEST(GraphProperty, RadarIsWhatAWalkFromDayToDayFinds) {
    int lapsed = 0, jointly = 0, through_rules = 0;
    for_all_populations(1'500, [&](const Population& p, Choices&) {
        const EvidenceGraph graph(p.model, p.units, today);
        const Date last = after(today, 400, CalendarUnit::day);
        for (UnitIndex u{0}; u < p.units.size(); ++u) {
            std::vector<std::optional<Date>> first(p.model->predicates.size());
            for (Date d = after(today, 1, CalendarUnit::day); d <= last; d = after(d, 1, CalendarUnit::day)) {
                const Assessment assessment = assess_reference(*p.model, p.units[u], d);
                bool all = true;
                for (std::size_t i = 0; i < first.size(); ++i) {
                    if (!first[i] && assessment.predicates[i].verdict != Verdict::met) first[i] = d;
                    all = all && (first[i] || graph.assessment(u).predicates[i].verdict != Verdict::met);
                }
                if (all) break;
            }
            for (PredicateIndex predicate = PredicateIndex(0); predicate < first.size(); ++predicate) {
                const Radar radar = graph.radar(u, predicate, last);
                RC_ASSERT(radar.now == graph.assessment(u).predicates[predicate].verdict);
                if (radar.now != Verdict::met) {
                    RC_ASSERT(!radar.day);
                    continue;
                }
                RC_ASSERT(radar.day == first[predicate]);
                if (!radar.day) continue;
                ++lapsed;
                jointly += radar.jointly;
                through_rules += radar.through_rules;
                RC_ASSERT(radar.then == assess_reference(*p.model, p.units[u], *radar.day).predicates[predicate].verdict);
                RC_ASSERT(radar.documents.empty() == radar.through_rules);
                // For documents whose validity ends that day: longer validity, and freshness if that ends too, must keep it.
                const auto kept = [&](const std::vector<GraphDocumentIndex>& documents) {
                    Unit longer = p.units[u];
                    for (const GraphDocumentIndex one : documents) {
                        Document document = *graph.documents()[one].document;
                        if (!document.valid_until || after(*document.valid_until, 1, CalendarUnit::day) != *radar.day)
                            return true;
                        document.valid_until = radar.day;
                        for (const CalendarUnit fresh : {CalendarUnit::month, CalendarUnit::year})
                            if (document.issued && after(*document.issued, 1, fresh) == *radar.day) document.issued = radar.day;
                        replace(longer, document);
                    }
                    return assess_reference(*p.model, longer, *radar.day).predicates[predicate].verdict == Verdict::met;
                };
                if (radar.jointly) {
                    RC_ASSERT(radar.documents.size() > 1);
                    RC_ASSERT(kept(radar.documents));
                } else {
                    for (const GraphDocumentIndex one : radar.documents) RC_ASSERT(kept({one}));
                }
            }
        }
    });
    EXPECT_GT(lapsed, 100);
    EXPECT_GT(jointly, 0);
    EXPECT_GT(through_rules, 10);
}

TEST(GraphProperty, ValuesAreWhatAcceptanceAloneBrings) {
    int valuable = 0;
    for_all_populations(800, [&](const Population& p, Choices&) {
        const EvidenceGraph graph(p.model, p.units, today);
        for (UnitIndex u{0}; u < p.units.size(); ++u) {
            std::set<Index> listed;
            for (const DocumentValue& value : graph.values(u)) {
                listed.insert(value.document);
                Unit unit = p.units[u];
                replace(unit, changed_by_hand(*graph.documents()[value.document].document, DocumentChange::accepted));
                const Assessment with = assess_reference(*p.model, unit, today);
                RC_ASSERT(value.points == with.nodes[0].certain - graph.assessment(u).nodes[0].certain);
                std::vector<PredicateIndex> met;
                for (PredicateIndex i{0}; i < with.predicates.size(); ++i)
                    if (with.predicates[i].verdict == Verdict::met && graph.assessment(u).predicates[i].verdict != Verdict::met)
                        met.push_back(i);
                RC_ASSERT(value.predicates == met);
                valuable += value.points.sign() > 0;
            }
            for (std::size_t i = 0; i < graph.documents_of(u).size(); ++i)
                if (const Standing s = graph.standings(u)[i]; s != Standing::accepted && s != Standing::superseded)
                    RC_ASSERT(listed.contains(graph.documents_of(u)[i]));
        }
    });
    EXPECT_GT(valuable, 100);
}

/// Is `to` reached from `from` in one step or more?
bool reaches(const EvidenceGraph& graph, GraphDocumentIndex from, GraphDocumentIndex to,
             std::initializer_list<Relation> relations) {
    std::set<GraphDocumentIndex> seen;
    std::vector<GraphDocumentIndex> open{from};
    while (!open.empty()) {
        const GraphDocumentIndex one = open.back();
        open.pop_back();
        for (const Relation relation : relations)
            for (const GraphDocumentIndex next : graph.named(one, relation)) {
                if (next == to) return true;
                if (seen.insert(next).second) open.push_back(next);
            }
    }
    return false;
}

TEST(GraphProperty, CirclesAreFoundOnceForEachSetOfDocumentsThatReachEachOther) {
    int found = 0;
    for_all_populations(1'500, [&](const Population& p, Choices&) {
        const EvidenceGraph graph(p.model, p.units, today);
        std::array<std::set<GraphDocumentIndex>, 2> seen;
        for (const Cycle& cycle : graph.cycles()) {
            ++found;
            RC_ASSERT(!cycle.edges.empty());
            for (std::size_t i = 0; i < cycle.edges.size(); ++i) {
                const CycleEdge& edge = cycle.edges[i];
                const Document& from = *graph.documents()[edge.from].document;
                const auto& list = cycle.relation == Relation::derives_from ? from.derives_from : from.supersedes;
                RC_ASSERT(list.at(edge.reference) == graph.documents()[edge.to].document->id);
                RC_ASSERT(edge.to == cycle.edges[(i + 1) % cycle.edges.size()].from);
                RC_ASSERT(seen[static_cast<std::size_t>(cycle.relation)].insert(edge.from).second);
            }
        }
        for (const Relation relation : {Relation::derives_from, Relation::supersedes})
            for (GraphDocumentIndex d{0}; d < graph.documents().size(); ++d) {
                if (!reaches(graph, d, d, {relation})) continue;
                // Some reported document lies on the same circle.
                const auto& on = seen[static_cast<std::size_t>(relation)];
                RC_ASSERT(std::any_of(on.begin(), on.end(), [&](GraphDocumentIndex one) {
                    return one == d || (reaches(graph, d, one, {relation}) && reaches(graph, one, d, {relation}));
                }));
            }
    });
    EXPECT_GT(found, 50);
}

TEST(GraphProperty, PreparationFollowsWhatItRestsOnAndCirclesComeLast) {
    static constexpr auto both = {Relation::derives_from, Relation::supersedes};
    int circular = 0;
    for_all_populations(1'000, [&](const Population& p, Choices&) {
        const EvidenceGraph graph(p.model, p.units, today);
        for (UnitIndex u{0}; u < p.units.size(); ++u) {
            const PreparationOrder order = graph.preparation_order(u, true);
            RC_ASSERT(order.documents.size() == graph.documents_of(u).size());
            const auto place = [&](GraphDocumentIndex d) {
                return std::find(order.documents.begin(), order.documents.end(), d) - order.documents.begin();
            };
            const std::set<GraphDocumentIndex> on_circle(order.circular.begin(), order.circular.end());
            bool late = false;
            for (const GraphDocumentIndex d : order.documents) {
                RC_ASSERT(on_circle.contains(d) == reaches(graph, d, d, both));
                const bool behind =
                    on_circle.contains(d) || std::any_of(on_circle.begin(), on_circle.end(),
                                                         [&](GraphDocumentIndex c) { return reaches(graph, d, c, both); });
                RC_ASSERT(behind || !late);
                late = late || behind;
                for (const Relation relation : both)
                    for (const GraphDocumentIndex first : graph.named(d, relation))
                        if (std::find(order.documents.begin(), order.documents.end(), first) != order.documents.end() &&
                            !reaches(graph, first, d, both))
                            RC_ASSERT(place(first) < place(d));
            }
            circular += static_cast<int>(on_circle.size());
            // What is yet to be accepted keeps the same order.
            std::vector<GraphDocumentIndex> expected;
            for (const GraphDocumentIndex d : order.documents) {
                const auto& all = graph.documents_of(u);
                const Standing s =
                    graph.standings(u)[static_cast<std::size_t>(std::find(all.begin(), all.end(), d) - all.begin())];
                if (s != Standing::accepted && s != Standing::superseded) expected.push_back(d);
            }
            RC_ASSERT(graph.preparation_order(u, false).documents == expected);
        }
    });
    EXPECT_GT(circular, 50);
}

TEST(GraphProperty, UnsupportedClaimsAreThoseThatCountForLess) {
    for_all_populations(500, [](const Population& p, Choices&) {
        const EvidenceGraph graph(p.model, p.units, today);
        for (UnitIndex u{0}; u < p.units.size(); ++u) {
            std::vector<QuestionIndex> expected, found;
            const Assessment& a = graph.assessment(u);
            RC_ASSERT(a == assess_reference(*p.model, p.units[u], today));
            for (QuestionIndex q{0}; q < a.questions.size(); ++q)
                if (a.questions[q].claimed && a.questions[q].certain < *a.questions[q].claimed) expected.push_back(q);
            for (const UnsupportedClaim& one : graph.unsupported(u)) found.push_back(one.question);
            RC_ASSERT(found == expected);
        }
    });
}

}  // namespace
}  // namespace zi::test
