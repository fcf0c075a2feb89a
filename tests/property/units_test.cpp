// Reading units: totals and their parts, and the many spellings of one number.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "choices.hpp"
#include "zi/load.hpp"
#include "zi/unit.hpp"

namespace zi {

namespace {

using test::Choices;
using test::for_all;

const Model& model() {
    static const Loaded loaded = load_text("satuan.zi", R"(
regulation r "R"
scale s number 0 .. 1000 { value / 1000 }
fact f.nilai number 0 .. 1000 "Nilai"
fact f.jumlah count "Jumlah"
worksheet "W" 2 {
  question a s "A"
  question b ratio "B" {
    input semua "Semua" = pria + wanita + anak
    input pria "Pria"
    input wanita "Wanita"
    input anak "Anak" = bayi + balita
    input bayi "Bayi"
    input balita "Balita"
    value pria / semua capped
  }
}
predicate P "P" { f.nilai >= 1 f.jumlah >= 1 total >= 1 }
)");
    return *loaded.model;
}

const Question& totals() { return model().questions[1]; }
enum Place { all, men, women, children, babies, toddlers };

Counts counts_of(const std::vector<std::optional<std::int64_t>>& values) {
    Counts counts;
    for (const auto& value : values) counts.values.push_back(value ? std::optional(Rational(*value)) : std::nullopt);
    return counts;
}

std::optional<std::int64_t> at(const Counts& counts, Place place) {
    return counts.values[place] ? std::optional(counts.values[place]->small()->first) : std::nullopt;
}

TEST(DeriveTotals, FollowTheirParts) {
    std::size_t refused = 0, derived = 0;
    for_all(10'000, 20, [&](Choices& choose) {
        std::vector<std::optional<std::int64_t>> given(6);
        for (const Place place : {men, women, babies, toddlers})
            if (choose.likely(75)) given[place] = static_cast<std::int64_t>(choose.below(6));
        const auto sum = [&](const auto& a, const auto& b) { return a && b ? std::optional(*a + *b) : std::nullopt; };
        if (choose.likely(40)) given[children] = static_cast<std::int64_t>(choose.below(10));
        if (choose.likely(40)) given[all] = static_cast<std::int64_t>(choose.below(18));
        // By hand: a total is what is stated, else what its parts make up.
        const auto kids = given[children] ? given[children] : sum(given[babies], given[toddlers]);
        const auto parts = sum(sum(given[men], given[women]), kids);
        const auto known = [](const auto& value) { return value.value_or(0); };
        const bool sound = (!given[children] || (given[babies] && given[toddlers]
                                                     ? *given[children] == *given[babies] + *given[toddlers]
                                                     : *given[children] >= known(given[babies]) + known(given[toddlers]))) &&
                           (!given[all] || (parts ? *given[all] == *parts
                                                  : *given[all] >= known(given[men]) + known(given[women]) + known(kids)));
        Counts counts = counts_of(given);
        Diagnostics diagnostics;
        const bool accepted = derive_totals(totals(), counts, "u", "/answers/b", diagnostics);
        RC_ASSERT(accepted == sound);
        RC_ASSERT(accepted == diagnostics.empty());
        for (const Diagnostic& d : diagnostics) {
            RC_ASSERT(d.code == Code::total_mismatch);
            RC_ASSERT(d.unit == "u");
            RC_ASSERT(d.path == "/answers/b/semua" || d.path == "/answers/b/anak");
        }
        refused += accepted ? 0 : 1;
        if (!accepted) return;
        // What was given stays; what follows is filled in; nothing else is.
        for (const Place place : {men, women, babies, toddlers}) RC_ASSERT(at(counts, place) == given[place]);
        RC_ASSERT(at(counts, children) == kids);
        RC_ASSERT(at(counts, all) == (given[all] ? given[all] : parts));
        if (!given[all] && parts) ++derived;
        Counts again = counts;
        RC_ASSERT(derive_totals(totals(), again, "u", "/answers/b", diagnostics));
        RC_ASSERT(again == counts);
    });
    EXPECT_GT(refused, 1'000u);
    EXPECT_GT(derived, 1'000u);
}

std::optional<Unit> unit_of(const std::string& json) {
    std::optional<Unit> unit;
    read_units(model(), json, Limits{}, [&](Result<Unit> result) {
        if (result) unit = std::move(*result);
        return true;
    });
    return unit;
}

TEST(ReadUnits, SpellingsOfOneNumberGiveOneNumber) {
    for_all(3'000, 8, [](Choices& choose) {
        const std::size_t whole = choose.below(1'000), decimals = choose.below(10'000);
        const Rational value(static_cast<std::int64_t>(whole * 10'000 + decimals), 10'000);
        const std::string point = fmt::format("{}.{:04}", whole, decimals);
        const std::string digits = std::to_string(whole * 10'000 + decimals);
        for (const std::string& spelling :
             {point, "\"" + point + "\"", digits + "e-4", digits + "E-04", "\"" + digits + "e-4\"",
              point + "00000000000000000000", point + "e0", "\"" + digits + "/10000\"",
              fmt::format("0.000{:07}e6", whole * 10'000 + decimals), point + "e+000"}) {
            const auto unit = unit_of(
                fmt::format(R"({{"id": "u", "facts": {{"f": {{"nilai": {}}}}}, "answers": {{"a": {}}}}})", spelling, spelling));
            if (!unit) RC_FAIL("refused: " + spelling);
            RC_ASSERT(std::get<Rational>(unit->answers[0]) == value);
            RC_ASSERT(std::get<Rational>(unit->facts[0]) == value);
        }
    });
}

TEST(ReadUnits, CountsMayBeSpelledAsAnyWholeNumber) {
    for_all(2'000, 8, [](Choices& choose) {
        const auto count = static_cast<std::int64_t>(choose.below(65'535)) * 1'000;
        for (const std::string& spelling :
             {std::to_string(count), std::to_string(count) + ".0", fmt::format("{}e3", count / 1'000),
              fmt::format("\"{}\"", count), fmt::format("{}.000e+3", count / 1'000)}) {
            const auto unit = unit_of(fmt::format(
                R"({{"id": "u", "facts": {{"f.jumlah": {}}}, "answers": {{"b": {{"pria": {}}}}}}})", spelling, spelling));
            if (!unit) RC_FAIL("refused: " + spelling);
            RC_ASSERT(std::get<Rational>(unit->facts[1]) == Rational(count));
            RC_ASSERT(std::get<Counts>(unit->answers[1]).values[men] == Rational(count));
        }
    });
}

}  // namespace

}  // namespace zi
