// Proofs from strangers: a plan and its certificate are changed at will, and so is the text of a proof. What the checker takes
// for sound is true: the plan works, and of all plans, tried one by one, none costs less than its bound. Proofs are read as
// they were written.
#include "varied.hpp"

#include "improve/oracle.hpp"
#include "zi/proof.hpp"

using strangers::check;
using zi::Certificate;
using zi::Index;
using zi::Rational;

namespace {

/// Any index, mostly one that is there.
Index index(zi::test::Choices& choose, std::size_t size) {
    return choose.likely(10) ? zi::none : static_cast<Index>(choose.below(size + 1));
}

void change(zi::test::Choices& choose, const zi::Model& model, zi::Plan& plan, Certificate& proof) {
    const auto number = [&](std::uint64_t& value) {
        value = choose.pick({value + 1, value - 1, std::uint64_t{0}, std::uint64_t{choose.below(60'000)}, ~std::uint64_t{0},
                             std::uint64_t{1} << 63});
    };
    const auto share = [&](Rational& value) {
        value = choose.pick({value + Rational(1, 1'000'000), value - Rational(1, 7), Rational(0), Rational(1), Rational(-1),
                             value * Rational(2)});
    };
    const auto resize = [&](auto& list) {
        if (list.empty() || choose.likely(30))
            list.emplace_back();
        else if (choose.likely(50))
            list.pop_back();
        else
            std::swap(list.front(), list[choose.below(list.size())]);
    };
    const auto condition = [&] {
        return zi::ConditionRef{zi::PredicateIndex(index(choose, model.predicates.size())),
                                zi::ConditionIndex(index(choose, 4))};
    };
    const std::size_t what = choose.below(20);
    if (what == 0) return number(plan.cost);
    if (what == 1) return number(plan.lower_bound);
    if (what == 2) return number(proof.bound);
    if (what == 3) return number(proof.scale);
    if (what == 4) return resize(plan.improvements);
    if (what == 5) return resize(plan.documents);
    if (what == 6) return resize(proof.parts);
    if (what == 7) return resize(proof.boxes);
    if (what < 10 && !plan.improvements.empty()) {
        zi::Improvement& one = plan.improvements[choose.below(plan.improvements.size())];
        switch (choose.below(8)) {
            case 0: one.question = zi::QuestionIndex(index(choose, model.questions.size())); return;
            case 1: share(one.to); return;
            case 2: share(one.from); return;
            case 3: one.option = zi::OptionIndex(index(choose, 4)); return;
            case 4: one.raised = !one.raised; return;
            case 5: return number(one.cost);
            case 6: {
                if (auto* counts = std::get_if<zi::Counts>(&one.answer); counts && !counts->values.empty()) {
                    auto& count = counts->values[choose.below(counts->values.size())];
                    count = choose.likely(20) ? std::nullopt : std::optional(Rational(std::int64_t{index(choose, 9)}));
                } else if (auto* given = std::get_if<zi::Rational>(&one.answer)) {
                    share(*given);
                } else {
                    one.answer = zi::Counts{{Rational(std::int64_t{index(choose, 9)}), std::nullopt}};
                }
                return;
            }
            default: one.documents.push_back(index(choose, plan.documents.size())); return;
        }
    }
    if (what < 12 && !plan.documents.empty()) {
        zi::ObtainedDocument& one = plan.documents[choose.below(plan.documents.size())];
        switch (choose.below(4)) {
            case 0: one.document = zi::DocumentIndex(index(choose, 6)); return;
            case 1: one.kind = zi::EvidenceIndex(index(choose, model.evidence.size())); return;
            case 2: one.question = zi::QuestionIndex(index(choose, model.questions.size())); return;
            default: return number(one.cost);
        }
    }
    if (what < 15 && !proof.parts.empty()) {
        Certificate::Part& one = proof.parts[choose.below(proof.parts.size())];
        switch (choose.below(5)) {
            case 0: one.kind = static_cast<Certificate::Part::Kind>(choose.below(4)); return;
            case 1: one.question = zi::QuestionIndex(index(choose, model.questions.size())); return;
            case 2: one.left = choose.below(proof.parts.size() + 1); return;
            case 3: one.right = choose.likely(10) ? ~std::size_t{0} : choose.below(proof.parts.size() + 1); return;
            default: one.conditions.push_back(condition()); return;
        }
    }
    if (proof.boxes.empty()) return;
    Certificate::Box& box = proof.boxes[choose.below(proof.boxes.size())];
    switch (choose.below(9)) {
        case 0: box.leaf = !box.leaf; return;
        case 1: box.question = zi::QuestionIndex(index(choose, model.questions.size())); return;
        case 2: box.level = index(choose, 4); return;
        case 3: box.document = zi::DocumentIndex(index(choose, 6)); return;
        case 4: box.low = choose.below(proof.boxes.size() + 1); return;
        case 5: box.high = choose.likely(10) ? ~std::size_t{0} : choose.below(proof.boxes.size() + 1); return;
        case 6:
            if (box.missed)
                box.missed.reset();
            else
                box.missed = condition();
            return;
        case 7:
            if (box.prices.empty()) return resize(box.prices);
            return number(box.prices[choose.below(box.prices.size())].price);
        default: {
            if (box.fronts.empty()) return resize(box.fronts);
            auto& front = box.fronts[choose.below(box.fronts.size())];
            if (front.empty() || choose.likely(30)) return resize(front);
            if (choose.likely(50)) return share(front[choose.below(front.size())].points);
            return number(front[choose.below(front.size())].cost);
        }
    }
}

/// What is claimed and taken for sound.
void check_claim(const zi::test::Subject& subject, const zi::Plan& plan) {
    const zi::test::Oracle oracle = zi::test::try_everything(subject);
    if (oracle.too_large) return;
    const auto least = oracle.least();
    if (plan.status == zi::PlanStatus::impossible) return check(!least);
    check(least && plan.lower_bound <= *least && *least <= plan.cost);
}

/// Some bytes of a text become others that stand in it.
void change(zi::test::Choices& choose, std::string& text) {
    for (std::size_t n = choose.between(1, 3); n-- > 0;) {
        const std::size_t at = choose.below(text.size()), from = choose.below(text.size());
        const std::size_t size = std::min(choose.between(1, 12), text.size() - std::max(at, from));
        if (choose.likely(50))
            text.replace(at, size, text.substr(from, size));
        else
            text[at] = choose.pick({'0', '1', '9', '"', ',', '[', '}', '-', 'e', '\x00'});
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    // The changes come first, so that a change of the rules leaves them alone.
    const std::string_view input = strangers::text_of(data, size);
    auto changes = varied::choices(input.substr(0, std::min<std::size_t>(40, size)));
    auto choose = varied::choices(input.substr(std::min<std::size_t>(40, size)));
    zi::test::Shape shape;
    shape.questions = 7;
    shape.combinations = 300;
    shape.documents = choose.likely(50);
    const zi::test::Subject subject = zi::test::any_subject(choose, shape);
    zi::PlanOptions options;
    options.certificate = true;
    zi::Planned planned =
        zi::plan_improvement(*subject.model, subject.unit, subject.day, subject.target, subject.costs, options);
    if (planned.best.status == zi::PlanStatus::not_monotone) return 0;
    const zi::ProofHead head = zi::proof_head(*subject.model, subject.unit, subject.day, subject.target, subject.costs);
    const zi::Proof proof{head, planned.best, planned.certificate.value_or(Certificate{})};
    std::string text = zi::proof_json(*subject.model, subject.unit, proof);
    const auto back = zi::read_proof(*subject.model, subject.unit, text, {});
    check(back && zi::proof_json(*subject.model, subject.unit, *back) == text);
    if (changes.likely(50)) {
        change(changes, text);
        const auto verified = zi::verify(*subject.model, subject.unit, subject.day, subject.costs, text, {});
        if (verified && verified->fault == zi::PlanFault::sound) check_claim(subject, verified->plan);
        return 0;
    }
    if (planned.best.status != zi::PlanStatus::optimal || !planned.certificate) return 0;
    zi::Plan& plan = planned.best;
    for (std::size_t n = changes.between(1, 3); n-- > 0;) change(changes, *subject.model, plan, *planned.certificate);
    const zi::PlanFault fault =
        zi::check_plan(*subject.model, subject.unit, subject.day, subject.target, subject.costs, plan, *planned.certificate);
    check(!zi::code(fault).empty());
    if (fault == zi::PlanFault::sound) check_claim(subject, plan);
    return 0;
}
