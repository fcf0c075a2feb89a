/// How do the answers of many units lie in memory? A column for each field, a row for each unit.
///
/// Columns have the layout of Apache Arrow (a buffer of values, a validity bitmap), so that a host's buffers are read in place,
/// without copying. What a unit says in JSON and what a row says in columns mean the same: docs/columns.md.
#pragma once

#include "zi/date.hpp"
#include "zi/model.hpp"
#include "zi/unit.hpp"

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace zi {

namespace columnar {
struct Growing;
}  // namespace columnar

/// One thing that a unit can be asked or that can be known of it.
struct Field {
    enum class Kind : std::uint8_t {
        option,    ///< answer to a question with options: the option's place on the scale, 0 is best
        number,    ///< answer to a question with a numeric scale
        count,     ///< one input of a ratio question
        document,  ///< does evidence carry what a question needs: yes, no, or (null) still under way
        evidence,  ///< does the unit state evidence at all; where it does not, answers count as claimed
        fact,      ///< as its type says: a flag, a number, days since 1970-01-01, or the place in the enumeration
    };
    Kind kind = Kind::option;
    Index index = none;  ///< question, or fact
    Index part = none;   ///< of a count: the input; of a document: the place in ColumnLayout::needs of the question
    std::string name;    ///< "A.I.1.i.a", "A.II.1.i.a/jumlah_perubahan", "A.I.1.i.a#sk_tim", "unit.kawasan", "evidence"
    std::string alias;   ///< the same with the readable name of its node; empty: it has none
};

using FieldIndex = IndexOf<Field>;
/// The field so many places further on.
template <std::convertible_to<Index> Places>
constexpr FieldIndex operator+(FieldIndex first, Places places) {
    return FieldIndex(Index{first} + static_cast<Index>(places));
}

/// The fields of a model, in the order in which columns are kept: questions in document order, each with its inputs or its
/// documents, then evidence, then facts.
class ColumnLayout {
public:
    explicit ColumnLayout(const Model& model);

    const List<Field>& fields() const { return fields_; }
    /// The field with this name; none if there is none. Questions may also go by the readable name of their node.
    FieldIndex find(std::string_view name) const;

    /// First field of a question: its answer, or the first of its inputs.
    FieldIndex answer(QuestionIndex question) const { return answers_[question]; }
    /// Documents that a question needs, each once: the leaves of its `needs`.
    const std::vector<const Need*>& needs(QuestionIndex question) const { return needs_[question]; }
    /// The place of a leaf of a need among them.
    Index leaf(QuestionIndex question, const Need& leaf) const;
    /// The first of a question's document fields.
    FieldIndex documents(QuestionIndex question) const { return documents_[question]; }
    FieldIndex evidence() const { return evidence_; }
    FieldIndex fact(FactIndex fact) const { return evidence_ + (1 + fact); }

private:
    List<Field> fields_;
    List<FieldIndex, Question> answers_, documents_;
    List<std::vector<const Need*>, Question> needs_;  ///< into the model
    FieldIndex evidence_;
    std::vector<FieldIndex> by_name_, by_alias_;  ///< sorted; those that have one
};

/// The values of one field, one for each row.
struct Column {
    enum class Type : std::uint8_t { absent, bits, u8, i8, u16, i16, u32, i32, i64 };
    Type type = Type::absent;  ///< absent: null in every row, and no buffers
    const void* values = nullptr;
    const std::uint8_t* valid = nullptr;  ///< validity bitmap, least significant bit first; null pointer: no row is null
    std::size_t offset = 0;               ///< rows to skip in both buffers
    bool has_nulls = false;               ///< false: `valid` need not be read
    std::uint8_t decimals = 0;            ///< of numbers: the value is the integer / 10^decimals
    std::vector<std::uint16_t> places;    ///< of options and members: what each code stands for; empty: itself
    std::shared_ptr<const void> owner;    ///< keeps the buffers alive; null: the host does, as long as the Columns live
};

/// A value that its column cannot hold: a number with more decimals than the column has, say. Such a row is assessed in
/// rational numbers.
struct OddValue {
    std::size_t row = 0;
    FieldIndex field;
    /// A number; how far documents carry the answer of the field's question; or that a fact is not known, whatever the rules
    /// assume where nothing is stated.
    std::variant<std::monostate, Rational, Backing> value;
};

/// Answers, evidence and facts of many units. Immutable once built: share it among threads.
class Columns {
public:
    Columns(std::shared_ptr<const Model> model, std::shared_ptr<const ColumnLayout> layout, std::size_t rows);

    const Model& model() const { return *model_; }
    const std::shared_ptr<const Model>& shared_model() const { return model_; }
    const ColumnLayout& layout() const { return *layout_; }
    std::size_t rows() const { return rows_; }
    const Column& operator[](FieldIndex field) const { return columns_[field]; }
    const std::vector<OddValue>& odd_values() const { return odd_; }
    std::span<const OddValue> odd_in(std::size_t row) const;

    /// Precondition: its buffers hold at least `rows` rows beyond its offset, and every code that is not null is one of the
    /// field's. Not thread-safe.
    void set(FieldIndex field, Column column) { columns_[field] = std::move(column); }
    /// Sorted by row.
    void set_odd_values(std::vector<OddValue> values) { odd_ = std::move(values); }

    /// One row as a unit without documents: the answers that count, as the unit's own, and its facts.
    Unit unit(std::size_t row) const;
    /// How far evidence carries the answers of a row. Says which options are carried, not which document stands behind them.
    List<Backing, Question> backings(std::size_t row) const;
    /// Bytes of the values and bitmaps that the rows take.
    std::size_t bytes() const;

private:
    std::shared_ptr<const Model> model_;
    std::shared_ptr<const ColumnLayout> layout_;
    std::size_t rows_;
    List<Column, Field> columns_;
    std::vector<OddValue> odd_;
};

/// The same as remarks_on of a unit (zi/unit.hpp), of every row as Columns::unit gives it. `ids` run parallel to the rows;
/// where there are none a row is called by its number, "#1" the first. After `most` of them Code::too_many says that there are
/// more. Thread-safe.
[[nodiscard]] Diagnostics remarks_on(const Columns& columns, std::span<const std::string> ids = {}, std::size_t most = 1'000);

/// Turns units into columns, row by row. Not thread-safe.
class ColumnsBuilder {
public:
    /// `as_of`: the day on which documents stand as they do.
    ColumnsBuilder(std::shared_ptr<const Model> model, Date as_of);
    ~ColumnsBuilder();
    ColumnsBuilder(ColumnsBuilder&&) noexcept;
    ColumnsBuilder& operator=(ColumnsBuilder&&) noexcept;

    void reserve(std::size_t rows);
    /// The last assessor's answers, as far as given; facts that follow from members as they follow; documents as they stand on
    /// the day.
    void append(const Unit& unit);
    /// The same from single values, for whoever has no units: a place, flag, day or whole number that the field admits, or
    /// value / 10^decimals (at most 18). Precondition: a field's rows come in ascending order, at most one value in each, and
    /// none that `append` has filled. (Evidence may be put into the row that is appended next; then that stays.)
    void put(FieldIndex field, std::size_t row, std::int64_t value, unsigned decimals = 0);
    void put(FieldIndex field, std::size_t row, const Rational& number);
    /// A fact of this row is not known, whatever the rules assume where nothing is stated.
    void put_unknown(FieldIndex fact, std::size_t row);
    /// The field is stated although it may hold no value: of a document, that where there is none it is under way.
    void state(FieldIndex field);
    /// There are this many rows, those after the last value included.
    void extend(std::size_t rows);

    const ColumnLayout& layout() const;
    std::size_t rows() const;
    /// The columns so far, in the narrowest types that hold them; the builder is empty afterwards.
    Columns finish();

    /// For the library, by field: its contents may change at any time.
    columnar::Growing* growing();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace zi
