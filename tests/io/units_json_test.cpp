// What read_units makes of good, bad and hostile input.
#include "fixtures.hpp"

#include "zi/rational.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <set>
#include <string>

namespace zi::io {

namespace {

// ---- Bad input -----------------------------------------------------------------------------------------------------

struct Problem {
    Code code;
    std::string unit;
    std::string path;
    std::string suggestion = "";
};

struct Bad {
    const char* title;
    std::string text;
    std::vector<Problem> problems;  ///< of the first unit that is refused
    bool school = false;            ///< the other rules: they have counts, dates and steps
};

/// A unit `u` with these answers or facts.
std::string answers(const std::string& members) { return R"({"id":"u","answers":{)" + members + "}}"; }
std::string facts(const std::string& members) { return R"({"id":"u","facts":{)" + members + "}}"; }

const std::string lhkpn = "A.II.5.iii.a.a";
std::string counts(const std::string& members) { return answers("\"" + lhkpn + "\":{" + members + "}"); }
std::string survey(const std::string& value) { return answers(R"("B.I.a":)" + value); }

const std::string at_survey = "/answers/B.I.a";
const std::string at_counts = "/answers/A.II.5.iii.a.a";

std::vector<Bad> bad_inputs() {
    using enum Code;
    return {
        // The document.
        {"empty", "", {{no_units, "", ""}}},
        {"blank", " \r\n\t\n", {{no_units, "", ""}}},
        {"only a byte order mark", "\xEF\xBB\xBF", {{no_units, "", ""}}},
        {"empty array", "[]", {{no_units, "", ""}}},
        {"truncated object", R"({"id":"u","answers":{)", {{json_syntax, "#1", ""}}},
        {"truncated array", R"([{"id":"u"},)", {{json_syntax, "#2", ""}}},
        {"truncated text", R"({"id":"u)", {{json_syntax, "#1", ""}}},
        {"trailing comma", R"({"id":"u",})", {{json_syntax, "#1", ""}}},
        {"something after the unit", R"({"id":"u"} x)", {{json_syntax, "#2", ""}}},
        {"not JSON", "unit: u", {{json_syntax, "#1", ""}}},
        {"invalid UTF-8", "{\"id\":\"\xC3\x28\"}", {{invalid_utf8, "#1", ""}}},
        {"half a surrogate pair", R"({"id":"\ud800"})", {{json_syntax, "#1", ""}}},
        {"NUL in a text", std::string("{\"id\":\"a\0b\"}", 12), {{json_syntax, "#1", ""}}},
        {"NUL behind the unit", std::string("{\"id\":\"a\"}\0", 11), {{json_syntax, "#2", ""}}},
        {"two byte order marks", "\xEF\xBB\xBF\xEF\xBB\xBF{\"id\":\"a\"}", {{json_syntax, "#1", ""}}},
        {"more than a double holds", survey("1e400"), {{number_invalid, "u", at_survey}}},
        {"a million digits", survey(std::string(1'000'000, '3')), {{number_invalid, "u", at_survey}}},
        {"not a number", survey("nan"), {{json_syntax, "#1", ""}}},
        {"decimal comma, bare", survey("3,62"), {{json_syntax, "#1", ""}}},
        {"leading plus", survey("+3"), {{json_syntax, "#1", ""}}},
        {"leading zero", survey("03"), {{json_syntax, "#1", ""}}},

        // The unit.
        {"a number for a unit", "5", {{json_type, "#1", ""}}},
        {"null for a unit", "null", {{json_type, "#1", ""}}},
        {"an array in the array", R"([[{"id":"u"}]])", {{json_type, "#1", ""}}},
        {"a text in the array", R"([{"id":"a"},"u"])", {{json_type, "#2", ""}}},
        {"an array on a line", "{\"id\":\"a\"}\n{\"id\":\"b\"}\n[{\"id\":\"c\"}]", {{json_type, "#3", ""}}},
        {"an array on the second line", "{\"id\":\"a\"}\n[{\"id\":\"b\"}]\n{\"id\":\"c\"}", {{json_type, "#2", ""}}},
        {"no id", "{}", {{missing_id, "#1", "/id"}}},
        {"empty id", R"({"id":""})", {{missing_id, "#1", "/id"}}},
        {"id not a text", R"({"id":7})", {{number_for_text, "#1", "/id"}}},
        {"id null", R"({"id":null})", {{json_type, "#1", "/id"}}},
        {"name not a text", R"({"id":"u","name":7})", {{number_for_text, "u", "/name"}}},
        {"answers not an object", R"({"id":"u","answers":[]})", {{json_type, "u", "/answers"}}},
        {"facts not an object", R"({"id":"u","facts":"x"})", {{json_type, "u", "/facts"}}},
        {"unknown field", R"({"id":"u","answer":{}})", {{unknown_field, "u", "/answer", "answers"}}},
        {"escaped field", R"({"id":"u","a/b~c":1})", {{unknown_field, "u", "/a~1b~0c"}}},
        {"several problems",
         R"({"nama":"x","answers":5})",
         {{missing_id, "#1", "/id"}, {unknown_field, "#1", "/nama", "name"}, {json_type, "#1", "/answers"}}},

        // Duplicates.
        {"id twice", R"({"id":"u","id":"u"})", {{duplicate_key, "u", "/id"}}},
        {"answers twice", R"({"id":"u","answers":{},"answers":{}})", {{duplicate_key, "u", "/answers"}}},
        {"answer twice", answers(R"("B.I.a":3,"B.I.a":3)"), {{duplicate_key, "u", at_survey}}},
        {"answer by id and by alias",
         answers(R"("B.I.a":3,"survei_anti_korupsi":3)"),
         {{duplicate_key, "u", "/answers/survei_anti_korupsi"}}},
        {"null and then an answer", answers(R"("B.I.a":null,"B.I.a":3)"), {{duplicate_key, "u", at_survey}}},
        {"count twice", counts(R"("lainnya":1,"lainnya":1)"), {{duplicate_key, "u", at_counts + "/lainnya"}}},
        {"fact twice", facts(R"("unit.kawasan":true,"unit.kawasan":true)"), {{duplicate_key, "u", "/facts/unit.kawasan"}}},
        {"fact flat and nested",
         facts(R"("unit.kawasan":true,"unit":{"kawasan":false})"),
         {{duplicate_key, "u", "/facts/unit/kawasan"}}},
        {"unit twice in an array", R"([{"id":"u"},{"id":"u"}])", {{duplicate_unit, "u", "/id"}}},
        {"unit twice on lines", "{\"id\":\"u\"}\n{\"id\":\"u\"}\n", {{duplicate_unit, "u", "/id"}}},

        // Answers of the wrong type.
        {"number for an option", answers(R"("B.I.b":1)"), {{unknown_value, "u", "/answers/B.I.b"}}},
        {"a count for an option", answers(R"("A.I.1.i.a":2)"), {{unknown_value, "u", "/answers/A.I.1.i.a"}}},
        {"object for an option", answers(R"("B.I.b":{})"), {{json_type, "u", "/answers/B.I.b"}}},
        {"array for an option", answers(R"("B.I.b":["A"])"), {{json_type, "u", "/answers/B.I.b"}}},
        {"boolean for a number", survey("true"), {{json_type, "u", at_survey}}},
        {"object for a number", survey("{}"), {{json_type, "u", at_survey}}},
        {"array for a number", survey("[3]"), {{json_type, "u", at_survey}}},
        {"number for counts", answers("\"" + lhkpn + "\":0.5"), {{json_type, "u", at_counts}}},
        {"text for counts", answers("\"" + lhkpn + "\":\"1/2\""), {{json_type, "u", at_counts}}},
        {"array for counts", answers("\"" + lhkpn + "\":[1,2]"), {{json_type, "u", at_counts}}},
        {"boolean for a count", counts(R"("lainnya":true)"), {{json_type, "u", at_counts + "/lainnya"}}},
        {"object for a count", counts(R"("lainnya":{})"), {{json_type, "u", at_counts + "/lainnya"}}},

        // Names that do not exist.
        {"unknown question", answers(R"("B.I.aa":3)"), {{unknown_question, "u", "/answers/B.I.aa", "B.I.a"}}},
        {"unknown alias",
         answers(R"("survei_anti_korups":3)"),
         {{unknown_question, "u", "/answers/survei_anti_korups", "survei_anti_korupsi"}}},
        {"an indicator is no question", answers(R"("A.II.5.iii":{})"), {{unknown_question, "u", "/answers/A.II.5.iii"}}},
        {"unknown question, not answered", answers(R"("zzzzzzzzz":null)"), {{unknown_question, "u", "/answers/zzzzzzzzz"}}},
        {"unknown option", answers(R"("A.I.1.i.a":"Yaa")"), {{unknown_value, "u", "/answers/A.I.1.i.a", "Ya"}}},
        {"option of another scale", answers(R"("A.I.1.i.b":"D")"), {{unknown_value, "u", "/answers/A.I.1.i.b"}}},
        {"dash for an option", answers(R"("B.I.b":"-")"), {{unclear_mark, "u", "/answers/B.I.b"}}},
        {"unknown input", counts(R"("lainya":1)"), {{unknown_input, "u", at_counts + "/lainya", "lainnya"}}},
        {"unknown fact", facts(R"("unit.kawasn":true)"), {{unknown_fact, "u", "/facts/unit.kawasn", "unit.kawasan"}}},
        {"unknown nested fact",
         facts(R"("unit":{"kawasn":true})"),
         {{unknown_fact, "u", "/facts/unit/kawasn", "unit.kawasan"}}},

        // Numbers.
        {"above the range", survey("4.0000000001"), {{number_range, "u", at_survey}}},
        {"below the range", survey("-0.01"), {{number_range, "u", at_survey}}},
        {"decimal comma", survey(R"("3,62")"), {{number_invalid, "u", at_survey}}},
        {"huge exponent", survey(R"("1e999")"), {{number_invalid, "u", at_survey}}},
        {"tiny exponent", survey("1e-300"), {{number_invalid, "u", at_survey}}},
        {"too many digits", survey("3." + std::string(60, '1')), {{number_invalid, "u", at_survey}}},
        {"text nan", survey(R"("nan")"), {{unclear_mark, "u", at_survey}}},
        {"text inf", survey(R"("inf")"), {{number_invalid, "u", at_survey}}},
        {"blank within", survey(R"("3 1")"), {{number_invalid, "u", at_survey}}},
        {"dash for a number", survey(R"("-")"), {{unclear_mark, "u", at_survey}}},
        {"per cent", survey(R"("90%")"), {{number_invalid, "u", at_survey}}},
        {"hexadecimal", survey(R"("0x3")"), {{number_invalid, "u", at_survey}}},
        {"denominator zero", survey(R"("1/0")"), {{number_invalid, "u", at_survey}}},
        {"between the steps", answers(R"("1.1.1":1.25)"), {{number_step, "u", "/answers/1.1.1"}}, true},

        // Counts and totals.
        {"negative count", counts(R"("lainnya":-1)"), {{count_invalid, "u", at_counts + "/lainnya"}}},
        {"fractional count", counts(R"("lainnya":1.5)"), {{count_invalid, "u", at_counts + "/lainnya"}}},
        {"count too large", counts(R"("lainnya":1000000000001)"), {{count_invalid, "u", at_counts + "/lainnya"}}},
        {"count beyond 64 bits", counts(R"("lainnya":99999999999999999999)"), {{count_invalid, "u", at_counts + "/lainnya"}}},
        {"count not readable", counts(R"("lainnya":"satu")"), {{count_invalid, "u", at_counts + "/lainnya"}}},
        {"total differs",
         counts(R"("jumlah_harus_melaporkan":4,"kepala_satuan_kerja":1,"pejabat_wajib_lhkpn":1,"lainnya":1)"),
         {{total_mismatch, "u", at_counts + "/jumlah_harus_melaporkan"}}},
        {"total below some of its parts",
         counts(R"("jumlah_harus_melaporkan":4,"kepala_satuan_kerja":5)"),
         {{total_mismatch, "u", at_counts + "/jumlah_harus_melaporkan"}}},
        {"a part above its whole",
         counts(R"("jumlah_harus_melaporkan":12,"jumlah_sudah_melaporkan":24)"),
         {{Code::part_exceeds_whole, "u", at_counts + "/jumlah_sudah_melaporkan"}}},

        // Facts.
        {"text for a boolean", facts(R"("unit.kawasan":"yes")"), {{unknown_value, "u", "/facts/unit.kawasan"}}},
        {"number for a boolean", facts(R"("unit.kawasan":1)"), {{unknown_value, "u", "/facts/unit.kawasan"}}},
        {"object for a boolean", facts(R"("unit.kawasan":{})"), {{json_type, "u", "/facts/unit.kawasan"}}},
        {"boolean for a number fact",
         facts(R"("kawasan.nilai_integrasi":false)"),
         {{json_type, "u", "/facts/kawasan.nilai_integrasi"}}},
        {"number fact not readable",
         facts(R"("kawasan.nilai_integrasi":"enam")"),
         {{number_invalid, "u", "/facts/kawasan.nilai_integrasi"}}},
        {"number fact out of range",
         facts(R"("kawasan.nilai_integrasi":10.5)"),
         {{number_range, "u", "/facts/kawasan.nilai_integrasi"}}},
        {"boolean for a grade", facts(R"("instansi.opini_bpk":true)"), {{unknown_value, "u", "/facts/instansi.opini_bpk"}}},
        {"unknown grade", facts(R"("instansi.opini_bpk":"WTPP")"), {{unknown_value, "u", "/facts/instansi.opini_bpk", "WTP"}}},
        {"unknown choice", facts(R"("instansi":{"jenis":"PEMD"})"), {{unknown_value, "u", "/facts/instansi/jenis", "PEMDA"}}},
        {"text for a count fact",
         facts(R"("sekolah.kecelakaan_berat":"banyak")"),
         {{count_invalid, "u", "/facts/sekolah.kecelakaan_berat"}},
         true},
        {"boolean for a count fact",
         facts(R"("sekolah.kecelakaan_berat":true)"),
         {{json_type, "u", "/facts/sekolah.kecelakaan_berat"}},
         true},
        {"negative count fact",
         facts(R"("sekolah.kecelakaan_berat":-1)"),
         {{count_invalid, "u", "/facts/sekolah.kecelakaan_berat"}},
         true},
        {"number for a date",
         facts(R"("sekolah.latihan_evakuasi_terakhir":2025)"),
         {{bad_date, "u", "/facts/sekolah.latihan_evakuasi_terakhir"}},
         true},
        {"a day that does not exist",
         facts(R"("sekolah.latihan_evakuasi_terakhir":"2025-02-29")"),
         {{bad_date, "u", "/facts/sekolah.latihan_evakuasi_terakhir"}},
         true},
    };
}

const Outcome* first_refused(const std::vector<Outcome>& outcomes) {
    const auto found = std::find_if(outcomes.begin(), outcomes.end(), [](const Outcome& o) { return !o.read; });
    return found == outcomes.end() ? nullptr : &*found;
}

void expect_words(const Diagnostic& diagnostic) {
    for (const Language language : {Language::indonesian, Language::english}) {
        const std::string text = message(diagnostic, language);
        EXPECT_FALSE(text.empty()) << code_name(diagnostic.code);
        EXPECT_EQ(text.find("{0}"), std::string::npos) << text;
        EXPECT_EQ(text.find("{1}"), std::string::npos) << text;
    }
}

TEST(UnitsJson, SaysWhatIsWrongAndWhere) {
    for (const Bad& bad : bad_inputs()) {
        SCOPED_TRACE(bad.title);
        const auto outcomes = read_all(bad.school ? sekolah() : zona(), bad.text);
        const Outcome* refused = first_refused(outcomes);
        if (!refused) {
            ADD_FAILURE() << "nothing was refused";
            continue;
        }
        EXPECT_EQ(refused->diagnostics.size(), bad.problems.size());
        for (std::size_t i = 0; i < std::min(refused->diagnostics.size(), bad.problems.size()); ++i) {
            const Diagnostic& got = refused->diagnostics[i];
            EXPECT_EQ(code_name(got.code), code_name(bad.problems[i].code)) << message(got, Language::english);
            EXPECT_EQ(got.unit, bad.problems[i].unit);
            EXPECT_EQ(got.path, bad.problems[i].path);
            if (!bad.problems[i].suggestion.empty()) {
                EXPECT_EQ(got.suggestion, bad.problems[i].suggestion);
            }
            expect_words(got);
        }
    }
}

TEST(UnitsJson, TheTableHasEveryCodeOfUnits) {
    std::set<Code> covered{Code::unit_limit,  // below
                           Code::percent_or_fraction, Code::percent_or_fraction_refused,
                           Code::binary_noise,
                           Code::disagreement,  // remarks_test.cpp, tests/values
                           Code::missing_field,       Code::unknown_document,
                           Code::self_reference,  // tests/evidence/reader_test.cpp
                           Code::foreign_text,        Code::owner_without_documents,
                           Code::attribute_undeclared};  // sheets_test.cpp
    for (const Bad& bad : bad_inputs())
        for (const Problem& problem : bad.problems) covered.insert(problem.code);
    for (const Code code : all_codes()) {
        if (code >= Code::unknown_column) continue;  // of columns: tests/columnar
        if (code < Code::json_syntax) continue;
        // Those are for callers that choose a day, a unit or a document: tests/inquiry.
        if (code == Code::not_in_force || code == Code::unknown_unit || code == Code::several_documents ||
            code == Code::several_units)
            continue;
        EXPECT_TRUE(covered.contains(code)) << code_name(code);
    }
}

// ---- Limits --------------------------------------------------------------------------------------------------------

/// The text is refused by the limit, and by nothing else.
void expect_limit(const std::string& text, const Limits& limits, const std::string& unit) {
    const auto outcomes = read_all(zona(), text, limits);
    ASSERT_EQ(outcomes.size(), 1u);
    ASSERT_FALSE(outcomes[0].read);
    ASSERT_EQ(outcomes[0].diagnostics.size(), 1u);
    EXPECT_EQ(outcomes[0].diagnostics[0].code, Code::unit_limit) << message(outcomes[0].diagnostics[0], Language::english);
    EXPECT_EQ(outcomes[0].diagnostics[0].unit, unit);
    expect_words(outcomes[0].diagnostics[0]);
}

void expect_read(const std::string& text, const Limits& limits) {
    const auto outcomes = read_all(zona(), text, limits);
    ASSERT_EQ(outcomes.size(), 1u);
    EXPECT_TRUE(outcomes[0].read) << message(outcomes[0].diagnostics.at(0), Language::english);
}

TEST(UnitsJsonLimits, InputBytes) {
    const std::string text = R"([{"id":"u"}])";
    Limits limits;
    limits.units_bytes = text.size();
    expect_read(text, limits);
    limits.units_bytes = text.size() - 1;
    expect_limit(text, limits, "");
}

TEST(UnitsJsonLimits, StringBytes) {
    Limits limits;
    limits.string_bytes = 40;
    expect_read(R"({"id":"u","name":")" + std::string(40, 'x') + "\"}", limits);
    expect_limit(R"({"id":"u","name":")" + std::string(41, 'x') + "\"}", limits, "#1");
    expect_limit(R"({"id":"u",")" + std::string(41, 'x') + "\":1}", limits, "#1");
}

TEST(UnitsJsonLimits, Depth) {
    const std::string text = counts(R"("lainnya":1)");
    Limits limits;
    limits.json_depth = 3;
    expect_read(text, limits);
    expect_read("[" + text + "]", limits);  // the outer array is no part of a unit
    limits.json_depth = 2;
    expect_limit(text, limits, "#1");
    expect_limit(R"({"id":"u","facts":)" + std::string(1'000'000, '['), Limits{}, "#1");
}

// How a unit's size is reckoned is nobody's business, but there is one size from which on it fits.
TEST(UnitsJsonLimits, UnitBytes) {
    const std::string text = R"({"id":"u","name":")" + std::string(500, 'x') + "\"}";
    Limits limits;
    const auto fits = [&](std::size_t bytes) {
        limits.unit_bytes = bytes;
        return read_all(zona(), text, limits).at(0).read;
    };
    std::size_t low = 500, high = 5'000;  // refused, fits
    ASSERT_FALSE(fits(low));
    ASSERT_TRUE(fits(high));
    while (high - low > 1) (fits((low + high) / 2) ? high : low) = (low + high) / 2;
    limits.unit_bytes = low;
    expect_limit(text, limits, "#1");
    limits.unit_bytes = high;
    expect_read(text, limits);
    EXPECT_EQ(read_all(zona(), text + "\n" + R"({"id":"v"})", limits).size(), 2u) << "the bound is on each unit";
}

TEST(UnitsJsonLimits, Counts) {
    expect_read(counts(R"("lainnya":1000000000000)"), Limits{});
    EXPECT_FALSE(read_all(zona(), counts(R"("lainnya":1000000000001)")).at(0).read);
}

TEST(UnitsJsonLimits, Digits) {
    Limits limits;
    limits.number_digits = 4;
    expect_read(survey("3.620"), limits);
    EXPECT_FALSE(read_all(zona(), survey("3.6200"), limits).at(0).read);
}

TEST(UnitsJsonLimits, ErrorsOfOneUnit) {
    Limits limits;
    limits.errors = 3;
    const auto expect_three_and_more = [&](const std::string& text) {
        const auto outcomes = read_all(zona(), text, limits);
        ASSERT_EQ(outcomes.size(), 1u);
        ASSERT_EQ(outcomes[0].diagnostics.size(), 4u);
        EXPECT_EQ(outcomes[0].diagnostics[3].code, Code::too_many);
        expect_words(outcomes[0].diagnostics[3]);
    };
    expect_three_and_more(R"({"id":"u","a":1,"b":1,"c":1,"d":1,"e":1})");
    // Totals are checked elsewhere; the bound holds for them too.
    expect_three_and_more(R"({"id":"u","a":1,"b":1,"c":1,"d":1,"e":1,"answers":{")" + lhkpn +
                          R"(":{"jumlah_harus_melaporkan":4,"kepala_satuan_kerja":5}}})");
}

TEST(UnitsJsonLimits, CancelStopsBetweenUnits) {
    std::atomic<bool> cancel{false};
    Limits limits;
    limits.cancel = &cancel;
    for (const std::string between : {"\n", ","}) {
        cancel = false;
        std::string text = R"({"id":"a"})" + between + R"({"id":"b"})" + between + R"({"id":"c"})";
        if (between == ",") text = "[" + text + "]";
        std::vector<Code> codes;
        read_units(zona(), text, limits, [&](const Result<Unit>& unit) {
            cancel = true;
            codes.push_back(unit ? Code{} : unit.diagnostics().front().code);
            return true;
        });
        EXPECT_EQ(codes, (std::vector{Code{}, Code::cancelled})) << text;
    }
}

TEST(UnitsJsonLimits, MessagesListTheFirstOfMany) {
    std::string options, wrong;
    for (int i = 0; i < 10'000; ++i) options += " o" + std::to_string(i) + " = " + std::to_string(9'999 - i) + "/10000";
    for (int i = 0; i < 100; ++i)
        wrong += (i == 0 ? "\"q" : ",\"q") + std::to_string(i) + "\":\"pilihan" + std::to_string(i) + "\"";
    std::string questions;
    for (int i = 0; i < 100; ++i) questions += "question q" + std::to_string(i) + " x \"Q\"\n";
    const Loaded many =
        load_text("x.zi", "regulation r \"R\"\nscale x {" + options + " }\nworksheet \"W\" 1 {\n" + questions + "}\n");
    ASSERT_TRUE(many) << many.text(Language::english);
    const auto outcomes = read_all(*many.model, "{\"id\":\"u\",\"answers\":{" + wrong + "}}");
    ASSERT_EQ(outcomes.at(0).diagnostics.size(), 100u);
    for (const Diagnostic& one : outcomes[0].diagnostics) {
        EXPECT_LT(render(one, SourceSet(), Language::english).size(), 400u);
        EXPECT_LT(render(one, SourceSet(), Language::indonesian).size(), 400u);
    }
    EXPECT_NE(help(outcomes[0].diagnostics[0], Language::english).find("o19 ... and 9980 more"), std::string::npos);
    EXPECT_NE(help(outcomes[0].diagnostics[0], Language::indonesian).find("o19 ... dan 9980 lainnya"), std::string::npos);
}

// ---- Good input ----------------------------------------------------------------------------------------------------

Index question(const Model& model, std::string_view id) { return model.nodes[model.find_node(id)].question; }

Unit read_one(const std::string& text) {
    auto outcomes = read_all(zona(), text);
    EXPECT_EQ(outcomes.size(), 1u) << text;
    if (outcomes.empty()) return {};
    for (const Diagnostic& diagnostic : outcomes[0].diagnostics)
        ADD_FAILURE() << diagnostic.path << ": " << message(diagnostic, Language::english);
    return std::move(outcomes[0].unit);
}

std::vector<std::string> ids(const std::vector<Outcome>& outcomes) {
    std::vector<std::string> list;
    for (const Outcome& o : outcomes) list.push_back(o.read ? o.unit.id : "refused");
    return list;
}

TEST(UnitsJson, ReadsEveryForm) {
    const std::vector<std::string> both{"a", "b"};
    const auto ids_in = [](const std::string& text) { return ids(read_all(zona(), text)); };
    const std::string bom = "\xEF\xBB\xBF";
    const std::string lines = "{\"id\":\"a\"}\n{\"id\":\"b\"}\n";
    EXPECT_EQ(ids_in(lines), both);
    EXPECT_EQ(ids_in(bom + lines), both);
    EXPECT_EQ(ids_in("{\"id\":\"a\"}\r\n\r\n  \n{\"id\":\"b\"}\r\n"), both);
    EXPECT_EQ(ids_in("\n\n{\"id\":\"a\"}\n\n\n{\"id\":\"b\"}"), both);
    EXPECT_EQ(ids_in(R"([{"id":"a"},{"id":"b"}])"), both);
    EXPECT_EQ(ids_in("[\n{\"id\":\"a\"},\n{\"id\":\"b\"}\n]\n"), both);
    EXPECT_EQ(ids_in(bom + "[\r\n{\"id\":\"a\"},\r\n{\"id\":\"b\"}\r\n]"), both);
    EXPECT_EQ(ids_in("{\"id\":\"a\"}"), std::vector<std::string>{"a"});
    EXPECT_EQ(ids_in("{\"id\":\"a\"}\n\n"), std::vector<std::string>{"a"});
    EXPECT_EQ(ids_in(bom + "{\r\n  \"id\": \"a\",\r\n  \"facts\": {\r\n  }\r\n}\r\n"), std::vector<std::string>{"a"});
    EXPECT_EQ(ids_in("{\n\"id\": \"a\",\n\"facts\":\n{\n}\n}\n"), std::vector<std::string>{"a"});
    EXPECT_EQ(ids_in("{\"id\": \"a\", \"facts\": {}\n, \"answers\": {}}"), std::vector<std::string>{"a"});
}

TEST(UnitsJson, ReadsEveryKindOfAnswerAndFact) {
    const Unit unit = read_one(R"({"id":"u","name":"Unit Ä","answers":{"A.I.1.i.a":"Tidak","survei_anti_korupsi":3.62,
        "B.I.b":null},"facts":{"instansi":{"opini_bpk":"WTP","level_maturitas_spip":3.5},"unit.kawasan":true,
        "kawasan.nilai_integrasi":null}})");
    const Model& model = zona();
    EXPECT_EQ(unit.id, "u");
    EXPECT_EQ(unit.name, "Unit Ä");
    EXPECT_EQ(unit.answers[question(model, "A.I.1.i.a")], Answer(Member{1}));
    EXPECT_EQ(unit.answers[question(model, "B.I.a")], Answer(Rational(181, 50)));
    EXPECT_EQ(unit.answers[question(model, "B.I.b")], Answer());
    EXPECT_EQ(unit.facts[model.find_fact("instansi.opini_bpk")], FactValue(Member{3}));
    EXPECT_EQ(unit.facts[model.find_fact("instansi.level_maturitas_spip")], FactValue(Rational(7, 2)));
    EXPECT_EQ(unit.facts[model.find_fact("unit.kawasan")], FactValue(true));
    EXPECT_EQ(unit.facts[model.find_fact("kawasan.nilai_integrasi")], FactValue());

    const auto school = read_all(sekolah(), R"({"id":"s","answers":{"latihan_evakuasi":"Ada","1.1.1":1.6},
        "facts":{"sekolah":{"kecelakaan_berat":0,"latihan_evakuasi_terakhir":"2024-02-29"}}})");
    ASSERT_EQ(school.size(), 1u);
    ASSERT_TRUE(school[0].read);
    EXPECT_EQ(school[0].unit.answers[question(sekolah(), "1.2.4")], Answer(Member{0}));
    EXPECT_EQ(school[0].unit.answers[question(sekolah(), "1.1.1")], Answer(Rational(8, 5)));
    EXPECT_EQ(school[0].unit.facts[sekolah().find_fact("sekolah.kecelakaan_berat")], FactValue(Rational(0)));
    EXPECT_EQ(school[0].unit.facts[sekolah().find_fact("sekolah.latihan_evakuasi_terakhir")],
              FactValue(*Date::parse("2024-02-29")));
}

TEST(UnitsJson, FactsFlatOrNestedAreTheSame) {
    const Unit flat = read_one(facts(R"("instansi.opini_bpk":"WTP","unit.kawasan":true)"));
    const Unit nested = read_one(facts(R"("instansi":{"opini_bpk":"WTP"},"unit":{"kawasan":true})"));
    const Unit mixed = read_one(facts(R"("unit":{"kawasan":true},"instansi.opini_bpk":"WTP")"));
    EXPECT_EQ(flat.facts, nested.facts);
    EXPECT_EQ(flat.facts, mixed.facts);
}

TEST(UnitsJson, NumbersAreExact) {
    const Index survey_question = question(zona(), "B.I.a");
    for (const char* spelling : {"3.62", "3.620", "362e-2", "0.362E+1", "36.2e-1", R"("3.62")", R"("3.620")", R"("181/50")"}) {
        EXPECT_EQ(read_one(survey(spelling)).answers[survey_question], Answer(Rational(181, 50))) << spelling;
    }
    for (const char* spelling : {"0", "-0", "0.0", "-0.0", "0e5"})
        EXPECT_EQ(read_one(survey(spelling)).answers[survey_question], Answer(Rational(0))) << spelling;
    EXPECT_EQ(read_one(survey("4.000")).answers[survey_question], Answer(Rational(4)));
    // A double would make 4 of this.
    const FactIndex maturity = zona().find_fact("instansi.level_maturitas_spip");
    EXPECT_EQ(read_one(facts(R"("instansi.level_maturitas_spip":3.99999999999999999999)")).facts[maturity],
              FactValue(*Rational::parse("3.99999999999999999999")));
}

TEST(UnitsJson, CountsMayBeSpelledAsAnyWholeNumber) {
    for (const char* spelling : {"12", "12.0", "1.2e1", R"("12")"}) {
        const Unit unit = read_one(counts(std::string("\"lainnya\":") + spelling));
        EXPECT_EQ(std::get<Counts>(unit.answers[question(zona(), lhkpn)]).values.at(3), Rational(12)) << spelling;
    }
}

/// The counts of the question about LHKPN: total, its three parts, reports.
std::vector<std::optional<Rational>> lhkpn_counts(const std::string& members) {
    const Unit unit = read_one(counts(members));
    const auto* given = std::get_if<Counts>(&unit.answers.at(question(zona(), lhkpn)));
    return given ? given->values : std::vector<std::optional<Rational>>{};
}

TEST(UnitsJson, TotalsFollowFromTheirParts) {
    using Values = std::vector<std::optional<Rational>>;
    const std::string parts = R"("kepala_satuan_kerja":1,"pejabat_wajib_lhkpn":2,"lainnya":3)";
    EXPECT_EQ(lhkpn_counts(parts), (Values{6, 1, 2, 3, {}}));
    EXPECT_EQ(lhkpn_counts(parts + R"(,"jumlah_harus_melaporkan":6,"jumlah_sudah_melaporkan":5)"), (Values{6, 1, 2, 3, 5}));
    EXPECT_EQ(lhkpn_counts(parts + R"(,"jumlah_harus_melaporkan":null)"), (Values{6, 1, 2, 3, {}}));
    EXPECT_EQ(lhkpn_counts(R"("jumlah_harus_melaporkan":6,"jumlah_sudah_melaporkan":5)"), (Values{6, {}, {}, {}, 5}));
    EXPECT_EQ(lhkpn_counts(R"("jumlah_harus_melaporkan":6,"lainnya":6)"), (Values{6, {}, {}, 6, {}}));
    EXPECT_EQ(lhkpn_counts(R"("kepala_satuan_kerja":1,"lainnya":null)"), (Values{{}, 1, {}, {}, {}}));
    EXPECT_EQ(lhkpn_counts(""), (Values(5)));
}

// ---- Nothing is lost -----------------------------------------------------------------------------------------------

/// Some units, good and bad by turns, and what should come of them.
struct Mixed {
    std::vector<std::string> units;
    std::vector<std::string> ids;
};

Mixed mixed() {
    Mixed result;
    for (std::size_t i = 0; i < 60; ++i) {
        const std::string id = "u" + std::to_string(i);
        const bool good = i % 3 == 0;
        result.units.push_back(good         ? "{\"id\":\"" + id + "\"}"
                               : i % 3 == 1 ? "{\"id\":\"" + id + "\",\"answers\":{\"B.I.a\":9}}"
                               : i % 2 == 0 ? "null"
                                            : "{\"id\":\"u0\"}");
        result.ids.push_back(good ? id : "refused");
    }
    return result;
}

std::string joined(const std::vector<std::string>& parts, const std::string& between) {
    std::string text;
    for (std::size_t i = 0; i < parts.size(); ++i) text += (i == 0 ? "" : between) + parts[i];
    return text;
}

TEST(UnitsJson, EveryUnitIsReadOrRefusedInOrder) {
    Mixed all = mixed();
    EXPECT_EQ(ids(read_all(zona(), "[" + joined(all.units, ",\n") + "]")), all.ids);
    EXPECT_EQ(ids(read_all(zona(), joined(all.units, "\n"))), all.ids);
    EXPECT_EQ(ids(read_all(zona(), joined(all.units, "\r\n\r\n") + "\r\n")), all.ids);

    // On lines, not even what is no JSON at all hides the others.
    const auto expect_all_but = [&](std::size_t at, const std::string& broken) {
        Mixed with = mixed();
        with.units[at] = broken;
        with.ids[at] = "refused";
        EXPECT_EQ(ids(read_all(zona(), joined(with.units, "\n"))), with.ids) << "line " << at + 1 << ": " << broken;
    };
    for (const char* broken : {"{\"id\":", "garbage", "[]", "[{\"id\":\"x\"}]", "}", "\"text\"", "7"}) {
        expect_all_but(30, broken);
        expect_all_but(1, broken);
        expect_all_but(59, broken);
    }
}

TEST(UnitsJson, ABrokenFirstLineHidesNothing) {
    for (const char* broken : {"{\"id\":", "garbage", "7", "null"}) {
        const auto got = ids(read_all(zona(), std::string(broken) + "\n{\"id\":\"a\"}\n{\"id\":\"b\"}\n"));
        EXPECT_EQ(got, (std::vector<std::string>{"refused", "a", "b"})) << broken;
    }
}

TEST(UnitsJson, AnArrayIsNoLine) {
    const std::string array_first = "[{\"id\":\"x\"}]\n{\"id\":\"a\"}\n{\"id\":\"b\"}";
    EXPECT_EQ(ids(read_all(zona(), array_first)), (std::vector<std::string>{"refused", "a", "b"}));
    EXPECT_EQ(ids(read_all(zona(), "[{\"id\":\"a\"},\n{\"id\":\"b\"}]\n")), (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(ids(read_all(zona(), "[{\"id\":\"a\"}]\nx")), (std::vector<std::string>{"a", "refused"}));
}

TEST(UnitsJson, WhatStandsBeforeASyntaxErrorInAnArrayIsRead) {
    const auto outcomes = read_all(zona(), R"([{"id":"a"},{"id":"b"},{"id":)");
    EXPECT_EQ(ids(outcomes), (std::vector<std::string>{"a", "b", "refused"}));
    EXPECT_EQ(outcomes.back().diagnostics.front().unit, "#3");
}

TEST(UnitsJson, TheSinkCanStop) {
    const Mixed all = mixed();
    const std::string elements = joined(all.units, ",");
    for (const std::string& text : {"[" + elements + "]", joined(all.units, "\n"), "[" + elements + "x"}) {
        for (std::size_t most : {1u, 2u, 3u, 7u}) {
            std::size_t calls = 0;
            read_units(zona(), text, Limits{}, [&](const Result<Unit>&) { return ++calls < most; });
            EXPECT_EQ(calls, most);
        }
    }
}

// ---- Hostile input -------------------------------------------------------------------------------------------------

TEST(UnitsJson, SurvivesAnyMutation) {
    const std::string unit = R"({"id":"u","name":"N","answers":{"A.I.1.i.a":"Ya","B.I.a":3.62,"A.II.5.iii.a.a":
        {"jumlah_harus_melaporkan":3,"kepala_satuan_kerja":1,"lainnya":2}},
        "facts":{"unit":{"kawasan":true},"instansi.opini_bpk":"WTP"}})";
    std::string line = unit;
    line.erase(std::remove(line.begin(), line.end(), '\n'), line.end());
    const std::vector<std::string> seeds{unit, "[" + unit + "," + unit + "]", line + "\n" + line + "\n" + line};
    const std::vector<std::string> tokens{"{",
                                          "}",
                                          "[",
                                          "]",
                                          "\"",
                                          ",",
                                          ":",
                                          "null",
                                          "true",
                                          "1e999",
                                          "-1",
                                          "\\u0000",
                                          "\\ud800",
                                          "\xFF",
                                          "\xEF\xBB\xBF",
                                          "\n",
                                          "\r",
                                          "1/3",
                                          "@null",
                                          "{0}",
                                          "\"id\":",
                                          "\"answers\":{",
                                          "99999999999999999999",
                                          std::string(20, '['),
                                          std::string(1, '\0')};
    Limits small;
    small.unit_bytes = 2'000;
    small.string_bytes = 30;
    small.json_depth = 3;
    small.number_digits = 3;
    small.errors = 2;
    std::mt19937 random(20211231);
    const auto below = [&](std::size_t bound) { return random() % bound; };
    for (std::size_t round = 0; round < 6'000; ++round) {
        std::string text = seeds[round % seeds.size()];
        for (std::size_t change = 0, changes = 1 + below(4); change < changes && !text.empty(); ++change) {
            const std::size_t at = below(text.size());
            switch (below(6)) {
                case 0: text[at] = static_cast<char>(below(256)); break;
                case 1: text.erase(at, 1 + below(20)); break;
                case 2: text.insert(at, tokens[below(tokens.size())]); break;
                case 3: text.insert(at, text.substr(below(text.size()), below(60))); break;
                case 4: text.resize(at); break;
                default: std::swap(text[at], text[below(text.size())]); break;
            }
        }
        const auto outcomes = read_all(zona(), text, round % 4 == 3 ? small : Limits{});
        EXPECT_FALSE(outcomes.empty()) << text;
        for (const Outcome& outcome : outcomes) {
            EXPECT_EQ(outcome.read, outcome.diagnostics.empty());
            if (outcome.read) {
                EXPECT_FALSE(outcome.unit.id.empty());
                EXPECT_EQ(outcome.unit.answers.size(), zona().questions.size());
                EXPECT_EQ(outcome.unit.facts.size(), zona().facts.size());
            }
            for (const Diagnostic& diagnostic : outcome.diagnostics)
                for (const Language language : {Language::indonesian, Language::english})
                    EXPECT_FALSE(message(diagnostic, language).empty()) << text;
        }
        if (HasFailure()) return;
    }
}

}  // namespace

}  // namespace zi::io
