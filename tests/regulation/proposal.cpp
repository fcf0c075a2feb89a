#include "proposal.hpp"

namespace zi::regulation {

namespace {

/// The best answer to every question.
Unit best_unit(const std::string& id) {
    const Model& model = lke_model();
    Unit unit(model, id);
    for (QuestionIndex i{0}; i < model.questions.size(); ++i) {
        const Question& question = model.questions[i];
        switch (question.kind) {
            case Question::Kind::options: unit.answers[i] = Member{0}; break;
            case Question::Kind::number: unit.answers[i] = Rational(4); break;
            case Question::Kind::ratio: {
                // As many done as there were; nothing left over, nothing against the rules.
                Counts counts;
                for (std::size_t k = 0; k < question.inputs.size(); ++k) counts.values.emplace_back(Rational(0));
                for (const Rational& value : {Rational(0), Rational(1)}) {
                    for (auto& count : counts.values) count = value;
                    unit.answers[i] = counts;
                    if (assess_reference(model, unit, day("2026-05-31")).questions[i].claimed == Rational(1)) break;
                }
                break;
            }
        }
    }
    return unit;
}

}  // namespace

const Facts ready{{"instansi.jenis", "PEMDA"},
                  {"instansi.opini_bpk", "WTP"},
                  {"instansi.predikat_sakip", "BB"},
                  {"instansi.kategori_indeks_rb", "B"},
                  {"instansi.level_maturitas_spip", "3"},
                  {"instansi.perbuatan_kkn_pada_tahun_pengajuan", "no"},
                  {"instansi.persen_satker_berpredikat", "30"},
                  {"unit.jenis_layanan", "LAINNYA"},
                  {"unit.core_layanan_utama", "yes"},
                  {"unit.dampak_signifikan_persepsi_masyarakat", "yes"},
                  {"unit.persen_tlhp_apip_bpk", "100"},
                  {"unit.persen_kepatuhan_lhkpn", "100"},
                  {"unit.persen_kepatuhan_lhkasn", "100"},
                  {"unit.predikat_sakip_evaluasi_internal", "BB"},
                  {"unit.predikat_dimiliki", "BELUM"},
                  {"unit.tanggal_pencanangan", "2025-01-15"},
                  {"unit.tanggal_penetapan_unit", "2025-03-01"},
                  {"unit.mulai_pembangunan_menuju_wbk", "2025-03-10"},
                  {"unit.tanggal_lhe_tpi", "2026-04-30"},
                  {"unit.tanggal_pencabutan", "never"}};

Unit unit_with(const Facts& facts) {
    static const Unit best = best_unit("sintetis");
    Unit unit = best;
    for (const auto& [id, value] : facts) {
        if (value == "never")
            unit.facts[fact_of(lke_model(), id)] = Date::never();
        else
            fact(lke_model(), unit, id, value);
    }
    return unit;
}

Facts but(Facts facts, const Facts& changes) {
    for (const auto& [id, value] : changes) facts[id] = value;
    return facts;
}

Assessment on(const std::string& date, const Facts& facts) { return assess_both(lke(), unit_with(facts), day(date)); }

std::string verdict_on(const std::string& date, const Facts& facts, std::string_view predicate) {
    return verdict(lke_model(), on(date, facts), predicate);
}

std::string stage_of(const Assessment& assessment) {
    return assessment.stage.certain == none ? "none" : lke_model().predicates[assessment.stage.certain].name;
}

}  // namespace zi::regulation
