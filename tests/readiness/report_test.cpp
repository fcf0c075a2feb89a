// Do reports keep apart why something is not certain, where a unit stands, and what is proved?
#include "support.hpp"

#include "zi/report.hpp"

namespace zi::test {
namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

// ---- Reasons -------------------------------------------------------------------------------------------------------

const std::string with_evidence = R"(regulation uji "Uji" en "Test"
level bagian "Bagian" en "Part"
choice jenis "Jenis" { KL, PEMDA }
fact bentuk jenis "Bentuk"
scale yn "Ya/Tidak" { Ya = 1 Tidak = 0 }
evidence sk "Surat keputusan" en "Decree"
worksheet "Nilai" en "Score" 10 {
  bagian A "A" 10 {
    question a yn "Satu" 4 { needs sk }
    question b ratio "Dua" 6 {
      input n "N"
      input d "D"
      when n = 9 then open
      when d = 5 then 0
      value n / d capped
    }
  }
}
predicate P "P" { total >= 8 }
)";

struct Told {
    std::string json, indonesian, english;
};
Told told(const Model& model, const Unit& unit) {
    const Assessment assessment = assessed(model, unit);
    return {to_json(model, unit, assessment), explain(model, unit, assessment, Language::indonesian),
            explain(model, unit, assessment, Language::english)};
}
void expect(const Told& found, const std::string& json, const std::string& indonesian, const std::string& english) {
    EXPECT_TRUE(has(found.json, json)) << json << "\n" << found.json;
    EXPECT_TRUE(has(found.indonesian, indonesian)) << indonesian << "\n" << found.indonesian;
    EXPECT_TRUE(has(found.english, english)) << english << "\n" << found.english;
}

TEST(Reasons, OfAnswersReachEveryReport) {
    Model model = rules(with_evidence);
    const auto answers = [&](const std::string& text) {
        return told(model, unit_of(model, R"({"id": "u", "answers": {)" + text + "}}"));
    };
    expect(answers(""), R"("answer":null,"claimed":null,"reason":"unanswered")", "jawaban: belum dijawab",
           "answer: not answered");
    expect(answers(R"("A.b": {"n": 1})"), R"("reason":"incomplete")", "(isian belum lengkap)", "(counts are missing)");
    expect(answers(R"("A.b": {"n": 9, "d": 1})"), R"("reason":"left_open")", "(dibiarkan terbuka oleh aturan)",
           "(left open by the rules)");
    expect(answers(R"("A.b": {"n": 1, "d": 0})"), R"("reason":"zero_denominator")", "(penyebut nol", "(denominator zero");
    expect(answers(R"("A.a": "Ya")"), R"("answer":"Ya","claimed":"1","reason":"answered"})", "jawaban: Ya (skor 1)",
           "answer: Ya (share 1)");

    Inapplicable apart;
    apart.guard.subject = 0;
    apart.guard.values = {Member{1}};
    apart.notes.interpretations = {Text{"Tidak untuk pemda.", "Not for regional governments."}};
    model.questions[0].inapplicable = {apart};
    const auto facts = [&](const std::string& text) {
        return told(model, unit_of(model, R"({"id": "u", "answers": {"A.a": "Ya"}, "facts": {)" + text + "}}"));
    };
    expect(facts(R"("bentuk": "PEMDA")"), R"("reason":"not_applicable")", "(tidak berlaku bagi unit ini)",
           "(does not concern this unit)");
    expect(facts(R"("bentuk": "PEMDA")"), R"("claimed":null)", "interpretasi: Tidak untuk pemda.",
           "interpretation: Not for regional governments.");
    expect(facts(""), R"("reason":"applicability_open")", "(belum diketahui apakah berlaku", "(not known whether it concerns");
    expect(facts(R"("bentuk": "KL")"), R"("reason":"answered")", "(skor 1)", "(share 1)");
}

TEST(Reasons, OfEvidenceReachEveryReport) {
    const Model model = rules(with_evidence);
    const auto document = [&](const std::string& fields, const std::string& more = "") {
        return told(
            model,
            unit_of(model,
                    R"({"id": "u", "answers": {"A.a": "Ya"}, "evidence": [{"id": "d1", "kind": "sk", "supports": ["A.a"], )" +
                        fields + "}" + more + "]}"));
    };
    const auto standing = [&](const Told& found, const std::string& code, const std::string& indonesian,
                              const std::string& english) {
        expect(found, "\"standing\":\"" + code + "\",\"document\":\"d1\"",
               "data dukung: " + indonesian + " (Surat keputusan d1)", "evidence: " + english + " (Decree d1)");
    };
    standing(document(R"("status": "submitted")"), "pending", "menunggu verifikasi", "awaiting verification");
    standing(document(R"("status": "verifying")"), "pending", "menunggu verifikasi", "awaiting verification");
    standing(document(R"("status": "needs_repair")"), "needs_repair", "perlu perbaikan", "needs repair");
    standing(document(R"("status": "rejected")"), "rejected", "ditolak", "rejected");
    standing(document(R"("status": "missing")"), "missing", "belum ada", "missing");
    standing(document(R"("status": "accepted", "valid_until": "2026-05-30")"), "expired",
             "kedaluwarsa, berlaku s.d. 30 Mei 2026", "expired, valid until 30 May 2026");
    standing(document(R"("status": "accepted")", R"(, {"id": "d2", "kind": "sk", "status": "accepted", "supersedes": ["d1"]})"),
             "superseded", "sudah diganti", "superseded");
    standing(
        document(R"("status": "accepted", "derives_from": ["d2"])", R"(, {"id": "d2", "kind": "sk", "status": "rejected"})"),
        "unfounded", "dasarnya ditolak atau belum ada", "rests on a document that is rejected or missing");
    EXPECT_TRUE(has(document(R"("status": "accepted")").json, R"("standing":"accepted")"));
    // Nothing at all: unsupported, but not rejected.
    const Told none_there = told(model, unit_of(model, R"({"id": "u", "answers": {"A.a": "Ya"}, "evidence": []})"));
    expect(none_there, R"("standing":"missing","document":null)", "data dukung: belum ada; skor yang pasti 0",
           "evidence: missing; certain share 0");
}

// ---- Exact or a bound ----------------------------------------------------------------------------------------------

TEST(Exact, IsSaidOnlyWhereItIsNot) {
    const auto shown = [](const std::string& predicates) {
        const Model model = rules(sheet(predicates));
        return told(model, unit_of(model, R"({"id": "u"})"));
    };
    const Told exact = shown("predicate P \"P\" { A >= 5 lolos = yes }"), bound = shown("predicate P \"P\" { A >= 5 B <= 5 }");
    EXPECT_FALSE(has(exact.json, "exact"));
    EXPECT_FALSE(has(exact.english, "bound"));
    expect(bound, R"("P":{"status":"open","exact":false,"conditions")", "terbuka sebagai batas", "open as a bound");
}

bool exact(const std::string& predicates, const std::string& unit = R"({"id": "u"})") {
    const Model model = rules(sheet(predicates));
    const Assessment assessment = assessed(model, unit_of(model, unit));
    const PredicateResult& result = assessment.predicates[model.find_predicate("P")];
    EXPECT_EQ(result.verdict, Verdict::open);
    return result.exact;
}

TEST(Exact, AsFarAsItIsProved) {
    EXPECT_TRUE(exact("predicate P \"P\" { total >= 10 A > 5 }"));
    EXPECT_TRUE(exact("predicate P \"P\" { total <= 10 A < 5 }"));
    EXPECT_FALSE(exact("predicate P \"P\" { total >= 10 A < 5 }"));
    EXPECT_FALSE(exact("predicate P \"P\" { A = 5 }"));
    // A fact in one place, in two.
    EXPECT_TRUE(exact("predicate P \"P\" { lolos = yes jumlah >= 2 unless bentuk = KL }"));
    EXPECT_FALSE(exact("predicate P \"P\" { jumlah >= 2 when bentuk = KL lain: jumlah >= 3 }"));
    EXPECT_FALSE(exact("predicate P \"P\" { A >= 5 when bentuk = KL B >= 5 unless bentuk = KL }"));
    EXPECT_FALSE(exact("predicate Q \"Q\" { jumlah >= 2 }\npredicate P \"P\" { meets Q jumlah >= 3 }"));
    // One predicate asked for twice is still one place.
    EXPECT_TRUE(exact("predicate Q \"Q\" { jumlah >= 2 }\npredicate P \"P\" { meets Q lagi: meets Q }"));
    // A test that cannot turn out both ways.
    EXPECT_TRUE(exact("predicate P \"P\" { A >= 5 unless jumlah >= 1 }"));
    EXPECT_FALSE(exact("predicate P \"P\" { A >= 5 unless jumlah >= 0 }"));
    // Failing for certain behind an open `when`.
    EXPECT_FALSE(exact("predicate P \"P\" when bentuk = KL { A >= 5 }", R"({"id": "u", "answers": {"A.a": 0}})"));
    EXPECT_TRUE(exact("predicate P \"P\" when bentuk = KL { A >= 5 }", R"({"id": "u", "answers": {"A.a": 5}})"));
}

// ---- Stages --------------------------------------------------------------------------------------------------------

/// Two stages, a predicate between them, and units before the first, in the first, perhaps in the second, in the second.
Model staged() {
    Model model =
        rules(sheet("predicate S1 \"Membangun\" en \"Building\" { lolos = yes }\npredicate P \"P\" { A >= 5 }\n"
                    "predicate S2 \"Siap diusulkan\" en \"Ready\" { lolos = yes meets P }"));
    for (const char* name : {"S1", "S2"}) model.predicates[model.find_predicate(name)].kind = Predicate::Kind::stage;
    return model;
}
const char* const staged_units[] = {
    R"({"id": "u1", "facts": {"lolos": false}})", R"({"id": "u2", "facts": {"lolos": true}, "answers": {"A.a": 4}})",
    R"({"id": "u3", "facts": {"lolos": true}})", R"({"id": "u4", "facts": {"lolos": true}, "answers": {"A.a": 5}})"};

TEST(Stages, StandInOneColumnOfTheTable) {
    const Model model = staged();
    Table indonesian(model, today, Language::indonesian), english(model, today, Language::english);
    for (const char* json : staged_units) {
        const Unit unit = unit_of(model, json);
        indonesian.add(unit, assessed(model, unit));
        english.add(unit, assessed(model, unit));
    }
    EXPECT_EQ(indonesian.text(), R"(Uji
per tanggal 31 Mei 2026

Unit       Total         A A         B B  Tahap                              P
u1    0,00-20,00  0,00-10,00  0,00-10,00  belum ada                          terbuka
u2    4,00-14,00        4,00  0,00-10,00  Membangun                          tidak
u3    0,00-20,00  0,00-10,00  0,00-10,00  Membangun, mungkin Siap diusulkan  terbuka
u4    5,00-15,00        5,00  0,00-10,00  Siap diusulkan                     ya

4 unit
  P: 1 terpenuhi, 1 tidak terpenuhi, 2 terbuka
  Tahap (berada di sana dari yang memenuhinya): belum ada 1, Membangun 2 dari 3, Siap diusulkan 1 dari 1
)");
    EXPECT_TRUE(has(english.text(), "Stage"));
    EXPECT_TRUE(has(english.text(), "Building, possibly Ready"));
    EXPECT_TRUE(has(english.text(), "\n  Stage (there, of those that meet it): none yet 1, Building 2 of 3, Ready 1 of 1\n"));
}

TEST(Stages, StandInTwoColumnsOfTheCsv) {
    const Model model = staged();
    EXPECT_EQ(csv_header(model),
              "id,name,total certain,total possible,A certain,A possible,B certain,B possible,stage,stage possible,P\r\n");
    std::string rows;
    for (const char* json : staged_units) {
        const Unit unit = unit_of(model, json);
        rows += csv_row(model, unit, assessed(model, unit));
    }
    EXPECT_EQ(rows,
              "u1,,0.000000,20.000000,0.000000,10.000000,0.000000,10.000000,,,open\r\n"
              "u2,,4.000000,14.000000,4.000000,4.000000,0.000000,10.000000,S1,S1,not_met\r\n"
              "u3,,0.000000,20.000000,0.000000,10.000000,0.000000,10.000000,S1,S2,open\r\n"
              "u4,,5.000000,15.000000,5.000000,5.000000,0.000000,10.000000,S2,S2,met\r\n");
}

TEST(Stages, StandInJsonAndReadiness) {
    const Model model = staged();
    const Unit unit = unit_of(model, staged_units[2]);
    const Assessment assessment = assessed(model, unit);
    EXPECT_TRUE(
        has(to_json(model, unit, assessment), R"("stage":{"certain":"S1","possible":"S2","stages":{"S1":{"status":"met")"));
    const Readiness found = readiness(model, unit, assessment, model.find_predicate("P"));
    EXPECT_TRUE(
        has(to_json(model, unit, assessment, found), R"({"id":"u3","stage":{"certain":"S1","possible":"S2"},"status":"open")"));
    EXPECT_EQ(readiness_csv_header(model), "id,name,stage,stage possible,certain,possible,binding,share,status\r\n");
    EXPECT_EQ(readiness_csv_row(model, unit, assessment, found), "u3,,S1,S2,0.00,100.00,A,0.00,open\r\n");
    ReadinessTable table(model, today, found.predicate, Language::indonesian);
    table.add(unit, assessment, found);
    EXPECT_EQ(table.text(),
              "Uji\nper tanggal 31 Mei 2026\n\n"
              "Unit  Tahap                                   Kesiapan  Kendala utama  P\n"
              "u3    Membangun, mungkin Siap diusulkan  0,00%-100,00%  A (0,00%)      terbuka\n\n"
              "1 unit: 0 terpenuhi, 0 tidak terpenuhi, 1 terbuka\n");
}

// ---- Percentages ---------------------------------------------------------------------------------------------------

TEST(Percent, IsAllOrNothingOnlyWhereTheShareIs) {
    const Model model = rules(sheet("predicate P \"P\" { A >= 8 }"));
    const auto shown = [&](const std::string& answer) {
        const Unit unit = unit_of(model, R"({"id": "u", "answers": {"A.a": ")" + answer + "\"}}");
        const Assessment assessment = assessed(model, unit);
        const Readiness found = readiness(model, unit, assessment, PredicateIndex(0));
        const std::string row = readiness_csv_row(model, unit, assessment, found);
        const std::string percent = row.substr(3, row.find(',', 3) - 3);
        EXPECT_TRUE(has(to_json(model, unit, assessment, found), "\"percent\":\"" + percent + "\""));
        EXPECT_TRUE(has(explain(model, unit, assessment, found, Language::english), "certain " + percent + "%"));
        return percent;
    };
    EXPECT_EQ(shown("7.99999999999999"), "99.9999999999999");
    EXPECT_EQ(shown("7.9992"), "99.99");
    EXPECT_EQ(shown("7.9996"), "99.995") << "half-way would be up";
    EXPECT_EQ(shown("8"), "100.00");
    EXPECT_EQ(shown("4.0003"), "50.00");  // 50.00375
    EXPECT_EQ(shown("4.0004"), "50.01");  // 50.005
    EXPECT_EQ(shown("4.0008"), "50.01");
    EXPECT_EQ(shown("0.00000001"), "0.0000001");
    EXPECT_EQ(shown("0"), "0.00");
}

}  // namespace
}  // namespace zi::test
