// The deepest input that limits let through is handled in a stack of 256 KiB: docs/limits.md.
#include "zi/graph.hpp"
#include "zi/improve.hpp"
#include "zi/load.hpp"
#include "zi/report.hpp"
#include "zi/why.hpp"

#include <gtest/gtest.h>
#include <pthread.h>

#include <functional>
#include <string>

namespace zi {

namespace {

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ZI_LARGE_FRAMES
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || !defined(__OPTIMIZE__)
#define ZI_LARGE_FRAMES
#endif

/// Runs on a thread with a small stack. Sanitizers and debug builds have frames several times as large.
void in_small_stack(const std::function<void()>& work) {
#ifdef ZI_LARGE_FRAMES
    constexpr std::size_t size = std::size_t{4} << 20;
#else
    constexpr std::size_t size = std::size_t{256} << 10;
#endif
    pthread_attr_t attributes;
    pthread_t thread;
    ASSERT_EQ(pthread_attr_init(&attributes), 0);
    ASSERT_EQ(pthread_attr_setstacksize(&attributes, size), 0);
    const auto run = [](void* what) -> void* { return (*static_cast<const std::function<void()>*>(what))(), nullptr; };
    ASSERT_EQ(pthread_create(&thread, &attributes, run, const_cast<std::function<void()>*>(&work)), 0);
    pthread_join(thread, nullptr);
    pthread_attr_destroy(&attributes);
}

std::string times(std::size_t count, const std::string& text) {
    std::string all;
    for (; count > 0; --count) all += text;
    return all;
}

const std::string head =
    "regulation x \"X\"\nlevel area \"Area\"\nscale t \"T\" { Y = 1 N = 0 }\nevidence sk \"SK\"\nfact unit.a boolean \"A\"\n";

std::string worksheet(const std::string& question) { return head + "worksheet \"W\" 1 {\n  question q " + question + "\n}\n"; }
std::string ratio(const std::string& value) {
    return worksheet("ratio \"Q\" 1 { input n \"N\" input m \"M\" when m = 0 then 0 value " + value + " capped }");
}

/// Whether they are in order or not: every place of every message is shown as well.
void read_rules(const std::string& text, bool sound) {
    in_small_stack([&] {
        const Loaded loaded = load_text("x.zi", text);
        EXPECT_EQ(bool(loaded), sound) << loaded.text(Language::english).substr(0, 300);
        EXPECT_EQ(loaded.text(Language::indonesian).empty(), loaded.diagnostics.empty());
        format("x.zi", text);
    });
}

TEST(SmallStack, HoldsTheDeepestRules) {
    read_rules(head + "worksheet \"W\" 1 {\n" + times(61, "area a \"A\" 1 {\n") + "question q t \"Q\" 1\n" + times(62, "}\n"),
               true);
    read_rules(ratio(times(60, "(") + "n / m" + times(60, ")")), true);
    read_rules(ratio(times(60, "min(1, ") + "n / m" + times(60, ")")), true);
    read_rules(ratio("min(1, (n" + times(490, " + 1") + ") / m)"), true);
    read_rules(worksheet("t \"Q\" 1 { needs " + times(60, "all(") + "sk" + times(60, ")") + " }"), true);
    const std::string guarded = worksheet("t \"Q\" 1") + "predicate P \"P\" { total >= 1 when ";
    read_rules(guarded + times(60, "(") + "unit.a = yes" + times(60, ")") + " }\n", true);
    read_rules(guarded + "unit.a = yes" + times(300, " and unit.a = yes") + " }\n", true);
}

TEST(SmallStack, HoldsRulesThatAreTooDeep) {
    read_rules(head + "worksheet \"W\" 1 " + times(100'000, "{"), false);
    read_rules(head + times(100'000, "area a \"A\" {\n"), false);
    for (const char* opening : {"(", "-", "min(1, ", "all(", "not "}) {
        read_rules(ratio(times(100'000, opening)), false);
        read_rules(worksheet("t \"Q\" 1 { needs " + times(100'000, opening) + "}"), false);
        read_rules(worksheet("t \"Q\" 1") + "predicate P \"P\" { total >= 1 when " + times(100'000, opening) + " }\n", false);
    }
}

TEST(SmallStack, HoldsTheDeepestUnits) {
    const Loaded loaded = load_text("x.zi", worksheet("t \"Q\" 1"));
    ASSERT_TRUE(loaded);
    Limits limits;
    limits.json_depth = 256;  // the most that zi_limits takes
    for (const std::string& open : {std::string("["), std::string("{\"a\":")})
        for (const std::size_t depth : {255, 1'000'000}) {
            const std::string text = "{\"id\":\"u\",\"facts\":" + times(depth, open);
            in_small_stack([&] {
                std::size_t refused = 0;
                read_units(*loaded.model, text, limits, [&](Result<Unit> unit) { return refused += unit ? 0u : 1u, true; });
                EXPECT_EQ(refused, 1u);
                EXPECT_FALSE(read_evidence(*loaded.model, text, limits));
                EXPECT_FALSE(read_costs(*loaded.model, text, limits));
            });
        }
}

TEST(SmallStack, HoldsLongChainsOfDocuments) {
    const Loaded loaded = load_text("x.zi", worksheet("t \"Q\" 1 { needs sk }") + "predicate P \"P\" { total >= 1 }\n");
    ASSERT_TRUE(loaded);
    constexpr std::size_t length = 5'000;
    std::string text = R"({"id":"u","answers":{"q":"Y"},"evidence":[{"id":"d0","kind":"sk","status":"submitted"})";
    for (std::size_t i = 1; i < length; ++i)
        text += ",{\"id\":\"d" + std::to_string(i) +
                R"(","kind":"sk","status":"submitted","supports":["q"],"derives_from":["d)" + std::to_string(i - 1) + "\"]}";
    text += "]}";
    in_small_stack([&] {
        const Date day = *Date::parse("2026-05-31");
        std::size_t read = 0;
        read_units(*loaded.model, text, {}, [&](Result<Unit> unit) {
            if (!unit) return ADD_FAILURE() << message(unit.diagnostics().front(), Language::english), true;
            ++read;
            const Assessment assessment = assess_reference(*loaded.model, *unit, day);
            EXPECT_EQ(assessment.predicates.front().verdict, Verdict::open);
            plan_improvement(*loaded.model, *unit, day, PredicateIndex(0), {});
            return true;
        });
        EXPECT_EQ(read, 1u);
    });
}

}  // namespace

}  // namespace zi
