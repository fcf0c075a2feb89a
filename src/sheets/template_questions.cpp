// Points of a question as an interval, by formulas. Known and partly known answers use the same formulas: with all inputs known
// the interval of src/eval/bounds.cpp is the value of src/eval/reference.cpp.
#include "template_sums.hpp"

#include "base/filled.hpp"

#include <algorithm>
#include <map>

namespace zi::sheets {

namespace {

using Ends = Interval;

std::string call(std::string_view function, std::initializer_list<std::string_view> arguments) {
    std::string text(function);
    text += '(';
    for (const std::string_view one : arguments) (text += text.back() == '(' ? "" : ",") += one;
    return text + ")";
}

double within_bounds(double value) { return std::max(-beyond, std::min(beyond, value)); }

class QuestionSums {
public:
    QuestionSums(const Model& model, const FormPlan& plan, Calculation& sums, WordLists& lists, FactSums& facts)
        : model_(model), plan_(plan), sums_(sums), lists_(lists), facts_(facts) {}

    QuestionTerms of(QuestionIndex index) {
        const Question& question = model_.questions[index];
        const Node& node = model_.nodes[question.node];
        sums_.row(node.id, node.title.id);
        source_ = sums_.put({source(index, question), 0});
        QuestionTerms terms;
        switch (question.kind) {
            case Question::Kind::options: options(index, question, terms); break;
            case Question::Kind::number: number(index, question, terms); break;
            case Question::Kind::ratio: ratio(index, question, terms); break;
        }
        if (!question.inapplicable.empty()) set_apart(question, terms);
        return terms;
    }

private:
    // ---- Whose answer counts ---------------------------------------------------------------------------------------------

    std::uint16_t columns() const { return static_cast<std::uint16_t>(1 + model_.assessors.size()); }

    std::string cells(QuestionIndex question, std::uint32_t first, std::uint32_t last) const {
        const FormPlace& place = plan_.places[question];
        const std::string from = absolute(place.row + first, answer_column),
                          to = absolute(place.row + last, static_cast<std::uint32_t>(answer_column + columns() - 1));
        return on_sheet(plan_.sheets[place.sheet].name, from == to ? from : from + ":" + to);
    }

    /// One-based index of the last of unit and assessors with an answer; 0: none.
    std::string source(QuestionIndex index, const Question& question) const {
        const bool ratio = question.kind == Question::Kind::ratio;
        const std::uint32_t rows = ratio ? static_cast<std::uint32_t>(question.inputs.size()) : 1;
        const std::string all = cells(index, ratio ? 1 : 0, ratio ? rows : 0);
        if (columns() == 1 && rows == 1) return "IF(" + lists_.holds_something(all) + ",1,0)";
        const std::string from = absolute(0, answer_column);
        return "SUMPRODUCT(MAX(" + lists_.holds_something(all) + "*(COLUMN(" + all + ")-" + std::to_string(answer_column) +
               ")))";
    }

    /// The cell of the answer that counts.
    std::string prevailing(QuestionIndex question, std::uint32_t row) const {
        const std::string all = cells(question, row, row);
        return columns() == 1 ? all : "INDEX(" + all + ",1,MAX(1," + source_.formula + "))";
    }

    // ---- Options and numbers ---------------------------------------------------------------------------------------------

    Term given(const std::string& read) { return sums_.put({"IF(" + source_.formula + "=0,-2," + read + ")", nothing}); }

    Term plain_state(const Term& raw) {
        return sums_.put({"IF(" + raw.formula + ">=0,0,IF(" + raw.formula + "=-2,1,2))", state_unanswered});
    }

    void options(QuestionIndex index, const Question& question, QuestionTerms& terms) {
        const Scale& scale = model_.scales[question.scale];
        auto list = scale_lists_.find(question.scale);
        if (list == scale_lists_.end()) {
            std::vector<std::string_view> words;
            std::vector<Rational> values;
            for (const Option& option : scale.options) words.push_back(option.key), values.push_back(option.value);
            list = scale_lists_.emplace(question.scale, lists_.add(scale.name, words, values)).first;
        }
        const Term raw = given(WordLists::place_of(prevailing(index, 0), list->second));
        const auto share = [&](const Rational& open) {
            const Term unknown = literal(open);
            return sums_.put({"IF(" + raw.formula + ">=0,INDEX(" + list->second.values + ",MAX(0," + raw.formula + ")+1)," +
                                  unknown.formula + ")",
                              unknown.value});
        };
        terms.share.low = share(question.worst);
        terms.share.high = share(question.best);
        terms.state = plain_state(raw);
    }

    void number(QuestionIndex index, const Question& question, QuestionTerms& terms) {
        const Scale& scale = model_.scales[question.scale];
        const Term raw = given(number_in(prevailing(index, 0), scale.min, scale.max, scale.step, scale.percent != Percent::no));
        const Term worst = literal(question.worst), best = literal(question.best);
        Ends earned;
        Term unsure{"0", 0};  // 1: the formula has no value
        if (scale.bands.empty()) {
            const Computed computed = formula(scale.formula, {{raw, raw}});
            earned = clamped(computed.ends, question);
            unsure = computed.undefined;
        } else {
            const std::uint32_t first = sums_.at() + 1;
            for (const Band& band : scale.bands) {
                sums_.row("", "");
                const Term low = literal(band.low), high = literal(band.high);
                sums_.put({"IF(AND(" + raw.formula + (band.includes_low ? ">=" : ">") + low.formula + "," + raw.formula +
                               (band.includes_high ? "<=" : "<") + high.formula + "),1,0)",
                           0});
                sums_.put(literal(band.value));
            }
            const std::uint32_t last = sums_.at();
            const std::string hits = sums_.range(first, last, 2);
            earned.low = {"SUMPRODUCT(" + hits + "," + sums_.range(first, last, 3) + ")", 0};
            earned.high = earned.low;
            unsure = {"IF(SUM(" + hits + ")=0,1,0)", 1};
        }
        sums_.row("");
        const Term open = sums_.put({"IF(AND(" + raw.formula + ">=0," + unsure.formula + "=0),0,1)", 1});
        terms.share.low =
            sums_.put({"IF(" + open.formula + "=1," + worst.formula + "," + earned.low.formula + ")", worst.value});
        terms.share.high =
            sums_.put({"IF(" + open.formula + "=1," + best.formula + "," + earned.high.formula + ")", best.value});
        terms.state = plain_state(raw);
    }

    // ---- Formulas ----------------------------------------------------------------------------------------------------------

    struct Computed {
        Ends ends;
        Term undefined;  ///< 1: a denominator may be zero
    };

    Term put_bounded(const std::string& formula, double value) {
        const std::string far(beyond_text);
        return sums_.put({"MAX(-" + far + ",MIN(" + far + "," + formula + "))", within_bounds(value)});
    }

    Computed formula(const Formula& of, const std::vector<Ends>& inputs) {
        if (of.kind == Formula::Kind::number) {
            const Term number = literal(of.number);
            return {{number, number}, {"0", 0}};
        }
        if (of.kind == Formula::Kind::input) return {inputs[of.input], {"0", 0}};
        Computed result = formula(of.args.front(), inputs);
        if (of.kind == Formula::Kind::negate) {
            sums_.row("", "-");
            const Ends before = result.ends;
            result.ends.low = sums_.put({"-" + before.high.formula, -before.high.value});
            result.ends.high = sums_.put({"-" + before.low.formula, -before.low.value});
            return result;
        }
        for (std::size_t i = 1; i < of.args.size(); ++i) result = joined(of.kind, result, formula(of.args[i], inputs));
        return result;
    }

    Computed joined(Formula::Kind kind, const Computed& left, const Computed& right) {
        const Ends &a = left.ends, &b = right.ends;
        static constexpr std::string_view signs[] = {"", "", "+", "-", "*", "/", "", "min", "max"};
        sums_.row("", signs[static_cast<std::size_t>(kind)]);
        Computed result;
        Term undefined{"MAX(" + left.undefined.formula + "," + right.undefined.formula + ")",
                       std::max(left.undefined.value, right.undefined.value)};
        const auto plain = [&](std::string_view sign, const Term& x, const Term& y, double value) {
            return put_bounded(x.formula + std::string(sign) + y.formula, value);
        };
        const auto product = [&](const Ends& x, const Ends& y, bool least) {
            const double all[] = {x.low.value * y.low.value, x.low.value * y.high.value, x.high.value * y.low.value,
                                  x.high.value * y.high.value};
            const std::string formula =
                call(least ? "MIN" : "MAX", {x.low.formula + "*" + y.low.formula, x.low.formula + "*" + y.high.formula,
                                             x.high.formula + "*" + y.low.formula, x.high.formula + "*" + y.high.formula});
            return put_bounded(formula, least ? *std::ranges::min_element(all) : *std::ranges::max_element(all));
        };
        switch (kind) {
            case Formula::Kind::add:
                result.ends.low = plain("+", a.low, b.low, a.low.value + b.low.value);
                result.ends.high = plain("+", a.high, b.high, a.high.value + b.high.value);
                break;
            case Formula::Kind::subtract:
                result.ends.low = plain("-", a.low, b.high, a.low.value - b.high.value);
                result.ends.high = plain("-", a.high, b.low, a.high.value - b.low.value);
                break;
            case Formula::Kind::multiply:
                result.ends.low = product(a, b, true);
                result.ends.high = product(a, b, false);
                break;
            case Formula::Kind::divide: {
                // Tolerates binary rounding errors around 0.
                const bool zero = b.low.value <= 1e-12 && b.high.value >= -1e-12;
                const Term divides =
                    sums_.put({"IF(AND(" + b.low.formula + "<=1E-12," + b.high.formula + ">=-1E-12),1,0)", zero ? 1.0 : 0.0});
                const auto inverse = [&](const Term& end) {
                    const bool none_left = zero || std::abs(end.value) > 1e90;
                    return sums_.put(
                        {"IF(OR(" + divides.formula + "=1,ABS(" + end.formula + ")>1E+90),0,1/" + end.formula + ")",
                         none_left ? 0.0 : 1 / end.value});
                };
                const Ends by{inverse(b.high), inverse(b.low)};
                result.ends.low = product(a, by, true);
                result.ends.high = product(a, by, false);
                undefined = {"MAX(" + undefined.formula + "," + divides.formula + ")",
                             std::max(undefined.value, divides.value)};
                break;
            }
            case Formula::Kind::min:
            case Formula::Kind::max: {
                const bool least = kind == Formula::Kind::min;
                const auto pick = [&](const Term& x, const Term& y) {
                    return sums_.put({call(least ? "MIN" : "MAX", {x.formula, y.formula}),
                                      least ? std::min(x.value, y.value) : std::max(x.value, y.value)});
                };
                result.ends = {pick(a.low, b.low), pick(a.high, b.high)};
                break;
            }
            case Formula::Kind::number:
            case Formula::Kind::input:
            case Formula::Kind::negate: break;
        }
        result.undefined = sums_.put(undefined);
        return result;
    }

    /// Clamps to worst .. best, the range of every answer.
    Ends clamped(const Ends& ends, const Question& question) {
        const Term worst = literal(question.worst), best = literal(question.best);
        sums_.row("");
        const auto one = [&](const Term& end) {
            return sums_.put({"MAX(" + worst.formula + ",MIN(" + best.formula + "," + end.formula + "))",
                              std::max(worst.value, std::min(best.value, end.value))});
        };
        const Term low = one(ends.low);
        return {low, one(ends.high)};
    }

    // ---- Ratios ------------------------------------------------------------------------------------------------------------

    struct Count {
        Term raw, given;
        Ends ends;
    };

    /// References to the counts, and intervals of missing ones.
    std::vector<Count> counts_of(QuestionIndex index, const Question& question, Term& unsound_counts) {
        std::vector<Count> counts(question.inputs.size());
        std::vector<Term> problems;
        for (const InputIndex i : question.input_order) {
            const Input& input = question.inputs[i];
            sums_.row("", input.key);
            Count& count = counts[i];
            const std::string x = prevailing(index, Index{i} + 1);
            count.raw = sums_.put(
                {"IF(" + source_.formula + "=0,-2,IF(" + lists_.holds_something(x) + "," + count_in(x) + ",-2))", nothing});
            const std::string r = count.raw.formula;
            problems.push_back({"IF(" + r + "=-1,1,0)", 0});
            if (input.parts.empty()) {
                count.given = sums_.put({"IF(" + r + ">=0,1,0)", 0});
                count.ends.low = sums_.put({filled("IF({}>=0,{},0)", r, r), 0});
                count.ends.high = sums_.put({filled("IF({}>=0,{},{})", r, r, beyond_text), beyond});
                continue;
            }
            std::vector<Term> given;
            std::string low, high;
            for (const InputIndex part : input.parts) {
                given.push_back(counts[part].given);
                (low += low.empty() ? "" : "+") += counts[part].ends.low.formula;
                (high += high.empty() ? "" : "+") += counts[part].ends.high.formula;
            }
            const Term complete = sums_.put(sums_.least(given));
            count.given = sums_.put({"IF(" + r + ">=0,1," + complete.formula + ")", 0});
            count.ends.low = sums_.put({filled("IF({}>=0,{},{})", r, r, low), 0});
            count.ends.high = sums_.put({filled("IF({}>=0,{},MIN({},{}))", r, r, beyond_text, high), beyond});
            // Missing parts are not negative, so the known ones bound the sum from below.
            std::string sum;
            for (const InputIndex part : input.parts)
                (sum += sum.empty() ? "" : "+") += counts[part].given.formula + "*" + counts[part].ends.low.formula;
            problems.push_back(
                {filled("IF({}<0,0,IF({}<{},1,IF(AND({}=1,{}<>{}),1,0)))", r, r, sum, complete.formula, r, sum), 0});
        }
        for (std::size_t i = 0; i < counts.size(); ++i) {
            const InputIndex whole = question.inputs[i].at_most;
            if (whole == none) continue;
            problems.push_back({"IF(AND(" + counts[i].given.formula + "=1," + counts[whole].given.formula + "=1," +
                                    counts[whole].ends.low.formula + "<" + counts[i].ends.low.formula + "),1,0)",
                                0});
        }
        std::vector<Term> placed;
        for (const Term& one : problems) {
            sums_.row("", "?");
            placed.push_back(sums_.put(one));
        }
        const Term any = sums_.greatest(placed);
        sums_.row("", "?");
        unsound_counts = sums_.put(any);
        narrow(question, counts);
        return counts;
    }

    /// Upper bounds of missing parts: the rest of their total, and the count that bounds them.
    void narrow(const Question& question, std::vector<Count>& counts) {
        for (auto i = question.input_order.rbegin(); i != question.input_order.rend(); ++i) {
            const Input& total = question.inputs[*i];
            if (total.parts.empty()) continue;
            std::string least;
            for (const InputIndex part : total.parts) (least += least.empty() ? "" : "+") += counts[part].ends.low.formula;
            for (const InputIndex part : total.parts) {
                Count& one = counts[part];
                sums_.row("", question.inputs[part].key);
                const Term rest =
                    put_bounded(counts[*i].ends.high.formula + "-(" + least + ")+" + one.ends.low.formula, beyond);
                one.ends.high =
                    sums_.put({"IF(OR(" + one.given.formula + "=1," + rest.formula + "<" + one.ends.low.formula + ")," +
                                   one.ends.high.formula + ",MIN(" + one.ends.high.formula + "," + rest.formula + "))",
                               beyond});
            }
        }
        for (std::size_t i = 0; i < counts.size(); ++i) {
            const InputIndex whole = question.inputs[i].at_most;
            if (whole == none) continue;
            Count &part = counts[i], &all = counts[whole];
            sums_.row("", question.inputs[i].key);
            const std::string apart = all.ends.high.formula + "<" + part.ends.low.formula;
            part.ends.high = sums_.put({"IF(OR(" + part.given.formula + "=1," + apart + ")," + part.ends.high.formula +
                                            ",MIN(" + part.ends.high.formula + "," + all.ends.high.formula + "))",
                                        beyond});
            const std::string still_apart = all.ends.high.formula + "<" + part.ends.low.formula;
            all.ends.low = sums_.put({"IF(OR(" + all.given.formula + "=1," + still_apart + ")," + all.ends.low.formula +
                                          ",MAX(" + all.ends.low.formula + "," + part.ends.low.formula + "))",
                                      0});
        }
    }

    Term truth(const Guard& guard, const std::vector<Ends>& inputs) {
        if (guard.kind == Guard::Kind::test) {
            const Ends& subject = inputs[guard.input()];
            Ends other;
            if (guard.other != none)
                other = inputs[guard.other_input()];
            else
                other.low = other.high = literal(std::get<Rational>(guard.values.front()));
            sums_.row("", "when");
            const Term low = sums_.put({subject.low.formula + "-" + other.high.formula, subject.low.value - other.high.value});
            const Term high = sums_.put({subject.high.formula + "-" + other.low.formula, subject.high.value - other.low.value});
            return sums_.put(judged(guard.op, low, high));
        }
        std::vector<Term> parts;
        for (const Guard& part : guard.args) parts.push_back(truth(part, inputs));
        const Term all = guard.kind == Guard::Kind::all ? sums_.least(parts) : sums_.greatest(parts);
        sums_.row("", "when");
        return sums_.put(all);
    }

    /// Minimum and maximum over cases that are tried in order and of which several may apply.
    class Possibilities {
    public:
        explicit Possibilities(Calculation& sums) : sums_(sums) {}
        /// `truth`: whether this case applies, provided that no earlier one does.
        void add(const Term& truth, const Ends& ends) {
            const std::string far(beyond_text);
            sums_.row("", "then");
            const bool counts = alive_.value == 1 && truth.value >= 1;
            const Term may = sums_.put({"IF(AND(" + alive_.formula + "=1," + truth.formula + ">=1),1,0)", counts ? 1.0 : 0.0});
            low_.push_back(sums_.put(
                {"IF(" + may.formula + "=1," + ends.low.formula + "," + far + ")", counts ? ends.low.value : beyond}));
            high_.push_back(sums_.put(
                {"IF(" + may.formula + "=1," + ends.high.formula + ",-" + far + ")", counts ? ends.high.value : -beyond}));
            const bool still = alive_.value == 1 && truth.value < 2;
            alive_ = sums_.put({"IF(AND(" + alive_.formula + "=1," + truth.formula + "<2),1,0)", still ? 1.0 : 0.0});
        }
        Ends ends() {
            const Term low = sums_.least(low_), high = sums_.greatest(high_);
            sums_.row("", "=");
            const Term least = sums_.put(low);
            return {least, sums_.put(high)};
        }
        /// 1 while no case certainly applies.
        const Term& alive() const { return alive_; }

    private:
        Calculation& sums_;
        Term alive_{"1", 1};
        std::vector<Term> low_, high_;
    };

    void ratio(QuestionIndex index, const Question& question, QuestionTerms& terms) {
        const Term source = source_;
        Term unsound_counts;
        const std::vector<Count> counts = counts_of(index, question, unsound_counts);
        std::vector<Ends> inputs;
        for (const Count& count : counts) inputs.push_back(count.ends), terms.counts.push_back(count.raw);
        const Term worst = literal(question.worst), best = literal(question.best);
        Possibilities possible(sums_);
        for (const Case& one : question.cases) {
            const Term holds = truth(one.guard, inputs);
            possible.add(holds, one.value ? Ends{literal(*one.value), literal(*one.value)} : Ends{worst, best});
        }
        const Computed computed = formula(question.formula, inputs);
        const Ends earned = clamped(computed.ends, question);
        sums_.row("");
        const bool undefined = computed.undefined.value == 1;
        const auto unless_undefined = [&](const Term& value, const Term& open) {
            return sums_.put({"IF(" + computed.undefined.formula + "=1," + open.formula + "," + value.formula + ")",
                              undefined ? open.value : value.value});
        };
        const Term low = unless_undefined(earned.low, worst);
        possible.add({"2", 2}, {low, unless_undefined(earned.high, best)});
        const Ends share = possible.ends();
        sums_.row(model_.nodes[question.node].id, "share");
        const std::string open = "IF(OR(" + source.formula + "=0," + unsound_counts.formula + "=1),";
        terms.share.low = sums_.put({open + worst.formula + "," + share.low.formula + ")", worst.value});
        terms.share.high = sums_.put({open + best.formula + "," + share.high.formula + ")", best.value});
        terms.state = sums_.put({"IF(" + source.formula + "=0,1,IF(" + unsound_counts.formula + "=1,2,IF(" +
                                     terms.share.low.formula + "<" + terms.share.high.formula + ",3,0)))",
                                 state_unanswered});
    }

    // ---- Units that the question does not concern ---------------------------------------------------------------------------

    void set_apart(const Question& question, QuestionTerms& terms) {
        Possibilities possible(sums_);
        for (const Inapplicable& one : question.inapplicable) {
            const Term holds = facts_.truth(one.guard);
            possible.add(holds, {literal(one.value), literal(one.value)});
        }
        const Term concerned = possible.alive();
        possible.add({"2", 2}, terms.share);
        terms.share = possible.ends();
        terms.state = sums_.put({"IF(" + concerned.formula + "=1," + terms.state.formula + ",4)",
                                 concerned.value == 1 ? terms.state.value : state_apart});
    }

    const Model& model_;
    const FormPlan& plan_;
    Calculation& sums_;
    WordLists& lists_;
    FactSums& facts_;
    Term source_;
    std::map<ScaleIndex, WordLists::Ranges> scale_lists_;
};

}  // namespace

void add_questions(const Model& model, const FormPlan& plan, Calculation& sums, WordLists& lists, FactSums& facts,
                   FormTerms& out) {
    QuestionSums questions(model, plan, sums, lists, facts);
    for (QuestionIndex q{0}; q < model.questions.size(); ++q) out.questions.push_back(questions.of(q));
}

}  // namespace zi::sheets
