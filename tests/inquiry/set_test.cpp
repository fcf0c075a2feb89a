// Answers and facts of a unit, set by name.
#include "zi/load.hpp"
#include "zi/unit.hpp"

#include <gtest/gtest.h>

namespace zi {

namespace {

const char* const text = R"(regulation uji "Uji"
assessor dalam "Dalam"
scale abc { A = 1 B = 0.5 C = 0 }
scale skor number 0 .. 4 step 0.01 { value / 4 }
fact unit.izin boolean "Izin"
fact unit.sejak date "Sejak"
worksheet "Nilai" 10 {
  question a as pertama abc "Satu"
  question b skor "Dua"
  question c ratio "Tiga" {
    input semua "Semua" = ya + tidak
    input ya "Ya"
    input tidak "Tidak"
    when semua = 0 then open
    value ya / semua capped
  }
}
predicate P "P" { total >= 7 }
)";

class Set : public testing::Test {
protected:
    const Loaded loaded = load_text("uji.zi", text);
    const Model& model = *loaded.model;
    Unit unit{model, "u"};

    void refused(const Diagnostics& problems, Code code, const std::string& path, const std::string& suggestion = {}) {
        ASSERT_EQ(problems.size(), 1u);
        EXPECT_EQ(problems.front().code, code) << message(problems.front(), Language::english);
        EXPECT_EQ(problems.front().path, path);
        EXPECT_EQ(problems.front().unit, "u");
        EXPECT_EQ(problems.front().suggestion, suggestion);
    }
};

TEST_F(Set, TakesTextAsACellDoes) {
    EXPECT_TRUE(set_answer(model, unit, "a", "B").empty());
    EXPECT_TRUE(set_answer(model, unit, "b", "3.5").empty());
    EXPECT_TRUE(set_fact(model, unit, "unit.izin", "ya").empty());
    EXPECT_TRUE(set_fact(model, unit, "unit.sejak", "2026-01-31").empty());
    EXPECT_EQ(unit.answers[0], Answer(Member{1}));
    EXPECT_EQ(unit.answers[1], Answer(Rational(7, 2)));
    EXPECT_EQ(unit.facts[0], FactValue(true));
    EXPECT_EQ(unit.facts[1], FactValue(*Date::parse("2026-01-31")));
    EXPECT_TRUE(set_answer(model, unit, "pertama", "C").empty());  // by its readable name
    EXPECT_EQ(unit.answers[0], Answer(Member{2}));
}

TEST_F(Set, TakesValuesThatHaveTheirType) {
    EXPECT_TRUE(set_answer(model, unit, "a", Member{1}).empty());
    EXPECT_TRUE(set_answer(model, unit, "c", Counts{{{}, Rational(3), Rational(1)}}).empty());
    EXPECT_EQ(std::get<Counts>(unit.answers[2]).values[0], Rational(4));  // follows from its parts
    EXPECT_TRUE(set_fact(model, unit, "unit.izin", false).empty());
    EXPECT_EQ(unit.facts[0], FactValue(false));
    EXPECT_TRUE(set_answer(model, unit, "a", Answer()).empty());
    EXPECT_EQ(unit.answers[0], Answer());
    EXPECT_TRUE(set_fact(model, unit, "unit.izin", FactValue()).empty());
    EXPECT_EQ(unit.facts[0], FactValue());
}

TEST_F(Set, TakesAnswersOfAssessors) {
    EXPECT_TRUE(set_answer(model, unit, "b", "1.25", "dalam").empty());
    EXPECT_EQ(unit.assessed.at(0).at(1), Answer(Rational(5, 4)));
    EXPECT_EQ(unit.answers[1], Answer());
    refused(set_answer(model, unit, "b", "1", "dalm"), Code::unknown_name, "/assessed/dalm", "dalam");
    refused(set_answer(model, unit, "b", "9", "dalam"), Code::number_range, "/assessed/dalam/b");
}

TEST_F(Set, RefusesWhatDoesNotFitAndChangesNothing) {
    ASSERT_TRUE(set_answer(model, unit, "a", "B").empty());
    ASSERT_TRUE(set_fact(model, unit, "unit.izin", "ya").empty());
    const Unit before = unit;
    refused(set_answer(model, unit, "a", "D"), Code::unknown_value, "/answers/a");
    refused(set_answer(model, unit, "a", Rational(1)), Code::unknown_value, "/answers/a");
    refused(set_answer(model, unit, "b", "3.555"), Code::number_step, "/answers/b", "3.56");
    refused(set_answer(model, unit, "c", "3"), Code::json_type, "/answers/c");
    refused(set_answer(model, unit, "c", Counts{{Rational(5), Rational(3), Rational(1)}}), Code::total_mismatch,
            "/answers/c/semua");
    refused(set_answer(model, unit, "pertam", "A"), Code::unknown_question, "/answers/pertam", "pertama");
    refused(set_answer(model, unit, "total", "A"), Code::unknown_question, "/answers/total");
    refused(set_fact(model, unit, "unit.izin", "mungkin"), Code::unknown_value, "/facts/unit.izin");
    refused(set_fact(model, unit, "unit.izin", *Date::parse("2026-01-31")), Code::json_type, "/facts/unit.izin");
    refused(set_fact(model, unit, "unit.sejka", "never"), Code::unknown_fact, "/facts/unit.sejka", "unit.sejak");
    EXPECT_EQ(unit.answers, before.answers);
    EXPECT_EQ(unit.facts, before.facts);
}

TEST_F(Set, MakesRoomInAUnitThatHasNone) {
    Unit bare;
    EXPECT_TRUE(set_answer(model, bare, "b", "1").empty());
    EXPECT_TRUE(set_fact(model, bare, "unit.sejak", "never").empty());
    EXPECT_EQ(bare.answers.size(), 3u);
    EXPECT_EQ(bare.facts.size(), 2u);
}

}  // namespace

}  // namespace zi
