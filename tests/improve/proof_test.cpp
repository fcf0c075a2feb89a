// Does the checker refuse plans and proofs that are not sound?
#include "oracle.hpp"

namespace zi::test {
namespace {

struct Proved {
    Subject subject;
    Plan plan;
    Certificate proof;

    PlanFault check() const {
        return check_plan(*subject.model, subject.unit, subject.day, subject.target, subject.costs, plan, proof);
    }
};

/// Every way to spoil a plan or its proof. False if there is nothing to spoil in this one.
bool spoil(Choices& choose, Proved& it) {
    const auto some_box = [&]() -> Certificate::Box* {
        std::vector<Certificate::Box*> leaves;
        for (Certificate::Box& box : it.proof.boxes)
            if (box.leaf && !box.fronts.empty()) leaves.push_back(&box);
        return leaves.empty() ? nullptr : choose.pick(leaves);
    };
    switch (choose.below(9)) {
        case 0: return ++it.plan.cost, true;
        case 1:  // claims that nothing costs less than more than the plan
            return ++it.plan.lower_bound, true;
        case 2:
            if (it.plan.improvements.empty()) return false;
            return it.plan.improvements.pop_back(), true;
        case 3:
            if (it.plan.improvements.empty()) return false;
            return it.plan.improvements.push_back(it.plan.improvements.front()), true;
        case 4:
            if (it.plan.documents.empty()) return false;
            return ++it.plan.documents.front().cost, true;
        case 5: {  // a front that lacks what the part can do
            Certificate::Box* box = some_box();
            if (!box) return false;
            for (std::size_t i = 0; i < box->fronts.size(); ++i)
                if (it.proof.parts[i].kind == Certificate::Part::Kind::question && !box->fronts[i].empty())
                    return box->fronts[i].clear(), true;
            return false;
        }
        case 6: {  // a front that promises less than the part can do
            Certificate::Box* box = some_box();
            if (!box) return false;
            for (auto& front : box->fronts)
                if (!front.empty()) return front.back().points -= Rational(1, 1'000'000), true;
            return false;
        }
        case 7:  // a condition that the part does not stand for
            for (Certificate::Part& part : it.proof.parts)
                if (part.kind != Certificate::Part::Kind::question && part.conditions.empty() &&
                    &part != &it.proof.parts.back())
                    return part.conditions.push_back({PredicateIndex(0), ConditionIndex(0)}), true;
            return false;
        default:  // a box that splits into itself
            it.proof.boxes.front().leaf = false;
            it.proof.boxes.front().question = QuestionIndex(0);
            it.proof.boxes.front().low = it.proof.boxes.front().high = 0;
            return true;
    }
}

void refused(Choices& choose, const Shape& shape, int& spoilt) {
    Proved it{any_subject(choose, shape), {}, {}};
    PlanOptions options;
    options.certificate = true;
    Planned planned =
        plan_improvement(*it.subject.model, it.subject.unit, it.subject.day, it.subject.target, it.subject.costs, options);
    if (planned.best.status != PlanStatus::optimal || planned.best.lower_bound == 0) return;
    it.plan = std::move(planned.best);
    it.proof = std::move(*planned.certificate);
    if (it.check() != PlanFault::sound)
        RC_FAIL("not sound to begin with: " + std::string(code(it.check())) + shown(it.subject));
    if (!spoil(choose, it)) return;
    ++spoilt;
    if (it.check() == PlanFault::sound) RC_FAIL("taken for sound" + shown(it.subject));
}

TEST(Proof, SpoiltOnesAreRefused) {
    int spoilt = 0;
    Shape shape;
    shape.questions = 8;
    shape.combinations = 500;
    for_all(300, 220, [&](Choices& choose) { refused(choose, shape, spoilt); });
    shape.documents = true;
    for_all(200, 300, [&](Choices& choose) { refused(choose, shape, spoilt); });
    EXPECT_GT(spoilt, 200);
}

/// A dearer plan that works is not taken for the cheapest.
TEST(Proof, DearerPlansAreNotOptimal) {
    int compared = 0;
    Shape shape;
    shape.combinations = 500;
    for_all(150, 220, [&](Choices& choose) {
        const Subject subject = any_subject(choose, shape);
        PlanOptions options;
        options.certificate = true;
        options.next = 1;
        const Planned planned =
            plan_improvement(*subject.model, subject.unit, subject.day, subject.target, subject.costs, options);
        if (planned.next.empty() || planned.next.front().cost == planned.best.cost) return;
        ++compared;
        Certificate proof = *planned.certificate;
        proof.bound = planned.next.front().cost;
        RC_ASSERT(check_plan(*subject.model, subject.unit, subject.day, subject.target, subject.costs, planned.next.front(),
                             proof) != PlanFault::sound);
    });
    EXPECT_GT(compared, 10);
}

}  // namespace
}  // namespace zi::test
