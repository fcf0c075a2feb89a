// How long does one change take? Through a session, by assessing anew, and beside what a programmer would write by hand.
#include "population.hpp"

#include <benchmark/benchmark.h>

namespace {

using namespace bench;

/// A fully answered unit, and what its first question can earn.
struct OneUnit {
    std::shared_ptr<const zi::Program> program = std::make_shared<const zi::Program>(rules());
    zi::Unit unit = population(*rules(), 1).front();

    const zi::Model& model() const { return program->model(); }

    zi::Unit with_documents() const {
        std::vector<zi::Unit> units{unit};
        give_evidence(model(), units);
        return std::move(units.front());
    }
};

const OneUnit& one() {
    static const OneUnit once;
    return once;
}

void check(benchmark::State& state, const zi::Session& session) {
    if (session.assessment() != zi::assess_reference(one().model(), session.unit(), day())) state.SkipWithError("wrong answer");
}

/// The host forgets now and then, so that what is measured is an edit and not the memory of a million of them.
void forget_some(zi::Session& session, std::uint64_t& edits) {
    if (++edits % 1024 == 0) session.forget(session.mark());
}

/// Two options of the first question, in turn; all that depends on it is up to date after each.
void one_answer_changed(benchmark::State& state) {
    zi::Session session(*one().program, one().unit, day());
    bool best = false;
    std::uint64_t edits = 0;
    for (auto _ : state) {
        best = !best;
        benchmark::DoNotOptimize(session.set_answer(zi::QuestionIndex(0), zi::Member{best ? 0u : 1u}));
        forget_some(session, edits);
    }
    check(state, session);
}
BENCHMARK(one_answer_changed)->Unit(benchmark::kNanosecond);

/// Every option question in turn.
void any_answer_changed(benchmark::State& state) {
    const zi::Model& m = one().model();
    zi::Session session(*one().program, one().unit, day());
    std::vector<zi::QuestionIndex> questions;
    for (zi::QuestionIndex q{0}; q < m.questions.size(); ++q)
        if (m.questions[q].kind == zi::Question::Kind::options) questions.push_back(q);
    std::uint64_t edits = 0;
    for (auto _ : state) {
        const auto option = static_cast<zi::Index>((edits / questions.size()) % 2);
        benchmark::DoNotOptimize(session.set_answer(questions[edits % questions.size()], zi::Member{option}));
        forget_some(session, edits);
    }
    check(state, session);
}
BENCHMARK(any_answer_changed)->Unit(benchmark::kNanosecond);

/// The floor: the difference of two table entries added to the totals on the way to the root.
void one_answer_changed_by_hand(benchmark::State& state) {
    const zi::Model& m = one().model();
    const zi::NodeIndex leaf = m.questions.front().node;
    const auto& options = m.scales[m.questions.front().scale].options;
    const auto points = [&](zi::OptionIndex option) {
        return (m.nodes[leaf].weight * options[option].value * zi::Rational(one().program->denominator())).small()->first;
    };
    const std::int64_t change = points(zi::OptionIndex(0)) - points(zi::OptionIndex(1));
    std::vector<zi::NodeIndex> path;
    for (zi::NodeIndex node = leaf; node != zi::none; node = m.nodes[node].parent) path.push_back(node);
    std::vector<std::int64_t> totals(m.nodes.size(), 0);
    bool best = false;
    for (auto _ : state) {
        best = !best;
        for (const zi::NodeIndex node : path) totals[node] += best ? change : -change;
        benchmark::DoNotOptimize(totals.data());
        benchmark::ClobberMemory();
    }
    if (totals.front() != (best ? change : 0)) state.SkipWithError("wrong answer");
}
BENCHMARK(one_answer_changed_by_hand)->Unit(benchmark::kNanosecond);

/// Without a session: the unit is assessed again, whole.
void one_answer_assessed_anew(benchmark::State& state) {
    zi::AssessmentState scratch;
    zi::Unit unit = one().unit;
    zi::Assessment result;
    bool best = false;
    for (auto _ : state) {
        best = !best;
        unit.answers.front() = zi::Member{best ? 0u : 1u};
        result = zi::assess(*one().program, unit, day(), scratch);
        benchmark::DoNotOptimize(result);
    }
    if (result != zi::assess_reference(one().model(), unit, day())) state.SkipWithError("wrong answer");
}
BENCHMARK(one_answer_assessed_anew)->Unit(benchmark::kNanosecond);

void one_ratio_changed(benchmark::State& state) {
    const zi::Model& m = one().model();
    zi::Session session(*one().program, one().unit, day());
    zi::QuestionIndex ratio(0);
    while (m.questions[ratio].kind != zi::Question::Kind::ratio) ++ratio;
    std::uint64_t edits = 0;
    for (auto _ : state) {
        zi::Counts counts;
        for (const zi::Input& input : m.questions[ratio].inputs)
            counts.values.push_back(
                input.parts.empty()
                    ? std::optional(zi::Rational(1 + static_cast<std::int64_t>((edits + counts.values.size()) % 40)))
                    : std::nullopt);
        benchmark::DoNotOptimize(session.set_answer(ratio, std::move(counts)));
        forget_some(session, edits);
    }
    check(state, session);
}
BENCHMARK(one_ratio_changed)->Unit(benchmark::kNanosecond);

void what_if_and_back(benchmark::State& state) {
    zi::Session session(*one().program, one().unit, day());
    zi::Verdict verdict{};
    for (auto _ : state) {
        const zi::WhatIf overlay(session);
        benchmark::DoNotOptimize(session.set_answer(zi::QuestionIndex(0), zi::Member{1}));
        benchmark::DoNotOptimize(verdict = session.verdict(zi::PredicateIndex(0)));
    }
    check(state, session);
}
BENCHMARK(what_if_and_back)->Unit(benchmark::kNanosecond);

void one_fact_changed(benchmark::State& state) {
    zi::Session session(*one().program, one().unit, day());
    const zi::FactIndex fact = one().model().find_fact("instansi.opini_bpk");
    bool better = false;
    std::uint64_t edits = 0;
    for (auto _ : state) {
        better = !better;
        benchmark::DoNotOptimize(session.set_fact(fact, zi::Member{better ? 3u : 2u}));
        forget_some(session, edits);
    }
    check(state, session);
}
BENCHMARK(one_fact_changed)->Unit(benchmark::kNanosecond);

/// A document among some 310 is rejected and accepted again.
void one_document_changed(benchmark::State& state) {
    zi::Session session(*one().program, one().with_documents(), day());
    zi::Document document = session.unit().documents->front();
    std::uint64_t edits = 0;
    for (auto _ : state) {
        document.status =
            document.status == zi::DocumentStatus::accepted ? zi::DocumentStatus::rejected : zi::DocumentStatus::accepted;
        benchmark::DoNotOptimize(session.set_document(document));
        forget_some(session, edits);
    }
    check(state, session);
}
BENCHMARK(one_document_changed)->Unit(benchmark::kNanosecond);

/// A document comes and goes: all links are found anew.
void one_document_added_and_removed(benchmark::State& state) {
    zi::Session session(*one().program, one().with_documents(), day());
    zi::Document document = session.unit().documents->front();
    document.id = "new";
    for (auto _ : state) {
        benchmark::DoNotOptimize(session.set_document(document));
        benchmark::DoNotOptimize(session.remove_document("new"));
        session.forget(session.mark());
    }
    check(state, session);
}
BENCHMARK(one_document_added_and_removed)->Unit(benchmark::kMicrosecond);

void create_session(benchmark::State& state) {
    for (auto _ : state) {
        const zi::Session session(*one().program, one().unit, day());
        benchmark::DoNotOptimize(session.verdict(zi::PredicateIndex(0)));
    }
}
BENCHMARK(create_session)->Unit(benchmark::kMicrosecond);

void create_program(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(zi::Program(one().program->shared_model()));
}
BENCHMARK(create_program)->Unit(benchmark::kMicrosecond);

}  // namespace
