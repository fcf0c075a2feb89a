#include "listing.hpp"

#include "carried.hpp"
#include "conditions.hpp"

#include "base/ascii.hpp"
#include "base/filled.hpp"
#include "base/utf8.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace zi {

namespace {

constexpr std::size_t gap = 2;  ///< blanks between columns

std::string cut(std::string_view text, std::size_t width) {
    if (code_points(text) <= width) return std::string(text);
    std::size_t end = 0;
    for (std::size_t count = 0; end < text.size(); ++end) {
        if (begins_code_point(text[end]) && ++count == width) break;
    }
    return std::string(text.substr(0, end)) + "\u2026";
}

std::string without_blanks(std::string_view text) {
    const auto begin = text.find_first_not_of(' ');
    return begin == text.npos ? std::string() : std::string(text.substr(begin, text.find_last_not_of(' ') + 1 - begin));
}

/// A verdict in the words of programs or of people.
std::optional<Verdict> verdict_called(const std::string& text) {
    for (const Verdict one : {Verdict::met, Verdict::not_met, Verdict::open})
        for (const Language language : {Language::indonesian, Language::english})
            if (const std::string given = lower_case(text);
                given == code(one) || given == word(one, language) || given == short_word(one, language))
                return one;
    return std::nullopt;
}

}  // namespace

void add_attribute_columns(std::vector<ListColumn>& columns, const Model& model, const std::vector<std::string>& attributes,
                           const std::vector<std::string>& others, Language language) {
    for (const std::string& name : attributes) {
        const bool taken = std::ranges::find(others, name) != others.end();
        ListColumn column{taken ? attribute_column(name) : name, attribute_title(model, name, language)};
        column.shown = model.find_attribute(name) != none;
        columns.push_back(std::move(column));
    }
}

void add_attribute_cells(std::vector<ListCell>& row, const Unit& unit, const std::vector<std::string>& attributes) {
    for (const std::string& name : attributes) row.push_back({plain(attribute_of(unit, name))});
}

std::string heading(const Model& model, Date as_of, Language language) {
    return filled("{}\n{} {}\n\n", model.title.in(language), language == Language::indonesian ? "per tanggal" : "as of",
                  written(as_of, language));
}

std::string fitted(std::string_view line, std::size_t width) {
    constexpr std::string_view indent = "    ";
    std::string out;
    while (width > indent.size() && code_points(line) > width - (out.empty() ? 0 : indent.size())) {
        const std::size_t room = width - (out.empty() ? 0 : indent.size());
        std::size_t end = line.npos;
        for (std::size_t blank = line.find(' ', line.find_first_not_of(' '));
             blank != line.npos && code_points(line.substr(0, blank)) <= room; blank = line.find(' ', blank + 1))
            end = blank;
        if (end == line.npos) break;  // a word that is longer
        out += (out.empty() ? "" : std::string(indent)) + std::string(line.substr(0, end)) + "\n";
        line.remove_prefix(end + 1);
    }
    return out + (out.empty() ? "" : std::string(indent)) + std::string(line) + "\n";
}

Listing::Listing(std::vector<ListColumn> columns, const TableOptions& options, Language language)
    : columns_(std::move(columns)), width_(options.width), language_(language) {
    for (const std::string& name : options.columns)
        if (const auto column = column_called(without_blanks(name))) chosen_.push_back(*column);
    for (const std::string& condition : options.where) read(condition);
    constexpr std::string_view falling = ":desc";
    descending_ = options.sort.ends_with(falling);
    if (!options.sort.empty())
        sort_ = column_called(options.sort.substr(0, options.sort.size() - (descending_ ? falling.size() : 0)));
    for (const ListColumn& column : columns_) wanted_.push_back(chosen_.empty() && column.shown ? 1 : 0);
    for (const std::size_t column : chosen_) wanted_[column] = 1;
    for (const Test& test : tests_) wanted_[test.column] = 1;
    if (sort_) wanted_[*sort_] = 1;
}

std::string Listing::count() const {
    if (added_ == rows_.size()) return filled("{} unit", added_);
    return filled(Chosen{language_ == Language::indonesian ? "{} dari {} unit" : "{} of {} units"}, rows_.size(), added_);
}

std::optional<std::size_t> Listing::column_called(const std::string& name) {
    auto found = std::ranges::find(columns_, name, &ListColumn::name);
    // The full name of an attribute is understood everywhere.
    if (const std::string prefix = attribute_column(""); found == columns_.end() && name.starts_with(prefix))
        found = std::ranges::find(columns_, name.substr(prefix.size()), &ListColumn::name);
    if (found != columns_.end()) return static_cast<std::size_t>(found - columns_.begin());
    std::vector<std::string_view> known;
    for (const ListColumn& column : columns_) known.push_back(column.name);
    problems_.push_back(unknown_name("@column", name, known));
    return std::nullopt;
}

/// "total >= 75".
void Listing::read(const std::string& condition) {
    constexpr std::array<std::string_view, 7> operators{">=", "<=", "!=", ">", "<", "=", "~"};  // longer ones first
    const std::size_t at = condition.find_first_of("<>!=~");
    const std::string_view rest = std::string_view(condition).substr(std::min(at, condition.size()));
    const auto op = std::ranges::find_if(operators, [&](std::string_view one) { return rest.starts_with(one); });
    const auto unreadable = [&](const char* wanted, const std::string& found) {
        problems_.push_back({Code::expected, {wanted, found.empty() ? "@no_text" : "`" + found + "`"}});
    };
    if (op == operators.end()) return unreadable("@filter", condition);
    const auto column = column_called(without_blanks(std::string_view(condition).substr(0, at)));
    if (!column) return;
    const ListColumn& of = columns_[*column];
    Test test{*column, *op, without_blanks(rest.substr(op->size())), {}};
    if (test.text.size() > 1 && test.text.starts_with('"') && test.text.ends_with('"'))
        test.text = test.text.substr(1, test.text.size() - 2);
    const bool equal = *op == "=" || *op == "!=";
    if (of.kind == ListColumn::Kind::text) {
        if (!equal && *op != "~") return unreadable("@text_operator", std::string(*op));
        if (*op == "~") test.text = lower_case(test.text);
    } else {
        if (of.kind == ListColumn::Kind::verdict ? !equal : *op == "~")
            return unreadable(of.kind == ListColumn::Kind::verdict ? "@verdict_operator" : "@number_operator",
                              std::string(*op));
        const auto value = value_of(of, test.text);
        if (!value) return unreadable(of.kind == ListColumn::Kind::verdict ? "@verdict" : "@number", test.text);
        test.value = *value;
    }
    tests_.push_back(std::move(test));
}

std::optional<Rational> Listing::value_of(const ListColumn& column, std::string text) const {
    if (column.kind == ListColumn::Kind::verdict) {
        const auto verdict = verdict_called(text);
        return verdict ? std::optional(rank_of(*verdict)) : std::nullopt;
    }
    // As in tables, or as in rules.
    if (text.find('.') == text.npos) std::ranges::replace(text, ',', '.');
    const bool share = text.ends_with('%');
    const auto value = Rational::parse(text);
    return value && share ? std::optional(*value * column.all.value_or(Rational(1))) : value;
}

bool Listing::Test::holds(const ListCell& cell, ListColumn::Kind kind) const {
    if (op == "~") return lower_case(cell.text).find(text) != std::string::npos;
    if (kind == ListColumn::Kind::text) return (cell.text == text) == (op == "=");
    if (!cell.value) return op == "!=";
    const auto order = *cell.value <=> value;
    return op == ">="   ? order >= 0
           : op == "<=" ? order <= 0
           : op == ">"  ? order > 0
           : op == "<"  ? order < 0
                        : (order == 0) == (op == "=");
}

bool Listing::holds(const std::vector<ListCell>& row) const {
    return std::ranges::all_of(tests_,
                               [&](const Test& test) { return test.holds(row[test.column], columns_[test.column].kind); });
}

bool Listing::add(std::vector<ListCell> row) {
    ++added_;
    if (!holds(row)) return false;
    rows_.push_back(std::move(row));
    return true;
}

std::vector<std::size_t> Listing::shown() const {
    if (!chosen_.empty()) return chosen_;
    std::vector<std::size_t> all;
    for (std::size_t c = 0; c < columns_.size(); ++c) {
        const auto says_something = [&](const auto& row) { return !row[c].text.empty() && row[c].text != "-"; };
        if (columns_[c].shown && (rows_.empty() || std::ranges::any_of(rows_, says_something))) all.push_back(c);
    }
    return all;
}

/// Fits columns into the width: texts are truncated, the widest first, and numeric columns use their names as headings instead
/// of titles. Numbers and verdicts are never truncated.
std::vector<std::size_t> Listing::widths(const std::vector<std::size_t>& shown) const {
    constexpr std::size_t longest_name = 10;
    std::vector<std::size_t> widths, most;
    for (const std::size_t c : shown) {
        const ListColumn& column = columns_[c];
        std::size_t cells = 0;
        for (const auto& row : rows_) cells = std::max(cells, code_points(row[c].text));
        widths.push_back(std::max(cells, code_points(column.head)));
        const std::size_t kept = column.kind == ListColumn::Kind::text
                                     ? column.least
                                     : std::max(cells, std::min(code_points(column.name), longest_name));
        most.push_back(std::min(widths.back(), kept));
    }
    if (width_ == 0) return widths;
    const auto line = [&] {
        return std::accumulate(widths.begin(), widths.end(), gap * (std::max<std::size_t>(1, widths.size()) - 1));
    };
    while (line() > width_) {
        std::size_t widest = widths.size();
        for (std::size_t i = 0; i < widths.size(); ++i)
            if (widths[i] > most[i] && (widest == widths.size() || widths[i] > widths[widest])) widest = i;
        if (widest == widths.size()) break;
        widths[widest] = columns_[shown[widest]].kind == ListColumn::Kind::text ? widths[widest] - 1 : most[widest];
    }
    return widths;
}

std::string Listing::text() const {
    const std::vector<std::size_t> shown = this->shown(), widths = this->widths(shown);
    std::vector<std::size_t> order(rows_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    if (sort_) {
        const auto before = [&](const ListCell& a, const ListCell& b) {
            if (columns_[*sort_].kind == ListColumn::Kind::text) return a.text < b.text;
            return a.value && (!b.value || *a.value < *b.value);
        };
        std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
            const ListCell &one = rows_[a][*sort_], &other = rows_[b][*sort_];
            return descending_ ? before(other, one) : before(one, other);
        });
    }
    std::string out;
    for (std::size_t first = 0; first < shown.size();) {
        // As many columns as fit; further blocks repeat the first column.
        std::vector<std::size_t> block;
        std::size_t line = 0, next = first;
        if (first > 0) block.push_back(0), line = widths[0];
        while (next < shown.size() &&
               (width_ == 0 || next == first || line + gap + widths[next] <= width_ || (block.empty() && next == 0))) {
            line += (block.empty() ? 0 : gap) + widths[next];
            block.push_back(next++);
        }
        const auto write = [&](auto cell) {
            std::string text;
            for (const std::size_t i : block) {
                const std::string content = cut(cell(shown[i]), widths[i]);
                const std::string padding(widths[i] - code_points(content), ' ');
                const bool right = columns_[shown[i]].kind == ListColumn::Kind::number;
                if (i != block.front()) text += std::string(gap, ' ');
                text += right ? padding + content : content + padding;
            }
            text.erase(text.find_last_not_of(' ') + 1);
            out += text + '\n';
        };
        if (first > 0) out += '\n';
        write([&](std::size_t c) -> const std::string& {
            const auto place = static_cast<std::size_t>(std::ranges::find(shown, c) - shown.begin());
            const bool titled = columns_[c].kind == ListColumn::Kind::text || code_points(columns_[c].head) <= widths[place];
            return titled ? columns_[c].head : columns_[c].name;
        });
        for (const std::size_t row : order) write([&](std::size_t c) -> const std::string& { return rows_[row][c].text; });
        first = next;
    }
    return out;
}

// ---- Units by what they are called ---------------------------------------------------------------------------------

UnitFilter::UnitFilter(const Model& model, const std::vector<std::string>& attributes, const std::vector<std::string>& where,
                       Language language)
    : attributes_(attributes) {
    std::vector<ListColumn> columns{{"id", "Unit"}, {"name", language == Language::indonesian ? "Nama" : "Name"}};
    add_attribute_columns(columns, model, attributes_, {"id", "name"}, language);
    TableOptions options;
    options.where = where;
    listing_ = std::make_unique<Listing>(std::move(columns), options, language);
}
UnitFilter::UnitFilter(UnitFilter&&) noexcept = default;
UnitFilter::~UnitFilter() = default;

const Diagnostics& UnitFilter::problems() const { return listing_->problems(); }

bool UnitFilter::holds(const Unit& unit) const {
    std::vector<ListCell> row{{plain(unit.id)}, {plain(unit.name)}};
    add_attribute_cells(row, unit, attributes_);
    return listing_->holds(row);
}

}  // namespace zi
