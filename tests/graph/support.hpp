/// A small worksheet with all that documents can touch, and random populations for it.
#pragma once

#include <rapidcheck.h>

#include <array>
#include <sstream>

#include "evidence/support.hpp"
#include "property/choices.hpp"
#include "zi/graph.hpp"

namespace zi::test {

inline const std::string graph_rules = declarations + R"(fact f.mulai date "Mulai"

worksheet "Nilai" en "Score" 10 {
  bagian A "A" 4 {
    question a abc "Satu" en "One" { needs sk needs notulen fresh 1 month for A }
    question b abc "Dua" en "Two" { needs any(notulen, foto) }
  }
  bagian B "B" 2 min {
    question a indeks "Tiga" en "Three" { needs all(sk, foto fresh 1 year) }
    question b abc "Empat" en "Four" { needs 2 of (sk, notulen, foto) }
  }
  bagian C "C" 4 {
    question a abcd "Lima" en "Five" { needs foto }
    question b abc "Enam" en "Six" { needs sk(tim) for A }
    question c abc "Tujuh" en "Seven"
  }
}
view bagian V "Gabungan" = A + B
predicate P "P" { total >= 4.5 V >= 30% }
predicate Q "Q" { meets P A > 1 }
)";

/// The rules, with conditions on days that depend on the draws: the reader of rules has no words for all of them.
inline std::shared_ptr<const Model> any_rules(Choices& choose) {
    static const std::shared_ptr<const Model> rules = load_rules(graph_rules);
    auto model = std::make_shared<Model>(*rules);
    if (choose.one_in(3)) model->predicates[0].conditions[1].from = day("2025-08-01");
    if (choose.one_in(3)) model->predicates[0].conditions[0].until = day("2025-07-20");
    Condition extra = model->predicates[0].conditions[0];
    extra.subject = Condition::Subject::day;
    extra.id = "hari";
    extra.until.reset();
    if (choose.one_in(4)) {
        extra.op = std::array{Operator::below, Operator::at_most, Operator::equal}[choose.below(3)];
        extra.op = extra.op == Operator::equal ? Operator::at_most : extra.op;
        extra.yearly =
            std::chrono::month_day{std::chrono::month{static_cast<unsigned>(6 + choose.below(3))}, std::chrono::day{30}};
        model->predicates[1].conditions.push_back(extra);
    } else if (choose.one_in(4)) {
        extra.op = Operator::at_most;
        extra.values = {day("2025-09-10")};
        model->predicates[1].conditions.push_back(extra);
    } else if (choose.one_in(4)) {
        extra.subject = Condition::Subject::fact;
        extra.index = 0;
        extra.op = Operator::below;
        extra.values = {};
        extra.elapsed = Duration{6, CalendarUnit::month};
        model->predicates[1].conditions.push_back(extra);
    } else if (choose.one_in(3)) {
        // Fails where it applies, which is until half a year after the day of the fact, or from then on.
        extra.op = Operator::at_most;
        extra.values = {day("2025-01-01")};
        extra.when.emplace();
        extra.when->subject = 0;
        extra.when->op = choose.one_in(2) ? Operator::below : Operator::at_least;
        extra.when->elapsed = Duration{6, CalendarUnit::month};
        model->predicates[1].conditions.push_back(extra);
    }
    return model;
}

inline Document any_document(Choices& choose, const Model& model, std::string id, const std::vector<std::string>& others) {
    Document one;
    one.id = std::move(id);
    one.kind = EvidenceIndex(choose.below(model.evidence.size()));
    constexpr std::array statuses{DocumentStatus::accepted, DocumentStatus::accepted,  DocumentStatus::accepted,
                                  DocumentStatus::accepted, DocumentStatus::submitted, DocumentStatus::needs_repair,
                                  DocumentStatus::rejected, DocumentStatus::missing};
    one.status = statuses[choose.below(statuses.size())];
    if (choose.below(3) != 1) one.args = {"tim"};
    if (choose.below(8) != 1)
        one.issued =
            after(day("2025-06-15"), -static_cast<int>(choose.below(40) * (choose.one_in(3) ? 9 : 1)), CalendarUnit::day);
    if (choose.one_in(3))
        one.valid_until =
            after(day("2025-06-10"), static_cast<int>(choose.below(2) == 0 ? 20 : choose.below(90)), CalendarUnit::day);
    for (QuestionIndex q{0}; q < model.questions.size(); ++q)
        if (choose.below(3) != 1) one.supports.push_back({q, choose.one_in(9) ? OptionIndex(1) : OptionIndex()});
    if (!others.empty() && choose.one_in(4)) one.derives_from.push_back(others[choose.below(others.size())]);
    if (!others.empty() && choose.one_in(9)) one.supersedes.push_back(others[choose.below(others.size())]);
    return one;
}

struct Population {
    std::shared_ptr<const Model> model;
    std::vector<Unit> units;
};

inline Population any_population(Choices& choose, std::size_t most_documents = 7) {
    Population population{any_rules(choose), {}};
    std::vector<std::shared_ptr<const Document>> shared;
    std::vector<std::string> shared_ids;
    for (std::size_t i = choose.below(3); i-- > 0;) {
        shared.push_back(
            std::make_shared<const Document>(any_document(choose, *population.model, "s" + std::to_string(i), shared_ids)));
        shared_ids.push_back(shared.back()->id);
    }
    for (std::size_t u = 0; u < 1 + choose.below(3); ++u) {
        Unit unit(*population.model, "u" + std::to_string(u));
        for (Index q = 0; q < unit.answers.size(); ++q) {
            if (choose.one_in(9)) continue;
            if (population.model->questions[q].kind == Question::Kind::number)
                unit.answers[q] = Rational(static_cast<int>(4 - choose.below(3)));
            else
                unit.answers[q] = Member{static_cast<Index>(choose.one_in(3))};
        }
        unit.facts[0] = after(day("2025-01-01"), static_cast<int>(choose.below(30)), CalendarUnit::day);
        if (!choose.one_in(9)) {
            unit.documents.emplace();
            // Ids beyond its own end make circles possible.
            const std::size_t count = choose.below(most_documents + 1);
            std::vector<std::string> ids = shared_ids;
            for (std::size_t i = 0; i < count; ++i) ids.push_back("d" + std::to_string(i));
            for (std::size_t i = 0; i < count; ++i)
                unit.documents->push_back(any_document(choose, *population.model, "d" + std::to_string(i), ids));
            for (const auto& one : shared)
                if (choose.below(3) != 1) unit.shared.push_back(one);
        }
        population.units.push_back(std::move(unit));
    }
    return population;
}

template <class Property>
void for_all_populations(int cases, Property property, std::size_t most_documents = 7) {
    for_all(cases, 420, [&](Choices& choose) {
        const Population population = any_population(choose, most_documents);
        property(population, choose);
    });
}

/// Puts another document in place of one of a unit's, own or shared.
inline void replace(Unit& unit, const Document& with) {
    for (Document& own : *unit.documents)
        if (own.id == with.id) own = with;
    for (auto& shared : unit.shared)
        if (shared->id == with.id) shared = std::make_shared<const Document>(with);
}

}  // namespace zi::test
