#include "phrases.hpp"

#include "base/filled.hpp"

namespace zi {

namespace {

std::string list_of(const Model& model, const Condition& condition, Language language) {
    std::string text;
    for (const FactValue& value : condition.values) {
        if (!text.empty()) text += ", ";
        text += fact_value(model, model.facts[condition.index], value, language);
    }
    return text;
}

std::string duration(const Duration& length, Language language) {
    const bool indonesian = language == Language::indonesian;
    switch (length.unit) {
        case CalendarUnit::day: return filled("{} {}", length.count, indonesian ? "hari" : length.count == 1 ? "day" : "days");
        case CalendarUnit::month:
            return filled("{} {}", length.count, indonesian ? "bulan" : length.count == 1 ? "month" : "months");
        case CalendarUnit::year: break;
    }
    return filled("{} {}", length.count, indonesian ? "tahun" : length.count == 1 ? "year" : "years");
}

/// An operator in words; days have words of their own.
std::string_view operator_words(Operator op, bool days, Language language) {
    const bool indonesian = language == Language::indonesian;
    switch (op) {
        case Operator::at_least:
            return days ? (indonesian ? "pada atau sesudah" : "on or after") : (indonesian ? "paling sedikit" : "at least");
        case Operator::above: return days ? (indonesian ? "sesudah" : "after") : (indonesian ? "lebih dari" : "more than");
        case Operator::at_most:
            return days ? (indonesian ? "pada atau sebelum" : "on or before") : (indonesian ? "paling banyak" : "at most");
        case Operator::below: return days ? (indonesian ? "sebelum" : "before") : (indonesian ? "kurang dari" : "less than");
        case Operator::in: return indonesian ? "salah satu dari" : "one of";
        case Operator::equal: break;
    }
    return "";
}

/// Grades are not counted but ordered.
std::string_view grade_words(Operator op, Language language) {
    const bool indonesian = language == Language::indonesian;
    switch (op) {
        case Operator::at_least: return indonesian ? "paling rendah" : "at least";
        case Operator::above: return indonesian ? "di atas" : "above";
        case Operator::at_most: return indonesian ? "paling tinggi" : "at most";
        case Operator::below: return indonesian ? "di bawah" : "below";
        case Operator::equal:
        case Operator::in: break;
    }
    return operator_words(op, false, language);
}

std::string with(std::string_view words, const std::string& value) {
    return words.empty() ? value : filled("{} {}", words, value);
}

}  // namespace

std::string named(const Node& node, Language language) { return filled("{} ({})", node.id, node.title.in(language)); }

std::string fact_value(const Model& model, const Fact& fact, const FactValue& value, Language language) {
    const bool indonesian = language == Language::indonesian;
    if (!is_known(value)) return indonesian ? "belum diketahui" : "not known";
    if (const auto* flag = std::get_if<bool>(&value))
        return *flag ? (indonesian ? "ya" : "yes") : (indonesian ? "tidak" : "no");
    if (const auto* day = std::get_if<Date>(&value); day && *day == Date::never()) return indonesian ? "belum pernah" : "never";
    return show(model, fact, value);
}

std::string demand(const Model& model, const Condition& condition, Language language) {
    const bool indonesian = language == Language::indonesian;
    switch (condition.subject) {
        case Condition::Subject::node:
        case Condition::Subject::view: {
            std::string text = with(operator_words(condition.op, false, language), exact_points(condition.threshold));
            if (condition.share) text += filled(" ({}%)", (*condition.share * Rational(100)).shortest(decimal_places));
            return text;
        }
        case Condition::Subject::predicate: return indonesian ? "terpenuhi" : "met";
        case Condition::Subject::day: {
            std::string text = with(operator_words(condition.op, true, language), day_text(condition));
            if (condition.yearly) text += indonesian ? " setiap tahun" : " of every year";
            return text;
        }
        case Condition::Subject::fact: break;
    }
    if (condition.elapsed)
        return filled("{} {} {}", operator_words(condition.op, false, language), duration(*condition.elapsed, language),
                      indonesian ? "sejak tanggal itu" : "since that day");
    const Fact& fact = model.facts[condition.index];
    const bool graded = fact.type == Fact::Type::member && model.enumerations[fact.enumeration].ordered;
    const std::string_view words =
        graded ? grade_words(condition.op, language) : operator_words(condition.op, fact.type == Fact::Type::date, language);
    return with(words, list_of(model, condition, language));
}

std::vector<std::string> note_lines(const Model& model, const Notes& notes, Date as_of, Language language) {
    const bool indonesian = language == Language::indonesian;
    std::vector<std::string> lines;
    for (const Citation& citation : notes.citations)
        if (citation.applies_on(as_of)) lines.push_back((indonesian ? "dasar: " : "source: ") + model.cite(citation, language));
    for (const Text& text : notes.interpretations)
        lines.push_back((indonesian ? "interpretasi: " : "interpretation: ") + std::string(text.in(language)));
    return lines;
}

const std::vector<Citation>& citations_of(const Model& model, QuestionIndex question) {
    NodeIndex node = model.questions[question].node;
    while (model.nodes[node].notes.citations.empty() && model.nodes[node].parent != none) node = model.nodes[node].parent;
    return model.nodes[node].notes.citations;
}

}  // namespace zi
