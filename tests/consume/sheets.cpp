// The same of a table, which takes the component zi::sheets.
#include <zi/assess.hpp>
#include <zi/load.hpp>
#include <zi/sheets.hpp>

#include <cstdio>

int main() {
    const zi::Loaded rules = zi::load_text("small.zi", R"(
regulation small "Kecil" in force 2020-01-01
scale three { A = 1 B = 1/3 C = 0 }
worksheet "Nilai" 10 {
  question a three "Pertama" 3
  question b three "Kedua" 7
}
)");
    if (!rules) return std::fputs(rules.text(zi::Language::english).c_str(), stderr), 1;
    zi::SheetOptions options;
    options.as_of = *zi::Date::parse("2024-02-29");
    bool right = false;
    zi::read_sheet(*rules.model, "id;a;b\nu;A;B\n", options, [&](zi::Result<zi::Unit> unit) {
        if (!unit) return false;
        const zi::Rational total = zi::assess_reference(*rules.model, *unit, options.as_of).nodes.front().certain;
        std::printf("%s\n", total.fraction().c_str());
        right = total == zi::Rational(16, 3);
        return true;
    });
    // What is no workbook is refused, by what unpacks and parses workbooks.
    return right && !zi::read_xlsx("PK\x03\x04") ? 0 : 1;
}
