// What does the graph say of cases that can be checked by eye?
#include "support.hpp"
#include "zi/graph_report.hpp"

namespace zi::test {
namespace {

CycleEdge edge(Index from, Index to, std::size_t reference) {
    return {GraphDocumentIndex(from), GraphDocumentIndex(to), reference};
}

/// Places of documents, or of units.
template <class Places>
std::vector<Index> plain(const Places& places) {
    return {places.begin(), places.end()};
}

class Graph : public testing::Test {
protected:
    Document accepted(const std::string& id, std::string_view kind, std::vector<QuestionIndex> questions) const {
        Document one = document(*model, kind, DocumentStatus::accepted, id);
        one.supports.clear();
        for (const QuestionIndex q : questions) one.supports.push_back({q, none});
        one.args = {"tim"};
        one.issued = day("2025-06-01");
        return one;
    }
    /// A unit that claims the best of everything.
    Unit unit(std::vector<Document> documents, std::string id = "u") const {
        Unit one(*model, std::move(id));
        for (Index q = 0; q < one.answers.size(); ++q) {
            if (model->questions[q].kind == Question::Kind::number)
                one.answers[q] = Rational(4);
            else
                one.answers[q] = Member{0};
        }
        one.documents = std::move(documents);
        return one;
    }
    EvidenceGraph graph(std::vector<Unit> units) const { return {model, std::move(units), today}; }
    /// One document of each kind, for all questions: everything is carried.
    std::vector<Document> complete() const {
        return {accepted("sk", "sk", {QuestionIndex(0), QuestionIndex(2), QuestionIndex(3), QuestionIndex(5)}),
                accepted("not", "notulen", {QuestionIndex(0), QuestionIndex(1), QuestionIndex(3)}),
                accepted("foto", "foto", {QuestionIndex(1), QuestionIndex(2), QuestionIndex(3), QuestionIndex(4)})};
    }

    const std::shared_ptr<const Model> model = load_rules(graph_rules);
    const PredicateIndex p = model->find_predicate("P");
};

TEST_F(Graph, NumbersDocumentsOwnOnesFirstAndSharedOnesOnce) {
    Unit a = unit({accepted("x", "sk", {QuestionIndex(0)})}, "a"),
         b = unit({accepted("x", "sk", {QuestionIndex(0)}), accepted("y", "sk", {QuestionIndex(0)})}, "b");
    a.shared = b.shared = {std::make_shared<const Document>(accepted("s", "foto", {QuestionIndex(1)}))};
    Unit claims = unit({}, "c");
    claims.documents.reset();
    claims.shared = a.shared;
    const EvidenceGraph g = graph({a, b, claims});
    ASSERT_EQ(g.documents().size(), 4u);
    EXPECT_EQ(g.documents()[3].unit, none);
    EXPECT_EQ(plain(g.documents_of(UnitIndex(0))), (std::vector<Index>{0, 3}));
    EXPECT_EQ(plain(g.documents_of(UnitIndex(1))), (std::vector<Index>{1, 2, 3}));
    EXPECT_TRUE(g.documents_of(UnitIndex(2)).empty());
    EXPECT_EQ(plain(g.units_reached(GraphDocumentIndex(3))), (std::vector<Index>{0, 1}));
    EXPECT_EQ(g.find_document(none, "s"), 3u);
    EXPECT_EQ(g.find_document(UnitIndex(0), "s"), 3u);
    EXPECT_EQ(g.find_document(UnitIndex(1), "x"), 1u);
    EXPECT_EQ(g.find_document(none, "x"), none);
    EXPECT_EQ(g.find_document(UnitIndex(0), "y"), none);
    EXPECT_EQ(g.find_unit("b"), 1u);
    EXPECT_EQ(g.find_unit("z"), none);
    EXPECT_EQ(g.impact(GraphDocumentIndex(3), DocumentChange::rejected).units.size(), 2u);
}

TEST_F(Graph, NamesEachEdgeOfACircleWithItsPlace) {
    std::vector<Document> documents = complete();
    documents[0].derives_from = {"foto", "not"};
    documents[1].derives_from = {"sk"};
    documents[2].supersedes = {"foto"};
    const EvidenceGraph g = graph({unit(documents)});
    const auto cycles = g.cycles();
    ASSERT_EQ(cycles.size(), 2u);
    EXPECT_EQ(cycles[0].relation, Relation::derives_from);
    EXPECT_EQ(cycles[0].edges, (std::vector<CycleEdge>{edge(0, 1, 1), edge(1, 0, 0)}));
    EXPECT_EQ(cycles[1].relation, Relation::supersedes);
    EXPECT_EQ(cycles[1].edges, (std::vector<CycleEdge>{edge(2, 2, 0)}));
    const std::string text = evidence_text(g, UnitIndex(0), Language::english);
    EXPECT_NE(text.find("derive in a circle: sk -> not -> sk\n    u: sk: /evidence/0/derives_from/1\n    u: not: "
                        "/evidence/1/derives_from/0"),
              std::string::npos)
        << text;
}

TEST_F(Graph, TakesTheShortestCircle) {
    std::vector<Document> documents = complete();
    documents.push_back(accepted("d", "foto", {QuestionIndex(1)}));
    documents[0].derives_from = {"not"};
    documents[1].derives_from = {"foto", "d"};
    documents[2].derives_from = {"sk"};
    documents[3].derives_from = {"not"};
    const auto cycles = graph({unit(documents)}).cycles();
    ASSERT_EQ(cycles.size(), 1u);
    EXPECT_EQ(cycles[0].edges, (std::vector<CycleEdge>{edge(1, 3, 1), edge(3, 1, 0)}));
}

TEST_F(Graph, TellsWhichDocumentsCarryNothing) {
    std::vector<Document> documents = complete();
    documents.push_back(accepted("dasar", "sk", {}));  // carries what rests on it
    documents[0].derives_from = {"dasar"};
    documents.push_back(accepted("lepas", "sk", {}));                  // supports nothing
    documents.push_back(accepted("salah", "sk", {QuestionIndex(4)}));  // question 4 needs a photograph
    documents.push_back(accepted("akar", "sk", {}));                   // only what carries nothing rests on it
    documents[5].derives_from = {"akar"};
    documents.push_back(accepted("tanpa", "sk", {QuestionIndex(5)}));  // does not cover `tim`
    documents.back().args.clear();
    const auto orphans = graph({unit(documents)}).orphans();
    ASSERT_EQ(orphans.size(), 4u);
    EXPECT_EQ(orphans[0].document, 4u);
    EXPECT_EQ(orphans[0].why, Orphan::Why::supports_nothing);
    EXPECT_EQ(orphans[1].document, 5u);
    EXPECT_EQ(orphans[1].why, Orphan::Why::not_asked_for);
    EXPECT_EQ(orphans[2].document, 6u);
    EXPECT_EQ(orphans[3].document, 7u);
}

TEST_F(Graph, PutsCirclesAndWhatRestsOnThemLast) {
    std::vector<Document> documents;
    for (const char* id : {"e", "d", "c", "b", "a"}) documents.push_back(document(*model, "sk", DocumentStatus::submitted, id));
    documents[0].derives_from = {"d"};  // e rests on d, which is on a circle with c
    documents[1].derives_from = {"c"};
    documents[2].derives_from = {"d"};
    documents[3].supersedes = {"a"};  // b replaces a
    const EvidenceGraph g = graph({unit(documents)});
    const PreparationOrder order = g.preparation_order(UnitIndex(0), true);
    EXPECT_EQ(plain(order.documents), (std::vector<Index>{4, 3, 1, 2, 0}));
    EXPECT_EQ(plain(order.circular), (std::vector<Index>{1, 2}));
}

TEST_F(Graph, SumsTheLossesOfASharedDocumentOverItsUnits) {
    Unit a = unit({}, "a"), b = unit({}, "b"), c = unit(complete(), "c");
    for (Unit* one : {&a, &b})
        for (const Document& document : complete()) one->shared.push_back(std::make_shared<const Document>(document));
    const EvidenceGraph g = graph({a, b, c});
    const auto heaviest = g.heaviest(2);
    ASSERT_EQ(heaviest.size(), 2u);
    EXPECT_EQ(g.documents()[heaviest[0].document].unit, none);
    EXPECT_EQ(heaviest[0].units, 2u);
    const Impact impact = g.impact(heaviest[0].document, DocumentChange::rejected);
    EXPECT_EQ(heaviest[0].points, -(impact.units[0].consequence.points() + impact.units[1].consequence.points()));
    EXPECT_TRUE(g.heaviest(0).empty());
}

TEST_F(Graph, RadarPassesOverWhatChangesNothingAndNamesWhatDoes) {
    std::vector<Document> documents = complete();
    documents[1].issued = day("2025-05-31");  // too old on 1 July: half of Satu is lost, and P can do without it
    documents[0].valid_until =
        day("2025-12-30");  // 2 of Dua, 4/3 of Lima, 2/3 of Enam and 4/3 of Tujuh are left: 5 1/3 of the 4.5 that P asks for
    documents[2].valid_until = day("2026-01-30");  // without Lima no more than 4
    const EvidenceGraph g = graph({unit(documents)});
    const Radar radar = g.radar(UnitIndex(0), p);
    ASSERT_EQ(radar.now, Verdict::met);
    EXPECT_EQ(radar.day, day("2026-01-31"));
    EXPECT_EQ(plain(radar.documents), (std::vector<Index>{2}));
    EXPECT_EQ(radar.conditions, std::vector{ConditionIndex(0)});
    EXPECT_FALSE(radar.jointly || radar.through_rules || radar.until);
    EXPECT_EQ(g.radar(UnitIndex(0), p, day("2026-01-31")).day, day("2026-01-31"));
    const Radar early = g.radar(UnitIndex(0), p, day("2026-01-30"));
    EXPECT_FALSE(early.day);
    EXPECT_EQ(early.until, day("2026-01-30"));
    EXPECT_EQ(g.radar(UnitIndex(0), model->find_predicate("Q")).day, day("2026-01-31"));
}

TEST_F(Graph, RadarEndsWithTheRules) {
    Model ending = *model;
    std::vector<Document> documents = complete();
    documents[2].valid_until = documents[0].valid_until = day("2026-01-30");
    ending.in_force = Period{day("2021-12-31"), day("2026-02-01")};
    EXPECT_EQ(EvidenceGraph(std::make_shared<const Model>(ending), {unit(documents)}, today).radar(UnitIndex(0), p).day,
              day("2026-01-31"));
    ending.in_force->until = day("2026-01-31");
    const Radar radar = EvidenceGraph(std::make_shared<const Model>(ending), {unit(documents)}, today).radar(UnitIndex(0), p);
    EXPECT_FALSE(radar.day);
    EXPECT_EQ(radar.until, day("2026-01-30"));
}

TEST_F(Graph, RadarSaysWhenOnlyAllDocumentsTogetherWouldKeepThePredicate) {
    std::vector<Document> documents = complete();
    Model strict = *model;
    for (Condition& condition : strict.predicates[p].conditions)
        if (condition.subject == Condition::Subject::node) condition.threshold = Rational(10);
    for (Document& one : documents) one.valid_until = day("2025-06-19");
    documents.push_back(accepted("sia-sia", "sk", {QuestionIndex(4)}));  // expires with the others and matters to nothing
    documents.back().valid_until = day("2025-06-19");
    const EvidenceGraph g(std::make_shared<const Model>(strict), {unit(documents)}, today);
    const Radar radar = g.radar(UnitIndex(0), p);
    EXPECT_EQ(radar.day, day("2025-06-20"));
    EXPECT_TRUE(radar.jointly);
    EXPECT_EQ(plain(radar.documents), (std::vector<Index>{0, 1, 2}));
}

TEST_F(Graph, RadarAndFragilityKeepSilentOnWhatIsNotMet) {
    const EvidenceGraph g = graph({unit({})});
    EXPECT_EQ(g.radar(UnitIndex(0), p).now, Verdict::not_met);
    EXPECT_FALSE(g.radar(UnitIndex(0), p).day);
    EXPECT_FALSE(g.fragility(UnitIndex(0), p).at_most);
}

TEST_F(Graph, APredicateThatStandsWithoutDocumentsIsNotBreakable) {
    Model easy = *model;
    for (Condition& condition : easy.predicates[p].conditions) condition.threshold = Rational(0);
    const EvidenceGraph g(std::make_shared<const Model>(easy), {unit(complete())}, today);
    const Fragility fragility = g.fragility(UnitIndex(0), p);
    EXPECT_FALSE(fragility.breakable);
    EXPECT_TRUE(fragility.exact() && fragility.documents.empty());
    EXPECT_FALSE(g.radar(UnitIndex(0), p).day);
    EXPECT_FALSE(g.radar(UnitIndex(0), p).until);
}

TEST_F(Graph, AnEmptyPopulationHasAnEmptyGraph) {
    const EvidenceGraph g = graph({});
    EXPECT_TRUE(g.cycles().empty() && g.orphans().empty() && g.heaviest(5).empty() && g.documents().empty());
}

TEST_F(Graph, DrawsWhatTheInputHoldsAndNothingElse) {
    std::vector<Document> documents = complete();
    documents[0].id = "a\"]; evil -> b [x=\"\\";
    const std::string dot = unit_dot(graph({unit(documents)}), UnitIndex(0), Language::english);
    EXPECT_NE(dot.find("d0 [label=\"u: a\\\"]; evil -> b [x=\\\"\\\\\\nDecree, accepted\""), std::string::npos) << dot;
    EXPECT_EQ(dot, unit_dot(graph({unit(documents)}), UnitIndex(0), Language::english));
}

// A circle of many documents is found in bearable time, and so is everything else.
TEST_F(Graph, BearsManyDocuments) {
    std::vector<Document> documents;
    for (int i = 0; i < 20'000; ++i) {
        documents.push_back(accepted("d" + std::to_string(i), "foto", {QuestionIndex(4)}));
        documents.back().derives_from = {"d" + std::to_string((i + 1) % 20'000)};
        documents.back().valid_until = after(today, 1 + i % 3'000, CalendarUnit::day);
    }
    const EvidenceGraph g = graph({unit(std::move(documents))});
    ASSERT_EQ(g.cycles().size(), 1u);
    EXPECT_EQ(g.cycles()[0].edges.size(), 20'000u);
    EXPECT_EQ(g.preparation_order(UnitIndex(0), true).circular.size(), 20'000u);
}

// Found by the fuzz target `graph`: nothing but the reader keeps a host from it.
TEST_F(Graph, ReportsDoNotLookForOptionsThatAreNotThere) {
    Document one = accepted("d", "sk", {QuestionIndex(0)});
    one.supports = {{QuestionIndex(2), OptionIndex(1)},
                    {QuestionIndex(0), OptionIndex(9)}};  // a question that takes a number; beyond the scale
    const EvidenceGraph g = graph({unit({one})});
    EXPECT_NE(reach_text(g, GraphDocumentIndex(0), Language::english).find("Three\n"), std::string::npos);
    EXPECT_NE(reach_json(g, GraphDocumentIndex(0)).find("\"option\":null"), std::string::npos);
    EXPECT_FALSE(reach_dot(g, GraphDocumentIndex(0), Language::english).empty());
}

}  // namespace
}  // namespace zi::test
