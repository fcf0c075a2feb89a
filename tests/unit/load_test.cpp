// What load, load_text, read_from_disk and format promise in zi/load.hpp.
#include "zi/load.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include <sys/stat.h>

namespace zi {

namespace {

const std::string small =
    "regulation r \"R\"\n"
    "level area \"Area\"\n"
    "scale ya { Ya = 1 Tidak = 0 }\n"
    "worksheet \"W\" 1 {\n"
    "  area A as utama \"A\" {\n"
    "    question a ya \"Q\"\n"
    "  }\n"
    "}\n";

TEST(Load, GivesAModelWhenNothingIsWrong) {
    const Loaded loaded = load_text("x.zi", small);
    ASSERT_TRUE(loaded);
    EXPECT_TRUE(loaded.diagnostics.empty());
    EXPECT_EQ(loaded.text(Language::english), "");
    EXPECT_EQ(loaded.model->name, "r");
    ASSERT_EQ(loaded.sources->files().size(), 1u);
    EXPECT_EQ(loaded.sources->text(loaded.model->nodes[1].span), "A");
}

TEST(Load, GivesNoModelWhenThereIsAnError) {
    const Loaded loaded = load_text("x.zi", small + "view area V \"V\" = B\n");
    EXPECT_FALSE(loaded);
    EXPECT_EQ(loaded.model, nullptr);
    ASSERT_EQ(loaded.diagnostics.size(), 1u);
    EXPECT_EQ(loaded.sources->text(loaded.diagnostics.front().span), "B");
}

TEST(Load, GivesAModelWithWarnings) {
    const Loaded loaded = load_text("x.zi", small + "evidence e \"E\"\n");
    EXPECT_TRUE(loaded);
    ASSERT_EQ(loaded.diagnostics.size(), 1u);
    EXPECT_EQ(loaded.diagnostics.front().code, Code::unused);
}

TEST(Load, ReportsAFileThatCannotBeRead) {
    const Loaded loaded = load("tidak/ada.zi", [](std::string_view) { return std::nullopt; });
    EXPECT_FALSE(loaded);
    ASSERT_NE(loaded.sources, nullptr);
    ASSERT_EQ(loaded.diagnostics.size(), 1u);
    EXPECT_EQ(loaded.diagnostics.front().code, Code::file_unreadable);
    EXPECT_FALSE(loaded.diagnostics.front().span);
    EXPECT_NE(loaded.text(Language::english).find("`tidak/ada.zi`"), std::string::npos);
}

TEST(Load, AsksForIncludedFilesBesideTheOneThatIncludesThem) {
    const std::map<std::string, std::string, std::less<>> files{
        {"aturan/utama.zi", small + "include \"a/satu.zi\"\ninclude \"dua.zi\"\n"},
        {"aturan/a/satu.zi", "include \"b/tiga.zi\"\n"},
        {"aturan/a/b/tiga.zi", "interpretation i \"I\"\n"},
        {"aturan/dua.zi", "interpretation j \"J\"\n"}};
    std::vector<std::string> asked;
    const Loaded loaded = load("aturan/utama.zi", [&](std::string_view path) -> std::optional<std::string> {
        asked.emplace_back(path);
        const auto found = files.find(path);
        return found == files.end() ? std::nullopt : std::optional(found->second);
    });
    EXPECT_TRUE(loaded) << loaded.text(Language::english);
    EXPECT_EQ(asked, (std::vector<std::string>{"aturan/utama.zi", "aturan/a/satu.zi", "aturan/a/b/tiga.zi", "aturan/dua.zi"}));
    EXPECT_EQ(loaded.model->interpretations.size(), 2u);
}

TEST(Load, NeverAsksForAPathOutsideTheFolder) {
    for (const char* path : {"..", "../a.zi", "a/../b.zi", "/a.zi", ".", "./a.zi", "a//b.zi", "a/", "C:a.zi", "a\\\\b.zi", "",
                             "a/..", "file://a.zi"}) {
        int asked = 0;
        const Loaded loaded = load("x.zi", [&](std::string_view) {
            ++asked;
            return std::optional(small + "include \"" + path + "\"\n");
        });
        EXPECT_FALSE(loaded) << path;
        EXPECT_EQ(asked, 1) << path;
        EXPECT_EQ(loaded.diagnostics.front().code, Code::include_path) << path;
    }
}

TEST(LoadText, HasNoOtherFiles) {
    const Loaded loaded = load_text("x.zi", small + "include \"a.zi\"\n");
    EXPECT_FALSE(loaded);
    EXPECT_EQ(loaded.diagnostics.front().code, Code::file_unreadable);
    EXPECT_EQ(load_text("x.zi", small + "include \"x.zi\"\n").diagnostics.front().code, Code::include_cycle);
}

TEST(LoadText, TakesAnyBytes) {
    for (const std::string& text :
         {std::string(), std::string(1, '\0'), std::string("\xFF"), std::string("\xEF\xBB\xBF"), std::string("\xEF\xBB"),
          std::string("\r"), std::string("\r\n\r\n"), std::string("}"), std::string("{"), std::string("\""), std::string("//"),
          std::string("/"), std::string("\\")})
        EXPECT_FALSE(load_text("x.zi", text));
}

TEST(Load, IsSafeOnSeveralThreads) {
    std::vector<std::thread> threads;
    std::vector<int> good(4, 0);
    for (std::size_t t = 0; t < good.size(); ++t)
        threads.emplace_back([&good, t] {
            for (int i = 0; i < 50; ++i) {
                const bool broken = (i + static_cast<int>(t)) % 2 == 0;
                const Loaded loaded =
                    load_text("x.zi", broken ? small + "level \"x\"\nscale s number 0 .. 1 { (value }\n" : small);
                good[t] += broken ? loaded.diagnostics.size() == 2 : loaded.model && loaded.model->nodes.size() == 3;
            }
        });
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(good, (std::vector<int>{50, 50, 50, 50}));
}

class OnDisk : public testing::Test {
protected:
    void SetUp() override {
        const auto* test = testing::UnitTest::GetInstance()->current_test_info();
        folder_ = std::filesystem::path(testing::TempDir()) / (std::string("zi-") + test->name());
        std::filesystem::create_directories(folder_);
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }
    std::string write(const std::string& name, const std::string& text) const {
        std::ofstream(folder_ / name, std::ios::binary) << text;
        return (folder_ / name).string();
    }
    std::filesystem::path folder_;
};

TEST_F(OnDisk, ReadsBytesAsTheyAre) {
    const std::string bytes("a\r\n\0\xFF", 5);
    EXPECT_EQ(read_from_disk()(write("a.zi", bytes)), bytes);
    EXPECT_EQ(read_from_disk()(write("empty.zi", "")), "");
    const std::string large(100'000, 'x');
    EXPECT_EQ(read_from_disk()(write("large.zi", large)), large);
}

TEST_F(OnDisk, DoesNotReadWhatIsNotThere) {
    EXPECT_EQ(read_from_disk()((folder_ / "tidak_ada.zi").string()), std::nullopt);
    EXPECT_EQ(read_from_disk()(folder_.string()), std::nullopt);
    EXPECT_EQ(read_from_disk()(""), std::nullopt);
}

TEST_F(OnDisk, CutsLargeFilesOneByteBeyondTheLimit) {
    Limits limits;
    limits.file_bytes = 10;
    const std::string path = write("a.zi", std::string(100, 'x'));
    EXPECT_EQ(read_from_disk(limits)(path)->size(), 11u);
    EXPECT_EQ(load(path, read_from_disk(limits), limits).diagnostics.front().code, Code::limit);
}

TEST_F(OnDisk, LoadsWithIncludes) {
    write("b.zi", "interpretation i \"I\"\n");
    const std::string path = write("a.zi", small + "include \"b.zi\"\n");
    EXPECT_TRUE(load(path, read_from_disk()));
}

TEST_F(OnDisk, IncludedFilesLieInTheFolderWhereverLinksLead) {
    const std::string declared = "interpretation i \"I\"\n", path = write("a.zi", small + "include \"b.zi\"\n"),
                      outside = folder_.string() + "-outside.zi";
    std::ofstream(outside) << declared;
    const auto loads = [&](const std::filesystem::path& target) {
        std::filesystem::remove(folder_ / "b.zi");
        std::filesystem::create_symlink(target, folder_ / "b.zi");
        const Loaded loaded = load(path, read_from_disk());
        EXPECT_TRUE(loaded || loaded.diagnostics.front().code == Code::file_unreadable);
        return static_cast<bool>(loaded);
    };
    write("inside.zi", declared);
    EXPECT_TRUE(loads("inside.zi"));
    EXPECT_TRUE(loads(folder_ / "inside.zi"));
    EXPECT_FALSE(loads(outside));
    EXPECT_FALSE(loads("nowhere.zi"));
    EXPECT_FALSE(loads("b.zi"));
    EXPECT_FALSE(loads("/dev/zero"));
    EXPECT_EQ(read_from_disk()(outside), declared);  // nobody included it
    std::filesystem::remove(outside);
}

TEST_F(OnDisk, WaitsForNothing) {
    const std::string pipe = (folder_ / "b.zi").string();
    ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
    EXPECT_EQ(read_from_disk()(pipe), std::nullopt);
    EXPECT_EQ(read_from_disk()("/dev/zero"), std::nullopt);
    EXPECT_EQ(load(write("a.zi", small + "include \"b.zi\"\n"), read_from_disk()).diagnostics.front().code,
              Code::file_unreadable);
}

TEST(Load, RefusesWhatNobodySees) {
    const auto with = [](std::uint32_t code) {
        const auto tail = [code](int shift) { return static_cast<char>(0x80 | (code >> shift & 63)); };
        if (code < 0x80) return std::string{static_cast<char>(code)};
        if (code < 0x800) return std::string{static_cast<char>(0xC0 | code >> 6), tail(0)};
        if (code < 0x10000) return std::string{static_cast<char>(0xE0 | code >> 12), tail(6), tail(0)};
        return std::string{static_cast<char>(0xF0 | code >> 18), tail(12), tail(6), tail(0)};
    };
    const std::uint32_t unseen[] = {0x00,    0x08,    0x0B,    0x1B,    0x1F,    0x7F,    0x85,    0x9F,   0xAD,
                                    0x34F,   0x61C,   0x115F,  0x1160,  0x17B4,  0x180B,  0x180E,  0x200B, 0x200C,
                                    0x200D,  0x200E,  0x200F,  0x2028,  0x2029,  0x202A,  0x202E,  0x2060, 0x2064,
                                    0x2066,  0x2069,  0x206F,  0x3164,  0xFE00,  0xFE0F,  0xFEFF,  0xFFA0, 0xFFF9,
                                    0x13430, 0x1BCA0, 0x1D173, 0xE0001, 0xE0020, 0xE007F, 0xE0100, 0xE01EF};
    for (const std::uint32_t code : unseen) {
        const Loaded loaded = load_text("x.zi", "// " + with(code) + "\n" + small);
        ASSERT_FALSE(loaded) << code;
        EXPECT_EQ(loaded.diagnostics.front().code, Code::forbidden_character) << code;
        EXPECT_EQ(plain("a" + with(code) + "b"), "a b") << code;
    }
    const std::uint32_t seen[] = {'\t',   '\n',   '\r',   ' ',    '~',    0xA0,    0xA7,   0xE9,   0x300,
                                  0x350,  0x61B,  0x627,  0x1161, 0x2010, 0x2014,  0x2030, 0x2265, 0x20AC,
                                  0x3042, 0xA984, 0xFE10, 0xFF1D, 0xFFFD, 0x1F680, 0x20000};
    for (const std::uint32_t code : seen) EXPECT_TRUE(load_text("x.zi", "// " + with(code) + "\n" + small)) << code;
}

TEST(Format, BringsTextIntoItsCanonicalForm) {
    const Formatted result = format("x.zi", "regulation   r\n\"R\"   // c\n");
    ASSERT_TRUE(result.text);
    EXPECT_EQ(*result.text, "regulation r \"R\"  // c\n");
    EXPECT_TRUE(result.diagnostics.empty());
}

TEST(Format, GivesNoTextWhenTheSyntaxIsBroken) {
    const Formatted result = format("x.zi", "regulation r\n");
    EXPECT_FALSE(result.text);
    ASSERT_EQ(result.diagnostics.size(), 1u);
    EXPECT_EQ(result.diagnostics.front().code, Code::expected);
    EXPECT_NE(render(result.diagnostics, *result.sources, Language::english).find("x.zi:"), std::string::npos);
}

TEST(Format, LooksAtSyntaxOnly) {
    // Wrong weights, unknown names, undeclared levels, a missing regulation: a file that others include looks like this.
    const std::string text =
        "include \"tidak/ada.zi\"\n"
        "area A \"A\" 7 {\n"
        "  question a tidak_ada \"Q\" @X:99\n"
        "  part b \"B\" 1 {\n"
        "  }\n"
        "}\n";
    const Formatted result = format("x.zi", text);
    ASSERT_TRUE(result.text) << render(result.diagnostics, *result.sources, Language::english);
    EXPECT_EQ(*result.text, text);
}

TEST(Format, TakesNothing) {
    EXPECT_EQ(format("x.zi", "").text, "");
    EXPECT_EQ(format("x.zi", "\n \n").text, "");
    EXPECT_EQ(format("x.zi", "// c").text, "// c\n");
}

}  // namespace

}  // namespace zi
