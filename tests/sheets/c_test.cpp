// The samples through the C ABI: the same values, the same cells.
#ifdef ZI_C_TOO

#include "samples.hpp"

#include <zi.h>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <memory>
#include <set>
#include <string>

namespace zi {
namespace {

using nlohmann::json;

using sheets_test::content;
using sheets_test::samples;

template <class Handle, void (*release)(Handle*)>
struct Free {
    void operator()(Handle* handle) const { release(handle); }
};
using Rules = std::unique_ptr<zi_rules, Free<zi_rules, zi_rules_free>>;
using Units = std::unique_ptr<zi_units, Free<zi_units, zi_units_free>>;

const zi_rules* rules_of_2021() {
    static const Rules held = [] {
        zi_rules* found = nullptr;
        EXPECT_EQ(zi_rules_load_file(ZI_SOURCE_DIR "/rules/zi-2021.zi", nullptr, nullptr, nullptr, &found, nullptr), ZI_OK);
        return Rules(found);
    }();
    return held.get();
}

/// From its name, or from its bytes.
Units read_sample(const std::string& file, bool from_bytes, std::int32_t bad_values = ZI_LEAVE_OPEN) {
    zi_read_options options = ZI_INIT(zi_read_options);
    options.as_of = "2026-05-31";
    options.bad_values = bad_values;
    const std::string path = samples + file, held = content(path);
    const char* const names[] = {path.c_str()};
    const char* const data[] = {held.data()};
    const std::size_t sizes[] = {held.size()};
    zi_units* units = nullptr;
    zi_error* error = nullptr;
    const zi_status status = from_bytes ? zi_read_bytes(rules_of_2021(), names, data, sizes, 1, &options, &units, &error)
                                        : zi_read_files(rules_of_2021(), names, 1, &options, &units, &error);
    EXPECT_EQ(status, ZI_OK) << zi_error_message(error, ZI_ENGLISH);
    zi_error_free(error);
    return Units(units);
}

struct Told {
    json units = json::object();   ///< by id
    std::set<std::string> errors;  ///< cells of what is refused
    std::string file;
};

Told assessed(const zi_units* units) {
    zi_options options = ZI_INIT(zi_options);
    options.as_of = "2026-05-31";
    options.seen_by = "unit";
    options.read = units;
    Told told;
    const zi_sink sink = [](void* user, std::uint64_t, const char* text, std::size_t size, const zi_error* refused) {
        Told& into = *static_cast<Told*>(user);
        if (text) {
            json unit = json::parse(std::string_view(text, size));
            into.units[unit["id"].get<std::string>()] = unit;
        }
        for (std::size_t i = 0; i < zi_error_diagnostic_count(refused); ++i) {
            zi_diagnostic one = ZI_INIT(zi_diagnostic);
            zi_error_diagnostic(refused, i, ZI_ENGLISH, &one);
            if (one.severity == ZI_ERROR) into.errors.insert(one.cell);
            into.file = one.file;
        }
        return 0;
    };
    zi_error* error = nullptr;
    EXPECT_EQ(zi_assess_units(rules_of_2021(), nullptr, 0, &options, sink, &told, &error), ZI_OK)
        << zi_error_message(error, ZI_ENGLISH);
    zi_error_free(error);
    return told;
}

/// Answers as expected.json has them; a total that follows from its parts may be left out there.
void expect_said(const json& unit, const json& wanted) {
    for (const auto& [question, row] : unit.at("answers").items()) {
        SCOPED_TRACE(question);
        const json& answer = row.at("answer");
        if (!wanted.contains(question)) {
            EXPECT_TRUE(answer.is_null()) << answer;
        } else if (wanted[question].is_object()) {
            for (const auto& [input, count] : wanted[question].items())
                EXPECT_EQ(answer.at(input).is_string() ? std::stoll(answer[input].get<std::string>())
                                                       : answer[input].get<long long>(),
                          count.get<long long>());
        } else {
            EXPECT_EQ(answer, wanted[question]);
        }
    }
}

TEST(SamplesByC, GiveWhatTheirCellsSay) {
    const json expected = json::parse(content(samples + "expected.json"));
    std::size_t forms = 0, units = 0;
    for (const char* kind : {"workbooks", "csv"})
        for (const json& one : expected.at(kind)) {
            const std::string file = one.at("file");
            SCOPED_TRACE(file);
            const Units by_name = read_sample(file, false), by_bytes = read_sample(file, true);
            ASSERT_TRUE(by_name && by_bytes);
            zi_units_file taken = ZI_INIT(zi_units_file);
            ASSERT_EQ(zi_units_file_at(by_name.get(), 0, ZI_INDONESIAN, &taken), ZI_OK);
            if (one.contains("sheet")) {
                EXPECT_EQ(taken.sheet, one["sheet"]);
            }
            EXPECT_EQ(taken.kind, file.ends_with(".xlsx") ? ZI_FILE_WORKBOOK : ZI_FILE_TABLE);
            const Told told = assessed(by_name.get()), again = assessed(by_bytes.get());
            EXPECT_EQ(told.units, again.units);
            EXPECT_EQ(told.errors, again.errors);
            if (one.contains("answers")) {
                ++forms;
                ASSERT_EQ(told.units.size(), 1u);
                expect_said(told.units.front(), one["answers"].at("answer_unit"));
                EXPECT_EQ(taken.layout, one["layout"]);
                // Refused whole, with each of its cells.
                const Told strict = assessed(read_sample(file, false, ZI_REFUSE_UNIT).get());
                std::set<std::string> cells;
                for (const json& wrong : one["errors"]) cells.insert(wrong["cell"].get<std::string>());
                EXPECT_EQ(strict.errors, cells);
                EXPECT_EQ(strict.units.empty(), !cells.empty());
                EXPECT_EQ(strict.file, cells.empty() ? "" : samples + file);
            } else {
                ASSERT_EQ(told.units.size(), one.at("units").size());
                for (const json& unit : one["units"]) {
                    ++units;
                    ASSERT_TRUE(told.units.contains(unit["id"].get<std::string>()));
                    expect_said(told.units[unit["id"].get<std::string>()], unit["answers"]);
                }
            }
        }
    EXPECT_GE(forms, 6u);
    EXPECT_GE(units, 10u);
}

TEST(SamplesByC, AFolderIsReadInOnePiece) {
    zi_read_options options = ZI_INIT(zi_read_options);
    options.as_of = "2026-05-31";
    const std::string folder = samples.substr(0, samples.size() - 1);
    const char* const paths[] = {folder.c_str()};
    zi_units* units = nullptr;
    ASSERT_EQ(zi_read_files(rules_of_2021(), paths, 1, &options, &units, nullptr), ZI_OK);
    const Units held(units);
    EXPECT_EQ(zi_units_file_count(units), 13u);  // expected.json, and what it is about
    const Told told = assessed(units);
    EXPECT_TRUE(told.units.contains("lke-zi-2021-readable"));
}

}  // namespace
}  // namespace zi

#endif
