#include "rows.hpp"

#include <algorithm>

namespace zi::io {

Row::Row(const Model& model, const ColumnLayout& layout)
    : model_(model),
      layout_(layout),
      slots_((model.assessors.size() + 1) * layout.fields().size()),
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
    ++row_;
    sources_used_ = 1;
    filled_.clear();
    open_.clear();
    unknown_.clear();
}

void Row::leave_open(std::size_t source, FieldIndex field) {
    sources_used_ = std::max(sources_used_, source + 1);
    const QuestionIndex question = question_of_[field];
    if (question == none) return unknown_.push_back(field);
    open_.push_back(source * model_.questions.size() + question);
    open_in_[open_.back()] = row_;
}

bool Row::set(std::size_t source, FieldIndex field, const FieldValue& value) {
    const std::size_t at = source * layout_.fields().size() + field;
    if (slots_[at].row == row_) return false;
    slots_[at].row = row_;
    if (const auto* plain = std::get_if<PlainValue>(&value))
        slots_[at].value = *plain;
    else
        slots_[at].value = value;
    filled_.push_back(at);
    sources_used_ = std::max(sources_used_, source + 1);
    return true;
}

bool Row::derive_totals(Diagnostics& out) {
    const std::size_t before = out.size();
    for (std::size_t source = 0; source < sources_used_; ++source)
        for (const QuestionIndex q : totalled_) {
            const Question& question = model_.questions[q];
            const std::size_t first = source * layout_.fields().size() + layout_.answer(q);
            counts_.assign(question.inputs.size(), std::nullopt);
            for (std::size_t i = 0; i < counts_.size(); ++i)
                if (slots_[first + i].row == row_) counts_[i] = std::get<PlainValue>(slots_[first + i].value).value;
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
    const std::size_t fields = layout_.fields().size();
    const bool assessed = sources_used_ > 1;
    if (assessed) {
        std::fill(last_.begin(), last_.end(), 0);
        for (const std::size_t at : filled_)
            if (const QuestionIndex q = question_of_[at % fields]; q != none) last_[q] = std::max(last_[q], at / fields);
        const std::size_t questions = model_.questions.size();
        for (const std::size_t at : open_) last_[at % questions] = std::max(last_[at % questions], at / questions);
    }
    const auto is_open = [&](std::size_t source, QuestionIndex q) {
        return q != none && !open_.empty() && open_in_[source * model_.questions.size() + q] == row_;
    };
    for (const std::size_t at : filled_) {
        const std::size_t field = assessed ? at % fields : at;
        if (assessed && question_of_[field] != none && last_[question_of_[field]] != at / fields) continue;
        if (is_open(at / fields, question_of_[field])) continue;
        put(builder, FieldIndex(field), row, slots_[at].value);
    }
    for (const FieldIndex field : unknown_) builder.put_unknown(field, row);
    return true;
}

}  // namespace zi::io
