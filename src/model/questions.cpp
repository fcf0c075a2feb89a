// One question: its scale, the criteria of its options, and for a ratio its inputs, cases and formula.
#include "build.hpp"

#include "base/depth_first.hpp"
#include "base/listed.hpp"

#include <algorithm>
#include <tuple>

namespace zi::lowering {

namespace {

using syntax::Statement;

/// Limit on members of a cycle named in a message; cycles can be as long as the file.
constexpr std::size_t circle_shown = 8;

class QuestionLowering {
public:
    QuestionLowering(Build& build, const Statement& statement, NodeIndex node)
        : build_(build),
          model_(build.model),
          statement_(statement),
          what_(std::get<syntax::Question>(statement.what)),
          id_(model_.nodes[node].id) {
        question_.node = node;
        model_.nodes[node].question = QuestionIndex(model_.questions.size());
    }

    void run() {
        if (what_.scale.value == "ratio") {
            question_.kind = Question::Kind::ratio;
        } else {
            question_.scale = ScaleIndex(build_.use(build_.scales, "@scale", what_.scale));
            if (question_.scale != none) {
                const Scale& scale = model_.scales[question_.scale];
                question_.kind = scale.numeric ? Question::Kind::number : Question::Kind::options;
                // Questions allocate room for all options of their scale, here and wherever they are assessed.
                if (!build_.add_answers(scale.options.size(), what_.label.span)) return;
                question_.option_criteria.resize(scale.options.size());
            }
        }
        if (what_.cost) question_.cost = build_.count(*what_.cost, 1);
        // Inputs first: formulas may precede them in the text.
        for (const Statement& detail : statement_.body)
            if (const auto* input = std::get_if<syntax::Input>(&detail.what)) declare(*input);
        question_.inputs_read.assign(question_.inputs.size(), 0);
        link_parts();
        for (const Statement& detail : statement_.body)
            std::visit([&](const auto& what) { (*this)(what, detail); }, detail.what);
        if (question_.kind == Question::Kind::ratio)
            finish_ratio();
        else if (question_.scale != none)
            question_.worst = model_.scales[question_.scale].worst, question_.best = model_.scales[question_.scale].best;
        model_.questions.push_back(std::move(question_));
    }

    void operator()(const syntax::Input& what, const Statement&) {
        if (question_.kind != Question::Kind::ratio) misfit("input", what.name.span);
    }

    void operator()(const syntax::Criteria& what, const Statement&) {
        if (!what.option) {
            if (criteria_) build_.report(Code::repeated_statement, {"criteria"}, what.text.id.span, {*criteria_});
            criteria_ = what.text.id.span;
            question_.criteria = build_.text(what.text);
            return;
        }
        if (question_.kind != Question::Kind::options) {
            misfit(what.option->value, what.option->span);
            return;
        }
        if (question_.scale == none) return;
        const auto& options = model_.scales[question_.scale].options;
        const OptionIndex option = find_option(*what.option);
        if (option == none) return;
        const auto [first, added] = option_spans_.try_emplace(option, what.option->span);
        if (!added)
            build_.report(Code::repeated_statement, {what.option->value}, what.option->span, {first->second});
        else if (option < options.size())
            question_.option_criteria[option] = build_.text(what.text);
    }

    void operator()(const syntax::Formula& what, const Statement& detail) {
        if (question_.kind != Question::Kind::ratio) {
            misfit("value", detail.head);
            return;
        }
        if (formula_) {
            build_.report(Code::repeated_statement, {"value"}, detail.head, {formula_->head});
            return;
        }
        formula_ = &detail;
        const std::size_t before = build_.diagnostics.size();
        question_.formula = lower_formula(build_, what.expr, [&](const syntax::Word& word) {
            const InputIndex input = find_input(word);
            if (input != none) question_.inputs_read[input] = 1;
            return input;
        });
        formula_sound_ = build_.diagnostics.size() == before;
        question_.capped = what.capped;
        question_.formula_notes = build_.notes(what.notes);
    }

    void operator()(const syntax::Case& what, const Statement& detail) {
        if (question_.kind != Question::Kind::ratio) {
            misfit("when", detail.head);
            return;
        }
        Case lowered;
        lowered.span = detail.head;
        lowered.guard = lower_guard(what.guard, [&](const syntax::Guard& test, Guard& out) { input_test(test, out); });
        if (what.value) lowered.value = build_.share(*what.value);
        lowered.notes = build_.notes(what.notes);
        question_.cases.push_back(std::move(lowered));
    }

    void operator()(const syntax::Inapplicable& what, const Statement& detail) {
        question_.inapplicable.push_back(
            {lower_fact_guard(build_, what.guard), build_.share(what.value), build_.notes(what.notes), detail.head});
    }

    void operator()(const syntax::Needs& what, const Statement&) {
        NeedFor need;
        need.need = lower(what.need);
        if (what.option) {
            if (question_.kind != Question::Kind::options)
                misfit(what.option->value, what.option->span);
            else if (question_.scale != none)
                need.option = find_option(*what.option);
        }
        need.notes = build_.notes(what.notes);
        question_.needs.push_back(std::move(need));
    }

    template <class Other>
    void operator()(const Other&, const Statement&) {}  // the grammar allows nothing else here

private:
    void misfit(const std::string& word, Span span) {
        const char* kind = question_.kind == Question::Kind::options  ? "@options_scale"
                           : question_.kind == Question::Kind::number ? "@numeric_scale"
                                                                      : "@ratio";
        if (question_.scale == none && question_.kind != Question::Kind::ratio) return;  // unknown scale, already reported
        build_.report(Code::detail_misfit, {word, kind}, span);
    }

    OptionIndex find_option(const syntax::Word& word) {
        if (const Names::Entry* entry = build_.options[question_.scale].find(word.value)) return OptionIndex(entry->index);
        const Scale& scale = model_.scales[question_.scale];
        const auto keys = [&] {
            std::vector<std::string_view> all;
            for (const Option& option : scale.options) all.push_back(option.key);
            return all;
        };
        build_.report(Code::not_a_member,
                      {word.value, scale.name,
                       build_.shows_errors() ? listed(scale.options, [](const Option& one) { return one.key; }) : ""},
                      word.span, {scale.span}, build_.suggest(word.value, keys));
        return none;
    }

    void declare(const syntax::Input& what) {
        build_.declare(inputs_, what.name, static_cast<Index>(question_.inputs.size()));
        question_.inputs.push_back({what.name.value, build_.text(what.title), {}, none, build_.notes(what.notes)});
        input_statements_.push_back(&what);
    }

    InputIndex find_input(const syntax::Word& word) {
        const Names::Entry* entry = inputs_.find(word.value);
        if (entry) return InputIndex(entry->index);
        build_.report(Code::unknown_name, {"@input", word.value}, word.span, {}, build_.suggest(word.value, inputs_));
        return none;
    }

    /// Resolves totals to their parts; reports cycles.
    void link_parts() {
        for (std::size_t i = 0; i < input_statements_.size(); ++i) {
            std::vector<InputIndex>& parts = question_.inputs[i].parts;
            Names seen;
            for (const syntax::Word& word : input_statements_[i]->parts) {
                const InputIndex part = find_input(word);
                if (part == none) continue;
                const Names::Entry* first = nullptr;
                if (!seen.add(word.value, part, word.span, &first))
                    build_.report(Code::repeated_statement, {word.value}, word.span, {first->span});
                else
                    parts.push_back(part);
            }
            if (const auto& whole = input_statements_[i]->at_most) link_whole(InputIndex(i), *whole);
        }
        depth_first(
            static_cast<Index>(question_.inputs.size()), [&](Index i) -> const auto& { return question_.inputs[i].parts; },
            [&](Index i) { question_.input_order.emplace_back(i); },
            [&](const std::vector<Index>& circle) {
                if (build_.errors > build_.limits.errors) return;
                std::string path;
                std::vector<Span> spans;
                for (std::size_t k = 0; k < circle.size() && k < circle_shown; ++k) {
                    path += question_.inputs[circle[k]].key + " -> ";
                    if (k > 0) spans.push_back(input_statements_[circle[k]]->name.span);
                }
                if (circle.size() > circle_shown) path += "... -> ";
                const std::string& first = question_.inputs[circle.front()].key;
                build_.report(Code::cycle, {first, path + first}, input_statements_[circle.front()]->name.span,
                              std::move(spans));
            });
    }

    void link_whole(InputIndex part, const syntax::Word& word) {
        const InputIndex whole = find_input(word);
        if (whole == part)
            build_.report(Code::repeated_statement, {word.value}, word.span, {input_statements_[part]->name.span});
        else
            question_.inputs[part].at_most = whole;
    }

    void input_test(const syntax::Guard& test, Guard& out) {
        out.subject = find_input(test.subject);
        if (out.subject != none) question_.inputs_read[out.subject] = 1;
        if (test.elapsed) {
            build_.report(Code::operator_mismatch, {"for", "@count"}, test.elapsed->count.span);
            return;
        }
        if (test.value.kind == syntax::Value::Kind::name && out.op != Operator::in) {
            out.other = find_input(test.value.words.front());
            if (out.other != none) question_.inputs_read[out.other] = 1;
            return;
        }
        const bool number = test.value.kind == syntax::Value::Kind::number;
        if (!number || out.op == Operator::in) {
            const char* kind = number ? "@set" : literal_word(test.value.words.front(), test.value.kind);
            build_.report(Code::type_mismatch, {test.subject.value, "@count", kind}, test.value.span,
                          out.subject == none ? std::vector<Span>{} : std::vector{input_statements_[out.subject]->name.span});
            return;
        }
        const syntax::Word& word = test.value.words.front();
        if (word.value.ends_with('%')) build_.report(Code::share_of_fact, {test.subject.value}, word.span);
        out.values.push_back(build_.number(word));
    }

    Need lower(const syntax::Need& what) {
        Need need;
        switch (what.kind) {
            case syntax::Need::Kind::document:
                need.kind = Need::Kind::document;
                // Visited for every option, and compared with the question's other documents.
                build_.add_answers(1 + (question_.option_criteria.size() + documents_++) / 16, what.word.span);
                need.evidence = EvidenceIndex(build_.use(build_.evidence, "@evidence", what.word));
                for (const syntax::Word& arg : what.args) need.args.push_back(arg.value);
                if (what.fresh) {
                    const Duration fresh = build_.duration(*what.fresh, 1);
                    need.fresh = fresh.count, need.fresh_unit = fresh.unit;
                }
                return need;
            case syntax::Need::Kind::any: need.kind = Need::Kind::any; break;
            case syntax::Need::Kind::all: need.kind = Need::Kind::all; break;
            case syntax::Need::Kind::at_least:
                need.kind = Need::Kind::at_least;
                need.count = build_.count(what.word, 1);
                if (need.count > what.parts.size())
                    build_.report(Code::number_range, {what.word.value, "1", std::to_string(what.parts.size())},
                                  what.word.span);
                break;
        }
        for (const syntax::Need& part : what.parts) need.parts.push_back(lower(part));
        return need;
    }

    void finish_ratio() {
        if (question_.inputs.empty()) build_.report(Code::question_incomplete, {id_, "@needs_input"}, what_.label.span);
        if (!formula_) {
            build_.report(Code::question_incomplete, {id_, "@needs_value"}, what_.label.span);
            return;
        }
        if (!formula_sound_) return;
        const std::vector<Range> counts(question_.inputs.size(), Range{Rational(0), std::nullopt});
        Range range = range_of(question_.formula, counts, [&](const Formula& denominator) {
            if (!covered(denominator)) build_.report(Code::zero_denominator, {}, denominator.span);
        });
        if (is_part_of_whole(question_.formula)) range = {Rational(0), Rational(1)};
        check_formula_range(build_, range, question_.capped, std::get<syntax::Formula>(formula_->what).expr.span);
        std::tie(question_.worst, question_.best) = limited(range);
        for (const Case& c : question_.cases) {
            if (!c.value) continue;
            question_.worst = min(question_.worst, *c.value);
            question_.best = max(question_.best, *c.value);
        }
    }

    /// Is it a quotient of an input and another input that bounds it?
    bool is_part_of_whole(const Formula& formula) const {
        if (formula.kind != Formula::Kind::divide || formula.args.size() != 2) return false;
        const Formula &part = formula.args.front(), &whole = formula.args.back();
        return part.kind == Formula::Kind::input && whole.kind == Formula::Kind::input &&
               question_.inputs[part.input].at_most == whole.input;
    }

    /// Does some case decide whenever all inputs of this denominator are zero? (A sum of counts is zero only then.)
    bool covered(const Formula& denominator) const {
        std::vector<bool> zero(question_.inputs.size(), false);
        const std::function<bool(const Formula&)> collect = [&](const Formula& formula) {
            if (formula.kind == Formula::Kind::input && formula.input != none) return zero[formula.input] = true, true;
            return formula.kind == Formula::Kind::add && std::all_of(formula.args.begin(), formula.args.end(), collect);
        };
        if (!collect(denominator)) return !question_.cases.empty();
        // Counts are not negative: a sum is zero exactly if all its parts are.
        for (const Index i : question_.input_order) {
            const auto& parts = question_.inputs[i].parts;
            if (!parts.empty() && std::all_of(parts.begin(), parts.end(), [&](Index part) { return zero[part]; }))
                zero[i] = true;
        }
        for (auto i = question_.input_order.rbegin(); i != question_.input_order.rend(); ++i)
            if (zero[*i])
                for (const Index part : question_.inputs[*i].parts) zero[part] = true;
        const std::function<bool(const Guard&)> holds = [&](const Guard& guard) {
            switch (guard.kind) {
                case Guard::Kind::all: return std::all_of(guard.args.begin(), guard.args.end(), holds);
                case Guard::Kind::any: return std::any_of(guard.args.begin(), guard.args.end(), holds);
                case Guard::Kind::test: break;
            }
            if (guard.subject == none || !zero[guard.subject]) return false;
            if (guard.other != none) return zero[guard.other] && guard.op != Operator::below && guard.op != Operator::above;
            if (guard.values.empty()) return false;
            const Rational& value = std::get<Rational>(guard.values.front());
            switch (guard.op) {
                case Operator::equal: return value.is_zero();
                case Operator::at_most: return value.sign() >= 0;
                case Operator::below: return value.sign() > 0;
                case Operator::at_least: return value.sign() <= 0;
                case Operator::above: return value.sign() < 0;
                case Operator::in: return false;
            }
            return false;
        };
        return std::any_of(question_.cases.begin(), question_.cases.end(), [&](const Case& c) { return holds(c.guard); });
    }

    Build& build_;
    Model& model_;
    const Statement& statement_;
    const syntax::Question& what_;
    const std::string id_;
    Question question_;
    Names inputs_;
    std::vector<const syntax::Input*> input_statements_;
    std::map<Index, Span> option_spans_;
    std::optional<Span> criteria_;
    std::size_t documents_ = 0;  ///< in needs
    const Statement* formula_ = nullptr;
    bool formula_sound_ = false;
};

}  // namespace

void lower_question(Build& build, const Statement& statement, NodeIndex node) {
    QuestionLowering(build, statement, node).run();
}

}  // namespace zi::lowering
