// The first later day on which a predicate is no longer met. Verdicts can only change on the days collected here, so that only
// these are evaluated.
#include "state.hpp"

#include "eval/facts.hpp"
#include "eval/references.hpp"

#include <algorithm>
#include <chrono>
#include <set>

namespace zi {

namespace {

Date next(Date day) { return after(day, 1, CalendarUnit::day); }
Date before(Date day) { return {day.day - std::chrono::days{1}}; }

/// Days on which a document's standing changes, for the questions that it supports.
class DocumentDays {
public:
    DocumentDays(const Model& model, std::set<Date>& days) : model_(model), days_(days) {}

    void add(const Document& document) {
        if (document.valid_until) days_.insert(next(*document.valid_until));
        if (!document.issued) return;
        for (const Document::Support& support : document.supports)
            for (const NeedFor& need : model_.questions[support.question].needs) age(need.need, document);
    }

private:
    void age(const Need& need, const Document& document) {
        for (const Need& part : need.parts) age(part, document);
        if (need.kind == Need::Kind::document && need.fresh > 0 && asks_for(need, document))
            days_.insert(after(*document.issued, static_cast<int>(need.fresh), need.fresh_unit));
    }

    const Model& model_;
    std::set<Date>& days_;
};

/// Days on which a condition of the predicate, or of one that it refers to, may change its result.
class RuleDays {
public:
    RuleDays(const Model& model, const Unit& unit, Date as_of, std::set<Date>& days)
        : model_(model), unit_(unit), as_of_(as_of), days_(days) {}

    void add(PredicateIndex predicate) {
        // Including conditions not in force today: they may come into force.
        walk_references(
            model_, predicate, [&](PredicateIndex p) -> const auto& { return model_.predicates[p].conditions; },
            [&](PredicateIndex p) { add(model_.predicates[p].when); },
            [&](Index, Index, const Condition& condition) {
                add(condition);
                add(condition.when);
                add(condition.unless);
                return referred(condition);
            });
        add_yearly();
    }

private:
    void add(const Condition& condition) {
        if (condition.from) days_.insert(*condition.from);
        if (condition.until) days_.insert(*condition.until);
        if (condition.yearly) yearly_.insert(*condition.yearly);
        if (condition.elapsed) {
            add(condition.fact(), *condition.elapsed);
        } else if (condition.subject == Condition::Subject::day) {
            for (const FactValue& value : condition.values)
                if (const auto* day = std::get_if<Date>(&value)) days_.insert({*day, next(*day)});
        }
    }

    void add(const std::optional<Guard>& guard) {
        if (guard) add(*guard);
    }
    void add(const Guard& guard) {
        if (guard.elapsed) add(guard.fact(), *guard.elapsed);
        for (const Guard& arg : guard.args) add(arg);
    }
    void add(FactIndex fact, const Duration& elapsed) {
        if (const auto* day = std::get_if<Date>(&fact_of(model_, unit_, fact)))
            days_.insert(after(*day, static_cast<int>(elapsed.count), elapsed.unit));
    }

    /// Once nothing else changes, years repeat; any eight of them include a leap year.
    void add_yearly() {
        if (yearly_.empty()) return;
        const auto year = [](Date day) { return static_cast<int>(std::chrono::year_month_day{day.day}.year()); };
        int last = year(as_of_);
        for (const Date day : days_)
            if (day < Date::never()) last = std::max(last, year(day));
        last = std::min(last + 8, 9999);
        for (int y = year(as_of_); y <= last; ++y) {
            const std::chrono::year in{y};
            days_.insert({std::chrono::sys_days{in / 1 / 1}});
            for (const std::chrono::month_day one : yearly_) {
                const Date day{std::chrono::sys_days{in / one.month() / one.day()}};  // 29 February of a common year is 1 March
                days_.insert({day, next(day)});
            }
        }
    }

    const Model& model_;
    const Unit& unit_;
    Date as_of_;
    std::set<Date>& days_;
    std::set<std::chrono::month_day> yearly_;
};

/// Finds the documents through which a predicate lapses on a day.
class Causes {
public:
    Causes(const Program& program, const graph::UnitState& state, PredicateIndex predicate, Date day)
        : state_(state), alternatives_(program, state), predicate_(predicate), yesterday_(before(day)) {
        const auto& documents = state.world().documents;
        for (DocumentIndex i{0}; i < documents.size(); ++i) {
            std::set<Date> days;
            DocumentDays(program.model(), days).add(*documents[i]);
            if (days.contains(day)) changing_.push_back(i);
        }
    }

    /// The documents each of which, renewed alone, would keep the predicate met.
    std::vector<DocumentIndex> single() {
        std::vector<DocumentIndex> found;
        for (const DocumentIndex one : changing_)
            if (kept({one})) found.push_back(one);
        return found;
    }

    /// A minimal set of documents (none can be left out) that together would keep it met; empty if not even all of them do.
    std::vector<DocumentIndex> joint() {
        std::vector<DocumentIndex> together = changing_;
        if (!kept(together)) return {};
        for (std::size_t i = together.size(); i-- > 0;) {
            std::vector<DocumentIndex> fewer = together;
            fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
            if (kept(fewer)) together = std::move(fewer);
        }
        return together;
    }

private:
    bool kept(const std::vector<DocumentIndex>& documents) {
        DocumentWorld world = state_.world();
        for (const DocumentIndex one : documents) world.days[one] = yesterday_;
        const Consequence consequence = alternatives_.consequence(world);
        return std::any_of(consequence.predicates.begin(), consequence.predicates.end(), [&](const Consequence::Turn& turn) {
            return turn.predicate == predicate_ && turn.after == Verdict::met;
        });
    }

    const graph::UnitState& state_;
    graph::Alternatives alternatives_;
    PredicateIndex predicate_;
    Date yesterday_;
    std::vector<DocumentIndex> changing_;
};

}  // namespace

Radar EvidenceGraph::radar(UnitIndex u, PredicateIndex predicate, std::optional<Date> limit) const {
    constexpr std::size_t most_work = 50'000'000;
    Radar radar;
    radar.now = assessment(u).predicates[predicate].verdict;
    if (radar.now != Verdict::met) return radar;
    const Unit& unit = units()[u];
    std::set<Date> days;
    DocumentDays of_documents(model(), days);
    for (const Document* document : state_->states[u].world().documents) of_documents.add(*document);
    RuleDays(model(), unit, as_of(), days).add(predicate);

    const auto& in_force = model().in_force;
    if (in_force && in_force->until && (!limit || *in_force->until <= *limit)) limit = before(*in_force->until);
    program::Evaluator evaluator(state_->program.shared_tables());
    std::size_t work = 0;
    for (auto day = days.upper_bound(as_of()); day != days.end() && *day < Date::never(); ++day) {
        if (limit && *limit < *day) {
            radar.until = limit;
            return radar;
        }
        if (work > most_work) {
            radar.until = before(*day);
            return radar;
        }
        work += 1'000 + state_->of_unit[u].size();
        const graph::UnitState state(evaluator, unit, *day);
        const PredicateResult& result = state.assessment().predicates[predicate];
        if (result.verdict == Verdict::met) continue;
        radar.day = *day;
        radar.then = result.verdict;
        for (const ConditionResult& one : result.conditions)
            if (one.verdict != Verdict::met) radar.conditions.push_back(one.condition);
        Causes causes(state_->program, state, predicate, *day);
        std::vector<DocumentIndex> documents = causes.single();
        if (documents.empty()) {
            documents = causes.joint();
            radar.jointly = !documents.empty();
            radar.through_rules = documents.empty();
        }
        for (const DocumentIndex document : documents) radar.documents.push_back(state_->of_unit[u][document]);
        return radar;
    }
    return radar;
}

}  // namespace zi
