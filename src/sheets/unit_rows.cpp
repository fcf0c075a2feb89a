#include "unit_rows.hpp"

#include "address.hpp"
#include "cells.hpp"

#include "units/checker.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <set>

namespace zi::sheets {

namespace {

using units::shortened;
using units::trimmed;

constexpr std::size_t spreadsheet_digits = 15;

/// Whether a cell with this text is what it looks like: not in quotes, no lone line break, no error value, no blanks around.
bool is_simple(std::string_view text) {
    const auto visible = [](char c) { return c > ' ' && c < 0x7F; };
    return visible(text.front()) && text.front() != '"' && text.front() != '#' && visible(text.back()) &&
           std::memchr(text.data(), '\r', text.size()) == nullptr;
}

}  // namespace

UnitRows::UnitRows(Context& context, const Layout& layout, const HeadRow& heads)
    : context_(context),
      layout_(context.model),
      values_(context.model, layout_, context.options.limits),
      row_(context.model, layout_),
      id_place_(heads.find(layout.unit_heads)),
      name_place_(heads.find(layout.name_heads)) {
    std::set<std::pair<AssessorIndex, Target>> seen;
    std::uint32_t last = std::max(id_place_, name_place_);
    for (const Head& head : heads.heads()) last = std::max(last, head.column);
    columns_.resize(std::size_t{last} + 1);
    for (const Head& head : heads.heads()) {
        if (head.column == id_place_ || head.column == name_place_ || head.words.empty()) continue;
        const auto named = context.names.find(head.text);
        const Position place{heads.row(), head.column};
        if (!named) {
            Diagnostic passed{Code::column_passed_over, {shortened(trimmed(head.text))}};
            passed.suggestion = named.diagnostics().front().suggestion;
            remarks_.emplace_back(place, std::move(passed));
        } else if (!seen.insert({named->assessor, named->target}).second) {
            problem_ = placed(context, {Code::duplicate_key, {shortened(trimmed(head.text))}}, place);
            return;
        } else {
            add_column(head, *named);
        }
    }
    columns_[id_place_].kind = Column::Kind::id;
    if (name_place_ != 0) columns_[name_place_].kind = Column::Kind::name;
    for (const Column& column : columns_) {
        Quick& quick = quick_.emplace_back();
        if (column.kind == Column::Kind::word) quick.words = values_.short_keys(column.field);
        if (column.field != none) quick.slot = row_.slot(column.source, column.field);
        quick.is_count = column.kind == Column::Kind::count && context.options.limits.number_digits >= io::longest_short;
    }
}

void UnitRows::add_column(const Head& head, const Named& named) {
    using Kind = Column::Kind;
    const Model& model = context_.model;
    const Target& target = named.target;
    Column& column = columns_[head.column];
    column.named = named;
    column.source = named.assessor == none ? 0 : named.assessor + std::size_t{1};
    column.kind = Kind::other;
    if (target.kind == Target::Kind::percent) return;
    column.field = target.kind == Target::Kind::fact    ? layout_.fact(target.fact)
                   : target.kind == Target::Kind::count ? layout_.answer(target.question) + target.input
                                                        : layout_.answer(target.question);
    column.wanted = target.kind == Target::Kind::fact    ? wanted_of(model, model.facts[target.fact])
                    : target.kind == Target::Kind::count ? wanted_count()
                                                         : wanted_of(model, model.questions[target.question]);
    switch (column.wanted.kind) {
        case Wanted::Kind::option:
        case Wanted::Kind::member:
            // Options that look like marks of nothing are such marks in a sheet.
            if (std::ranges::none_of(column.wanted.words, is_blank_mark)) column.kind = Kind::word;
            break;
        case Wanted::Kind::date: column.kind = Kind::word; break;
        case Wanted::Kind::flag: column.kind = Kind::flag; break;
        case Wanted::Kind::count: column.kind = Kind::count; break;
        case Wanted::Kind::number: column.kind = Kind::number; break;
    }
}

// ---- Plain rows ------------------------------------------------------------------------------------------------------

std::optional<io::PlainValue> UnitRows::plain_value(const Column& column, std::string_view text) const {
    switch (column.kind) {
        case Column::Kind::word: return values_.word(column.field, text);
        case Column::Kind::flag:
            if (const auto flag = units::flag_of(text)) return io::PlainValue{*flag ? 1 : 0, 0};
            return std::nullopt;
        case Column::Kind::count: return values_.number(column.field, text);
        case Column::Kind::number: {
            const std::size_t mark = text.find_first_of(".,");
            if (mark == text.npos) return values_.number(column.field, text);
            // Three digits behind it may be thousands.
            if (text.size() > spreadsheet_digits || text.size() - mark - 1 == 3) return std::nullopt;
            char copy[spreadsheet_digits];
            std::memcpy(copy, text.data(), text.size());
            copy[mark] = '.';
            return values_.number(column.field, {copy, text.size()});
        }
        case Column::Kind::passed_over:
        case Column::Kind::id:
        case Column::Kind::name:
        case Column::Kind::other: break;
    }
    return std::nullopt;
}

/// False: Draft has to look.
bool UnitRows::take(const Column& column, const Cell& cell) {
    using Kind = Column::Kind;
    if (column.kind == Kind::passed_over) return true;
    if (cell.kind == Cell::Kind::text && trimmed(cell.text).empty()) return true;
    holds_ = true;
    if (column.kind == Kind::other) return false;
    if (column.kind == Kind::name) return name_ = text_of(&cell), true;
    if (column.kind == Kind::id) {
        if (check_id(&cell, context_.options.limits)) return false;
        return id_ = text_of(&cell), true;
    }
    if (cell.kind == Cell::Kind::text)
        if (const auto value = plain_value(column, cell.text)) return row_.set(column.source, column.field, *value);
    if (cell.kind == Cell::Kind::number && cell.format == Cell::Format::plain && cell.text.size() <= spreadsheet_digits &&
        values_.is_number(column.field))
        if (const auto value = values_.number(column.field, cell.text)) return row_.set(column.source, column.field, *value);
    spell(cell, context_.from_1904, column.wanted, spelled_);
    if (spelled_.outcome != Spelled::Outcome::value || spelled_.remark) return false;
    Diagnostics problems;
    const auto value = values_.read(column.field, spelled_.value, problems);
    return value && problems.empty() && row_.set(column.source, column.field, *value);
}

/// The same of a cell that stands between separators.
bool UnitRows::take_text(std::size_t place, std::string_view text) {
    static const Column beyond;
    const Column& column = place < columns_.size() ? columns_[place] : beyond;
    if (const auto value = plain_value(column, text)) {
        holds_ = true;
        return row_.set(column.source, column.field, *value);
    }
    if (!is_simple(text)) {
        const std::string_view inside = trimmed(text);
        if (text.front() == '"' || std::memchr(text.data(), '\r', text.size()) || inside.starts_with('#')) return false;
    }
    Cell cell;
    cell.text = text;
    return take(column, cell);
}

/// The same of one that is mostly a few letters or digits long. Bytes up to `readable` may be looked at.
inline bool UnitRows::take_short(std::size_t place, const char* begin, const char* end, const char* readable) {
    const auto size = static_cast<std::size_t>(end - begin);
    if (size <= io::longest_short && place < quick_.size()) {
        const Quick& quick = quick_[place];
        if (!quick.words.empty() && readable - begin >= 8) {
            if (const std::size_t place_of = io::place_among(quick.words, io::short_text(begin, size)); place_of != 0) {
                holds_ = true;
                return row_.set(quick.slot, {static_cast<std::int64_t>(place_of - 1), 0});
            }
        } else if (quick.is_count && (*begin != '0' || size == 1)) {
            std::int64_t value = 0;
            const char* at = begin;
            for (; at != end && *at >= '0' && *at <= '9'; ++at) value = 10 * value + (*at - '0');
            if (at == end && value <= context_.options.limits.count) {
                holds_ = true;
                return row_.set(quick.slot, {value, 0});
            }
        }
    }
    return take_text(place, {begin, size});
}

UnitRows::Read UnitRows::ended() {
    if (!holds_) return Read::nothing;
    return id_.empty() || !remarks_.empty() ? Read::unclear : Read::plain;
}

UnitRows::Read UnitRows::read_line(std::string_view line, char separator) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.size() > context_.options.workbook.text_bytes) return Read::unclear;
    id_.clear();
    name_.clear();
    row_.clear();
    holds_ = false;
    const char *at = line.data(), *begin = at;
    const char* const end = at + line.size();
    std::size_t place = 1;
    // Where separators stand, eight bytes at a time.
    if constexpr (std::endian::native == std::endian::little) {
        constexpr std::uint64_t ones = 0x0101010101010101u, lower = 0x7F * ones;
        const std::uint64_t pattern = static_cast<unsigned char>(separator) * ones;
        for (; end - at >= 8; at += 8) {
            std::uint64_t eight = 0;
            std::memcpy(&eight, at, sizeof eight);
            eight ^= pattern;
            for (std::uint64_t found = ~(((eight & lower) + lower) | eight | lower); found != 0; found &= found - 1) {
                const char* const stop = at + std::countr_zero(found) / 8;
                if (stop != begin && !take_short(place, begin, stop, end)) return Read::unclear;
                begin = stop + 1;
                ++place;
            }
        }
    }
    for (;; ++at) {
        if (at != end && *at != separator) continue;
        if (at != begin && !take_short(place, begin, at, end)) return Read::unclear;
        if (at == end) break;
        begin = at + 1;
        ++place;
    }
    return place > most_columns ? Read::unclear : ended();
}

UnitRows::Read UnitRows::read_cells(const std::vector<Cell>& row) {
    id_.clear();
    name_.clear();
    row_.clear();
    holds_ = false;
    for (const Cell& cell : row)
        if (cell.column < columns_.size() && !take(columns_[cell.column], cell)) return Read::unclear;
    return ended();
}

std::optional<Unit> UnitRows::unit() {
    const Model& model = context_.model;
    Unit unit(model, id_);
    unit.name = name_;
    if (unit.facts.size() < model.facts.size()) unit.facts.resize(model.facts.size());
    const auto answers_of = [&](std::size_t source) -> List<Answer, Question>& {
        if (source == 0) return unit.answers;
        const AssessorIndex assessor(source - 1);
        if (unit.assessed.size() <= assessor) unit.assessed.resize(std::size_t{assessor} + 1);
        if (unit.assessed[assessor].size() < model.questions.size()) unit.assessed[assessor].resize(model.questions.size());
        return unit.assessed[assessor];
    };
    const auto number_of = [](const io::FieldValue& value) {
        const auto* plain = std::get_if<io::PlainValue>(&value);
        return plain ? plain->exact() : std::get<Rational>(value);
    };
    Diagnostics problems;
    const bool sound = row_.each(problems, [&](std::size_t source, FieldIndex index, const io::FieldValue& value) {
        const Field& field = layout_.fields()[index];
        const auto* plain = std::get_if<io::PlainValue>(&value);
        const std::int64_t whole = plain ? plain->value : 0;
        if (field.kind == Field::Kind::option) {
            answers_of(source)[QuestionIndex(field.index)] = Member{static_cast<Index>(whole)};
        } else if (field.kind == Field::Kind::number) {
            answers_of(source)[QuestionIndex(field.index)] = number_of(value);
        } else if (field.kind == Field::Kind::count) {
            Answer& answer = answers_of(source)[QuestionIndex(field.index)];
            if (!std::holds_alternative<Counts>(answer)) answer = Counts{};
            auto& counts = std::get<Counts>(answer).values;
            counts.resize(model.questions[QuestionIndex(field.index)].inputs.size());
            counts[field.part] = number_of(value);
        } else {
            FactValue& fact = unit.facts[FactIndex(field.index)];
            switch (model.facts[FactIndex(field.index)].type) {
                case Fact::Type::boolean: fact = whole != 0; break;
                case Fact::Type::member: fact = Member{static_cast<Index>(whole)}; break;
                case Fact::Type::date: fact = Date{std::chrono::sys_days{std::chrono::days{whole}}}; break;
                case Fact::Type::count:
                case Fact::Type::number: fact = number_of(value); break;
            }
        }
    });
    if (!sound) return std::nullopt;
    return unit;
}

// ---- All rows --------------------------------------------------------------------------------------------------------

Result<Unit> UnitRows::draft(const std::vector<Cell>& row, bool is_new) {
    const std::uint32_t line = row.front().row;
    const Cell* const id_cell = cell_in(row, id_place_);
    auto problem = check_id(id_cell, context_.options.limits);
    const std::string id = text_of(id_cell);
    if (!problem && is_new && !ids_.add(id)) {
        problem = Diagnostic{Code::duplicate_unit, {shortened(id)}};
        problem->unit = shortened(id);
    }
    if (problem) return placed(context_, std::move(*problem), {line, id_place_});
    Draft draft(context_, id, text_of(cell_in(row, name_place_)));
    for (auto& [place, remark] : remarks_) draft.report(std::move(remark), place);
    remarks_.clear();
    for (std::uint32_t place = 1; place < columns_.size(); ++place) {
        const Column& column = columns_[place];
        if (column.kind <= Column::Kind::name) continue;
        const Cell* const cell = cell_in(row, place);
        if (!cell) continue;
        std::size_t source = 0;
        if (!draft.has_source(column.named.assessor, source)) source = draft.add_source(column.named.assessor);
        draft.give(source, column.named.target, *cell);
    }
    return draft.finish();
}

void UnitRows::read(Rows& rows, TextRows* text, const Sink& sink) {
    if (problem_) return void(sink.unit(0, *problem_));
    bool any = false;
    for (;;) {
        // A line that is plain is read as it stands; any other as cells, which may be plain.
        bool unclear = true, is_new = true;
        std::uint32_t line = text ? text->line_number() : 0;
        const auto taken = [&](Read read) {
            unclear = read == Read::unclear;
            if (read != Read::plain) return Taken::yes;
            // One that was there before is for Draft to refuse.
            if (is_new && !ids_.add(id_)) return unclear = true, Taken::yes;
            is_new = false;
            const Taken one = sink.plain(line, *this);
            unclear = one == Taken::no;
            return one;
        };
        if (const auto record = text ? text->line() : std::nullopt) {
            const Taken one = taken(read_line(*record, text->separator()));
            if (one == Taken::stop) return;
            any = any || holds_;
            if (!unclear) continue;
            text->go_back();
        }
        const std::vector<Cell>& row = rows.next();
        if (rows.problem()) return void(sink.unit(0, *rows.problem()));
        if (row.empty()) break;
        line = row.front().row;
        if (is_new) {
            const Taken one = taken(read_cells(row));
            if (one == Taken::stop) return;
        }
        any = any || holds_;
        if (unclear && holds_ && !sink.unit(line, draft(row, is_new))) return;
    }
    if (!any) sink.unit(0, Diagnostic{Code::no_units, {}});
}

}  // namespace zi::sheets
