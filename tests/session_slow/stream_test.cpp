// A million edits on the 2021 rules: does the state still equal a fresh assessment, bit for bit?
#include <gtest/gtest.h>

#include <random>

#include "zi/load.hpp"
#include "zi/session.hpp"

namespace zi {
namespace {

constexpr int edits = 1'000'000;
constexpr int between_checks = 2'500;

std::shared_ptr<const Model> rules() {
    const Loaded loaded = load(ZI_SOURCE_DIR "/rules/zi-2021.zi", read_from_disk());
    EXPECT_TRUE(loaded) << loaded.text(Language::english);
    return loaded.model;
}

class Stream {
public:
    Stream(const Model& model, Session& session) : model_(model), session_(session) {}

    /// Mostly answers; evidence, facts and undo often enough to meet each other.
    void edit() {
        const std::uint32_t kind = below(1'000);
        if (kind < 800)
            answer(none);
        else if (kind < 860)
            answer(AssessorIndex(below(static_cast<std::uint32_t>(model_.assessors.size()))));
        else if (kind < 940)
            fact();
        else if (kind < 985)
            document();
        else if (kind < 990)
            undo();
        else if (kind < 998)
            what_if();
        else
            session_.forget(session_.mark());
    }

    int refused = 0, undone = 0, removed = 0, left_integers = 0;

private:
    std::uint32_t below(std::uint32_t count) { return static_cast<std::uint32_t>(random_() % count); }

    void take(const Result<Change>& result) { refused += !result; }

    void answer(AssessorIndex assessor) {
        const QuestionIndex index(below(static_cast<std::uint32_t>(model_.questions.size())));
        const Question& question = model_.questions[index];
        // Where an assessor has answered, the unit's own answer does not count; so assessors take theirs back more often.
        if (below(20) < (assessor == none ? 1u : 15u)) return take(session_.clear_answer(index, assessor));
        switch (question.kind) {
            case Question::Kind::options: {
                const auto options = static_cast<std::uint32_t>(model_.scales[question.scale].options.size());
                return take(session_.set_answer(index, Member{below(3) == 0 ? below(options) : 0}, assessor));
            }
            case Question::Kind::number: return take(session_.set_answer(index, Rational(300 + below(101), 100), assessor));
            case Question::Kind::ratio: return take(session_.set_answer(index, counts(question, 60), assessor));
        }
    }

    Answer counts(const Question& question, std::uint64_t most) {
        std::vector<Rational> numbers(question.inputs.size());
        for (const InputIndex i : question.input_order)
            if (question.inputs[i].parts.empty())
                numbers[i] = Rational(static_cast<std::int64_t>(1 + random_() % most));
            else
                for (const InputIndex part : question.inputs[i].parts) numbers[i] += numbers[part];
        Counts counts;
        for (const Input& input : question.inputs) {
            // Totals follow. No part exceeds its whole, which no other bounds in these rules.
            const Rational& own = numbers[counts.values.size()];
            const bool bounded = input.at_most != none && numbers[input.at_most] < own;
            counts.values.push_back(!input.parts.empty() ? std::nullopt
                                                         : std::optional(bounded ? numbers[input.at_most] : own));
        }
        return counts;
    }

    void fact() {
        const FactIndex index(below(static_cast<std::uint32_t>(model_.facts.size())));
        const Fact& fact = model_.facts[index];
        if (below(6) == 0) return take(session_.clear_fact(index));
        switch (fact.type) {
            case Fact::Type::boolean: return take(session_.set_fact(index, below(2) == 0));
            case Fact::Type::count: return take(session_.set_fact(index, Rational(below(9))));
            case Fact::Type::number:
                return take(session_.set_fact(index, fact.min + (fact.max - fact.min) * Rational(below(5), 4)));
            case Fact::Type::date:
                return take(session_.set_fact(index, below(3) == 0 ? Date::never()
                                                                   : after(*Date::parse("2022-01-01"),
                                                                           static_cast<int>(below(60)), CalendarUnit::month)));
            case Fact::Type::member:
                return take(session_.set_fact(
                    index, Member{below(static_cast<std::uint32_t>(model_.enumerations[fact.enumeration].values.size()))}));
        }
    }

    void document() {
        const std::string id = "d" + std::to_string(below(60));
        if (below(4) == 0) {
            const bool there = session_.unit().documents.has_value() && session_.remove_document(id);
            removed += there;
            return;
        }
        if (below(200) == 0) return take(session_.set_documents(below(2) == 0 ? std::nullopt : session_.unit().documents));
        Document one;
        one.id = id;
        one.kind = EvidenceIndex(below(static_cast<std::uint32_t>(model_.evidence.size())));
        one.status = static_cast<DocumentStatus>(below(6));
        one.issued = Date::parse("2025-06-30");
        for (int i = 0; i < 3; ++i)
            one.supports.push_back({QuestionIndex(below(static_cast<std::uint32_t>(model_.questions.size()))), none});
        for (const Question& question : model_.questions)
            for (const NeedFor& need : question.needs)
                if (need.need.kind == Need::Kind::document && need.need.evidence == one.kind) one.args = need.need.args;
        if (below(3) == 0) one.derives_from = {"d" + std::to_string(below(60))};
        if (below(10) == 0) one.supersedes = {"d" + std::to_string(below(60))};
        take(session_.set_document(std::move(one)));
    }

    void undo() {
        const auto now = static_cast<std::uint64_t>(session_.mark());
        undone += session_.undo_to(Session::Mark{now - std::min<std::uint64_t>(now, below(40))}).has_value();
    }

    void what_if() {
        const WhatIf overlay(session_);
        for (int i = 0; i < 5; ++i) answer(none);
        // Large counts, each with a denominator of its own: the integers do not hold all of them together.
        const AssessorIndex last(model_.assessors.size() - 1);
        for (QuestionIndex index{0}; index < model_.questions.size(); ++index)
            if (model_.questions[index].kind == Question::Kind::ratio)
                take(session_.set_answer(index, counts(model_.questions[index], 1'000'000'000'000), last));
        document();
        left_integers += !session_.in_integers();
    }

    const Model& model_;
    Session& session_;
    std::mt19937_64 random_{20211231};
};

TEST(Session, AMillionEdits) {
    const std::shared_ptr<const Model> model = rules();
    Session session(Program(model), Unit(*model, "sintetis"), *Date::parse("2026-01-01"));
    Stream stream(*model, session);
    for (int i = 0; i < edits; ++i) {
        stream.edit();
        if (i % between_checks != 0 && i + 1 != edits) continue;
        ASSERT_TRUE(session.assessment() == assess_reference(*model, session.unit(), session.as_of())) << "after edit " << i;
    }
    EXPECT_EQ(stream.refused, 0);
    EXPECT_GT(stream.undone, 3'000);
    EXPECT_GT(stream.removed, 3'000);
    EXPECT_GT(stream.left_integers, 10) << "the integers always fitted";
}

}  // namespace
}  // namespace zi
