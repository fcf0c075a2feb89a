// Long tables stay on the disk. They say what they say in memory, whatever the order of their lines.
#include "zi/load.hpp"
#include "zi/sheets.hpp"

#include "random.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include <unistd.h>

namespace zi::long_test {
namespace {

using test::Random;

std::shared_ptr<const Model> rules() {
    static const Loaded loaded = load_text("long.zi", R"(regulation long "Contoh"
level part "Bagian"
assessor TPI "Tim Penilai Internal"
fact office.open boolean "Buka"
scale three "Tiga pilihan" { A = 1 B = 0.5 C = 0 }
scale index number 0 .. 4 { value / 4 }
worksheet "Nilai" 10 {
  part 1 "Dokumen" 10 {
    question a three "Rencana kerja"
    question b three "Tim dibentuk"
    question c index "Survei"
  }
}
)");
    EXPECT_TRUE(loaded) << loaded.text(Language::english);
    return loaded.model;
}

SheetOptions options() {
    SheetOptions options;
    options.as_of = *Date::parse("2026-05-31");
    options.bad_values = BadValues::leave_open;
    return options;
}

/// A file while a test lasts.
struct File {
    explicit File(const std::string& text)
        : path(std::filesystem::temp_directory_path() / ("zi-long-" + std::to_string(getpid()) + ".csv")) {
        std::ofstream(path, std::ios::binary) << text;
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    ~File() {
        std::error_code none;
        std::filesystem::remove(path, none);
    }
    std::filesystem::path path;
};

std::string text_of(const Diagnostics& problems) {
    std::string text;
    for (const Diagnostic& one : problems) text += "\n  " + one.cell + " " + message(one, Language::english);
    return text;
}

std::string text_of(const Result<Unit>& unit) {
    if (!unit) return "refused" + text_of(unit.diagnostics());
    std::string text = unit->id + " " + unit->name;
    const auto add = [&](const auto& answers) {
        for (const Answer& one : answers) {
            text += " " + std::to_string(one.index());
            if (const auto* option = std::get_if<Member>(&one)) text += ":" + std::to_string(option->value);
            if (const auto* number = std::get_if<Rational>(&one)) text += ":" + number->fraction();
        }
    };
    add(unit->answers);
    for (const auto& answers : unit->assessed) add(answers);
    return text + text_of(unit->remarks);
}

/// Units in their order; and what is refused, which from the disk comes as it is met.
using Read = std::pair<std::vector<std::string>, std::vector<std::string>>;

Read read(const UnitFiles& files) {
    Read all;
    files.read(*rules(), options(), [&](const Result<Unit>& unit) {
        (unit ? all.first : all.second).push_back(text_of(unit));
        return true;
    });
    std::ranges::sort(all.second);
    return all;
}

UnitFiles on_disk(const File& file) {
    auto files = UnitFiles::open({{file.path.string(), std::nullopt}});
    EXPECT_TRUE(files && files->files().front().bytes.empty());
    return std::move(*files);
}

UnitFiles in_memory(const File& file, const std::string& text) {
    auto files = UnitFiles::open({{file.path.string(), text}});
    EXPECT_TRUE(files && !files->files().front().bytes.empty());
    return std::move(*files);
}

constexpr const char* head = "unit;nama;pertanyaan;jawaban;penilai;catatan\n";

/// Lines of units that follow one another, or lie between each other over `apart` lines.
std::string lines(std::size_t units, std::size_t apart, std::uint64_t odd, Random& random) {
    std::vector<std::string> all;
    const std::string remark(60, 'x');
    for (std::size_t u = 0; u < units; ++u)
        for (const char* question : {"1.a", "1.b", "1.c", "1.a", "office.open"}) {
            const bool assessed = all.size() % 5 == 3;
            const std::string number = std::to_string(random.below(4)), choice(1, static_cast<char>('A' + random.below(3)));
            std::string answer = question[2] == 'c' ? number : question[0] == 'o' ? "ya" : choice;
            std::string id = "sintetis-" + std::to_string(u);
            if (random.likely(odd)) answer = "x";
            if (random.likely(odd)) question = "1.z";
            if (random.likely(odd)) id = "";
            all.push_back(id + ";Unit " + std::to_string(u) + ";" + question + ";" + answer + ";" +
                          (assessed && !random.likely(odd) ? "TPI" : "") + ";" + remark + "\n");
        }
    for (std::size_t i = 0; i < all.size(); ++i) std::swap(all[i], all[std::min(all.size() - 1, i + random.below(apart))]);
    std::string text = head;
    for (const std::string& line : all) text += line;
    return text;
}

TEST(Long, ATableOnTheDiskSaysWhatItSaysInMemory) {
    Random random(16);
    for (const std::uint64_t odd : {0u, 3u})
        for (const std::size_t apart : {1u, 40u, 10'000u}) {
            const std::string text = lines(2'500, apart, odd, random);
            ASSERT_GT(text.size(), std::size_t{1} << 20);
            const File file(text);
            const Read found = read(on_disk(file));
            EXPECT_TRUE(found == read(in_memory(file, text))) << odd << " " << apart;
            EXPECT_GT(found.first.size(), 2'000u);
            EXPECT_EQ(found.second.empty(), odd == 0);
        }
}

/// As columns too, and as often as somebody asks.
TEST(Long, AsColumns) {
    Random random(17);
    const std::string text = lines(2'500, 40, 0, random);
    const File file(text);
    const UnitFiles files = on_disk(file);
    for (int turn = 0; turn < 2; ++turn) {
        std::vector<std::string> ids;
        std::size_t told = 0;
        ColumnsSink sink;
        sink.refused = [](const RefusedRow& row) { return ADD_FAILURE() << text_of(row.diagnostics), false; };
        sink.batch = [&](const ColumnsBatch& batch) { return ids.insert(ids.end(), batch.ids.begin(), batch.ids.end()), true; };
        files.read_columns(0, rules(), options(), sink, 100, [&](const TakenFor& taken) { told += taken.layout == "lines"; });
        EXPECT_EQ(ids.size(), 2'500u);
        EXPECT_EQ(told, 1u);
    }
}

/// What somebody does to the file is not passed over.
TEST(Long, AFileThatIsNoMoreIsRefused) {
    Random random(18);
    const File file(lines(2'500, 1, 0, random));
    UnitFiles files = on_disk(file);
    files.look(*rules(), options());
    EXPECT_EQ(files.files().front().taken.value().layout, "lines");
    std::filesystem::remove(file.path);
    const Read found = read(files);
    EXPECT_TRUE(found.first.empty());
    ASSERT_FALSE(found.second.empty());
    EXPECT_NE(found.second.back().find("cannot be read"), std::string::npos) << found.second.back();
}

/// Units above a line that is broken are whole; the one that it stands in is not told.
TEST(Long, WhatIsWrongFurtherDown) {
    Random random(19);
    std::string text = lines(2'500, 1, 0, random);
    text.insert(text.rfind("sintetis-2400;"), "y;Y;1.a;\"A;;\n");
    const File file(text);
    const Read found = read(on_disk(file));
    EXPECT_EQ(found.first.size(), 2'400u);
    ASSERT_EQ(found.second.size(), 1u);
}

}  // namespace
}  // namespace zi::long_test
