// The tables of codes and limits in the documents say what zi says. ZI_BLESS=1 rewrites what is generated in them.
#include "snippets.hpp"

#include "zi/diagnostic.hpp"
#include "zi/limits.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace zi::docs {
namespace {

/// Puts text into a region of a document, or says how the document differs.
void expect_region(const std::string& document, std::string_view name, const std::string& text) {
    const std::string path = in_source_tree(document);
    std::string whole = read_file(path);
    const Region place = region(whole, name);
    if (blessing()) {
        whole.replace(place.begin, place.end - place.begin, text);
        std::ofstream(path, std::ios::binary) << whole;
        return;
    }
    EXPECT_EQ(whole.substr(place.begin, place.end - place.begin), text)
        << document << ": run this test with ZI_BLESS=1 to rewrite it";
}

std::vector<std::string> lines_between(const std::string& document, std::string_view name) {
    const std::string whole = read_file(in_source_tree(document));
    const Region place = region(whole, name);
    std::istringstream stream(whole.substr(place.begin, place.end - place.begin));
    std::vector<std::string> lines;
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

/// Cells of a table's row, without the blanks around them. A `|` inside a cell is written `\|`.
std::vector<std::string> cells_of(const std::string& row) {
    std::vector<std::string> cells;
    std::string cell;
    for (std::size_t i = 1; i < row.size(); ++i) {
        if (row[i] != '|' || row[i - 1] == '\\') {
            cell += row[i];
            continue;
        }
        const std::size_t begin = std::min(cell.find_first_not_of(' '), cell.size());
        cells.push_back(cell.substr(begin, cell.find_last_not_of(' ') + 1 - begin));
        cell.clear();
    }
    return cells;
}

/// Names of the codes, from the header that declares them.
std::map<unsigned, std::string> names_of_codes() {
    std::istringstream header(read_file(in_source_tree("include/zi/diagnostic.hpp")));
    std::map<unsigned, std::string> names;
    bool inside = false;
    for (std::string line; std::getline(header, line);) {
        if (line.starts_with("enum class Code")) inside = true;
        const std::size_t equals = line.find(" = ");
        if (inside && equals != std::string::npos) {
            const std::size_t begin = line.find_first_not_of(' ');
            names[static_cast<unsigned>(std::stoul(line.substr(equals + 3)))] = line.substr(begin, equals - begin);
        }
        if (inside && line.starts_with("};")) break;
    }
    return names;
}

/// Plain text as Markdown: outside of code, signs that Markdown or a table would take for its own are escaped.
std::string markdown(std::string_view text) {
    std::string out;
    bool code = false;
    for (const char c : text) {
        if (c == '#' && out.size() > 1 && out[out.size() - 2] == '{') continue;  // {0#} is spelled in the way of the language
        if (c == '`') code = !code;
        if (c == '|' || (!code && std::string_view("\\*_<[]").find(c) != std::string_view::npos)) out += '\\';
        out += c;
    }
    return out;
}

std::string cell(Code code, Language language, const std::string& before) {
    const Description text = describe(code, language);
    std::string out = "**" + markdown(text.message) + "**";
    if (!text.help.empty()) out += "<br>= " + markdown(text.help);
    const std::size_t last = before.rfind("<br>");
    return out + "<br>" + (last == std::string::npos ? before : before.substr(last + 4));
}

std::string row(Code code, const std::string& name, const std::vector<std::string>& before) {
    std::string number = fmt::format("<a id=\"zi{0:04}\"></a>ZI{0:04}<br>`{1}`", static_cast<unsigned>(code), name);
    if (severity(code) == Severity::warning) number += "<br>warning";
    const auto written = [&](std::size_t i) { return i < before.size() ? before[i] : std::string("TODO"); };
    return fmt::format("| {} | {} | {} |", number, cell(code, Language::english, written(1)),
                       cell(code, Language::indonesian, written(2)));
}

/// 401 from a row of the table, 0 from any other line.
unsigned code_in(const std::string& line) {
    const std::size_t at = line.find("ZI0");
    return line.starts_with("| ") && at < 80 ? static_cast<unsigned>(std::stoul(line.substr(at + 2, 4))) : 0;
}

TEST(Diagnostics, TableHoldsEveryCodeWithItsMessage) {
    const std::map<unsigned, std::string> names = names_of_codes();
    ASSERT_EQ(names.size(), all_codes().size());
    std::map<unsigned, std::vector<std::string>> written;
    const std::vector<std::string> lines = lines_between("docs/diagnostics.md", "codes");
    for (const std::string& line : lines)
        if (code_in(line) != 0) written[code_in(line)] = cells_of(line);

    // Rows stand where they stood; those of codes that are new follow the one before.
    std::string text;
    std::size_t next = 0;
    const auto add_until = [&](unsigned limit) {
        for (; next < all_codes().size() && static_cast<unsigned>(all_codes()[next]) < limit; ++next) {
            const auto code = static_cast<unsigned>(all_codes()[next]);
            text +=
                row(all_codes()[next], names.at(code), written.contains(code) ? written.at(code) : std::vector<std::string>()) +
                '\n';
        }
    };
    unsigned last = 0;
    for (const std::string& line : lines) {
        const unsigned code = code_in(line);
        if (code != 0) {
            add_until(code + 1);
        } else {
            if (last != 0) add_until(last / 100 * 100 + 100);
            text += line + '\n';
        }
        last = code;
    }
    add_until(10'000);
    expect_region("docs/diagnostics.md", "codes", text);
    EXPECT_EQ(text.find("TODO"), std::string::npos) << "say when the new code appears";
    EXPECT_EQ(next, all_codes().size());
}

void expect_limits(const std::string& document, std::string_view name,
                   const std::vector<std::pair<std::string, std::uint64_t>>& limits) {
    std::map<std::string, std::string> said;
    std::vector<std::string> lines = lines_between(document, name);
    for (const std::string& line : lines)
        if (line.starts_with("| `")) said[cells_of(line)[0]] = cells_of(line)[2];
    std::string text = lines.at(0) + '\n' + lines.at(1) + '\n';
    for (const auto& [limit, value] : limits)
        text += fmt::format("| `{}` | {} | {} |\n", limit, value, said["`" + limit + "`"]);
    expect_region(document, name, text);
}

TEST(Limits, TablesHoldTheDefaults) {
    const Limits limits;
    expect_limits("docs/language.md", "limits",
                  {{"file_bytes", limits.file_bytes},
                   {"files", limits.files},
                   {"include_depth", limits.include_depth},
                   {"block_depth", limits.block_depth},
                   {"statements", limits.statements},
                   {"conditions", limits.conditions},
                   {"answers", limits.answers},
                   {"name_bytes", limits.name_bytes},
                   {"expression_nodes", limits.expression_nodes},
                   {"expression_depth", limits.expression_depth},
                   {"number_digits", limits.number_digits},
                   {"errors", limits.errors},
                   {"exact_bits", limits.exact_bits}});
    expect_limits("docs/diagnostics.md", "limits of units",
                  {{"units_bytes", limits.units_bytes},
                   {"unit_bytes", limits.unit_bytes},
                   {"json_depth", limits.json_depth},
                   {"string_bytes", limits.string_bytes},
                   {"attributes", limits.attributes},
                   {"links", limits.links},
                   {"count", static_cast<std::uint64_t>(limits.count)}});
}

}  // namespace
}  // namespace zi::docs
