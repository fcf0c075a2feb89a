// Plans as typed cells: what to do, what it costs, and what no step meets.
#include "cells.hpp"
#include "plan_words.hpp"
#include "readiness_words.hpp"

namespace zi {

namespace {

class PlanTables {
public:
    PlanTables(const Model& model, const Unit& unit, Date as_of, PredicateIndex target, Language language)
        : model_(model), unit_(unit), as_of_(as_of), target_(target), language_(language), documents_(documents_of(unit)) {}

    ResultTables of(const Planned& planned) {
        steps_ = {
            say("Langkah", "Steps"),
            {say("Rencana", "Plan"), "No", say("Pertanyaan atau dokumen", "Question or document"), say("Uraian", "Title"),
             say("Yang harus dilakukan", "To be done"), say("Skor sebelum", "Share before"), say("Skor sesudah", "Share after"),
             say("Tambahan nilai", "Points"), say("Biaya", "Cost"), say("Bertumpu pada nomor", "Rests on number")},
            {},
            2};
        plans_ = {say("Rencana", "Plans"),
                  {say("Rencana", "Plan"), say("Hasil", "Result"), say("Mencapai predikat", "Reaches the predicate"),
                   say("Biaya", "Cost"), say("Biaya paling sedikit", "Least cost"), say("Total sesudahnya", "Total after")},
                  {}};
        conditions_ = {say("Syarat", "Conditions"),
                       {say("Rencana", "Plan"), say("Syarat", "Condition"), say("Keadaan", "State"),
                        say("Paling cepat", "At the earliest")},
                       {}};
        plan(say("terbaik", "best"), planned.best, planned.verified == PlanFault::sound);
        for (std::size_t i = 0; i < planned.next.size(); ++i)
            plan(filled("{} {}", say("lain", "other"), i + 1), planned.next[i], false);
        if (planned.step) {
            const std::string name = say("langkah tunggal", "single step");
            std::size_t number = 0;
            for (const ObtainedDocument& one : planned.step->documents) document(name, ++number, one);
            improvement(name, ++number, planned.step->improvement);
        }
        ResultTable findings = empty_findings(language_);
        add_findings(findings, model_, unit_, language_);
        std::vector<std::pair<std::string, ResultCell>> about{{"Unit", text_cell(unit_.id)}};
        if (!unit_.name.empty()) about.emplace_back(say("Nama", "Name"), text_cell(unit_.name));
        about.emplace_back(say("Predikat yang dituju", "Predicate aimed at"),
                           text_cell(titled(model_.predicates[target_], language_)));
        return result_of(model_, as_of_, {std::move(steps_), std::move(plans_), std::move(conditions_)}, std::move(findings),
                         about, language_);
    }

private:
    std::string say(const char* indonesian, const char* english) const {
        return language_ == Language::indonesian ? indonesian : english;
    }

    /// Only what check_plan found to be so is called proved.
    std::string outcome(const Plan& plan, bool checked) const {
        const std::string unchecked = checked ? "" : say(" (belum diperiksa)", " (not verified)");
        switch (plan.status) {
            case PlanStatus::already_met:
                return say("semua syarat sudah terpenuhi", "every condition is met already") + unchecked;
            case PlanStatus::scores_met:
                return say("semua syarat nilai sudah terpenuhi", "every score condition is met already") + unchecked;
            case PlanStatus::impossible: return say("tidak mungkin", "impossible") + unchecked;
            case PlanStatus::not_monotone: return say("tidak ada rencana", "no plan");
            case PlanStatus::bounded_gap: return say("belum terbukti termurah", "not proved cheapest");
            case PlanStatus::optimal: break;
        }
        return checked ? say("terbukti termurah", "proved cheapest")
                       : say("termurah menurut pencarian", "cheapest by the search") + unchecked;
    }

    void plan(const std::string& name, const Plan& plan, bool checked) {
        std::size_t number = 0;
        for (const ObtainedDocument& one : plan.documents) document(name, ++number, one);
        for (const Improvement& one : plan.improvements) improvement(name, ++number, one);
        const bool reaches = reaches_target(plan);
        plans_.rows.push_back({text_cell(name), text_cell(outcome(plan, checked)),
                               text_cell(reaches ? say("ya", "yes") : say("tidak", "no"),
                                         reaches ? ResultCell::Tone::good : ResultCell::Tone::bad),
                               count_cell(plan.cost), count_cell(plan.lower_bound),
                               points_cell(plan.after.nodes.front().certain, model_.nodes.front().thresholds)});
        for (const ConditionRef ref : plan.obstacles)
            conditions_.rows.push_back({text_cell(name), text_cell(condition_text(model_, ref, language_)),
                                        text_cell(say("tidak dapat dicapai", "cannot be reached"), ResultCell::Tone::bad),
                                        ResultCell()});
        for (const Obligation& one : plan.obligations)
            conditions_.rows.push_back({text_cell(name), text_cell(obligation_text(model_, &unit_, as_of_, one, language_)),
                                        text_cell(say("di luar rencana", "outside the plan"), ResultCell::Tone::open),
                                        one.first_day ? day_cell(*one.first_day) : ResultCell()});
    }

    void document(const std::string& name, std::size_t number, const ObtainedDocument& one) {
        const std::string id =
            one.document == none ? model_.nodes[model_.questions[one.question].node].id : documents_[one.document]->id;
        steps_.rows.push_back({text_cell(name), count_cell(number), text_cell(id),
                               text_cell(document_name(model_, unit_, one, as_of_, language_)),
                               text_cell(task(one, documents_, language_)), ResultCell(), ResultCell(), ResultCell(),
                               count_cell(one.cost), ResultCell()});
    }

    void improvement(const std::string& name, std::size_t number, const Improvement& one) {
        const Node& node = model_.nodes[model_.questions[one.question].node];
        std::string rests;
        for (const Index d : one.documents) rests += (rests.empty() ? "" : ", ") + std::to_string(d + 1);
        const auto share = [](const Rational& value) {
            return ResultCell{ResultCell::Kind::percent, percent(value), ResultCell::Tone::plain};
        };
        steps_.rows.push_back({text_cell(name), count_cell(number), text_cell(node.id), text_cell(node.title.in(language_)),
                               text_cell(improvement_text(model_, unit_, one, language_)), share(one.from), share(one.to),
                               points_cell(one.points), count_cell(one.cost), text_cell(rests)});
    }

    const Model& model_;
    const Unit& unit_;
    Date as_of_;
    PredicateIndex target_;
    Language language_;
    std::vector<const Document*> documents_;
    ResultTable steps_, plans_, conditions_;
};

}  // namespace

ResultTables plan_tables(const Model& model, const Unit& unit, Date as_of, PredicateIndex target, const Planned& planned,
                         Language language) {
    return PlanTables(model, unit, as_of, target, language).of(planned);
}

ResultTables plan_tables(const Model& model, const std::vector<Unit>& units, Date as_of, PredicateIndex target,
                         std::uint64_t budget, const PopulationPlan& plan, const Diagnostics& refused, Language language) {
    const auto say = [&](const char* indonesian, const char* english) {
        return std::string(language == Language::indonesian ? indonesian : english);
    };
    ResultTable needs{"Unit",
                      {"No", "Unit", say("Hasil", "Result"), say("Biaya", "Cost"), say("Biaya paling sedikit", "Least cost"),
                       say("Syarat lain", "Other conditions")},
                      {},
                      2};
    const auto add = [&](const UnitNeed& one, const std::string& result, ResultCell::Tone tone) {
        std::string others;
        for (const Obligation& other : one.obligations)
            others += (others.empty() ? "" : "; ") + obligation_text(model, nullptr, as_of, other, language);
        const bool able = one.status != PlanStatus::impossible && one.status != PlanStatus::not_monotone;
        needs.rows.push_back({count_cell(needs.rows.size() + 1), text_cell(one.id), text_cell(result, tone),
                              able ? count_cell(one.cost) : ResultCell(), able ? count_cell(one.lower_bound) : ResultCell(),
                              text_cell(others)});
    };
    std::vector<char> coached(plan.units.size(), 0);
    for (const std::size_t i : plan.coached)
        coached[i] = 1, add(plan.units[i], say("dalam anggaran", "within the budget"), ResultCell::Tone::good);
    for (std::size_t i = 0; i < plan.units.size(); ++i) {
        const UnitNeed& one = plan.units[i];
        if (coached[i] != 0) continue;
        const bool able = one.status != PlanStatus::impossible && one.status != PlanStatus::not_monotone;
        if (!able)
            add(one, say("tidak dapat direncanakan", "cannot be planned for"), ResultCell::Tone::bad);
        else if (!one.obligations.empty())
            add(one, say("menunggu syarat lain", "waits for other conditions"), ResultCell::Tone::open);
        else
            add(one, say("di luar anggaran", "beyond the budget"), ResultCell::Tone::plain);
    }
    ResultTable shared{say("Data dukung bersama", "Shared documents"), {say("Dokumen", "Document")}, {}};
    for (const std::string& id : plan.shared) shared.rows.push_back({text_cell(id)});
    ResultTable findings = empty_findings(language);
    for (const Unit& unit : units) add_findings(findings, model, unit, language);
    add_findings(findings, refused, language);
    return result_of(
        model, as_of, {std::move(needs), std::move(shared)}, std::move(findings),
        {{say("Predikat yang dituju", "Predicate aimed at"), text_cell(titled(model.predicates[target], language))},
         {say("Anggaran", "Budget"), count_cell(budget)},
         {say("Terpakai", "Spent"), count_cell(plan.cost)},
         {say("Unit dalam anggaran", "Units within it"), count_cell(plan.coached.size())},
         {say("Paling banyak menurut pencarian", "At most, by the search"), count_cell(plan.reachable_bound)}},
        language);
}

}  // namespace zi
