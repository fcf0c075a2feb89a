// No reader passes over what stands behind the end of a value.
#include "fixtures.hpp"

#include "zi/improve.hpp"
#include "zi/read_columns.hpp"
#include "text_source.hpp"

#include <gtest/gtest.h>

#include <cstring>
#include <string>
#include <vector>

namespace zi {

namespace {

using io::zona;

using namespace std::string_literals;

struct Told {
    std::size_t sound = 0;
    std::vector<Code> problems;
};

Told units(const std::string& text) {
    Told told;
    read_units(zona(), text, {}, [&](Result<Unit> unit) {
        if (unit)
            ++told.sound;
        else
            told.problems.push_back(unit.diagnostics().front().code);
        return true;
    });
    return told;
}

template <class T>
Told whole(const Result<T>& read) {
    if (read) return {1, {}};
    return {0, {read.diagnostics().front().code}};
}

Told columns(const std::string& text, bool csv) {
    Told told;
    const ByteSource source = test::text_source(text);
    ColumnsSink sink;
    sink.batch = [&](ColumnsBatch batch) { return told.sound += batch.ids.size(), true; };
    sink.refused = [&](const RefusedRow& row) { return told.problems.push_back(row.diagnostics.front().code), true; };
    ReadColumnsOptions options;
    const auto model = std::make_shared<const Model>(zona());
    if (csv)
        read_columns_csv(model, source, {}, sink, options);
    else
        read_columns_ndjson(model, *Date::parse("2026-05-31"), source, {}, sink, options);
    return told;
}

const std::vector<std::string>& behind() {
    static const std::vector<std::string> all{
        "\0"s,    "\0{\"id\":\"w\"}"s, "\0\n"s, " x", "}", "]", ",", "\x1a", "\xEF\xBB\xBF", "\xC2\xA0", "\xFF",
        "// end", "{\"id\":\"w\"}"};
    return all;
}

Code fault(const std::string& more) { return more == "\xFF" ? Code::invalid_utf8 : Code::json_syntax; }

TEST(WholeText, ValuesEndWhereTheTextDoes) {
    for (const std::string& more : behind()) {
        SCOPED_TRACE(testing::PrintToString(more));
        const std::vector<Code> syntax{fault(more)};
        const Told object = units(R"({"id":"v"})" + more), array = units(R"([{"id":"v"}])" + more);
        EXPECT_EQ(object.problems, syntax);
        EXPECT_EQ(array.problems, syntax);
        EXPECT_EQ(whole(read_evidence(zona(), "[]" + more, {})).problems, syntax);
        EXPECT_EQ(whole(read_costs(zona(), "{}" + more, {})).problems, syntax);
    }
}

// What is behind a value spoils its line and no other.
TEST(WholeText, LinesEndWhereTheyDo) {
    for (const std::string& more : behind()) {
        if (more.ends_with('\n')) continue;
        SCOPED_TRACE(testing::PrintToString(more));
        const std::string text = "{\"id\":\"u\"}\n{\"id\":\"v\"}" + more + "\n{\"id\":\"x\"}\n";
        for (const Told& told : {units(text), columns(text, false)}) {
            EXPECT_EQ(told.sound, 2u);
            EXPECT_EQ(told.problems, std::vector<Code>{fault(more)});
        }
    }
}

TEST(WholeText, CellsEndWhereTheyDo) {
    for (const std::string& more : {"\0"s, "\0A"s, "\x1a"s,
                                    "\xEF\xBB\xBF"
                                    "A"s}) {
        SCOPED_TRACE(testing::PrintToString(more));
        const Told told = columns("id,A.I.1.i.a\nu,Ya\nv,Ya" + more + "\nx,Ya\n", true);
        EXPECT_EQ(told.sound, 2u);
        EXPECT_EQ(told.problems, std::vector<Code>{Code::unknown_value});
    }
}

}  // namespace

}  // namespace zi
