/// The terminals of the grammar as Spirit X3 parsers: our scanners, with spans. For grammar.cpp only.
#pragma once

#include "grammar.hpp"
#include "lexer.hpp"

#include <boost/spirit/home/x3.hpp>

#include <functional>
#include <utility>

namespace zi::syntax::grammar {

namespace x3 = boost::spirit::x3;

namespace {

struct State {
    const char* begin;
    std::uint32_t base;
    const Limits& limits;
    std::size_t depth = 0;
    std::size_t nodes = 0;

    Span span(const char* first, const char* last) const {
        return {base + static_cast<std::uint32_t>(first - begin), base + static_cast<std::uint32_t>(last - begin)};
    }
};

struct state_tag;

template <class Context>
State& state_of(const Context& context) {
    return x3::get<state_tag>(context).get();
}

struct LimitCrossed {
    const char* at;
    const char* what;
    std::size_t allowed;
};

struct blanks : x3::parser<blanks> {
    using attribute_type = x3::unused_type;
    static constexpr bool has_attribute = false;
    template <class Context, class RuleContext, class Attribute>
    bool parse(const char*& first, const char* const& last, const Context&, RuleContext&, Attribute&) const {
        const char* next = skip_blanks(first, last);
        if (next == first) return false;
        first = next;
        return true;
    }
};

template <class Kind>
struct token : x3::parser<token<Kind>> {
    using attribute_type = Word;
    static constexpr bool has_attribute = true;
    template <class Context, class RuleContext, class Attribute>
    bool parse(const char*& first, const char* const& last, const Context& context, RuleContext&, Attribute& attribute) const {
        const char* begin = first;
        x3::skip_over(begin, last, context);
        const char* end = Kind::scan(begin, last);
        if (!end) return false;
        x3::traits::move_to(
            Word{Kind::value({begin, static_cast<std::size_t>(end - begin)}), state_of(context).span(begin, end)}, attribute);
        first = end;
        return true;
    }
};

struct as_spelled {
    static std::string value(std::string_view text) { return std::string(text); }
};
inline const char* unless_reserved(const char* first, const char* end) {
    return end && is_reserved({first, static_cast<std::size_t>(end - first)}) ? nullptr : end;
}
struct name_kind : as_spelled {
    static constexpr const char* label = "@name";
    static const char* scan(const char* first, const char* last) { return unless_reserved(first, scan_name(first, last)); }
};
struct label_kind : as_spelled {
    static constexpr const char* label = "@label";
    static const char* scan(const char* first, const char* last) { return scan_label(first, last); }
};
struct path_kind : as_spelled {
    static constexpr const char* label = "@path";
    static const char* scan(const char* first, const char* last) { return scan_path(first, last); }
};
/// The id of a fact: a path that cannot be mistaken for a clause.
struct fact_id_kind : as_spelled {
    static constexpr const char* label = "@name";
    static const char* scan(const char* first, const char* last) {
        return unless_reserved(first, scan_label(first, last)) ? scan_path(first, last) : nullptr;
    }
};
struct number_kind : as_spelled {
    static constexpr const char* label = "@number";
    static const char* scan(const char* first, const char* last) { return scan_number(first, last); }
};
struct plain_kind : as_spelled {
    static constexpr const char* label = "@number";
    static const char* scan(const char* first, const char* last) { return scan_plain(first, last); }
};
struct digits_kind : as_spelled {
    static constexpr const char* label = "@number";
    static const char* scan(const char* first, const char* last) { return scan_digits(first, last); }
};
struct page_kind : digits_kind {
    static constexpr const char* label = "@page";
};
struct date_kind : as_spelled {
    static constexpr const char* label = "@date";
    static const char* scan(const char* first, const char* last) { return scan_date(first, last); }
};
struct month_day_kind : as_spelled {
    static constexpr const char* label = "@date";
    static const char* scan(const char* first, const char* last) { return scan_month_day(first, last); }
};
struct text_kind {
    static constexpr const char* label = "@text";
    static const char* scan(const char* first, const char* last) { return scan_text(first, last); }
    static std::string value(std::string_view text) { return unescape(text); }
};

constexpr token<name_kind> name{};
constexpr token<label_kind> label{};
constexpr token<path_kind> path{};
constexpr token<fact_id_kind> fact_path{};
constexpr token<number_kind> number{};
constexpr token<plain_kind> plain{};
constexpr token<digits_kind> digits{};
constexpr token<page_kind> page{};
constexpr token<date_kind> date{};
constexpr token<month_day_kind> month_day{};
constexpr token<text_kind> text{};

/// A reserved word. Its attribute is the word, for the rules that keep it.
struct keyword : x3::parser<keyword> {
    using attribute_type = Word;
    static constexpr bool has_attribute = true;
    std::string_view word;

    explicit constexpr keyword(std::string_view w) : word(w) {}

    template <class Context, class RuleContext, class Attribute>
    bool parse(const char*& first, const char* const& last, const Context& context, RuleContext&, Attribute& attribute) const {
        const char* begin = first;
        x3::skip_over(begin, last, context);
        // Most of the time it is another word or a sign, which its first letter tells.
        if (!std::string_view(begin, static_cast<std::size_t>(last - begin)).starts_with(word)) return false;
        const char* const end = begin + word.size();
        if (end != last && is_word(*end)) return false;
        if constexpr (!std::is_same_v<Attribute, const x3::unused_type> && !std::is_same_v<Attribute, x3::unused_type>)
            x3::traits::move_to(Word{std::string(word), state_of(context).span(begin, end)}, attribute);
        first = end;
        return true;
    }
};

/// A sign such as `{` or `..`.
struct sign : x3::parser<sign> {
    using attribute_type = x3::unused_type;
    static constexpr bool has_attribute = false;
    std::string_view spelling;

    explicit constexpr sign(std::string_view s) : spelling(s) {}

    template <class Context, class RuleContext, class Attribute>
    bool parse(const char*& first, const char* const& last, const Context& context, RuleContext&, Attribute&) const {
        const char* begin = first;
        x3::skip_over(begin, last, context);
        if (!std::string_view(begin, static_cast<std::size_t>(last - begin)).starts_with(spelling)) return false;
        first = begin + spelling.size();
        return true;
    }
};

struct operator_token : x3::parser<operator_token> {
    using attribute_type = Op;
    static constexpr bool has_attribute = true;
    template <class Context, class RuleContext, class Attribute>
    bool parse(const char*& first, const char* const& last, const Context& context, RuleContext&, Attribute& attribute) const {
        static constexpr std::pair<std::string_view, Op> table[] = {{">=", Op::at_least}, {"<=", Op::at_most}, {">", Op::above},
                                                                    {"<", Op::below},     {"=", Op::equal},    {"in", Op::in}};
        const char* begin = first;
        x3::skip_over(begin, last, context);
        const std::string_view rest(begin, static_cast<std::size_t>(last - begin));
        for (const auto& [spelling, op] : table) {
            if (!rest.starts_with(spelling)) continue;
            if (op == Op::in && rest.size() > 2 && is_word(rest[2])) continue;
            x3::traits::move_to(Op(op), attribute);
            first = begin + spelling.size();
            return true;
        }
        return false;
    }
};
constexpr operator_token op{};

/// Never matches. Unlike x3::eps it skips no blanks: a comment after a guard belongs to what follows.
struct nothing : x3::parser<nothing> {
    using attribute_type = x3::unused_type;
    static constexpr bool has_attribute = false;
    template <class Context, class RuleContext, class Attribute>
    bool parse(const char*&, const char* const&, const Context&, RuleContext&, Attribute&) const {
        return true;
    }
};

/// Checks the depth of a formula before descending.
template <class Subject>
struct nested_directive : x3::unary_parser<Subject, nested_directive<Subject>> {
    using base = x3::unary_parser<Subject, nested_directive<Subject>>;
    static constexpr bool is_pass_through_unary = true;
    static constexpr bool handles_container = Subject::handles_container;
    explicit constexpr nested_directive(const Subject& inner) : base(inner) {}

    template <class Context, class RuleContext, class Attribute>
    bool parse(const char*& first, const char* const& last, const Context& context, RuleContext& rule_context,
               Attribute& attribute) const {
        State& state = state_of(context);
        if (state.depth >= state.limits.expression_depth)
            throw LimitCrossed{skip_blanks(first, last), "@expression_depth", state.limits.expression_depth};
        ++state.depth;
        const bool matched = this->subject.parse(first, last, context, rule_context, attribute);
        --state.depth;
        return matched;
    }
};
/// Sets the span of a rule's attribute to what was matched. (X3 tells an action only where the match ended, and passes no
/// attribute to `on_success` if the rule has actions.)
template <class Subject>
struct spanned_directive : x3::unary_parser<Subject, spanned_directive<Subject>> {
    using base = x3::unary_parser<Subject, spanned_directive<Subject>>;
    static constexpr bool is_pass_through_unary = true;
    static constexpr bool handles_container = Subject::handles_container;
    explicit constexpr spanned_directive(const Subject& inner) : base(inner) {}

    template <class Context, class RuleContext, class Attribute>
    bool parse(const char*& first, const char* const& last, const Context& context, RuleContext& built,
               Attribute& attribute) const {
        const char* begin = first;
        x3::skip_over(begin, last, context);
        if (!this->subject.parse(first, last, context, built, attribute)) return false;
        built.span = state_of(context).span(begin, first);
        return true;
    }
};

template <template <class> class Directive>
struct directive_maker {
    template <class Subject>
    constexpr auto operator[](const Subject& subject) const {
        return Directive<typename x3::extension::as_parser<Subject>::value_type>(x3::as_parser(subject));
    }
};
constexpr directive_maker<nested_directive> nested{};
constexpr directive_maker<spanned_directive> spanned{};

}  // namespace

}  // namespace zi::syntax::grammar
