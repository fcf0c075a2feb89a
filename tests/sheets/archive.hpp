/// Workbooks made of their parts, for what no program writes.
#pragma once

#include <zlib.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zi::sheets_test {

using Parts = std::vector<std::pair<std::string, std::string>>;

/// A ZIP archive; parts of more than 64 KiB are packed. `flags` go into every entry: 1 says that it is encrypted.
inline std::string zip(const Parts& parts, std::uint16_t flags = 0) {
    std::string out, directory;
    const auto add = [](std::string& to, std::uint64_t number, int bytes) {
        for (int i = 0; i < bytes; ++i) to += static_cast<char>(number >> (8 * i) & 0xFF);
    };
    for (const auto& [name, text] : parts) {
        std::string packed = text;
        const bool deflated = text.size() > (1u << 16);
        if (deflated) {
            z_stream stream{};
            deflateInit2(&stream, 6, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY);
            packed.resize(deflateBound(&stream, text.size()));
            stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
            stream.avail_in = static_cast<uInt>(text.size());
            stream.next_out = reinterpret_cast<Bytef*>(packed.data());
            stream.avail_out = static_cast<uInt>(packed.size());
            deflate(&stream, Z_FINISH);
            packed.resize(stream.total_out);
            deflateEnd(&stream);
        }
        const auto crc = crc32(0, reinterpret_cast<const Bytef*>(text.data()), static_cast<uInt>(text.size()));
        const std::size_t at = out.size();
        // Clang before 16 captures no structured bindings.
        const auto common = [&, whole = text.size(), letters = name.size()](std::string& to) {
            add(to, 20, 2), add(to, flags, 2), add(to, deflated ? 8 : 0, 2), add(to, 0, 4), add(to, crc, 4);
            add(to, packed.size(), 4), add(to, whole, 4), add(to, letters, 2), add(to, 0, 2);
        };
        out += "PK\x03\x04", common(out);
        out += name + packed;
        directory += "PK\x01\x02";
        add(directory, 20, 2), common(directory);
        add(directory, 0, 2), add(directory, 0, 2), add(directory, 0, 2), add(directory, 0, 4), add(directory, at, 4);
        directory += name;
    }
    const std::size_t at = out.size();
    out += directory + "PK\x05\x06";
    add(out, 0, 4), add(out, parts.size(), 2), add(out, parts.size(), 2), add(out, directory.size(), 4), add(out, at, 4);
    add(out, 0, 2);
    return out;
}

inline std::string relations(const std::vector<std::pair<std::string, std::string>>& types) {
    std::string text = "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>";
    int id = 0;
    for (const auto& [type, target] : types)
        text += "<Relationship Id='rId" + std::to_string(++id) + "' Type='http://x/" + type + "' Target='" + target + "'/>";
    return text + "</Relationships>";
}

inline const std::string main_ns =
    " xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'"
    " xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'";

/// A workbook of one sheet, its XML given; further parts take the place of those of the same name.
inline Parts workbook(const std::string& sheet, const Parts& other = {}) {
    Parts parts{
        {"_rels/.rels", relations({{"officeDocument", "xl/workbook.xml"}})},
        {"xl/workbook.xml", "<workbook" + main_ns + "><sheets><sheet name='S' sheetId='1' r:id='rId1'/></sheets></workbook>"},
        {"xl/_rels/workbook.xml.rels",
         relations({{"worksheet", "worksheets/sheet1.xml"}, {"styles", "styles.xml"}, {"sharedStrings", "sharedStrings.xml"}})},
        {"xl/styles.xml",
         "<styleSheet" + main_ns +
             "><numFmts><numFmt numFmtId='164' formatCode='[$-421]d mmmm yyyy'/></numFmts><cellXfs><xf numFmtId='0'/>"
             "<xf numFmtId='10'/><xf numFmtId='14'/><xf numFmtId='164'/></cellXfs></styleSheet>"},
        {"xl/sharedStrings.xml", "<sst" + main_ns + "><si><t>one</t></si><si><r><t>two </t></r><r><t>runs</t></r></si></sst>"},
        {"xl/worksheets/sheet1.xml", sheet}};
    for (const auto& [name, text] : other) {
        bool found = false;
        for (auto& part : parts)
            if (part.first == name) part.second = text, found = true;
        if (!found) parts.emplace_back(name, text);
    }
    return parts;
}

inline std::string sheet(const std::string& rows) {
    return "<worksheet" + main_ns + "><sheetData>" + rows + "</sheetData></worksheet>";
}

}  // namespace zi::sheets_test
