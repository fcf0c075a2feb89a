// Workbooks, tables and layouts from strangers. The first byte says what the rest is: a file as it is, or a part of a workbook,
// so that the search does not have to find checksums.
#include "sheet_rules.hpp"
#include "sheets/archive.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

/// Whatever is read is whole: problems have words in both languages, units have ids.
void read(std::string_view bytes, const zi::Layout* layout, zi::BadValues bad_values) {
    const zi::Model& model = *strangers::sheet_rules().model;
    zi::read_sheet(model, bytes, strangers::sheet_options(layout, bad_values), [&](zi::Result<zi::Unit> unit) {
        const zi::Diagnostics& problems = unit ? unit->remarks : unit.diagnostics();
        if (!unit && problems.empty()) std::abort();
        for (const zi::Diagnostic& one : problems)
            if (zi::render(one, {}, zi::Language::indonesian).empty() || zi::message(one, zi::Language::english).empty())
                std::abort();
        if (unit && unit->answers.size() != model.questions.size()) std::abort();
        return true;
    });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace zi::sheets_test;
    if (size == 0) return 0;
    const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
    const std::string table =
        sheet("<row><c t='str'><v>id</v></c><c t='s'><v>0</v></c></row><row><c t='str'><v>u</v></c><c><v>1</v></c></row>");
    const auto open = zi::BadValues::leave_open;
    switch (data[0]) {
        case 'x': read(zip(workbook(text)), nullptr, open); break;
        case 'b': read(zip(workbook(table, {{"xl/workbook.xml", text}})), nullptr, open); break;
        case 's': read(zip(workbook(table, {{"xl/sharedStrings.xml", text}})), nullptr, open); break;
        case 'f': read(zip(workbook(table, {{"xl/styles.xml", text}})), nullptr, open); break;
        case 'r': read(zip(workbook(table, {{"xl/_rels/workbook.xml.rels", text}})), nullptr, open); break;
        case 'l':
            if (const auto layout = zi::read_layout(text))
                read("No;Uraian;Jenis;Isian;TPI\n1;Rencana;A/B/C;A;B\n2;Survei;;3,5;\n;Selesai;%;50%;\n;- Semua;;4;\n",
                     &*layout, open);
            break;
        case 'c':
            read(text, nullptr, zi::BadValues::refuse_unit);
            read(text, nullptr, open);
            break;
        default: read({reinterpret_cast<const char*>(data), size}, nullptr, open);
    }
    return 0;
}
