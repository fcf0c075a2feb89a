#include "build.hpp"

#include "base/listed.hpp"

#include <algorithm>
#include <utility>

namespace zi::lowering {

void Build::declare(Names& names, const syntax::Word& word, Index index) {
    const Names::Entry* clash = nullptr;
    if (!names.add(word.value, index, word.span, &clash)) report(Code::duplicate, {word.value}, word.span, {clash->span});
}

void Build::declare_subject(const std::string& id, Span span, Subject::Kind kind, Index index) {
    const Names::Entry* clash = nullptr;
    if (subjects.add(id, static_cast<Index>(subject_list.size()), span, &clash))
        subject_list.push_back({kind, index});
    else
        report(Code::duplicate, {id}, span, {clash->span});
}

Index Build::use(Names& names, const char* kind, const syntax::Word& word) {
    if (Names::Entry* entry = names.find(word.value)) {
        entry->used = true;
        return entry->index;
    }
    std::string meant = suggest(word.value, names);
    if (Names::Entry* entry = names.find(meant)) entry->used = true;  // report each misspelling once
    report(Code::unknown_name, {kind, word.value}, word.span, {}, std::move(meant));
    return none;
}

const Subject* Build::use_subject(const char* kind, const syntax::Word& word) {
    const Index index = use(subjects, kind, word);
    return index == none ? nullptr : &subject_list[index];
}

bool Build::goes_on() {
    if (!stopped && limits.cancelled()) stop(Code::cancelled, {}, {});
    return !stopped;
}

bool Build::add_answers(std::size_t count, Span span) {
    answers += count;
    if (!stopped && answers > limits.answers) stop(Code::limit, {"@answers", std::to_string(limits.answers)}, span);
    return !stopped;
}

void Build::stop(Code code, std::vector<std::string> args, Span span) {
    stopped = true;
    ++errors;
    diagnostics.push_back({code, std::move(args), span});
}

Text Build::text(const syntax::Title& title) const { return {title.id.value, title.en ? title.en->value : std::string()}; }

namespace {

/// The intersection of two periods; nullopt: unbounded.
std::optional<Date> later(std::optional<Date> a, std::optional<Date> b) { return !a || (b && *a < *b) ? b : a; }
std::optional<Date> earlier(std::optional<Date> a, std::optional<Date> b) { return !a || (b && *b < *a) ? b : a; }

/// A period in words, for messages.
std::string phrase(std::optional<Date> from, std::optional<Date> until) {
    std::string text;
    if (from) text = std::string("@from") + phrase_mark + from->iso();
    if (until) text += (text.empty() ? "" : std::string(1, phrase_mark)) + "@until_before" + phrase_mark + until->iso();
    return text.empty() ? "@every_day" : text;
}

}  // namespace

Notes Build::notes(const syntax::Notes& notes, std::optional<Date> from, std::optional<Date> until) {
    if (model.in_force) {
        from = later(from, model.in_force->from);
        until = earlier(until, model.in_force->until);
    }
    Notes lowered;
    for (const syntax::Note& note : notes) {
        if (const auto* interpretation = std::get_if<syntax::Title>(&note)) {
            lowered.interpretations.push_back(text(*interpretation));
            continue;
        }
        const auto& cite = std::get<syntax::Cite>(note);
        Citation citation;
        citation.source = SourceIndex(use(sources, "@source", cite.source));
        const auto page = [&](const std::optional<syntax::Word>& word) -> std::uint32_t {
            if (!word) return 0;
            if (word->value.size() > 6) {
                report(Code::bad_number, {word->value, "6"}, word->span);
                return 0;
            }
            return static_cast<std::uint32_t>(std::stoul(word->value));
        };
        citation.first_page = page(cite.first_page);
        citation.last_page = cite.last_page ? page(cite.last_page) : citation.first_page;
        if (citation.last_page < citation.first_page)
            report(Code::empty_range, {cite.first_page->value, cite.last_page->value}, cite.first_page->span);
        if (cite.place) citation.place = cite.place->value;
        if (cite.from) citation.from = date(*cite.from);
        if (cite.until) citation.until = date(*cite.until);
        if (const Names::Entry* source = sources.find(cite.source.value)) {
            if (const auto& period = model.sources[source->index].in_force) {
                citation.from = later(citation.from, period->from);
                citation.until = earlier(citation.until, period->until);
            }
            // A statement that is never in force needs no citation.
            const auto no_day = [](std::optional<Date> first, std::optional<Date> end) {
                return first && end && !(*first < *end);
            };
            if (!no_day(from, until) && no_day(later(from, citation.from), earlier(until, citation.until)))
                report(Code::citation_never_applies,
                       {cite.source.value, phrase(citation.from, citation.until), phrase(from, until)}, cite.source.span,
                       {source->span});
        }
        lowered.citations.push_back(std::move(citation));
    }
    return lowered;
}

std::optional<Date> Build::date(const syntax::Word& word) {
    auto parsed = Date::parse(word.value);
    if (!parsed) report(Code::bad_date, {word.value}, word.span);
    return parsed;
}

std::optional<std::chrono::month_day> Build::month_day(const syntax::Word& word) {
    const auto day = Date::parse("2000-" + word.value);  // a leap year
    if (!day) {
        report(Code::bad_date, {word.value}, word.span);
        return std::nullopt;
    }
    const std::chrono::year_month_day date{day->day};
    return std::chrono::month_day{date.month(), date.day()};
}

std::optional<Period> Build::period(const std::optional<syntax::InForce>& in_force) {
    if (!in_force) return std::nullopt;
    const auto from = date(in_force->from);
    if (!from) return std::nullopt;
    Period period{*from, std::nullopt};
    if (in_force->until) period.until = date(*in_force->until);
    if (period.until && !(period.from < *period.until))
        report(Code::empty_period, {in_force->from.value, in_force->until->value}, in_force->until->span);
    return period;
}

Rational Build::number(const syntax::Word& word) {
    if (auto parsed = Rational::parse(word.value, limits.number_digits)) return *parsed;
    report(Code::bad_number, {word.value, std::to_string(limits.number_digits)}, word.span);
    return {};
}

Rational Build::share(const syntax::Word& word) {
    Rational value = number(word);
    if (value < Rational(0) || Rational(1) < value) report(Code::score_range, {word.value}, word.span);
    return value;
}

std::uint32_t Build::count(const syntax::Word& word, std::uint32_t least) {
    const std::size_t before = errors;
    const Rational value = number(word);
    if (errors != before) return least;
    const auto parts = value.small();
    if (parts && parts->first >= least && parts->first <= 10'000) return static_cast<std::uint32_t>(parts->first);
    report(Code::number_range, {word.value, std::to_string(least), "10000"}, word.span);
    return least;
}

Duration Build::duration(const syntax::Duration& duration, std::uint32_t least) {
    const CalendarUnit unit = duration.unit == "day"     ? CalendarUnit::day
                              : duration.unit == "month" ? CalendarUnit::month
                                                         : CalendarUnit::year;
    return {count(duration.count, least), unit};
}

Duration Build::elapsed(const syntax::Duration& length, Operator op, const Fact& fact) {
    if (fact.type != Fact::Type::date)
        report(Code::type_mismatch, {fact.id, type_word(fact.type), "@duration"}, length.count.span, {fact.span});
    else if (op != Operator::at_least && op != Operator::below)
        report(Code::operator_mismatch, {std::string(spelling(op)), "@duration"}, length.count.span, {fact.span});
    return duration(length, 0);
}

const char* type_word(Fact::Type type) {
    switch (type) {
        case Fact::Type::boolean: return "@boolean";
        case Fact::Type::count: return "@count";
        case Fact::Type::number: return "@number";
        case Fact::Type::date: return "@date";
        case Fact::Type::member: return "@member";
    }
    return "@value";
}

const char* literal_word(const syntax::Word& word, syntax::Value::Kind kind) {
    switch (kind) {
        case syntax::Value::Kind::number: return "@number";
        case syntax::Value::Kind::date: return "@date";
        case syntax::Value::Kind::month_day: return "@month_day";
        case syntax::Value::Kind::set: return "@set";
        case syntax::Value::Kind::name: return word.value == "yes" || word.value == "no" ? "@boolean" : "@name";
    }
    return "@value";
}

std::optional<FactValue> Build::value(const syntax::Word& word, syntax::Value::Kind kind, const Fact& fact) {
    using Kind = syntax::Value::Kind;
    const auto mismatch = [&]() -> std::optional<FactValue> {
        std::vector<std::string> args{fact.id, type_word(fact.type), literal_word(word, kind)};
        if (kind == Kind::name && subjects.find(word.value)) args.emplace_back("@slip_threshold");
        report(Code::type_mismatch, std::move(args), word.span, {fact.span});
        return std::nullopt;
    };
    switch (fact.type) {
        case Fact::Type::boolean:
            if (kind != Kind::name) return mismatch();
            if (word.value == "yes" || word.value == "no") return FactValue(word.value == "yes");
            report(Code::not_a_member, {word.value, fact.id, "yes, no"}, word.span, {fact.span});
            return std::nullopt;
        case Fact::Type::count:
        case Fact::Type::number: {
            if (kind != Kind::number) return mismatch();
            if (word.value.ends_with('%')) {
                report(Code::share_of_fact, {fact.id}, word.span, {fact.span});
                return std::nullopt;
            }
            const std::size_t before = errors;
            Rational value = number(word);
            if (errors != before) return std::nullopt;
            if (fact.type == Fact::Type::count && !value.is_integer()) {
                report(Code::type_mismatch, {fact.id, type_word(fact.type), "@fraction"}, word.span, {fact.span});
                return std::nullopt;
            }
            return FactValue(std::move(value));
        }
        case Fact::Type::date: {
            if (kind == Kind::name && word.value == "never") return FactValue(Date::never());
            if (kind != Kind::date) return mismatch();
            const auto day = date(word);
            return day ? std::optional<FactValue>(*day) : std::nullopt;
        }
        case Fact::Type::member: {
            if (fact.enumeration == none) return std::nullopt;
            if (kind != Kind::name) return mismatch();
            const Enumeration& enumeration = model.enumerations[fact.enumeration];
            if (const Names::Entry* entry = members[fact.enumeration].find(word.value)) return FactValue(Member{entry->index});
            report(Code::not_a_member, {word.value, enumeration.name, shows_errors() ? listed(enumeration.values) : ""},
                   word.span, {enumeration.span}, suggest(word.value, [&] {
                       return std::vector<std::string_view>{enumeration.values.begin(), enumeration.values.end()};
                   }));
            return std::nullopt;
        }
    }
    return std::nullopt;
}

std::vector<FactValue> Build::values(const syntax::Value& value_, Operator op, FactIndex index, Span subject_span) {
    const Fact& fact = model.facts[index];
    if (fact.type == Fact::Type::member && fact.enumeration == none) return {};  // its type is unknown, which was reported
    const bool ordered_member =
        fact.type == Fact::Type::member && fact.enumeration != none && model.enumerations[fact.enumeration].ordered;
    const bool unordered = fact.type == Fact::Type::boolean || (fact.type == Fact::Type::member && !ordered_member);
    const bool fits = op == Operator::equal || (op == Operator::in ? fact.type == Fact::Type::member : !unordered);
    if (!fits) {
        const char* kind = fact.type == Fact::Type::member && !ordered_member ? "@unordered" : type_word(fact.type);
        report(Code::operator_mismatch, {std::string(spelling(op)), kind}, subject_span, {fact.span});
        return {};
    }
    if ((op == Operator::in) != (value_.kind == syntax::Value::Kind::set)) {
        report(Code::operator_mismatch, {std::string(spelling(op)), op == Operator::in ? "@value" : "@set"}, value_.span,
               {fact.span});
        return {};
    }
    const auto kind = value_.kind == syntax::Value::Kind::set ? syntax::Value::Kind::name : value_.kind;
    std::vector<FactValue> lowered;
    Names seen;
    for (const syntax::Word& word : value_.words) {
        const Names::Entry* first = nullptr;
        if (!seen.add(word.value, 0, word.span, &first))
            report(Code::repeated_statement, {word.value}, word.span, {first->span});
        else if (auto one = value(word, kind, fact))
            lowered.push_back(std::move(*one));
    }
    return lowered;
}

std::string shown(const Rational& number) {
    constexpr std::size_t most_bits = 256;  // about 80 digits each for numerator and denominator
    return number.bits() <= most_bits ? number.shortest() : "\u2248 " + number.decimal(12);
}

Operator to_operator(syntax::Op op) {
    switch (op) {
        case syntax::Op::at_least: return Operator::at_least;
        case syntax::Op::above: return Operator::above;
        case syntax::Op::at_most: return Operator::at_most;
        case syntax::Op::below: return Operator::below;
        case syntax::Op::equal: return Operator::equal;
        case syntax::Op::in: return Operator::in;
    }
    return Operator::equal;
}

Guard lower_guard(const syntax::Guard& guard, const TestLowering& test) {
    Guard lowered;
    switch (guard.kind) {
        case syntax::Guard::Kind::test:
            lowered.op = to_operator(guard.op);
            test(guard, lowered);
            return lowered;
        case syntax::Guard::Kind::all: lowered.kind = Guard::Kind::all; break;
        case syntax::Guard::Kind::any: lowered.kind = Guard::Kind::any; break;
    }
    for (const syntax::Guard& arg : guard.args) lowered.args.push_back(lower_guard(arg, test));
    return lowered;
}

Guard lower_fact_guard(Build& build, const syntax::Guard& guard) {
    return lower_guard(guard, [&](const syntax::Guard& test, Guard& out) {
        const Subject* subject = build.use_subject("@fact", test.subject);
        if (!subject) return;
        if (subject->kind != Subject::Kind::fact) {
            std::vector<std::string> args{"@fact", test.subject.value};
            if (subject->kind != Subject::Kind::day) args.emplace_back("@slip_score");
            build.report(Code::unknown_name, std::move(args), test.subject.span);
            return;
        }
        out.subject = subject->index;
        if (test.elapsed)
            out.elapsed = build.elapsed(*test.elapsed, out.op, build.model.facts[subject->index]);
        else
            out.values = build.values(test.value, out.op, out.fact(), test.subject.span);
    });
}

}  // namespace zi::lowering
