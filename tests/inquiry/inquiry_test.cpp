// Units as an application asks for them: what is refused when an inquiry is opened, which units there are, and names.
#include "zi/files.hpp"
#include "zi/inquiry.hpp"
#include "zi/load.hpp"
#include "zi/report.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <cstdio>
#include <fstream>
#include <map>
#include <sstream>

namespace zi {

namespace {

const std::string cases = ZI_SOURCE_DIR "/tests/cli/units/";

std::string file(const std::string& name) { return read_file(cases + name, 1 << 20).value(); }

Program program(const std::string& name) {
    const Loaded loaded = load(cases + name, read_from_disk());
    EXPECT_TRUE(loaded) << loaded.text(Language::english);
    return Program(loaded.model);
}

InquiryOptions on(const char* day) {
    InquiryOptions options;
    options.as_of = *Date::parse(day);
    return options;
}

template <class T>
Code refusal(const Result<T>& result) {
    EXPECT_FALSE(result);
    return result ? Code{} : result.diagnostics().front().code;
}

class Clinic : public testing::Test {
protected:
    const std::string units = file("evidence.ndjson"), shared = file("evidence-shared.json");
    const Program rules = program("evidence.zi");
    InquiryOptions options = on("2026-05-31");
    void SetUp() override { options.evidence = shared; }
    Inquiry open() const { return Inquiry::open(rules, units, options).value(); }
};

TEST_F(Clinic, FindsOneUnit) {
    const Inquiry clinic = open();
    EXPECT_EQ(clinic.one("klinik-2").value().name, "Klinik sintetis dua");
    EXPECT_EQ(refusal(clinic.one("klinik-9")), Code::unknown_unit);
    EXPECT_EQ(refusal(clinic.only()), Code::several_units);
    const std::string alone = R"({"id":"u"})", nothing = "[]";
    EXPECT_EQ(Inquiry::open(rules, alone, options)->only()->id, "u");
    EXPECT_EQ(refusal(Inquiry::open(rules, nothing, options)->only()), Code::no_units);
}

TEST_F(Clinic, WhatIsWrongWithOneUnitDoesNotConcernAnother) {
    const std::string some =
        "{\"id\":\"bad\",\"nama\":1}\n{\"id\":\"good\"}\n{\"id\":\"worse\",\"a\":1,\"b\":2}\n{\"id\":\"last\"}\n";
    const Inquiry inquiry = Inquiry::open(rules, some, options).value();
    EXPECT_EQ(inquiry.one("good").value().id, "good");
    EXPECT_EQ(refusal(inquiry.one("bad")), Code::unknown_field);
    EXPECT_EQ(refusal(inquiry.only()), Code::unknown_field);
    const Inquiry::All all = inquiry.all();
    EXPECT_EQ(all.units.size(), 2u);
    EXPECT_EQ(all.refused.size(), 3u);
    EXPECT_EQ(all.refused.back().unit, "worse");
    const Inquiry::All few = inquiry.all(1);
    EXPECT_EQ(few.units.size(), 0u);
    EXPECT_EQ(few.refused.size(), 1u);
}

/// Units that come from a function are asked as those of a text are.
TEST_F(Clinic, TakesUnitsFromAReaderToo) {
    std::size_t calls = 0;
    const UnitsReader reader = [&](const Limits& limits, const UnitSink& sink, const SharedEvidence* documents,
                                   BadValues bad_values) {
        ++calls;
        read_units(rules.model(), units, limits, sink, documents, bad_values);
    };
    const Inquiry inquiry = Inquiry::open(rules.shared_model(), reader, false, options).value();
    EXPECT_EQ(calls, 0u);
    EXPECT_TRUE(inquiry.text().empty());
    EXPECT_EQ(inquiry.one("klinik-2").value().name, "Klinik sintetis dua");
    EXPECT_EQ(inquiry.one("klinik-1").value().shared.size(), 1u);
    EXPECT_EQ(inquiry.all().units.size(), open().all().units.size());
    EXPECT_EQ(calls, 3u);
    // For a kawasan the units are looked at before.
    EXPECT_TRUE(Inquiry::open(rules.shared_model(), reader, true, options));
    EXPECT_EQ(calls, 4u);
}

TEST_F(Clinic, CountsWhatTheOptionsSay) {
    Inquiry clinic = open();
    EXPECT_FALSE(clinic.as_they_stand());
    EXPECT_EQ(clinic.one("klinik-1").value().shared.size(), 1u);
    const Score score = clinic.assess(clinic.one("klinik-1").value()).nodes[0];
    options.no_evidence = true;
    Inquiry claimed = open();
    EXPECT_FALSE(claimed.one("klinik-1").value().documents);
    EXPECT_LT(score.certain, claimed.assess(claimed.one("klinik-1").value()).nodes[0].certain);
    options = on("2026-05-31");
    EXPECT_TRUE(open().as_they_stand());
    EXPECT_EQ(refusal(open().one("klinik-1")), Code::unknown_document);  // a shared one
    options.no_evidence = true;
    EXPECT_FALSE(open().as_they_stand());
}

TEST_F(Clinic, RefusesSharedEvidenceByItsName) {
    options.evidence = R"({"evidence": [], "eviden": 1})";
    options.evidence_name = "bersama.json";
    const auto refused = Inquiry::open(rules, units, options);
    EXPECT_EQ(refusal(refused), Code::unknown_field);
    EXPECT_EQ(refused.diagnostics().front().unit, "bersama.json");
}

TEST_F(Clinic, KnowsWhoseDocumentIsMeant) {
    Inquiry clinic = open();
    const EvidenceGraph graph = clinic.graph(clinic.all().units);
    EXPECT_EQ(graph.documents()[document_called(graph, "klinik-2", "laporan").value()].document->id, "laporan");
    EXPECT_TRUE(document_called(graph, std::nullopt, "foto"));
    EXPECT_EQ(refusal(document_called(graph, std::nullopt, "laporan")), Code::several_documents);
    EXPECT_EQ(refusal(document_called(graph, std::nullopt, "surat")), Code::unknown_document);
    EXPECT_EQ(refusal(document_called(graph, "klinik-1", "foto")), Code::unknown_document);
    EXPECT_EQ(refusal(document_called(graph, "klinik-9", "foto")), Code::unknown_unit);
    EXPECT_EQ(unit_called(graph, "klinik-2").value(), 1u);
}

TEST_F(Clinic, ReadsCostsOfDocumentsThatThereAre) {
    EXPECT_TRUE(open().costs(R"({"documents": {"foto": 3, "sk-tim": 3}})"));
    EXPECT_EQ(refusal(open().costs(R"({"documents": {"surat": 3}})")), Code::unknown_document);
    EXPECT_EQ(open().costs("[]", "biaya.json").diagnostics().front().unit, "biaya.json");
    options.evidence.reset();
    EXPECT_EQ(refusal(open().costs(R"({"documents": {"sk-tim": 3}})")), Code::unknown_document);
}

TEST_F(Clinic, AimsAtTheFirstPredicateUnlessOneIsNamed) {
    Inquiry clinic = open();
    EXPECT_EQ(clinic.target(std::nullopt).value(), 0u);
    EXPECT_EQ(clinic.target("UNGGUL").value(), 1u);
    EXPECT_EQ(clinic.target("UNGUL").diagnostics().front().suggestion, "UNGGUL");
    EXPECT_EQ(refusal(clinic.target("")), Code::unknown_name);
    const Assessment assessment = clinic.assess(clinic.one("klinik-3").value());
    EXPECT_EQ(clinic.predicates(std::nullopt, assessment, true).value(), predicates_that_are(clinic.model(), assessment, true));
    EXPECT_EQ(clinic.predicates("UNGGUL", assessment, true).value(), std::vector{PredicateIndex(1)});
    EXPECT_EQ(refusal(clinic.predicates("UNGUL", assessment, true)), Code::unknown_name);
}

TEST_F(Clinic, StopsWhenItIsCancelled) {
    std::atomic<bool> stop{true};
    options.cancel = &stop;
    options.evidence.reset();
    const Inquiry clinic = open();  // no kawasan: no unit is looked at
    std::size_t calls = 0;
    EXPECT_FALSE(clinic.each([&](Result<Unit>) { return ++calls, true; }));
    EXPECT_EQ(calls, 0u);
    EXPECT_EQ(refusal(clinic.one("klinik-1")), Code::cancelled);
    EXPECT_EQ(refusal(clinic.only()), Code::cancelled);
    EXPECT_EQ(refusal(clinic.costs("{}")), Code::cancelled);
    EXPECT_EQ(clinic.all().refused.back().code, Code::cancelled);
    stop = false;
    EXPECT_TRUE(clinic.each([&](Result<Unit>) { return ++calls, false; }));
    EXPECT_EQ(calls, 1u);
    stop = true;
    const std::string area = file("area.ndjson");
    EXPECT_EQ(refusal(Inquiry::open(program("area.zi"), area, options)), Code::cancelled);
}

TEST(Inquiry, RefusesDaysAndAssessors) {
    const Loaded zone = load(ZI_SOURCE_DIR "/rules/zi-2021.zi", read_from_disk());
    ASSERT_TRUE(zone);
    const Program rules(zone.model);
    EXPECT_EQ(refusal(Inquiry::open(rules, "{}", on("2001-01-01"))), Code::not_in_force);
    InquiryOptions options = on("2026-05-31");
    for (const char* const name : {"unit", "TPI", "TPN"}) {
        options.seen_by = name;
        EXPECT_TRUE(Inquiry::open(rules, "{}", options)) << name;
    }
    for (const char* const name : {"", "TPX"}) {
        options.seen_by = name;
        EXPECT_EQ(refusal(Inquiry::open(rules, "{}", options)), Code::unknown_name) << name;
    }
}

TEST(Inquiry, AssessesKawasanAfterTheirMembersAndAsSeenBySomebody) {
    const std::string units = file("area.ndjson");
    InquiryOptions options = on("2026-05-31");
    Inquiry all = Inquiry::open(program("area.zi"), units, options).value();
    EXPECT_FALSE(all.as_they_stand());
    const Index area = predicate_called(all.model(), "AREA").value();
    EXPECT_FALSE(all.one("kawasan").value().members->front().verdicts.empty());
    EXPECT_EQ(all.assess(all.one("kawasan").value()).predicates[area].verdict, Verdict::met);
    options.seen_by = "dalam";
    Inquiry inside = Inquiry::open(program("area.zi"), units, options).value();
    EXPECT_EQ(inside.assess(inside.one("kawasan").value()).predicates[area].verdict, Verdict::not_met);
}

TEST(Names, StandForThingsOfTheRules) {
    const Program rules = program("area.zi");
    const Model& model = rules.model();
    EXPECT_EQ(question_called(model, "b").value(), 1u);
    EXPECT_EQ(fact_called(model, "unit.mulai").value(), 0u);
    EXPECT_EQ(predicate_called(model, "AREA").value(), 1u);
    EXPECT_EQ(assessor_called(model, "luar").value(), 1u);
    EXPECT_EQ(answerer_called(model, "unit").value(), none);
    EXPECT_EQ(answerer_called(model, "dalam").value(), 0u);
    EXPECT_EQ(refusal(question_called(model, "total")), Code::unknown_question);
    EXPECT_EQ(fact_called(model, "unit.muali").diagnostics().front().suggestion, "unit.mulai");
    EXPECT_EQ(assessor_called(model, "luar_").diagnostics().front().suggestion, "luar");
    EXPECT_EQ(refusal(assessor_called(model, "unit")), Code::unknown_name);
}

// ---- Files --------------------------------------------------------------------------------------------------------

TEST(Files, AreReadUpToALimit) {
    const std::string path = testing::TempDir() + "zi_inquiry_units.json";
    std::ofstream(path) << R"([{"id":"u"},{"id":"v","nama":1}])";
    const Program rules = program("area.zi");
    std::map<std::string, bool> read;
    const auto keep = [&](Result<Unit> unit) {
        return read.emplace(unit ? unit->id : unit.diagnostics().front().unit, static_cast<bool>(unit)), true;
    };
    read_units_file(rules.model(), path, {}, keep);
    EXPECT_EQ(read, (std::map<std::string, bool>{{"u", true}, {"v", false}}));
    Limits few;
    few.units_bytes = 5;
    std::optional<Code> code;
    read_units_file(rules.model(), path, few, [&](Result<Unit> unit) { return code = refusal(unit), true; });
    EXPECT_EQ(code, Code::unit_limit);
    EXPECT_LT(read_file(path, 5)->size(), 10u);
    std::remove(path.c_str());
    for (const std::string& none_such : {path, testing::TempDir()}) {
        EXPECT_EQ(refusal(read_file(none_such, 100)), Code::file_unreadable);
        read_units_file(rules.model(), none_such, {}, [&](Result<Unit> unit) { return code = refusal(unit), true; });
        EXPECT_EQ(code, Code::file_unreadable);
    }
}

// ---- What stands around units ---------------------------------------------------------------------------------------

TEST(UnitsJson, HoldsUnitsThenThoseRefused) {
    const Program rules = program("area.zi");
    UnitsJson json = UnitsJson::assessments(rules.model(), *Date::parse("2026-05-31"));
    const std::string begin = R"({"schema":"zi-assessment/1","regulation":"area","as_of":"2026-05-31","units":[)";
    EXPECT_EQ(json.begin(), begin);
    EXPECT_EQ(json.end(), "\n],\"refused\":[]}\n");
    EXPECT_EQ(json.add("1"), "\n1");
    EXPECT_EQ(json.add("2"), ",\n2");
    json.refuse({Diagnostic{Code::no_units}}, Language::english);
    EXPECT_TRUE(json.end().starts_with("\n],\"refused\":[\n{")) << json.end();
    EXPECT_TRUE(json.end().ends_with("}\n]}\n")) << json.end();
    UnitsJson ready = UnitsJson::readiness(rules.model(), *Date::parse("2026-05-31"), PredicateIndex(1));
    EXPECT_EQ(ready.begin(),
              R"({"schema":"zi-readiness/1","regulation":"area","as_of":"2026-05-31","target":"AREA","units":[)");
    EXPECT_EQ(ready.add("1") + ready.end(), "\n1\n]}\n");
}

}  // namespace

}  // namespace zi
