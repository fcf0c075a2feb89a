// Words for verdicts and reasons, and the formatting of values.
#include "conditions.hpp"

namespace zi {

std::string_view code(Verdict verdict) {
    switch (verdict) {
        case Verdict::met: return "met";
        case Verdict::not_met: return "not_met";
        case Verdict::open: return "open";
    }
    return "open";
}

std::string_view word(Verdict verdict, Language language) {
    const bool indonesian = language == Language::indonesian;
    switch (verdict) {
        case Verdict::met: return indonesian ? "terpenuhi" : "met";
        case Verdict::not_met: return indonesian ? "tidak terpenuhi" : "not met";
        case Verdict::open: return indonesian ? "terbuka" : "open";
    }
    return "";
}

std::string_view code(Reason reason) {
    switch (reason) {
        case Reason::answered: return "answered";
        case Reason::unanswered: return "unanswered";
        case Reason::incomplete: return "incomplete";
        case Reason::left_open: return "left_open";
        case Reason::zero_denominator: return "zero_denominator";
        case Reason::not_applicable: return "not_applicable";
        case Reason::applicability_open: return "applicability_open";
        case Reason::refused: return "refused";
    }
    return "";
}

std::string_view word(Reason reason, Language language) {
    const bool indonesian = language == Language::indonesian;
    switch (reason) {
        case Reason::answered: return indonesian ? "dijawab" : "answered";
        case Reason::unanswered: return indonesian ? "belum dijawab" : "not answered";
        case Reason::incomplete: return indonesian ? "isian belum lengkap" : "counts are missing";
        case Reason::left_open: return indonesian ? "dibiarkan terbuka oleh aturan" : "left open by the rules";
        case Reason::zero_denominator:
            return indonesian ? "penyebut nol, aturan tidak mengatakan apa yang berlaku"
                              : "denominator zero, and the rules do not say what holds";
        case Reason::not_applicable: return indonesian ? "tidak berlaku bagi unit ini" : "does not concern this unit";
        case Reason::applicability_open:
            return indonesian ? "belum diketahui apakah berlaku bagi unit ini" : "not known whether it concerns this unit";
        case Reason::refused: return indonesian ? "ditolak" : "refused";
    }
    return "";
}

std::string show(const Model& model, const Fact& fact, const FactValue& value) {
    if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "yes" : "no";
    if (const auto* number = std::get_if<Rational>(&value)) return number->shortest(given_places);
    if (const auto* date = std::get_if<Date>(&value)) return *date == Date::never() ? "never" : date->iso();
    if (const auto* member = std::get_if<Member>(&value)) {
        const auto& values = model.enumerations[fact.enumeration].values;
        return member->value < values.size() ? values[member->value] : std::string();
    }
    return {};
}

}  // namespace zi
