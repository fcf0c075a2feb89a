// What was planned, in words and figures: `zi check --plan`.
#include "columnar/plan.hpp"

#include "base/filled.hpp"

#include <algorithm>

namespace zi {

namespace {

using namespace columnar;

std::string name_of(const Model& model, const Observed& one) {
    return one.node != none ? model.nodes[one.node].id : model.views[one.view].name;
}

std::string names(const BulkPlan::Impl& plan, const std::vector<Index>& observed) {
    std::string text;
    for (const Index index : observed) text += (text.empty() ? "" : ", ") + name_of(*plan.model, plan.observed[index]);
    return text;
}

}  // namespace

std::string BulkPlan::describe(Language language) const {
    const BulkPlan::Impl& plan = *impl_;
    const bool indonesian = language == Language::indonesian;
    const auto line = [&](const char* id, const char* en, const auto&... values) {
        return filled(Chosen{indonesian ? id : en}, values...) + "\n";
    };
    std::string text = line("Rencana penilaian massal per {}", "Plan of bulk assessment as of {}", plan.as_of.iso());
    if (!plan.integral) {
        text += line("  Penyebut bersama tidak muat dalam 62 bit: semua unit dinilai dengan bilangan rasional.",
                     "  The common denominator does not fit 62 bits: every unit is assessed in rational numbers.");
        if (plan.holds_scores)
            return text + line("  satuan nilai 1/{}, dibulatkan ke bawah", "  scores are multiples of 1/{}, rounded down",
                               plan.points_unit);
        const auto [name, largest] = largest_score();
        return text + line("  Nilai `{}` dapat mencapai {}, yang tidak muat dalam 64 bit: nilai hanya ada sebagai desimal.",
                           "  Scores of `{}` may reach {}, which does not fit 64 bits: there are scores as decimals alone.",
                           name, largest.shortest());
    }
    std::size_t quotients = 0;
    for (const Class& part : plan.classes) quotients += part.quotients.size();
    text +=
        line("  {} dari {} pertanyaan ikut dihitung; {} simpul dan pandangan diamati, {} simpul lain tidak dihitung sendiri",
             "  {} of {} questions count; {} nodes and views are observed, {} other nodes are not worked out by themselves",
             std::count(plan.counts.begin(), plan.counts.end(), 1), plan.model->questions.size(), plan.observed.size(),
             plan.model->nodes.size() -
                 static_cast<std::size_t>(std::count_if(plan.observed.begin(), plan.observed.end(),
                                                        [](const Observed& one) { return one.node != none; })));
    text += line("  satuan nilai 1/{}; jumlah terbesar {} satuan, terbukti muat dalam {} bit",
                 "  points are multiples of 1/{}; the largest sum is {} of them, proved to fit {} bits", plan.points_unit,
                 plan.bound, plan.narrow ? 32 : 64);
    if (quotients > 0)
        text += line("  {} hasil bagi dalam kelipatan 1/{}, dibulatkan ke bawah; yang belum pasti dinilai eksak",
                     "  {} quotients in multiples of 1/{}, rounded down; what that leaves undecided is assessed exactly",
                     quotients, plan.share_unit);
    text += line("  kolom dibaca kelas demi kelas; kelas ialah pertanyaan yang selalu dijumlahkan bersama:",
                 "  columns are read class by class; a class is what is always added up together:");
    for (const Class& part : plan.classes) {
        std::size_t in_bytes = 0, in_words = 0;
        for (const Group& group : part.groups) {
            for (const ByteSum& sum : group.sums) in_bytes += sum.questions.size();
            in_words += group.words.size();
        }
        if (part.extreme != none)
            text += line("    nilai {} -> {}", "    value of {} -> {}", name_of(*plan.model, plan.observed[part.extreme]),
                         names(plan, part.observed));
        else
            text += line("    pilihan: {} dijumlahkan dalam 8 bit, {} dalam 16, {} lebih lebar; hasil bagi: {} -> {}",
                         "    options: {} summed in 8 bits, {} in 16, {} wider; quotients: {} -> {}", in_bytes, in_words,
                         part.coded.size(), part.quotients.size(), names(plan, part.observed));
    }
    for (const Observed& one : plan.observed)
        if (one.error > 0)
            text += line("  {}: kurang dari {}/{} di bawah nilai eksaknya", "  {}: less than {}/{} below its exact value",
                         name_of(*plan.model, one), one.error, plan.points_unit);
    std::size_t together = 0;
    for (const PlannedPredicate& one : plan.predicates) together += one.scores.size();
    text += line("  {} pembandingan nilai ({} di antaranya sekaligus per predikat), {} pembandingan fakta, {} predikat",
                 "  {} comparisons of scores ({} of them at once for each predicate), {} of facts, {} predicates",
                 plan.reaches.size() + together, together, plan.tests.size(), plan.predicates.size());
    return text;
}

}  // namespace zi
