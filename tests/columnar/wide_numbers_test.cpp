// Facts and bounds beyond 64 bits: columns admit, refuse and compare what the reader of units does.
#include "columnar/arrow_arrays.hpp"
#include "columnar/support.hpp"
#include "zi/bulk.hpp"
#include "zi/load.hpp"
#include "zi/read_columns.hpp"
#include "text_source.hpp"
#include "base/wide.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <limits>
#include <stdexcept>

namespace zi {

namespace {

const Date number_day = *Date::parse("2026-01-01");

constexpr const char* everywhere = "0 .. 100000000000000000000";
constexpr const char* comparisons = R"(
predicate P "P" {
  a: f >= 9223372036854775808 b: f > 9223372036854775807 c: f <= 9223372036854775807 d: f < 9223372036854775808 e: f = 9223372036854775807
  f: f = 9223372036854775808 g: f >= 9223372036854775807
}
predicate Q "Q" { a: f >= 5 b: f < 5.5 c: f > 0.5 }
)";

/// A fact and a scale of steps, of the same range.
std::shared_ptr<const Model> rules_with(const std::string& range, const std::string& predicates = {}) {
    const Loaded found =
        load_text("rules.zi", fmt::format(R"(
regulation besar "Bilangan besar, sintetis"
level bagian "Bagian"
scale langkah number {0} {{ 0.5 }}
fact f number {1} "Bilangan"
worksheet "Nilai" 10 {{ bagian A "Satu" 10 {{ question a langkah "Pertanyaan" 10 }} }}
predicate N "N" {{ total >= 5 unless f = {2} }}
{3}
)",
                                          range + " step 0.5", range, range.substr(0, range.find(' ')), predicates));
    if (!found) throw std::runtime_error(found.text(Language::english));
    return found.model;
}

/// The unit in JSON, or nothing where it is refused.
std::optional<Unit> in_json(const Model& model, const std::string& question, const std::string& fact) {
    std::optional<Unit> found;
    read_units(model, fmt::format(R"({{"id":"u","answers":{{"A.a":{}}},"facts":{{"f":{}}}}})", question, fact), {},
               [&](Result<Unit> unit) {
                   if (unit) found = std::move(*unit);
                   return true;
               });
    return found;
}

template <class Number>
Rational number_of(Number number) {
    return rational_of(number);
}

std::optional<Columns> in_csv(const std::shared_ptr<const Model>& model, const std::string& question, const std::string& fact) {
    std::string text = fmt::format("id,A.a,f\r\nu,{},{}\r\n", question == "null" ? "" : question, fact == "null" ? "" : fact);
    const ByteSource source = test::text_source(text);
    std::optional<Columns> found;
    ColumnsSink sink;
    sink.batch = [&](ColumnsBatch batch) { return found = std::move(batch.columns), true; };
    sink.refused = [&](RefusedRow) { return true; };
    read_columns_csv(model, source, {}, sink, {10, nullptr});
    return found;
}

void expect_same(const std::shared_ptr<const Model>& model, const Unit& unit, const Columns& columns) {
    const PreparedColumns prepared(model, number_day, BulkOutputs::all(*model));
    EXPECT_EQ(
        columnar_test::difference(prepared, assess_columns(prepared, columns), 0, assess_reference(*model, unit, number_day)),
        "");
}

TEST(WideNumbers, AreAdmittedAndComparedAsInUnits) {
    for (const char* range : {everywhere, "9300000000000000000 .. 100000000000000000000", "0 .. 9000000000000000000",
                              "0 .. 9223372036854775807.5", "4 .. 100000000000000000000000000000"}) {
        const auto model = rules_with(range, range == everywhere ? comparisons : "");
        for (const std::string number : {"0",
                                         "5",
                                         "6",
                                         "-6",
                                         "4503599627370496",
                                         "9007199254740993",
                                         "9000000000000000000",
                                         "8999999999999999999",
                                         "-9000000000000000000",
                                         "9223372036854775806",
                                         "9223372036854775807",
                                         "9223372036854775808",
                                         "-9223372036854775808",
                                         "9300000000000000003",
                                         "20000000000000000000",
                                         "99999999999999999999",
                                         "100000000000000000000",
                                         "0.5",
                                         "5.25",
                                         "9000000000.000000000"})
            for (const bool as_fact : {true, false}) {
                SCOPED_TRACE(fmt::format("{} in {}, fact {}", number, range, as_fact));
                const std::string question = as_fact ? "null" : number, fact = as_fact ? number : "null";
                const auto unit = in_json(*model, question, fact);
                const auto csv = in_csv(model, question, fact);
                ASSERT_EQ(csv.has_value(), unit.has_value());
                if (csv) expect_same(model, *unit, *csv);
                const Rational value = *Rational::parse(number);
                const auto in_arrow = [&](auto as, const char* format) {
                    using Number = decltype(as);
                    if (!value.is_integer() || value < number_of(std::numeric_limits<Number>::min()) ||
                        number_of(std::numeric_limits<Number>::max()) < value)
                        return;
                    columnar_test::Arrays arrays;
                    auto& array = arrays.structure(
                        "", 1,
                        {&arrays.numbers<Number>(as_fact ? "f" : "A.a", format, {static_cast<Number>(*floor_of(value))})});
                    const auto columns = import_columns(model, array.schema, &array.array);
                    ASSERT_EQ(static_cast<bool>(columns), unit.has_value()) << format;
                    if (columns) expect_same(model, *unit, *columns);
                };
                in_arrow(std::int64_t{}, "l");
                in_arrow(std::uint64_t{}, "L");
                in_arrow(Wide{}, "d:38,0");
            }
    }
}

/// Places beyond those that two bytes tell apart.
TEST(WideNumbers, DictionariesOfManyWords) {
    constexpr std::size_t count = 65'540;
    std::string rules =
        "regulation besar \"Banyak pilihan, sintetis\" level bagian \"Bagian\" scale ab { A = 1 B = 0 }\ngrades g { ";
    for (std::size_t i = 0; i < count; ++i) rules += fmt::format("{}g{}", i == 0 ? "" : " < ", i);
    rules +=
        " }\nfact f g \"Tingkat\"\nworksheet \"Nilai\" 10 { bagian A \"Satu\" 10 { question a ab \"Pertanyaan\" 10 } "
        "}\npredicate P \"P\" { f >= g5 }\n";
    const Loaded loaded = load_text("rules.zi", rules);
    ASSERT_TRUE(loaded) << loaded.text(Language::english).substr(0, 500);
    for (const std::size_t place :
         {std::size_t{3}, std::size_t{65'533}, std::size_t{65'534}, std::size_t{65'535}, std::size_t{65'536}, count - 1})
        for (const bool narrow : {true, false}) {
            columnar_test::Arrays arrays;
            auto& words = arrays.texts("", {"g7", fmt::format("g{}", place)});
            auto& column = narrow ? arrays.numbers<std::uint8_t>("f", "C", {1}) : arrays.numbers<std::int32_t>("f", "i", {1});
            auto& array = arrays.structure("", 1, {&arrays.dictionary(column, words)});
            const auto columns = import_columns(loaded.model, array.schema, &array.array);
            ASSERT_TRUE(columns) << place;
            EXPECT_EQ(columns->unit(0).facts[0], FactValue(Member{static_cast<Index>(place)}));
        }
}

/// What no reader hands over but a host may: values at the ends of 64 bits.
TEST(WideNumbers, CompareAtTheEndsOf64Bits) {
    const auto model = rules_with(everywhere, comparisons);
    const std::int64_t values[] = {
        std::numeric_limits<std::int64_t>::min(), -1, 0, 5, 6, std::numeric_limits<std::int64_t>::max() - 1,
        std::numeric_limits<std::int64_t>::max()};
    const auto layout = std::make_shared<const ColumnLayout>(*model);
    for (const std::int64_t& value : values) {
        Column column;
        column.type = Column::Type::i64;
        column.values = &value;
        Columns columns(model, layout, 1);
        columns.set(layout->fact(FactIndex(0)), column);
        Unit unit(*model, "u");
        unit.facts[0] = Rational(value);
        SCOPED_TRACE(value);
        expect_same(model, unit, columns);
    }
}

}  // namespace

}  // namespace zi
