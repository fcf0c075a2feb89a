// The proposal as the regulation lets it happen: time, window, revocation, affirmation, kawasan, assessors.
#include <gtest/gtest.h>

#include "proposal.hpp"

namespace zi::regulation {

namespace {

TEST(Proposal, AUnitThatHasAllMayBeProposed) {
    const Assessment result = on("2026-05-31", ready);
    EXPECT_EQ(verdict(lke_model(), result, "siap_wbk"), "met");
    EXPECT_EQ(verdict(lke_model(), result, "usulan_wbk"), "met");
    EXPECT_EQ(stage_of(result), "siap_diusulkan");
}

TEST(Proposal, OneYearOfBuildingIsCompleteOnItsDay) {
    const auto tabel_5 = [](const char* from, const char* date) {
        return verdict_on(date, but(ready, {{"unit.mulai_pembangunan_menuju_wbk", from}}), "tabel_5_wbk");
    };
    EXPECT_EQ(tabel_5("2025-05-31", "2026-05-30"), "not_met");
    EXPECT_EQ(tabel_5("2025-05-31", "2026-05-31"), "met");
    // From a leap day the year is complete on 1 March, neither earlier nor later.
    EXPECT_EQ(tabel_5("2024-02-29", "2025-02-28"), "not_met");
    EXPECT_EQ(tabel_5("2024-02-29", "2025-03-01"), "met");
    EXPECT_EQ(tabel_5("2023-02-28", "2024-02-28"), "met");
    EXPECT_EQ(tabel_5("2023-03-01", "2024-02-29"), "not_met");
    EXPECT_EQ(tabel_5("2023-03-01", "2024-03-01"), "met");
    EXPECT_EQ(tabel_5("", "2026-05-31"), "open");
}

TEST(Proposal, AUnitNewlyDeclaredIsCoachedFirst) {
    const Facts declared = but(ready, {{"unit.tanggal_pencanangan", "2026-05-01"},
                                       {"unit.tanggal_penetapan_unit", "never"},
                                       {"unit.mulai_pembangunan_menuju_wbk", "never"},
                                       {"unit.tanggal_lhe_tpi", "never"}});
    const Assessment result = on("2026-05-31", declared);
    EXPECT_EQ(verdict(lke_model(), result, "WBK"), "met") << "its answers would do";
    EXPECT_EQ(verdict(lke_model(), result, "usulan_wbk"), "not_met");
    EXPECT_EQ(stage_of(result), "dicanangkan");
    // The affirmation lifts Tabel 5, not the way to a proposal.
    const Assessment hospital = on("2026-05-31", but(declared, {{"unit.jenis_layanan", "RSUD"}}));
    EXPECT_EQ(verdict(lke_model(), hospital, "siap_wbk", "tabel_5_afirmasi"), "left out");
    EXPECT_EQ(verdict(lke_model(), hospital, "usulan_wbk"), "not_met");
}

TEST(Proposal, TheAffirmationLiftsTabel5FromItsDayForItsUnits) {
    const Facts young = but(ready, {{"unit.jenis_layanan", "DUKCAPIL"},
                                    {"unit.mulai_pembangunan_menuju_wbk", "2024-05-01"},
                                    {"unit.tanggal_pencanangan", "2024-04-01"},
                                    {"unit.tanggal_penetapan_unit", "2024-04-15"},
                                    {"unit.tanggal_lhe_tpi", "2024-07-01"}});
    EXPECT_EQ(verdict_on("2024-07-31", young, "siap_wbk"), "not_met");
    EXPECT_EQ(verdict_on("2024-08-01", young, "siap_wbk"), "met");
    EXPECT_EQ(verdict_on("2024-08-01", but(young, {{"unit.jenis_layanan", "LAINNYA"}}), "siap_wbk"), "not_met");
    EXPECT_EQ(verdict_on("2024-08-01", but(young, {{"instansi.jenis", "KL"}}), "siap_wbk"), "not_met");
}

TEST(Proposal, MinistriesAssessUnitsBelowBeforehand) {
    const Facts ministry = but(ready, {{"instansi.jenis", "KL"}, {"unit.di_bawah_jpt_madya", "yes"}});
    EXPECT_EQ(verdict_on("2026-05-31", ministry, "siap_wbk"), "open");
    EXPECT_EQ(verdict_on("2026-05-31", but(ministry, {{"unit.tanggal_penilaian_pendahuluan", "2026-06-01"}}), "siap_wbk"),
              "not_met");
    EXPECT_EQ(verdict_on("2026-05-31", but(ministry, {{"unit.tanggal_penilaian_pendahuluan", "2026-05-31"}}), "siap_wbk"),
              "met");
    EXPECT_EQ(verdict_on("2026-05-31", but(ministry, {{"unit.di_bawah_jpt_madya", "no"}}), "siap_wbk"), "met");
    EXPECT_EQ(verdict_on("2026-05-31", but(ministry, {{"unit.di_bawah_jpt_madya", ""}}), "siap_wbk"), "open")
        << "nobody said where the unit stands";
}

TEST(Proposal, TheWindowClosesOn31MayOrAsAnnounced) {
    const auto window = [](const char* date, const Facts& announced = {}) {
        return verdict_on(date, but(ready, announced), "jendela_usulan");
    };
    EXPECT_EQ(window("2022-05-30"), "not_met");
    EXPECT_EQ(window("2022-05-31"), "met");
    EXPECT_EQ(window("2022-06-30"), "met");
    EXPECT_EQ(window("2022-07-01"), "not_met");
    EXPECT_EQ(window("2023-05-31"), "met");
    EXPECT_EQ(window("2023-06-01"), "not_met");
    EXPECT_EQ(window("2024-05-31"), "not_met");
    EXPECT_EQ(window("2024-07-17"), "not_met");
    EXPECT_EQ(window("2024-07-18"), "met");
    EXPECT_EQ(window("2024-07-31"), "met");
    EXPECT_EQ(window("2024-08-01"), "not_met");
    for (const char* year : {"2025", "2026", "2032"}) {
        EXPECT_EQ(window((std::string(year) + "-01-01").c_str()), "met") << year;
        EXPECT_EQ(window((std::string(year) + "-05-31").c_str()), "met") << year;
        EXPECT_EQ(window((std::string(year) + "-06-01").c_str()), "not_met") << year;
        EXPECT_EQ(window((std::string(year) + "-12-31").c_str()), "not_met") << year;
    }
    const Facts july{{"instansi.batas_pengajuan_diumumkan", "yes"}, {"instansi.batas_pengajuan", "2026-07-15"}};
    EXPECT_EQ(window("2026-07-15", july), "met");
    EXPECT_EQ(window("2026-07-16", july), "not_met");
    EXPECT_EQ(window("2026-06-01", {{"instansi.batas_pengajuan_diumumkan", "yes"}}), "open");
    EXPECT_EQ(window("2026-07-14", july), "open") << "nobody said from when";
}

TEST(Proposal, AnAnnouncedWindowHasAFirstDayAndAYear) {
    const auto window = [](const char* date, const char* first, const char* last) {
        return verdict_on(date,
                          but(ready, {{"instansi.batas_pengajuan_diumumkan", "yes"},
                                      {"instansi.awal_pengajuan", first},
                                      {"instansi.batas_pengajuan", last}}),
                          "jendela_usulan");
    };
    EXPECT_EQ(window("2026-06-30", "2026-07-01", "2026-07-31"), "not_met");
    EXPECT_EQ(window("2026-07-01", "2026-07-01", "2026-07-31"), "met");
    EXPECT_EQ(window("2026-07-31", "2026-07-01", "2026-07-31"), "met");
    EXPECT_EQ(window("2026-08-01", "2026-07-01", "2026-07-31"), "not_met");
    EXPECT_EQ(window("2026-02-01", "2025-04-01", "2025-06-30"), "not_met") << "the announcement of the year before is over";
    EXPECT_EQ(window("2026-11-29", "2027-04-01", "2027-05-31"), "not_met") << "announced for the year after";
    EXPECT_EQ(window("2026-11-29", "", "2027-05-31"), "open") << "nobody said from when";
}

TEST(Proposal, WhoHoldsAPredicateIsNotReadyForItAgain) {
    const Facts holder =
        but(ready, {{"unit.predikat_dimiliki", "MENUJU_WBK"}, {"unit.mulai_pembangunan_menuju_wbbm", "2025-01-10"}});
    EXPECT_EQ(verdict_on("2026-05-31", holder, "siap_wbk"), "not_met");
    EXPECT_EQ(verdict_on("2026-05-31", holder, "siap_wbbm"), "met");
    EXPECT_EQ(verdict_on("2026-05-31", but(holder, {{"unit.predikat_dimiliki", "MENUJU_WBBM"}}), "siap_wbbm"), "not_met");
    EXPECT_EQ(verdict_on("2026-05-31", but(holder, {{"unit.predikat_dimiliki", ""}}), "siap_wbk"), "open");
}

TEST(Proposal, WhatTheTextLeavesOpenIsReadAsMarked) {
    // The order of the days is not checked, and the TPI's report has no age.
    EXPECT_EQ(verdict_on("2026-05-31", but(ready, {{"unit.mulai_pembangunan_menuju_wbk", "2024-12-01"}}), "siap_wbk"), "met")
        << "building before the declaration";
    EXPECT_EQ(verdict_on("2026-05-31", but(ready, {{"unit.tanggal_lhe_tpi", "2021-12-31"}}), "siap_wbk"), "met");
    // The affirmation lifts the year of building, not building itself; it holds for WBBM too.
    const Facts school =
        but(ready, {{"unit.jenis_layanan", "PENDIDIKAN"}, {"instansi.opini_bpk", "TMP"}, {"unit.persen_kepatuhan_lhkpn", "0"}});
    const auto since = [&](const char* day) {
        return verdict_on("2026-05-31", but(school, {{"unit.mulai_pembangunan_menuju_wbk", day}}), "siap_wbk");
    };
    EXPECT_EQ(since("2026-05-30"), "met");
    EXPECT_EQ(since("2026-06-01"), "not_met");
    EXPECT_EQ(since("never"), "not_met");
    EXPECT_EQ(since(""), "open");
    const Facts wbbm =
        but(school, {{"unit.predikat_dimiliki", "MENUJU_WBK"}, {"unit.mulai_pembangunan_menuju_wbbm", "2025-05-01"}});
    EXPECT_EQ(verdict_on("2025-05-31", wbbm, "siap_wbbm"), "not_met") << "the TPI's report is of 2026";
    EXPECT_EQ(verdict_on("2025-05-31", but(wbbm, {{"unit.tanggal_lhe_tpi", "2025-04-30"}}), "siap_wbbm"), "met");
    EXPECT_EQ(verdict_on("2026-05-31", but(ready, {{"instansi.perbuatan_kkn_pada_tahun_pengajuan", ""}}), "siap_wbk"), "open");
}

TEST(Proposal, ItsFileFollowsTheAmendment) {
    const auto file = [](const char* date, const Facts& facts) { return verdict_on(date, but(ready, facts), "berkas_usulan"); };
    EXPECT_EQ(file("2026-05-31", {}), "not concerned") << "nothing was proposed";
    EXPECT_EQ(file("2026-05-31", {{"unit.tanggal_pengajuan", "2026-05-20"}}), "open");
    const Facts before{
        {"unit.tanggal_pengajuan", "2024-07-20"}, {"instansi.surat_usulan", "yes"}, {"unit.sptjm_kepala_unit", "yes"}};
    EXPECT_EQ(file("2024-07-31", before), "met");
    EXPECT_EQ(file("2024-08-01", before), "open") << "now the head of the institution signs";
    const Facts after{
        {"unit.tanggal_pengajuan", "2026-05-20"}, {"instansi.surat_usulan", "yes"}, {"instansi.sptjm_pimpinan", "yes"}};
    EXPECT_EQ(file("2026-05-31", after), "met");
    EXPECT_EQ(file("2026-05-31", but(after, {{"instansi.surat_usulan", "no"}})), "not_met");
    EXPECT_EQ(file("2027-05-20", after), "not concerned") << "that proposal is over";
}

TEST(Proposal, ARevokedUnitWaitsTwoYears) {
    const auto proposal = [](const char* revoked, const char* date) {
        return verdict_on(date, but(ready, {{"unit.tanggal_pencabutan", revoked}}), "siap_wbk");
    };
    EXPECT_EQ(proposal("2024-05-31", "2026-05-30"), "not_met");
    EXPECT_EQ(proposal("2024-05-31", "2026-05-31"), "met");
    EXPECT_EQ(proposal("2024-02-29", "2026-02-28"), "not_met");
    EXPECT_EQ(verdict(lke_model(), on("2026-03-01", but(ready, {{"unit.tanggal_pencabutan", "2024-02-29"}})), "siap_wbk",
                      "masa_jeda"),
              "met");
    EXPECT_EQ(proposal("never", "2026-05-31"), "met");
    EXPECT_EQ(proposal("", "2026-05-31"), "open");
    // A revocation already decided upon, though for a later day, stands in the way as well: see the interpretation.
    EXPECT_EQ(proposal("2026-05-30", "2026-05-31"), "not_met");
    EXPECT_EQ(proposal("2026-05-31", "2026-05-31"), "not_met");
    EXPECT_EQ(proposal("2026-06-01", "2026-05-31"), "not_met");
}

TEST(Proposal, CorruptionInTheYearDropsIt) {
    EXPECT_EQ(verdict_on("2026-05-31", but(ready, {{"instansi.perbuatan_kkn_pada_tahun_pengajuan", "yes"}}), "usulan_wbk"),
              "not_met");
}

TEST(Proposal, AnInstitutionWithManyAwardsNeedNotProposeUntilTheAmendment) {
    const Facts past = but(ready, {{"unit.tanggal_pencanangan", "2022-01-15"},
                                   {"unit.tanggal_penetapan_unit", "2022-02-01"},
                                   {"unit.mulai_pembangunan_menuju_wbk", "2022-02-01"},
                                   {"unit.tanggal_lhe_tpi", "2023-04-01"}});
    EXPECT_EQ(verdict_on("2023-05-31", past, "siap_wbk"), "met") << "exactly 30 per cent";
    const Facts above = but(past, {{"instansi.persen_satker_berpredikat", "30.01"}});
    EXPECT_EQ(verdict_on("2023-05-31", above, "siap_wbk"), "not_met");
    EXPECT_EQ(verdict_on("2024-08-01", above, "siap_wbk"), "met");
}

TEST(Proposal, WbbmComesAfterWbk) {
    const Facts second =
        but(ready, {{"unit.predikat_dimiliki", "MENUJU_WBK"}, {"unit.mulai_pembangunan_menuju_wbbm", "2025-05-31"}});
    EXPECT_EQ(verdict_on("2026-05-31", second, "usulan_wbbm"), "met");
    EXPECT_EQ(verdict_on("2026-05-30", second, "usulan_wbbm"), "not_met") << "a day short of the year";
    EXPECT_EQ(verdict_on("2026-05-31", but(second, {{"unit.predikat_dimiliki", "BELUM"}}), "usulan_wbbm"), "not_met");
}

TEST(Proposal, InstitutionsThatMayEvaluateWbkThemselves) {
    const Facts allowed = but(ready, {{"instansi.boleh_evaluasi_wbk_mandiri", "yes"},
                                      {"unit.mulai_pembangunan_menuju_wbk", "2023-01-01"},
                                      {"unit.tanggal_pencanangan", "2022-12-01"},
                                      {"unit.tanggal_penetapan_unit", "2022-12-15"},
                                      {"unit.tanggal_lhe_tpi", "2024-06-30"}});
    EXPECT_EQ(verdict_on("2024-07-31", allowed, "wbk_mandiri"), "not_met");
    EXPECT_EQ(verdict_on("2024-08-01", allowed, "wbk_mandiri"), "met");
    EXPECT_EQ(verdict_on("2024-08-01", ready, "wbk_mandiri"), "not_met");
    EXPECT_EQ(verdict_on("2026-05-31", ready, "wbk_mandiri"), "open") << "nobody said whether the institution may";
}

TEST(Proposal, WhatIsNotKnownLeavesItOpen) {
    for (const auto& [id, value] : ready) {
        if (id == "unit.jenis_layanan") continue;  // Tabel 5 is met whether it applies or not
        if (id == "instansi.jenis" || id == "instansi.persen_satker_berpredikat") continue;  // not asked today
        EXPECT_EQ(verdict_on("2026-05-31", but(ready, {{id, ""}}), "usulan_wbk"), "open") << id;
    }
}

// ---- Kawasan: the decision tables of Lampiran II -----------------------------------------------------------------------

/// A kawasan of two units with these verdicts on WBK and WBBM.
std::string kawasan(const char* predicate, std::vector<std::pair<Verdict, Verdict>> members, const char* integration,
                    const char* held) {
    const Model& model = lke_model();
    Unit unit(model, "kawasan-sintetis");
    fact(model, unit, "unit.kawasan", "yes");
    fact(model, unit, "kawasan.nilai_integrasi", integration);
    fact(model, unit, "kawasan.predikat_dimiliki", held);
    unit.members.emplace();
    for (const auto& [wbk, wbbm] : members) {
        std::vector<Verdict> verdicts(model.predicates.size(), Verdict::not_met);
        verdicts[model.find_predicate("WBK")] = wbk;
        verdicts[model.find_predicate("WBBM")] = wbbm;
        unit.members->push_back({"anggota-" + std::to_string(unit.members->size()), std::move(verdicts)});
    }
    return verdict(model, assess_both(lke(), unit, day("2026-05-31")), predicate);
}

constexpr std::pair yes{Verdict::met, Verdict::met}, wbk_only{Verdict::met, Verdict::not_met},
    no{Verdict::not_met, Verdict::not_met}, unknown{Verdict::open, Verdict::open};

TEST(Kawasan, Tabel7) {
    EXPECT_EQ(kawasan("KAWASAN_WBK", {yes, wbk_only}, "6.5", "BELUM"), "met");
    EXPECT_EQ(kawasan("KAWASAN_WBK", {yes, wbk_only}, "6.4999", "BELUM"), "not_met");
    EXPECT_EQ(kawasan("KAWASAN_WBK", {yes, no}, "6.5", "BELUM"), "not_met");
    EXPECT_EQ(kawasan("KAWASAN_WBK", {no, no}, "10", "BELUM"), "not_met");
    EXPECT_EQ(kawasan("KAWASAN_WBK", {yes, unknown}, "6.5", "BELUM"), "open");
    EXPECT_EQ(kawasan("KAWASAN_WBK", {no, unknown}, "6.5", "BELUM"), "not_met");
    EXPECT_EQ(kawasan("KAWASAN_WBK", {yes, yes}, "", "BELUM"), "open");
    EXPECT_EQ(kawasan("KAWASAN_WBK", {}, "6.5", "BELUM"), "open") << "a kawasan without units shows nothing";
}

TEST(Kawasan, Tabel8) {
    EXPECT_EQ(kawasan("KAWASAN_WBBM", {yes, yes}, "7.5", "MENUJU_WBK"), "met");
    EXPECT_EQ(kawasan("KAWASAN_WBBM", {yes, yes}, "7.4999", "MENUJU_WBK"), "not_met");
    EXPECT_EQ(kawasan("KAWASAN_WBBM", {yes, wbk_only}, "7.5", "MENUJU_WBK"), "not_met");
    EXPECT_EQ(kawasan("KAWASAN_WBBM", {yes, yes}, "7.5", "BELUM"), "not_met");
    EXPECT_EQ(kawasan("KAWASAN_WBBM", {yes, unknown}, "7.5", "MENUJU_WBK"), "open");
    EXPECT_EQ(kawasan("KAWASAN_WBBM", {yes, yes}, "7.5", ""), "open");
}

TEST(Kawasan, TakesTheVerdictsOfItsUnits) {
    const Model& model = lke_model();
    Unit good = unit_with(ready), bad(model, "kosong");
    good.id = "lengkap";
    Unit area(model, "kawasan-sintetis");
    fact(model, area, "unit.kawasan", "yes");
    fact(model, area, "kawasan.nilai_integrasi", "7");
    area.members = std::vector<MemberUnit>{{"lengkap", {}}};
    MemberVerdicts verdicts;
    verdicts.add(good, assess_both(lke(), good, day("2026-05-31")));
    verdicts.add(bad, assess_both(lke(), bad, day("2026-05-31")));
    verdicts.hand_to(area);
    EXPECT_EQ(verdict(model, assess_both(lke(), area, day("2026-05-31")), "KAWASAN_WBK"), "met");
    area.members->push_back({"kosong", {}});
    area.members->push_back({"tidak-ada", {}});
    verdicts.hand_to(area);
    EXPECT_EQ(verdict(model, assess_both(lke(), area, day("2026-05-31")), "KAWASAN_WBK"), "open");
    // What is stated counts before what can be derived.
    fact(model, area, "kawasan.semua_unit_memenuhi_wbk", "no");
    EXPECT_EQ(verdict(model, assess_both(lke(), area, day("2026-05-31")), "KAWASAN_WBK"), "not_met");
}

// ---- Assessors ---------------------------------------------------------------------------------------------------------

TEST(Assessors, TheLaterOneReplacesTheEarlier) {
    const Model& model = lke_model();
    Unit unit(model, "sintetis");
    const QuestionIndex question = question_of(model, "A.I.1.i.b");
    unit.answers[question] = Member{0};
    const auto points = [&](const Unit& one) {
        return assess_both(lke(), one, day("2026-05-31")).nodes[model.questions[question].node].certain;
    };
    const Rational full = points(unit);
    unit.assessed.resize(2);
    unit.assessed[0].resize(model.questions.size());
    unit.assessed[0][question] = Member{1};
    EXPECT_EQ(points(unit), full * Rational(1, 2));
    unit.assessed[1].resize(model.questions.size());
    EXPECT_EQ(points(unit), full * Rational(1, 2)) << "the TPN said nothing";
    unit.assessed[1][question] = Member{2};
    EXPECT_EQ(points(unit), Rational(0));
    EXPECT_EQ(points(seen_by(unit, AssessorIndex(0))), full * Rational(1, 2));
    EXPECT_EQ(points(seen_by(unit, none)), full);
}

}  // namespace

}  // namespace zi::regulation
