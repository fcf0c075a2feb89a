// Whom do shared documents serve, and how far does a document carry that rests on others?
#include "support.hpp"

namespace zi::test {
namespace {

using Errors = std::vector<std::string>;
using enum DocumentStatus;

class Shared : public testing::Test {
protected:
    Errors errors(const std::string& text) const {
        Errors found;
        const auto read = read_evidence(*model, text, {});
        if (read) return found;
        for (const Diagnostic& d : read.diagnostics())
            found.push_back(code_name(d.code) + " " + d.path + (d.suggestion.empty() ? "" : " -> " + d.suggestion));
        return found;
    }
    SharedEvidence read(const std::string& text) const {
        auto shared = read_evidence(*model, text, {});
        EXPECT_TRUE(shared) << (shared ? "" : message(shared.diagnostics().front(), Language::english));
        return shared ? std::move(*shared) : SharedEvidence{};
    }
    static std::string one(const std::string& members) {
        return R"({"evidence": [{"id": "s1", "kind": "sk", "status": "accepted", )" + members + "}]}";
    }
    std::vector<Result<Unit>> units(const std::string& json, const SharedEvidence& shared) const {
        std::vector<Result<Unit>> found;
        read_units(
            *model, json, Limits{}, [&](Result<Unit> unit) { return found.push_back(std::move(unit)), true; }, &shared);
        return found;
    }
    static std::vector<std::string> ids(const Unit& unit) {
        std::vector<std::string> found;
        for (const auto& document : unit.shared) found.push_back(document->id);
        return found;
    }

    const std::shared_ptr<const Model> model = rules_with("indeks", "needs sk");
};

TEST_F(Shared, IsAnObjectWithEvidenceOrAnArray) {
    EXPECT_EQ(errors(one(R"("owner": "pemda")")), Errors{});
    EXPECT_EQ(errors(R"([{"id": "s1", "kind": "sk", "status": "accepted", "owner": "pemda"}])"), Errors{});
    EXPECT_EQ(errors("[]"), Errors{});
    EXPECT_EQ(errors(R"({"evidence": []})"), Errors{});
    EXPECT_EQ(errors("\xEF\xBB\xBF[]"), Errors{});
    EXPECT_EQ(errors("{}"), Errors{"ZI0820 "});
    EXPECT_EQ(errors("7"), Errors{"ZI0802 "});
    EXPECT_EQ(errors(R"({"evidence": {}})"), Errors{"ZI0802 /evidence"});
    EXPECT_EQ(errors(R"({"evidense": []})").front().substr(0, 16), "ZI0803 /evidense");
    EXPECT_EQ(errors(R"({"evidence": [], "evidence": []})").size(), 1u);
    EXPECT_EQ(errors("[{]").size(), 1u);
    EXPECT_EQ(errors("").size(), 1u);
}

TEST_F(Shared, SaysWhomItServes) {
    EXPECT_EQ(errors(one(R"("title": "tanpa pemilik")")), Errors{"ZI0820 /evidence/0"});
    EXPECT_EQ(errors(one(R"("units": [])")), Errors{"ZI0820 /evidence/0"});
    EXPECT_EQ(errors(one(R"("units": ["u1"])")), Errors{});
    EXPECT_EQ(errors(one(R"("units": "u1")")), (Errors{"ZI0802 /evidence/0/units", "ZI0820 /evidence/0"}));
    EXPECT_EQ(errors(one(R"("owner": "pemda", "units": [1])")), Errors{"ZI0842 /evidence/0/units/0"});
}

TEST_F(Shared, UnitsAreNoFieldOfOwnEvidence) {
    const auto read =
        units(R"({"id": "u", "evidence": [{"id": "d", "kind": "sk", "status": "accepted", "units": ["u"]}]})", {});
    ASSERT_FALSE(read.at(0));
    EXPECT_EQ(read.at(0).diagnostics().at(0).code, Code::unknown_field);
    EXPECT_EQ(read.at(0).diagnostics().at(0).path, "/evidence/0/units");
}

TEST_F(Shared, KnowsPeriods) {
    const auto shared = read(one(R"("owner": "pemda", "period": {"from": "2024-01-01", "until": "2025-01-01"})"));
    EXPECT_EQ(shared.documents().at(0)->period, (Period{day("2024-01-01"), day("2025-01-01")}));
    EXPECT_EQ(read(one(R"("owner": "p", "period": {"from": "2024-01-01"})")).documents().at(0)->period,
              (Period{day("2024-01-01"), std::nullopt}));
    const auto period = [&](const std::string& text) { return errors(one(R"("owner": "p", "period": )" + text)); };
    EXPECT_EQ(period("5"), Errors{"ZI0802 /evidence/0/period"});
    EXPECT_EQ(period("{}"), Errors{"ZI0820 /evidence/0/period"});
    EXPECT_EQ(period(R"({"from": "2024-01-01", "until": "2024-01-01"})"), Errors{"ZI0303 /evidence/0/period/until"});
    EXPECT_EQ(period(R"({"from": "2024-01-01", "until": "2024-01-02"})"), Errors{});
    EXPECT_EQ(period(R"({"from": "2024-02-30"})"), Errors{"ZI0302 /evidence/0/period/from"});
    EXPECT_EQ(period(R"({"from": "2024-01-01", "to": "2024-02-01"})").front().substr(0, 28), "ZI0803 /evidence/0/period/to");
}

TEST_F(Shared, ServesThoseNamedElseThoseThatBelongToItsOwner) {
    const SharedEvidence shared = read(R"([
        {"id": "all", "kind": "sk", "status": "accepted", "owner": "pemda"},
        {"id": "some", "kind": "sk", "status": "accepted", "owner": "pemda", "units": ["u2"]},
        {"id": "other", "kind": "sk", "status": "accepted", "owner": "provinsi"}])");
    const auto found = units(
        R"([{"id": "u1", "belongs_to": ["pemda"], "evidence": []}, {"id": "u2", "belongs_to": ["provinsi"], "evidence": []},
                                 {"id": "u3", "evidence": []}, {"id": "u4", "belongs_to": ["pemda"]}])",
        shared);
    EXPECT_EQ(ids(*found.at(0)), std::vector<std::string>{"all"});
    EXPECT_EQ(ids(*found.at(1)), (std::vector<std::string>{"some", "other"}));
    EXPECT_EQ(ids(*found.at(2)), std::vector<std::string>{});
    // Who states no evidence is assessed as it claims; nothing is handed to it.
    EXPECT_EQ(ids(*found.at(3)), std::vector<std::string>{});
    EXPECT_TRUE(documents_of(*found.at(3)).empty());
}

TEST_F(Shared, BringsAlongWhatItRestsOn) {
    const SharedEvidence shared = read(R"([
        {"id": "root", "kind": "sk", "status": "rejected", "owner": "x"},
        {"id": "middle", "kind": "sk", "status": "accepted", "owner": "x", "derives_from": ["root"]},
        {"id": "leaf", "kind": "sk", "status": "accepted", "owner": "pemda", "derives_from": ["middle"], "supports": ["A.a"]}])");
    const auto found = units(R"({"id": "u", "belongs_to": ["pemda"], "answers": {"A.a": 4}, "evidence": []})", shared);
    EXPECT_EQ(ids(*found.at(0)), (std::vector<std::string>{"root", "middle", "leaf"}));
    EXPECT_EQ(assessed(model, *found.at(0)).questions[0].backing.weakest, Standing::unfounded);
}

TEST_F(Shared, CarriesAnswersLikeAnyOtherDocument) {
    for (const DocumentStatus status : {missing, submitted, verifying, needs_repair, accepted, rejected}) {
        const SharedEvidence shared = read(R"([{"id": "s", "kind": "sk", "status": ")" + std::string(code(status)) +
                                           R"(", "owner": "pemda", "supports": ["A.a"]}])");
        const auto found = units(R"({"id": "u", "belongs_to": ["pemda"], "answers": {"A.a": 4}, "evidence": []})", shared);
        const QuestionResult result = assessed(model, *found.at(0)).questions[0];
        const Backing own = back(*model, {document(*model, "sk", status)});
        EXPECT_EQ(result.backing.certain, own.certain) << code(status);
        EXPECT_EQ(result.backing.possible, own.possible) << code(status);
        EXPECT_EQ(result.backing.weakest, own.weakest) << code(status);
    }
}

TEST_F(Shared, OwnDocumentsMayReferToSharedOnesButNotBeCalledLikeThem) {
    const SharedEvidence shared = read(R"([{"id": "s", "kind": "sk", "status": "accepted", "owner": "pemda"}])");
    const std::string head = R"({"id": "u", "belongs_to": ["pemda"], "evidence": [)";
    EXPECT_TRUE(
        units(head + R"({"id": "d", "kind": "sk", "status": "accepted", "derives_from": ["s"], "supersedes": ["s"]}]})", shared)
            .at(0));
    const auto same = units(head + R"({"id": "s", "kind": "sk", "status": "accepted"}]})", shared);
    ASSERT_FALSE(same.at(0));
    EXPECT_EQ(same.at(0).diagnostics().at(0).code, Code::duplicate_key);
    EXPECT_EQ(same.at(0).diagnostics().at(0).path, "/evidence/0/id");
    // A shared document that does not serve the unit is none of its documents.
    const auto foreign =
        units(R"({"id": "u", "evidence": [{"id": "d", "kind": "sk", "status": "accepted", "derives_from": ["s"]}]})", shared);
    ASSERT_FALSE(foreign.at(0));
    EXPECT_EQ(foreign.at(0).diagnostics().at(0).code, Code::unknown_document);
    EXPECT_TRUE(units(R"({"id": "u", "evidence": [{"id": "s", "kind": "sk", "status": "accepted"}]})", shared).at(0));
}

TEST_F(Shared, RefusesUnknownReferencesAndRepeatedIds) {
    EXPECT_EQ(errors(one(R"("owner": "p", "derives_from": ["s2"])")), Errors{"ZI0821 /evidence/0/derives_from/0 -> s1"});
    EXPECT_EQ(
        errors(
            R"([{"id": "s", "kind": "sk", "status": "accepted", "owner": "p"}, {"id": "s", "kind": "sk", "status": "accepted", "owner": "p"}])"),
        Errors{"ZI0806 /1/id"});
}

// ---- A document stands no better than what it rests on -----------------------------------------------------------------

class Resting : public Shared {
protected:
    /// The standing of an accepted document that rests on one of this status.
    Standing on(Document basis, DocumentStatus own = accepted) const {
        Document leaf = document(*model, "sk", own, "leaf");
        leaf.derives_from = {basis.id};
        const std::vector<const Document*> all{&leaf, &basis};
        return standings(all, today).front();
    }
    Document with(DocumentStatus status) const { return document(*model, "sk", status, "basis"); }
};

TEST_F(Resting, IsNoBetterThanItsBasis) {
    EXPECT_EQ(on(with(accepted)), Standing::accepted);
    EXPECT_EQ(on(with(submitted)), Standing::pending);
    EXPECT_EQ(on(with(verifying)), Standing::pending);
    EXPECT_EQ(on(with(needs_repair)), Standing::pending);
    EXPECT_EQ(on(with(rejected)), Standing::unfounded);
    EXPECT_EQ(on(with(missing)), Standing::unfounded);
}

TEST_F(Resting, KeepsWhatIsWorseThanItsBasis) {
    EXPECT_EQ(on(with(accepted), rejected), Standing::rejected);
    EXPECT_EQ(on(with(submitted), needs_repair), Standing::needs_repair);
    EXPECT_EQ(on(with(rejected), missing), Standing::missing);
    EXPECT_EQ(on(with(rejected), rejected), Standing::rejected);
}

// It was there when others built on it.
TEST_F(Resting, DoesNotSufferWhenItsBasisExpiresOrIsReplaced) {
    Document basis = with(accepted);
    basis.valid_until = day("2025-06-14");
    EXPECT_EQ(on(basis), Standing::accepted);
    const Document old = with(accepted);
    Document leaf = document(*model, "sk", accepted, "leaf"), newer = document(*model, "sk", accepted, "newer");
    leaf.derives_from = {"basis"};
    newer.supersedes = {"basis"};
    const std::vector<const Document*> all{&leaf, &old, &newer};
    EXPECT_EQ(standings(all, today), (std::vector{Standing::accepted, Standing::superseded, Standing::accepted}));
}

TEST_F(Resting, GoesOnThroughChainsWhateverTheirOrder) {
    Document root = document(*model, "sk", submitted, "root"), middle = document(*model, "sk", accepted, "middle"),
             leaf = document(*model, "sk", accepted, "leaf");
    middle.derives_from = {"root"};
    leaf.derives_from = {"middle"};
    for (const auto& all :
         {std::vector<const Document*>{&root, &middle, &leaf}, std::vector<const Document*>{&leaf, &middle, &root}})
        EXPECT_EQ(standings(all, today), (std::vector{Standing::pending, Standing::pending, Standing::pending}));
    root.status = rejected;
    EXPECT_EQ(standings({&leaf, &middle, &root}, today),
              (std::vector{Standing::unfounded, Standing::unfounded, Standing::rejected}));
}

TEST_F(Resting, OnSeveralIsAsGoodAsTheWorst) {
    const Document good = document(*model, "sk", accepted, "good"), bad = document(*model, "sk", missing, "bad");
    Document leaf = document(*model, "sk", accepted, "leaf");
    leaf.derives_from = {"good", "bad"};
    EXPECT_EQ(standings({&leaf, &good, &bad}, today).front(), Standing::unfounded);
}

TEST_F(Resting, InACircleStandsAsTheWorstOfIt) {
    Document a = document(*model, "sk", accepted, "a"), b = document(*model, "sk", accepted, "b"),
             c = document(*model, "sk", accepted, "c");
    a.derives_from = {"b"};
    b.derives_from = {"a"};
    c.derives_from = {"c"};
    EXPECT_EQ(standings({&a, &b, &c}, today), (std::vector{Standing::accepted, Standing::accepted, Standing::accepted}));
    b.status = submitted;
    EXPECT_EQ(standings({&a, &b, &c}, today), (std::vector{Standing::pending, Standing::pending, Standing::accepted}));
    b.status = rejected;
    EXPECT_EQ(standings({&a, &b, &c}, today), (std::vector{Standing::unfounded, Standing::rejected, Standing::accepted}));
}

}  // namespace
}  // namespace zi::test
