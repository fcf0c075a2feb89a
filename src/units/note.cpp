#include "note.hpp"

#include "value.hpp"

#include <algorithm>

namespace zi::units {

namespace {

/// Calls `each` with every piece between any of the marks.
template <class Each>
void for_each_piece(std::string_view text, std::string_view marks, Each each) {
    for (;;) {
        const std::size_t end = text.find_first_of(marks);
        each(text.substr(0, end));
        if (end == text.npos) return;
        text.remove_prefix(end + 1);
    }
}

/// Whether a text is a line, or some lines, of another.
bool holds(std::string_view all, std::string_view lines) {
    for (std::size_t at = all.find(lines); at != all.npos; at = all.find(lines, at + 1)) {
        const std::size_t end = at + lines.size();
        if ((at == 0 || all[at - 1] == '\n') && (end == all.size() || all[end] == '\n')) return true;
    }
    return false;
}

}  // namespace

void add_text(UnitNote& note, std::string_view text) {
    std::string lines;
    text = trimmed(text);
    for_each_piece(text, "\r\n", [&](std::string_view line) {
        const std::string_view said = trimmed(line);
        if (!said.empty()) (lines += lines.empty() ? "" : "\n") += said;
    });
    if (lines.empty() || holds(note.text, lines)) return;
    (note.text += note.text.empty() ? "" : "\n") += lines;
}

void add_link(UnitNote& note, std::string_view link) {
    link = trimmed(link);
    if (!link.empty() && std::ranges::find(note.links, link) == note.links.end()) note.links.emplace_back(link);
}

void add_links(UnitNote& note, std::string_view cell) {
    for_each_piece(cell, "\r\n;", [&](std::string_view link) { add_link(note, link); });
}

bool is_within(const UnitNote& note, const Limits& limits, Diagnostics& out) {
    const auto cross = [&](const char* limit, std::size_t most) {
        out.push_back({Code::unit_limit, {limit, std::to_string(most)}});
        return false;
    };
    const auto too_long = [&](std::string_view text) { return text.size() > limits.string_bytes; };
    if (note.links.size() > limits.links) return cross("@links", limits.links);
    if (too_long(note.text) || std::ranges::any_of(note.links, too_long)) return cross("@string_bytes", limits.string_bytes);
    return true;
}

}  // namespace zi::units
