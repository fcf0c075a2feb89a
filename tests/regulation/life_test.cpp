// A unit's life after it was proposed: what its file holds, what an award asks and how it is lost, the stages, monitoring; and
// where the rules say all of it comes from.
#include <gtest/gtest.h>

#include "proposal.hpp"
#include "zi/load.hpp"
#include "zi/readiness.hpp"
#include "zi/report.hpp"
#include "zi/why.hpp"

namespace zi::regulation {

namespace {

TEST(Award, AsksMoreThanScores) {
    const Facts evaluated = but(ready, {{"unit.tanggal_pengajuan", "2026-05-20"},
                                        {"unit.mulai_evaluasi_tpn", "2026-08-01"},
                                        {"unit.pelaksana_survei", "BPS"},
                                        {"unit.jumlah_responden_survei", "30"},
                                        {"unit.pengguna_kurang_dari_30", "no"},
                                        {"unit.responden_selesai_dilayani", "yes"},
                                        {"unit.iku_bertarget_nasional", "no"},
                                        {"unit.lolos_clearance", "yes"}});
    const auto award = [&](const Facts& facts, const char* date = "2026-10-01") {
        return verdict_on(date, but(evaluated, facts), "penetapan_wbk");
    };
    EXPECT_EQ(award({}), "met");
    EXPECT_EQ(award({}, "2026-07-31"), "not concerned");
    EXPECT_EQ(award({{"unit.pelaksana_survei", "LAINNYA"}}), "not_met");
    EXPECT_EQ(award({{"unit.jumlah_responden_survei", "29"}}), "not_met");
    EXPECT_EQ(award({{"unit.jumlah_responden_survei", "29"}, {"unit.pengguna_kurang_dari_30", "yes"}}), "met");
    EXPECT_EQ(award({{"unit.responden_selesai_dilayani", "no"}}), "not_met");
    EXPECT_EQ(award({{"unit.iku_bertarget_nasional", "yes"}, {"unit.target_nasional_tercapai", "no"}}), "not_met");
    EXPECT_EQ(award({{"unit.iku_bertarget_nasional", "yes"}, {"unit.target_nasional_tercapai", "yes"}}), "met");
    EXPECT_EQ(award({{"unit.lolos_clearance", "no"}}), "not_met");
    for (const char* unknown : {"unit.pelaksana_survei", "unit.jumlah_responden_survei", "unit.lolos_clearance"})
        EXPECT_EQ(award({{unknown, ""}}), "open") << unknown;
    const Facts second{{"unit.predikat_dimiliki", "MENUJU_WBK"}, {"unit.mulai_pembangunan_menuju_wbbm", "2025-05-01"}};
    EXPECT_EQ(award(second), "not concerned");
    EXPECT_EQ(verdict_on("2026-10-01", but(evaluated, second), "penetapan_wbbm"), "met");
}

TEST(Award, IsLostOnTwoGrounds) {
    const auto kept = [](const Facts& facts) {
        return verdict_on("2026-05-31", but(but(ready, {{"unit.predikat_dimiliki", "MENUJU_WBK"}}), facts),
                          "predikat_bertahan");
    };
    const Facts none_found{{"unit.tpi_melapor_tidak_memenuhi", "no"}, {"unit.terbukti_maladministrasi", "no"}};
    EXPECT_EQ(kept({}), "open");
    EXPECT_EQ(kept(none_found), "met");
    EXPECT_EQ(kept(but(none_found, {{"unit.tpi_melapor_tidak_memenuhi", "yes"}})), "not_met");
    EXPECT_EQ(kept(but(none_found, {{"unit.terbukti_maladministrasi", "yes"}})), "not_met");
    EXPECT_EQ(verdict_on("2026-05-31", ready, "predikat_bertahan"), "not concerned");
}

TEST(Stages, AUnitWalksThroughThem) {
    Facts facts = but(ready, {{"unit.tanggal_pencanangan", "2025-01-15"},
                              {"unit.mulai_data_dukung", "2025-06-01"},
                              {"unit.mulai_evaluasi_tpi", "2026-02-01"}});
    const auto stage_on = [&](const char* date) { return stage_of(on(date, facts)); };
    EXPECT_EQ(stage_on("2025-01-14"), "none");
    EXPECT_EQ(stage_on("2025-01-15"), "dicanangkan");
    EXPECT_EQ(stage_on("2025-03-09"), "dicanangkan");
    EXPECT_EQ(stage_on("2025-03-10"), "membangun");
    EXPECT_EQ(stage_on("2025-05-31"), "membangun");
    EXPECT_EQ(stage_on("2025-06-01"), "data_dukung");
    EXPECT_EQ(stage_on("2026-02-01"), "evaluasi_tpi");
    EXPECT_EQ(stage_on("2026-04-29"), "evaluasi_tpi");
    EXPECT_EQ(stage_on("2026-04-30"), "siap_diusulkan");
    facts["unit.tanggal_pengajuan"] = "2026-05-20";
    EXPECT_EQ(stage_on("2026-05-20"), "diusulkan");
    facts["unit.mulai_evaluasi_tpn"] = "2026-08-01";
    EXPECT_EQ(stage_on("2026-07-31"), "diusulkan");
    EXPECT_EQ(stage_on("2026-08-01"), "evaluasi_tpn");
    facts["unit.predikat_dimiliki"] = "MENUJU_WBK";
    EXPECT_EQ(stage_on("2026-12-20"), "berpredikat_wbk");
    facts["unit.mulai_pembangunan_menuju_wbbm"] = "2027-01-10";
    EXPECT_EQ(stage_on("2027-01-09"), "berpredikat_wbk");
    EXPECT_EQ(stage_on("2027-01-10"), "membangun_wbbm");
    facts["unit.predikat_dimiliki"] = "MENUJU_WBBM";
    EXPECT_EQ(stage_on("2028-12-20"), "berpredikat_wbbm");
    facts["unit.pernah_dipantau"] = "yes";
    EXPECT_EQ(stage_on("2030-12-20"), "dipantau");
    facts["unit.predikat_dimiliki"] = "BELUM";
    facts["unit.tanggal_pencabutan"] = "2031-01-01";
    EXPECT_EQ(stage_on("2031-01-01"), "dicabut");
    facts["unit.membangun_kembali"] = "yes";
    EXPECT_NE(stage_on("2031-06-01"), "dicabut");
}

TEST(Stages, WhatIsNotStatedMayLieFurtherOn) {
    const Assessment result = assess_both(lke(), Unit(lke_model(), "sintetis"), day("2026-05-31"));
    EXPECT_EQ(result.stage.certain, none);
    EXPECT_NE(result.stage.possible, none);
}

TEST(Stages, AProposalIsOfItsYear) {
    const Facts proposed = but(ready, {{"unit.tanggal_pengajuan", "2024-07-20"},
                                       {"unit.mulai_evaluasi_tpn", "2024-09-01"},
                                       {"unit.mulai_pembangunan_menuju_wbk", "2022-02-01"},
                                       {"unit.tanggal_pencanangan", "2022-01-01"},
                                       {"unit.tanggal_penetapan_unit", "2022-01-02"},
                                       {"unit.tanggal_lhe_tpi", "never"}});
    // Whether it was rejected is not known, then it is over.
    const Assessment evaluated = on("2025-01-15", proposed);
    EXPECT_EQ(stage_of(evaluated), "evaluasi_tpn");
    EXPECT_EQ(lke_model().predicates[evaluated.stage.possible].name, "usulan_ditolak");
    EXPECT_EQ(stage_of(on("2025-07-19", proposed)), "evaluasi_tpn");
    EXPECT_EQ(stage_of(on("2025-07-20", proposed)), "membangun");
    const Facts rejected = but(proposed, {{"unit.tanggal_penolakan", "2024-12-10"}});
    EXPECT_EQ(stage_of(on("2024-12-09", rejected)), "evaluasi_tpn");
    EXPECT_EQ(stage_of(on("2024-12-10", rejected)), "usulan_ditolak");
    EXPECT_EQ(stage_of(on("2026-05-31", rejected)), "membangun");
    const Facts pending = but(proposed, {{"unit.tanggal_penolakan", "never"}});
    EXPECT_EQ(on("2025-01-15", pending).stage.possible, lke_model().find_predicate("evaluasi_tpn"));
}

TEST(Stages, TheWayToWbbmHasItsOwn) {
    Facts facts = but(ready, {{"unit.predikat_dimiliki", "MENUJU_WBK"},
                              {"unit.mulai_pembangunan_menuju_wbbm", "2024-01-01"},
                              {"unit.tanggal_lhe_tpi", "2026-04-30"}});
    const auto stage_on = [&](const char* date) { return stage_of(on(date, facts)); };
    EXPECT_EQ(stage_on("2026-04-29"), "membangun_wbbm");
    EXPECT_EQ(stage_on("2026-04-30"), "siap_diusulkan_wbbm");
    facts["unit.tanggal_pengajuan"] = "2026-05-20";
    EXPECT_EQ(stage_on("2026-05-20"), "diusulkan_wbbm");
    facts["unit.mulai_evaluasi_tpn"] = "2026-06-20";
    EXPECT_EQ(stage_on("2026-06-25"), "evaluasi_tpn_wbbm");
    facts["unit.tanggal_penolakan"] = "2026-12-10";
    EXPECT_EQ(stage_on("2026-12-10"), "usulan_wbbm_ditolak");
    EXPECT_EQ(stage_on("2027-05-20"), "siap_diusulkan_wbbm");
    // What is left of the proposal for WBK is not taken for one.
    facts = but(ready, {{"unit.predikat_dimiliki", "MENUJU_WBK"},
                        {"unit.mulai_pembangunan_menuju_wbbm", "2027-01-10"},
                        {"unit.tanggal_pengajuan", "2026-05-20"},
                        {"unit.mulai_evaluasi_tpn", "2026-08-01"}});
    EXPECT_EQ(stage_on("2027-01-10"), "membangun_wbbm");
}

TEST(Stages, AMonitoredUnitIsMonitored) {
    const Facts holder = but(ready, {{"unit.predikat_dimiliki", "MENUJU_WBK"},
                                     {"unit.mulai_pembangunan_menuju_wbbm", "never"},
                                     {"unit.tanggal_laporan_pemantauan", "2025-12-01"},
                                     {"unit.pernah_dipantau", "yes"}});
    EXPECT_EQ(stage_of(on("2026-05-31", holder)), "dipantau");
    EXPECT_EQ(stage_of(on("2026-05-31", but(holder, {{"unit.mulai_pembangunan_menuju_wbbm", "2026-01-10"}}))),
              "membangun_wbbm");
    EXPECT_EQ(stage_of(on("2026-05-31", but(holder, {{"unit.predikat_dimiliki", "MENUJU_WBBM"}}))), "dipantau");
}

TEST(Stages, MonitoringIsDueEveryTwoYears) {
    const auto due = [](const Facts& facts, const char* date = "2026-05-31") {
        return verdict_on(date, but(but(ready, {{"unit.predikat_dimiliki", "MENUJU_WBK"}}), facts), "pemantauan");
    };
    EXPECT_EQ(due({{"unit.tanggal_laporan_pemantauan", "2024-06-01"}}), "met");
    EXPECT_EQ(due({{"unit.tanggal_laporan_pemantauan", "2024-05-31"}}), "not_met");
    EXPECT_EQ(due({{"unit.tanggal_laporan_pemantauan", "2018-12-10"}}), "not_met");
    EXPECT_EQ(verdict_on("2026-05-31", ready, "pemantauan"), "not concerned");
    // What nobody said is open.
    EXPECT_EQ(due({}), "open");
    EXPECT_EQ(due({{"unit.tanggal_laporan_pemantauan", "never"}}), "open") << "since when it holds the predicate is not known";
    // Without a report the years run from the award; a report that is yet to come is none.
    for (const char* report : {"never", "2026-06-01"}) {
        const auto awarded = [&](const char* day) {
            return due({{"unit.tanggal_laporan_pemantauan", report}, {"unit.tanggal_penetapan_predikat", day}});
        };
        EXPECT_EQ(awarded("2024-06-01"), "met") << report;
        EXPECT_EQ(awarded("2024-05-31"), "not_met") << report;
    }
    // Bab IV.A.3: proposed for WBBM in that time, a WBK unit owes no report; a WBBM unit does.
    const Facts proposed{{"unit.tanggal_laporan_pemantauan", "2024-01-01"}, {"unit.tanggal_pengajuan", "2025-05-20"}};
    EXPECT_EQ(due(proposed), "met");
    EXPECT_EQ(due(proposed, "2027-05-19"), "met");
    EXPECT_EQ(due(proposed, "2027-05-20"), "not_met");
    EXPECT_EQ(due(but(proposed, {{"unit.tanggal_pengajuan", "2026-06-01"}})), "not_met") << "not proposed yet";
    EXPECT_EQ(due(but(proposed, {{"unit.predikat_dimiliki", "MENUJU_WBBM"}})), "not_met");
    EXPECT_EQ(due(but(proposed, {{"unit.predikat_dimiliki", ""}})), "open");
}

// ---- Where it all comes from -------------------------------------------------------------------------------------------

TEST(Sources, EveryValueAndConditionHasOneOrIsAnInterpretation) {
    const Loaded loaded = load(ZI_SOURCE_DIR "/rules/zi-2021.zi", read_from_disk());
    ASSERT_TRUE(loaded);
    EXPECT_EQ(loaded.uncited.empty() ? "" : render(loaded.uncited, *loaded.sources, Language::english), "");
}

TEST(Sources, ReportsCiteWhatAppliesOnTheDay) {
    const auto report = [](const char* date) {
        const Unit unit = unit_with(ready);
        const Assessment result = on(date, ready);
        std::vector<PredicateIndex> all;
        for (PredicateIndex i{0}; i < lke_model().predicates.size(); ++i) all.push_back(i);
        const auto why = reasons(lke_model(), unit, result, all);
        return explain(lke_model(), unit, result, Language::indonesian) +
               explain(lke_model(), unit, result,
                       readiness(lke_model(), unit, result, lke_model().find_predicate("usulan_wbk")), Language::indonesian) +
               whynot_text(lke_model(), unit, result, why, Language::indonesian) +
               to_json(lke_model(), unit, result, why, Language::indonesian);
    };
    const std::string old_chapter = "PermenPANRB 90/2021 Lampiran II Bab II, hlm.", amendment = "BN 2024 No. 444";
    for (const char* date : {"2022-06-15", "2023-05-31", "2024-07-31"}) {
        EXPECT_EQ(report(date).find(amendment), std::string::npos) << date;
        EXPECT_NE(report(date).find(old_chapter), std::string::npos) << date;
    }
    for (const char* date : {"2024-08-01", "2026-05-31"}) {
        EXPECT_NE(report(date).find(amendment), std::string::npos) << date;
        EXPECT_EQ(report(date).find(old_chapter), std::string::npos) << date;
    }
}

TEST(Evidence, AYearlyReportIsGoodThroughTheYearAfter) {
    const Model& model = lke_model();
    Unit unit(model, "sintetis");
    const QuestionIndex question = question_of(model, "B.I.b");
    unit.answers[question] = Member{1};
    unit.documents.emplace();
    Document report;
    report.id = "laporan-kinerja";
    for (EvidenceIndex i{0}; i < model.evidence.size(); ++i)
        if (model.evidence[i].name == "laporan_kinerja") report.kind = i;
    report.supports.push_back({question, none});
    report.status = DocumentStatus::accepted;
    report.issued = day("2025-01-20");
    unit.documents->push_back(report);
    const auto points = [&](const char* date) {
        return assess_both(lke(), unit, day(date)).nodes[model.questions[question].node].certain;
    };
    EXPECT_EQ(points("2026-01-31"), Rational(15, 4)) << "in January the report of the year is not out yet";
    EXPECT_EQ(points("2026-12-31"), Rational(15, 4));
    EXPECT_EQ(points("2027-01-20"), Rational(0));
}

}  // namespace

}  // namespace zi::regulation
