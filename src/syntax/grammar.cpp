// The grammar of docs/language.md in Boost.Spirit X3, rule for rule.
//
// Conventions that keep X3 predictable: terminals are our own scanners (lexer.hpp); every attribute is set by a named action,
// so that nothing depends on attribute collapsing or on containers restored after a backtrack; `>` is only used after a prefix
// that decides the alternative; blocks are nested by the driver (parse.cpp), so that the grammar recurses in formulas and
// guards only, where `nested` checks the depth first.
#include "grammar.hpp"

#include "actions.hpp"

#include "base/catalogue.hpp"

namespace zi::syntax::grammar {

namespace {

#define ZI_RULE(identifier, attribute, words) \
    struct identifier##_id {};                \
    const x3::rule<identifier##_id, attribute> identifier = words;

ZI_RULE(title, Title, "@text")
const auto title_def = text[set<&Title::id>] >> -(keyword("en") > text[set<&Title::en>]);

ZI_RULE(cite, Cite, "@source")
const auto cite_def = sign("@") > name[set<&Cite::source>] >
                      -(sign(":") > page[set<&Cite::first_page>] > -(sign("-") > page[set<&Cite::last_page>])) >
                      -text[set<&Cite::place>] > -(keyword("from") > date[set<&Cite::from>]) >
                      -(keyword("until") > date[set<&Cite::until>]);

// Not `>`: an `interpretation` with a name is a statement of its own.
ZI_RULE(remark, Title, "@text")
const auto remark_def = keyword("interpretation") >> title[assign];

ZI_RULE(notes, Notes, "@source")
const auto notes_def = *(cite[append] | remark[append]);

ZI_RULE(in_force, InForce, "@date")
const auto in_force_def = keyword("in") > keyword("force") > date[set<&InForce::from>] >
                          -(sign("..") > date[set<&InForce::until>]);

// Formulas.
ZI_RULE(expr, Expr, "@expression")
ZI_RULE(term, Expr, "@expression")
ZI_RULE(factor, Expr, "@expression")
const auto expr_def = term[assign] >> *((sign("+") > term[fold_action<Expr::Kind::add>{}]) |
                                        (sign("-") > term[fold_action<Expr::Kind::subtract>{}]));
const auto term_def = factor[assign] >> *((sign("*") > factor[fold_action<Expr::Kind::multiply>{}]) |
                                          (sign("/") > factor[fold_action<Expr::Kind::divide>{}]));
const auto factor_def =
    plain[leaf_action<Expr::Kind::number>{}] | name[leaf_action<Expr::Kind::name>{}] |
    keyword("value")[leaf_action<Expr::Kind::name>{}] |
    spanned[sign("-") > nested[factor][argument_action<Expr::Kind::negate>{}]] |
    (sign("(") > nested[expr][assign] > sign(")")) |
    spanned[keyword("min") > sign("(") > nested[expr][argument_action<Expr::Kind::min>{}] % sign(",") > sign(")")] |
    spanned[keyword("max") > sign("(") > nested[expr][argument_action<Expr::Kind::max>{}] % sign(",") > sign(")")];

// Time.
ZI_RULE(period, Word, "@period")
const auto period_def = keyword("day")[assign] | keyword("month")[assign] | keyword("year")[assign];

ZI_RULE(duration, Duration, "@number")
const auto duration_def = digits[set<&Duration::count>] > period[unit_action{}];

// Guards.
ZI_RULE(value, Value, "@value")
const auto value_def =
    spanned[date[push<&Value::words>][mark<&Value::kind, Value::Kind::date>] |
            month_day[push<&Value::words>][mark<&Value::kind, Value::Kind::month_day>] |
            number[push<&Value::words>][mark<&Value::kind, Value::Kind::number>] |
            name[push<&Value::words>][mark<&Value::kind, Value::Kind::name>] |
            (sign("{")[mark<&Value::kind, Value::Kind::set>] > name[push<&Value::words>] % sign(",") > sign("}"))];

ZI_RULE(guard, Guard, "@condition")
ZI_RULE(conjunction, Guard, "@condition")
ZI_RULE(test, Guard, "@condition")
const auto guard_def = conjunction[push<&Guard::args>] % keyword("or") > nothing{}[collapse_action<Guard::Kind::any>{}];
const auto conjunction_def = test[push<&Guard::args>] % keyword("and") > nothing{}[collapse_action<Guard::Kind::all>{}];
const auto test_def =
    (sign("(") > nested[guard][assign] > sign(")")) |
    (path[count_action{}][set<&Guard::subject>] > ((keyword("for") > op[set<&Guard::op>] > duration[set<&Guard::elapsed>]) |
                                                   (op[set<&Guard::op>] > value[set<&Guard::value>])));

// Evidence needed.
ZI_RULE(need, Need, "@evidence")
const auto need_def = (keyword("any") > sign("(") > nested[need][need_action<Need::Kind::any>{}] % sign(",") > sign(")")) |
                      (keyword("all") > sign("(") > nested[need][need_action<Need::Kind::all>{}] % sign(",") > sign(")")) |
                      (digits[set<&Need::word>] > keyword("of") > sign("(") >
                       nested[need][need_action<Need::Kind::at_least>{}] % sign(",") > sign(")")) |
                      (name[set<&Need::word>] > -(sign("(") > name[push<&Need::args>] % sign(",") > sign(")")) >
                       -(keyword("fresh") > duration[set<&Need::fresh>]));

// Declarations.
ZI_RULE(regulation, Regulation, "@statement")
const auto regulation_def = keyword("regulation") > name[set<&Regulation::name>] > title[set<&Regulation::title>] >
                            -in_force[set<&Regulation::in_force>] > notes[set<&Regulation::notes>];

ZI_RULE(source, Source, "@statement")
const auto source_def =
    keyword("source") > name[set<&Source::name>] > text[set<&Source::title>] > -in_force[set<&Source::in_force>];

ZI_RULE(level, Level, "@statement")
const auto level_def = keyword("level") > name[set<&Level::name>] > title[set<&Level::title>];

ZI_RULE(members, Members, "@statement")
const auto members_def =
    (keyword("grades")[mark<&Members::ordered, true>] > name[set<&Members::name>] > -title[set<&Members::title>] > sign("{") >
     name[push<&Members::values>] % sign("<") > sign("}") > notes[set<&Members::notes>]) |
    (keyword("choice") > name[set<&Members::name>] > -title[set<&Members::title>] > sign("{") >
     name[push<&Members::values>] % sign(",") > sign("}") > notes[set<&Members::notes>]);

ZI_RULE(evidence, Evidence, "@statement")
const auto evidence_def = keyword("evidence") > name[set<&Evidence::name>] > title[set<&Evidence::title>] >
                          -(keyword("cost") > digits[set<&Evidence::cost>]) > notes[set<&Evidence::notes>];

ZI_RULE(assessor, Assessor, "@statement")
const auto assessor_def =
    keyword("assessor") > name[set<&Assessor::name>] > title[set<&Assessor::title>] > notes[set<&Assessor::notes>];

ZI_RULE(attribute, Attribute, "@statement")
const auto attribute_def =
    keyword("attribute") > name[set<&Attribute::name>] > -name[set<&Attribute::type>] > title[set<&Attribute::title>];

ZI_RULE(fact_type, Word, "@fact_type")
const auto fact_type_def =
    keyword("boolean")[assign] | keyword("count")[assign] | keyword("date")[assign] | keyword("number")[assign] | name[assign];

ZI_RULE(fact, Fact, "@statement")
const auto fact_def = keyword("fact") > fact_path[set<&Fact::path>] > fact_type[set<&Fact::type>] >
                      -(number[set<&Fact::min>] > sign("..") > number[set<&Fact::max>] >
                        -(keyword("step") > number[set<&Fact::step>]) >
                        -(keyword("percent")[mark<&Fact::percent, true>] >
                          -keyword("strict")[mark<&Fact::strict, true>])) > title[set<&Fact::title>] >
                      -(keyword("each") > keyword("member") > keyword("meets") > name[set<&Fact::members_meet>]) >
                      -(keyword("default") > value[set<&Fact::fallback>]) > notes[set<&Fact::notes>];

ZI_RULE(option, Option, "@name")
const auto option_def = name[set<&Option::name>] > sign("=") > number[set<&Option::value>];

ZI_RULE(band, Band, "@value")
const auto band_def = spanned[((sign("[")[mark<&Band::includes_low, true>] | sign("(")[mark<&Band::includes_low, false>]) >>
                               number[set<&Band::low>] >> sign(",")) > number[set<&Band::high>] >
                              (sign("]")[mark<&Band::includes_high, true>] | sign(")")[mark<&Band::includes_high, false>]) >
                              sign("=") > number[set<&Band::value>]];

ZI_RULE(scale, Scale, "@statement")
const auto scale_def = keyword("scale") > name[set<&Scale::name>] > -title[set<&Scale::title>] >
                       ((keyword("number")[mark<&Scale::numeric, true>] > number[set<&Scale::min>] > sign("..") >
                         number[set<&Scale::max>] > -(keyword("step") > number[set<&Scale::step>]) >
                         -(keyword("percent")[mark<&Scale::percent, true>] > -keyword("strict")[mark<&Scale::strict, true>]) >
                         sign("{") > (+band[push<&Scale::bands>] |
                                      (expr[set<&Scale::formula>] > -keyword("capped")[mark<&Scale::capped, true>])) >
                         sign("}")) |
                        (sign("{") > +option[push<&Scale::options>] > sign("}"))) > notes[set<&Scale::notes>];

ZI_RULE(interpretation, Interpretation, "@statement")
const auto interpretation_def = keyword("interpretation") > name[set<&Interpretation::name>] >
                                title[set<&Interpretation::text>] > notes[set<&Interpretation::notes>];

ZI_RULE(combine, Word, "@name")
const auto combine_def = keyword("mean")[assign] | keyword("sum")[assign] | keyword("min")[assign] | keyword("max")[assign];

ZI_RULE(worksheet, Node, "@statement")
const auto worksheet_def = keyword("worksheet") > title[set<&Node::title>] > number[set<&Node::weight>] >
                           -combine[set<&Node::combine>] > notes[set<&Node::notes>];

ZI_RULE(node, Node, "@statement")
const auto node_def = name[set<&Node::level>] > label[set<&Node::label>] >
                      -(keyword("as") > name[set<&Node::alias>]) > title[set<&Node::title>] > -number[set<&Node::weight>] >
                      -combine[set<&Node::combine>] > notes[set<&Node::notes>];

ZI_RULE(question, Question, "@statement")
const auto question_def = keyword("question") > label[set<&Question::label>] > -(keyword("as") > name[set<&Question::alias>]) >
                          (keyword("ratio")[set<&Question::scale>] |
                           name[set<&Question::scale>]) > title[set<&Question::title>] > -number[set<&Question::weight>] >
                          -(keyword("cost") > digits[set<&Question::cost>]) > notes[set<&Question::notes>];

ZI_RULE(view, View, "@statement")
const auto view_def = keyword("view") > name[set<&View::level>] > name[set<&View::name>] > title[set<&View::title>] >
                      -number[set<&View::weight>] >
                      sign("=") > path[push<&View::members>] % sign("+") > notes[set<&View::notes>];

ZI_RULE(figure, Figure, "@path")
const auto figure_def = path[set<&Figure::path>] > -(sign("/") > path[set<&Figure::over>]);

ZI_RULE(agreement, Agreement, "@statement")
const auto agreement_def = keyword("agree") > figure[set<&Agreement::left>] > keyword("with") > figure[set<&Agreement::right>] >
                           -(keyword("within") > number[set<&Agreement::within>]) > notes[set<&Agreement::notes>];

ZI_RULE(predicate, Predicate, "@statement")
const auto predicate_def = (keyword("predicate") |
                            keyword("eligibility")[mark<&Predicate::kind, Predicate::Kind::eligibility>] |
                            keyword("stage")[mark<&Predicate::kind, Predicate::Kind::stage>]) > name[set<&Predicate::name>] >
                           title[set<&Predicate::title>] >
                           -(keyword("when") > guard[set<&Predicate::when>]) > notes[set<&Predicate::notes>];

ZI_RULE(include, Include, "@statement")
const auto include_def = keyword("include") > text[set<&Include::path>];

// Inside a question.
ZI_RULE(criteria, Criteria, "@statement")
const auto criteria_def = (keyword("criteria") | name[set<&Criteria::option>]) > title[set<&Criteria::text>];

ZI_RULE(input, Input, "@statement")
const auto input_def = keyword("input") > name[set<&Input::name>] > title[set<&Input::title>] >
                       -(sign("=") > name[push<&Input::parts>] % sign("+")) >
                       -(sign("<=") > name[set<&Input::at_most>]) > notes[set<&Input::notes>];

ZI_RULE(formula, Formula, "@statement")
const auto formula_def = keyword("value") > expr[set<&Formula::expr>] >
                         -keyword("capped")[mark<&Formula::capped, true>] > notes[set<&Formula::notes>];

ZI_RULE(when, Case, "@statement")
const auto when_def = keyword("when") > guard[set<&Case::guard>] > keyword("then") >
                      (keyword("open") | number[set<&Case::value>]) > notes[set<&Case::notes>];

ZI_RULE(inapplicable, Inapplicable, "@statement")
const auto inapplicable_def = keyword("inapplicable") > keyword("when") > guard[set<&Inapplicable::guard>] >
                              keyword("then") > number[set<&Inapplicable::value>] > notes[set<&Inapplicable::notes>];

ZI_RULE(needs, Needs, "@statement")
const auto needs_def = keyword("needs") > need[set<&Needs::need>] >
                       -(keyword("for") > name[set<&Needs::option>]) > notes[set<&Needs::notes>];

// Inside a predicate.
ZI_RULE(condition_name, Word, "@name")
const auto condition_name_def = name[assign] >> sign(":");

ZI_RULE(condition, Condition, "@condition")
const auto condition_def =
    -condition_name[set<&Condition::name>] >>
    ((keyword("each")[mark<&Condition::kind, Condition::Kind::each>] > name[set<&Condition::subject>] >
      op[set<&Condition::op>] > value[set<&Condition::value>]) |
     (keyword("meets")[mark<&Condition::kind, Condition::Kind::meets>] > name[set<&Condition::subject>]) |
     (path[set<&Condition::subject>] >> keyword("for") > op[set<&Condition::op>] > duration[set<&Condition::elapsed>]) |
     (path[set<&Condition::subject>] > op[set<&Condition::op>] > value[set<&Condition::value>])) >
    -(keyword("when") > guard[set<&Condition::when>]) > -(keyword("unless") > guard[set<&Condition::unless>]) >
    -(keyword("from") > date[set<&Condition::from>]) >
    -(keyword("until") > date[set<&Condition::until>]) > notes[set<&Condition::notes>];

ZI_RULE(declaration, Statement, "@statement")
// A rule constructs its attribute before it matches. So test the first word first, and the most frequent alternatives first.
const auto declaration_def =
    (&keyword("question") >> question[what]) | (&keyword("fact") >> fact[what]) | (&keyword("evidence") >> evidence[what]) |
    (&keyword("source") >> source[what]) | (&keyword("regulation") >> regulation[what]) | (&keyword("level") >> level[what]) |
    (&(keyword("grades") | keyword("choice")) >> members[what]) | (&keyword("assessor") >> assessor[what]) |
    (&keyword("attribute") >> attribute[what]) | (&keyword("scale") >> scale[what]) |
    (&keyword("interpretation") >> interpretation[what]) | (&keyword("worksheet") >> worksheet[what]) |
    (&keyword("view") >> view[what]) | (&keyword("agree") >> agreement[what]) |
    (&(keyword("predicate") | keyword("eligibility") | keyword("stage")) >> predicate[what]) |
    (&keyword("include") >> include[what]) | node[what];

ZI_RULE(detail, Statement, "@statement")
const auto detail_def = (&keyword("needs") >> needs[what]) | (&keyword("input") >> input[what]) |
                        (&keyword("value") >> formula[what]) | (&keyword("when") >> when[what]) |
                        (&keyword("inapplicable") >> inapplicable[what]) | criteria[what];

ZI_RULE(clause, Statement, "@condition")
const auto clause_def = condition[what];

BOOST_SPIRIT_DEFINE(title, cite, remark, notes, in_force)
BOOST_SPIRIT_DEFINE(expr, term, factor, value, guard, conjunction, test, period, duration, need)
BOOST_SPIRIT_DEFINE(regulation, source, level, members, evidence, assessor, attribute, fact_type, fact, option, band, scale,
                    interpretation)
BOOST_SPIRIT_DEFINE(combine, worksheet, node, question, view, figure, agreement, predicate, include)
BOOST_SPIRIT_DEFINE(criteria, input, formula, when, inapplicable, needs, condition_name, condition)
BOOST_SPIRIT_DEFINE(declaration, detail, clause)

#undef ZI_RULE

}  // namespace

}  // namespace zi::syntax::grammar

// Names of missing terminals in "expected ..."; Spirit would print mangled type names.
namespace boost::spirit::x3 {
template <class Kind>
struct get_info<zi::syntax::grammar::token<Kind>> {
    using result_type = std::string;
    std::string operator()(const zi::syntax::grammar::token<Kind>&) const { return Kind::label; }
};
template <>
struct get_info<zi::syntax::grammar::keyword> {
    using result_type = std::string;
    std::string operator()(const zi::syntax::grammar::keyword& k) const { return "`" + std::string(k.word) + "`"; }
};
template <>
struct get_info<zi::syntax::grammar::sign> {
    using result_type = std::string;
    std::string operator()(const zi::syntax::grammar::sign& s) const { return "`" + std::string(s.spelling) + "`"; }
};
// Spirit's combinators have no names: use those of their operands.
template <class Subject, class Action>
struct get_info<action<Subject, Action>> {
    using result_type = std::string;
    std::string operator()(const action<Subject, Action>& a) const { return what(a.subject); }
};
template <class Subject>
struct get_info<zi::syntax::grammar::nested_directive<Subject>> {
    using result_type = std::string;
    std::string operator()(const zi::syntax::grammar::nested_directive<Subject>& n) const { return what(n.subject); }
};
template <class Subject>
struct get_info<zi::syntax::grammar::spanned_directive<Subject>> {
    using result_type = std::string;
    std::string operator()(const zi::syntax::grammar::spanned_directive<Subject>& s) const { return what(s.subject); }
};
template <class Left, class Right>
struct get_info<sequence<Left, Right>> {
    using result_type = std::string;
    std::string operator()(const sequence<Left, Right>& s) const { return what(s.left); }
};
template <class Left, class Right>
struct get_info<list<Left, Right>> {
    using result_type = std::string;
    std::string operator()(const list<Left, Right>& l) const { return what(l.left); }
};
template <class Subject>
struct get_info<plus<Subject>> {
    using result_type = std::string;
    std::string operator()(const plus<Subject>& p) const { return what(p.subject); }
};
template <class Left, class Right>
struct get_info<alternative<Left, Right>> {
    using result_type = std::string;
    std::string operator()(const alternative<Left, Right>& a) const {
        return what(a.left) + zi::alternative_mark + what(a.right);
    }
};
template <>
struct get_info<zi::syntax::grammar::operator_token> {
    using result_type = std::string;
    std::string operator()(const zi::syntax::grammar::operator_token&) const { return "@operator"; }
};
}  // namespace boost::spirit::x3

namespace zi::syntax {

std::optional<Failure> parse_head(const char*& first, const char* last, const char* begin, std::uint32_t base, Place place,
                                  const Limits& limits, Statement& out) {
    namespace x3 = boost::spirit::x3;
    grammar::State state{begin, base, limits};
    const char* position = first;
    const auto run = [&](const auto& rule) {
        return x3::phrase_parse(position, last, x3::with<grammar::state_tag>(std::ref(state))[rule], grammar::blanks{}, out,
                                x3::skip_flag::dont_post_skip);
    };
    try {
        const bool matched = place == Place::question    ? run(grammar::detail)
                             : place == Place::predicate ? run(grammar::clause)
                                                         : run(grammar::declaration);
        if (!matched) return Failure{skip_blanks(first, last), place == Place::predicate ? "@condition" : "@statement", {}, 0};
    } catch (const x3::expectation_failure<const char*>& failure) {
        return Failure{skip_blanks(failure.where(), last), failure.which(), {}, 0};
    } catch (const grammar::LimitCrossed& crossed) {
        return Failure{crossed.at, {}, crossed.what, crossed.allowed};
    }
    const char* start = skip_blanks(first, last);
    out.head = state.span(start, position);
    out.whole = out.head;
    first = position;
    return std::nullopt;
}

}  // namespace zi::syntax
