/// In which words does a plan say what is to be done? For its text and its tables.
#pragma once

#include "condition_ref.hpp"
#include "phrases.hpp"
#include "standing.hpp"

#include "zi/improve.hpp"

#include "base/filled.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace zi {

/// What has to be done so that a document stands as accepted.
inline std::string_view task(const ObtainedDocument& one, const std::vector<const Document*>& documents, Language language) {
    const bool indonesian = language == Language::indonesian;
    if (one.document == none) return indonesian ? "susun" : "draw up";
    Standing standing = one.standing;
    if (standing == Standing::unfounded) {
        // Its bases are tasks of their own; of itself it is as far as its status says.
        const DocumentStatus status = documents[one.document]->status;
        const bool under_way = status == DocumentStatus::submitted || status == DocumentStatus::verifying;
        if (under_way) standing = Standing::pending;
        if (status == DocumentStatus::needs_repair) standing = Standing::needs_repair;
    }
    switch (standing) {
        case Standing::pending: return indonesian ? "tuntaskan verifikasi" : "have verified";
        case Standing::needs_repair: return indonesian ? "perbaiki" : "mend";
        case Standing::accepted:
        case Standing::expired: return indonesian ? "perbarui" : "renew";
        case Standing::missing: return indonesian ? "lengkapi" : "supply";
        case Standing::superseded:
        case Standing::unfounded:
        case Standing::rejected: break;
    }
    return indonesian ? "susun ulang" : "draw up again";
}

/// A document of others, which may serve further units.
inline bool is_shared(const Unit& unit, const ObtainedDocument& one) {
    return one.document != none && one.document >= unit.documents->size();
}

/// Is it proved, or at least found, that the plan is the cheapest of all choices?
inline bool is_plan(const Plan& plan) { return plan.status == PlanStatus::optimal || plan.status == PlanStatus::bounded_gap; }

/// What holds of a condition that no plan moves, and when or by whom it can be met.
inline std::string obligation_text(const Model& model, const Unit* unit, Date as_of, const Obligation& one, Language language) {
    const bool indonesian = language == Language::indonesian;
    std::string text = condition_text(model, one.ref, language);
    const Condition* rule = one.ref.condition == none ? nullptr : &condition_of(model, one.ref);
    if (unit != nullptr && rule != nullptr && rule->subject == Condition::Subject::fact && one.way != Obligation::Way::state)
        text += filled("; {} {}", indonesian ? "kini" : "now",
                       fact_value(model, model.facts[rule->fact()], fact_of(model, *unit, rule->fact()), language));
    switch (one.way) {
        case Obligation::Way::time:
            return text + filled("; {} {}", indonesian ? "terpenuhi paling cepat" : "met at the earliest on",
                                 written(*one.first_day, language));
        case Obligation::Way::begin:
            if (!one.first_day) return text + (indonesian ? "; belum ada" : "; not yet");
            return text + filled(Chosen{indonesian ? "; belum ada: bila mulai {}, terpenuhi paling cepat {}"
                                                   : "; not yet: if it begins on {}, met at the earliest on {}"},
                                 written(as_of, language), written(*one.first_day, language));
        case Obligation::Way::state:
            return text + (indonesian ? "; belum diketahui, harus dinyatakan" : "; not known, has to be stated");
        case Obligation::Way::others:
            return text + (indonesian ? "; harus dipenuhi di luar rencana ini" : "; has to be met outside this plan");
        case Obligation::Way::passed: break;
    }
    return text + (indonesian ? "; tidak terpenuhi lagi dengan berlalunya waktu" : "; the passing of time does not meet it");
}

/// "SK Tim SK-1 (Keputusan) [ditolak]"; of a new one what it has to cover, and for which question.
inline std::string document_name(const Model& model, const Unit& unit, const ObtainedDocument& one, Date as_of,
                                 Language language) {
    const auto say = [&](const char* indonesian, const char* english) {
        return std::string(language == Language::indonesian ? indonesian : english);
    };
    const std::vector<const Document*> documents = documents_of(unit);
    std::string text(model.evidence[one.kind].title.in(language));
    if (one.document != none) {
        text += " " + plain(documents[one.document]->id);
        if (!documents[one.document]->title.empty()) text += " (" + plain(documents[one.document]->title) + ")";
        text += " [" + standing_text(one.standing, documents[one.document], as_of, language) + "]";
        return is_shared(unit, one)
                   ? text + say(" (dokumen bersama, melayani juga unit lain)", " (shared, serves other units as well)")
                   : text;
    }
    for (std::size_t i = 0; i < one.args.size(); ++i) text += (i == 0 ? " (" : ", ") + one.args[i];
    if (!one.args.empty()) text += ")";
    return text + say(" untuk ", " for ") + model.nodes[model.questions[one.question].node].id;
}

/// What becomes of the answer to a question that is to count for more.
inline std::string improvement_text(const Model& model, const Unit& unit, const Improvement& one, Language language) {
    const bool indonesian = language == Language::indonesian;
    const Question& question = model.questions[one.question];
    const Answer reached = one.option == none ? one.answer : Answer(Member{Index(one.option)});
    if (one.raised)
        return task_text(model, one.question, *prevailing_answer(model, unit, one.question).answer, reached, one.to, language);
    std::string text =
        indonesian ? "jawaban tetap; data dukungnya menjadi cukup" : "the answer stays; its evidence will suffice";
    if (one.option != none)
        text += filled("{} {}", indonesian ? ", sampai" : ", up to", model.scales[question.scale].options[one.option].key);
    return text;
}

}  // namespace zi
