/// Rules in text and one unit, for the tests of readiness.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>

#include "given.hpp"
#include "zi/program.hpp"
#include "zi/readiness.hpp"
#include "zi/unit.hpp"

namespace zi::test {

inline const Date today = day("2026-05-31");

inline Rational number(std::string_view text) {
    const auto value = Rational::parse(text);
    EXPECT_TRUE(value) << text;
    return value.value_or(Rational(-1));
}

/// A copy that tests may change: what the language cannot say yet is written into the fields.
inline Model rules(const std::string& text) { return *load_rules(text); }

inline Unit unit_of(const Model& model, const std::string& json) {
    Unit unit;
    read_units(model, json, Limits{}, [&](Result<Unit> read) {
        EXPECT_TRUE(read) << json;
        if (read) unit = std::move(*read);
        return true;
    });
    return unit;
}

/// By both ways of assessing, which must agree.
inline Assessment assessed(const Model& model, const Unit& unit, Date as_of = today) {
    AssessmentState state;
    Assessment fast = assess(Program(std::make_shared<const Model>(model)), unit, as_of, state);
    EXPECT_TRUE(fast == assess_reference(model, unit, as_of));
    return fast;
}

inline Readiness ready(const Model& model, const Unit& unit, std::string_view predicate = "P", Date as_of = today) {
    return readiness(model, unit, assessed(model, unit, as_of), model.find_predicate(predicate));
}

/// Ten points on a scale of hundredths, so that "7.5" is an answer worth 7.5 points, and facts of every type.
inline std::string sheet(const std::string& predicates) {
    return R"(regulation uji "Uji" en "Test"
level bagian "Bagian" en "Part"
grades mutu "Mutu" { D < C < B < A }
choice jenis "Jenis" { KL, PEMDA }
fact lolos boolean "Lolos"
fact jumlah count "Jumlah"
fact persen number 0 .. 100 "Persen"
fact sejak date "Sejak"
fact nilai mutu "Mutu"
fact bentuk jenis "Jenis"
scale poin number 0 .. 10 { value / 10 }
worksheet "Nilai" en "Score" 20 {
  bagian A "A" 10 { question a poin "Satu" 10 }
  bagian B "B" 10 { question a poin "Dua" 10 }
}
)" + predicates;
}

}  // namespace zi::test
