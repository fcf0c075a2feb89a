#include "layout.hpp"

#include "base/ascii.hpp"
#include "base/filled.hpp"
#include "base/listed.hpp"
#include "base/utf8.hpp"
#include "io/tree_reader.hpp"
#include "units/value.hpp"

#include <algorithm>
#include <cassert>

namespace zi {

namespace sheets {

namespace {

/// The column of "=K"; 0: it is none.
std::uint32_t lettered(std::string_view head) {
    if (head.size() < 2 || head.size() > 4 || head[0] != '=') return 0;
    std::uint32_t column = 0;
    for (const char c : head.substr(1)) {
        if (c < 'A' || c > 'Z') return 0;
        column = column * 26 + static_cast<std::uint32_t>(c - 'A' + 1);
    }
    return column;
}

}  // namespace

std::string plain_words(std::string_view text) {
    std::string words;
    bool gap = false;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t length = std::max<std::size_t>(1, code_point_at(text, i).length);
        const std::string_view one = text.substr(i, length);
        i += length;
        if (units::trimmed(one).empty()) {
            gap = !words.empty();
            continue;
        }
        if (gap) words += ' ';
        gap = false;
        for (const char c : one) words += lower_case(c);
    }
    return words;
}

std::string letters_and_digits(std::string_view text) {
    std::string out;
    for (const char c : text)
        if ((c >= '0' && c <= '9') || (lower_case(c) >= 'a' && lower_case(c) <= 'z') || static_cast<unsigned char>(c) >= 0xC0 ||
            (static_cast<unsigned char>(c) >= 0x80 && !out.empty() && static_cast<unsigned char>(out.back()) >= 0x80))
            out += lower_case(c);
    return out;
}

HeadRow::HeadRow(const std::vector<Cell>& row) : row_(row.empty() ? 0 : row.front().row) {
    for (const Cell& cell : row)
        if (cell.kind == Cell::Kind::text) heads_.push_back({cell.column, plain_words(cell.text), cell.text});
}

std::uint32_t HeadRow::find_behind(std::uint32_t column, const Layout::Heads& heads) const {
    for (const std::string& wanted : heads) {
        if (const std::uint32_t letters = lettered(wanted); letters != 0) return letters;
        const std::string words = plain_words(wanted);
        const auto found =
            std::ranges::find_if(heads_, [&](const Head& head) { return head.column > column && head.words == words; });
        if (found != heads_.end()) return found->column;
    }
    return 0;
}

std::uint32_t HeadRow::find_named(std::uint32_t column, const Layout::Heads& heads, std::string_view name) const {
    Layout::Heads named;
    for (const std::string& head : heads) named.push_back(filled(Chosen{head}, name));
    return find_behind(column, named);
}

std::uint32_t HeadRow::last_before_next(std::uint32_t column) const {
    for (const Head& head : heads_)
        if (head.column > column) return head.column - 1;
    return column;
}

std::size_t fits(const HeadRow& row, const Layout& layout) {
    std::size_t found = 0;
    const auto must = [&](const Layout::Heads& heads) {
        if (heads.empty()) return true;
        if (row.find(heads) == 0) return false;
        ++found;
        return true;
    };
    // Ids are lost from some files; texts do then, and the other way round.
    const bool id = must(layout.id_heads), text = must(layout.text_heads);
    const bool known = (id && !layout.id_heads.empty()) || (text && !layout.text_heads.empty());
    if (!known || !must(layout.type_heads)) return 0;
    for (const Layout::Answers& answers : layout.answers)
        if (!must(answers.heads) && !answers.optional) return 0;
    return found;
}

namespace {

using io::JsonValue;
using io::Path;

class LayoutReader : io::TreeReader {
public:
    using TreeReader::TreeReader;

    Result<Layout> read(std::string_view text) {
        io::JsonReader parser(limits_);
        JsonValue json;
        if (auto problem = io::parse_object(parser, text, limits_.file_bytes, "@file_bytes", json)) return std::move(*problem);
        const Path root;
        members(json, root, [&](std::string_view key, const JsonValue& value, const Path& at) { field(key, value, at); });
        need(json, root, {"schema", "id", "form"});
        if (layout_.form == Layout::Form::questions) {
            need(json, root, {"answers"});
            if (layout_.id_heads.empty() && layout_.text_heads.empty())
                report(Path(root, "columns"), Code::missing_field, {"text"});
        }
        if (layout_.form == Layout::Form::answers) {
            need(json, root, {"answers", "rows"});
            if (layout_.id_heads.empty()) report(Path(root, "columns"), Code::missing_field, {"id"});
            if (layout_.unit_heads.empty()) report(Path(root, "columns"), Code::missing_field, {"unit"});
        }
        if (!diagnostics_.empty()) return std::move(diagnostics_);
        return std::move(layout_);
    }

private:
    void field(std::string_view key, const JsonValue& value, const Path& at) {
        if (key == "schema")
            one_of(value, at, {"zi-layout/1"});
        else if (key == "$schema")
            static_cast<void>(is(JsonValue::Kind::string, value, at));
        else if (key == "id")
            string(value, at, layout_.id);
        else if (key == "title")
            string(value, at, layout_.title);
        else if (key == "form")
            layout_.form = static_cast<Layout::Form>(one_of(value, at, {"questions", "lines", "units", "answers"}));
        else if (key == "columns")
            members(value, at,
                    [&](std::string_view name, const JsonValue& heads, const Path& there) { column(name, heads, there); });
        else if (key == "answers")
            items(value, at, [&](const JsonValue& one, const Path& there) { answers(one, there); });
        else if (key == "assessors")
            strings(value, at, layout_.assessor_heads);
        else if (key == "all_sheets")
            layout_.all_sheets = is(JsonValue::Kind::boolean, value, at) && value.boolean;
        else if (key == "types")
            members(value, at, [&](std::string_view name, const JsonValue& words, const Path& there) {
                if (name == "ratio")
                    strings(words, there, layout_.ratio_types);
                else if (name == "count")
                    strings(words, there, layout_.count_types);
                else if (name == "number")
                    strings(words, there, layout_.number_types);
                else
                    unknown(name, there, {"ratio", "count", "number"});
            });
        else if (key == "unit_name")
            items(value, at, [&](const JsonValue& one, const Path& there) { place(one, there); });
        else if (key == "placeholders")
            strings(value, at, layout_.placeholders);
        else if (key == "rows")
            members(value, at, [&](std::string_view id, const JsonValue& name, const Path& there) {
                string(name, there, layout_.rows[std::string(id)]);
            });
        else if (key == "wording")
            members(value, at, [&](std::string_view name, const JsonValue& texts, const Path& there) {
                strings(texts, there, layout_.wording[std::string(name)]);
            });
        else if (key == "fill")
            members(value, at, [&](std::string_view name, const JsonValue& heads, const Path& there) {
                if (name == "score")
                    strings(heads, there, layout_.fill.score.emplace());
                else if (name == "state")
                    strings(heads, there, layout_.fill.state.emplace());
                else if (name == "remarks")
                    strings(heads, there, layout_.fill.remarks.emplace());
                else
                    unknown(name, there, {"score", "state", "remarks"});
            });
        else
            unknown(key, at,
                    {"schema", "id", "title", "form", "columns", "answers", "assessors", "all_sheets", "types", "unit_name",
                     "placeholders", "rows", "wording", "fill"});
    }

    void column(std::string_view name, const JsonValue& heads, const Path& at) {
        const std::pair<std::string_view, Layout::Heads*> columns[] = {
            {"id", &layout_.id_heads},     {"text", &layout_.text_heads},     {"type", &layout_.type_heads},
            {"unit", &layout_.unit_heads}, {"name", &layout_.name_heads},     {"question", &layout_.question_heads},
            {"by", &layout_.by_heads},     {"answer", &layout_.answer_heads}, {"note", &layout_.note_heads},
            {"link", &layout_.link_heads},
        };
        for (const auto& [known, list] : columns)
            if (known == name) return strings(heads, at, *list);
        unknown(name, at, {"id", "text", "type", "unit", "name", "question", "answer", "by", "note", "link"});
    }

    void answers(const JsonValue& json, const Path& path) {
        Layout::Answers one;
        members(json, path, [&](std::string_view key, const JsonValue& value, const Path& at) {
            if (key == "heads")
                strings(value, at, one.heads);
            else if (key == "assessors")
                strings(value, at, one.assessors);
            else if (key == "scores")
                strings(value, at, one.scores);
            else if (key == "notes")
                strings(value, at, one.notes);
            else if (key == "links")
                strings(value, at, one.links);
            else if (key == "optional")
                one.optional = is(JsonValue::Kind::boolean, value, at) && value.boolean;
            else
                unknown(key, at, {"heads", "assessors", "optional", "scores", "notes", "links"});
        });
        need(json, path, {"heads"});
        layout_.answers.push_back(std::move(one));
    }

    void place(const JsonValue& json, const Path& path) {
        Layout::Place one;
        members(json, path, [&](std::string_view key, const JsonValue& value, const Path& at) {
            if (key == "sheet") return string(value, at, one.sheet);
            if (key != "cell") return unknown(key, at, {"sheet", "cell"});
            std::string cell;
            string(value, at, cell);
            const std::size_t digits = std::min(cell.find_first_of("0123456789"), cell.size());
            one.column = lettered("=" + cell.substr(0, digits));
            const char* const end = cell.data() + cell.size();
            const auto [stop, error] = std::from_chars(cell.data() + digits, end, one.row);
            if (one.column == 0 || error != std::errc() || stop != end || one.row == 0)
                report(at, Code::unknown_value, {shortened(cell), "B1"});
        });
        need(json, path, {"sheet", "cell"});
        layout_.unit_name.push_back(std::move(one));
    }

    void string(const JsonValue& value, const Path& at, std::string& out) {
        if (is(JsonValue::Kind::string, value, at)) out = value.text;
    }
    void strings(const JsonValue& value, const Path& at, std::vector<std::string>& out) {
        items(value, at, [&](const JsonValue& one, const Path& there) { string(one, there, out.emplace_back()); });
    }
    /// The place of the value among these; the first where it is none of them.
    std::size_t one_of(const JsonValue& value, const Path& at, const std::vector<std::string_view>& words) {
        if (!is(JsonValue::Kind::string, value, at)) return 0;
        const auto found = std::ranges::find(words, value.text);
        if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
        report(at, Code::unknown_value, {shortened(value.text), listed(words)}, closest(value.text, words, guesses_));
        return 0;
    }
    void unknown(std::string_view key, const Path& at, const std::vector<std::string_view>& known) {
        report(at, Code::unknown_field, {shortened(key), listed(known)}, closest(key, known, guesses_));
    }
    static std::string shortened(std::string_view text) { return units::shortened(text); }

    Layout layout_;
};

}  // namespace
}  // namespace sheets

Result<Layout> read_layout(std::string_view json, const Limits& limits) { return sheets::LayoutReader(limits).read(json); }

const std::vector<Layout>& known_layouts() {
    static const std::vector<Layout> layouts = [] {
        std::vector<Layout> read;
        for (const std::string_view text : sheets::layout_texts()) {
            auto one = read_layout(text);
            assert(one);  // tests read each
            if (one) read.push_back(std::move(*one));
        }
        return read;
    }();
    return layouts;
}

}  // namespace zi
