// A plan with its certificate as JSON, and the result of verifying one.
#include "condition_ref.hpp"

#include "zi/proof.hpp"

namespace zi {

namespace {

class ProofJson {
public:
    ProofJson(const Model& model, const Unit& unit) : model_(model), documents_(documents_of(unit)) {}

    Json all(const Proof& proof) const {
        const ProofHead& head = proof.head;
        const Premises& from = head.premises;
        return {{"schema", "zi-proof/1"},    {"regulation", head.regulation},
                {"as_of", head.as_of.iso()}, {"target", head.target},
                {"unit", head.unit},         {"premises", {{"rules", from.rules}, {"unit", from.unit}, {"costs", from.costs}}},
                {"plan", plan(proof.plan)},  {"certificate", certificate(proof.certificate)}};
    }

private:
    const std::string& question(QuestionIndex index) const { return model_.nodes[model_.questions[index].node].id; }
    const std::string& document(DocumentIndex index) const { return documents_[index]->id; }
    Json conditions(const std::vector<ConditionRef>& refs) const {
        return list(refs, [&](ConditionRef ref) { return condition_json(model_, ref); });
    }

    Json plan(const Plan& plan) const {
        Json json{{"status", code(plan.status)}, {"cost", plan.cost}, {"lower_bound", plan.lower_bound}};
        json["documents"] = list(plan.documents, [&](const ObtainedDocument& one) {
            if (one.document != none) return Json{{"document", document(one.document)}, {"cost", one.cost}};
            return Json{{"kind", model_.evidence[one.kind].name},
                        {"question", question(one.question)},
                        {"args", one.args},
                        {"cost", one.cost}};
        });
        json["improvements"] = list(plan.improvements, [&](const Improvement& one) {
            const Scale* scale = one.option == none ? nullptr : &model_.scales[model_.questions[one.question].scale];
            return Json{{"question", question(one.question)},
                        {"from", one.from.fraction()},
                        {"to", one.to.fraction()},
                        {"option", scale == nullptr ? Json(nullptr) : Json(scale->options[one.option].key)},
                        {"answer", answer(one)},
                        {"raised", one.raised},
                        {"cost", one.cost},
                        {"points", one.points.fraction()},
                        {"documents", one.documents}};
        });
        json["obstacles"] = conditions(plan.obstacles);
        return json;
    }

    /// In full, as fractions.
    Json answer(const Improvement& one) const {
        if (const auto* number = std::get_if<Rational>(&one.answer)) return number->fraction();
        const auto* counts = std::get_if<Counts>(&one.answer);
        if (!counts) return nullptr;
        Json json = Json::object();
        const auto& inputs = model_.questions[one.question].inputs;
        for (InputIndex i{0}; i < inputs.size(); ++i)
            if (counts->values[i]) json[inputs[i].key] = counts->values[i]->fraction();
        return json;
    }

    Json certificate(const Certificate& proof) const {
        return {{"bound", proof.bound},
                {"scale", proof.scale},
                {"parts", list(proof.parts, [&](const Certificate::Part& one) { return part(one); })},
                {"boxes", list(proof.boxes, [&](const Certificate::Box& one) { return box(one); })}};
    }

    Json part(const Certificate::Part& one) const {
        static constexpr const char* ways[] = {"question", "sum", "min", "max"};
        if (one.kind == Certificate::Part::Kind::question)
            return {{"question", question(one.question)}, {"conditions", conditions(one.conditions)}};
        return {{"combine", ways[static_cast<int>(one.kind)]},
                {"left", one.left},
                {"right", one.right},
                {"conditions", conditions(one.conditions)}};
    }

    Json box(const Certificate::Box& one) const {
        if (one.leaf && one.missed) return Json{{"missed", condition_json(model_, *one.missed)}};
        if (!one.leaf) {
            Json json = Json::object();
            if (one.question != none) {
                json["question"] = question(one.question);
                json["level"] = one.level;
            } else {
                json["document"] = document(one.document);
            }
            json["low"] = one.low;
            json["high"] = one.high;
            return json;
        }
        Json prices = list(one.prices, [&](const Certificate::Price& price) {
            return Json{{"document", document(price.document)}, {"question", question(price.question)}, {"price", price.price}};
        });
        Json fronts = list(one.fronts, [](const std::vector<Certificate::Offer>& front) {
            return list(front, [](const Certificate::Offer& offer) {
                Json pair = Json::array();
                pair.push_back(offer.points.fraction());
                pair.push_back(offer.cost);
                return pair;
            });
        });
        return {{"prices", std::move(prices)}, {"fronts", std::move(fronts)}};
    }

    const Model& model_;
    std::vector<const Document*> documents_;
};

/// What a valid proof shows.
std::string shown(const Plan& plan, Language language) {
    const bool indonesian = language == Language::indonesian;
    switch (plan.status) {
        case PlanStatus::already_met:
            return indonesian ? "Terbukti: semua syarat sudah pasti terpenuhi."
                              : "Proved: every condition is certainly met already.";
        case PlanStatus::scores_met:
            return indonesian ? "Terbukti: semua syarat nilai sudah pasti terpenuhi."
                              : "Proved: every score condition is certainly met already.";
        case PlanStatus::impossible:
            return indonesian ? "Terbukti: sekalipun semuanya diperbaiki, syarat berikut tetap tidak tercapai:"
                              : "Proved: even with everything improved, these conditions cannot be reached:";
        case PlanStatus::optimal:
            return filled(
                Chosen{indonesian ? "Terbukti: rencana ini memenuhi semua syarat nilai dengan biaya {}; menurut biaya yang "
                                    "sama tidak ada pilihan jawaban dan data dukung yang lebih murah."
                                  : "Proved: this plan meets every score condition at a cost of {}; under the same costs no "
                                    "choice of answers and documents does for less."},
                plan.cost);
        case PlanStatus::bounded_gap:
            return filled(
                Chosen{indonesian ? "Terbukti: rencana ini memenuhi semua syarat nilai dengan biaya {}, dan rencana "
                                    "lain menurut biaya yang sama paling sedikit berbiaya {}."
                                  : "Proved: this plan meets every score condition at a cost of {}, and under the same "
                                    "costs other plans cost at least {}."},
                plan.cost, plan.lower_bound);
        case PlanStatus::not_monotone: break;
    }
    return {};
}

}  // namespace

std::string proof_json(const Model& model, const Unit& unit, const Proof& proof) {
    return ProofJson(model, unit).all(proof).dump();
}

std::string_view word(PlanFault fault, Language language) {
    const bool indonesian = language == Language::indonesian;
    switch (fault) {
        case PlanFault::sound: return indonesian ? "bukti ini benar" : "the proof holds";
        case PlanFault::not_a_plan:
            return indonesian ? "rencananya memuat yang tidak dapat diperbaiki, atau hal yang sama dua kali"
                              : "the plan holds what cannot be improved, or the same twice";
        case PlanFault::cost_wrong: return indonesian ? "biayanya tidak berjumlah seperti itu" : "the costs do not add up";
        case PlanFault::target_missed:
            return indonesian ? "syarat nilai tidak terpenuhi setelah rencananya dijalankan"
                              : "the score conditions are not met once the plan is carried out";
        case PlanFault::parts_wrong:
            return indonesian ? "bagian-bagiannya tidak membentuk nilai yang diminta syarat"
                              : "its parts do not make up the scores that the conditions ask for";
        case PlanFault::boxes_wrong:
            return indonesian ? "pembagian kasusnya tidak mencakup semua kemungkinan"
                              : "its cases do not cover all that is possible";
        case PlanFault::prices_wrong:
            return indonesian ? "pertanyaan menanggung lebih dari biaya sebuah dokumen"
                              : "questions bear more than a document costs";
        case PlanFault::front_wrong:
            return indonesian ? "sebuah bagian dapat lebih baik daripada yang disebut" : "a part can do better than it says";
        case PlanFault::bound_wrong:
            return indonesian ? "batas biaya terendahnya tidak terbukti" : "the least cost that it claims is not shown";
        case PlanFault::too_large:
            return indonesian ? "pemeriksaannya melampaui batas kerja" : "checking it takes more work than is allowed";
        case PlanFault::other_rules:
            return indonesian ? "bukti ini dibuat untuk aturan lain" : "the proof was made for other rules";
        case PlanFault::other_day:
            return indonesian ? "bukti ini dibuat untuk hari lain" : "the proof was made for another day";
        case PlanFault::other_unit:
            return indonesian ? "bukti ini dibuat untuk unit lain, atau untuk keadaan unit yang lain"
                              : "the proof was made for another unit, or for another state of it";
        case PlanFault::other_costs:
            return indonesian ? "bukti ini dibuat dengan biaya lain" : "the proof was made with other costs";
    }
    return {};
}

std::string to_text(const Model& model, const Verified& verified, Language language) {
    const bool indonesian = language == Language::indonesian;
    const ProofHead& head = verified.head;
    const PredicateIndex target = model.find_predicate(head.target);
    std::string text = filled(
        Chosen{indonesian ? "Bukti rencana {} menuju {}, per tanggal {}\n" : "Proof of a plan of {} towards {}, as of {}\n"},
        plain(head.unit), target == none ? plain(head.target) : titled(model.predicates[target], language),
        written(head.as_of, language));
    if (verified.fault != PlanFault::sound)
        return text + filled("{}: {}.\n", indonesian ? "Tidak terbukti" : "Not proved", word(verified.fault, language));
    text += shown(verified.plan, language) + "\n";
    for (const ConditionRef ref : verified.plan.obstacles) text += filled("- {}\n", condition_text(model, ref, language));
    if (!verified.plan.obligations.empty())
        text += indonesian ? "Tidak terbukti bahwa syarat selain nilai terpenuhi; yang belum:\n"
                           : "Nothing is proved of conditions on anything but scores; those not met yet:\n";
    for (const Obligation& one : verified.plan.obligations) text += filled("- {}\n", condition_text(model, one.ref, language));
    return text;
}

std::string to_json(const Verified& verified) {
    const ProofHead& head = verified.head;
    const bool sound = verified.fault == PlanFault::sound;
    const auto if_sound = [&](Json value) { return sound ? std::move(value) : Json(nullptr); };
    return Json{{"schema", "zi-verification/1"},
                {"regulation", head.regulation},
                {"as_of", head.as_of.iso()},
                {"target", head.target},
                {"unit", head.unit},
                {"found", code(verified.fault)},
                {"status", if_sound(code(verified.plan.status))},
                {"cost", if_sound(verified.plan.cost)},
                {"lower_bound", if_sound(verified.plan.lower_bound)}}
        .dump();
}

}  // namespace zi
