#include "zi/diagnostic.hpp"

#include "catalogue.hpp"
#include "filled.hpp"
#include "utf8.hpp"
#include "written.hpp"

#include <algorithm>
#include <tuple>

namespace zi {

namespace {

std::string fill(std::string_view pattern, const std::vector<std::string>& args, Language language) {
    std::string text;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const std::size_t end = pattern[i] == '{' ? pattern.find('}', i) : pattern.npos;
        const bool spelled = end == i + 3 && pattern[i + 2] == '#';  // as people write it
        const bool hole = (end == i + 2 || spelled) && pattern[i + 1] >= '0' && pattern[i + 1] <= '9';
        if (!hole) {
            text += pattern[i];
            continue;
        }
        const auto index = static_cast<std::size_t>(pattern[i + 1] - '0');
        if (index < args.size())
            text += plain(spelled ? written_argument(args[index], language) : translate(args[index], language));
        i = end;
    }
    return text;
}

/// Long lines are cut around the span; a regulation's sentence may be hundreds of characters long.
constexpr std::size_t line_width = 110;

struct Window {
    std::string text;
    std::size_t before;  ///< code points ahead of the span
    std::size_t width;   ///< code points of the span
};

std::size_t skip_code_points(std::string_view text, std::size_t from, std::size_t count) {
    while (from < text.size() && count > 0) {
        ++from;
        while (from < text.size() && !begins_code_point(text[from])) ++from;
        --count;
    }
    return from;
}

std::size_t back_code_points(std::string_view text, std::size_t from, std::size_t count) {
    while (from > 0 && count > 0) {
        --from;
        while (from > 0 && !begins_code_point(text[from])) --from;
        --count;
    }
    return from;
}

Window window(const Place& place, std::size_t span_bytes) {
    const std::string_view line = place.line_text;
    const std::size_t begin = place.column_bytes;
    const std::size_t end = std::min(line.size(), begin + span_bytes);
    const std::size_t before =
        place.column > 0 ? place.column - 1 : 0;  // lines can be as long as the file: reuse what was counted
    const std::size_t width = std::max<std::size_t>(1, code_points(line.substr(begin, end - begin)));
    if (skip_code_points(line, 0, line_width) == line.size()) return {plain(line), before, width};
    const std::size_t keep = line_width / 3;
    const std::size_t cut = before > 2 * keep ? before - keep : 0;
    const std::size_t from = cut > 0 ? back_code_points(line, begin, keep) : 0;
    const std::size_t to = skip_code_points(line, from, line_width);
    std::string text = plain(line.substr(from, to - from));
    if (cut > 0) text.insert(0, "...");
    if (to < line.size()) text += "...";
    return {std::move(text), before - cut + (cut > 0 ? 3 : 0), std::min(width, line_width - (before - cut))};
}

/// The column that a path leads to, as CSV names it: "TPI:A.I.1.i.a", "A.II.1.i.a/jumlah".
std::string column_of(std::string_view path) {
    std::string name;
    for (std::size_t i = path.starts_with('/') ? 1 : 0; i < path.size(); ++i) {
        const bool escaped = path[i] == '~' && i + 1 < path.size();
        name += escaped ? (path[++i] == '1' ? '/' : '~') : path[i] == '/' ? ':' : path[i];
    }
    return name;
}

/// What of file, cell, unit and path is known; of columns, which one and in which row.
std::string place_in_units(const Diagnostic& diagnostic, Language language) {
    const bool indonesian = language == Language::indonesian;
    if (diagnostic.row) {
        std::string place;
        if (const std::string column = column_of(diagnostic.path); !column.empty())
            place = filled("{} {}", indonesian ? "kolom" : "column", column);
        if (*diagnostic.row > 0)
            place += filled("{}{} {}", place.empty() ? "" : ", ", indonesian ? "baris" : "row", *diagnostic.row);
        return place;
    }
    std::string place;
    const auto add = [&](std::string_view word, std::string_view what) {
        place += place.empty() ? "" : ", ";
        place.append(word).append(what);
    };
    if (!diagnostic.file.empty()) add("", diagnostic.file);
    if (!diagnostic.cell.empty()) add("", diagnostic.cell);
    if (!diagnostic.unit.empty())
        add("unit ", diagnostic.unit);
    else if (place.empty() && !diagnostic.path.empty())
        add("unit ", "?");
    if (!diagnostic.path.empty()) add("", diagnostic.path);
    return place;
}

void append_snippet(std::string& out, const SourceSet& sources, Span span, char mark, std::string_view label, bool first) {
    const Place place = sources.place(span.begin);
    const std::string number = std::to_string(place.line);
    const std::string margin(number.size(), ' ');
    const Window shown_line = window(place, span.end > span.begin ? span.end - span.begin : 0);
    out += filled("{}{} {}:{}:{}\n", margin, first ? "-->" : ":::", plain(place.file), place.line, place.column);
    if (first) out += filled("{} |\n", margin);
    out += filled("{} | {}\n", number, shown_line.text);
    out += filled("{} | {}{}", margin, std::string(shown_line.before, ' '), std::string(shown_line.width, mark));
    if (!label.empty()) out += filled(" {}", label);
    out += '\n';
}

}  // namespace

std::string plain(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        const CodePoint here = code_point_at(text, i);
        const std::size_t length = std::max<std::size_t>(1, here.length);  // an invalid byte is kept
        if (here.length > 0 && (is_control(here.code) || is_invisible(here.code)))
            out += ' ';
        else
            out += text.substr(i, length);
        i += length;
    }
    return out;
}

std::string code_name(Code code) { return "ZI" + padded(static_cast<unsigned>(code), 4); }

std::string message(const Diagnostic& diagnostic, Language language) {
    return fill(describe(diagnostic.code, language).message, diagnostic.args, language);
}

std::string help(const Diagnostic& diagnostic, Language language) {
    const bool indonesian = language == Language::indonesian;
    if (!diagnostic.suggestion.empty())
        return filled(Chosen{indonesian ? "mungkin maksudnya `{}`?" : "did you mean `{}`?"}, plain(diagnostic.suggestion));
    return fill(describe(diagnostic.code, language).help, diagnostic.args, language);
}

std::string render(const Diagnostic& diagnostic, const SourceSet& sources, Language language) {
    const bool indonesian = language == Language::indonesian;
    const bool is_error = severity(diagnostic.code) == Severity::error;
    const char* kind = is_error ? (indonesian ? "galat" : "error") : (indonesian ? "peringatan" : "warning");
    std::string out = filled("{}[{}]: {}\n", kind, code_name(diagnostic.code), message(diagnostic, language));
    if (const std::string place = place_in_units(diagnostic, language); !place.empty())
        out += filled("  --> {}\n", plain(place));
    if (diagnostic.span) append_snippet(out, sources, diagnostic.span, '^', "", true);
    const std::string label = fill(describe(diagnostic.code, language).related, diagnostic.args, language);
    for (Span span : diagnostic.related)
        if (span) append_snippet(out, sources, span, '-', label, false);
    if (const std::string way_out = help(diagnostic, language); !way_out.empty())
        out += filled("  = {}: {}\n", indonesian ? "bantuan" : "help", way_out);
    return out;
}

std::string render(const Diagnostics& diagnostics, const SourceSet& sources, Language language) {
    std::string out;
    std::size_t errors = 0;
    for (const Diagnostic& d : diagnostics) {
        out += render(d, sources, language) + '\n';
        if (severity(d.code) == Severity::error) ++errors;
    }
    const std::size_t warnings = diagnostics.size() - errors;
    if (language == Language::indonesian) return out + filled("{} galat, {} peringatan\n", errors, warnings);
    return out +
           filled("{} {}, {} {}\n", errors, errors == 1 ? "error" : "errors", warnings, warnings == 1 ? "warning" : "warnings");
}

void sort(Diagnostics& diagnostics) {
    const auto key = [](const Diagnostic& d) { return std::tie(d.span.begin, d.code, d.span.end, d.args); };
    std::stable_sort(diagnostics.begin(), diagnostics.end(),
                     [&](const Diagnostic& a, const Diagnostic& b) { return key(a) < key(b); });
    diagnostics.erase(std::unique(diagnostics.begin(), diagnostics.end(),
                                  [&](const Diagnostic& a, const Diagnostic& b) { return key(a) == key(b); }),
                      diagnostics.end());
}

bool has_errors(const Diagnostics& diagnostics) {
    return std::any_of(diagnostics.begin(), diagnostics.end(),
                       [](const Diagnostic& d) { return severity(d.code) == Severity::error; });
}

}  // namespace zi
