#include "oracle.hpp"

#include <algorithm>

namespace zi::sheet {

namespace {

enum class Truth { no, unknown, yes };

std::optional<Fraction> value_of(const Expr& e, const std::vector<Fraction>& inputs) {
    if (e.kind == Expr::Kind::number) return e.number;
    if (e.kind == Expr::Kind::input) return inputs[e.input];
    std::vector<Fraction> args;
    for (const Expr& arg : e.args) {
        const auto one = value_of(arg, inputs);
        if (!one) return std::nullopt;
        args.push_back(*one);
    }
    Fraction result = args[0];
    if (e.kind == Expr::Kind::negate) return Fraction(-result);
    for (std::size_t i = 1; i < args.size(); ++i) {
        if (e.kind == Expr::Kind::divide && args[i] == 0) return std::nullopt;
        switch (e.kind) {
            case Expr::Kind::add: result += args[i]; break;
            case Expr::Kind::subtract: result -= args[i]; break;
            case Expr::Kind::multiply: result *= args[i]; break;
            case Expr::Kind::divide: result /= args[i]; break;
            case Expr::Kind::min: result = std::min(result, args[i]); break;
            default: result = std::max(result, args[i]);
        }
    }
    return result;
}

/// Every number from `low` to `high`; without an end it goes on.
struct Span {
    std::optional<Fraction> low, high;
};

Span times(const Span& a, const Span& b) {
    // Of ends without a number only the sign is known; nothing, however often, is nothing.
    const auto sign = [](const std::optional<Fraction>& end, int endless) { return end ? (*end > 0) - (*end < 0) : endless; };
    std::vector<Fraction> corners;
    bool down = false, up = false;
    for (const auto& [x, x_endless] : {std::pair{a.low, -1}, std::pair{a.high, 1}})
        for (const auto& [y, y_endless] : {std::pair{b.low, -1}, std::pair{b.high, 1}}) {
            const int both = sign(x, x_endless) * sign(y, y_endless);
            if (both == 0 || (x && y))
                corners.push_back(both == 0 ? Fraction(0) : Fraction(*x * *y));
            else
                (both < 0 ? down : up) = true;
        }
    Span result;
    if (!down) result.low = *std::min_element(corners.begin(), corners.end());
    if (!up) result.high = *std::max_element(corners.begin(), corners.end());
    return result;
}

/// What a formula may come to; nothing where it may divide by zero.
std::optional<Span> span_of(const Expr& e, const std::vector<Span>& inputs) {
    if (e.kind == Expr::Kind::number) return Span{e.number, e.number};
    if (e.kind == Expr::Kind::input) return inputs[e.input];
    std::optional<Span> result;
    for (const Expr& arg : e.args) {
        auto one = span_of(arg, inputs);
        if (!one) return std::nullopt;
        const bool begins = !result;
        if (begins && e.kind != Expr::Kind::negate) {
            result = one;
            continue;
        }
        if (e.kind == Expr::Kind::subtract || e.kind == Expr::Kind::negate) one = times(*one, {Fraction(-1), Fraction(-1)});
        const auto joined = [](const auto& a, const auto& b, auto join) {
            return a && b ? std::optional<Fraction>(join(*a, *b)) : std::nullopt;
        };
        const auto sum = [](const Fraction& a, const Fraction& b) { return Fraction(a + b); };
        const auto least = [](const Fraction& a, const Fraction& b) { return std::min(a, b); };
        const auto most = [](const Fraction& a, const Fraction& b) { return std::max(a, b); };
        switch (e.kind) {
            case Expr::Kind::negate: result = one; break;
            case Expr::Kind::add:
            case Expr::Kind::subtract:
                result = Span{joined(result->low, one->low, sum), joined(result->high, one->high, sum)};
                break;
            case Expr::Kind::multiply: result = times(*result, *one); break;
            case Expr::Kind::divide: {
                if ((!one->low || *one->low <= 0) && (!one->high || *one->high >= 0)) return std::nullopt;
                const auto part = [](const std::optional<Fraction>& end) { return end ? Fraction(1 / *end) : Fraction(0); };
                result = times(*result, {part(one->high), part(one->low)});
                break;
            }
            case Expr::Kind::min:
                result = Span{joined(result->low, one->low, least), !result->high ? one->high
                                                                    : !one->high  ? result->high
                                                                                  : joined(result->high, one->high, least)};
                break;
            default:
                result = Span{!result->low ? one->low
                              : !one->low  ? result->low
                                           : joined(result->low, one->low, most),
                              joined(result->high, one->high, most)};
        }
    }
    return result;
}

bool asks(const Expr& e, std::size_t input) {
    return (e.kind == Expr::Kind::input && e.input == input) ||
           std::any_of(e.args.begin(), e.args.end(), [&](const Expr& arg) { return asks(arg, input); });
}
bool asks(const Guard& g, std::size_t input) {
    if (g.kind == Guard::Kind::test) return g.subject == input || g.other == input;
    return std::any_of(g.args.begin(), g.args.end(), [&](const Guard& arg) { return asks(arg, input); });
}

bool holds(const Fraction& value, Op op, const std::vector<Fraction>& wanted) {
    const Fraction& one = wanted.front();
    switch (op) {
        case Op::at_least: return value >= one;
        case Op::above: return value > one;
        case Op::at_most: return value <= one;
        case Op::below: return value < one;
        case Op::equal: return value == one;
        case Op::in: return std::find(wanted.begin(), wanted.end(), value) != wanted.end();
    }
    return false;
}

template <class Test>
Truth truth(const Guard& g, const Test& test) {
    if (g.kind == Guard::Kind::test) return test(g);
    bool unknown = false;
    const Truth decisive = g.kind == Guard::Kind::all ? Truth::no : Truth::yes;
    for (const Guard& arg : g.args) {
        const Truth one = truth(arg, test);
        if (one == decisive) return decisive;
        unknown = unknown || one == Truth::unknown;
    }
    return unknown ? Truth::unknown : decisive == Truth::no ? Truth::yes : Truth::no;
}

class Oracle {
public:
    Oracle(const Sheet& sheet, const Given& unit, const std::function<Reach(std::size_t)>& reach)
        : sheet_(sheet), unit_(unit), reach_(reach) {}

    Expected run() {
        out_.nodes.resize(sheet_.nodes.size());
        out_.shares.resize(sheet_.nodes.size());
        score(0);
        for (const View& view : sheet_.views) {
            Interval sum;
            for (const std::size_t member : view.members) {
                sum.certain += out_.nodes[member].certain;
                sum.possible += out_.nodes[member].possible;
            }
            out_.views.push_back(sum);
        }
        out_.predicates.resize(sheet_.predicates.size());
        std::vector<bool> done(sheet_.predicates.size(), false);
        for (std::size_t i = 0; i < sheet_.predicates.size(); ++i) judge(i, done);
        for (std::size_t i = 0; i < sheet_.predicates.size(); ++i) {
            if (sheet_.predicates[i].kind != Predicate::Kind::stage) continue;
            if (out_.predicates[i].verdict == "met") out_.stage = i;
            if (out_.predicates[i].verdict != "not_met") out_.possible_stage = i;
        }
        return std::move(out_);
    }

private:
    // ---- Scores ----------------------------------------------------------------------------------------------------

    /// Who answered a question last: an assessor, or the unit.
    const Answers& answered(std::size_t node) const {
        const Answers* last = &unit_;
        for (const Answers& one : unit_.assessed)
            if (one.options.contains(node) || one.numbers.contains(node) || one.counts.contains(node)) last = &one;
        return *last;
    }

    std::optional<Fraction> share(std::size_t node, const Question& q) {
        if (!q.scale) return ratio(node, q);
        const Scale& scale = sheet_.scales[*q.scale];
        const Answers& answers = answered(node);
        if (const auto option = answers.options.find(node); option != answers.options.end())
            return scale.options[option->second].second;
        const auto number = answers.numbers.find(node);
        if (number == answers.numbers.end()) return std::nullopt;
        const Fraction& x = number->second;
        for (const Band& b : scale.bands)
            if ((b.low < x || (b.low == x && b.includes_low)) && (x < b.high || (x == b.high && b.includes_high)))
                return b.share;
        const auto value = value_of(scale.formula, {x});
        return value && scale.capped ? std::clamp<Fraction>(*value, 0, 1) : value;
    }

    std::optional<Fraction> ratio(std::size_t node, const Question& q) {
        const Answers& answers = answered(node);
        const auto given = answers.counts.find(node);
        if (given == answers.counts.end()) return std::nullopt;
        std::map<std::size_t, Fraction> counts = given->second;
        for (std::size_t round = 0; round < q.inputs.size(); ++round)
            for (std::size_t i = 0; i < q.inputs.size(); ++i) {
                const auto& parts = q.inputs[i].parts;
                if (counts.contains(i) || parts.empty()) continue;
                if (!std::all_of(parts.begin(), parts.end(), [&](std::size_t part) { return counts.contains(part); })) continue;
                for (const std::size_t part : parts) counts[i] += counts[part];
            }
        // What a stated total stands for may be missing, all the way down, unless it is asked for by name.
        std::vector<bool> needed(q.inputs.size(), true);
        const auto spare = [&](auto& self, std::size_t total) -> void {
            for (const std::size_t part : q.inputs[total].parts) {
                needed[part] = false;
                self(self, part);
            }
        };
        for (const auto& [input, count] : counts) spare(spare, input);
        std::vector<Fraction> inputs;
        for (std::size_t i = 0; i < q.inputs.size(); ++i) {
            const bool asked = asks(q.formula, i) ||
                               std::any_of(q.cases.begin(), q.cases.end(), [&](const Case& c) { return asks(c.guard, i); });
            if (!counts.contains(i) && (needed[i] || asked)) {
                left_ = left_by(node, q, counts);
                return left_->worst == left_->best ? std::optional(left_->worst) : std::nullopt;
            }
            inputs.push_back(counts.contains(i) ? counts[i] : Fraction(0));
        }
        for (const Case& one : q.cases) {
            const Truth decides = truth(one.guard, [&](const Guard& test) {
                const std::vector<Fraction> wanted = test.other ? std::vector{inputs[*test.other]} : test.numbers;
                return holds(inputs[test.subject], test.op, wanted) ? Truth::yes : Truth::no;
            });
            if (decides == Truth::yes) return one.share;
        }
        const auto value = value_of(q.formula, inputs);
        return value && q.capped ? std::clamp<Fraction>(*value, 0, 1) : value;
    }

    /// What the counts that are known leave of a question's reach.
    std::optional<Reach> left_by(std::size_t node, const Question& q, const std::map<std::size_t, Fraction>& counts) {
        const Reach whole = q.reach ? *q.reach : reach_(node);
        if (counts.empty()) return whole;
        std::vector<Span> inputs(q.inputs.size(), Span{Fraction(0), std::nullopt});
        for (const auto& [input, count] : counts) inputs[input] = {count, count};
        // As often as there are inputs, so that what follows from one total reaches the others.
        for (std::size_t round = 0; round < q.inputs.size(); ++round)
            for (std::size_t i = 0; i < q.inputs.size(); ++i) {
                if (q.inputs[i].parts.empty()) continue;
                Span sum{Fraction(0), Fraction(0)};
                for (const std::size_t part : q.inputs[i].parts) {
                    *sum.low += *inputs[part].low;
                    if (!inputs[part].high)
                        sum.high.reset();
                    else if (sum.high)
                        *sum.high += *inputs[part].high;
                }
                if (!counts.contains(i)) {
                    inputs[i].low = std::max(*inputs[i].low, *sum.low);
                    if (sum.high && (!inputs[i].high || *sum.high < *inputs[i].high)) inputs[i].high = sum.high;
                }
            }
        for (std::size_t round = 0; round < q.inputs.size(); ++round)
            for (const Input& total : q.inputs) {
                const auto& high = inputs[static_cast<std::size_t>(&total - q.inputs.data())].high;
                Fraction least = 0;
                for (const std::size_t part : total.parts) least += *inputs[part].low;
                for (const std::size_t part : total.parts) {
                    if (!high || counts.contains(part)) continue;
                    const Fraction rest = *high - least + *inputs[part].low;
                    if (rest >= *inputs[part].low && (!inputs[part].high || rest < *inputs[part].high))
                        inputs[part].high = rest;
                }
            }
        std::optional<Reach> left;
        const auto add = [&](const std::optional<Fraction>& low, const std::optional<Fraction>& high) {
            const Fraction worst = low ? std::clamp(*low, whole.worst, whole.best) : whole.worst,
                           best = high ? std::clamp(*high, whole.worst, whole.best) : whole.best;
            left = left ? Reach{std::min(left->worst, worst), std::max(left->best, best)} : Reach{worst, best};
        };
        for (const Case& one : q.cases) {
            const Truth decides = truth(one.guard, [&](const Guard& test) {
                // Both ends, and numbers from within that may be told apart from them. Of two inputs, by how much one exceeds.
                Span given = inputs[test.subject];
                std::vector<Fraction> numbers = test.numbers;
                if (test.other) {
                    const Span& other = inputs[*test.other];
                    const auto less = [](const std::optional<Fraction>& a, const std::optional<Fraction>& b) {
                        return a && b ? std::optional<Fraction>(*a - *b) : std::nullopt;
                    };
                    given = {less(given.low, other.high), less(given.high, other.low)};
                    numbers = {Fraction(0)};
                }
                std::vector<Fraction> samples;
                if (given.low) samples.push_back(*given.low);
                const Fraction& wanted = numbers.front();
                for (const Fraction& sample : {wanted, Fraction(wanted + 1), Fraction(wanted - 1)})
                    if ((!given.low || sample >= *given.low) && (!given.high || sample <= *given.high))
                        samples.push_back(sample);
                if (given.high) samples.push_back(*given.high);
                const auto here = [&](const Fraction& sample) { return holds(sample, test.op, numbers); };
                return std::all_of(samples.begin(), samples.end(), here)    ? Truth::yes
                       : std::none_of(samples.begin(), samples.end(), here) ? Truth::no
                                                                            : Truth::unknown;
            });
            if (decides == Truth::no) continue;
            add(one.share, one.share);
            if (decides == Truth::yes) return left;
        }
        const auto value = span_of(q.formula, inputs);
        value ? add(value->low, value->high) : add(std::nullopt, std::nullopt);
        return left;
    }

    void score(std::size_t index) {
        const Node& n = sheet_.nodes[index];
        Interval& result = out_.nodes[index];
        if (n.question) {
            const Question& q = *n.question;
            left_.reset();
            out_.shares[index] = share(index, q);
            const auto known = left_ ? left_ : q.scale ? sheet_.scales[*q.scale].reach : q.reach;
            Reach reach = out_.shares[index] ? Reach{*out_.shares[index], *out_.shares[index]} : known ? *known : reach_(index);
            set_apart(q, out_.shares[index], reach);
            result = {n.weight * reach.worst, n.weight * reach.best};
            return;
        }
        std::vector<Fraction> certain, possible;
        for (const std::size_t child : n.children) {
            score(child);
            certain.push_back(out_.nodes[child].certain);
            possible.push_back(out_.nodes[child].possible);
        }
        const auto combined = [&](const std::vector<Fraction>& scores) {
            if (n.combine == "min") return *std::min_element(scores.begin(), scores.end());
            if (n.combine == "max") return *std::max_element(scores.begin(), scores.end());
            Fraction sum = 0;
            for (const Fraction& one : scores) sum += one;
            return sum;
        };
        result = {combined(certain), combined(possible)};
    }

    /// Every share that may count: those of the cases that may hold, down to the first that does; the answer's if none does for
    /// certain.
    void set_apart(const Question& q, std::optional<Fraction>& share, Reach& reach) const {
        std::vector<Fraction> candidates;
        bool certain = false;
        for (std::size_t i = 0; i < q.inapplicable.size() && !certain; ++i) {
            const Truth truth = guard(q.inapplicable[i].guard);
            if (truth != Truth::no) candidates.push_back(q.inapplicable[i].share);
            certain = truth == Truth::yes;
        }
        if (candidates.empty()) return;
        share.reset();
        if (!certain) candidates.insert(candidates.end(), {reach.worst, reach.best});
        reach = {*std::min_element(candidates.begin(), candidates.end()),
                 *std::max_element(candidates.begin(), candidates.end())};
    }

    // ---- Verdicts --------------------------------------------------------------------------------------------------

    std::optional<Fraction> value_of_fact(std::size_t index) const {
        if (const auto stated = unit_.facts.find(index); stated != unit_.facts.end()) return stated->second;
        const Fact& fact = sheet_.facts[index];
        if (!fact.members_meet || !unit_.members || unit_.members->empty()) return fact.fallback;
        const auto any = [&](const char* word) {
            return std::any_of(unit_.members->begin(), unit_.members->end(), [&](const Branch& member) {
                return (member.verdicts.empty() ? "open" : member.verdicts[*fact.members_meet]) == std::string_view(word);
            });
        };
        if (any("not_met")) return 0;
        return any("open") ? std::nullopt : std::optional<Fraction>(1);
    }
    Truth fact(std::size_t index, Op op, const std::vector<Fraction>& wanted) const {
        const auto value = value_of_fact(index);
        return !value ? Truth::unknown : holds(*value, op, wanted) ? Truth::yes : Truth::no;
    }

    /// Has the time since the day of a fact passed? By the calendar's page: whoever counts years looks for the same day of a
    /// later year.
    Truth elapsed(std::size_t fact, Op op, const Length& length) const {
        const auto value = value_of_fact(fact);
        if (!value) return Truth::unknown;
        const int start = boost::multiprecision::numerator(*value).convert_to<int>();
        bool passed = false;
        if (start != never && length.period == Period::day) passed = unit_.as_of - start >= length.count;
        if (start != never && length.period != Period::day) {
            const std::vector<int> from = calendar_day(start), to = calendar_day(unit_.as_of);
            const int months = 12 * (to[0] - from[0]) + to[1] - from[1];
            const int wanted = length.period == Period::year ? 12 * length.count : length.count;
            // In the month itself the day must have come; a month without that day only ends the wait.
            passed = months > wanted || (months == wanted && to[2] >= from[2]);
        }
        return passed == (op == Op::at_least) ? Truth::yes : Truth::no;
    }

    Truth day(const Condition& c) const {
        if (!c.yearly) return holds(unit_.as_of, c.op, c.numbers) ? Truth::yes : Truth::no;
        const std::vector<int> today = calendar_day(unit_.as_of);
        return holds(100 * today[1] + today[2], c.op, {100 * c.yearly->month + c.yearly->day}) ? Truth::yes : Truth::no;
    }

    Truth guard(const Guard& g) const {
        return truth(g, [&](const Guard& test) {
            return test.elapsed ? elapsed(test.subject, test.op, *test.elapsed) : fact(test.subject, test.op, test.numbers);
        });
    }

    static std::string verdict(Truth t) { return t == Truth::yes ? "met" : t == Truth::no ? "not_met" : "open"; }

    /// Every score between the two ends is taken to be possible.
    static Truth score(const Interval& s, Op op, const Fraction& t) {
        const bool all_certain = holds(s.certain, op, {t}), all_possible = holds(s.possible, op, {t});
        if (op == Op::equal)
            return all_certain && all_possible ? Truth::yes : t < s.certain || s.possible < t ? Truth::no : Truth::unknown;
        return all_certain && all_possible ? Truth::yes : !all_certain && !all_possible ? Truth::no : Truth::unknown;
    }

    void judge(std::size_t index, std::vector<bool>& done) {
        if (done[index]) return;
        done[index] = true;
        const Predicate& p = sheet_.predicates[index];
        Judged result;
        const Truth concerned = p.when ? guard(*p.when) : Truth::yes;
        if (concerned == Truth::no) {
            out_.predicates[index] = {false, "not_met", {}};
            return;
        }
        for (const Condition& c : p.conditions) {
            if ((c.from && unit_.as_of < *c.from) || (c.until && unit_.as_of >= *c.until)) continue;
            const Truth when = c.when ? guard(*c.when) : Truth::yes;
            const Truth unless = c.unless ? guard(*c.unless) : Truth::no;
            if (when == Truth::no || unless == Truth::yes) continue;
            const bool sure = when == Truth::yes && unless == Truth::no;
            const auto add = [&](const std::string& id, Truth one) {
                if (!sure && one == Truth::no) one = Truth::unknown;
                result.conditions.emplace_back(c.name.empty()                    ? id
                                               : c.kind == Condition::Kind::each ? c.name + "." + id
                                                                                 : c.name,
                                               verdict(one));
            };
            const auto threshold = [&](const Fraction& weight) {
                return c.share ? Fraction(c.threshold * weight) : c.threshold;
            };
            const auto node = [&](std::size_t i) {
                add(sheet_.nodes[i].id, score(out_.nodes[i], c.op, threshold(sheet_.nodes[i].weight)));
            };
            const auto view = [&](std::size_t i) {
                add(sheet_.views[i].name, score(out_.views[i], c.op, threshold(sheet_.views[i].weight)));
            };
            switch (c.kind) {
                case Condition::Kind::node: node(c.index); break;
                case Condition::Kind::view: view(c.index); break;
                case Condition::Kind::fact: add(sheet_.facts[c.index].id, fact(c.index, c.op, c.numbers)); break;
                case Condition::Kind::elapsed: add(sheet_.facts[c.index].id, elapsed(c.index, c.op, c.elapsed)); break;
                case Condition::Kind::day: add("as_of", day(c)); break;
                case Condition::Kind::each:
                    for (std::size_t i = 1; i < sheet_.nodes.size(); ++i)
                        if (!sheet_.nodes[i].question && sheet_.nodes[i].level == c.index) node(i);
                    for (std::size_t i = 0; i < sheet_.views.size(); ++i)
                        if (sheet_.views[i].level == c.index) view(i);
                    break;
                case Condition::Kind::meets: {
                    judge(c.index, done);
                    const std::string& other = out_.predicates[c.index].verdict;
                    add(sheet_.predicates[c.index].name, other == "met"    ? Truth::yes
                                                         : other == "open" ? Truth::unknown
                                                                           : Truth::no);
                    break;
                }
            }
        }
        const auto any = [&](const char* word) {
            return std::any_of(result.conditions.begin(), result.conditions.end(),
                               [&](const auto& one) { return one.second == word; });
        };
        result.verdict = concerned == Truth::unknown ? "open" : any("not_met") ? "not_met" : any("open") ? "open" : "met";
        out_.predicates[index] = std::move(result);
    }

    const Sheet& sheet_;
    const Given& unit_;
    const std::function<Reach(std::size_t)>& reach_;
    std::optional<Reach> left_;  ///< of the last ratio that lacks counts: what those leave that are there
    Expected out_;
};

}  // namespace

Expected expected(const Sheet& sheet, const Given& unit, const std::function<Reach(std::size_t)>& reach) {
    return Oracle(sheet, unit, reach).run();
}

}  // namespace zi::sheet
