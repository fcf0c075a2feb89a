/// What do the targets of workbooks share? Rules that have every kind of cell, and how their units are read.
#pragma once

#include "zi/load.hpp"
#include "zi/sheets.hpp"

namespace strangers {

inline const zi::Loaded& sheet_rules() {
    static const zi::Loaded loaded = zi::load_text("fuzz.zi", R"(regulation fuzz "Fuzz"
level part "Bagian"
assessor TPI "TPI"
choice kind "Jenis" { KL, PEMDA }
fact office.kind kind "Jenis kantor"
fact office.since date "Sejak"
fact office.done number 0 .. 100 "Selesai"
scale abc "Tiga" { A = 1 B = 0.5 C = 0 }
scale index number 0 .. 4 { value / 4 }
worksheet "Nilai" 10 {
  part 1 "Dokumen" 10 {
    question a abc "Rencana" 6
    question b index "Survei" 3
    question c ratio "Selesai" 1 {
      input every "Semua" = part_a + part_b
      input part_a "Satu"
      input part_b "Dua"
      input done "Selesai semua" <= every
      value done / every
    }
  }
}
)");
    return loaded;
}

inline zi::SheetOptions sheet_options(const zi::Layout* layout, zi::BadValues bad_values) {
    zi::SheetOptions options;
    options.file_name = "fuzz";
    options.layout = layout;
    options.as_of = *zi::Date::parse("2026-05-31");
    options.bad_values = bad_values;
    options.workbook.bytes = std::size_t{4} << 20;
    options.workbook.cells = 10'000;
    return options;
}

}  // namespace strangers
