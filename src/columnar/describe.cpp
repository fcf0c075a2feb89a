// How columns are assessed, in words and figures: `zi check --prepared`.
#include "columnar/prepared.hpp"

#include "base/filled.hpp"
#include "base/written.hpp"

#include <algorithm>

namespace zi {

namespace {

using namespace columnar;

std::string name_of(const Model& model, const Observed& one) {
    return one.node != none ? model.nodes[one.node].id : model.views[one.view].name;
}

std::string names(const Prepared& prepared, const std::vector<Index>& observed) {
    std::string text;
    for (const Index index : observed) text += (text.empty() ? "" : ", ") + name_of(*prepared.model, prepared.observed[index]);
    return text;
}

}  // namespace

std::string PreparedColumns::describe(Language language) const {
    const Prepared& prepared = *prepared_;
    const bool indonesian = language == Language::indonesian;
    const auto line = [&](const char* id, const char* en, const auto&... values) {
        return filled(Chosen{indonesian ? id : en}, values...) + "\n";
    };
    std::string text =
        line("Penilaian massal, disiapkan per {}", "Bulk assessment, prepared for {}", written(prepared.as_of, language));
    if (!prepared.integral) {
        text += line("  Penyebut bersama tidak muat dalam 62 bit: semua unit dinilai dengan bilangan rasional.",
                     "  The common denominator does not fit 62 bits: every unit is assessed in rational numbers.");
        if (prepared.holds_scores)
            return text + line("  satuan nilai 1/{}, dibulatkan ke bawah", "  scores are multiples of 1/{}, rounded down",
                               prepared.points_unit);
        const auto [name, largest] = largest_score();
        return text + line("  Nilai `{}` dapat mencapai {}, yang tidak muat dalam 64 bit: nilai hanya ada sebagai desimal.",
                           "  Scores of `{}` may reach {}, which does not fit 64 bits: there are scores as decimals alone.",
                           name, written(largest.shortest(), language));
    }
    std::size_t quotients = 0;
    for (const Class& part : prepared.classes) quotients += part.quotients.size();
    text += line(
        "  {} dari {} pertanyaan ikut dihitung; {} simpul dan nilai gabungan diamati, {} simpul lain tidak dihitung sendiri",
        "  {} of {} questions count; {} nodes and views are observed, {} other nodes are not worked out by themselves",
        std::count(prepared.counts.begin(), prepared.counts.end(), 1), prepared.model->questions.size(),
        prepared.observed.size(),
        prepared.model->nodes.size() -
            static_cast<std::size_t>(std::count_if(prepared.observed.begin(), prepared.observed.end(),
                                                   [](const Observed& one) { return one.node != none; })));
    text += line("  satuan nilai 1/{}; jumlah terbesar {} satuan, terbukti muat dalam {} bit",
                 "  points are multiples of 1/{}; the largest sum is {} of them, proved to fit {} bits", prepared.points_unit,
                 prepared.bound, prepared.narrow ? 32 : 64);
    if (quotients > 0)
        text += line("  {} hasil bagi dalam kelipatan 1/{}, dibulatkan ke bawah; yang belum pasti dinilai eksak",
                     "  {} quotients in multiples of 1/{}, rounded down; what that leaves undecided is assessed exactly",
                     quotients, prepared.share_unit);
    text += line("  kolom dibaca kelas demi kelas; kelas ialah pertanyaan yang selalu dijumlahkan bersama:",
                 "  columns are read class by class; a class is what is always added up together:");
    for (const Class& part : prepared.classes) {
        std::size_t in_bytes = 0, in_words = 0;
        for (const Group& group : part.groups) {
            for (const ByteSum& sum : group.sums) in_bytes += sum.questions.size();
            in_words += group.words.size();
        }
        if (part.extreme != none)
            text += line("    nilai {} -> {}", "    value of {} -> {}",
                         name_of(*prepared.model, prepared.observed[part.extreme]), names(prepared, part.observed));
        else
            text += line("    pilihan: {} dijumlahkan dalam 8 bit, {} dalam 16, {} lebih lebar; hasil bagi: {} -> {}",
                         "    options: {} summed in 8 bits, {} in 16, {} wider; quotients: {} -> {}", in_bytes, in_words,
                         part.coded.size(), part.quotients.size(), names(prepared, part.observed));
    }
    for (const Observed& one : prepared.observed)
        if (one.error > 0)
            text += line("  {}: kurang dari {}/{} di bawah nilai eksaknya", "  {}: less than {}/{} below its exact value",
                         name_of(*prepared.model, one), one.error, prepared.points_unit);
    std::size_t together = 0;
    for (const PreparedPredicate& one : prepared.predicates) together += one.scores.size();
    text += line("  {} pembandingan nilai ({} di antaranya sekaligus per predikat), {} pembandingan fakta, {} predikat",
                 "  {} comparisons of scores ({} of them at once for each predicate), {} of facts, {} predicates",
                 prepared.reaches.size() + together, together, prepared.tests.size(), prepared.predicates.size());
    return text;
}

}  // namespace zi
