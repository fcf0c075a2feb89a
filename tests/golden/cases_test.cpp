// Every file in tests/cases: what is said about the bad ones, and what becomes of the good ones. See tests/README.md.
#include "cases.hpp"

#include "syntax/parse.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace zi::cases {

namespace {

std::string expectation(const std::filesystem::path& folder, const std::string& file, const char* extension) {
    return (folder / file).replace_extension(extension).string();
}

// ---- Bad files -----------------------------------------------------------------------------------------------------

class Bad : public testing::TestWithParam<std::string> {};

TEST_P(Bad, IsExplained) {
    const Loaded loaded = load(GetParam(), reader_of(bad_folder));
    EXPECT_FALSE(loaded.diagnostics.empty()) << "nothing is wrong with this file";
    EXPECT_EQ(loaded.model == nullptr, has_errors(loaded.diagnostics));
    expect_file(expectation(bad_folder, GetParam(), ".expect"), both_languages(loaded.diagnostics, *loaded.sources));
}

INSTANTIATE_TEST_SUITE_P(Cases, Bad, testing::ValuesIn(rules_in(bad_folder)),
                         [](const auto& parameter) { return test_name(parameter.param); });

// ---- Good files ----------------------------------------------------------------------------------------------------

class Good : public testing::TestWithParam<std::string> {};

std::vector<std::string> comments_of(const std::string& name, const std::string& text) {
    const syntax::Reader reader = [&](std::string_view) { return std::optional(text); };
    syntax::ParseOptions options;
    options.follow_includes = false;
    options.any_level = true;
    SourceSet sources;
    Diagnostics diagnostics;
    const syntax::Parsed parsed = syntax::parse(name, reader, options, sources, diagnostics);
    std::vector<std::string> comments;
    for (const syntax::Comment& comment : parsed.comments) comments.push_back(comment.text);
    std::sort(comments.begin(), comments.end());
    return comments;
}

std::string formatted(std::string_view name, const std::string& text) {
    const Formatted result = format(name, text);
    EXPECT_TRUE(result.text) << render(result.diagnostics, *result.sources, Language::english);
    return result.text.value_or("");
}

TEST_P(Good, Loads) {
    const Loaded loaded = load(GetParam(), reader_of(good_folder));
    EXPECT_TRUE(loaded) << loaded.text(Language::english);
    expect_file(expectation(good_folder, GetParam(), ".expect"), both_languages(loaded.diagnostics, *loaded.sources));
}

TEST_P(Good, HasOneCanonicalForm) {
    const std::string text = read(good_folder / GetParam()).value();
    const std::string once = formatted(GetParam(), text);
    EXPECT_EQ(formatted(GetParam(), once), once);
    EXPECT_EQ(comments_of(GetParam(), text), comments_of(GetParam(), once));
    const std::string canonical = expectation(good_folder, GetParam(), ".fmt");
    if (blessing() || std::filesystem::exists(canonical))
        expect_file(canonical, once == text ? "" : once);
    else
        EXPECT_EQ(once, text);
}

TEST_P(Good, MeansTheSameWhenFormatted) {
    const FileReader reader = reader_of(good_folder);
    const FileReader formatting = [&](std::string_view path) -> std::optional<std::string> {
        const auto text = reader(path);
        return text ? std::optional(formatted(path, *text)) : std::nullopt;
    };
    const Loaded before = load(GetParam(), reader);
    const Loaded after = load(GetParam(), formatting);
    ASSERT_TRUE(before);
    ASSERT_TRUE(after) << after.text(Language::english);
    EXPECT_EQ(summary(*before.model), summary(*after.model));
}

INSTANTIATE_TEST_SUITE_P(Cases, Good, testing::ValuesIn(rules_in(good_folder)),
                         [](const auto& parameter) { return test_name(parameter.param); });

// ---- The collection as a whole -------------------------------------------------------------------------------------

TEST(Collection, HasABadCaseForEveryCode) {
    if (blessing()) GTEST_SKIP() << "expectations are being rewritten";
    std::string all;
    for (const std::string& file : rules_in(bad_folder)) all += read(expectation(bad_folder, file, ".expect")).value_or("");
    for (const Code code : all_codes()) {
        if (static_cast<int>(code) >= 800) continue;  // about units
        if (code == Code::too_many) continue;         // needs hundreds of errors: tests/unit/limits_test.cpp
        if (code == Code::cancelled) continue;        // needs a host program: tests/unit/limits_test.cpp
        if (code == Code::uncited) continue;          // listed on demand: tests/cli/check-citations.case
        EXPECT_TRUE(all.find("[" + code_name(code) + "]") != std::string::npos) << "no bad case shows " << code_name(code);
    }
}

TEST(Collection, HasNoStrayExpectation) {
    for (const auto& folder : {bad_folder, good_folder})
        for (const auto& entry : std::filesystem::directory_iterator(folder)) {
            if (entry.is_directory() || entry.path().extension() == ".zi") continue;
            EXPECT_TRUE(std::filesystem::exists(std::filesystem::path(entry).replace_extension(".zi"))) << entry.path();
        }
}

TEST(Collection, ExplainsEachBadCaseInItsFirstLine) {
    for (const std::string& file : rules_in(bad_folder)) {
        if (file == "empty_file.zi") continue;
        const std::string text = read(bad_folder / file).value();
        std::string_view start = text;
        while (start.starts_with("\xEF\xBB\xBF")) start.remove_prefix(3);
        EXPECT_TRUE(start.starts_with("// ")) << file;
    }
}

// ---- The catalogue of diagnostics ----------------------------------------------------------------------------------

std::vector<char> holes(std::string_view text) {
    std::vector<char> found;
    for (std::size_t i = 0; i + 2 < text.size(); ++i)
        if (text[i] == '{' && text[i + 2] == '}' && text[i + 1] >= '0' && text[i + 1] <= '9') found.push_back(text[i + 1]);
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

TEST(Catalogue, ListsCodesInAscendingOrderOnce) {
    const auto& codes = all_codes();
    EXPECT_FALSE(codes.empty());
    EXPECT_EQ(std::adjacent_find(codes.begin(), codes.end(), [](Code a, Code b) { return a >= b; }), codes.end());
}

TEST(Catalogue, SpeaksBothLanguages) {
    for (const Code code : all_codes()) {
        SCOPED_TRACE(code_name(code));
        const Description id = describe(code, Language::indonesian);
        const Description en = describe(code, Language::english);
        EXPECT_FALSE(id.message.empty());
        EXPECT_FALSE(en.message.empty());
        EXPECT_NE(id.message, en.message);
        EXPECT_EQ(id.help.empty(), en.help.empty());
        EXPECT_EQ(id.related.empty(), en.related.empty());
        EXPECT_EQ(holes(id.message), holes(en.message));
        EXPECT_EQ(holes(id.help), holes(en.help));
        EXPECT_EQ(holes(id.related), holes(en.related));
    }
}

}  // namespace

}  // namespace zi::cases
