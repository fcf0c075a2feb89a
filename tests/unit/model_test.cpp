// Looking things up in a model, and citing.
#include "zi/load.hpp"

#include <gtest/gtest.h>

namespace zi {

namespace {

const char* const text = R"(
regulation r "R"
source P "PermenPANRB 90/2021 Lampiran III"
level area "Area"
fact instansi.opini boolean "Opini"
scale ya { Ya = 1 Tidak = 0 }

worksheet "W" 10 {
  area A as utama "A" 6 {
    question a as pertama ya "Q" @P:66 "Tabel 6" @P:66-67 @P @P "Pasal 7" @P:3-3
    question b ya "Q"
    question c ya "Q"
  }
  area B "B" 4 min {
    question a ya "Q"
  }
}

view area V "V" = A + B

predicate SATU "Satu" {
  meets DUA
  instansi.opini = yes
}

predicate DUA "Dua" {
  each area >= 60%
  total > 1/3
}
)";

class Lookup : public testing::Test {
protected:
    void SetUp() override {
        loaded_ = load_text("x.zi", text);
        ASSERT_TRUE(loaded_) << loaded_.text(Language::english);
    }
    const Model& model() const { return *loaded_.model; }
    Loaded loaded_;
};

TEST_F(Lookup, FindsNodesByPathAndAlias) {
    EXPECT_EQ(model().find_node("total"), 0u);
    EXPECT_EQ(model().nodes[model().find_node("A.a")].alias, "pertama");
    EXPECT_EQ(model().find_node("utama"), model().find_node("A"));
    EXPECT_EQ(model().find_node("pertama"), model().find_node("A.a"));
    for (const char* name : {"", "a", "A.", ".A", "A.d", "a.A", "V", "SATU", "instansi.opini", "utama.a"})
        EXPECT_EQ(model().find_node(name), none) << name;
}

TEST_F(Lookup, FindsQuestionsByPathAndAlias) {
    EXPECT_EQ(model().find_question("A.b"), 1u);
    EXPECT_EQ(model().find_question("pertama"), 0u);
    EXPECT_EQ(model().find_question("B.a"), 3u);
    for (const char* name : {"", "A", "utama", "total", "A.d", "V"}) EXPECT_EQ(model().find_question(name), none) << name;
}

TEST_F(Lookup, FindsFactsViewsAndPredicates) {
    EXPECT_EQ(model().find_fact("instansi.opini"), 0u);
    EXPECT_EQ(model().find_fact("opini"), none);
    EXPECT_EQ(model().find_fact(""), none);
    EXPECT_EQ(model().find_view("V"), 0u);
    EXPECT_EQ(model().find_view("A"), none);
    EXPECT_EQ(model().find_predicate("DUA"), 1u);
    EXPECT_EQ(model().find_predicate("TIGA"), none);
}

TEST_F(Lookup, StoresParentsBeforeChildren) {
    for (NodeIndex i{0}; i < model().nodes.size(); ++i) {
        const Node& node = model().nodes[i];
        EXPECT_EQ(node.parent == none, i == 0);
        if (i > 0) {
            EXPECT_LT(node.parent, i);
        }
        for (const Index child : node.children) EXPECT_EQ(model().nodes[child].parent, i);
        EXPECT_EQ(node.children.empty(), node.question != none);
        if (node.question != none) {
            EXPECT_EQ(model().questions[node.question].node, i);
        }
    }
}

TEST_F(Lookup, SharesWeightsExactly) {
    EXPECT_EQ(model().nodes[model().find_node("A.a")].weight, Rational(2));
    EXPECT_EQ(model().nodes[model().find_node("B.a")].weight, Rational(4));
    EXPECT_EQ(model().nodes[model().find_node("A")].combine, Combine::mean);
    EXPECT_EQ(model().nodes[model().find_node("B")].combine, Combine::min);
    EXPECT_EQ(model().nodes[0].combine, Combine::sum);
    EXPECT_EQ(model().views[0].weight, Rational(10));
}

TEST_F(Lookup, UnfoldsEachAndTurnsSharesIntoPoints) {
    const Predicate& predicate = model().predicates[model().find_predicate("DUA")];
    ASSERT_EQ(predicate.conditions.size(), 4u) << "A, B, V and total";
    EXPECT_EQ(predicate.conditions[0].id, "A");
    EXPECT_EQ(predicate.conditions[0].threshold, Rational(18, 5));
    EXPECT_EQ(predicate.conditions[0].share, Rational(3, 5));
    EXPECT_EQ(predicate.conditions[2].id, "V");
    EXPECT_EQ(predicate.conditions[2].subject, Condition::Subject::view);
    EXPECT_EQ(predicate.conditions[3].threshold, Rational(1, 3));
    EXPECT_FALSE(predicate.conditions[3].share);
}

TEST_F(Lookup, OrdersPredicatesBehindThoseTheyMeet) {
    EXPECT_EQ(model().predicate_order, (std::vector{PredicateIndex(1), PredicateIndex(0)}));
}

TEST_F(Lookup, Cites) {
    const auto& citations = model().nodes[model().find_node("A.a")].notes.citations;
    ASSERT_EQ(citations.size(), 5u);
    EXPECT_EQ(model().cite(citations[0], Language::indonesian), "PermenPANRB 90/2021 Lampiran III, hlm. 66, Tabel 6");
    EXPECT_EQ(model().cite(citations[0], Language::english), "PermenPANRB 90/2021 Lampiran III, p. 66, Tabel 6");
    EXPECT_EQ(model().cite(citations[1], Language::indonesian), "PermenPANRB 90/2021 Lampiran III, hlm. 66-67");
    EXPECT_EQ(model().cite(citations[2], Language::indonesian), "PermenPANRB 90/2021 Lampiran III");
    EXPECT_EQ(model().cite(citations[3], Language::indonesian), "PermenPANRB 90/2021 Lampiran III, Pasal 7");
    EXPECT_EQ(model().cite(citations[4], Language::indonesian), "PermenPANRB 90/2021 Lampiran III, hlm. 3");
    EXPECT_EQ(model().cite(Citation{}, Language::indonesian), "");
}

TEST(Citation, AppliesOnTheDaysOfItsSourceAndItsOwn) {
    const Loaded loaded = load_text("x.zi", R"(
regulation r "R"
source P "Lama" in force 2022-01-01 .. 2024-08-01
source Q "Baru" in force 2024-08-01
source K "Kertas kerja"
scale ya { Ya = 1 Tidak = 0 }
worksheet "W" 1 @P:1 @Q:1 @K:1 @P:2 until 2023-01-01 @Q:2 from 2020-01-01 @K:2 from 2023-06-01 until 2023-06-02 { question a ya "Q" }
)");
    ASSERT_TRUE(loaded) << loaded.text(Language::english);
    const auto on = [&](const char* day) {
        std::string pages;
        for (const Citation& one : loaded.model->nodes.front().notes.citations)
            if (one.applies_on(*Date::parse(day)))
                pages += loaded.model->sources[one.source].name + std::to_string(one.first_page) + " ";
        return pages;
    };
    EXPECT_EQ(on("2021-12-31"), "K1 ");
    EXPECT_EQ(on("2022-01-01"), "P1 K1 P2 ");
    EXPECT_EQ(on("2023-01-01"), "P1 K1 ");
    EXPECT_EQ(on("2023-06-01"), "P1 K1 K2 ");
    EXPECT_EQ(on("2023-06-02"), "P1 K1 ");
    EXPECT_EQ(on("2024-07-31"), "P1 K1 ");
    EXPECT_EQ(on("2024-08-01"), "Q1 K1 Q2 ");
}

TEST(Text, FallsBackToIndonesian) {
    EXPECT_EQ((Text{"nilai", "score"}.in(Language::english)), "score");
    EXPECT_EQ((Text{"nilai", "score"}.in(Language::indonesian)), "nilai");
    EXPECT_EQ((Text{"nilai", ""}.in(Language::english)), "nilai");
}

TEST(Band, ContainsWhatItsBracketsSay) {
    Band band{Rational(1), Rational(2), true, false, Rational(1)};
    EXPECT_TRUE(band.contains(Rational(1)));
    EXPECT_TRUE(band.contains(Rational(1999, 1000)));
    EXPECT_FALSE(band.contains(Rational(2)));
    EXPECT_FALSE(band.contains(Rational(999, 1000)));
    band.includes_low = false, band.includes_high = true;
    EXPECT_FALSE(band.contains(Rational(1)));
    EXPECT_TRUE(band.contains(Rational(2)));
}

}  // namespace

}  // namespace zi
