// What was a plan computed from? A fingerprint of everything that affects plans and nothing else, so that changing the title of
// a question does not invalidate proofs of others.
#include "target.hpp"

#include "zi/proof.hpp"

#include "eval/facts.hpp"
#include "eval/references.hpp"

#include <array>

namespace zi {

namespace {

/// FNV-1a over everything added, lengths included.
class Fingerprint {
public:
    Fingerprint& operator<<(std::string_view text) {
        *this << text.size();
        for (const char c : text) mix(static_cast<unsigned char>(c));
        return *this;
    }
    Fingerprint& operator<<(std::uint64_t number) {
        for (int i = 0; i < 8; ++i) mix(static_cast<unsigned char>(number >> 8 * i));
        return *this;
    }
    Fingerprint& operator<<(const Rational& number) { return *this << std::string_view(number.fraction()); }
    Fingerprint& operator<<(const std::optional<Date>& day) {
        return day ? *this << std::string_view(day->iso()) : *this << std::uint64_t{0};
    }
    Fingerprint& operator<<(const std::vector<std::string>& texts) {
        *this << texts.size();
        for (const std::string& text : texts) *this << std::string_view(text);
        return *this;
    }

    std::string text() const {
        std::string digits(16, '0');
        for (std::size_t i = 0; i < digits.size(); ++i) digits[i] = "0123456789abcdef"[state_ >> (60 - 4 * i) & 15];
        return digits;
    }

private:
    void mix(unsigned char byte) { state_ = (state_ ^ byte) * 0x100'0000'01b3; }
    std::uint64_t state_ = 0xcbf2'9ce4'8422'2325;
};

template <class Enum>
requires std::is_enum_v<Enum> std::uint64_t number(Enum value) { return static_cast<std::uint64_t>(value); }

class PremisesReader {
public:
    PremisesReader(const Model& model, const Unit& unit, Date as_of, PredicateIndex target)
        : model_(model), unit_(unit), as_of_(as_of), target_(target) {}

    std::string rules() const {
        Fingerprint all;
        all << std::string_view(model_.name);
        for (const Evidence& kind : model_.evidence) all << std::string_view(kind.name) << kind.cost;
        for (const Node& node : model_.nodes)
            all << std::string_view(node.id) << node.weight << number(node.combine) << node.children.size();
        for (const Question& question : model_.questions) add(all, question);
        for (const View& view : model_.views) {
            all << std::string_view(view.name) << view.members.size();
            for (const NodeIndex member : view.members) all << std::string_view(model_.nodes[member].id);
        }
        conditions([&](const Condition& condition) {
            all << std::string_view(condition.id) << number(condition.subject) << number(condition.op) << condition.threshold
                << condition.from << condition.until;
            if (condition.subject == Condition::Subject::node) all << std::string_view(model_.nodes[condition.index].id);
            if (condition.subject == Condition::Subject::view) all << std::string_view(model_.views[condition.index].name);
        });
        return all.text();
    }

    std::string unit() const {
        Fingerprint all;
        all << std::string_view(unit_.id) << std::uint64_t{unit_.documents.has_value()};
        for (const QuestionResult& result : assess_reference(model_, unit_, as_of_).questions)
            all << result.certain << number(result.reason) << std::uint64_t{result.claimed.has_value()}
                << result.claimed.value_or(0);
        // The candidates of a number or ratio depend on its current answer.
        for (QuestionIndex q{0}; q < model_.questions.size(); ++q) {
            const Answer& answer = *prevailing_answer(model_, unit_, q).answer;
            if (const auto* given = std::get_if<Rational>(&answer)) all << std::uint64_t{q} << *given;
            if (const auto* counts = std::get_if<Counts>(&answer)) {
                all << std::uint64_t{q} << counts->values.size();
                for (const auto& count : counts->values) all << std::uint64_t{count.has_value()} << count.value_or(0);
            }
        }
        conditions([&](const Condition& condition) { all << number(applies(condition, model_, unit_, as_of_)); });
        for (const Document* document : documents_of(unit_)) add(all, *document);
        return all.text();
    }

private:
    template <class Each>
    void conditions(Each each) const {
        walk_references(
            model_, target_, [&](PredicateIndex p) -> const auto& { return model_.predicates[p].conditions; },
            [](PredicateIndex) {},
            [&](Index, Index, const Condition& condition) {
                each(condition);
                return referred(condition);
            });
    }

    static void add(Fingerprint& all, const Formula& formula) {
        all << number(formula.kind) << formula.number << formula.input << formula.args.size();
        for (const Formula& arg : formula.args) add(all, arg);
    }
    static void add(Fingerprint& all, const Guard& guard) {
        all << number(guard.kind) << guard.subject << guard.other << number(guard.op) << guard.values.size()
            << guard.args.size();
        for (const FactValue& value : guard.values) all << as_number(value).value_or(0);
        for (const Guard& arg : guard.args) add(all, arg);
    }
    /// The range of numbers and counts, and what they earn.
    void add_shares(Fingerprint& all, const Question& question) const {
        if (question.kind == Question::Kind::number) {
            const Scale& scale = model_.scales[question.scale];
            all << scale.min << scale.max << scale.step.value_or(0) << std::uint64_t{scale.capped} << scale.bands.size();
            for (const Band& band : scale.bands)
                all << band.low << band.high << std::uint64_t{band.includes_low} << std::uint64_t{band.includes_high}
                    << band.value;
            add(all, scale.formula);
        } else if (question.kind == Question::Kind::ratio) {
            all << question.inputs.size() << std::uint64_t{question.capped} << question.cases.size();
            for (const Input& input : question.inputs) {
                all << std::string_view(input.key) << input.at_most << input.parts.size();
                for (const InputIndex part : input.parts) all << part;
            }
            for (const Case& one : question.cases) {
                all << std::uint64_t{one.value.has_value()} << one.value.value_or(0);
                add(all, one.guard);
            }
            add(all, question.formula);
        }
    }

    void add(Fingerprint& all, const Question& question) const {
        all << std::string_view(model_.nodes[question.node].id) << number(question.kind) << question.worst << question.best
            << question.cost << question.needs.size();
        add_shares(all, question);
        if (question.kind == Question::Kind::options)
            for (const Option& option : model_.scales[question.scale].options)
                all << std::string_view(option.key) << option.value;
        for (const NeedFor& need : question.needs) {
            all << need.option;
            add(all, need.need);
        }
    }
    // Recursion is bounded by Limits::expression_depth.
    void add(Fingerprint& all, const Need& need) const {
        all << number(need.kind) << need.args << need.count << need.fresh << number(need.fresh_unit) << need.parts.size();
        if (need.kind == Need::Kind::document) all << std::string_view(model_.evidence[need.evidence].name);
        for (const Need& part : need.parts) add(all, part);
    }

    void add(Fingerprint& all, const Document& document) const {
        all << std::string_view(document.id) << std::string_view(model_.evidence[document.kind].name) << document.args
            << number(document.status) << document.issued << document.valid_until << document.derives_from
            << document.supersedes << document.supports.size();
        for (const Document::Support& support : document.supports)
            all << std::string_view(model_.nodes[model_.questions[support.question].node].id) << support.option;
    }

    const Model& model_;
    const Unit& unit_;
    Date as_of_;
    PredicateIndex target_;
};

std::string fingerprint_of(const Model& model, const Costs& costs) {
    Fingerprint all;
    const auto price = [&](const std::optional<std::uint32_t>& one) { all << (one ? std::uint64_t{*one} + 1 : 0); };
    all << costs.questions.size() << costs.kinds.size();
    for (const auto& [q, own] : costs.questions) {
        all << std::string_view(model.nodes[model.questions[q].node].id) << std::uint64_t{own.impossible} << own.levels.size();
        price(own.step);
        for (const LevelCost& level : own.levels) all << level.share << level.cost;
    }
    for (const auto& [kind, cost] : costs.kinds) {
        all << std::string_view(model.evidence[kind].name);
        price(cost);
    }
    for (const auto& [id, cost] : costs.documents) {
        all << std::string_view(id);
        price(cost);
    }
    return all.text();
}

}  // namespace

ProofHead proof_head(const Model& model, const Unit& unit, Date as_of, PredicateIndex target, const Costs& costs) {
    const PremisesReader reader(model, unit, as_of, target);
    return {model.name,
            model.predicates[target].name,
            unit.id,
            as_of,
            {reader.rules(), reader.unit(), fingerprint_of(model, costs)}};
}

namespace {

/// Was the proof made from other premises?
PlanFault mistaken(const ProofHead& stated, const ProofHead& meant) {
    if (stated.regulation != meant.regulation || stated.target != meant.target || stated.premises.rules != meant.premises.rules)
        return PlanFault::other_rules;
    if (stated.as_of != meant.as_of) return PlanFault::other_day;
    if (stated.unit != meant.unit || stated.premises.unit != meant.premises.unit) return PlanFault::other_unit;
    return stated.premises.costs == meant.premises.costs ? PlanFault::sound : PlanFault::other_costs;
}

}  // namespace

Result<Verified> verify(const Model& model, const Unit& unit, Date as_of, const Costs& costs, std::string_view text,
                        const Limits& limits, std::uint64_t work, const std::atomic<bool>* cancel) {
    auto head = read_proof_head(text, limits);
    if (!head) return head.diagnostics();
    Verified verified{std::move(*head), PlanFault::other_rules, {}};
    // Names from other rules mean nothing here: stop reading once the premises differ.
    const PredicateIndex target = model.find_predicate(verified.head.target);
    if (target == none) return verified;
    verified.fault = mistaken(verified.head, proof_head(model, unit, as_of, target, costs));
    if (verified.fault != PlanFault::sound) return verified;
    auto proof = read_proof(model, unit, text, limits);
    if (!proof) return proof.diagnostics();
    verified.fault = check_plan(model, unit, as_of, target, costs, proof->plan, proof->certificate, work, cancel);
    if (verified.fault != PlanFault::sound) return verified;
    verified.plan = std::move(proof->plan);
    verified.plan.obligations = improve::target_of(model, unit, assess_reference(model, unit, as_of), target).obligations;
    return verified;
}

}  // namespace zi
