/// What values does the current row have, and which rows the current batch?
#pragma once

#include "plain_value.hpp"
#include "totals.hpp"

#include "zi/read_columns.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace zi::io {

/// The values of one row by source: 0 the unit itself, then the assessors.
class Row {
public:
    Row(const Model& model, const ColumnLayout& layout);

    void clear();
    /// False: there is one already.
    bool set(std::size_t source, FieldIndex field, const PlainValue& value) { return set(slot(source, field), value); }
    bool set(std::size_t source, FieldIndex field, const FieldValue& value);
    /// The same by slot, of a source and a field.
    std::size_t slot(std::size_t source, FieldIndex field) const { return source * fields_ + field; }
    bool set(std::size_t at, const PlainValue& value) {
        Slot& slot = slots_[at];
        if (slot.row == row_) return false;
        slot = {row_, count_};
        if (at > last_slot_) last_slot_ = at;
        filled_[count_++] = {static_cast<std::uint32_t>(at), static_cast<std::uint16_t>(value.decimals), false, value.value};
        return true;
    }
    /// The answer or fact of this field was given, but is left open.
    void leave_open(std::size_t source, FieldIndex field);
    /// Derives totals and puts what counts. Where totals contradict their parts `out` tells of it, with the column's name for a
    /// path, and the question is left open; or, if `leaves_open` is false, nothing is put, and this is false.
    bool put_into(ColumnsBuilder& builder, std::size_t row, bool leaves_open, Diagnostics& out);
    /// The same values, totals derived, whoever gave them: each(source, field, value). False: totals contradict their parts.
    template <class Each>
    bool each(Diagnostics& out, Each each_value) {
        if (!totalled_.empty() && !derive_totals(out)) return false;
        for (const Filled& one : filled()) each_value(one.at / fields_, FieldIndex(one.at % fields_), value_of(one));
        return true;
    }

private:
    struct Slot {
        std::uint32_t row = 0;     ///< in which it was filled last
        std::uint32_t filled = 0;  ///< its place among those
    };
    struct Filled {
        std::uint32_t at;  ///< its slot
        std::uint16_t decimals;
        bool is_odd;
        std::int64_t value;  ///< its place in odd_ if it is odd
    };
    std::span<const Filled> filled() const { return {filled_.data(), count_}; }
    FieldValue value_of(const Filled& one) const {
        if (one.is_odd) return odd_[static_cast<std::size_t>(one.value)];
        return PlainValue{one.value, one.decimals};
    }
    /// How many may have said something.
    std::size_t sources() const { return last_slot_ / fields_ + 1; }
    bool derive_totals(Diagnostics& out);
    void derive_large_totals(std::size_t source, QuestionIndex question, Diagnostics& out);

    const Model& model_;
    const ColumnLayout& layout_;
    std::size_t fields_;
    std::uint32_t row_ = 1;
    std::vector<Slot> slots_;     ///< by source and field
    std::vector<Filled> filled_;  ///< the first count_
    std::uint32_t count_ = 0;
    std::size_t last_slot_ = 0;  ///< that was filled, or whose question is left open
    std::vector<Rational> odd_;
    std::vector<std::uint32_t> open_in_;      ///< by source and question: the last row in which it is left open
    std::vector<std::size_t> open_;           ///< those of this row
    std::vector<FieldIndex> unknown_;         ///< facts that are
    std::vector<QuestionIndex> totalled_;     ///< those whose counts have to do with each other
    List<QuestionIndex, Field> question_of_;  ///< none for facts and evidence
    std::vector<std::size_t> last_;           ///< by question: the last source that answered
    std::vector<std::optional<std::int64_t>> counts_;
};

/// Collects rows into batches.
class Batches {
public:
    Batches(std::shared_ptr<const Model> model, Date as_of, std::size_t rows, const ColumnsSink& sink)
        : builder_(std::move(model), as_of), most_(rows == 0 ? 1 : rows), sink_(sink) {
        constexpr std::size_t usual = 8'192;
        builder_.reserve(std::min(most_, usual));
    }

    ColumnsBuilder& builder() { return builder_; }
    std::size_t row() const { return ids_.size(); }
    /// The current row is complete. False: stop.
    bool end_row(std::string id, std::string name, std::uint64_t line, Diagnostics remarks = {}) {
        if (!remarks.empty()) remarks_.push_back({row(), std::move(remarks)});
        ids_.push_back(std::move(id));
        names_.push_back(std::move(name));
        lines_.push_back(line);
        return ids_.size() < most_ || flush();
    }
    bool flush() {
        if (ids_.empty()) return true;
        builder_.extend(ids_.size());
        ColumnsBatch batch{builder_.finish(), std::exchange(ids_, {}), std::exchange(names_, {}), std::exchange(lines_, {}),
                           std::exchange(remarks_, {})};
        return sink_.batch(std::move(batch));
    }
    bool refuse(std::uint64_t line, Diagnostics diagnostics) { return sink_.refused({line, std::move(diagnostics)}); }

private:
    ColumnsBuilder builder_;
    std::size_t most_;
    const ColumnsSink& sink_;
    std::vector<std::string> ids_, names_;
    std::vector<std::uint64_t> lines_;
    std::vector<ColumnsBatch::Remarks> remarks_;
};

}  // namespace zi::io
