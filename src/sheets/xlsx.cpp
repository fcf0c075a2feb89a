// XLSX: a ZIP archive of XML. Which part is what, the relations of the package say; then texts and formats that cells share,
// then the sheets.
#include "rows.hpp"
#include "storage.hpp"
#include "xml.hpp"

#include "base/utf8.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

namespace zi {

namespace sheets {
namespace {

constexpr std::uint32_t most_rows = 1'048'576;  // of the format itself, as is most_columns

bool is_true(std::optional<std::string_view> text) { return text && (*text == "1" || *text == "true"); }

template <class Number>
std::optional<Number> whole(std::string_view text) {
    Number number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

struct Address {
    std::uint32_t row = 0, column = 0;
};

/// "K11".
std::optional<Address> address(std::string_view text) {
    Address place;
    std::size_t at = 0;
    for (; at < text.size() && text[at] >= 'A' && text[at] <= 'Z' && place.column <= most_columns; ++at)
        place.column = place.column * 26 + static_cast<std::uint32_t>(text[at] - 'A' + 1);
    const auto row = whole<std::uint32_t>(text.substr(at));
    if (at == 0 || !row || *row == 0 || *row > most_rows || place.column > most_columns) return std::nullopt;
    place.row = *row;
    return place;
}

// ---- Relations of parts ----------------------------------------------------------------------------------------------

struct Relation {
    std::string type, target;
};

/// The part that a relation leads to from another, as the archive calls it.
std::string resolved(std::string_view from, std::string_view target) {
    std::string path;
    if (!target.starts_with('/')) path = from.substr(0, from.rfind('/') + 1);
    path += target.starts_with('/') ? target.substr(1) : target;
    std::vector<std::string_view> parts;
    for (std::string_view rest = path; !rest.empty();) {
        const std::size_t end = std::min(rest.find('/'), rest.size());
        const std::string_view part = rest.substr(0, end);
        if (part == "..") {
            if (!parts.empty()) parts.pop_back();
        } else if (!part.empty() && part != ".") {
            parts.push_back(part);
        }
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    std::string whole;
    for (const std::string_view part : parts) (whole += whole.empty() ? "" : "/") += part;
    return whole;
}

class Relations : public XmlHandler {
public:
    explicit Relations(std::string part) : from_(std::move(part)) {}
    void open(std::string_view name, const Attributes& attributes) override {
        if (name != "Relationship" || attributes.find("TargetMode") == "External") return;
        const auto id = attributes.find("Id"), type = attributes.find("Type"), target = attributes.find("Target");
        if (id && type && target)
            by_id[std::string(*id)] = {std::string(type->substr(type->rfind('/') + 1)), resolved(from_, *target)};
    }
    void close(std::string_view) override {}
    /// The first of a type; null: there is none.
    const std::string* of_type(std::string_view type) const {
        for (const auto& [id, one] : by_id)
            if (one.type == type) return &one.target;
        return nullptr;
    }
    /// Where the relations of the part stand.
    static std::string of(const std::string& part) {
        const std::size_t slash = part.rfind('/') + 1;
        return part.substr(0, slash) + "_rels/" + part.substr(slash) + ".rels";
    }

    std::map<std::string, Relation, std::less<>> by_id;

private:
    std::string from_;
};

// ---- Parts that all sheets share -------------------------------------------------------------------------------------

struct Tab {
    std::string name, id;
    bool hidden = false;
};

class Book : public XmlHandler {
public:
    explicit Book(const WorkbookLimits& limits) : limits_(limits) {}
    void open(std::string_view name, const Attributes& attributes) override {
        if (name == "workbookPr") from_1904 = is_true(attributes.find("date1904"));
        if (name != "sheet") return;
        if (tabs.size() >= limits_.sheets)
            return stop({Code::unit_limit, {"@workbook_sheets", std::to_string(limits_.sheets)}});
        const auto state = attributes.find("state");
        tabs.push_back({std::string(attributes.find("name").value_or("")), std::string(attributes.find("id").value_or("")),
                        state && *state != "visible"});
    }
    void close(std::string_view) override {}

    std::vector<Tab> tabs;
    bool from_1904 = false;

private:
    const WorkbookLimits& limits_;
};

/// What a format code says of the numbers that it shows.
Cell::Format format_of(std::string_view code) {
    bool dated = false;
    for (std::size_t i = 0; i < code.size(); ++i) {
        const char c = code[i];
        if (c == '"') {
            i = std::min(code.find('"', i + 1), code.size());
        } else if (c == '\\' || c == '_' || c == '*') {
            ++i;
        } else if (c == '[') {
            const std::size_t end = std::min(code.find(']', i), code.size());
            const std::string_view inside = code.substr(i + 1, end - i - 1);
            // Elapsed hours; colours, conditions and locales stand there too.
            if (inside.find_first_not_of("hHmMsS") == std::string_view::npos && !inside.empty()) dated = true;
            i = end;
        } else if (c == ';') {
            break;  // what follows is for negative numbers
        } else if (c == '%') {
            return Cell::Format::percent;
        } else if (std::string_view("yYmMdDhHsS").find(c) != std::string_view::npos) {
            dated = true;
        }
    }
    return dated ? Cell::Format::date : Cell::Format::plain;
}

class Styles : public XmlHandler {
public:
    void open(std::string_view name, const Attributes& attributes) override {
        if (name == "cellXfs") inside_ = true;
        if (name == "numFmt")
            if (const auto id = whole<int>(attributes.find("numFmtId").value_or("")))
                codes_[*id] = attributes.find("formatCode").value_or("");
        if (name == "xf" && inside_) formats_.push_back(whole<int>(attributes.find("numFmtId").value_or("0")).value_or(0));
    }
    void close(std::string_view name) override {
        if (name == "cellXfs") inside_ = false;
    }
    Cell::Format format(std::size_t style) const {
        if (style >= formats_.size()) return Cell::Format::plain;
        const int id = formats_[style];
        if (const auto own = codes_.find(id); own != codes_.end())
            return own->second == "General" || own->second == "Standard" ? Cell::Format::plain : format_of(own->second);
        // Those that every program knows by number (ECMA-376, part 1, 18.8.30).
        const auto within = [id](int low, int high) { return low <= id && id <= high; };
        if (within(9, 10)) return Cell::Format::percent;
        return within(14, 22) || within(27, 36) || within(45, 47) || within(50, 58) ? Cell::Format::date : Cell::Format::plain;
    }

private:
    std::map<int, std::string> codes_;
    std::vector<int> formats_;
    bool inside_ = false;
};

/// Text of the format: _x000D_ stands for a character that XML cannot hold.
std::string unescaped(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        std::uint32_t code = 0;
        if (text.substr(i, 2) == "_x" && i + 6 < text.size() && text[i + 6] == '_') {
            const auto [end, error] = std::from_chars(text.data() + i + 2, text.data() + i + 6, code, 16);
            if (error == std::errc() && end == text.data() + i + 6 && code > 0 && (code < 0xD800 || code > 0xDFFF)) {
                append_utf8(code, out);
                i += 7;
                continue;
            }
        }
        out += text[i++];
    }
    return out;
}

/// Collects a text that comes in pieces, up to a limit.
class Collected {
public:
    explicit Collected(const WorkbookLimits& limits) : limits_(limits) {}
    void add(std::string_view piece, XmlHandler& handler) {
        if (text.size() + piece.size() > limits_.text_bytes)
            return handler.stop({Code::unit_limit, {"@string_bytes", std::to_string(limits_.text_bytes)}});
        text.append(piece);
    }
    std::string text;

private:
    const WorkbookLimits& limits_;
};

class SharedTexts : public XmlHandler {
public:
    SharedTexts(const WorkbookLimits& limits, Storage& storage) : limits_(limits), storage_(storage), text_(limits) {}
    void open(std::string_view name, const Attributes&) override {
        if (name == "si") text_.text.clear();
        if (name == "rPh") ++phonetic_;
        inside_ = name == "t" && phonetic_ == 0;
    }
    void close(std::string_view name) override {
        inside_ = false;
        if (name == "rPh") --phonetic_;
        if (name != "si") return;
        if (texts.size() >= limits_.cells) return stop({Code::unit_limit, {"@workbook_cells", std::to_string(limits_.cells)}});
        texts.push_back(storage_.keep(unescaped(text_.text)));
    }
    void text(std::string_view piece) override {
        if (inside_) text_.add(piece, *this);
    }

    std::vector<std::string_view> texts;

private:
    const WorkbookLimits& limits_;
    Storage& storage_;
    Collected text_;
    bool inside_ = false;
    int phonetic_ = 0;
};

// ---- A sheet ---------------------------------------------------------------------------------------------------------

class Cells : public XmlHandler {
public:
    Cells(const WorkbookLimits& limits, const Styles& styles, const std::vector<std::string_view>& texts, Storage& storage,
          std::size_t& count, Sheet& sheet)
        : limits_(limits), styles_(styles), texts_(texts), storage_(storage), count_(count), sheet_(sheet), text_(limits) {}

    void open(std::string_view name, const Attributes& attributes) override {
        if (name == "c")
            begin(attributes);
        else if (name == "row")
            begin_row(attributes);
        else if (name == "f")
            formula_ = true;
        else if (name == "v" || (name == "t" && phonetic_ == 0))
            inside_ = true, valued_ = true;
        else if (name == "rPh")
            ++phonetic_;
        else if (name == "mergeCell")
            merge(attributes.find("ref").value_or(""));
    }
    void close(std::string_view name) override {
        if (name == "c")
            end();
        else if (name == "v" || name == "t")
            inside_ = false;
        else if (name == "rPh")
            --phonetic_;
    }
    void text(std::string_view piece) override {
        if (inside_) text_.add(piece, *this);
    }

private:
    void begin_row(const Attributes& attributes) {
        // Rows and cells may leave their places out, and follow one another then.
        std::uint32_t row = row_ + 1;
        if (const auto said = attributes.find("r")) row = whole<std::uint32_t>(*said).value_or(0);
        if (row <= row_ || row > most_rows) return stop(unreadable("@bad_cell"));
        row_ = row;
        column_ = 0;
    }

    void begin(const Attributes& attributes) {
        Address place{row_, column_ + 1};
        if (const auto said = attributes.find("r")) place = address(*said).value_or(Address{});
        if (place.row != row_ || place.row == 0 || place.column <= column_ || place.column > most_columns)
            return stop(unreadable("@bad_cell"));
        column_ = place.column;
        type_ = attributes.find("t").value_or("n");
        style_ = whole<std::size_t>(attributes.find("s").value_or("0")).value_or(0);
        formula_ = valued_ = false;
        text_.text.clear();
    }

    void end() {
        if (!valued_ && !formula_) return;
        Cell cell;
        cell.row = row_;
        cell.column = column_;
        cell.computed = formula_;
        std::string_view text = text_.text;
        std::string plain;
        if (!valued_ && type_ != "str") {
            cell.kind = Cell::Kind::formula;
        } else if (type_ == "s") {
            const auto place = whole<std::size_t>(text);
            if (!place || *place >= texts_.size()) return stop(unreadable("@bad_cell"));
            text = texts_[*place];
        } else if (type_ == "b") {
            if (text != "0" && text != "1") return stop(unreadable("@bad_cell"));
            cell.kind = Cell::Kind::boolean;
            text = text == "1" ? "TRUE" : "FALSE";
        } else if (type_ == "e") {
            cell.kind = Cell::Kind::error;
        } else if (type_ == "d") {
            cell.format = Cell::Format::date;
            text = text.substr(0, 10);  // an ISO date, and a time of day behind it
        } else if (type_ == "str" || type_ == "inlineStr") {
            text = plain = unescaped(text);
        } else if (type_ == "n") {
            if (text.empty() && !formula_) return;
            cell.kind = text.empty() ? Cell::Kind::formula : Cell::Kind::number;
            cell.format = styles_.format(style_);
        } else {
            return stop(unreadable("@bad_cell"));
        }
        if (text.empty() && cell.kind == Cell::Kind::text) return;
        if (++count_ > limits_.cells) return stop({Code::unit_limit, {"@workbook_cells", std::to_string(limits_.cells)}});
        cell.text = type_ == "s" || type_ == "b" ? text : storage_.keep(text);
        sheet_.cells.push_back(cell);
    }

    void merge(std::string_view range) {
        const std::size_t colon = range.find(':');
        const auto first = address(range.substr(0, colon));
        const auto last = colon == std::string_view::npos ? first : address(range.substr(colon + 1));
        if (!first || !last || last->row < first->row || last->column < first->column) return stop(unreadable("@bad_cell"));
        if (++count_ > limits_.cells) return stop({Code::unit_limit, {"@workbook_cells", std::to_string(limits_.cells)}});
        sheet_.merged.push_back({first->row, first->column, last->row, last->column});
    }

    const WorkbookLimits& limits_;
    const Styles& styles_;
    const std::vector<std::string_view>& texts_;
    Storage& storage_;
    std::size_t& count_;
    Sheet& sheet_;
    std::uint32_t row_ = 0, column_ = 0;
    std::string type_;
    std::size_t style_ = 0;
    bool formula_ = false, valued_ = false, inside_ = false;
    int phonetic_ = 0;
    Collected text_;
};

}  // namespace
}  // namespace sheets

Result<Workbook> read_xlsx(std::string_view bytes, const WorkbookLimits& limits, const Limits& common) {
    using namespace sheets;
    if (bytes.starts_with("\xD0\xCF\x11\xE0")) {
        // A workbook with a password stands in a container of that kind, which calls it by this name.
        const bool encrypted = bytes.find(std::string_view("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0", 20)) != std::string_view::npos;
        return encrypted ? unreadable("@encrypted_workbook", "@remove_password") : unreadable("@old_xls", "@save_xlsx");
    }
    auto archive = Archive::open(bytes, limits);
    if (!archive) return archive.diagnostics();
    const auto read = [&](const std::string& part, XmlHandler& handler) {
        return read_xml(*archive, part, limits, common, handler);
    };
    if (!archive->has("_rels/.rels"))
        return archive->has("mimetype") ? unreadable("@odf_workbook", "@save_xlsx") : unreadable("@no_workbook", "@save_xlsx");
    Relations package("");
    if (auto problem = read("_rels/.rels", package)) return std::move(*problem);
    const std::string* const main = package.of_type("officeDocument");
    if (!main || !archive->has(*main)) return unreadable("@missing_part");
    Book book(limits);
    if (auto problem = read(*main, book)) return std::move(*problem);
    if (book.tabs.empty()) return unreadable("@no_workbook", "@save_xlsx");
    Relations relations(*main);
    if (auto problem = read(Relations::of(*main), relations)) return std::move(*problem);

    const auto storage = std::make_shared<Storage>();
    Styles styles;
    if (const std::string* part = relations.of_type("styles"))
        if (auto problem = read(*part, styles)) return std::move(*problem);
    SharedTexts texts(limits, *storage);
    if (const std::string* part = relations.of_type("sharedStrings"))
        if (auto problem = read(*part, texts)) return std::move(*problem);

    Workbook workbook;
    std::size_t count = 0;
    std::set<std::string_view> read_parts;
    for (const Tab& tab : book.tabs) {
        const auto found = relations.by_id.find(tab.id);
        if (found == relations.by_id.end()) return unreadable("@missing_part");
        Sheet& sheet = workbook.sheets.emplace_back();
        sheet.name = tab.name;
        sheet.hidden = tab.hidden;
        sheet.from_1904 = book.from_1904;
        sheet.storage = storage;
        if (found->second.type != "worksheet") continue;  // a chart on a sheet of its own
        if (!read_parts.insert(found->second.target).second) return unreadable("@bad_cell");
        Cells cells(limits, styles, texts.texts, *storage, count, sheet);
        if (auto problem = read(found->second.target, cells)) return std::move(*problem);
    }
    return workbook;
}

std::string cell_name(std::string_view sheet, std::uint32_t row, std::uint32_t column) {
    std::string letters;
    for (std::uint32_t rest = column; rest > 0; rest = (rest - 1) / 26)
        letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
    std::string name;
    if (!sheet.empty()) {
        const auto is_plain = [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
        };
        const bool plain = std::ranges::all_of(sheet, is_plain) && !(sheet.front() >= '0' && sheet.front() <= '9');
        if (plain) {
            name = sheet;
        } else {
            name = "'";
            for (const char c : sheet) name.append(c == '\'' ? 2 : 1, c);
            name += '\'';
        }
        name += '!';
    }
    return name + letters + std::to_string(row);
}

}  // namespace zi
