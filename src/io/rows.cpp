#include "rows.hpp"

#include "columnar/growing.hpp"

#include <algorithm>

namespace zi::io {

Row::Row(const Model& model, const ColumnLayout& layout)
    : model_(model),
      layout_(layout),
      fields_(layout.fields().size()),
      slots_((model.assessors.size() + 1) * layout.fields().size()),
      filled_(slots_.size()),
      open_in_((model.assessors.size() + 1) * model.questions.size()),
      last_(model.questions.size()) {
    for (QuestionIndex q{0}; q < model.questions.size(); ++q)
        if (has_relations(model.questions[q])) totalled_.push_back(q);
    for (const Field& field : layout.fields()) {
        const bool answer =
            field.kind == Field::Kind::option || field.kind == Field::Kind::number || field.kind == Field::Kind::count;
        question_of_.push_back(answer ? QuestionIndex(field.index) : QuestionIndex());
    }
}

void Row::clear() {
    if (++row_ == 0) {
        slots_.assign(slots_.size(), {});
        open_in_.assign(open_in_.size(), 0);
        row_ = 1;
    }
    count_ = 0;
    last_slot_ = 0;
    odd_.clear();
    open_.clear();
    unknown_.clear();
}

void Row::leave_open(std::size_t source, FieldIndex field) {
    last_slot_ = std::max(last_slot_, slot(source, field));
    const QuestionIndex question = question_of_[field];
    if (question == none) return unknown_.push_back(field);
    open_.push_back(source * model_.questions.size() + question);
    open_in_[open_.back()] = row_;
}

bool Row::set(std::size_t source, FieldIndex field, const FieldValue& value) {
    if (const auto* plain = std::get_if<PlainValue>(&value)) return set(source, field, *plain);
    if (!set(source, field, PlainValue{})) return false;
    filled_[count_ - 1].is_odd = true;
    filled_[count_ - 1].value = static_cast<std::int64_t>(odd_.size());
    odd_.push_back(std::get<Rational>(value));
    return true;
}

bool Row::derive_totals(Diagnostics& out) {
    const std::size_t before = out.size();
    for (std::size_t source = 0; source < sources(); ++source)
        for (const QuestionIndex q : totalled_) {
            const Question& question = model_.questions[q];
            const std::size_t first = source * fields_ + layout_.answer(q);
            counts_.assign(question.inputs.size(), std::nullopt);
            for (std::size_t i = 0; i < counts_.size(); ++i)
                if (const Slot& slot = slots_[first + i]; slot.row == row_) counts_[i] = filled_[slot.filled].value;
            const Totals found = fill_in(question, counts_);
            const std::size_t problems = out.size();
            if (found == Totals::left) derive_large_totals(source, q, out);
            if (out.size() > problems) leave_open(source, layout_.answer(q));
            for (Index i = 0; found == Totals::derived && i < counts_.size(); ++i)
                if (counts_[i]) set(source, layout_.answer(q) + i, PlainValue{*counts_[i], 0});
        }
    return out.size() == before;
}

/// Totals that contradict their parts, or do not fit 64 bits.
void Row::derive_large_totals(std::size_t source, QuestionIndex q, Diagnostics& out) {
    const FieldIndex first = layout_.answer(q);
    Counts counts;
    for (const auto& count : counts_) counts.values.push_back(count ? std::optional<Rational>(*count) : std::nullopt);
    Diagnostics mismatches;
    if (zi::derive_totals(model_.questions[q], counts, {}, {}, mismatches))
        for (Index i = 0; i < counts.values.size(); ++i)
            if (counts.values[i]) set(source, first + i, as_field_value(*counts.values[i]));
    for (Diagnostic& mismatch : mismatches) {
        const std::string who = source == 0 ? "" : model_.assessors[source - 1].name + ":";
        const std::string column = who + model_.nodes[model_.questions[q].node].id + "/" + mismatch.args.front();
        mismatch.path = units::Path(units::Path(), column).text();
        out.push_back(std::move(mismatch));
    }
}

bool Row::put_into(ColumnsBuilder& builder, std::size_t row, bool leaves_open, Diagnostics& out) {
    if (!totalled_.empty() && !derive_totals(out) && !leaves_open) return false;
    const std::size_t questions = model_.questions.size();
    const bool assessed = sources() > 1;
    if (assessed) {
        std::fill(last_.begin(), last_.end(), 0);
        for (const Filled& one : filled())
            if (const QuestionIndex q = question_of_[one.at % fields_]; q != none)
                last_[q] = std::max(last_[q], one.at / fields_);
        for (const std::size_t at : open_) last_[at % questions] = std::max(last_[at % questions], at / questions);
    }
    /// Another has answered since, or it is left open.
    const auto does_not_count = [&](std::size_t source, QuestionIndex q) {
        return q != none && ((assessed && last_[q] != source) || open_in_[source * questions + q] == row_);
    };
    const bool all_count = !assessed && open_.empty();
    columnar::Growing* const columns = builder.growing();
    for (const Filled& one : filled()) {
        const FieldIndex field(all_count ? one.at : one.at % fields_);
        if (!all_count && does_not_count(one.at / fields_, question_of_[field])) continue;
        if (one.is_odd)
            builder.put(field, row, odd_[static_cast<std::size_t>(one.value)]);
        else if (!columns[field].put(row, one.value, one.decimals))
            builder.put(field, row, one.value, one.decimals);
    }
    for (const FieldIndex field : unknown_) builder.put_unknown(field, row);
    return true;
}

}  // namespace zi::io
