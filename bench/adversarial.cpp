#include "adversarial.hpp"

#include "regulation/boundary.hpp"

#include <algorithm>
#include <set>

namespace bench {

namespace {

using regulation::Picks, regulation::Side;

constexpr std::size_t on_each = 50, below_each = 10;

struct Threshold {
    std::string id;
    std::vector<std::size_t> questions;
    std::int64_t target = 0;
    bool met(const Picks& picks) const { return regulation::sum(picks, questions) >= target; }
};

std::vector<Threshold> thresholds(const char* predicate) {
    const regulation::Worksheet& w = regulation::worksheet();
    std::vector<Threshold> found;
    for (const zi::Condition& condition : w.model.predicates[w.model.find_predicate(predicate)].conditions)
        if (condition.subject != zi::Condition::Subject::fact)
            found.push_back({condition.id, w.below(condition), regulation::in_parts(condition.threshold)});
    return found;
}

}  // namespace

Adversarial adversarial() {
    const regulation::Worksheet& w = regulation::worksheet();
    Adversarial made;
    regulation::Random random(1'200);
    for (const char* predicate : {"WBK", "WBBM"}) {
        const std::vector<Threshold> all = thresholds(predicate);
        for (const Threshold& aimed : all) {
            const std::set<std::size_t> inside(aimed.questions.begin(), aimed.questions.end());
            const bool across =
                aimed.questions.size() > 50;  // the total or A: areas and results must all do, and leave room for each other
            const zi::Rational least_performance = zi::Rational(predicate == std::string("WBK") ? 2 : 3, 4);
            // Good answers elsewhere, so that the other conditions are met.
            const auto allowed = [&](std::size_t q, const regulation::Choice& choice) {
                const zi::Question& question = w.model.questions[q];
                if (!inside.contains(q))
                    return choice.share >= (question.kind == zi::Question::Kind::number ? 0.9
                                            : random.below(6) == 0                      ? 0.6
                                                                                        : 0.95);
                if (!across) return regulation::plain(q, choice);
                if (question.kind == zi::Question::Kind::number) return choice.share == 0.9;
                if (w.model.nodes[question.node].id.starts_with("B."))
                    return choice.share >= regulation::as_double(least_performance);
                return regulation::plain(q, choice) && (choice.share >= 0.5 || random.below(4) == 0);
            };
            const auto others_met = [&](const Picks& picks) {
                return std::all_of(all.begin(), all.end(),
                                   [&](const Threshold& other) { return &other == &aimed || other.met(picks); });
            };
            for (const Side side : {Side::on, Side::below}) {
                const std::size_t wanted = side == Side::on ? on_each : below_each;
                std::size_t found = 0;
                for (int attempt = 0; attempt < 2000 && found < wanted; ++attempt) {
                    if (attempt == 200 && found == 0)
                        break;  // no answers lead there: 60 % of TT; or B.I below while its parts are met
                    Picks picks = regulation::start(aimed.questions, aimed.target, allowed, random);
                    if (!others_met(picks)) continue;
                    const Picks near = picks;
                    if (!regulation::aim(picks, aimed.questions, aimed.target, side, random) || !others_met(picks)) {
                        // The walk itself may have ended there.
                        if (side != Side::on || regulation::sum(near, aimed.questions) != aimed.target) continue;
                        picks = near;
                    }
                    zi::Unit unit = holder(w.model, std::string(predicate) + "-" + aimed.id +
                                                        (side == Side::on ? "-on-" : "-below-") + std::to_string(found));
                    unit.answers = regulation::unit_of(picks).answers;
                    made.units.push_back(std::move(unit));
                    ++found;
                }
                (side == Side::on ? made.on : made.below) += found;
            }
        }
    }
    if (made.on < 1'000 || made.below < 200)
        throw std::runtime_error("too few units on thresholds: " + std::to_string(made.on) + ", " + std::to_string(made.below));
    return made;
}

}  // namespace bench
