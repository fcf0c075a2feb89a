/// A line for each unit: what does each say?
///
/// Most cells say one thing only: an option as the rules spell it, digits. A row of such cells is read here, fast; a row of
/// which anything is to be said is left to Draft, which decides. So this need not know every spelling, but must not take what
/// Draft refuses or remarks on.
#pragma once

#include "draft.hpp"
#include "layout.hpp"
#include "rows.hpp"
#include "seen_ids.hpp"

#include "io/rows.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zi::sheets {

class UnitRows {
public:
    enum class Taken : std::uint8_t { yes, no, stop };  ///< no: it contradicts itself, and Draft has its say
    /// Gets the rows in their order, with the line on which each begins; `unit` returns false to stop.
    struct Sink {
        std::function<Taken(std::uint32_t line, UnitRows& row)> plain;  ///< its cells are
        std::function<bool(std::uint32_t line, Result<Unit>)> unit;
    };

    UnitRows(Context& context, const Layout& layout, const HeadRow& heads);
    /// Reads all rows. `text`: the same ones, where they are those of a text.
    void read(Rows& rows, TextRows* text, const Sink& sink);

    // ---- A plain row, until the next one -----------------------------------------------------------------------------

    const std::string& id() const { return id_; }
    const std::string& name() const { return name_; }
    io::Row& values() { return row_; }
    /// As a unit; nothing: totals contradict their parts.
    std::optional<Unit> unit();

private:
    struct Column {
        enum class Kind : std::uint8_t { passed_over, id, name, word, flag, count, number, other };
        Kind kind = Kind::passed_over;
        Named named;
        std::size_t source = 0;  ///< 0: the unit itself; else 1 + the assessor
        FieldIndex field = none;
        Wanted wanted;
    };
    /// What decides about a cell of a few letters at once.
    struct Quick {
        std::span<const std::uint64_t> words;  ///< short texts that are the places of options or members
        std::size_t slot = 0;                  ///< of `row_`
        bool is_count = false;
    };
    enum class Read : std::uint8_t { plain, nothing, unclear };

    void add_column(const Head& head, const Named& named);
    Read read_line(std::string_view line, char separator);
    Read read_cells(const std::vector<Cell>& row);
    Read ended();
    bool take(const Column& column, const Cell& cell);
    bool take_short(std::size_t place, const char* begin, const char* end, const char* readable);
    bool take_text(std::size_t place, std::string_view text);
    std::optional<io::PlainValue> plain_value(const Column& column, std::string_view text) const;
    Result<Unit> draft(const std::vector<Cell>& row, bool is_new);

    Context& context_;
    ColumnLayout layout_;
    io::PlainValues values_;
    std::string id_, name_;
    io::Row row_;
    bool holds_ = false;           ///< the row says something
    std::vector<Column> columns_;  ///< by place
    std::vector<Quick> quick_;     ///< the same
    std::uint32_t id_place_ = 0, name_place_ = 0;
    std::vector<std::pair<Position, Diagnostic>> remarks_;  ///< about heads, for the first unit
    std::optional<Diagnostic> problem_;                     ///< of the heads
    SeenIds ids_;
    Spelled spelled_;
};

}  // namespace zi::sheets
