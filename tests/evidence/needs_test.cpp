// How far do documents carry an answer, and what does it count then?
#include "support.hpp"

namespace zi::test {
namespace {

using enum DocumentStatus;

constexpr OptionIndex a(0), b(1), c(2), d(3);

/// Whether `needs` is met for certain and possibly: "yes", "maybe" or "no". The status of sk, notulen and foto; `missing`
/// leaves it out.
std::string met(const std::string& needs, DocumentStatus sk, DocumentStatus notulen, DocumentStatus foto = missing) {
    const auto model = rules_with("indeks", "needs " + needs);
    std::vector<Document> documents;
    for (const auto& [kind, status] : {std::pair{"sk", sk}, std::pair{"notulen", notulen}, std::pair{"foto", foto}})
        if (status != missing) documents.push_back(document(*model, kind, status));
    const Backing backing = back(*model, documents);
    EXPECT_LE(backing.certain, backing.possible);
    return backing.certain ? "yes" : backing.possible ? "maybe" : "no";
}

TEST(Needs, AnyIsAsGoodAsTheBestPart) {
    const std::string any = "any(sk, notulen)";
    EXPECT_EQ(met(any, accepted, accepted), "yes");
    EXPECT_EQ(met(any, accepted, submitted), "yes");
    EXPECT_EQ(met(any, missing, accepted), "yes");
    EXPECT_EQ(met(any, submitted, submitted), "maybe");
    EXPECT_EQ(met(any, missing, submitted), "maybe");
    EXPECT_EQ(met(any, rejected, needs_repair), "maybe");
    EXPECT_EQ(met(any, missing, missing), "no");
    EXPECT_EQ(met(any, rejected, missing), "no");
}

TEST(Needs, AllIsAsGoodAsTheWorstPart) {
    const std::string all = "all(sk, notulen)";
    EXPECT_EQ(met(all, accepted, accepted), "yes");
    EXPECT_EQ(met(all, accepted, submitted), "maybe");
    EXPECT_EQ(met(all, verifying, submitted), "maybe");
    EXPECT_EQ(met(all, accepted, missing), "no");
    EXPECT_EQ(met(all, submitted, missing), "no");
    EXPECT_EQ(met(all, missing, missing), "no");
}

TEST(Needs, NOfCountsParts) {
    const std::string two = "2 of (sk, notulen, foto)";
    EXPECT_EQ(met(two, accepted, accepted, accepted), "yes");
    EXPECT_EQ(met(two, accepted, missing, accepted), "yes");
    EXPECT_EQ(met(two, accepted, submitted, missing), "maybe");
    EXPECT_EQ(met(two, missing, submitted, submitted), "maybe");
    EXPECT_EQ(met(two, accepted, missing, rejected), "no");
    EXPECT_EQ(met(two, submitted, missing, missing), "no");
    for (const auto& [parts, same] :
         {std::pair{"1 of (sk, notulen)", "any(sk, notulen)"}, std::pair{"2 of (sk, notulen)", "all(sk, notulen)"}})
        for (const DocumentStatus one : {missing, submitted, accepted})
            for (const DocumentStatus other : {missing, submitted, accepted})
                EXPECT_EQ(met(parts, one, other), met(same, one, other));
}

TEST(Needs, Nest) {
    const std::string needs = "any(sk, all(notulen, foto))";
    EXPECT_EQ(met(needs, missing, accepted, accepted), "yes");
    EXPECT_EQ(met(needs, submitted, accepted, missing), "maybe");
    EXPECT_EQ(met(needs, missing, accepted, missing), "no");
}

TEST(Needs, SeveralStatementsMustAllBeMet) {
    const std::string needs = "sk\nneeds notulen";
    EXPECT_EQ(met(needs, accepted, accepted), "yes");
    EXPECT_EQ(met(needs, accepted, submitted), "maybe");
    EXPECT_EQ(met(needs, accepted, missing), "no");
}

TEST(Needs, ForConcernsThatOptionAndBetterOnes) {
    const auto model = rules_with("abcd", "needs sk for B");
    const Backing nothing = back(*model, {});
    EXPECT_TRUE(nothing.needed);
    EXPECT_EQ(nothing.certain_option, c);
    EXPECT_EQ(nothing.possible_option, c);
    EXPECT_EQ(nothing.weakest, Standing::missing);
    const Backing pending = back(*model, {document(*model, "sk", submitted)});
    EXPECT_EQ(pending.certain_option, c);
    EXPECT_EQ(pending.possible_option, a);
    const Backing full = back(*model, {document(*model, "sk", accepted)});
    EXPECT_EQ(full.certain_option, a);
    EXPECT_EQ(full.weakest, Standing::accepted);
    EXPECT_EQ(full.document, none);
}

TEST(Needs, ClimbOptionByOption) {
    const auto model = rules_with("abcd", "needs foto\nneeds notulen for B\nneeds sk for A");
    const auto options = [&](const std::vector<std::pair<const char*, DocumentStatus>>& given) {
        std::vector<Document> documents;
        for (const auto& [kind, status] : given) documents.push_back(document(*model, kind, status));
        const Backing backing = back(*model, documents);
        return std::pair(backing.certain_option, backing.possible_option);
    };
    EXPECT_EQ(options({}), std::pair(d, d));
    EXPECT_EQ(options({{"foto", accepted}}), std::pair(c, c));
    EXPECT_EQ(options({{"foto", accepted}, {"notulen", accepted}}), std::pair(b, b));
    EXPECT_EQ(options({{"foto", accepted}, {"notulen", accepted}, {"sk", accepted}}), std::pair(a, a));
    // What is asked below is asked above.
    EXPECT_EQ(options({{"notulen", accepted}, {"sk", accepted}}), std::pair(d, d));
    EXPECT_EQ(options({{"foto", accepted}, {"sk", accepted}}), std::pair(c, c));
    EXPECT_EQ(options({{"foto", submitted}, {"notulen", accepted}, {"sk", accepted}}), std::pair(d, a));
    EXPECT_EQ(options({{"foto", accepted}, {"notulen", verifying}, {"sk", rejected}}), std::pair(c, b));
}

TEST(Needs, BareNeedsDoNotConcernTheWorstOption) {
    const auto model = rules_with("abc", "needs sk");
    EXPECT_EQ(back(*model, {}).certain_option, c);
    Unit unit(*model, "u");
    unit.documents.emplace();
    unit.answers[0] = Member{c};
    const QuestionResult worst = assessed(model, unit).questions[0];
    EXPECT_EQ(worst.certain, *worst.claimed);
    EXPECT_EQ(worst.possible, *worst.claimed);
}

TEST(Needs, ADocumentMustCoverWhatIsAsked) {
    const auto model = rules_with("indeks", "needs sk(tim, rencana)");
    Document one = document(*model, "sk", accepted);
    const auto covers = [&](std::vector<std::string> args) {
        one.args = std::move(args);
        return back(*model, {one}).certain;
    };
    EXPECT_FALSE(covers({}));
    EXPECT_FALSE(covers({"tim"}));
    EXPECT_FALSE(covers({"Tim", "rencana"}));
    EXPECT_TRUE(covers({"tim", "rencana"}));
    EXPECT_TRUE(covers({"lain", "rencana", "tim"}));
    // Two halves are not one document.
    Document other = document(*model, "sk", accepted);
    one.args = {"tim"};
    other.args = {"rencana"};
    EXPECT_FALSE(back(*model, {one, other}).certain);
    // What covers more than is asked serves a need that asks for nothing in particular.
    const auto plain = rules_with("indeks", "needs sk");
    EXPECT_TRUE(back(*plain, {one}).certain);
}

TEST(Supports, WithAnOptionCarriesThatOptionAndWorseOnes) {
    const auto model = rules_with("abcd", "needs sk");
    Document one = document(*model, "sk", accepted);
    for (const OptionIndex option : {a, b, c, d}) {
        one.supports = {{QuestionIndex(0), option}};
        EXPECT_EQ(back(*model, {one}).certain_option, option);
    }
    one.supports = {{QuestionIndex(0), none}};
    EXPECT_EQ(back(*model, {one}).certain_option, a);
    one.supports = {{QuestionIndex(0), c}, {QuestionIndex(1), none}, {QuestionIndex(0), b}};
    EXPECT_EQ(back(*model, {one}).certain_option, b);
}

TEST(Supports, AnOtherKindOrQuestionCarriesNothing) {
    const auto model = rules_with("abc", "needs sk");
    Document one = document(*model, "sk", accepted);
    one.supports = {{QuestionIndex(1), none}};
    EXPECT_EQ(back(*model, {one}).certain_option, c);
    EXPECT_EQ(back(*model, {one}).document, none);
    one.supports.clear();
    EXPECT_EQ(back(*model, {one}).certain_option, c);
    EXPECT_EQ(back(*model, {document(*model, "foto", accepted)}).certain_option, c);
}

TEST(Supports, TheWeakestIsWhatStopsTheFirstOptionNotCarried) {
    const auto model = rules_with("abcd", "needs sk for C\nneeds notulen for B\nneeds foto for A");
    const std::vector<Document> documents{document(*model, "sk", accepted), document(*model, "foto", missing),
                                          document(*model, "notulen", verifying)};
    const Backing backing = back(*model, documents);
    EXPECT_EQ(backing.certain_option, c);
    EXPECT_EQ(backing.possible_option, b);
    EXPECT_EQ(backing.weakest, Standing::pending);
    EXPECT_EQ(backing.document, 2u);
}

TEST(Supports, TheBarrierIsWhatStopsTheFirstOptionBeyondThePossibleOne) {
    const auto model = rules_with("abcd", "needs sk for C\nneeds notulen for B\nneeds foto for A");
    const std::vector<Document> documents{document(*model, "sk", accepted), document(*model, "foto", rejected),
                                          document(*model, "notulen", verifying)};
    const Backing backing = back(*model, documents);
    EXPECT_EQ(backing.weakest, Standing::pending);
    EXPECT_EQ(backing.barrier, Standing::rejected);
    EXPECT_EQ(backing.barrier_document, 1u);
    EXPECT_EQ(backing.barrier_evidence, kind_of(*model, "foto"));

    const Backing missing = back(*model, {documents[0]});
    EXPECT_EQ(missing.barrier, Standing::missing);
    EXPECT_EQ(missing.barrier_document, none);
    EXPECT_EQ(missing.barrier_evidence, kind_of(*model, "notulen")) << "the first kind that is lacking, not the last";

    const Backing open = back(*model, {documents[0], documents[2], document(*model, "foto", needs_repair)});
    EXPECT_EQ(open.barrier, Standing::accepted) << "nothing is lost for good";
    EXPECT_EQ(open.barrier_evidence, none);
}

TEST(Supports, OfNumbersTheBarrierIsWhatLeavesThemUncarried) {
    const auto model = rules_with("indeks", "needs any(sk, notulen)");
    EXPECT_EQ(back(*model, {}).barrier, Standing::missing);
    EXPECT_EQ(back(*model, {}).barrier_evidence, kind_of(*model, "sk"));
    EXPECT_EQ(back(*model, {document(*model, "sk", rejected)}).barrier, Standing::rejected);
    EXPECT_EQ(back(*model, {document(*model, "notulen", submitted)}).barrier, Standing::accepted);
}

TEST(Gate, AnAnswerCountsAtTheLowerOfClaimedAndSupported) {
    const auto model = rules_with("abc", "needs foto for B\nneeds sk for A");
    Unit unit(*model, "u");
    unit.answers[0] = Member{a};
    unit.answers[1] = Member{a};
    unit.documents = {{document(*model, "foto", accepted), document(*model, "sk", submitted)}};
    Assessment result = assessed(model, unit);
    EXPECT_EQ(*result.questions[0].claimed, Rational(1));
    EXPECT_EQ(result.questions[0].certain, Rational(1) / Rational(2));
    EXPECT_EQ(result.questions[0].possible, Rational(1));
    EXPECT_EQ(result.nodes[0].certain, Rational(15) / Rational(2));
    EXPECT_EQ(result.nodes[0].possible, Rational(10));
    EXPECT_FALSE(result.questions[1].backing.needed);
    // Evidence for more than is claimed adds nothing.
    unit.answers[0] = Member{c};
    result = assessed(model, unit);
    EXPECT_EQ(result.questions[0].certain, Rational(0));
    EXPECT_EQ(result.questions[0].possible, Rational(0));
}

TEST(Gate, NumbersAndRatiosAreCarriedOrNot) {
    const std::string ratio = "input x \"X\"\ninput y \"Y\"\nwhen y = 0 then 0\nvalue x / y capped\nneeds sk";
    for (const bool is_ratio : {false, true}) {
        const auto model = is_ratio ? rules_with("ratio", ratio) : rules_with("indeks", "needs sk");
        Unit unit(*model, "u");
        if (is_ratio)
            unit.answers[0] = Counts{{Rational(3), Rational(4)}};
        else
            unit.answers[0] = Rational(3);
        const Rational claimed = Rational(3) / Rational(4);
        EXPECT_EQ(assessed(model, unit).questions[0].certain, claimed);
        for (const DocumentStatus status : {missing, submitted, verifying, needs_repair, accepted, rejected}) {
            unit.documents = {{document(*model, "sk", status)}};
            const QuestionResult result = assessed(model, unit).questions[0];
            const bool pending = status == submitted || status == verifying || status == needs_repair;
            EXPECT_EQ(*result.claimed, claimed);
            EXPECT_EQ(result.certain, status == accepted ? claimed : Rational(0)) << code(status);
            EXPECT_EQ(result.possible, status == accepted || pending ? claimed : Rational(0)) << code(status);
        }
    }
}

// An unbacked answer is worth what the worst answer is worth, and that need not be nothing.
TEST(Gate, UnbackedIsTheWorstAnswer) {
    const auto model = load_rules(R"(regulation uji "Uji"
level bagian "Bagian"
scale tinggi "Tinggi" number 0 .. 1 { [0, 0.5) = 0.25 [0.5, 1] = 1 }
scale ab "A/B" { A = 1 B = 0.5 }
evidence sk "SK"
worksheet "Nilai" 2 {
  question a tinggi "Satu" { needs sk }
  question b ab "Dua" { needs sk }
}
)");
    Unit unit(*model, "u");
    unit.answers = {Rational(1), Member{0}};
    unit.documents.emplace();
    const Assessment result = assessed(model, unit);
    EXPECT_EQ(result.nodes[0].certain, Rational(3) / Rational(4));
    EXPECT_EQ(result.nodes[0].possible, Rational(3) / Rational(4));
}

TEST(Gate, UnansweredQuestionsStayOpen) {
    for (const char* kind : {"abc", "indeks"}) {
        const auto model = rules_with(kind, "needs sk");
        for (const DocumentStatus status : {missing, submitted, accepted, rejected}) {
            Unit unit(*model, "u");
            unit.documents = {{document(*model, "sk", status)}};
            const QuestionResult result = assessed(model, unit).questions[0];
            EXPECT_EQ(result.reason, Reason::unanswered);
            EXPECT_EQ(result.certain, Rational(0));
            EXPECT_EQ(result.possible, Rational(1));
        }
    }
}

TEST(Gate, UnitsWithoutEvidenceCountAsClaimedAndEmptyEvidenceGatesAll) {
    const auto model = rules_with("abc", "needs sk");
    Unit unit(*model, "u");
    unit.answers[0] = Member{a};
    unit.answers[1] = Member{a};
    EXPECT_EQ(assessed(model, unit).nodes[0].certain, Rational(10));
    EXPECT_FALSE(assessed(model, unit).questions[0].backing.needed);
    unit.documents.emplace();
    EXPECT_EQ(assessed(model, unit).nodes[0].certain, Rational(5));
    EXPECT_EQ(assessed(model, unit).nodes[0].possible, Rational(5));
    EXPECT_TRUE(assessed(model, unit).questions[0].backing.needed);
}

// Documents made by a host program may hold anything.
TEST(Gate, DocumentsThatDoNotFitTheModelCarryNothing) {
    const auto model = rules_with("abc", "needs sk");
    Document stray = document(*model, "sk", accepted);
    stray.supports = {{QuestionIndex(99), none}, {none, none}};
    Document kindless = document(*model, "sk", accepted);
    kindless.kind = none;
    EXPECT_EQ(back(*model, {stray, kindless}).certain_option, c);
}

}  // namespace
}  // namespace zi::test
