#include "phrases.hpp"

#include "base/filled.hpp"
#include "eval/answers.hpp"

#include <algorithm>

namespace zi {

namespace {

std::string list_of(const Model& model, const Condition& condition, Language language) {
    // Numbers may contain commas.
    const std::string_view between = model.facts[condition.index].type == Fact::Type::number ? "; " : ", ";
    std::string text;
    for (const FactValue& value : condition.values) {
        if (!text.empty()) text += between;
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

/// An operator in words; comparisons of days have words of their own.
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

/// Words for grades, which are ordered rather than counted.
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

std::string titled(const Predicate& predicate, Language language) {
    const std::string_view title = predicate.title.in(language);
    return title == predicate.name ? predicate.name : filled("{} ({})", title, predicate.name);
}

std::string subject_text(const Model& model, const Condition& condition, Language language) {
    return filled("{} ({})", subject_title(model, condition).in(language), condition.id);
}

std::string score_text(const Score& score, Language language, std::span<const Rational> thresholds) {
    std::string certain = decimal_text(score.certain, language, thresholds);
    if (score.certain == score.possible) return certain;
    return filled("{} {} {}", certain, language == Language::indonesian ? "sampai" : "to",
                  decimal_text(score.possible, language, thresholds));
}

std::string answer_text(const Model& model, const Question& question, const Answer& given, Language language) {
    if (std::holds_alternative<Refused>(given)) return std::string(word(Reason::refused, language));
    if (const auto* option = std::get_if<Member>(&given)) return model.scales[question.scale].options[option->value].key;
    if (const auto* number = std::get_if<Rational>(&given)) return written(given_text(*number), language);
    const auto* counts = std::get_if<Counts>(&given);
    if (counts == nullptr) return std::string(word(Reason::unanswered, language));
    std::string text;
    for (std::size_t i = 0; i < question.inputs.size(); ++i) {
        const auto& count = count_of(*counts, i);
        text += filled("{}{}: {}", i == 0 ? "" : "; ", question.inputs[i].title.in(language),
                       count                              ? written(given_text(*count), language)
                       : language == Language::indonesian ? "belum diisi"
                                                          : "not filled in");
    }
    return text;
}

std::string fact_value(const Model& model, const Fact& fact, const FactValue& value, Language language) {
    const bool indonesian = language == Language::indonesian;
    if (!is_known(value)) return indonesian ? "belum diketahui" : "not known";
    if (const auto* flag = std::get_if<bool>(&value))
        return *flag ? (indonesian ? "ya" : "yes") : (indonesian ? "tidak" : "no");
    if (const auto* day = std::get_if<Date>(&value))
        return *day == Date::never() ? (indonesian ? "belum pernah" : "never") : written(*day, language);
    std::string text = show(model, fact, value);
    if (std::holds_alternative<Rational>(value)) return written(std::move(text), language);
    std::ranges::replace(text, '_', ' ');  // MENUJU_WBK
    return text;
}

std::string demand(const Model& model, const Condition& condition, Language language) {
    const bool indonesian = language == Language::indonesian;
    switch (condition.subject) {
        case Condition::Subject::node:
        case Condition::Subject::view: {
            std::string text = with(operator_words(condition.op, false, language), exact_points(condition.threshold, language));
            if (condition.share)
                text += filled(" ({}%)", written((*condition.share * Rational(100)).shortest(decimal_places), language));
            return text;
        }
        case Condition::Subject::predicate: return indonesian ? "terpenuhi" : "met";
        case Condition::Subject::day: {
            std::string text = with(operator_words(condition.op, true, language),
                                    condition.yearly ? written(*condition.yearly, language)
                                                     : written(std::get<Date>(condition.values.front()), language));
            if (condition.yearly) text += indonesian ? " setiap tahun" : " of every year";
            return text;
        }
        case Condition::Subject::fact: break;
    }
    if (condition.elapsed && condition.elapsed->count == 0)  // no time since then: whether the day has come
        return condition.op == Operator::below
                   ? (indonesian ? "sesudah tanggal penilaian" : "after the day of the assessment")
                   : (indonesian ? "tidak sesudah tanggal penilaian" : "not after the day of the assessment");
    if (condition.elapsed)
        return filled("{} {} {}", operator_words(condition.op, false, language), duration(*condition.elapsed, language),
                      indonesian ? "sejak tanggal itu" : "since that day");
    const Fact& fact = model.facts[condition.index];
    const bool graded = fact.type == Fact::Type::member && model.enumerations[fact.enumeration].ordered;
    const std::string_view words =
        graded ? grade_words(condition.op, language) : operator_words(condition.op, fact.type == Fact::Type::date, language);
    return with(words, list_of(model, condition, language));
}

std::string comparison_text(const Model& model, const Unit& unit, Date as_of, const Condition& rule,
                            const ConditionResult& result, Language language) {
    const bool indonesian = language == Language::indonesian;
    std::string value;
    if (is_score(rule)) {
        value = score_text(*result.value, language, thresholds_of(model, rule));
    } else if (rule.subject == Condition::Subject::fact) {
        value = fact_value(model, model.facts[rule.index], fact_of(model, unit, rule.fact()), language);
    } else {
        value = written(as_of, language);
    }
    return filled(Chosen{indonesian ? "{}; disyaratkan {}" : "{}; {} required"}, value, demand(model, rule, language));
}

std::vector<std::string> sources(const Model& model, const std::vector<Citation>& citations, Date as_of, Language language) {
    std::vector<std::string> found;
    for (const Citation& citation : citations)
        if (citation.applies_on(as_of)) found.push_back(model.cite(citation, language));
    return found;
}

std::vector<std::string> note_lines(const Model& model, const Notes& notes, Date as_of, Language language) {
    const bool indonesian = language == Language::indonesian;
    std::vector<std::string> lines;
    for (const std::string& source : sources(model, notes.citations, as_of, language))
        lines.push_back((indonesian ? "dasar: " : "source: ") + source);
    for (const Text& text : notes.interpretations)
        lines.push_back((indonesian ? "interpretasi: " : "interpretation: ") + std::string(text.in(language)));
    return lines;
}

std::string number_text(const Scale& scale, const Rational& number, Language language) {
    // As many places as the scale's step and minimum need.
    constexpr int most_places = 9;
    if (scale.step)
        for (int places = 0; places <= most_places; ++places) {
            const auto exact = [&](const Rational& value) {
                const std::string text = value.decimal(places);
                return *Rational::parse(text, text.size()) == value;
            };
            if (exact(*scale.step) && exact(scale.min) && exact(number)) return written(number.decimal(places), language);
        }
    return written(given_text(number), language);
}

namespace {

/// The count that one is a part of: what bounds it, else the only one that the formula divides by.
InputIndex whole_of(const Question& question, InputIndex part) {
    if (question.inputs[part].at_most != none) return question.inputs[part].at_most;
    const std::vector<char> divisors = divisors_of(question);
    if (std::count(divisors.begin(), divisors.end(), 1) != 1) return none;
    return InputIndex(static_cast<std::size_t>(std::find(divisors.begin(), divisors.end(), 1) - divisors.begin()));
}

/// A change of one count: from its current value, if known, to the wanted one.
struct CountChange {
    InputIndex input;
    std::optional<Rational> from;
    Rational to;
    bool falls() const { return from && to < *from; }
};

std::vector<CountChange> changes(const Question& question, const Answer& given, const Counts& wanted) {
    const auto* counts = std::get_if<Counts>(&given);
    std::vector<CountChange> all;
    for (InputIndex i{0}; i < question.inputs.size(); ++i) {
        const auto& to = count_of(wanted, i);
        const auto from = counts ? count_of(*counts, i) : std::optional<Rational>();
        // Recomputed totals are implied.
        const auto& parts = question.inputs[i].parts;
        const bool follows = !parts.empty() && std::all_of(parts.begin(), parts.end(),
                                                           [&](InputIndex part) { return count_of(wanted, part).has_value(); });
        if (to && to != from && !follows) all.push_back({i, from, *to});
    }
    return all;
}

/// "4 dari 5 Agen perubahan".
std::string count_text(const Question& question, const Counts& wanted, const CountChange& change, Language language) {
    const bool indonesian = language == Language::indonesian;
    std::string text = written(given_text(change.to), language);
    const InputIndex whole = whole_of(question, change.input);
    if (whole == none || !count_of(wanted, whole)) return text;
    const std::string_view title = question.inputs[whole].title.in(language);
    const std::string count = written(given_text(*count_of(wanted, whole)), language);
    return change.falls() ? filled("{} ({}: {})", text, title, count)
                          : filled("{} {} {} {}", text, indonesian ? "dari" : "of", count, title);
}

}  // namespace

std::string goal_text(const Model& model, QuestionIndex index, const Answer& given, const Answer& wanted, const Rational& share,
                      Language language) {
    const bool indonesian = language == Language::indonesian;
    const Question& question = model.questions[index];
    if (const auto* option = std::get_if<Member>(&wanted)) return model.scales[question.scale].options[option->value].key;
    if (const auto* number = std::get_if<Rational>(&wanted))
        return number_text(model.scales[question.scale], *number, language);
    const auto* counts = std::get_if<Counts>(&wanted);
    if (!counts)
        return filled("{}% {}", written((share * Rational(100)).shortest(decimal_places), language),
                      indonesian ? "dari bobot" : "of the weight");
    std::string text;
    for (const CountChange& one : changes(question, given, *counts))
        text += filled("{}{} {}", text.empty() ? "" : ", ", question.inputs[one.input].title.in(language),
                       count_text(question, *counts, one, language));
    return text;
}

std::string task_text(const Model& model, QuestionIndex index, const Answer& given, const Answer& wanted, const Rational& share,
                      Language language) {
    const bool indonesian = language == Language::indonesian;
    const Question& question = model.questions[index];
    const auto verb = [&](bool falls) {
        return falls ? (indonesian ? "turunkan" : "lower") : (indonesian ? "naikkan" : "raise");
    };
    const char* to = indonesian ? "menjadi" : "to";
    if (const auto* counts = std::get_if<Counts>(&wanted)) {
        std::string text;
        for (const CountChange& one : changes(question, given, *counts)) {
            const std::string_view title = question.inputs[one.input].title.in(language);
            const std::string count = count_text(question, *counts, one, language);
            if (!text.empty()) text += ", ";
            if (one.from)
                text += filled("{} {} {} {} ({} {})", verb(one.falls()), title, to, count, indonesian ? "dari" : "from",
                               written(given_text(*one.from), language));
            else
                text += filled(Chosen{indonesian ? "isi {} dengan {}" : "fill in {} with {}"}, title, count);
        }
        return text;
    }
    bool falls = false;
    if (const auto* number = std::get_if<Rational>(&wanted))
        if (const auto* now = std::get_if<Rational>(&given)) falls = *number < *now;
    const bool known = !std::holds_alternative<std::monostate>(given) && !std::holds_alternative<Refused>(given);
    std::string now = answer_text(model, question, given, language);
    if (const auto* number = std::get_if<Rational>(&given)) now = number_text(model.scales[question.scale], *number, language);
    if (known) now = filled("{} {}", indonesian ? "dari" : "from", now);
    const bool share_only = std::holds_alternative<std::monostate>(wanted);
    if (share_only) to = indonesian ? "menjadi paling sedikit" : "to at least";
    return filled("{} {} {} {} ({})", verb(falls), indonesian ? "jawaban" : "the answer", to,
                  goal_text(model, index, given, wanted, share, language), now);
}

std::vector<std::string> sources_of_answer(const Model& model, QuestionIndex question, Date as_of, Language language) {
    std::vector<std::string> found;
    for (NodeIndex node = model.questions[question].node; node != none && found.empty(); node = model.nodes[node].parent)
        found = sources(model, model.nodes[node].notes.citations, as_of, language);
    return found;
}

}  // namespace zi
