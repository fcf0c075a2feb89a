// Does docs/evidence.md tell the truth about its own example?
#include <fstream>
#include <sstream>

#include "support.hpp"
#include "zi/report.hpp"

namespace zi::test {
namespace {

std::string document_text() {
    std::ifstream file(ZI_SOURCE_DIR "/docs/evidence.md");
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

/// The first block with this info string.
std::string block(const std::string& text, const std::string& info) {
    const std::string fence = "```" + info + "\n";
    const std::size_t begin = text.find(fence);
    if (begin == std::string::npos) return {};
    return text.substr(begin + fence.size(), text.find("```", begin + fence.size()) - begin - fence.size());
}

class EvidenceDocument : public testing::Test {
protected:
    const std::string text = document_text();
    const Loaded rules = load_text("evidence.md", block(text, "zi"));
};

TEST_F(EvidenceDocument, TheExampleIsAssessedAsItSays) {
    ASSERT_TRUE(rules) << rules.text(Language::english);
    const auto units = read_all(*rules.model, block(text, "json"));
    ASSERT_EQ(units.size(), 1u);
    ASSERT_TRUE(units[0]) << message(units[0].diagnostics().front(), Language::english);
    const Unit& unit = *units[0];
    const Assessment result = assessed(rules.model, unit, day("2025-06-15"));
    EXPECT_EQ(result.nodes[0].certain, Rational(5));
    EXPECT_EQ(result.nodes[0].possible, Rational(10));
    EXPECT_NE(explain(*rules.model, unit, result, Language::english)
                  .find("evidence: awaiting verification (Minutes of a meeting notulen-5)"),
              std::string::npos);
    std::string shown = block(text, "json output"), json = to_json(*rules.model, unit, result);
    std::erase_if(shown, [](char c) { return c == ' ' || c == '\n'; });
    EXPECT_NE(json.find(shown), std::string::npos) << json;
}

TEST_F(EvidenceDocument, TheSharedDocumentsServeWhomItSays) {
    ASSERT_TRUE(rules);
    const auto shared = read_evidence(*rules.model, block(text, "json shared"), {});
    ASSERT_TRUE(shared) << message(shared.diagnostics().front(), Language::english);
    Unit seven(*rules.model, "klinik-7"), eight(*rules.model, "klinik-8");
    eight.belongs_to = {"pemda"};
    ASSERT_EQ(shared->serving(seven).size(), 1u);
    EXPECT_EQ(shared->serving(seven)[0]->id, "sk-khusus");
    ASSERT_EQ(shared->serving(eight).size(), 1u);
    EXPECT_EQ(shared->serving(eight)[0]->id, "sk-pemda");
}

TEST_F(EvidenceDocument, TheRulesAreWithoutRemarkAndInCanonicalForm) {
    EXPECT_TRUE(rules.diagnostics.empty()) << rules.text(Language::english);
    EXPECT_EQ(format("evidence.md", block(text, "zi")).text, block(text, "zi"));
}

TEST_F(EvidenceDocument, NamesEveryStatusAndStanding) {
    using enum DocumentStatus;
    for (const DocumentStatus status : {missing, submitted, verifying, needs_repair, accepted, rejected})
        EXPECT_NE(text.find("`" + std::string(code(status)) + "`"), std::string::npos) << code(status);
    for (auto standing = Standing::accepted; standing <= Standing::missing;
         standing = static_cast<Standing>(static_cast<int>(standing) + 1))
        EXPECT_NE(text.find("| `" + std::string(code(standing)) + "` |"), std::string::npos) << code(standing);
}

}  // namespace
}  // namespace zi::test
