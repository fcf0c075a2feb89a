// Sources, levels, types, facts and scales: all declarations outside the worksheet and the predicates.
#include "build.hpp"

#include "base/wide.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace zi::lowering {

namespace {

using syntax::Statement;

class Declarations {
public:
    explicit Declarations(Build& build) : build_(build), model_(build.model) {}

    /// First pass: names only, so that the order of declarations does not matter.
    void collect(const std::vector<Statement>& statements) {
        for (const Statement& statement : statements) {
            if (!build_.goes_on()) return;
            if (std::holds_alternative<syntax::Include>(statement.what))
                collect(statement.body);
            else
                std::visit([&](const auto& what) { (*this)(what, statement); }, statement.what);
        }
    }

    void finish() {
        // Cancelling is checked once for each statement.
        const auto define_all = [&](const auto& statements) {
            for (const auto* one : statements)
                if (build_.goes_on()) define(*one);
        };
        // Periods first: citations are checked against them.
        if (regulation_) model_.in_force = build_.period(regulation_->in_force);
        for (const auto& [source, statement] : sources_) define(*source);
        define_all(members_);
        define_all(build_.fact_statements);
        define_all(scales_);
        define_all(evidence_);
        for (const auto* attribute : attributes_) {
            EnumerationIndex values = none;
            if (attribute->type) values = EnumerationIndex(build_.use(build_.enumerations, "@type", *attribute->type));
            model_.attributes.push_back({attribute->name.value, build_.text(attribute->title), values, attribute->name.span});
        }
        for (const auto* assessor : assessors_)
            model_.assessors.push_back(
                {assessor->name.value, build_.text(assessor->title), build_.notes(assessor->notes), assessor->name.span});
        for (const auto* interpretation : interpretations_)
            model_.interpretations.push_back(
                {interpretation->name.value, build_.text(interpretation->text), build_.notes(interpretation->notes)});
        if (!regulation_) {
            build_.report(Code::missing_statement, {"regulation"}, Span{1, 1});
        } else {
            model_.name = regulation_->name.value;
            model_.title = build_.text(regulation_->title);
            model_.notes = build_.notes(regulation_->notes);
        }
    }

    void operator()(std::monostate, const Statement&) {}
    void operator()(const syntax::Regulation& what, const Statement& statement) {
        if (regulation_)
            build_.report(Code::repeated_statement, {"regulation"}, statement.head, {regulation_->name.span});
        else
            regulation_ = &what;
    }
    void operator()(const syntax::Source& what, const Statement& statement) {
        build_.declare(build_.sources, what.name, static_cast<Index>(sources_.size()));
        sources_.emplace_back(&what, &statement);
    }
    void operator()(const syntax::Level& what, const Statement&) {
        build_.declare(build_.levels, what.name, static_cast<Index>(model_.levels.size()));
        model_.levels.push_back({what.name.value, build_.text(what.title)});
    }
    void operator()(const syntax::Members& what, const Statement&) {
        build_.declare(build_.enumerations, what.name, static_cast<Index>(members_.size()));
        members_.push_back(&what);
    }
    void operator()(const syntax::Evidence& what, const Statement&) {
        build_.declare(build_.evidence, what.name, static_cast<Index>(evidence_.size()));
        evidence_.push_back(&what);
    }
    void operator()(const syntax::Assessor& what, const Statement&) {
        build_.declare(build_.assessors, what.name, static_cast<Index>(assessors_.size()));
        assessors_.push_back(&what);
    }
    void operator()(const syntax::Attribute& what, const Statement&) {
        build_.declare(build_.attributes, what.name, static_cast<Index>(attributes_.size()));
        attributes_.push_back(&what);
    }
    void operator()(const syntax::Fact& what, const Statement&) {
        auto& facts = build_.fact_statements;
        build_.declare_subject(what.path.value, what.path.span, Subject::Kind::fact, static_cast<Index>(facts.size()));
        facts.push_back(&what);
    }
    void operator()(const syntax::Scale& what, const Statement&) {
        build_.declare(build_.scales, what.name, static_cast<Index>(scales_.size()));
        scales_.push_back(&what);
    }
    void operator()(const syntax::Interpretation& what, const Statement&) {
        build_.declare(build_.interpretations, what.name, static_cast<Index>(interpretations_.size()));
        interpretations_.push_back(&what);
    }
    void operator()(const syntax::Node& what, const Statement& statement) {
        if (what.level)
            build_.report(Code::misplaced_statement, {what.level->value, "@at_top"}, what.level->span);
        else if (!build_.worksheet.empty())
            build_.report(Code::repeated_statement, {"worksheet"}, statement.head, {build_.worksheet.front()->head});
        else
            build_.worksheet.push_back(&statement);
    }
    void operator()(const syntax::Question& what, const Statement&) {
        build_.report(Code::misplaced_statement, {"question", "@at_top"}, what.label.span);
    }
    void operator()(const syntax::View&, const Statement& statement) { build_.views.push_back(&statement); }
    void operator()(const syntax::Agreement&, const Statement& statement) { build_.agreement_statements.push_back(&statement); }
    void operator()(const syntax::Predicate&, const Statement& statement) { build_.predicate_statements.push_back(&statement); }
    // The grammar allows these inside questions and predicates only.
    void operator()(const syntax::Include&, const Statement&) {}
    void operator()(const syntax::Criteria&, const Statement&) {}
    void operator()(const syntax::Input&, const Statement&) {}
    void operator()(const syntax::Formula&, const Statement&) {}
    void operator()(const syntax::Case&, const Statement&) {}
    void operator()(const syntax::Inapplicable&, const Statement&) {}
    void operator()(const syntax::Needs&, const Statement&) {}
    void operator()(const syntax::Condition&, const Statement&) {}

private:
    void define(const syntax::Source& what) {
        model_.sources.push_back({what.name.value, what.title.value, build_.period(what.in_force)});
    }

    void define(const syntax::Members& what) {
        Enumeration enumeration;
        enumeration.name = what.name.value;
        if (what.title) enumeration.title = build_.text(*what.title);
        enumeration.ordered = what.ordered;
        Names& values = build_.members.emplace_back();
        for (const syntax::Word& word : what.values) {
            build_.declare(values, word, static_cast<Index>(enumeration.values.size()));
            enumeration.values.push_back(word.value);
        }
        enumeration.notes = build_.notes(what.notes);
        enumeration.span = what.name.span;
        model_.enumerations.push_back(std::move(enumeration));
    }

    void define(const syntax::Evidence& what) {
        Evidence evidence;
        evidence.name = what.name.value;
        evidence.title = build_.text(what.title);
        if (what.cost) evidence.cost = build_.count(*what.cost, 1);
        evidence.notes = build_.notes(what.notes);
        evidence.span = what.name.span;
        model_.evidence.push_back(std::move(evidence));
    }

    void define(const syntax::Fact& what) {
        Fact fact;
        fact.id = what.path.value;
        fact.title = build_.text(what.title);
        fact.span = what.path.span;
        fact.notes = build_.notes(what.notes);
        const std::string& type = what.type.value;
        if (type == "boolean") {
            fact.type = Fact::Type::boolean;
        } else if (type == "count") {
            fact.type = Fact::Type::count;
        } else if (type == "date") {
            fact.type = Fact::Type::date;
        } else if (type == "number") {
            fact.type = Fact::Type::number;
            const std::size_t before = build_.errors;
            if (!what.min)
                build_.report(Code::expected, {"`0 .. 100`", "@text"}, what.title.id.span);
            else
                fact.min = build_.number(*what.min), fact.max = build_.number(*what.max);
            if (build_.errors == before && !(fact.min < fact.max))
                build_.report(Code::empty_range, {what.min->value, what.max->value}, what.min->span);
            if (what.step) fact.step = step(*what.step, fact.min, fact.max, *what.min, *what.max, before);
            fact.percent = percent(what, fact.min, fact.max);
        } else {
            fact.type = Fact::Type::member;
            fact.enumeration = EnumerationIndex(build_.use(build_.enumerations, "@type", what.type));
            if (fact.enumeration != none) build_.add_answers(build_.members[fact.enumeration].entries().size(), what.path.span);
        }
        if (what.min && type != "number") build_.report(Code::expected, {"@text", "`" + what.min->value + "`"}, what.min->span);
        if (what.fallback && (fact.type != Fact::Type::member || fact.enumeration != none)) {
            if (what.fallback->kind == syntax::Value::Kind::set)
                build_.report(Code::type_mismatch, {fact.id, type_word(fact.type), "@set"}, what.fallback->words.front().span);
            else if (auto value = build_.value(what.fallback->words.front(), what.fallback->kind, fact))
                fact.fallback = std::move(*value);
            const auto* number = std::get_if<Rational>(&fact.fallback);
            if (number && fact.type == Fact::Type::number && fact.min < fact.max && (*number < fact.min || fact.max < *number))
                build_.report(Code::number_range, {shown(*number), shown(fact.min), shown(fact.max)},
                              what.fallback->words.front().span);
            else if (number && fact.step && fact.step->sign() > 0 && !((*number - fact.min) / *fact.step).is_integer())
                build_.report(Code::number_step, {shown(*number), shown(*fact.step)}, what.fallback->words.front().span);
        }
        model_.facts.push_back(std::move(fact));
    }

    void define(const syntax::Scale& what) {
        Scale scale;
        build_.options.emplace_back();
        scale.name = what.name.value;
        if (what.title) scale.title = build_.text(*what.title);
        scale.numeric = what.numeric;
        scale.span = what.name.span;
        scale.notes = build_.notes(what.notes);
        if (what.numeric)
            define_numeric(what, scale);
        else
            define_options(what, scale);
        model_.scales.push_back(std::move(scale));
    }

    void define_options(const syntax::Scale& what, Scale& scale) {
        Names& keys = build_.options.back();
        bool before_sound = false;
        for (std::size_t i = 0; i < what.options.size(); ++i) {
            const syntax::Option& option = what.options[i];
            build_.declare(keys, option.name, static_cast<Index>(i));
            const std::size_t before = build_.errors;
            Rational value = build_.share(option.value);
            const bool comparable = std::exchange(before_sound, build_.errors == before) && before_sound;
            if (comparable && !(value < scale.options[i - 1].value))
                build_.report(
                    Code::option_order,
                    {option.name.value, option.value.value, what.options[i - 1].name.value, what.options[i - 1].value.value},
                    option.name.span, {what.options[i - 1].name.span});
            scale.options.push_back({option.name.value, std::move(value)});
        }
        if (!scale.options.empty()) {
            scale.best = scale.options.front().value;
            scale.worst = scale.options.back().value;
        }
        if (scale.options.size() < 2) build_.report(Code::too_few_options, {scale.name}, what.name.span);
    }

    void define_numeric(const syntax::Scale& what, Scale& scale) {
        const std::size_t before_range = build_.errors;
        scale.min = build_.number(what.min);
        scale.max = build_.number(what.max);
        if (build_.errors != before_range) return;
        if (!(scale.min < scale.max)) {
            build_.report(Code::empty_range, {what.min.value, what.max.value}, what.min.span);
            return;
        }
        if (what.step) scale.step = step(*what.step, scale.min, scale.max, what.min, what.max, before_range);
        scale.percent = percent(what, scale.min, scale.max);
        scale.capped = what.capped;
        if (what.formula) {
            const auto only_value = [&](const syntax::Word& word) -> InputIndex {
                if (word.value == "value") return InputIndex(0);
                build_.report(Code::unknown_name, {"@input", word.value}, word.span, {}, "value");
                return none;
            };
            const std::size_t before = build_.diagnostics.size();
            scale.formula = lower_formula(build_, *what.formula, only_value);
            if (build_.diagnostics.size() == before) {
                const Range range = range_of(scale.formula, {Range{scale.min, scale.max}}, [&](const Formula& denominator) {
                    build_.report(Code::zero_denominator, {}, denominator.span);
                });
                check_formula_range(build_, range, scale.capped, what.formula->span);
                std::tie(scale.worst, scale.best) = limited(range);
            }
        }
        define_bands(what, scale);
    }

    /// The step of a number. Not checked if the range is already wrong (more errors than `errors`).
    Rational step(const syntax::Word& word, const Rational& min, const Rational& max, const syntax::Word& min_word,
                  const syntax::Word& max_word, std::size_t errors) {
        Rational step = build_.number(word);
        if (build_.errors == errors && (step.sign() <= 0 || !((max - min) / step).is_integer()))
            build_.report(Code::bad_step, {word.value, min_word.value, max_word.value}, word.span);
        return step;
    }

    /// `number 0 .. 100` is a percentage even without the word.
    template <class Numbers>
    static Percent percent(const Numbers& what, const Rational& min, const Rational& max) {
        if (what.percent) return what.strict ? Percent::strict : Percent::yes;
        return min.is_zero() && max == Rational(100) ? Percent::yes : Percent::no;
    }

    /// The first admissible number after a band that the next band does not contain; without a step, any number between them.
    /// nullopt if there is no gap.
    static std::optional<Rational> uncovered(const Scale& scale, const Band& before, const Band& next) {
        const auto before_next = [&](const Rational& number) {
            return number < next.low || (number == next.low && !next.includes_low);
        };
        if (!scale.step || scale.step->sign() <= 0) {
            if (!before.includes_high) return before_next(before.high) ? std::optional(before.high) : std::nullopt;
            if (before.high >= next.low) return std::nullopt;
            return next.includes_low ? (before.high + next.low) / Rational(2) : next.low;
        }
        const Rational steps = (before.high - scale.min) / *scale.step;
        const auto whole = floor_of(steps);
        if (!whole) return before_next(before.high) ? std::optional(before.high) : std::nullopt;  // beyond 64-bit steps
        const bool itself = rational_of(*whole) == steps && !before.includes_high;
        const Rational number = scale.min + (rational_of(*whole) + Rational(itself ? 0 : 1)) * *scale.step;
        return before_next(number) ? std::optional(number) : std::nullopt;
    }

    /// The bands must partition the admissible numbers of min..max, in ascending order.
    void define_bands(const syntax::Scale& what, Scale& scale) {
        bool sound = true;
        for (std::size_t i = 0; i < what.bands.size(); ++i) {
            const syntax::Band& written = what.bands[i];
            const std::size_t before = build_.errors;
            Band band{build_.number(written.low), build_.number(written.high), written.includes_low, written.includes_high, {}};
            const bool empty = band.high < band.low || (band.low == band.high && !(band.includes_low && band.includes_high));
            if (build_.errors == before && empty)
                build_.report(Code::empty_range, {written.low.value, written.high.value}, written.span);
            if (build_.errors == before && (band.low < scale.min || scale.max < band.high))
                build_.report(Code::band_outside, {what.min.value, what.max.value}, written.span);
            sound = sound && build_.errors == before;
            band.value = build_.share(written.value);
            scale.bands.push_back(std::move(band));
        }
        if (scale.bands.empty()) return;
        scale.worst = scale.best = scale.bands.front().value;
        for (const Band& band : scale.bands) {
            scale.worst = min(scale.worst, band.value);
            scale.best = max(scale.best, band.value);
        }
        if (!sound) return;  // an invalid band says nothing about its neighbours

        std::vector<std::size_t> order(scale.bands.size());
        for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            const Band& x = scale.bands[a];
            const Band& y = scale.bands[b];
            return x.low != y.low ? x.low < y.low : x.includes_low && !y.includes_low;
        });
        const auto gap = [&](const Rational& at, Span span, std::vector<Span> related) {
            build_.report(Code::band_gap, {shown(at), what.min.value, what.max.value}, span, std::move(related));
        };
        const Band& first = scale.bands[order.front()];
        if (scale.min < first.low || (first.low == scale.min && !first.includes_low))
            gap(scale.min, what.bands[order.front()].span, {});
        std::size_t furthest = order.front();  // the band so far that reaches furthest
        for (std::size_t k = 1; k < order.size(); ++k) {
            const Band& before = scale.bands[furthest];
            const Band& next = scale.bands[order[k]];
            const Span here = what.bands[order[k]].span;
            const Span there = what.bands[furthest].span;
            if (next.low < before.high || (next.low == before.high && before.includes_high && next.includes_low))
                build_.report(Code::band_overlap, {shown(next.low)}, here, {there});
            else if (const auto number = uncovered(scale, before, next))
                gap(*number, here, {there});
            if (before.high < next.high || (before.high == next.high && next.includes_high)) furthest = order[k];
        }
        const Band& last = scale.bands[furthest];
        if (last.high < scale.max || (last.high == scale.max && !last.includes_high))
            gap(scale.max, what.bands[furthest].span, {});
    }

    Build& build_;
    Model& model_;
    const syntax::Regulation* regulation_ = nullptr;
    std::vector<std::pair<const syntax::Source*, const Statement*>> sources_;
    std::vector<const syntax::Members*> members_;
    std::vector<const syntax::Evidence*> evidence_;
    std::vector<const syntax::Assessor*> assessors_;
    std::vector<const syntax::Attribute*> attributes_;
    std::vector<const syntax::Scale*> scales_;
    std::vector<const syntax::Interpretation*> interpretations_;
};

}  // namespace

void lower_declarations(Build& build, const std::vector<Statement>& statements) {
    build.declare_subject("as_of", {}, Subject::Kind::day, none);
    Declarations declarations(build);
    declarations.collect(statements);
    declarations.finish();
}

void check_unused(Build& build) {
    const auto check = [&](const Names& names, const char* kind) {
        for (const auto& [name, entry] : names.entries())
            if (!entry.used) build.report(Code::unused, {kind, name}, entry.span);
    };
    check(build.sources, "@source");
    check(build.levels, "@level");
    check(build.evidence, "@evidence");
    check(build.scales, "@scale");
    for (const auto& [name, entry] : build.enumerations.entries())
        if (!entry.used)
            build.report(Code::unused, {build.model.enumerations[entry.index].ordered ? "@grades" : "@choice", name},
                         entry.span);
    for (const auto& [name, entry] : build.subjects.entries())
        if (!entry.used && build.subject_list[entry.index].kind == Subject::Kind::fact)
            build.report(Code::unused, {"@fact", name}, entry.span);
}

}  // namespace zi::lowering
