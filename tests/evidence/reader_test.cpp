// What does the reader refuse, and what do reports say about evidence?
#include <fmt/format.h>

#include "support.hpp"
#include "zi/report.hpp"

namespace zi::test {
namespace {

class Reader : public testing::Test {
protected:
    /// "ZI0802 /evidence/0/id" for each error of a unit with this evidence, "-> x" behind it where something is suggested.
    std::vector<std::string> errors(const std::string& evidence) const {
        std::vector<std::string> found;
        for (const Diagnostic& d : diagnostics(evidence)) {
            EXPECT_EQ(d.unit, "u1");
            for (const Language language : {Language::indonesian, Language::english}) {
                EXPECT_NE(message(d, language), "");
                EXPECT_EQ(message(d, language).find('{'), std::string::npos) << message(d, language);
            }
            found.push_back(code_name(d.code) + " " + d.path + (d.suggestion.empty() ? "" : " -> " + d.suggestion));
        }
        return found;
    }
    Diagnostics diagnostics(const std::string& evidence) const {
        const auto units = read_all(*model, R"({"id": "u1", "evidence": )" + evidence + "}");
        EXPECT_EQ(units.size(), 1u);
        return units.at(0) ? Diagnostics{} : units.at(0).diagnostics();
    }
    std::vector<Document> documents(const std::string& evidence) const {
        const auto units = read_all(*model, R"({"id": "u1", "evidence": )" + evidence + "}");
        EXPECT_TRUE(units.at(0)) << (units.at(0) ? "" : message(units.at(0).diagnostics().front(), Language::english));
        return units.at(0) && units.at(0)->documents ? *units.at(0)->documents : std::vector<Document>{};
    }
    /// One document with further members.
    static std::string with(const std::string& members) {
        return R"([{"id": "d1", "kind": "sk", "status": "accepted", )" + members + "}]";
    }

    using Errors = std::vector<std::string>;
    const std::shared_ptr<const Model> model = rules_with("abc", "needs any(sk, notulen, foto)");
};

TEST_F(Reader, TakesEveryField) {
    const auto read = documents(R"([
      {"id": "d0", "kind": "foto", "status": "missing"},
      {"id": "d1", "kind": "sk", "args": ["tim", "rencana"], "title": "SK Tim", "owner": "instansi", "digest": "sha256:00",
       "status": "needs_repair", "issued": "2024-02-29", "valid_until": "2026-01-01",
       "supports": ["A.a", {"question": "A.a", "option": "B"}, {"question": "A.b"}],
        "derives_from": ["d0"], "supersedes": ["d0"]}
    ])");
    ASSERT_EQ(read.size(), 2u);
    Document expected;
    expected.id = "d1";
    expected.kind = kind_of(*model, "sk");
    expected.args = {"tim", "rencana"};
    expected.title = "SK Tim";
    expected.owner = "instansi";
    expected.digest = "sha256:00";
    expected.status = DocumentStatus::needs_repair;
    expected.issued = day("2024-02-29");
    expected.valid_until = day("2026-01-01");
    expected.supports = {{QuestionIndex(0), none}, {QuestionIndex(0), OptionIndex(1)}, {QuestionIndex(1), none}};
    expected.derives_from = {"d0"};
    expected.supersedes = {"d0"};
    EXPECT_TRUE(read[1] == expected);
}

TEST_F(Reader, KnowsEveryStatus) {
    for (const char* status : {"missing", "submitted", "verifying", "needs_repair", "accepted", "rejected"}) {
        const auto read = documents(fmt::format(R"([{{"id": "d", "kind": "sk", "status": "{}"}}])", status));
        ASSERT_EQ(read.size(), 1u);
        EXPECT_EQ(code(read[0].status), status);
    }
}

TEST_F(Reader, TellsNoEvidenceFromEmptyEvidence) {
    EXPECT_FALSE(read_all(*model, R"({"id": "u"})").at(0)->documents);
    EXPECT_FALSE(read_all(*model, R"({"id": "u", "evidence": null})").at(0)->documents);
    EXPECT_TRUE(read_all(*model, R"({"id": "u", "evidence": []})").at(0)->documents);
}

TEST_F(Reader, NullIsAsGoodAsLeftOutWhereThatIsAllowed) {
    EXPECT_EQ(errors(with(R"("title": null, "args": null, "supports": null, "issued": null, "supersedes": null)")), Errors{});
}

TEST_F(Reader, RefusesWrongTypes) {
    EXPECT_EQ(errors("{}"), Errors{"ZI0802 /evidence"});
    EXPECT_EQ(errors("\"d1\""), Errors{"ZI0802 /evidence"});
    EXPECT_EQ(errors("[\"d1\", 7]"), (Errors{"ZI0802 /evidence/0", "ZI0802 /evidence/1"}));
    EXPECT_EQ(errors(R"([{"id": 1, "kind": 2, "status": true}])"),
              (Errors{"ZI0842 /evidence/0/id", "ZI0802 /evidence/0/kind", "ZI0802 /evidence/0/status"}));
    for (const char* field : {"args", "supports", "derives_from", "supersedes"})
        EXPECT_EQ(errors(with(fmt::format(R"("{}": 5)", field))), Errors{fmt::format("ZI0802 /evidence/0/{}", field)});
    for (const char* field : {"title", "owner", "digest"})
        EXPECT_EQ(errors(with(fmt::format(R"("{}": 5)", field))), Errors{fmt::format("ZI0842 /evidence/0/{}", field)});
    for (const char* field : {"issued", "valid_until"})
        EXPECT_EQ(errors(with(fmt::format(R"("{}": 46173)", field))), Errors{fmt::format("ZI0302 /evidence/0/{}", field)});
    EXPECT_EQ(errors(with(R"("args": ["tim", 5, null])")), (Errors{"ZI0842 /evidence/0/args/1", "ZI0802 /evidence/0/args/2"}));
    EXPECT_EQ(errors(with(R"("supports": [5, ["A.a"]])")),
              (Errors{"ZI0802 /evidence/0/supports/0", "ZI0802 /evidence/0/supports/1"}));
    EXPECT_EQ(errors(with(R"("supports": [{"question": 5}])")), Errors{"ZI0802 /evidence/0/supports/0/question"});
    EXPECT_EQ(errors(with(R"("supports": [{"question": "A.a", "option": 1}])")),
              Errors{"ZI0802 /evidence/0/supports/0/option"});
}

// A reference of the wrong type leads nowhere, but that is one mistake and not two.
TEST_F(Reader, ReportsAReferenceOfTheWrongTypeOnce) {
    EXPECT_EQ(errors(with(R"("derives_from": [5])")), Errors{"ZI0842 /evidence/0/derives_from/0"});
    EXPECT_EQ(errors(with(R"("supersedes": [{}])")), Errors{"ZI0802 /evidence/0/supersedes/0"});
}

TEST_F(Reader, RefusesADocumentThatNamesItself) {
    EXPECT_EQ(errors(with(R"("supersedes": ["d1"])")), Errors{"ZI0822 /evidence/0/supersedes/0"});
    EXPECT_EQ(errors(with(R"("derives_from": ["d1"])")), Errors{"ZI0822 /evidence/0/derives_from/0"});
    // Fields come in any order, and two documents may well name each other.
    EXPECT_EQ(errors(R"([{"supersedes": ["d1"], "id": "d1", "kind": "sk", "status": "accepted"}])"),
              Errors{"ZI0822 /evidence/0/supersedes/0"});
    EXPECT_EQ(errors(R"([{"id": "d1", "kind": "sk", "status": "accepted", "derives_from": ["d2"]},
                         {"id": "d2", "kind": "sk", "status": "accepted", "derives_from": ["d1"]}])"),
              Errors{});
}

TEST_F(Reader, RefusesUnknownNames) {
    EXPECT_EQ(errors(R"([{"id": "d1", "kind": "notulem", "status": "accepted"}])"),
              Errors{"ZI0202 /evidence/0/kind -> notulen"});
    EXPECT_EQ(errors(R"([{"id": "d1", "kind": "", "status": "accepted"}])"), Errors{"ZI0202 /evidence/0/kind"});
    EXPECT_EQ(errors(R"([{"id": "d1", "kind": "sk", "status": "acepted"}])"), Errors{"ZI0807 /evidence/0/status -> accepted"});
    EXPECT_EQ(errors(R"([{"id": "d1", "kind": "sk", "status": "expired"}])"), Errors{"ZI0807 /evidence/0/status"});
    EXPECT_EQ(errors(with(R"("supports": ["A.z.z.z"])")), Errors{"ZI0804 /evidence/0/supports/0"});
    EXPECT_EQ(errors(with(R"("supports": [{"question": "A.z.z.z", "option": "A"}])")),
              Errors{"ZI0804 /evidence/0/supports/0/question"});
    EXPECT_EQ(errors(with(R"("supports": [{"option": "X", "question": "A.a"}])")),
              Errors{"ZI0807 /evidence/0/supports/0/option"});
    EXPECT_EQ(errors(with(R"("isued": "2024-01-01")")), Errors{"ZI0803 /evidence/0/isued -> issued"});
    EXPECT_EQ(errors(with(R"("supports": [{"question": "A.a", "opsion": "A"}])")),
              Errors{"ZI0803 /evidence/0/supports/0/opsion -> option"});
}

TEST_F(Reader, RefusesAnOptionOfAQuestionWithoutOptions) {
    const auto numeric = rules_with("indeks", "needs sk");
    const auto units = read_all(*numeric, R"({"id": "u", "evidence": [{"id": "d", "kind": "sk", "status": "accepted",
        "supports": [{"question": "A.a", "option": "A"}]}]})");
    ASSERT_FALSE(units.at(0));
    EXPECT_EQ(units.at(0).diagnostics().at(0).code, Code::unknown_value);
}

TEST_F(Reader, ListsWhatIsAllowedInFull) {
    const Diagnostics field = diagnostics(with(R"("zzz": 1)"));
    EXPECT_EQ(field.at(0).args.at(1),
              "id, kind, args, title, owner, digest, status, issued, valid_until, period, supports, derives_from, supersedes");
    const Diagnostics status = diagnostics(R"([{"id": "d1", "kind": "sk", "status": "zzz"}])");
    EXPECT_EQ(status.at(0).args.at(1), "missing, submitted, verifying, needs_repair, accepted, rejected");
    // What the input says is shortened all the same.
    EXPECT_LT(diagnostics(with(R"("supports": [")" + std::string(5'000, 'x') + "\"]")).at(0).args.at(0).size(), 100u);
    EXPECT_LT(diagnostics(with('"' + std::string(5'000, 'x') + "\": 1")).at(0).path.size(), 100u);
}

TEST_F(Reader, RefusesMissingFields) {
    EXPECT_EQ(errors("[{}]"), (Errors{"ZI0820 /evidence/0", "ZI0820 /evidence/0", "ZI0820 /evidence/0"}));
    EXPECT_EQ(errors(R"([{"kind": "sk", "status": "accepted"}])"), Errors{"ZI0820 /evidence/0"});
    EXPECT_EQ(errors(R"([{"id": "d", "status": "accepted"}])"), Errors{"ZI0820 /evidence/0"});
    EXPECT_EQ(errors(R"([{"id": "d", "kind": "sk"}])"), Errors{"ZI0820 /evidence/0"});
    EXPECT_EQ(diagnostics(R"([{"id": "d", "kind": "sk"}])").at(0).args, std::vector<std::string>{"status"});
    EXPECT_EQ(errors(with(R"("supports": [{"option": "A"}])")), Errors{"ZI0820 /evidence/0/supports/0"});
    EXPECT_EQ(errors(with(R"("supports": [{}])")), Errors{"ZI0820 /evidence/0/supports/0"});
}

TEST_F(Reader, NullAndEmptyAreMissingToo) {
    EXPECT_EQ(errors(R"([{"id": null, "kind": null, "status": null}])"),
              (Errors{"ZI0820 /evidence/0", "ZI0820 /evidence/0", "ZI0820 /evidence/0"}));
    EXPECT_EQ(errors(R"([{"id": "", "kind": "sk", "status": "accepted"}])"), Errors{"ZI0820 /evidence/0"});
    EXPECT_EQ(errors(with(R"("supports": [{"question": null}])")), Errors{"ZI0820 /evidence/0/supports/0"});
    EXPECT_EQ(errors(with(R"("supports": [{"question": "A.a", "option": null}])")), Errors{});
}

TEST_F(Reader, RefusesWhatIsWrittenTwice) {
    EXPECT_EQ(
        errors(R"([{"id": "d1", "kind": "sk", "status": "accepted"}, {"id": "d1", "kind": "foto", "status": "missing"}])"),
        Errors{"ZI0806 /evidence/1/id"});
    EXPECT_EQ(errors(with(R"("kind": "foto")")), Errors{"ZI0806 /evidence/0/kind"});
    EXPECT_EQ(errors(with(R"("supports": [{"question": "A.a", "question": "A.b"}])")),
              Errors{"ZI0806 /evidence/0/supports/0/question"});
    EXPECT_EQ(errors(R"([], "evidence": [])"), Errors{"ZI0806 /evidence"});
}

TEST_F(Reader, RefusesReferencesThatLeadNowhere) {
    EXPECT_EQ(errors(with(R"("derives_from": ["dokumen_lain"])")), Errors{"ZI0821 /evidence/0/derives_from/0"});
    EXPECT_EQ(errors(with(R"("supersedes": ["dokumen_lain", 5])")),
              (Errors{"ZI0842 /evidence/0/supersedes/1", "ZI0821 /evidence/0/supersedes/0"}));
    EXPECT_EQ(errors(R"([{"id": "rencana", "kind": "sk", "status": "accepted"},
                         {"id": "laporan", "kind": "sk", "status": "accepted", "derives_from": ["rencama"]}])"),
              Errors{"ZI0821 /evidence/1/derives_from/0 -> rencana"});
}

TEST_F(Reader, NamesTheDocumentByItsPlaceInTheInput) {
    EXPECT_EQ(errors(R"([5, {"id": "d1", "kind": "sk", "status": "accepted", "supersedes": ["dokumen_lain"]}])"),
              (Errors{"ZI0802 /evidence/0", "ZI0821 /evidence/1/supersedes/0"}));
}

TEST_F(Reader, RefusesDaysThatAreNone) {
    for (const char* text : {"2023-02-29", "2024-13-01", "2024-1-1", "01-01-2024", "2024-01-01T00:00"}) {
        EXPECT_EQ(errors(with(fmt::format(R"("issued": "{}")", text))), Errors{"ZI0302 /evidence/0/issued"}) << text;
        EXPECT_EQ(errors(with(fmt::format(R"("valid_until": "{}")", text))), Errors{"ZI0302 /evidence/0/valid_until"}) << text;
    }
}

TEST_F(Reader, PathsAreJsonPointers) { EXPECT_EQ(errors(with(R"("a/b~c": 1)")), Errors{"ZI0803 /evidence/0/a~1b~0c"}); }

TEST_F(Reader, ReportsEverythingInOneRun) {
    EXPECT_EQ(
        errors(R"([{"id": "d1", "kind": "zzzzzz", "status": "accepted", "issued": "kemarin"}, {"id": "d2", "kind": "sk"}])"),
        (Errors{"ZI0202 /evidence/0/kind", "ZI0302 /evidence/0/issued", "ZI0820 /evidence/1"}));
}

TEST_F(Reader, StopsAtTheLimitOfErrors) {
    std::string many = "[";
    for (int i = 0; i < 1'000; ++i) many += i == 0 ? "5" : ",5";
    const Diagnostics found = diagnostics(many + "]");
    EXPECT_EQ(found.size(), Limits{}.errors + 1);
    EXPECT_EQ(found.back().code, Code::too_many);
}

// Documents on lines of their own look like units on lines of their own.
TEST_F(Reader, IsNotMisledByTheLayout) {
    const std::string one = R"({"id": "d1", "kind": "sk", "status": "accepted"})",
                      two = R"({"id": "d2", "kind": "sk", "status": "accepted"})";
    for (const std::string& json :
         {"{\"id\": \"u\", \"evidence\": [\n" + one + ",\n" + two + "\n]}",
          "{\"id\": \"u\", \"evidence\": [" + one + ",\n  " + two + "]}",
          "{\"id\": \"u\", \"answers\":\r\n{\"A.a\": \"A\"}, \"evidence\": [" + one + ", " + two + "]}"}) {
        const auto units = read_all(*model, json);
        ASSERT_EQ(units.size(), 1u) << json;
        ASSERT_TRUE(units[0]) << json;
        EXPECT_EQ(units[0]->documents->size(), 2u);
    }
    const std::string line = "{\"id\": \"u\", \"evidence\": [" + one + "]}\n";
    EXPECT_EQ(read_all(*model, line + "\n{\"id\": \"v\"}\n").size(), 2u);
    // A comma behind the line, or a line cut short, spoils that line only.
    for (const char* broken :
         {"{\"id\": \"u\"},\n", "{\"id\": \"u\", \"name\": \"[\n", "{\"id\": \"u\n", "{\"id\": \"u\", \"answers\": {\n"}) {
        const auto units = read_all(*model, std::string(broken) + "{\"id\": \"v\"}\n");
        ASSERT_EQ(units.size(), 2u) << broken;
        EXPECT_FALSE(units[0]) << broken;
        EXPECT_TRUE(units[1]) << broken;
    }
}

class Reports : public testing::Test {
protected:
    Unit unit(const std::string& answer, const std::string& evidence) const {
        auto units =
            read_all(*model, fmt::format(R"({{"id": "u", "answers": {{"A.a": {}, "A.b": "A"}}{}}})", answer, evidence));
        EXPECT_TRUE(units.at(0));
        return *units.at(0);
    }
    std::string json(const Unit& unit) const { return to_json(*model, unit, assessed(model, unit)); }
    std::string text(const Unit& unit, Language language) const {
        return explain(*model, unit, assessed(model, unit), language);
    }

    const std::shared_ptr<const Model> model = rules_with("abc", "needs notulen for B\nneeds sk for A");
    static constexpr const char* half = R"(, "evidence": [
        {"id": "n/1", "kind": "notulen", "status": "accepted", "supports": ["A.a"]},
        {"id": "s/1", "kind": "sk", "status": "submitted", "supports": ["A.a"]}])";
};

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST_F(Reports, JsonSaysWhatEvidenceCarries) {
    const std::string out = json(unit("\"A\"", half));
    EXPECT_TRUE(holds(out, R"("A.a":{"answer":"A","claimed":"1","reason":"answered",)"
                           R"("evidence":{"certain":"1/2","possible":"1","standing":"pending","document":"s/1"}})"))
        << out;
    EXPECT_TRUE(holds(out, R"("A.b":{"answer":"A","claimed":"1","reason":"answered"})")) << out;
}

TEST_F(Reports, JsonSaysThatThereIsNoDocument) {
    const std::string out = json(unit("\"A\"", R"(, "evidence": [])"));
    EXPECT_TRUE(holds(out, R"("evidence":{"certain":"0","possible":"0","standing":"missing","document":null})")) << out;
}

TEST_F(Reports, WithoutEvidenceNothingIsSaidAboutIt) {
    const Unit plain = unit("\"A\"", "");
    EXPECT_FALSE(holds(json(plain), "evidence"));
    EXPECT_FALSE(holds(text(plain, Language::english), "evidence:"));
    EXPECT_FALSE(holds(text(plain, Language::indonesian), "data dukung:"));
}

TEST_F(Reports, ExplanationsNameStandingAndDocument) {
    const Unit waiting = unit("\"A\"", half);
    const std::string english = text(waiting, Language::english), indonesian = text(waiting, Language::indonesian);
    EXPECT_TRUE(holds(english, "evidence: awaiting verification (Decree s/1); certain share 0.5; possible 1\n")) << english;
    EXPECT_TRUE(holds(indonesian, "data dukung: menunggu verifikasi (Surat keputusan s/1); skor yang pasti 0,5; mungkin 1\n"))
        << indonesian;
    const Unit without = unit("\"A\"", R"(, "evidence": [])");
    EXPECT_TRUE(holds(text(without, Language::english), "evidence: missing; certain share 0\n"));
    EXPECT_TRUE(holds(text(without, Language::indonesian), "data dukung: belum ada; skor yang pasti 0\n"));
}

TEST_F(Reports, ExplanationsAreSilentWhereEvidenceSuffices) {
    EXPECT_FALSE(holds(text(unit("\"B\"", half), Language::english), "evidence:"));
    EXPECT_FALSE(holds(text(unit("null", half), Language::english), "evidence:"));
}

}  // namespace
}  // namespace zi::test
