// A worksheet from another field, assessed by hand: every expected number below was worked out on paper from
// rules/sekolah-sehat-aman.zi.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "support.hpp"
#include "zi/report.hpp"

namespace zi::regulation {

namespace {

const Program& sekolah() { return program_of("sekolah-sehat-aman"); }

class School {
public:
    School() : unit_(sekolah().model(), "sekolah") {}

    School& is(std::string_view id, std::string_view value) {
        fact(sekolah().model(), unit_, id, value);
        return *this;
    }
    School& answers(std::string_view id, std::string_view value) {
        answer(sekolah().model(), unit_, id, value);
        return *this;
    }
    School& counts(std::string_view id, std::vector<std::optional<Rational>> values) {
        regulation::counts(sekolah().model(), unit_, id, std::move(values));
        return *this;
    }
    Unit& unit() { return unit_; }

    const Assessment& assess(const char* on = "2025-09-01") {
        result_ = assess_both(sekolah(), unit_, day(on));
        return result_;
    }
    std::string score(std::string_view id) const {
        const Model& model = sekolah().model();
        const ViewIndex view = model.find_view(id);
        const Score& s = view == none ? result_.nodes[model.find_node(id)] : result_.views[view];
        return s.certain == s.possible ? s.certain.fraction() : s.certain.fraction() + " .. " + s.possible.fraction();
    }
    std::string verdict(std::string_view predicate) const { return regulation::verdict(sekolah().model(), result_, predicate); }
    std::string verdict(std::string_view predicate, std::string_view condition) const {
        return regulation::verdict(sekolah().model(), result_, predicate, condition);
    }

private:
    Unit unit_;
    Assessment result_;
};

/// A school where nearly everything is known and much is in order.
School good_school() {
    School school;
    // 1.1 Classrooms, 8 points, four questions of 2 points: 1 + 1/2 + 1/2 + 1.
    school.answers("1.1.1", "1.6").answers("1.1.2", "1000.5").answers("1.1.3", "Cukup").answers("1.1.4", "Baik");
    // 1.2 Evacuation, 7 points, the lowest counts: (6 - 1) * 2 / 12 = 5/6; 1; 1; 1.
    school.counts("1.2.1", {6, 1, 12}).answers("1.2.2", "Ada").answers("1.2.3", "Baik").answers("latihan_evakuasi", "Ada");
    // 1.3 Wiring, 5 points: (1/2 + 1) / 2.
    school.answers("1.3.1", "Cukup").answers("1.3.2", "Ada");
    // 2.1 Toilets, 8 points as a sum: 5 * 40 * 7 / 300 = 14/3; 2 * 2/3; 1.
    school.counts("2.1.1", {7, std::nullopt, 160, 140}).answers("2.1.2", "Mingguan").answers("2.1.3", "Ada");
    // 2.2 Drinking water, 6 points, the better one counts: 0 or 1/2.
    school.answers("2.2.1", "Tidak").answers("2.2.2", "Cukup");
    // 2.3 Waste, 4 points: (1 + 0 + 1) / 3.
    school.answers("2.3.1", "Harian").answers("2.3.2", "Tidak").answers("2.3.3", "Ada");
    // 3 Canteen, 6 points in halves of 3: (1 + 1) / 2 and (4/5 + 1/3) / 2.
    school.answers("3.1.1", "Baik").answers("3.1.2", "Ada").counts("3.2.1", {4, 5}).answers("3.2.2", "Bulanan");
    // 4 Health, 6 points: ((95.5 - 60) / 40 + 1 + 2/3) / 3.
    school.answers("4.1", "95.5").answers("4.2", "Ada").answers("4.3", "Mingguan");
    school.is("sekolah.jenjang", "SMA").is("sekolah.akreditasi", "B").is("sekolah.kecelakaan_berat", "0");
    school.is("sekolah.latihan_evakuasi_terakhir", "2025-07-01");
    return school;
}

TEST(Sekolah, AWholeInspection) {
    School school = good_school();
    school.assess();
    EXPECT_EQ(school.score("1.1"), "6");
    EXPECT_EQ(school.score("1.2"), "35/6");
    EXPECT_EQ(school.score("1.3"), "15/4");
    EXPECT_EQ(school.score("1"), "187/12");
    EXPECT_EQ(school.score("2.1"), "7");
    EXPECT_EQ(school.score("2.2"), "3");
    EXPECT_EQ(school.score("2.3"), "8/3");
    EXPECT_EQ(school.score("2"), "38/3");
    EXPECT_EQ(school.score("3.1"), "3");
    EXPECT_EQ(school.score("3.2"), "17/10");
    EXPECT_EQ(school.score("3"), "47/10");
    // 6 * (71/80 + 1 + 2/3) / 3 = 613/120.
    EXPECT_EQ(school.score("4"), "613/120");
    // 187/12 + 38/3 + 47/10 + 613/120 = (1870 + 1520 + 564 + 613) / 120.
    EXPECT_EQ(school.score("total"), "4567/120");
    // Views: 2.1 + 2.2, and 1.2 + 1.3.
    EXPECT_EQ(school.score("sanitasi"), "10");
    EXPECT_EQ(school.score("keselamatan"), "115/12");

    EXPECT_EQ(school.verdict("SEKOLAH_AMAN"), "met");
    // 38.06 of 50 is less than 85%; 2.2 has 3 of 6, less than 60%; sanitation 10 of 14, less than 75%; safety 9.58 of 12 is
    // enough.
    EXPECT_EQ(school.verdict("SEKOLAH_TELADAN"), "not_met");
    EXPECT_EQ(school.verdict("SEKOLAH_TELADAN", "SEKOLAH_AMAN"), "met");
    EXPECT_EQ(school.verdict("SEKOLAH_TELADAN", "total"), "not_met");
    EXPECT_EQ(school.verdict("SEKOLAH_TELADAN", "2.2"), "not_met");
    EXPECT_EQ(school.verdict("SEKOLAH_TELADAN", "2.3"), "met");
    EXPECT_EQ(school.verdict("SEKOLAH_TELADAN", "3.2"), "not_met");
    EXPECT_EQ(school.verdict("SEKOLAH_TELADAN", "sanitasi"), "not_met");
    EXPECT_EQ(school.verdict("SEKOLAH_TELADAN", "keselamatan"), "met");
    EXPECT_EQ(school.verdict("SEKOLAH_TELADAN", "toilet_asrama"), "left out") << "no boarding school by default";
    EXPECT_EQ(school.verdict("SEKOLAH_TELADAN", "sekolah.akreditasi"), "met");
}

TEST(Sekolah, ASchoolThatHasAnsweredNothing) {
    School school;
    school.assess();
    EXPECT_EQ(school.score("total"), "0 .. 50");
    EXPECT_EQ(school.score("kebakaran"), "0 .. 7");
    EXPECT_EQ(school.score("sanitasi"), "0 .. 14");
    EXPECT_EQ(school.verdict("SEKOLAH_AMAN"), "open");
    EXPECT_EQ(school.verdict("lomba_nasional"), "open") << "it is not known whether the contest concerns this school";
    school.is("sekolah.jenjang", "SD").assess();
    EXPECT_EQ(school.verdict("lomba_nasional"), "not concerned");
    school.is("sekolah.kecelakaan_berat", "1").assess();
    EXPECT_EQ(school.verdict("SEKOLAH_AMAN"), "not_met");
}

TEST(Sekolah, OneOpenAnswerMakesAnInterval) {
    School school = good_school();
    // Without rooms the rules leave the extinguishers open: between 0 and 7, and the lowest of the others is 7.
    school.counts("1.2.1", {6, 1, 0}).assess();
    EXPECT_EQ(school.score("1.2"), "0 .. 7");
    EXPECT_EQ(school.score("1"), "39/4 .. 67/4");
    EXPECT_EQ(school.verdict("SEKOLAH_AMAN", "1"), "open");
    EXPECT_EQ(school.verdict("SEKOLAH_AMAN", "1.2"), "open");
    EXPECT_EQ(school.verdict("SEKOLAH_AMAN"), "open");
    // A blocked route is worth nothing, and then the extinguishers do not matter any more.
    school.answers("1.2.2", "Tidak").assess();
    EXPECT_EQ(school.score("1.2"), "0");
    EXPECT_EQ(school.verdict("SEKOLAH_AMAN"), "not_met");
    // Piped water that passed its test decides its node alone.
    school.answers("2.2.1", "Ada");
    school.unit().answers[question_of(sekolah().model(), "2.2.2")] = std::monostate{};
    school.assess();
    EXPECT_EQ(school.score("2.2"), "6");
    school.answers("2.2.1", "Tidak").assess();
    EXPECT_EQ(school.score("2.2"), "0 .. 6");
}

TEST(Sekolah, BandsAtTheirEnds) {
    const auto light = [](const char* lux) {
        School school;
        school.answers("1.1.2", lux).assess();
        return school.score("1.1.2");
    };
    // 2 points; [0, 150) = 0, [150, 300) = 1/2, [300, 1000] = 1, (1000, 5000] = 1/2.
    EXPECT_EQ(light("0"), "0");
    EXPECT_EQ(light("149.999999999999"), "0");
    EXPECT_EQ(light("150"), "1");
    EXPECT_EQ(light("299.999999999999"), "1");
    EXPECT_EQ(light("300"), "2");
    EXPECT_EQ(light("1000"), "2");
    EXPECT_EQ(light("1000.000000000001"), "1");
    EXPECT_EQ(light("5000"), "1");
    const auto attendance = [](const char* percent) {
        School school;
        school.answers("4.1", percent).assess();
        return school.score("4.1");
    };
    EXPECT_EQ(attendance("100"), "2");
    EXPECT_EQ(attendance("80"), "1");
    EXPECT_EQ(attendance("60.5"), "1/40");
    EXPECT_EQ(attendance("60"), "0");
    EXPECT_EQ(attendance("12.5"), "0");
}

TEST(Sekolah, ThresholdsExactly) {
    // Toilets at exactly 90%: 5 * share + 2 + 1 = 7.2 needs a share of 21/25, that is 40 * 21 / 1000.
    School school = good_school();
    school.is("sekolah.asrama", "yes").answers("2.1.2", "Harian");
    school.counts("2.1.1", {21, 1'000, std::nullopt, std::nullopt}).assess();
    EXPECT_EQ(school.score("2.1"), "36/5");
    EXPECT_EQ(school.verdict("SEKOLAH_TELADAN", "toilet_asrama"), "met");
    school.counts("2.1.1", {21, 1'001, std::nullopt, std::nullopt}).assess();
    EXPECT_EQ(school.verdict("SEKOLAH_TELADAN", "toilet_asrama"), "not_met");
    // A total may be derived from its parts as well.
    school.counts("2.1.1", {21, std::nullopt, 400, 600}).assess();
    EXPECT_EQ(school.score("2.1"), "36/5");
    // The last drill: on the day itself is enough.
    school.is("sekolah.latihan_evakuasi_terakhir", "2025-06-30").assess();
    EXPECT_EQ(school.verdict("SEKOLAH_AMAN", "sekolah.latihan_evakuasi_terakhir"), "not_met");
    // `4 > 60%`: 3.6 of 6 points is not more than 60%.
    school.answers("4.1", "92").answers("4.2", "Ada").answers("4.3", "Tidak_pernah").assess();
    EXPECT_EQ(school.score("4"), "18/5");
    EXPECT_EQ(school.verdict("lomba_nasional", "4"), "not_met");
    school.answers("4.1", "92.5").assess();
    EXPECT_EQ(school.verdict("lomba_nasional", "4"), "met");
}

TEST(Sekolah, RulesOfTheContestChangeWithTheYear) {
    School school = good_school();
    school.assess("2025-12-31");
    EXPECT_EQ(school.verdict("lomba_nasional", "akreditasi_lama"), "met");
    EXPECT_EQ(school.verdict("lomba_nasional", "akreditasi_baru"), "left out");
    EXPECT_EQ(school.verdict("lomba_nasional"), "met");
    school.assess("2026-01-01");
    EXPECT_EQ(school.verdict("lomba_nasional", "akreditasi_lama"), "left out");
    EXPECT_EQ(school.verdict("lomba_nasional", "akreditasi_baru"), "not_met");
    // Vocational schools are excused, and boarding schools more than 20 km away from the health centre.
    school.is("sekolah.jenjang", "SMK").assess("2026-01-01");
    EXPECT_EQ(school.verdict("lomba_nasional", "akreditasi_baru"), "left out");
    school.is("sekolah.jenjang", "SMP").is("sekolah.asrama", "yes").assess("2026-01-01");
    EXPECT_EQ(school.verdict("lomba_nasional", "akreditasi_baru"), "not_met") << "5 km by default";
    school.is("sekolah.jarak_puskesmas_km", "20").assess("2026-01-01");
    EXPECT_EQ(school.verdict("lomba_nasional", "akreditasi_baru"), "not_met");
    school.is("sekolah.jarak_puskesmas_km", "20.01").assess("2026-01-01");
    EXPECT_EQ(school.verdict("lomba_nasional", "akreditasi_baru"), "left out");
}

/// What `zi explain` says about the school above, with one answer open and one missing. ZI_BLESS=1 writes it anew; read it
/// then.
TEST(Sekolah, IsExplained) {
    School school = good_school();
    school.unit().name = "SMA Contoh";
    school.counts("1.2.1", {6, 1, 0});
    school.unit().answers[question_of(sekolah().model(), "4.2")] = std::monostate{};
    school.is("sekolah.akreditasi", "");
    const Assessment& result = school.assess("2026-01-01");
    for (const auto& [language, path] : {std::pair{Language::indonesian, "tests/regulation/explain-sekolah.id.txt"},
                                         std::pair{Language::english, "tests/regulation/explain-sekolah.en.txt"}}) {
        const std::string text = explain(sekolah().model(), school.unit(), result, language);
        if (std::getenv("ZI_BLESS")) std::ofstream(std::string(ZI_SOURCE_DIR) + "/" + path, std::ios::binary) << text;
        EXPECT_EQ(text, read_file(path)) << path;
    }
}

}  // namespace

}  // namespace zi::regulation
