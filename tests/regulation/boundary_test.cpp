// Units exactly on every score threshold of WBK and WBBM, one reachable step below and one above, found by search over real
// answers. An oracle in integers, written here, says what is right; both evaluators must agree with it everywhere, and the same
// sums in binary floating point show that the suite bites.
#include "boundary.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <map>

namespace {

using namespace regulation;

/// The spreadsheet's way: mean of the answers times weight, added up the tree, in binary floating point.
double in_double(const Picks& picks, zi::Index index) {
    const Worksheet& w = worksheet();
    const zi::Node& node = w.model.nodes[index];
    if (node.question != zi::none) return w.questions[node.question][picks[node.question]].share * as_double(node.weight);
    double total = 0;
    if (node.combine == zi::Combine::mean) {
        for (const zi::Index child : node.children) {
            const zi::Index q = w.model.nodes[child].question;
            total += w.questions[q][picks[q]].share;
        }
        return total / static_cast<double>(node.children.size()) * as_double(node.weight);
    }
    for (const zi::Index child : node.children) total += in_double(picks, child);
    return total;
}

TEST(Boundary, NoVerdictIsWrongOnOrBesideAnyThreshold) {
    const Worksheet& w = worksheet();
    Random random(2021);
    zi::AssessmentState state;
    std::size_t unreachable = 0, units = 0, on_threshold = 0, wrong_in_double = 0, wrong = 0;
    std::map<std::size_t, int> means;  // sizes of indicators that took part in a sum that lands exactly

    for (const char* name : {"WBK", "WBBM"}) {
        const zi::PredicateIndex predicate = w.model.find_predicate(name);
        ASSERT_NE(predicate, zi::none);
        const auto& conditions = w.model.predicates[predicate].conditions;
        for (zi::ConditionIndex c{0}; c < conditions.size(); ++c) {
            const zi::Condition& condition = conditions[c];
            if (condition.subject == zi::Condition::Subject::fact) continue;
            const std::vector<std::size_t> questions = w.below(condition);
            const std::int64_t target = in_parts(condition.threshold);
            for (const Side side : {Side::below, Side::on, Side::above}) {
                std::size_t landed = 0;
                for (int attempt = 0; attempt < 120 && landed < 18; ++attempt) {
                    Picks picks = start(
                        questions, target, side == Side::on ? Allowed(plain) : [](std::size_t, const Choice&) { return true; },
                        random);
                    if (!aim(picks, questions, target, side, random)) continue;
                    ++landed;
                    ++units;
                    const std::int64_t exact = sum(picks, questions);
                    const bool met = exact >= target;  // the oracle
                    ASSERT_EQ(side == Side::below, !met);
                    if (side == Side::on) {
                        ++on_threshold;
                        for (const std::size_t q : questions)
                            ++means[w.model.nodes[w.model.nodes[w.model.questions[q].node].parent].children.size()];
                    }
                    const zi::Unit unit = unit_of(picks);
                    const zi::Assessment fast = zi::assess(w.program, unit, day("2026-05-31"), state);
                    const zi::Assessment slow = zi::assess_reference(w.model, unit, day("2026-05-31"));
                    ASSERT_EQ(fast, slow);
                    for (const zi::ConditionResult& result : fast.predicates[predicate].conditions) {
                        if (result.condition != c) continue;
                        if ((result.verdict == zi::Verdict::met) != met || result.verdict == zi::Verdict::open) ++wrong;
                        EXPECT_EQ(*result.margin, zi::Rational(exact - target) / zi::Rational(parts_per_point));
                    }
                    double rounded = 0;
                    if (condition.subject == zi::Condition::Subject::node)
                        rounded = in_double(picks, condition.index);
                    else
                        for (const zi::Index member : w.model.views[condition.index].members)
                            rounded += in_double(picks, member);
                    if ((rounded >= as_double(condition.threshold)) != met) ++wrong_in_double;
                }
                // 60 % of TT, 4.2 points, is a sum that no set of answers gives.
                const bool impossible =
                    side == Side::on && landed == 0 && questions.size() <= 16 && !reachable(questions, target);
                if (impossible) ++unreachable;
                EXPECT_TRUE(landed >= 12 || impossible) << name << " " << condition.id << ": " << landed;
            }
        }
    }
    std::printf("%zu units, %zu exactly on a threshold: %zu wrong verdicts; in binary floating point %zu\n", units,
                on_threshold, wrong, wrong_in_double);
    EXPECT_EQ(wrong, 0u);
    EXPECT_EQ(unreachable, 1u);
    EXPECT_GE(units, 1200u);
    EXPECT_GE(on_threshold, 300u);
    EXPECT_GT(wrong_in_double, 0u) << "a suite that floating point passes proves nothing";
    for (const std::size_t size : {3u, 5u, 6u})
        EXPECT_GT(means[size], 0) << "no sum with a mean over " << size << " questions landed exactly";
}

// ---- Corners of the worksheet ------------------------------------------------------------------------------------------

zi::Assessment assess_text(const std::string& json, const char* on = "2026-05-31") {
    std::optional<zi::Unit> read;
    zi::read_units(*rules_2021(), json, {}, [&](zi::Result<zi::Unit> unit) {
        if (unit)
            read = *unit;
        else
            for (const zi::Diagnostic& d : unit.diagnostics())
                ADD_FAILURE() << zi::message(d, zi::Language::english) << " " << d.path;
        return true;
    });
    if (!read) return {};
    zi::AssessmentState state;
    const zi::Assessment fast = zi::assess(worksheet().program, *read, day(on), state);
    EXPECT_EQ(fast, zi::assess_reference(*rules_2021(), *read, day(on)));
    return fast;
}

zi::Score score(const zi::Assessment& a, const char* id) { return a.nodes[rules_2021()->find_node(id)]; }
zi::Verdict verdict(const zi::Assessment& a, const char* name) {
    return a.predicates[rules_2021()->find_predicate(name)].verdict;
}

zi::Score answered(const char* id, const std::string& answer) {
    return score(assess_text(R"({"id":"u","answers":{")" + std::string(id) + "\":" + answer + "}}"), id);
}

TEST(Worksheet, AllBestIsExactly100AndAllWorstExactly0) {
    for (const bool best : {true, false}) {
        Picks picks;
        for (const auto& list : worksheet().questions) {
            std::size_t pick = 0;
            for (std::size_t c = 0; c < list.size(); ++c)
                if (best ? list[c].parts > list[pick].parts : list[c].parts < list[pick].parts) pick = c;
            picks.push_back(pick);
        }
        zi::AssessmentState state;
        const zi::Assessment a = zi::assess(worksheet().program, unit_of(picks), day("2026-05-31"), state);
        EXPECT_EQ(a.nodes.front().certain, zi::Rational(best ? 100 : 0));
        EXPECT_EQ(a.nodes.front().possible, a.nodes.front().certain);
        EXPECT_EQ(verdict(a, "WBK"), best ? zi::Verdict::met : zi::Verdict::not_met);
        // Holding WBK already is a fact of its own, not a score.
        EXPECT_EQ(verdict(a, "WBBM"), best ? zi::Verdict::open : zi::Verdict::not_met);
    }
}

TEST(Worksheet, KeepsTheDecimalsOfTheWorkbook) {
    EXPECT_EQ(answered("A.I.1.iii.a", "\"B\"").certain, zi::Rational(67, 300));
    EXPECT_EQ(answered("A.I.1.iii.a", "\"C\"").certain, zi::Rational(33, 300));
    EXPECT_EQ(answered("B.I.a", "3.60").certain, *zi::Rational::parse("15.75"));
    EXPECT_EQ(answered("B.I.a", "\"3.62\"").certain, zi::Rational(35, 2) * zi::Rational(181, 200));
    EXPECT_EQ(answered("B.II.a", "4").certain, zi::Rational(35, 2));
    EXPECT_EQ(answered("B.II.a", "0").certain, zi::Rational(0));
}

TEST(Worksheet, CountsRatiosAsTheRulesSay) {
    const auto discipline = [](int previous, int now) {
        return answered("A.II.3.iii.a", R"({"jumlah_pelanggaran_tahun_sebelumnya":)" + std::to_string(previous) +
                                            R"(,"jumlah_pelanggaran_tahun_ini":)" + std::to_string(now) +
                                            R"(,"jumlah_pelanggaran_diberi_sanksi":0})");
    };
    EXPECT_EQ(discipline(0, 0).certain, zi::Rational(2));
    EXPECT_EQ(discipline(0, 3).possible, zi::Rational(0));
    EXPECT_EQ(discipline(3, 1).certain, zi::Rational(4, 3));
    EXPECT_EQ(discipline(3, 5).possible, zi::Rational(0));

    EXPECT_EQ(answered("A.II.1.i.a", R"({"jumlah_agen_perubahan":0,"jumlah_perubahan_dibuat":2})").possible, zi::Rational(0));
    EXPECT_EQ(answered("A.II.1.i.a", R"({"jumlah_agen_perubahan":4,"jumlah_perubahan_dibuat":9})").certain, zi::Rational(1));
    const zi::Score open = answered(
        "A.II.5.ii.a",
        R"({"jumlah_pengaduan_harus_ditindaklanjuti":0,"jumlah_pengaduan_sedang_diproses":0,"jumlah_pengaduan_selesai":0})");
    EXPECT_EQ(open.certain, zi::Rational(0));
    EXPECT_EQ(open.possible, zi::Rational(3));

    // LHKPN and LHKASN count one point each.
    const zi::Assessment reports = assess_text(R"({"id":"u","answers":{
        "A.II.5.iii.a.a":{"kepala_satuan_kerja":1,"pejabat_wajib_lhkpn":2,"lainnya":0,"jumlah_sudah_melaporkan":3},
        "A.II.5.iii.b.a":{"jumlah_harus_melaporkan":7,"jumlah_sudah_melaporkan":2}}})");
    EXPECT_EQ(score(reports, "A.II.5.iii").certain, zi::Rational(1) + zi::Rational(2, 7));
}

// ---- Facts: each condition of Tabel 5 one step beside its threshold -----------------------------------------------------

/// Every fact as Tabel 5 wants it for WBBM, which is enough for WBK.
nlohmann::json good_facts() {
    return {{"instansi.jenis", "PEMDA"},
            {"instansi.opini_bpk", "WTP"},
            {"instansi.predikat_sakip", "BB"},
            {"instansi.kategori_indeks_rb", "B"},
            {"instansi.level_maturitas_spip", 3},
            {"instansi.perbuatan_kkn_pada_tahun_pengajuan", false},
            {"instansi.persen_satker_berpredikat", 30},
            {"unit.jenis_layanan", "LAINNYA"},
            {"unit.core_layanan_utama", true},
            {"unit.dampak_signifikan_persepsi_masyarakat", true},
            {"unit.persen_tlhp_apip_bpk", 100},
            {"unit.persen_kepatuhan_lhkpn", 100},
            {"unit.persen_kepatuhan_lhkasn", 100},
            {"unit.mulai_pembangunan_menuju_wbk", "2023-05-31"},
            {"unit.mulai_pembangunan_menuju_wbbm", "2025-05-31"},
            {"unit.predikat_sakip_evaluasi_internal", "BB"},
            {"unit.predikat_dimiliki", "MENUJU_WBK"}};
}

zi::Assessment with_facts(const nlohmann::json& facts, const char* on = "2026-05-31") {
    return assess_text(nlohmann::json{{"id", "u"}, {"facts", facts}}.dump(), on);
}

TEST(Eligibility, EachFactDecidesOneStepBesideItsThreshold) {
    EXPECT_EQ(verdict(with_facts(good_facts()), "tabel_5_wbk"), zi::Verdict::met);
    EXPECT_EQ(verdict(with_facts(good_facts()), "tabel_5_wbbm"), zi::Verdict::met);
    const std::vector<std::pair<std::string, nlohmann::json>> worse{{"instansi.opini_bpk", "WDP"},
                                                                    {"instansi.predikat_sakip", "B"},
                                                                    {"instansi.kategori_indeks_rb", "CC"},
                                                                    {"instansi.level_maturitas_spip", "2.999"},
                                                                    {"unit.core_layanan_utama", false},
                                                                    {"unit.dampak_signifikan_persepsi_masyarakat", false},
                                                                    {"unit.persen_tlhp_apip_bpk", "99.99"},
                                                                    {"unit.persen_kepatuhan_lhkpn", "99.99"},
                                                                    {"unit.persen_kepatuhan_lhkasn", "99.99"},
                                                                    {"unit.mulai_pembangunan_menuju_wbbm", "2025-06-01"},
                                                                    {"unit.predikat_sakip_evaluasi_internal", "B"}};
    for (const auto& [fact, value] : worse) {
        nlohmann::json facts = good_facts();
        facts[fact] = value;
        EXPECT_EQ(verdict(with_facts(facts), "tabel_5_wbbm"), zi::Verdict::not_met) << fact;
        facts.erase(fact);
        EXPECT_EQ(verdict(with_facts(facts), "tabel_5_wbbm"), zi::Verdict::open) << fact << " unknown";
    }
    // WBK asks one grade less of each.
    nlohmann::json facts = good_facts();
    facts["instansi.predikat_sakip"] = "B";
    facts["instansi.kategori_indeks_rb"] = "CC";
    facts["unit.predikat_sakip_evaluasi_internal"] = "B";
    EXPECT_EQ(verdict(with_facts(facts), "tabel_5_wbk"), zi::Verdict::met);
    facts["instansi.predikat_sakip"] = "CC";
    EXPECT_EQ(verdict(with_facts(facts), "tabel_5_wbk"), zi::Verdict::not_met);
}

TEST(Eligibility, MinistriesNeedABetterReformIndexThanRegions) {
    nlohmann::json facts = good_facts();
    facts["instansi.jenis"] = "KL";
    EXPECT_EQ(verdict(with_facts(facts), "tabel_5_wbk"), zi::Verdict::met);
    EXPECT_EQ(verdict(with_facts(facts), "tabel_5_wbbm"), zi::Verdict::not_met);
    facts["instansi.kategori_indeks_rb"] = "BB";
    EXPECT_EQ(verdict(with_facts(facts), "tabel_5_wbbm"), zi::Verdict::met);
    // Without knowing which kind it is, an index that serves both is enough.
    facts.erase("instansi.jenis");
    EXPECT_EQ(verdict(with_facts(facts), "tabel_5_wbbm"), zi::Verdict::met);
    facts["instansi.kategori_indeks_rb"] = "B";
    EXPECT_EQ(verdict(with_facts(facts), "tabel_5_wbbm"), zi::Verdict::open);
}

zi::Verdict condition(const zi::Assessment& a, const char* predicate, const std::string& id, bool* found = nullptr) {
    const zi::Index index = rules_2021()->find_predicate(predicate);
    for (const zi::ConditionResult& result : a.predicates[index].conditions)
        if (rules_2021()->predicates[index].conditions[result.condition].id == id) {
            if (found) *found = true;
            return result.verdict;
        }
    if (found) *found = false;
    return zi::Verdict::open;
}

TEST(Eligibility, RulesChangeOnTheDayOfTheAmendment) {
    nlohmann::json facts = good_facts();
    facts["unit.jenis_layanan"] = "RSUD";
    facts["instansi.opini_bpk"] = "WDP";
    facts["instansi.persen_satker_berpredikat"] = "30.01";
    bool asked = false;
    EXPECT_EQ(condition(with_facts(facts, "2024-07-31"), "siap_wbk", "tabel_5", &asked), zi::Verdict::not_met);
    EXPECT_TRUE(asked);
    EXPECT_EQ(condition(with_facts(facts, "2024-07-31"), "siap_wbk", "instansi.persen_satker_berpredikat"),
              zi::Verdict::not_met);
    condition(with_facts(facts, "2024-08-01"), "siap_wbk", "tabel_5", &asked);
    EXPECT_FALSE(asked);
    condition(with_facts(facts, "2024-08-01"), "siap_wbk", "tabel_5_afirmasi", &asked);
    EXPECT_FALSE(asked) << "a regional hospital is released from Tabel 5";
    condition(with_facts(facts, "2024-08-01"), "siap_wbk", "instansi.persen_satker_berpredikat", &asked);
    EXPECT_FALSE(asked);
    facts["unit.jenis_layanan"] = "LAINNYA";
    EXPECT_EQ(condition(with_facts(facts, "2024-08-01"), "siap_wbk", "tabel_5_afirmasi"), zi::Verdict::not_met);
}

TEST(Eligibility, KawasanConcernsOnlyKawasan) {
    const zi::Index wbk = rules_2021()->find_predicate("KAWASAN_WBK");
    EXPECT_FALSE(with_facts(good_facts()).predicates[wbk].concerned);
    nlohmann::json facts{{"unit.kawasan", true}, {"kawasan.semua_unit_memenuhi_wbk", true}, {"kawasan.nilai_integrasi", "6.5"}};
    EXPECT_EQ(verdict(with_facts(facts), "KAWASAN_WBK"), zi::Verdict::met);
    facts["kawasan.nilai_integrasi"] = "6.4999";
    EXPECT_EQ(verdict(with_facts(facts), "KAWASAN_WBK"), zi::Verdict::not_met);
    facts["kawasan.nilai_integrasi"] = "7.5";
    facts["kawasan.semua_unit_memenuhi_wbbm"] = true;
    EXPECT_EQ(verdict(with_facts(facts), "KAWASAN_WBBM"), zi::Verdict::open);
    facts["kawasan.predikat_dimiliki"] = "MENUJU_WBK";
    EXPECT_EQ(verdict(with_facts(facts), "KAWASAN_WBBM"), zi::Verdict::met);
}

}  // namespace
