// Predicates, eligibility and stages: the subject of each condition, and whether its threshold is reachable.
#include "build.hpp"

#include "base/depth_first.hpp"
#include "base/filled.hpp"

#include <algorithm>

namespace zi::lowering {

namespace {

using syntax::Statement;

class PredicateLowering {
public:
    explicit PredicateLowering(Build& build) : build_(build), model_(build.model) {}

    void run() {
        for (std::size_t i = 0; i < build_.predicate_statements.size(); ++i) {
            const auto& what = std::get<syntax::Predicate>(build_.predicate_statements[i]->what);
            build_.declare(build_.predicates, what.name, static_cast<Index>(i));
        }
        members();
        for (const Statement* statement : build_.predicate_statements)
            if (build_.goes_on()) predicate(*statement);
        thresholds();
        if (!build_.stopped) order();
    }

private:
    /// Facts that ask members for a predicate. Such a predicate may depend on such a fact again: members are other units,
    /// assessed before, so that evaluating one unit never recurses into itself.
    void members() {
        for (FactIndex i{0}; i < model_.facts.size(); ++i) {
            const std::optional<syntax::Word>& name = build_.fact_statements[i]->members_meet;
            if (!name) continue;
            Fact& fact = model_.facts[i];
            if (fact.type != Fact::Type::boolean)
                build_.report(Code::type_mismatch, {fact.id, type_word(fact.type), "@boolean"}, name->span, {fact.span});
            fact.members_meet = PredicateIndex(build_.use(build_.predicates, "@predicate", *name));
        }
    }

    /// What is each score compared with?
    void thresholds() {
        for (const Predicate& predicate : model_.predicates)
            for (const Condition& c : predicate.conditions) {
                if (c.subject == Condition::Subject::node) model_.nodes[c.index].thresholds.push_back(c.threshold);
                if (c.subject == Condition::Subject::view) model_.views[c.index].thresholds.push_back(c.threshold);
            }
        const auto sort = [](std::vector<Rational>& all) {
            std::ranges::sort(all);
            all.erase(std::unique(all.begin(), all.end()), all.end());
        };
        for (Node& node : model_.nodes) sort(node.thresholds);
        for (View& view : model_.views) sort(view.thresholds);
    }

    static Predicate::Kind kind(syntax::Predicate::Kind kind) {
        switch (kind) {
            case syntax::Predicate::Kind::predicate: return Predicate::Kind::predicate;
            case syntax::Predicate::Kind::eligibility: return Predicate::Kind::eligibility;
            case syntax::Predicate::Kind::stage: return Predicate::Kind::stage;
        }
        return Predicate::Kind::predicate;
    }

    void predicate(const Statement& statement) {
        const auto& what = std::get<syntax::Predicate>(statement.what);
        Predicate predicate;
        predicate.name = what.name.value;
        predicate.title = build_.text(what.title);
        predicate.kind = kind(what.kind);
        predicate.span = what.name.span;
        if (what.when) predicate.when = lower_fact_guard(build_, *what.when);
        predicate.notes = build_.notes(what.notes);
        for (const Statement& inner : statement.body)
            if (const auto* clause = std::get_if<syntax::Condition>(&inner.what)) condition(*clause, predicate);
        if (statement.body.empty()) build_.report(Code::empty_predicate, {what.name.value}, what.name.span);

        std::map<std::string_view, Span> ids;
        for (const Condition& c : predicate.conditions) {
            const auto [first, added] = ids.try_emplace(c.id, c.span);
            if (!added && first->second != c.span) build_.report(Code::duplicate, {c.id}, c.span, {first->second});
        }
        model_.predicates.push_back(std::move(predicate));
    }

    void condition(const syntax::Condition& what, Predicate& predicate) {
        Condition common;
        common.span = what.name ? what.name->span : what.subject.span;
        common.op = to_operator(what.op);
        if (what.when) common.when = lower_fact_guard(build_, *what.when);
        if (what.unless) common.unless = lower_fact_guard(build_, *what.unless);
        if (what.from) common.from = build_.date(*what.from);
        if (what.until) common.until = build_.date(*what.until);
        if (common.from && common.until && !(*common.from < *common.until))
            build_.report(Code::empty_period, {what.from->value, what.until->value}, what.until->span);
        common.notes = build_.notes(what.notes, common.from, common.until);

        switch (what.kind) {
            case syntax::Condition::Kind::meets: {
                common.subject = Condition::Subject::predicate;
                common.index = build_.use(build_.predicates, "@predicate", what.subject);
                common.id = what.name ? what.name->value : what.subject.value;
                common.op = Operator::equal;
                meets_spans_[{static_cast<Index>(model_.predicates.size()), common.index}] = what.subject.span;
                if (common.index != none) predicate.conditions.push_back(std::move(common));
                return;
            }
            case syntax::Condition::Kind::each: each(what, common, predicate); return;
            case syntax::Condition::Kind::compare: break;
        }
        const Subject* subject = build_.use_subject("@score_or_fact", what.subject);
        if (!subject) return;
        common.index = subject->index;
        bool sound = true;
        switch (subject->kind) {
            case Subject::Kind::fact: fact(what, common); break;
            case Subject::Kind::day: sound = day(what, common); break;
            case Subject::Kind::node:
            case Subject::Kind::view:
                common.subject = subject->kind == Subject::Kind::node ? Condition::Subject::node : Condition::Subject::view;
                common.id = name_of(common);
                sound = score_threshold(what, common);
                break;
        }
        if (what.name) common.id = what.name->value;
        if (sound) predicate.conditions.push_back(std::move(common));
    }

    void fact(const syntax::Condition& what, Condition& c) {
        const Fact& fact = model_.facts[c.index];
        c.subject = Condition::Subject::fact;
        c.id = fact.id;
        if (!what.elapsed) {
            c.values = build_.values(what.value, c.op, c.fact(), what.subject.span);
            if (!c.values.empty()) check_reach(c, fact, what.value);
            for (const FactValue& one : c.values)
                if (const auto* number = std::get_if<Rational>(&one)) add_threshold(build_, *number, what.value.span);
            return;
        }
        c.elapsed = build_.elapsed(*what.elapsed, c.op, fact);
    }

    /// A condition on the as-of date.
    bool day(const syntax::Condition& what, Condition& c) {
        c.subject = Condition::Subject::day;
        c.id = what.subject.value;
        if (what.elapsed || c.op == Operator::in) {
            build_.report(Code::operator_mismatch, {what.elapsed ? "for" : "in", "@as_of"}, what.subject.span);
            return false;
        }
        const syntax::Word& word = what.value.words.front();
        if (what.value.kind == syntax::Value::Kind::date) {
            const auto date = build_.date(word);
            if (date) c.values.push_back(*date);
            return date.has_value();
        }
        if (what.value.kind != syntax::Value::Kind::month_day) {
            build_.report(Code::type_mismatch, {c.id, "@date", literal_word(word, what.value.kind)}, what.value.span);
            return false;
        }
        c.yearly = build_.month_day(word);
        if ((c.op == Operator::below && word.value == "01-01") || (c.op == Operator::above && word.value == "12-31"))
            build_.report(Code::never_true, {c.id, "01-01 .. 12-31"}, what.value.span);
        return c.yearly.has_value();
    }

    static std::size_t copied_bytes(const Guard& guard) {
        std::size_t bytes = sizeof(Guard) + guard.values.size() * sizeof(FactValue);
        for (const Guard& arg : guard.args) bytes += copied_bytes(arg);
        return bytes;
    }
    /// Sets what is individual to each condition, one by one: copying guards and notes could be expensive.
    static std::size_t copied_bytes(const Condition& condition) {
        std::size_t bytes = 0;
        for (const auto* guard : {&condition.when, &condition.unless})
            if (*guard) bytes += copied_bytes(**guard);
        for (const Citation& citation : condition.notes.citations) bytes += sizeof(Citation) + citation.place.size();
        for (const Text& text : condition.notes.interpretations) bytes += sizeof(Text) + text.id.size() + text.en.size();
        return bytes;
    }

    /// One condition for each node and view of the level.
    void each(const syntax::Condition& what, const Condition& common, Predicate& predicate) {
        const Index level = build_.use(build_.levels, "@level", what.subject);
        if (level == none) return;
        bool any = false;
        const std::size_t copied = 1 + copied_bytes(common) / 1024;
        const auto add = [&](Condition::Subject kind, Index index) {
            any = true;
            if (build_.stopped) return;
            expanded_ += copied;
            if (expanded_ > build_.limits.conditions)
                return build_.stop(Code::limit, {"@conditions", std::to_string(build_.limits.conditions)}, what.subject.span);
            Condition one = common;
            one.subject = kind;
            one.index = index;
            one.id = (what.name ? what.name->value + "." : std::string()) + name_of(one);
            if (score_threshold(what, one)) predicate.conditions.push_back(std::move(one));
        };
        for (NodeIndex i{0}; i < model_.nodes.size(); ++i)
            if (model_.nodes[i].level == level) add(Condition::Subject::node, i);
        for (ViewIndex i{0}; i < model_.views.size(); ++i)
            if (model_.views[i].level == level) add(Condition::Subject::view, i);
        if (!any) build_.report(Code::each_nothing, {what.subject.value}, what.subject.span);
    }

    std::string name_of(const Condition& c) const {
        return c.subject == Condition::Subject::node ? model_.nodes[c.index].id : model_.views[c.index].name;
    }

    bool score_threshold(const syntax::Condition& what, Condition& c) {
        if (!add_score(build_, what.subject.span)) return false;
        const bool node = c.subject == Condition::Subject::node;
        const Rational& weight = node ? model_.nodes[c.index].weight : model_.views[c.index].weight;
        const Span declared = node ? model_.nodes[c.index].weight_span : model_.views[c.index].span;
        if (what.elapsed || c.op == Operator::in) {
            build_.report(Code::operator_mismatch, {what.elapsed ? "for" : "in", "@score"}, what.subject.span, {declared});
            return false;
        }
        const syntax::Word& word = what.value.words.front();
        if (what.value.kind != syntax::Value::Kind::number) {
            const char* kind = literal_word(word, what.value.kind);
            std::vector<std::string> args{what.subject.value, "@score", kind};
            if (what.value.kind == syntax::Value::Kind::name && build_.subjects.find(what.value.words.front().value))
                args.emplace_back("@slip_threshold");
            build_.report(Code::type_mismatch, std::move(args), what.value.span, {declared});
            return false;
        }
        const std::size_t before = build_.errors;
        c.threshold = build_.number(word);
        if (build_.errors != before || weight.sign() <= 0) return true;  // already reported
        if (word.value.ends_with('%')) {
            c.share = c.threshold;
            c.threshold *= weight;
        }
        if (!add_threshold(build_, c.threshold, word.span)) return false;
        // Scores lie in 0..weight.
        const auto never = [&] {
            build_.report(Code::threshold_unreachable, {name_of(c), lowering::shown(weight), shown(c.op, word)},
                          what.value.span, {declared});
        };
        const auto always = [&] { build_.report(Code::threshold_trivial, {name_of(c), shown(c.op, word)}, what.value.span); };
        switch (c.op) {
            case Operator::at_least:
                if (weight < c.threshold)
                    never();
                else if (c.threshold.sign() <= 0)
                    always();
                break;
            case Operator::above:
                if (weight <= c.threshold)
                    never();
                else if (c.threshold.sign() < 0)
                    always();
                break;
            case Operator::at_most:
                if (c.threshold.sign() < 0)
                    never();
                else if (weight <= c.threshold)
                    always();
                break;
            case Operator::below:
                if (c.threshold.sign() <= 0)
                    never();
                else if (weight < c.threshold)
                    always();
                break;
            case Operator::equal:
                if (c.threshold.sign() < 0 || weight < c.threshold) never();
                break;
            case Operator::in: break;
        }
        return true;
    }

    static Rational days(Date date) { return Rational(date.day.time_since_epoch().count()); }
    static std::string shown(Operator op, const syntax::Word& word) { return filled("{} {}", spelling(op), word.value); }

    /// A value that the fact can never take.
    void check_reach(const Condition& c, const Fact& fact, const syntax::Value& value) {
        std::optional<Rational> low, high, wanted;
        std::string range;
        if (fact.type == Fact::Type::count) {
            low = Rational(0);
            range = "0 .. \u221e";
        } else if (fact.type == Fact::Type::number && fact.min < fact.max) {
            low = fact.min;
            high = fact.max;
            range = lowering::shown(fact.min) + " .. " + lowering::shown(fact.max);
        } else if (fact.type == Fact::Type::date) {
            low = days(*Date::parse("0001-01-01"));
            high = days(Date::never());
            range = "0001-01-01 .. never";
            wanted = days(std::get<Date>(c.values.front()));
        } else if (fact.type == Fact::Type::member && fact.enumeration != none &&
                   model_.enumerations[fact.enumeration].ordered) {
            const auto& values = model_.enumerations[fact.enumeration].values;
            low = Rational(0);
            high = Rational(static_cast<std::int64_t>(values.size()) - 1);
            range = values.front() + " .. " + values.back();
            if (const auto* member = std::get_if<Member>(&c.values.front())) wanted = Rational(member->value);
        }
        if (const auto* number = std::get_if<Rational>(&c.values.front())) wanted = *number;
        if (!low || !wanted || c.op == Operator::in) return;
        bool possible = true;
        switch (c.op) {
            case Operator::at_least: possible = !high || !(*high < *wanted); break;
            case Operator::above: possible = !high || *wanted < *high; break;
            case Operator::at_most: possible = !(*wanted < *low); break;
            case Operator::below: possible = *low < *wanted; break;
            case Operator::equal: possible = !(*wanted < *low) && (!high || !(*high < *wanted)); break;
            case Operator::in: break;
        }
        if (!possible) build_.report(Code::never_true, {fact.id, range}, value.span, {fact.span});
    }

    /// Topological order of predicates by `meets`; reports cycles.
    void order() {
        std::vector<std::vector<Index>> meets(model_.predicates.size());
        for (std::size_t i = 0; i < meets.size(); ++i)
            for (const Condition& c : model_.predicates[i].conditions)
                if (c.subject == Condition::Subject::predicate) meets[i].push_back(c.index);
        depth_first(
            static_cast<Index>(meets.size()), [&](Index i) -> const auto& { return meets[i]; },
            [&](Index i) { model_.predicate_order.emplace_back(i); },
            [&](const std::vector<Index>& circle) {
                if (build_.errors > build_.limits.errors) return;
                constexpr std::size_t shown = 8;  // cycles can be as long as the file
                std::string path;
                std::vector<Span> spans;
                for (std::size_t k = 0; k < circle.size() && k < shown; ++k) {
                    path += model_.predicates[circle[k]].name + " -> ";
                    spans.push_back(meets_spans_[{circle[k], circle[(k + 1) % circle.size()]}]);
                }
                if (circle.size() > shown) path += "... -> ";
                const Predicate& first = model_.predicates[circle.front()];
                build_.report(Code::cycle, {first.name, path + first.name}, first.span, std::move(spans));
            });
    }

    Build& build_;
    Model& model_;
    std::map<std::pair<Index, Index>, Span> meets_spans_;
    std::size_t expanded_ = 0;
};

}  // namespace

void lower_predicates(Build& build) { PredicateLowering(build).run(); }

}  // namespace zi::lowering
