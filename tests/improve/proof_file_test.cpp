// Is a proof the same once it was written and read, and is it refused for what it was not made for?
#include "oracle.hpp"

#include "zi/load.hpp"
#include "zi/proof.hpp"

namespace zi::test {
namespace {

struct Written {
    Subject subject;
    Planned planned;
    Proof proof;
    std::string text;

    explicit Written(Subject made) : subject(std::move(made)) {
        PlanOptions options;
        options.certificate = options.verify = true;
        planned = plan_improvement(*subject.model, subject.unit, subject.day, subject.target, subject.costs, options);
        proof = {proof_head(*subject.model, subject.unit, subject.day, subject.target, subject.costs), planned.best,
                 planned.certificate.value_or(Certificate{})};
        if (planned.best.status != PlanStatus::not_monotone) text = proof_json(*subject.model, subject.unit, proof);
    }
    PlanFault found(const Subject& by) const {
        const auto verified = verify(*by.model, by.unit, by.day, by.costs, text, {});
        EXPECT_TRUE(verified) << text;
        return verified->fault;
    }
};

TEST(ProofFile, IsReadAsItWasWritten) {
    int several = 0;
    Shape shape;
    shape.questions = 8;
    shape.combinations = 500;
    for (const bool documents : {false, true}) {
        shape.documents = documents;
        for_all(150, 300, [&](Choices& choose) {
            const Written it(any_subject(choose, shape));
            if (it.text.empty()) return;
            RC_ASSERT(it.planned.verified == PlanFault::sound);
            RC_ASSERT(it.found(it.subject) == PlanFault::sound);
            auto back = read_proof(*it.subject.model, it.subject.unit, it.text, {});
            RC_ASSERT(bool(back));
            RC_ASSERT(back->head == it.proof.head);
            RC_ASSERT(back->plan.documents == it.planned.best.documents);
            RC_ASSERT(back->plan.improvements == it.planned.best.improvements);
            RC_ASSERT(proof_json(*it.subject.model, it.subject.unit, *back) == it.text);
            several += it.proof.certificate.boxes.size() > 1 ? 1 : 0;
        });
    }
    EXPECT_GT(several, 10);
}

const char* const small_rules = R"(regulation kecil "Kecil"
scale abc { A = 1 B = 1/2 C = 0 }
level part "Bagian"
worksheet "Nilai" 10 {
  part 1 "Satu" 10 {
    question a abc "Satu" 5
    question b abc "Dua" 5
  }
}
predicate P "P" { total >= 7 }
predicate Q "Q" { total <= 7 }
)";

Subject small() {
    Subject subject;
    subject.rules = small_rules;
    subject.model = std::make_shared<Model>(*load_text("kecil.zi", small_rules).model);
    subject.unit = Unit(*subject.model, "u");
    subject.day = *Date::parse("2026-05-31");
    subject.costs.questions[QuestionIndex(0)].step = 3;
    return subject;
}

TEST(ProofFile, IsForNothingElse) {
    const Written it(small());
    ASSERT_EQ(it.found(it.subject), PlanFault::sound);
    Subject other = small();
    other.day = *Date::parse("2026-06-01");
    EXPECT_EQ(it.found(other), PlanFault::other_day);
    other = small();
    other.unit.id = "v";
    EXPECT_EQ(it.found(other), PlanFault::other_unit);
    other = small();
    other.unit.answers[1] = Member{1};
    EXPECT_EQ(it.found(other), PlanFault::other_unit);
    other = small();
    other.unit.documents.emplace();
    EXPECT_EQ(it.found(other), PlanFault::other_unit);
    // Even where the plan would be as good.
    other = small();
    other.costs.questions[QuestionIndex(0)].step = 4;
    EXPECT_EQ(it.found(other), PlanFault::other_costs);
    other = small();
    other.model->predicates[0].conditions[0].threshold = Rational(8);
    EXPECT_EQ(it.found(other), PlanFault::other_rules);
    other = small();
    other.model->questions[0].cost = 2;
    EXPECT_EQ(it.found(other), PlanFault::other_rules);
    other = small();
    other.model->predicates[0].name = "R";
    EXPECT_EQ(it.found(other), PlanFault::other_rules);
    // What plans do not rest on may change.
    other = small();
    other.model->nodes[2].title = {"Satu lagi", ""};
    EXPECT_EQ(it.found(other), PlanFault::sound);
}

/// The text with one place changed.
std::string with(std::string text, const std::string& was, const std::string& is) {
    const auto at = text.find(was);
    EXPECT_NE(at, std::string::npos) << was << " in " << text;
    return text.replace(at, was.size(), is);
}

TEST(ProofFile, WhatIsWrongHasAPlace) {
    const Written it(small());
    const auto refused = [&](const std::string& was, const std::string& is) {
        const auto read = read_proof(*it.subject.model, it.subject.unit, with(it.text, was, is), {});
        if (read) return std::string("read");
        return code_name(read.diagnostics().front().code) + " " + read.diagnostics().front().path;
    };
    EXPECT_EQ(refused("zi-proof/1", "zi-proof/2"), "ZI0807 /schema");
    EXPECT_EQ(refused("2026-05-31", "2026-02-31"), "ZI0302 /as_of");
    EXPECT_EQ(refused("\"optimal\"", "\"not_monotone\""), "ZI0807 /plan/status");
    EXPECT_EQ(refused("\"cost\":", "\"cost\":-"), "ZI0809 /plan/cost");
    EXPECT_EQ(refused("\"cost\":", "\"cost\":1e99, \"lain\":"), "ZI0809 /plan/cost");
    EXPECT_EQ(refused("{\"question\":\"1.a\"", "{\"question\":\"1.z\""), "ZI0804 /plan/improvements/0/question");
    EXPECT_EQ(refused("\"option\":\"", "\"option\":\"Z"), "ZI0807 /plan/improvements/0/option");
    EXPECT_EQ(refused("\"to\":\"", "\"to\":\"x"), "ZI0808 /plan/improvements/0/to");
    EXPECT_EQ(refused("\"raised\":true,", ""), "ZI0820 /plan/improvements/0");
    EXPECT_EQ(refused("\"predicate\":\"P\"", "\"predicate\":\"X\""), "ZI0202 /certificate/parts/2/conditions/0/predicate");
    EXPECT_EQ(refused("\"condition\":\"total\"", "\"condition\":\"x\""), "ZI0807 /certificate/parts/2/conditions/0/condition");
    EXPECT_EQ(refused("\"left\":0", "\"left\":null"), "ZI0802 /certificate/parts/2/left");
    EXPECT_EQ(refused("\"combine\":\"sum\"", "\"combine\":\"or\""), "ZI0807 /certificate/parts/2/combine");
    EXPECT_EQ(refused("\"prices\":[]", "\"prices\":[{\"document\":\"x\",\"question\":\"1.a\",\"price\":1}]"),
              "ZI0821 /certificate/boxes/0/prices/0/document");
    EXPECT_EQ(refused("[[[\"0\",0]", "[[[\"0\"]"), "ZI0802 /certificate/boxes/0/fronts/0/0");
    EXPECT_EQ(refused("\"bound\":", "\"bond\":"), "ZI0803 /certificate/bond");
    EXPECT_EQ(refused("}}", "}"), "ZI0801 ");
    Limits tight;
    tight.proof_bytes = it.text.size();
    const auto large = read_proof(*it.subject.model, it.subject.unit, it.text, tight);
    ASSERT_FALSE(large);
    EXPECT_EQ(large.diagnostics().front().code, Code::unit_limit);
    EXPECT_EQ(large.diagnostics().front().args.front(), "@proof_bytes");
}

TEST(ProofFile, NumbersThatDoNotFitProveNothing) {
    Subject subject = small();
    subject.model->predicates[0].conditions[0].threshold = Rational(5);
    subject.costs.questions[QuestionIndex(0)] = {false, std::nullopt, {{Rational(1), 3}}};
    subject.costs.questions[QuestionIndex(1)] = {false, std::nullopt, {{Rational(1), 5}}};
    Subject dear = subject;
    dear.costs.questions[QuestionIndex(0)].impossible = true;
    const Written cheap(subject), forged(dear);
    ASSERT_EQ(cheap.planned.best.cost, 3u);
    ASSERT_EQ(forged.planned.best.cost, 5u);
    // Four times the scale would come to nothing, so that all that costs something would cost more than what is below the
    // bound.
    Certificate proof = cheap.proof.certificate;
    proof.bound = 5;
    proof.boxes = {{}};
    for (const std::uint64_t scale : {std::uint64_t{1} << 62, std::uint64_t{1} << 63, ~std::uint64_t{0}}) {
        proof.scale = scale;
        proof.boxes.front().fronts.assign(proof.parts.size(), {{Rational(0), 0}});
        proof.boxes.front().fronts.back().clear();
        EXPECT_EQ(
            check_plan(*subject.model, subject.unit, subject.day, subject.target, subject.costs, forged.planned.best, proof),
            PlanFault::bound_wrong);
    }
}

TEST(ProofFile, APlanThatDoesNothingListsNothing) {
    Subject subject = small();
    subject.unit.answers = {Member{0}, Member{0}};
    Written it(std::move(subject));
    EXPECT_EQ(it.planned.best.status, PlanStatus::already_met);
    EXPECT_EQ(it.found(it.subject), PlanFault::sound);
    Proof proof = it.proof;
    proof.plan.improvements.emplace_back().question = QuestionIndex(0);
    it.text = proof_json(*it.subject.model, it.subject.unit, proof);
    EXPECT_EQ(it.found(it.subject), PlanFault::not_a_plan);
}

TEST(ProofFile, OnlyWhatWasCheckedIsCalledProved) {
    const Subject by = small();
    const auto said = [&](const PlanOptions& options, Language language) {
        const Planned planned = plan_improvement(*by.model, by.unit, by.day, by.target, by.costs, options);
        return to_text(*by.model, by.unit, by.day, by.target, planned, language) +
               to_json(*by.model, by.unit, by.day, by.target, planned);
    };
    PlanOptions options;
    EXPECT_EQ(said(options, Language::english).find("Proved"), std::string::npos);
    EXPECT_NE(said(options, Language::english).find("not verified"), std::string::npos);
    EXPECT_NE(said(options, Language::english).find(R"("status":"unverified","verified":false)"), std::string::npos);
    EXPECT_EQ(said(options, Language::indonesian).find("Terbukti"), std::string::npos);
    EXPECT_NE(said(options, Language::indonesian).find("belum diperiksa"), std::string::npos);
    options.verify = true;
    options.next = 1;  // of which nothing is proved
    const std::string text = said(options, Language::english);
    EXPECT_NE(text.find("Proved"), std::string::npos);
    EXPECT_EQ(text.find("Proved"), text.rfind("Proved"));
    EXPECT_NE(text.find(R"("status":"optimal","verified":true)"), std::string::npos);
}

TEST(ProofFile, ACheckEndsWithItsWorkOrWhenCancelled) {
    const Written it(small());
    const Subject& by = it.subject;
    const std::atomic<bool> cancel{true};
    const auto stopped = verify(*by.model, by.unit, by.day, by.costs, it.text, {}, default_check_work, &cancel);
    ASSERT_TRUE(stopped);
    EXPECT_EQ(stopped->fault, PlanFault::too_large);
    const auto short_of_work = verify(*by.model, by.unit, by.day, by.costs, it.text, {}, 5);
    ASSERT_TRUE(short_of_work);
    EXPECT_EQ(short_of_work->fault, PlanFault::too_large);
}

TEST(ProofFile, EveryFaultHasWords) {
    for (int i = 0; i <= static_cast<int>(PlanFault::other_costs); ++i)
        for (const Language language : {Language::indonesian, Language::english}) {
            EXPECT_FALSE(word(static_cast<PlanFault>(i), language).empty()) << i;
            EXPECT_FALSE(code(static_cast<PlanFault>(i)).empty()) << i;
        }
}

}  // namespace
}  // namespace zi::test
