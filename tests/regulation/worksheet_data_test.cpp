// The rules against data taken from the regulation: every id, name, weight, scale, text and page, and nothing besides.
#include <gtest/gtest.h>

#include <map>

#include "described.hpp"
#include "support.hpp"

namespace zi::regulation {

namespace {

Json lke_data() {
    Json data = normalized(Json::parse(read_file("tests/data/lke-2021.json")));
    data.erase("derived_from");
    // What is not printed is null there and an empty text in the model.
    for (Json& question : data["questions"])
        if (question.contains("options"))
            for (Json& option : question["options"])
                if (option["criteria"].is_null()) option["criteria"] = "";
    return data;
}

TEST(WorksheetData, IsWhatTheRegulationPrints) {
    const std::vector<std::string> found = differences(lke_data(), described(lke_model()));
    for (const std::string& line : found) ADD_FAILURE() << line;
}

TEST(WorksheetData, HasTheCountsOfTheRegulation) {
    const Json totals = described(lke_model())["totals"];
    EXPECT_EQ(totals["questions"], 113);
    EXPECT_EQ(totals["inputs"], 24);
    EXPECT_EQ(totals["indicators"], 42);
    EXPECT_EQ(totals["pemenuhan"], 87);
    EXPECT_EQ(totals["reform"], 23);
    EXPECT_EQ(totals["hasil"], 3);
    EXPECT_EQ(totals["weight"], "100");
}

/// Visits every leaf of a JSON value.
template <class Visit>
void leaves(Json& json, const Visit& visit) {
    if (!json.is_structured()) {
        visit(json);
        return;
    }
    for (auto& item : json) leaves(item, visit);
}

/// The comparison can fail: whatever single thing in the data is changed, it is noticed.
TEST(WorksheetData, EveryChangeIsNoticed) {
    Json data = lke_data();
    const Json model = described(lke_model());
    ASSERT_TRUE(differences(data, model).empty());
    std::size_t changes = 0;
    leaves(data, [&](Json& leaf) {
        const Json kept = leaf;
        if (leaf.is_number()) {
            leaf = leaf.get<int>() + 1;
        } else {
            const std::string text = leaf.get<std::string>();
            const auto value = Rational::parse(text);
            // A thousandth of a point, or one letter.
            leaf = value ? (*value + Rational(1, 1'000)).fraction() : text.empty() ? "x" : text.substr(0, text.size() - 1);
        }
        EXPECT_NE(data, model) << kept;
        leaf = kept;
        ++changes;
    });
    RecordProperty("changes", static_cast<int>(changes));
    EXPECT_GT(changes, 1'500u);
    EXPECT_EQ(data, model);
}

TEST(WorksheetData, MissingAndSuperfluousThingsAreNoticed) {
    const Json data = lke_data();
    Model model = lke_model();
    model.nodes.back().title.id += " ";
    EXPECT_EQ(differences(data, described(model)).size(), 1u);
    model = lke_model();
    model.nodes.pop_back();
    EXPECT_FALSE(differences(data, described(model)).empty());
    model = lke_model();
    model.nodes.push_back(model.nodes.back());
    EXPECT_FALSE(differences(data, described(model)).empty());
    model = lke_model();
    model.views.pop_back();
    EXPECT_FALSE(differences(data, described(model)).empty());
    model = lke_model();
    model.nodes[5].weight += Rational(1, 1'000);
    EXPECT_FALSE(differences(data, described(model)).empty());
}

TEST(WorksheetData, WeightsOfTheQuestionsMakeUpEveryNode) {
    const Model& model = lke_model();
    std::vector<Rational> sums(model.nodes.size());
    for (const Node& node : model.nodes) {
        if (node.question == none) continue;
        for (Index i = static_cast<Index>(&node - model.nodes.data()); i != none; i = model.nodes[i].parent)
            sums[i] += node.weight;
    }
    for (std::size_t i = 0; i < model.nodes.size(); ++i) EXPECT_EQ(sums[i], model.nodes[i].weight) << model.nodes[i].id;
    EXPECT_EQ(sums[0], Rational(100));
}

TEST(WorksheetData, EveryRuleSaysWhereItComesFrom) {
    const Model& model = lke_model();
    for (const Node& node : model.nodes) EXPECT_FALSE(node.notes.citations.empty()) << node.id;
    for (const View& view : model.views) EXPECT_FALSE(view.notes.citations.empty()) << view.name;
    for (const Scale& scale : model.scales) EXPECT_FALSE(scale.notes.citations.empty()) << scale.name;
    // One step of coaching is no stage of the regulation, and says so.
    const auto tells = [](const std::string& name, const Notes& notes) {
        return name == "data_dukung" || name == "unit.mulai_data_dukung" ? !notes.interpretations.empty()
                                                                         : !notes.citations.empty();
    };
    for (const Fact& fact : model.facts) EXPECT_TRUE(tells(fact.id, fact.notes)) << fact.id;
    for (const Predicate& predicate : model.predicates) {
        EXPECT_TRUE(tells(predicate.name, predicate.notes)) << predicate.name;
        for (const Condition& c : predicate.conditions)
            EXPECT_TRUE(tells(predicate.name, c.notes)) << predicate.name << " " << c.id;
    }
}

/// What decides where a denominator is zero. The regulation speaks of the discipline row only; everything else is an
/// interpretation and has to say so.
TEST(WorksheetData, ZeroDenominatorsAreDecidedOpenly) {
    const Model& model = lke_model();
    const std::map<std::string, std::vector<std::string>> wanted{
        {"A.II.1.i.a", {"0"}},     {"A.II.1.i.b", {"open"}},     {"A.II.3.iii.a", {"1", "0"}}, {"A.II.4.i.a", {"open"}},
        {"A.II.5.ii.a", {"open"}}, {"A.II.5.iii.a.a", {"open"}}, {"A.II.5.iii.b.a", {"open"}}, {"A.II.6.i.b", {"open"}},
    };
    std::map<std::string, std::vector<std::string>> got;
    for (const Question& q : model.questions) {
        if (q.kind != Question::Kind::ratio) continue;
        const std::string& id = model.nodes[q.node].id;
        for (const Case& c : q.cases) {
            got[id].push_back(c.value ? c.value->fraction() : "open");
            EXPECT_TRUE(!c.notes.interpretations.empty() || !c.notes.citations.empty()) << id;
        }
    }
    EXPECT_EQ(got, wanted);
}

}  // namespace

}  // namespace zi::regulation
