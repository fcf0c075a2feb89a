// CSV and NDJSON streams say the same as units in JSON, in pieces of any size, and refuse what those refuse.
#include "columnar/arrow_arrays.hpp"
#include "columnar/support.hpp"
#include "columnar/values.hpp"
#include "zi/load.hpp"
#include "zi/read_columns.hpp"
#include "zi/report.hpp"
#include "text_source.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <random>

namespace zi {

namespace {

const std::shared_ptr<const Model>& zi_2021() {
    static const Loaded loaded = load(ZI_SOURCE_DIR "/rules/zi-2021.zi", read_from_disk());
    if (!loaded) ADD_FAILURE() << loaded.text(Language::english);
    return loaded.model;
}
const Date as_of = *Date::parse("2026-01-01");

struct Read {
    std::vector<std::string> ids;
    std::vector<std::string> names;
    std::vector<std::uint64_t> lines;
    std::vector<Columns> batches;
    std::vector<RefusedRow> refused;
};

/// Hands the text over in pieces of `piece` bytes.
Read read(const std::string& text, bool csv, std::size_t piece = 100'000, std::size_t rows = 1'000, const Limits& limits = {},
          const std::shared_ptr<const Model>& rules = zi_2021()) {
    Read out;
    const ByteSource source = test::text_source(text, piece);
    ColumnsSink sink;
    sink.batch = [&](ColumnsBatch batch) {
        EXPECT_LE(batch.columns.rows(), rows);
        EXPECT_EQ(batch.columns.rows(), batch.ids.size());
        EXPECT_EQ(batch.columns.rows(), batch.names.size());
        out.names.insert(out.names.end(), batch.names.begin(), batch.names.end());
        out.ids.insert(out.ids.end(), batch.ids.begin(), batch.ids.end());
        out.lines.insert(out.lines.end(), batch.lines.begin(), batch.lines.end());
        out.batches.push_back(std::move(batch.columns));
        return true;
    };
    sink.refused = [&](RefusedRow row) { return out.refused.push_back(std::move(row)), true; };
    if (csv)
        read_columns_csv(rules, source, limits, sink, {rows, nullptr});
    else
        read_columns_ndjson(rules, as_of, source, limits, sink, {rows, nullptr});
    return out;
}

/// Random units, as JSON lines and as CSV.
struct Written {
    std::string json, csv;
};

Written any_units(std::size_t count, unsigned seed) {
    std::mt19937 random(seed);
    const auto below = [&](std::size_t n) { return random() % n; };
    const Model& rules = *zi_2021();
    const ColumnLayout layout(rules);
    Written out;
    out.csv = "id,name";
    std::vector<std::string> heads;
    for (const Field& field : layout.fields())
        if (field.kind != Field::Kind::document && field.kind != Field::Kind::evidence) out.csv += "," + field.name;
    for (const Assessor& one : rules.assessors)
        for (QuestionIndex q{0}; q < 3; ++q) out.csv += "," + one.name + ":" + layout.fields()[layout.answer(q)].name;
    out.csv += "\r\n";
    for (std::size_t i = 0; i < count; ++i) {
        std::string id = fmt::format("sintetis-{}", i);
        std::string cells = i % 7 == 0 ? fmt::format("\"{}, \"\"x\"\"\"", id) : id;
        const std::string name = i % 3 == 0 ? "" : fmt::format("Unit sintetis {}", i);
        cells += "," + name;
        std::string answers, facts, assessed;
        if (i % 7 == 0) id += ", \\\"x\\\"";
        const auto option = [&](const Question& question) {
            const auto& options = rules.scales[question.scale].options;
            return options[below(options.size())].key;
        };
        for (const Question& question : rules.questions) {
            const std::string& name = rules.nodes[question.node].id;
            if (question.kind == Question::Kind::ratio) {
                std::string counts;
                // No part is above its whole; sometimes all of them are nothing.
                const bool bounded =
                    std::ranges::any_of(question.inputs, [](const Input& input) { return input.at_most != none; });
                const bool nothing = bounded && below(10) == 0;
                for (const Input& input : question.inputs) {
                    if (!input.parts.empty() || below(10) == 0) {
                        cells += ",";
                        continue;
                    }
                    const auto given = std::to_string(!bounded                ? below(50)
                                                      : nothing               ? 0
                                                      : input.at_most != none ? below(8)
                                                                              : 8 + below(42));
                    cells += "," + given;
                    counts += fmt::format("{}\"{}\":{}", counts.empty() ? "" : ",", input.key, given);
                }
                if (!counts.empty()) answers += fmt::format("{}\"{}\":{{{}}}", answers.empty() ? "" : ",", name, counts);
            } else if (below(12) == 0) {
                cells += ",";
            } else if (question.kind == Question::Kind::number) {
                const Scale& scale = rules.scales[question.scale];
                const Rational number = min(scale.max, scale.min + (scale.step ? *scale.step : Rational(1, 100)) *
                                                                       Rational(static_cast<std::int64_t>(below(400))));
                cells += "," + number.decimal(2);
                answers += fmt::format("{}\"{}\":{}", answers.empty() ? "" : ",", name, number.decimal(2));
            } else {
                const std::string key = option(question);
                cells += "," + key;
                answers += fmt::format("{}\"{}\":\"{}\"", answers.empty() ? "" : ",", name, key);
            }
        }
        for (const Fact& fact : rules.facts) {
            cells += ",";
            if (below(3) == 0) continue;
            std::string text;
            switch (fact.type) {
                case Fact::Type::boolean: text = below(2) == 0 ? "true" : "false"; break;
                case Fact::Type::count: text = std::to_string(below(3)); break;
                case Fact::Type::number: text = fact.min.decimal(0); break;
                case Fact::Type::date:
                    text = below(4) == 0 ? "never" : fmt::format("202{}-0{}-11", below(10), 1 + below(9));
                    break;
                case Fact::Type::member:
                    text =
                        rules.enumerations[fact.enumeration].values[below(rules.enumerations[fact.enumeration].values.size())];
                    break;
            }
            cells += text == "true" && below(2) == 0 ? "Ya" : text;
            const bool quoted = fact.type == Fact::Type::date || fact.type == Fact::Type::member;
            facts += fmt::format("{}\"{}\":{}", facts.empty() ? "" : ",", fact.id, quoted ? "\"" + text + "\"" : text);
        }
        for (const Assessor& one : rules.assessors) {
            std::string given;
            for (Index q = 0; q < 3; ++q) {
                const std::string key = below(2) == 0 ? option(rules.questions[q]) : "";
                cells += "," + key;
                if (!key.empty())
                    given +=
                        fmt::format("{}\"{}\":\"{}\"", given.empty() ? "" : ",", rules.nodes[rules.questions[q].node].id, key);
            }
            assessed += fmt::format("{}\"{}\":{{{}}}", assessed.empty() ? "" : ",", one.name, given);
        }
        out.json += fmt::format(R"({{"id":"{}",{}"answers":{{{}}}, "facts": {{{}}},"assessed":{{{}}}}})", id,
                                name.empty() ? "" : "\"name\":\"" + name + "\",", answers, facts, assessed) +
                    "\n";
        out.csv += cells + "\r\n";
    }
    return out;
}

Columns reference(const std::string& text, const std::shared_ptr<const Model>& rules = zi_2021()) {
    ColumnsBuilder builder(rules, as_of);
    read_units(*rules, text, {}, [&](Result<Unit> unit) {
        if (unit)
            builder.append(*unit);
        else
            ADD_FAILURE() << message(unit.diagnostics().front(), Language::english);
        return true;
    });
    return builder.finish();
}

TEST(Streams, SayTheSameAsUnitsBitForBit) {
    const Written units = any_units(700, 1);
    const Columns expected = reference(units.json);
    const PreparedColumns prepared(zi_2021(), as_of, BulkOutputs::all(*zi_2021()));
    const BulkResult wanted = assess_columns(prepared, expected);
    for (const bool csv : {false, true}) {
        const Read whole = read(csv ? units.csv : units.json, csv);
        ASSERT_EQ(whole.refused.size(), 0u)
            << message(whole.refused[0].diagnostics[0], Language::english) << whole.refused[0].diagnostics[0].path;
        ASSERT_EQ(whole.batches.size(), 1u);
        EXPECT_TRUE(columnar_test::same(assess_columns(prepared, whole.batches[0]), wanted)) << csv;
        EXPECT_EQ(whole.ids[7], "sintetis-7, \"x\"");
        for (std::size_t i = 0; i < whole.names.size(); ++i)
            EXPECT_EQ(whole.names[i], i % 3 == 0 ? "" : fmt::format("Unit sintetis {}", i));
        EXPECT_EQ(whole.lines[7], csv ? 9u : 8u);
        for (const std::size_t piece : {1u, 7u, 4'096u}) {
            const Read pieces = read(csv ? units.csv : units.json, csv, piece, 64);
            EXPECT_EQ(pieces.ids, whole.ids);
            EXPECT_EQ(pieces.names, whole.names);
            EXPECT_EQ(pieces.lines, whole.lines);
            std::size_t row = 0;
            for (const Columns& batch : pieces.batches)
                for (std::size_t i = 0; i < batch.rows(); ++i, ++row) {
                    ASSERT_EQ(batch.unit(i).answers, expected.unit(row).answers) << row;
                    ASSERT_EQ(batch.unit(i).facts, expected.unit(row).facts) << row;
                }
            EXPECT_EQ(row, expected.rows());
        }
    }
}

/// The field's values as an Arrow array, with some rows of rubbish before them.
columnar_test::Arrays::Pair& as_array(columnar_test::Arrays& arrays, const Columns& columns, FieldIndex index,
                                      std::size_t skip) {
    __extension__ using Int128 = __int128;
    const Field& field = columns.layout().fields()[index];
    const auto values = [&](auto zero) {
        std::vector<std::optional<decltype(zero)>> all;
        for (std::size_t row = 0; row < columns.rows(); ++row) {
            const auto value = columnar::value_at(columns[index], row);
            all.push_back(value ? std::optional(static_cast<decltype(zero)>(*value)) : std::nullopt);
        }
        return all;
    };
    const Fact::Type* fact = field.kind == Field::Kind::fact ? &zi_2021()->facts[field.index].type : nullptr;
    if (columns[index].type == Column::Type::bits) return arrays.flags(field.name, values(false), skip);
    if (fact && *fact == Fact::Type::date) return arrays.numbers(field.name, "tdD", values(std::int32_t{0}), skip);
    if (field.kind == Field::Kind::option || (fact && *fact == Fact::Type::member))
        return arrays.numbers(field.name, "C", values(std::uint8_t{0}), skip);
    if (field.kind == Field::Kind::count) return arrays.numbers(field.name, "s", values(std::int16_t{0}), skip);
    return arrays.numbers(field.name, fmt::format("d:20,{}", columns[index].decimals), values(Int128{0}), skip);
}

TEST(Streams, ArrowSaysTheSameBitForBit) {
    const Columns expected = reference(any_units(700, 2).json);
    const PreparedColumns prepared(zi_2021(), as_of, BulkOutputs::all(*zi_2021()));
    const BulkResult wanted = assess_columns(prepared, expected);
    for (const std::size_t skip : {0u, 5u}) {
        columnar_test::Arrays arrays;
        std::vector<columnar_test::Arrays::Pair*> children;
        for (FieldIndex i{0}; i < expected.layout().fields().size(); ++i)
            if (expected[i].type != Column::Type::absent) children.push_back(&as_array(arrays, expected, i, skip));
        ASSERT_GT(children.size(), zi_2021()->questions.size());
        auto& units = arrays.structure("", static_cast<std::int64_t>(expected.rows()), children);
        {
            const auto columns = import_columns(zi_2021(), units.schema, &units.array);
            ASSERT_TRUE(columns) << message(columns.diagnostics()[0], Language::english) << columns.diagnostics()[0].path;
            EXPECT_TRUE(columnar_test::same(assess_columns(prepared, *columns), wanted));
            EXPECT_EQ(units.released, 0);
        }
        EXPECT_EQ(units.released, 1);
    }
}

/// Every line is refused, or read, exactly as by the reader of units.
TEST(Streams, RefuseWhatUnitsRefuse) {
    const std::string lines[] = {R"({"id":"a","answers":{"A.I.1.i.a":"Ya"}})",
                                 R"({"id":"a","answers":{"A.I.1.i.a":"Yo"}})",
                                 R"({"id":"a","answers":{"A.I.1.i.a":"Ya","A.I.1.i.a":null}})",
                                 R"({"id":"a","answers":{"B.I.a":4.01}})",
                                 R"({"id":"a","answers":{"B.I.a":3.5e0}})",
                                 R"({"id":"a","answers":{"B.I.a":"7/2"}})",
                                 R"({"id":"a","answers":{"B.I.a":03}})",
                                 R"({"id":"a","answers":{"B.I.a":3.}})",
                                 R"({"id":"a","answers":{"B.I.a":-0}})",
                                 R"({"id":"a"})",
                                 R"({"answers":{}})",
                                 R"({"id":"","answers":{}})",
                                 R"({"id":5})",
                                 R"({"id":"a","id":"b"})",
                                 R"({"id":"a"} x)",
                                 R"({"id":"a",})",
                                 R"({"id":"a")",
                                 R"({"id":"a","nama":"x"})",
                                 R"({"id":"a","name":null})",
                                 R"({"id":"a\u0062","name":"\"","answers":null})",
                                 "{\"id\":\"a\tb\"}",
                                 "{\"id\":\"\xFF\"}",
                                 R"({"id":"a","evidence":[]})",
                                 R"({"id":"a","members":[],"belongs_to":["x"]})",
                                 R"({"id":"a","facts":{"instansi":{}}})",
                                 R"({"id":"a","assessed":{"TPI":{"A.I.1.i.a":"Ya"},"TPI":null}})",
                                 R"({"id":"a","assessed":{"XYZ":{}}})",
                                 " \t{ \"id\" : \"a\" } \r"};
    for (const std::string& line : lines) {
        SCOPED_TRACE(line);
        std::optional<Result<Unit>> expected;
        read_units(*zi_2021(), line + "\n", {}, [&](Result<Unit> unit) { return expected = std::move(unit), true; });
        const Read found = read(line, false);
        ASSERT_TRUE(expected);
        ASSERT_EQ(found.refused.size(), *expected ? 0u : 1u);
        if (*expected) {
            EXPECT_EQ(found.ids, std::vector{(*expected)->id});
            EXPECT_EQ(found.batches[0].unit(0).answers, (*expected)->answers);
        } else {
            EXPECT_EQ(found.refused[0].line, 1u);
            EXPECT_EQ(code_name(found.refused[0].diagnostics[0].code), code_name(expected->diagnostics()[0].code));
        }
    }
}

// Read as a whole it would be an array of units.
TEST(Streams, AnArrayOnALineIsRefused) {
    const Read found = read(R"([{"id":"a"}])", false);
    ASSERT_EQ(found.refused.size(), 1u);
    EXPECT_EQ(found.refused[0].diagnostics[0].code, Code::json_type);
}

struct BadCsv {
    const char* text;
    Code code;
    std::uint64_t line;
};

TEST(Streams, RefuseBadCsvByLineAndGoOn) {
    const BadCsv table[] = {
        {"id,A.I.1.i.x\n", Code::unknown_column, 1},
        {"id,id\n", Code::duplicate_key, 1},
        {"A.I.1.i.a\nYa\n", Code::missing_id, 1},
        {"", Code::no_units, 0},
        {"id,A.I.1.i.a\n\"x\ny\",Yo\nb,Ya\n", Code::unknown_value, 2},
        {"id,A.I.1.i.a\na\nb,Ya\n", Code::csv_width, 2},
        {"id,A.I.1.i.a\na,Ya,x\nb,Ya\n", Code::csv_width, 2},
        {"id,A.I.1.i.a\na,Y\"a\"\nb,Ya\n", Code::csv_syntax, 2},
        {"id,A.I.1.i.a\nb,Ya\na,\"Ya\n", Code::csv_syntax, 3},
        {"id,B.I.a\na,\"3,5\"\nb,3.50\n", Code::number_invalid, 2},
        {"id,B.I.a\na,5\nb,7/2\n", Code::number_range, 2},
        {"id,A.I.1.i.a\n,Ya\nb,Ya\n", Code::missing_id, 2},
        {"id,evidence\na,mungkin\nb,YA\n", Code::json_type, 2},
        {"id,A.I.1.i.a\na\xFF,Ya\nb,Ya\n", Code::column_text, 2},
        // One byte order mark is none of the text. A second one is, and no blank where it stands before a quote.
        {"\xEF\xBB\xBF\xEF\xBB\xBF\"id\",A.I.1.i.a\nb,Ya\n", Code::csv_syntax, 1}};
    for (const BadCsv& bad : table) {
        SCOPED_TRACE(bad.text);
        const Read found = read(bad.text, true, 3);
        ASSERT_EQ(found.refused.size(), 1u);
        EXPECT_EQ(code_name(found.refused[0].diagnostics[0].code), code_name(bad.code));
        EXPECT_EQ(found.refused[0].line, bad.line);
        EXPECT_EQ(found.ids, bad.line > 1 ? std::vector<std::string>{"b"} : std::vector<std::string>{});
    }
}

TEST(Streams, MemoryIsBoundedByTheLongestLine) {
    Limits limits;
    limits.unit_bytes = 2'000;
    for (const bool csv : {false, true}) {
        const std::string text = (csv ? std::string("id,name\n") : std::string()) + std::string(3'000'000, 'x') + "\n" +
                                 (csv ? "b,\n" : "{\"id\":\"b\"}\n");
        const Read found = read(text, csv, 1'000, 10, limits);
        ASSERT_EQ(found.refused.size(), 1u);
        EXPECT_EQ(found.refused[0].diagnostics[0].code, Code::unit_limit);
        EXPECT_EQ(found.ids, std::vector<std::string>{"b"});
    }
}

}  // namespace

}  // namespace zi
