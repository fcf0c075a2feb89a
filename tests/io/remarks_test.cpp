// What is taken as it stands although something else may have been meant: the same of a unit, of its row, and after an edit.
#include "zi/columns.hpp"
#include "zi/load.hpp"
#include "zi/program.hpp"
#include "zi/session.hpp"
#include "zi/unit.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace zi {
namespace {

std::shared_ptr<const Model> rules() {
    static const std::shared_ptr<const Model> model = load_text("rules.zi", R"(regulation catatan "Catatan"
level bagian "Bagian"
assessor TPI "Penilai"
scale indeks number 0 .. 4 { value / 4 }
scale persen number 0 .. 100 { value / 100 }
scale hadir number 60 .. 110 percent { (value - 60) / 50 }
fact unit.patuh number 0 .. 100 percent "Kepatuhan"
fact unit.derajat number 0 .. 90 "Derajat"
fact unit.lapor count "Sudah lapor"

worksheet "Nilai" 100 {
  bagian A "Bagian" 100 {
    question a indeks "Indeks"
    question b persen "Capaian"
    question c hadir "Kehadiran"
    question d ratio "Laporan" {
      input lapor "Sudah lapor" <= wajib
      input wajib "Wajib lapor"
      when wajib = 0 then open
      value lapor / wajib
    }
  }
}

agree A.d.lapor with unit.lapor
agree A.d.lapor / A.d.wajib with unit.patuh within 0.01
agree A.b with unit.patuh within 1/2

predicate BAIK "Baik" {
  unit.patuh = 100
  unit.derajat >= 1
  total >= 1
}
)")
                                                          .model;
    return model;
}

Unit unit_of(const std::string& json) {
    Unit found;
    read_units(*rules(), json, {}, [&](Result<Unit> unit) {
        EXPECT_TRUE(unit) << message(unit.diagnostics().front(), Language::english) << json;
        if (unit) found = std::move(*unit);
        return true;
    });
    return found;
}

/// "path: code arguments", a line each.
std::string told(const Diagnostics& remarks) {
    std::string text;
    for (const Diagnostic& one : remarks) {
        text += one.unit + one.path + ": " + code_name(one.code);
        for (const std::string& arg : one.args) text += " " + arg;
        text += '\n';
    }
    return text;
}

struct Asked {
    std::string says, remarks;
};

const std::vector<Asked>& asked() {
    static const std::vector<Asked> all{
        {R"({"id":"u"})", ""},
        {R"({"id":"u","answers":{"A.a":0.95,"A.b":0,"A.c":60},"facts":{"unit.derajat":0.95}})", ""},
        {R"({"id":"u","answers":{"A.b":1.01},"facts":{"unit.patuh":1.5}})", ""},
        {R"({"id":"u","answers":{"A.b":0.95}})", "u/answers/A.b: ZI0831 0.95 95\n"},
        {R"({"id":"u","facts":{"unit.patuh":1}})", "u/facts/unit.patuh: ZI0831 1 100\n"},
        {R"({"id":"u","answers":{"A.b":0.005600000000000001}})",
         "u/answers/A.b: ZI0831 0.005600000000000001 0.5600000000000001\n"
         "u/answers/A.b: ZI0833 0.005600000000000001 0.0056\n"},
        {R"({"id":"u","answers":{"A.a":3.5999999999999996},"facts":{"unit.derajat":30.000000000000004}})",
         "u/answers/A.a: ZI0833 3.5999999999999996 3.6\nu/facts/unit.derajat: ZI0833 30.000000000000004 30\n"},
        {R"({"id":"u","answers":{"A.a":"1/3","A.b":94.11764705882353,"A.c":"200/3"}})", ""},
        {R"({"id":"u","answers":{"A.d":{"lapor":13,"wajib":15}},"facts":{"unit.lapor":13,"unit.patuh":86.66}})", ""},
        {R"({"id":"u","answers":{"A.d":{"lapor":13,"wajib":15}},"facts":{"unit.lapor":12,"unit.patuh":100}})",
         "u/answers/A.d/lapor: ZI0834 A.d.lapor 13 unit.lapor 12\n"
         "u/answers/A.d/lapor: ZI0834 A.d.lapor / A.d.wajib 13 / 15 = ~86.6667% unit.patuh 100\n"},
        {R"({"id":"u","answers":{"A.b":90.5},"facts":{"unit.patuh":90}})", ""},
        {R"({"id":"u","answers":{"A.b":90.51},"facts":{"unit.patuh":90}})", "u/answers/A.b: ZI0834 A.b 90.51 unit.patuh 90\n"},
        {R"({"id":"u","answers":{"A.d":{"lapor":0,"wajib":0}},"facts":{"unit.lapor":0,"unit.patuh":100}})", ""},
        {R"({"id":"u","answers":{"A.d":{"wajib":15}},"facts":{"unit.lapor":12,"unit.patuh":100}})", ""},
    };
    return all;
}

TEST(Remarks, AreTheSameOfAUnitAndOfItsRow) {
    for (const Asked& one : asked()) {
        const Unit unit = unit_of(one.says);
        EXPECT_EQ(told(remarks_on(*rules(), unit)), one.remarks) << one.says;
        ColumnsBuilder builder(rules(), Date{});
        builder.append(unit);
        const std::vector<std::string> ids{"u"};
        EXPECT_EQ(told(remarks_on(builder.finish(), ids)), one.remarks) << one.says;
    }
}

TEST(Remarks, FollowWhoAnsweredLast) {
    const Unit unit = unit_of(R"({"id":"u","answers":{"A.b":0.5},"assessed":{"TPI":{"A.b":0.25}}})");
    EXPECT_EQ(told(remarks_on(*rules(), unit)), "u/assessed/TPI/A.b: ZI0831 0.25 25\n");
}

TEST(Remarks, FollowEdits) {
    const Program program(rules());
    Session session(program, unit_of(R"({"id":"u"})"), *Date::parse("2026-05-31"));
    ASSERT_TRUE(session.set_answer(rules()->find_question("A.b"), Rational(19, 20)));
    EXPECT_EQ(told(remarks_on(*rules(), session.unit())), "u/answers/A.b: ZI0831 0.95 95\n");
    ASSERT_TRUE(session.set_answer(rules()->find_question("A.b"), Rational(95)));
    EXPECT_EQ(told(remarks_on(*rules(), session.unit())), "");
}

TEST(Remarks, OfManyRowsEndWithAWord) {
    ColumnsBuilder builder(rules(), Date{});
    for (int i = 0; i < 5; ++i) builder.append(unit_of(R"({"id":"u","answers":{"A.b":0.5}})"));
    const Columns columns = builder.finish();
    EXPECT_EQ(told(remarks_on(columns, {}, 2)), "#1/answers/A.b: ZI0831 0.5 50\n#2/answers/A.b: ZI0831 0.5 50\n: ZI0705\n");
    EXPECT_EQ(remarks_on(columns).size(), 5u);
}

}  // namespace
}  // namespace zi
