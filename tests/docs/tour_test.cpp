// The figures that docs/language.md gives for its tour.
#include "snippets.hpp"

#include "zi/assess.hpp"
#include "zi/load.hpp"
#include "zi/unit.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

namespace zi::docs {
namespace {

std::shared_ptr<const Model> tour() {
    const auto block =
        std::find_if(all_blocks().begin(), all_blocks().end(), [](const Block& b) { return b.get("id") == "tour"; });
    return block == all_blocks().end() ? nullptr : load_text("rules.zi", block->text).model;
}

Assessment assessed(const Model& model, const std::string& answers) {
    Assessment assessment;
    const std::string unit = R"({"id": "1", "facts": {"klinik.izin": true}, "answers": )" + answers + "}";
    read_units(model, unit, {}, [&](Result<Unit> read) {
        EXPECT_TRUE(read) << unit;
        if (read) assessment = assess_reference(model, *read, *Date::parse("2025-06-01"));
        return true;
    });
    return assessment;
}

TEST(Tour, ScoresAsTheTextSays) {
    const auto model = tour();
    ASSERT_TRUE(model);
    const Assessment all = assessed(*model, R"({"A.a": "A", "A.b": {"selesai": 3, "masuk": 4}, "B.a": "B"})");
    const auto score = [&](const Assessment& assessment, const char* id) { return assessment.nodes.at(model->find_node(id)); };
    EXPECT_EQ(score(all, "total"), (Score{Rational(29, 4), Rational(29, 4)}));
    EXPECT_EQ(score(all, "pelayanan"), (Score{Rational(21, 4), Rational(21, 4)}));
    EXPECT_EQ(score(all, "sarana"), (Score{Rational(2), Rational(2)}));
    ASSERT_EQ(all.predicates.size(), 1u);
    EXPECT_EQ(all.predicates[0].verdict, Verdict::not_met);
    ASSERT_EQ(all.predicates[0].conditions.size(), 4u);
    EXPECT_EQ(all.predicates[0].conditions[0].verdict, Verdict::met);
    EXPECT_EQ(all.predicates[0].conditions[1].verdict, Verdict::met);
    EXPECT_EQ(all.predicates[0].conditions[2].verdict, Verdict::not_met);
    EXPECT_EQ(all.predicates[0].conditions[3].verdict, Verdict::met);

    const Assessment unfinished = assessed(*model, R"({"A.a": "A", "A.b": {"selesai": 3, "masuk": 4}})");
    EXPECT_EQ(score(unfinished, "sarana"), (Score{Rational(0), Rational(4)}));
    EXPECT_EQ(unfinished.predicates[0].verdict, Verdict::open);
}

}  // namespace
}  // namespace zi::docs
