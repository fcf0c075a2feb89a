// A plan in words that a unit can work from, and as JSON.
#include "condition_ref.hpp"
#include "json_parts.hpp"
#include "lines.hpp"
#include "plan_words.hpp"
#include "remarks.hpp"

namespace zi {

namespace {

/// What was chosen from: what the questions have and the documents that the unit states.
struct Choices {
    bool options = false, numbers = false, counts = false, documents = false;
};
Choices choices_of(const Model& model, const Unit& unit) {
    Choices choices;
    for (const Question& question : model.questions) {
        choices.options = choices.options || question.kind == Question::Kind::options;
        choices.numbers = choices.numbers || question.kind == Question::Kind::number;
        choices.counts = choices.counts || question.kind == Question::Kind::ratio;
        choices.documents = choices.documents || (unit.documents && !question.needs.empty());
    }
    return choices;
}

class PlanText : Lines {
public:
    PlanText(const Model& model, const Unit& unit, Date as_of, PredicateIndex target, Language language)
        : Lines(language), model_(model), unit_(unit), as_of_(as_of), target_(target), documents_(documents_of(unit)) {}

    std::string run(const Planned& planned) {
        const Predicate& predicate = model_.predicates[target_];
        line(0, filled("{} {}", say("Rencana menuju", "Plan towards"), titled(predicate, language_)));
        line_of(unit_);
        line(0, say("per tanggal ", "as of ") + written(as_of_, language_));
        out_ += remarks_text(model_, unit_, language_);
        line(0, "");
        checked_ = planned.verified == PlanFault::sound;
        body(planned.best);
        if (planned.best.status == PlanStatus::optimal || planned.best.status == PlanStatus::bounded_gap) bound(planned.best);
        obligations(planned.best);
        for (std::size_t i = 0; i < planned.next.size(); ++i) {
            line(0, "");
            line(0, filled("{} {}", say("Rencana lain", "Another plan"), i + 1));
            body(planned.next[i]);
            obligations(planned.next[i]);
        }
        if (planned.step) step(*planned.step);
        if (planned.cut) {
            line(0, "");
            line(0, say("Pencarian berhenti pada batas kerja sebelum semua yang diminta selesai dilihat.",
                        "The search ended at its limit of work before all that was asked for had been looked at."));
        }
        return std::move(out_);
    }

private:
    void body(const Plan& plan) {
        switch (plan.status) {
            case PlanStatus::already_met:
                claim(say("Semua syarat sudah pasti terpenuhi; tidak ada yang perlu diperbaiki",
                          "Every condition is certainly met already; nothing needs to be improved"),
                      ".");
                break;
            case PlanStatus::scores_met:
                claim(say("Semua syarat nilai sudah pasti terpenuhi; tidak ada nilai yang perlu diperbaiki",
                          "Every score condition is certainly met already; no score needs to be improved"),
                      ".");
                break;
            case PlanStatus::impossible:
                claim(say("Tidak mungkin: sekalipun semuanya diperbaiki, syarat berikut tetap tidak tercapai",
                          "Impossible: even with everything improved, these conditions cannot be reached"),
                      ":");
                for (const ConditionRef ref : plan.obstacles) condition(ref);
                break;
            case PlanStatus::not_monotone:
                line(0, say("Tidak ada rencana: syarat berikut meminta nilai yang tidak terlalu besar atau tepat sama, dan "
                            "rencana termurah melanggarnya:",
                            "No plan: these conditions ask for a score that is not too large, or exact, and the cheapest plan "
                            "breaks them:"));
                for (const ConditionRef ref : plan.obstacles) condition(ref);
                break;
            case PlanStatus::optimal:
            case PlanStatus::bounded_gap: work(plan); break;
        }
    }

    void obligations(const Plan& plan) {
        if (plan.obligations.empty()) return;
        line(0,
             filled(Chosen{plan.status == PlanStatus::scores_met || is_plan(plan)
                               ? say("{} baru tercapai setelah syarat berikut pun terpenuhi; rencana tidak dapat memenuhinya:",
                                     "{} is reached only once these conditions are met, too; no plan can meet them:")
                               : say("Syarat lain yang belum pasti terpenuhi dan tidak dapat direncanakan:",
                                     "Other conditions, not certainly met yet, that cannot be planned for:")},
                    titled(model_.predicates[target_], language_)));
        for (const Obligation& one : plan.obligations) line(1, "- " + obligation_text(model_, &unit_, as_of_, one, language_));
    }

    void work(const Plan& plan) {
        std::size_t number = 0;
        for (const ObtainedDocument& one : plan.documents) document(++number, one);
        for (const Improvement& one : plan.improvements) improvement(++number, one);
        line(0, filled("{}: {}", say("Biaya seluruhnya", "Total cost"), plan.cost));
    }

    /// What is said of all other plans. Only what check_plan found to be so is called proved.
    void bound(const Plan& plan) {
        if (plan.status == PlanStatus::bounded_gap)
            return claim(filled("{} {}",
                                say("Belum terbukti termurah: rencana lain paling sedikit berbiaya",
                                    "Not proved cheapest: other plans cost at least"),
                                plan.lower_bound),
                         "");
        line(0, filled(Chosen{checked_ ? say("Terbukti termurah menurut biaya yang berlaku: {}.",
                                             "Proved cheapest under the costs given: {}.")
                                       : say("Menurut pencarian dan biaya yang berlaku: {} (belum diperiksa).",
                                             "By the search, under the costs given: {} (not verified).")},
                       filled(Chosen{say("tidak ada pilihan lain yang memenuhi semua syarat nilai dengan biaya di bawah {}",
                                         "no other choice meets every score condition for less than {}")},
                              plan.cost)));
        choices();
    }
    /// What it is proved of, or found.
    void choices() {
        const Choices has = choices_of(model_, unit_);
        std::string text;
        const auto add = [&](bool there, const char* indonesian, const char* english) {
            if (there) text += (text.empty() ? "" : "; ") + say(indonesian, english);
        };
        add(has.options, "tiap opsi di atas jawaban kini", "each option above the present answer");
        add(has.numbers, "tiap bilangan pada langkah skalanya", "each number on the step of its scale");
        add(has.counts, "tiap hitungan bulat dengan pembagi tetap", "each whole count with what it is divided by as it is");
        add(has.documents, "tiap data dukung yang dapat diperoleh", "each document that can be had");
        line(1, say("Pilihan yang dibandingkan: ", "Choices compared: ") + text + ".");
    }
    void claim(const std::string& text, const char* end) {
        line(0, text + (checked_ ? "" : say(" (belum diperiksa)", " (not verified)")) + end);
    }

    void document(std::size_t number, const ObtainedDocument& one) {
        line(0, filled("{}. {}: {} - {} {}", number, task(one, documents_, language_),
                       document_name(model_, unit_, one, as_of_, language_), say("biaya", "cost"), one.cost));
    }

    void improvement(std::size_t number, const Improvement& one) {
        const Question& question = model_.questions[one.question];
        const Node& node = model_.nodes[question.node];
        line(0, filled("{}. {} {}", number, node.id, node.title.in(language_)));
        std::string text = improvement_text(model_, unit_, one, language_);
        text +=
            filled("; {} {} -> {}", say("skor", "share of the weight"), points(one.from, language_), points(one.to, language_));
        line(1, text);
        if (one.option != none && one.option < question.option_criteria.size() &&
            !question.option_criteria[one.option].id.empty())
            line(1, say("kriteria: ", "criterion: ") + std::string(question.option_criteria[one.option].in(language_)));
        if (!one.documents.empty()) {
            std::string rests;
            for (const Index d : one.documents) rests += (rests.empty() ? "" : ", ") + std::to_string(d + 1);
            line(1, say("bertumpu pada nomor ", "rests on number ") + rests);
        }
        line(1, filled("{} {}; {} +{}", say("biaya", "cost"), one.cost, say("nilai", "points"), points(one.points, language_)));
    }

    void condition(ConditionRef ref) { line(1, "- " + condition_text(model_, ref, language_)); }

    void step(const NextStep& one) {
        line(0, "");
        line(0, say("Langkah tunggal terbaik", "Best single next step"));
        std::size_t number = 0;
        for (const ObtainedDocument& d : one.documents) document(++number, d);
        improvement(++number, one.improvement);
        const char* pattern =
            language_ == Language::indonesian
                ? "jumlah kekurangan nilai pada semua syarat turun {} (dari {} menjadi {}); biaya seluruhnya {}"
                : "the points missing from all conditions together fall by {} (from {} to {}); total cost {}";
        line(1, filled(Chosen{pattern}, points(one.progress, language_), points(one.shortfall, language_),
                       points(one.shortfall - one.progress, language_), one.cost));
    }

    const Model& model_;
    const Unit& unit_;
    Date as_of_;
    PredicateIndex target_;
    std::vector<const Document*> documents_;
    bool checked_ = false;  ///< check_plan found the best plan's claims to be so
};

Json document_json(const Model& model, const Unit& unit, const ObtainedDocument& one) {
    Json json{{"document", one.document == none ? Json(nullptr) : Json(documents_of(unit)[one.document]->id)},
              {"kind", model.evidence[one.kind].name},
              {"standing", code(one.standing)}};
    if (one.document == none) {
        json["question"] = model.nodes[model.questions[one.question].node].id;
        json["args"] = one.args;
    } else {
        json["shared"] = is_shared(unit, one);
    }
    json["cost"] = one.cost;
    return json;
}

Json improvement_json(const Model& model, const Unit& unit, const Improvement& one) {
    const Question& question = model.questions[one.question];
    const Answer reached = one.option == none ? one.answer : Answer(Member{Index(one.option)});
    Json json{{"question", model.nodes[question.node].id},
              {"from", one.from.fraction()},
              {"to", one.to.fraction()},
              {"option", one.option == none ? Json(nullptr) : Json(model.scales[question.scale].options[one.option].key)},
              {"answer_from", answer(model, question, *prevailing_answer(model, unit, one.question).answer)},
              {"answer_to", one.raised ? answer(model, question, reached) : Json(nullptr)},
              {"raised", one.raised},
              {"cost", one.cost},
              {"points", one.points.fraction()},
              {"documents", one.documents}};
    return json;
}

Json obligations_json(const Model& model, const std::vector<Obligation>& obligations) {
    Json json = Json::array();
    for (const Obligation& one : obligations) {
        Json row = condition_json(model, one.ref);
        row["way"] = code(one.way);
        row["first_day"] = one.first_day ? Json(one.first_day->iso()) : Json(nullptr);
        json.push_back(std::move(row));
    }
    return json;
}

/// What is proved, under which costs, and over which choices; null where nothing is.
Json proved_json(const Model& model, const Unit& unit, const Plan& plan, bool checked) {
    if (!checked) return nullptr;
    Json over = Json::array();
    const Choices has = choices_of(model, unit);
    if (is_plan(plan) || plan.status == PlanStatus::impossible) {
        if (has.options) over.push_back("options");
        if (has.numbers) over.push_back("numbers");
        if (has.counts) over.push_back("counts");
        if (has.documents) over.push_back("documents");
    }
    const char* what = plan.status == PlanStatus::optimal       ? "least_cost"
                       : plan.status == PlanStatus::bounded_gap ? "lower_bound"
                       : plan.status == PlanStatus::impossible  ? "out_of_reach"
                       : plan.status == PlanStatus::scores_met  ? "scores_met"
                                                                : "target_met";
    return {{"what", what}, {"costs", "as given"}, {"over", std::move(over)}};
}

/// `checked`: check_plan found what it claims to be so.
Json plan_json(const Model& model, const Unit& unit, const Plan& plan, bool checked) {
    checked = checked && plan.status != PlanStatus::not_monotone;
    Json json{{"status", plan.status == PlanStatus::optimal && !checked ? "unverified" : code(plan.status)},
              {"verified", checked},
              {"proved", proved_json(model, unit, plan, checked)},
              {"reaches_target", reaches_target(plan)},
              {"cost", plan.cost},
              {"lower_bound", plan.lower_bound}};
    json["documents"] = Json::array();
    for (const ObtainedDocument& one : plan.documents) json["documents"].push_back(document_json(model, unit, one));
    json["improvements"] = Json::array();
    for (const Improvement& one : plan.improvements) json["improvements"].push_back(improvement_json(model, unit, one));
    json["obligations"] = obligations_json(model, plan.obligations);
    json["obstacles"] = Json::array();
    for (const ConditionRef ref : plan.obstacles) json["obstacles"].push_back(condition_json(model, ref));
    json["total_after"] = plan.after.nodes.front().certain.fraction();
    return json;
}

}  // namespace

std::string to_text(const Model& model, const Unit& unit, Date as_of, PredicateIndex target, const Planned& planned,
                    Language language) {
    return PlanText(model, unit, as_of, target, language).run(planned);
}

std::string to_json(const Model& model, const Unit& unit, Date as_of, PredicateIndex target, const Planned& planned) {
    Json json{{"schema", "zi-plan/1"},
              {"regulation", model.name},
              {"as_of", as_of.iso()},
              {"target", model.predicates[target].name},
              {"unit", unit.id}};
    json["plan"] = plan_json(model, unit, planned.best, planned.verified == PlanFault::sound);
    json["next"] = Json::array();
    for (const Plan& one : planned.next) json["next"].push_back(plan_json(model, unit, one, false));
    json["step"] = nullptr;
    if (planned.step) {
        json["step"] = {{"improvement", improvement_json(model, unit, planned.step->improvement)},
                        {"documents", Json::array()},
                        {"cost", planned.step->cost},
                        {"shortfall", planned.step->shortfall.fraction()},
                        {"progress", planned.step->progress.fraction()}};
        for (const ObtainedDocument& one : planned.step->documents)
            json["step"]["documents"].push_back(document_json(model, unit, one));
    }
    if (planned.cut) json["cut"] = true;
    add_attributes(json, model, unit);
    add_remarks(json, model, unit);
    return json.dump();
}

std::string to_text(const Model& model, Date as_of, PredicateIndex target, std::uint64_t budget, const PopulationPlan& plan,
                    Language language) {
    const bool indonesian = language == Language::indonesian;
    std::string text = filled("{} {}\n", indonesian ? "per tanggal" : "as of", written(as_of, language));
    text += filled(Chosen{indonesian ? "{}: {} unit dapat mencapainya dengan anggaran {} (terpakai {})\n"
                                     : "{}: {} units can reach it within a budget of {} (spent {})\n"},
                   titled(model.predicates[target], language), plan.coached.size(), budget, plan.cost);
    text += plan.reachable_bound == plan.coached.size()
                ? (indonesian ? "Menurut pencarian tidak ada pilihan yang mencapai lebih banyak unit (belum diperiksa).\n"
                              : "By the search no choice gets more units there (not verified).\n")
                : filled(Chosen{indonesian ? "Menurut pencarian paling banyak {} unit (belum diperiksa).\n"
                                           : "By the search {} units at most (not verified).\n"},
                         plan.reachable_bound);
    for (const std::string& id : plan.shared)
        text += filled("{}: {}\n", indonesian ? "data dukung bersama" : "shared document", plain(id));
    std::vector<char> coached(plan.units.size(), 0);
    for (std::size_t i = 0; i < plan.coached.size(); ++i) {
        const UnitNeed& one = plan.units[plan.coached[i]];
        coached[plan.coached[i]] = 1;
        text += filled("{}. {} - {} {}\n", i + 1, plain(one.id), indonesian ? "biaya" : "cost", one.cost);
    }
    const auto able = [](const UnitNeed& one) {
        return one.status != PlanStatus::impossible && one.status != PlanStatus::not_monotone;
    };
    bool waiting = false;
    for (std::size_t i = 0; i < plan.units.size(); ++i) {
        if (coached[i] != 0) continue;
        const UnitNeed& one = plan.units[i];
        const bool waits = able(one) && !one.obligations.empty();
        if (waits && !waiting)
            text += indonesian ? "Belum dapat mencapainya dengan biaya saja; syarat berikut harus terpenuhi pula:\n"
                               : "Cost alone does not bring these there; other conditions have to be met, too:\n";
        waiting = waits;
        text += filled("-  {} - {}\n", plain(one.id),
                       able(one) ? filled("{} {}", indonesian ? "biaya" : "cost", one.cost)
                                 : std::string(indonesian ? "tidak dapat direncanakan" : "cannot be planned for"));
        // Of many conditions the first are enough to see who is far from it; the unit's own plan lists all.
        constexpr std::size_t most_listed = 3;
        for (std::size_t o = 0; waits && o < one.obligations.size() && o < most_listed; ++o)
            text += filled("     - {}\n", obligation_text(model, nullptr, as_of, one.obligations[o], language));
        if (waits && one.obligations.size() > most_listed)
            text += filled(Chosen{indonesian ? "     - dan {} lagi\n" : "     - and {} more\n"},
                           one.obligations.size() - most_listed);
    }
    return text;
}

std::string to_json(const Model& model, Date as_of, PredicateIndex target, std::uint64_t budget, const PopulationPlan& plan) {
    Json json{{"schema", "zi-population-plan/1"},        {"regulation", model.name}, {"as_of", as_of.iso()},
              {"target", model.predicates[target].name}, {"budget", budget},         {"cost", plan.cost},
              {"reachable_bound", plan.reachable_bound}, {"shared", plan.shared}};
    json["coached"] = Json::array();
    for (const std::size_t i : plan.coached) json["coached"].push_back(plan.units[i].id);
    json["waiting"] = Json::array();
    json["units"] = Json::array();
    for (const UnitNeed& one : plan.units) {
        const bool able = one.status != PlanStatus::impossible && one.status != PlanStatus::not_monotone;
        if (able && !one.obligations.empty()) json["waiting"].push_back(one.id);
        json["units"].push_back({{"id", one.id},
                                 {"status", code(one.status)},
                                 {"cost", one.cost},
                                 {"lower_bound", one.lower_bound},
                                 {"obligations", obligations_json(model, one.obligations)}});
    }
    return json.dump();
}

}  // namespace zi
