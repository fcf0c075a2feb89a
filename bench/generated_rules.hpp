/// Which rules are measured beside the real ones? Made up, but as real ones look: titles, criteria, needs, citations, ratios,
/// conditions.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string>

namespace bench {

struct GeneratedRules {
    std::string text;
    std::size_t questions = 0, facts = 0, conditions = 0;  ///< conditions of the first predicate
};

namespace detail {

inline std::string options_question(std::size_t number) {
    return fmt::format(
        R"(      question {} abc "Apakah kegiatan nomor {} telah dilaksanakan secara berkala dan dipantau pimpinan" @P3:{} {{
        A "Jika seluruh kegiatan telah dilaksanakan secara berkala dan hasilnya ditindaklanjuti"
        B "Jika sebagian kegiatan telah dilaksanakan, atau hasilnya belum ditindaklanjuti"
        C "Jika belum ada kegiatan yang dilaksanakan"
        needs dokumen_{} @P3:{} "Tabel {}"
        needs any(dokumen_{} fresh 1 year, dokumen_{}) for A @P3:{}
      }}
)",
        "abc"[number % 3], number, 60 + number % 40, number % 30, 60 + number % 40, 1 + number % 9, (number + 1) % 30,
        (number + 2) % 30, 60 + number % 40);
}

inline std::string ratio_question(std::size_t number) {
    return fmt::format(R"(      question d ratio "Persentase kegiatan nomor {} yang selesai tepat waktu" @P3:{} {{
        criteria "Jumlah kegiatan yang selesai dibagi dengan jumlah kegiatan yang direncanakan"
        input selesai "Jumlah kegiatan yang selesai"
        input direncanakan "Jumlah kegiatan yang direncanakan"
        when direncanakan = 0 then 0 interpretation "Tanpa kegiatan tidak ada yang selesai." en "Without activities none is done."
        value selesai / direncanakan capped @P3:{}
        needs dokumen_{} @P3:{}
      }}
)",
                       number, 60 + number % 40, 60 + number % 40, number % 30, 60 + number % 40);
}

inline std::size_t lines_of(const std::string& text) {
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace detail

/// Rules of exactly so many lines, 500 or more: about two thirds worksheet, the rest facts and conditions on them.
inline GeneratedRules generated_rules(std::size_t lines) {
    GeneratedRules rules;
    std::string head = R"(regulation buatan "Aturan buatan" en "Generated rules" in force 2021-12-31 @P3
source P3 "Lampiran buatan"
level area "Area" en "Area"
level indicator "Indikator" en "Indicator"
scale abc "A, B, C" { A = 1 B = 0.5 C = 0 } @P3
)";
    for (int i = 0; i < 30; ++i)
        head += fmt::format("evidence dokumen_{} \"Dokumen nomor {}\" en \"Document number {}\" cost {}\n", i, i, i, 1 + i % 5);

    std::string sheet = "worksheet \"Nilai total\" en \"Total score\" 100 mean {\n";
    for (int area = 0; detail::lines_of(sheet) < lines * 2 / 3; ++area) {
        sheet +=
            fmt::format("  area {} \"Area perubahan nomor {}\" en \"Area of change {}\" mean @P3:66 {{\n", area, area, area);
        for (int indicator = 0; indicator < 2; ++indicator) {
            sheet += fmt::format("    indicator i{} \"Indikator nomor {}\" en \"Indicator {}\" mean @P3:67 {{\n", indicator,
                                 indicator, indicator);
            // Labels a, b and c follow from the numbers.
            for (int i = 0; i < 3; ++i)
                sheet += detail::options_question(rules.questions / 4 * 3 + static_cast<std::size_t>(i)), ++rules.questions;
            sheet += detail::ratio_question(rules.questions++) + "    }\n";
        }
        sheet += "  }\n";
    }
    sheet += "}\n";

    std::string facts,
        conditions = "predicate layak \"Layak diusulkan\" en \"Worthy\" @P3:58 \"Tabel 6\" {\n  total >= 75 @P3:58\n";
    const std::size_t left = lines - detail::lines_of(head) - detail::lines_of(sheet) - detail::lines_of(conditions) - 1;
    rules.conditions = 1;
    for (std::size_t i = 0; i < left / 2; ++i) {
        const bool count = i % 2 == 0;
        facts += fmt::format("fact unit.fakta_{} {} \"Fakta nomor {}\" en \"Fact number {}\" @P3:{}\n", i,
                             count ? "count" : "boolean", i, i, 40 + i % 20);
        conditions +=
            count ? fmt::format("  syarat_{}: unit.fakta_{} >= {} from 2024-01-01 @P3:{}\n", i, i, i % 7 + 1, 40 + i % 20)
                  : fmt::format("  syarat_{}: unit.fakta_{} = yes when unit.fakta_{} > 0 @P3:{}\n", i, i, i - 1, 40 + i % 20);
        ++rules.facts, ++rules.conditions;
    }
    conditions += "}\n";
    rules.text = head + facts + sheet + conditions;
    if (left % 2 != 0) rules.text += "// Dibuat untuk pengukuran.\n";
    return rules;
}

}  // namespace bench
