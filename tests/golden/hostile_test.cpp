// Whatever stands in a file: no crash, an explanation with a place in both languages, and a canonical form that stays as it is.
// Files of the collection and real rules are damaged at random, always in the same way. ZI_MUTATIONS sets how often.
#include "cases.hpp"

#include "syntax/lexer.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <random>

namespace zi::cases {

namespace {

namespace fs = std::filesystem;

struct Victim {
    fs::path folder;
    std::string main;  ///< the file to load
    std::string name;  ///< the file to damage: `main` or one that it includes
    std::string text;
};

std::vector<Victim> victims() {
    std::vector<Victim> list;
    for (const fs::path& folder : {good_folder, bad_folder, rules_folder})
        for (const std::string& name : rules_in(folder)) list.push_back({folder, name, name, read(folder / name).value()});
    for (const std::string& name : rules_in(rules_folder / "zi-2021"))
        list.push_back({rules_folder, "zi-2021.zi", "zi-2021/" + name, read(rules_folder / "zi-2021" / name).value()});
    return list;
}

/// Pieces that have a meaning, or that have upset parsers.
constexpr std::array<std::string_view, 94> pieces{"{",
                                                  "}",
                                                  "(",
                                                  ")",
                                                  "[",
                                                  "]",
                                                  "\"",
                                                  "\\",
                                                  "//",
                                                  "\n",
                                                  "\r\n",
                                                  "\t",
                                                  " ",
                                                  ",",
                                                  ".",
                                                  "..",
                                                  ":",
                                                  "@",
                                                  "=",
                                                  "<",
                                                  ">",
                                                  ">=",
                                                  "<=",
                                                  "+",
                                                  "-",
                                                  "*",
                                                  "/",
                                                  "%",
                                                  "0",
                                                  "1",
                                                  "1/0",
                                                  "1e5",
                                                  "0.5",
                                                  "60%",
                                                  "1/3",
                                                  "99999999999999999999999999999999999999999",
                                                  "2021-12-31",
                                                  "2021-02-30",
                                                  "nan",
                                                  "inf",
                                                  "\"teks\"",
                                                  "\"\\n\"",
                                                  "\"\\x\"",
                                                  "en",
                                                  "as",
                                                  "in",
                                                  "force",
                                                  "or",
                                                  "and",
                                                  "when",
                                                  "then",
                                                  "open",
                                                  "unless",
                                                  "from",
                                                  "until",
                                                  "each",
                                                  "meets",
                                                  "min",
                                                  "max",
                                                  "sum",
                                                  "mean",
                                                  "capped",
                                                  "value",
                                                  "input",
                                                  "criteria",
                                                  "needs",
                                                  "any(",
                                                  "all(",
                                                  "of",
                                                  "fresh",
                                                  "year",
                                                  "question a ratio \"Q\" {",
                                                  "scale",
                                                  "grades",
                                                  "choice",
                                                  "level",
                                                  "area",
                                                  "worksheet",
                                                  "predicate P \"P\" {",
                                                  "view",
                                                  "fact",
                                                  "count",
                                                  "include \"x.zi\"",
                                                  "interpretation",
                                                  "regulation",
                                                  "total",
                                                  "\xC2\xA7",
                                                  "\xE2\x80\xAE",
                                                  "\xFF",
                                                  "\xC0\xAF",
                                                  "\xEF\xBB\xBF",
                                                  std::string_view("\0", 1),
                                                  "((((((((((((((((",
                                                  "----------------"};

class Mutator {
public:
    explicit Mutator(std::uint64_t seed) : random_(seed) {}

    std::size_t below(std::size_t limit) { return limit == 0 ? 0 : static_cast<std::size_t>(random_() % limit); }

    std::string mutate(std::string text, const std::string& other) {
        for (std::size_t times = 1 + below(4); times > 0; --times) {
            const auto [begin, end] = below(2) == 0 ? bytes(text) : tokens(text);
            const std::string part = text.substr(begin, end - begin);
            switch (below(7)) {
                case 0: text.erase(begin, end - begin); break;
                case 1: text.insert(end, part); break;
                case 2: text.insert(below(text.size() + 1), part); break;
                case 3: text.replace(begin, end - begin, pieces[below(pieces.size())]); break;
                case 4: text.insert(begin, std::string(" ") + std::string(pieces[below(pieces.size())]) + " "); break;
                case 5: text.insert(begin, std::string(1 + below(3), static_cast<char>(below(256)))); break;
                case 6: {
                    const auto [from, to] = tokens(other);
                    text.replace(begin, end - begin, other.substr(from, to - from));
                    break;
                }
            }
        }
        return text;
    }

private:
    std::pair<std::size_t, std::size_t> bytes(const std::string& text) {
        const std::size_t begin = below(text.size() + 1);
        return {begin, std::min(text.size(), begin + below(12))};
    }

    /// A few tokens in a row.
    std::pair<std::size_t, std::size_t> tokens(const std::string& text) {
        const char* const first = text.data();
        const char* const last = first + text.size();
        const char* begin = first + below(text.size() + 1);
        while (begin != last && syntax::is_word(*begin)) ++begin;
        begin = syntax::skip_blanks(begin, last);
        const char* end = begin;
        for (std::size_t count = 1 + below(8); count > 0 && end != last; --count)
            end = syntax::scan_any(syntax::skip_blanks(end, last), last);
        return {static_cast<std::size_t>(begin - first), static_cast<std::size_t>(end - first)};
    }

    std::mt19937_64 random_;
};

bool inside(Span span, const SourceSet& sources) {
    if (!span) return true;
    const SourceSet::File* file = sources.file_of(span.begin);
    return file && span.begin <= span.end && span.end - file->base <= file->text.size();
}

void expect_sound(const Diagnostics& diagnostics, const SourceSet& sources) {
    for (const Diagnostic& d : diagnostics) {
        for (const Language language : {Language::indonesian, Language::english}) {
            EXPECT_FALSE(message(d, language).empty());
            EXPECT_TRUE(render(d, sources, language).ends_with('\n'));
        }
        EXPECT_TRUE(inside(d.span, sources)) << code_name(d.code);
        for (const Span span : d.related) EXPECT_TRUE(inside(span, sources)) << code_name(d.code);
    }
}

/// How many damaged files were still read: the test is worth something only if many are.
struct Survivors {
    int formatted = 0, loaded = 0;
};

void expect_sound(const Victim& victim, const std::string& text, bool whole_regulation, Survivors* survivors = nullptr) {
    const FileReader disk = reader_of(victim.folder);
    const auto loaded_with = [&](const std::string& changed) {
        return load(whole_regulation ? victim.main : victim.name,
                    [&](std::string_view path) { return path == victim.name ? std::optional(changed) : disk(path); });
    };
    const Loaded loaded = loaded_with(text);
    EXPECT_EQ(loaded.model == nullptr, has_errors(loaded.diagnostics));
    expect_sound(loaded.diagnostics, *loaded.sources);

    const Formatted formatted = format(victim.name, text);
    expect_sound(formatted.diagnostics, *formatted.sources);
    EXPECT_EQ(formatted.text.has_value(), !has_errors(formatted.diagnostics));
    if (survivors) survivors->formatted += formatted.text.has_value(), survivors->loaded += loaded.model != nullptr;
    if (!formatted.text) return;
    const Formatted again = format(victim.name, *formatted.text);
    EXPECT_EQ(again.text, formatted.text);
    if (!loaded) return;
    const Loaded reloaded = loaded_with(*formatted.text);
    ASSERT_TRUE(reloaded) << reloaded.text(Language::english);
    EXPECT_EQ(summary(*reloaded.model), summary(*loaded.model));
}

TEST(Hostile, DamagedFilesAreExplainedAndNeverCrash) {
    const char* wanted = std::getenv("ZI_MUTATIONS");
    const int count = wanted ? std::atoi(wanted) : 3000;
    const std::vector<Victim> all = victims();
    Mutator mutator(20211231);
    Survivors survivors;
    for (int i = 0; i < count && !testing::Test::HasFailure(); ++i) {
        const Victim& victim = all[mutator.below(all.size())];
        const std::string text = mutator.mutate(victim.text, all[mutator.below(all.size())].text);
        expect_sound(victim, text, victim.name == victim.main || i % 10 == 0, &survivors);
        EXPECT_FALSE(testing::Test::HasFailure()) << "mutation " << i << " of " << victim.name << ":\n" << text;
    }
    if (count >= 1000) {
        EXPECT_GT(survivors.formatted, count / 20);
        EXPECT_GT(survivors.loaded, count / 200);
    }
}

TEST(Hostile, EveryBeginningOfAFileIsExplained) {
    for (const char* name : {"every_statement.zi", "weird_spacing.zi", "comments_everywhere.zi", "unicode.zi", "crlf.zi"}) {
        const Victim victim{good_folder, name, name, read(good_folder / name).value()};
        for (std::size_t length = 0; length < victim.text.size(); ++length) {
            expect_sound(victim, victim.text.substr(0, length), true);
            ASSERT_FALSE(testing::Test::HasFailure()) << name << " cut after " << length << " bytes";
        }
    }
}

TEST(Hostile, EveryFileWithoutOneTokenIsExplained) {
    for (const char* name : {"every_statement.zi", "weird_spacing.zi"}) {
        const Victim victim{good_folder, name, name, read(good_folder / name).value()};
        const char* const first = victim.text.data();
        const char* const last = first + victim.text.size();
        for (const char* token = syntax::skip_blanks(first, last); token != last;) {
            const char* const end = syntax::scan_any(token, last);
            expect_sound(victim, std::string(first, token) + std::string(end, last), true);
            ASSERT_FALSE(testing::Test::HasFailure())
                << name << " without " << std::string(token, end) << " at " << token - first;
            token = syntax::skip_blanks(end, last);
        }
    }
}

}  // namespace

}  // namespace zi::cases
