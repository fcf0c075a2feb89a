// Attributes, notes and links in JSON and in C++: kept, told, escaped; and no score hangs on them.
#include "fixtures.hpp"

#include "zi/assess.hpp"
#include "zi/report.hpp"
#include "zi/why.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <random>
#include <string>

namespace zi::io {
namespace {

const Model& grouped() {
    static const Loaded loaded = load_text("grouped.zi", R"(regulation grouped "Contoh"
assessor TPI "Tim Penilai Internal"
choice jenis_layanan "Jenis layanan" { dasar, rujukan }
attribute opd "Organisasi perangkat daerah" en "Office"
attribute jenis jenis_layanan "Jenis layanan"
scale yes "Ya atau tidak" { Ya = 1 Tidak = 0 }
worksheet "Nilai" 10 {
  question a yes "Tim dibentuk"
  question b yes "Rencana disusun"
}
predicate baik "Baik" { total >= 7 }
)");
    EXPECT_TRUE(loaded) << loaded.text(Language::english);
    return *loaded.model;
}

Unit unit_of(const std::string& members) {
    const auto all = read_all(grouped(), R"({"id": "u", )" + members + "}");
    EXPECT_EQ(all.size(), 1u);
    EXPECT_TRUE(all.at(0).read) << members;
    return all.at(0).unit;
}

/// The codes and paths of what refuses it.
std::string refusal_of(const std::string& members, const Limits& limits = {}) {
    std::string out;
    for (const Outcome& one : read_all(grouped(), R"({"id": "u", )" + members + "}", limits))
        for (const Diagnostic& problem : one.diagnostics) out += code_name(problem.code) + " " + problem.path + "\n";
    return out;
}

TEST(Attributes, AreKeptDeclaredOnesUnderTheirNames) {
    const Unit unit =
        unit_of(R"("attributes": {" OPD ": " Dinas Kesehatan ", "kota": "Banjarbaru", "jenis": "DASAR", "x": null, "y": " "})");
    EXPECT_EQ(attribute_of(unit, "opd"), "Dinas Kesehatan");
    EXPECT_EQ(attribute_of(unit, "kota"), "Banjarbaru");
    EXPECT_EQ(attribute_of(unit, "jenis"), "dasar");
    EXPECT_EQ(unit.attributes.size(), 3u);
    EXPECT_EQ(attribute_names(grouped(), {"kota", "opd"}), (std::vector<std::string>{"opd", "jenis", "kota"}));
    EXPECT_TRUE(unit.remarks.empty());
}

TEST(Attributes, WhatIsWrongIsTold) {
    EXPECT_EQ(refusal_of(R"("attributes": {"jenis": "lain"})"), "ZI0807 /attributes/jenis\n");
    EXPECT_EQ(refusal_of(R"("attributes": {"opd": 7})"), "ZI0842 /attributes/opd\n");
    EXPECT_EQ(refusal_of(R"("attributes": ["opd"])"), "ZI0802 /attributes\n");
    EXPECT_EQ(refusal_of(R"("attributes": {"opd": "a", "OPD": "b"})"), "ZI0806 /attributes/OPD\n");
    Limits limits;
    limits.attributes = 1;
    EXPECT_EQ(refusal_of(R"("attributes": {"p": "a", "q": "b"})", limits), "ZI0816 /attributes/q\n");
    EXPECT_EQ(refusal_of(R"("attributes": {"p": "a"})", limits), "");
    // Any name is free; one that is nearly a declared one is remarked on.
    const Unit slip = unit_of(R"("attributes": {"jeniss": "dasar"})");
    ASSERT_EQ(slip.remarks.size(), 1u);
    EXPECT_EQ(slip.remarks[0].code, Code::attribute_undeclared);
    EXPECT_EQ(slip.remarks[0].suggestion, "jenis");
}

TEST(Notes, AreKeptByWhoWroteThem) {
    const Unit unit = unit_of(
        R"("notes": {"TPI": {"b": {"tautan": ["x", " x ", "y"]}}, "unit": {"b": {"catatan": " satu\r\n dua "}, "a": {}}})");
    ASSERT_EQ(unit.notes.size(), 2u);
    EXPECT_EQ(unit.notes[0].text, "satu\ndua");
    EXPECT_EQ(unit.notes[0].assessor, AssessorIndex());
    EXPECT_EQ(unit.notes[1].links, (std::vector<std::string>{"x", "y"}));
    EXPECT_EQ(notes_on(unit, QuestionIndex(1)).size(), 2u);
    EXPECT_TRUE(notes_on(unit, QuestionIndex(0)).empty());
    EXPECT_EQ(seen_by(unit, none).notes.size(), 1u);
}

TEST(Notes, WhatIsWrongIsTold) {
    EXPECT_EQ(refusal_of(R"("notes": {"TPN": {}})"), "ZI0202 /notes/TPN\n");
    EXPECT_EQ(refusal_of(R"("notes": {"unit": {"c": {"catatan": "x"}}})"), "ZI0804 /notes/unit/c\n");
    EXPECT_EQ(refusal_of(R"("notes": {"unit": {"a": "x"}})"), "ZI0802 /notes/unit/a\n");
    EXPECT_EQ(refusal_of(R"("notes": {"unit": {"a": {"catatan": 1}}})"), "ZI0802 /notes/unit/a/catatan\n");
    EXPECT_EQ(refusal_of(R"("notes": {"unit": {"a": {"note": "x"}}})"), "ZI0803 /notes/unit/a/note\n");
    Limits limits;
    limits.links = 1;
    EXPECT_EQ(refusal_of(R"("notes": {"unit": {"a": {"tautan": ["x", "y"]}}})", limits), "ZI0816 /notes/unit/a\n");
    EXPECT_EQ(refusal_of(R"("notes": {"unit": {"a": {"tautan": ["x", "x"]}}})", limits), "");
}

TEST(Notes, AreSetInCpp) {
    Unit unit(grouped(), "u");
    EXPECT_TRUE(set_note(grouped(), unit, "a", "catatan", {"x"}).empty());
    EXPECT_TRUE(set_note(grouped(), unit, "a", "lain", {}, "TPI").empty());
    EXPECT_EQ(unit.notes.size(), 2u);
    EXPECT_TRUE(set_note(grouped(), unit, "a", "  ").empty());
    ASSERT_EQ(unit.notes.size(), 1u);
    EXPECT_EQ(unit.notes[0].text, "lain");
    EXPECT_EQ(set_note(grouped(), unit, "z", "x").at(0).path, "/notes/unit/z");
    EXPECT_TRUE(set_attribute(grouped(), unit, "OPD", "Dinas").empty());
    EXPECT_TRUE(set_attribute(grouped(), unit, "opd", "Kantor").empty());
    EXPECT_EQ(attribute_of(unit, "opd"), "Kantor");
    EXPECT_EQ(set_attribute(grouped(), unit, "jenis", "x").at(0).code, Code::unknown_value);
    EXPECT_TRUE(set_attribute(grouped(), unit, "opd", "").empty());
    EXPECT_TRUE(unit.attributes.empty());
}

TEST(Carried, NeverChangesAScore) {
    std::mt19937 random(16);
    const Model& model = zona();
    const Date day = *Date::parse("2026-05-31");
    const Program program(std::make_shared<const Model>(model));
    AssessmentState state;
    for (int i = 0; i < 60; ++i) {
        const Unit bare = random_unit(model, "u", random);
        Unit carrying = bare;
        for (int n = 0; n < 40; ++n) {
            UnitNote& note = note_on(carrying, QuestionIndex(random() % model.questions.size()),
                                     random() % 2 == 0 ? AssessorIndex() : AssessorIndex(random() % model.assessors.size()));
            note.text = "A";  // as an answer would be
            note.links = {"Ya"};
        }
        carrying.attributes = {{"opd", "Dinas"}, {model.facts[FactIndex(0)].id, "ya"}};
        EXPECT_EQ(assess_reference(model, bare, day), assess_reference(model, carrying, day));
        EXPECT_EQ(assess(program, carrying, day, state), assess_reference(model, bare, day));
    }
}

TEST(Carried, ComesOutAgainAndHurtsNothing) {
    // A formula, markup, an escape of terminals, and a turn of the direction of writing.
    const Unit unit = unit_of(R"x("answers": {"a": "Tidak"}, "attributes": {"opd": "=cmd()", "kota": "a,b\"c\u001b[2J"},
"notes": {"unit": {"a": {"catatan": "<b>x</b>\u001b[31m\nbaris kedua", "tautan": ["=HYPERLINK(\"x\")\u202e"]}},
          "TPI": {"b": {"catatan": "lihat"}}})x");
    const Date day = *Date::parse("2026-05-31");
    const Assessment assessment = assess_reference(grouped(), unit, day);
    const nlohmann::json told = nlohmann::json::parse(to_json(grouped(), unit, assessment));
    EXPECT_EQ(told["attributes"]["kota"], "a,b\"c\x1b[2J");
    EXPECT_EQ(told["answers"]["a"]["notes"]["unit"]["catatan"], "<b>x</b>\x1b[31m\nbaris kedua");
    EXPECT_EQ(told["answers"]["b"]["notes"]["TPI"]["catatan"], "lihat");
    const std::string text = explain(grouped(), unit, assessment, Language::english);
    EXPECT_NE(text.find("note unit: <b>x</b> [31m\n"), std::string::npos) << text;
    EXPECT_NE(text.find("note unit: baris kedua\n"), std::string::npos) << text;
    EXPECT_NE(text.find("link unit: =HYPERLINK(\"x\") \n"), std::string::npos) << text;
    EXPECT_NE(text.find("note TPI: lihat\n"), std::string::npos) << text;
    const auto why = reasons(grouped(), unit, assessment, {PredicateIndex(0)});
    const std::string whynot = whynot_text(grouped(), unit, assessment, why, Language::indonesian);
    EXPECT_NE(whynot.find("catatan unit: baris kedua"), std::string::npos) << whynot;
    EXPECT_NE(to_json(grouped(), unit, assessment, why, Language::english).find("baris kedua"), std::string::npos);
    for (const std::string& one : {text, whynot}) EXPECT_EQ(one.find('\x1b'), std::string::npos);
    const std::vector<std::string> names = attribute_names(grouped(), {"kota"});
    const std::string row = csv_row(grouped(), unit, assessment, names);
    EXPECT_EQ(csv_header(grouped(), names).substr(0, 52), "id,name,attributes.opd,attributes.jenis,attributes.k");
    EXPECT_EQ(row.substr(0, row.find(",0.0")), "u,,\"'=cmd()\",,\"a,b\"\"c<U+001B>[2J\"");
}

TEST(Groups, CountAndAverage) {
    const Date day = *Date::parse("2026-05-31");
    Groups groups(grouped(), day, "opd", Language::english);
    for (const char* members :
         {R"("attributes": {"opd": "A"}, "answers": {"a": "Ya", "b": "Ya"})",
          R"("attributes": {"opd": "A"}, "answers": {"a": "Ya", "b": "Tidak"})", R"("answers": {"a": "Ya"})"}) {
        const Unit unit = unit_of(members);
        groups.add(unit, assess_reference(grouped(), unit, day));
    }
    EXPECT_EQ(
        groups.csv(),
        "attributes.opd,group,units,total mean certain,total mean possible,total least,total most,baik met,baik not_met,baik "
        "open,baik not_concerned\r\n"
        "A,value,2,7.500000,7.500000,5.000000,10.000000,1,1,0,0\r\n"
        ",none,1,5.000000,10.000000,5.000000,5.000000,0,0,1,0\r\n"
        ",all,3,6.666667,8.333333,5.000000,10.000000,1,1,1,0\r\n");
    const nlohmann::json told = nlohmann::json::parse("{" + groups.json() + "}");
    EXPECT_EQ(told["by"], "opd");
    EXPECT_EQ(told["groups"][2]["total"]["mean"]["certain"], "20/3");
    EXPECT_EQ(told["groups"][0]["predicates"]["baik"]["met"], 1);
    EXPECT_NE(groups.table().find("Office"), std::string::npos) << groups.table();
}

}  // namespace
}  // namespace zi::io
