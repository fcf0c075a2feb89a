#include "check.hpp"

#include <set>

namespace zi::session {

namespace {

/// "@number" and so on: words of the catalogue.
const char* word(const Answer& answer) {
    if (std::holds_alternative<Member>(answer)) return "@answer_option";
    return std::holds_alternative<Rational>(answer) ? "@number" : "@answer_counts";
}
const char* word(const FactValue& value) {
    if (std::holds_alternative<bool>(value)) return "@bool";
    if (std::holds_alternative<Rational>(value)) return "@number";
    return std::holds_alternative<Date>(value) ? "@date" : "@member";
}

template <class Items, class Name>
std::string joined(const Items& items, Name name) {
    std::string text;
    for (const auto& item : items) text += (text.empty() ? "" : ", ") + name(item);
    return text;
}

void check_choice(Index value, std::size_t count, const std::string& choices, Diagnostics& out) {
    if (value >= count) out.push_back({Code::unknown_value, {std::to_string(value), choices}});
}

void check_range(const Rational& value, const Rational& min, const Rational& max, Diagnostics& out) {
    if (value < min || max < value) out.push_back({Code::number_range, {value.shortest(), min.shortest(), max.shortest()}});
}

void check_count(const Rational& value, Diagnostics& out, bool total = false) {
    const std::int64_t most = Limits{}.count;
    // A total that follows from its parts may be larger than any of them may.
    if (!value.is_integer() || value.sign() < 0 || (!total && Rational(most) < value))
        out.push_back({Code::count_invalid, {value.shortest(), std::to_string(most)}});
}

void check_date(Date date, Diagnostics& out) {
    static const Date first = *Date::parse("0001-01-01");
    if (date < first || Date::never() < date)
        out.push_back({Code::bad_date, {std::to_string(date.day.time_since_epoch().count())}});
}

void check_counts(const Question& question, Counts& counts, Diagnostics& out) {
    if (counts.values.size() > question.inputs.size())
        out.push_back(
            {Code::unknown_input,
             {std::to_string(counts.values.size() - 1), joined(question.inputs, [](const Input& one) { return one.key; })}});
    for (std::size_t i = 0; i < counts.values.size() && out.empty(); ++i)
        if (counts.values[i]) check_count(*counts.values[i], out, !question.inputs[i].parts.empty());
    if (out.empty()) derive_totals(question, counts, {}, {}, out);
}

}  // namespace

Diagnostics check_answer(const Model& model, Index index, Answer& answer, Index assessor) {
    Diagnostics out;
    if (index >= model.questions.size()) out.push_back({Code::unknown_question, {std::to_string(index)}});
    if (assessor != none && assessor >= model.assessors.size())
        out.push_back({Code::unknown_name, {"@assessor", std::to_string(assessor)}});
    if (!out.empty() || std::holds_alternative<std::monostate>(answer)) return out;
    const Question& question = model.questions[index];
    const auto wrong = [&](const char* wanted) { out.push_back({Code::json_type, {wanted, word(answer)}}); };
    switch (question.kind) {
        case Question::Kind::options: {
            const auto& options = model.scales[question.scale].options;
            const auto* option = std::get_if<Member>(&answer);
            if (!option)
                wrong("@answer_option");
            else if (option->value >= options.size())
                check_choice(option->value, options.size(), joined(options, [](const Option& one) { return one.key; }), out);
            break;
        }
        case Question::Kind::number: {
            const Scale& scale = model.scales[question.scale];
            const auto* number = std::get_if<Rational>(&answer);
            if (!number) {
                wrong("@number");
                break;
            }
            check_range(*number, scale.min, scale.max, out);
            if (out.empty() && scale.step && !((*number - scale.min) / *scale.step).is_integer())
                out.push_back({Code::number_step, {number->shortest(), scale.step->shortest()}});
            break;
        }
        case Question::Kind::ratio:
            if (auto* counts = std::get_if<Counts>(&answer))
                check_counts(question, *counts, out);
            else
                wrong("@answer_counts");
            break;
    }
    return out;
}

Diagnostics check_fact(const Model& model, Index index, const FactValue& value) {
    Diagnostics out;
    if (index >= model.facts.size()) {
        out.push_back({Code::unknown_fact, {std::to_string(index)}});
        return out;
    }
    if (std::holds_alternative<std::monostate>(value)) return out;
    const Fact& fact = model.facts[index];
    const auto wrong = [&](const char* wanted) { out.push_back({Code::json_type, {wanted, word(value)}}); };
    switch (fact.type) {
        case Fact::Type::boolean:
            if (!std::holds_alternative<bool>(value)) wrong("@bool");
            break;
        case Fact::Type::count:
        case Fact::Type::number:
            if (const auto* number = std::get_if<Rational>(&value); !number)
                wrong("@number");
            else if (fact.type == Fact::Type::count)
                check_count(*number, out);
            else
                check_range(*number, fact.min, fact.max, out);
            break;
        case Fact::Type::date:
            if (const auto* date = std::get_if<Date>(&value))
                check_date(*date, out);
            else
                wrong("@date");
            break;
        case Fact::Type::member:
            if (const auto* member = std::get_if<Member>(&value)) {
                const auto& values = model.enumerations[fact.enumeration].values;
                check_choice(member->value, values.size(), joined(values, [](const std::string& one) { return one; }), out);
            } else {
                wrong("@member");
            }
            break;
    }
    return out;
}

Diagnostics check_document(const Model& model, const Document& document) {
    Diagnostics out;
    if (document.id.empty()) out.push_back({Code::missing_field, {"id"}});
    if (document.kind >= model.evidence.size())
        out.push_back({Code::unknown_name, {"@evidence", std::to_string(document.kind)}});
    if (document.issued) check_date(*document.issued, out);
    if (document.valid_until) check_date(*document.valid_until, out);
    if (const auto& period = document.period; period && period->until && !(period->from < *period->until))
        out.push_back({Code::empty_period, {period->from.iso(), period->until->iso()}});
    for (const Document::Support& support : document.supports) {
        if (support.question >= model.questions.size()) {
            out.push_back({Code::unknown_question, {std::to_string(support.question)}});
            continue;
        }
        if (support.option == none) continue;
        const Question& question = model.questions[support.question];
        const auto* options = question.kind == Question::Kind::options ? &model.scales[question.scale].options : nullptr;
        const std::string choices = options ? joined(*options, [](const Option& one) { return one.key; }) : "";
        check_choice(support.option, options ? options->size() : 0, choices, out);
    }
    return out;
}

Diagnostics check_documents(const Model& model, const Unit& unit, const std::vector<Document>& documents) {
    Diagnostics out;
    std::set<std::string_view> ids;
    for (const auto& shared : unit.shared) ids.insert(shared->id);
    for (const Document& document : documents) {
        Diagnostics own = check_document(model, document);
        out.insert(out.end(), own.begin(), own.end());
        if (!ids.insert(document.id).second) out.push_back({Code::duplicate_key, {document.id}});
    }
    return out;
}

Diagnostics check_member(const Model& model, const Unit& unit, Index member, const std::vector<Verdict>& verdicts) {
    Diagnostics out;
    if (!unit.members || member >= unit.members->size())
        out.push_back({Code::unknown_unit, {std::to_string(member)}});
    else if (!verdicts.empty() && verdicts.size() != model.predicates.size())
        out.push_back({Code::unknown_value, {std::to_string(verdicts.size()), std::to_string(model.predicates.size())}});
    return out;
}

}  // namespace zi::session
