// From units to columns, and a row back to a unit.
#include "base/power_of_ten.hpp"
#include "columnar/growing.hpp"
#include "columnar/values.hpp"

#include "eval/facts.hpp"
#include "evidence/links.hpp"
#include "evidence/needs.hpp"

#include <algorithm>
#include <limits>

namespace zi {

namespace {

using namespace columnar;

/// Numbers with more decimals, or of more digits, than this are kept apart.
constexpr std::uint8_t most_decimals = 9;

/// Codes are bytes unless a scale has more options than a byte tells apart.
Storage storage_of(const Model& model, const Field& field) {
    switch (field.kind) {
        case Field::Kind::document:
        case Field::Kind::evidence: return Storage::flag;
        case Field::Kind::number:
        case Field::Kind::count: return Storage::decimal;
        case Field::Kind::option:
            return model.scales[model.questions[field.index].scale].options.size() > 256 ? Storage::number : Storage::code;
        case Field::Kind::fact: break;
    }
    switch (model.facts[field.index].type) {
        case Fact::Type::boolean: return Storage::flag;
        case Fact::Type::count:
        case Fact::Type::number: return Storage::decimal;
        case Fact::Type::member:
        case Fact::Type::date: break;
    }
    return Storage::number;
}

/// The number as an integer of as many decimals as the column has, which may become more. False if it does not fit.
bool add_decimal(Growing& column, std::size_t row, const Rational& number) {
    const auto parts = number.small();
    if (!parts) return false;
    std::uint8_t decimals = column.decimals;
    while (decimals <= most_decimals && power_of_ten(decimals) % parts->second != 0) ++decimals;
    if (decimals > most_decimals) return false;
    const std::int64_t step = power_of_ten(static_cast<unsigned>(decimals - column.decimals));
    std::int64_t value;
    if (__builtin_mul_overflow(parts->first, power_of_ten(decimals) / parts->second, &value) || value >= most_stored ||
        value <= -most_stored)
        return false;
    if (step > 1) {
        const auto fits = [&](std::int64_t one) { return one < most_stored / step && one > -most_stored / step; };
        if (!std::all_of(column.numbers.begin(), column.numbers.end(), fits)) return false;
        for (std::int64_t& one : column.numbers) one *= step;
        column.decimals = decimals;
    }
    column.number(row, value);
    return true;
}

template <class Number>
Column stored_as(Column::Type type, const std::vector<std::int64_t>& numbers) {
    auto values = std::make_shared<std::vector<Number>>();
    values->reserve(numbers.size());
    for (const std::int64_t number : numbers) values->push_back(static_cast<Number>(number));
    Column column;
    column.type = type;
    column.values = values->data();
    column.owner = std::move(values);
    return column;
}

Column narrowest(const std::vector<std::int64_t>& numbers) {
    const auto [least, most] = std::minmax_element(numbers.begin(), numbers.end());
    const auto fits = [&, low = *least, high = *most](auto limits) { return low >= limits.min() && high <= limits.max(); };
    if (fits(std::numeric_limits<std::uint8_t>())) return stored_as<std::uint8_t>(Column::Type::u8, numbers);
    if (fits(std::numeric_limits<std::int16_t>())) return stored_as<std::int16_t>(Column::Type::i16, numbers);
    if (fits(std::numeric_limits<std::uint16_t>())) return stored_as<std::uint16_t>(Column::Type::u16, numbers);
    if (fits(std::numeric_limits<std::int32_t>())) return stored_as<std::int32_t>(Column::Type::i32, numbers);
    return stored_as<std::int64_t>(Column::Type::i64, numbers);
}

Column bits_of(const std::vector<std::uint8_t>& flags) {
    auto bits = std::make_shared<std::vector<std::uint8_t>>((flags.size() + 7) / 8, std::uint8_t{0});
    for (std::size_t i = 0; i < flags.size(); ++i)
        if (flags[i] != 0) (*bits)[i / 8] = static_cast<std::uint8_t>((*bits)[i / 8] | 1u << (i % 8));
    Column column;
    column.type = Column::Type::bits;
    column.values = bits->data();
    column.owner = std::move(bits);
    return column;
}

/// A buffer of values and its validity bitmap, kept alive together.
struct Owned {
    std::shared_ptr<const void> values;
    std::vector<std::uint8_t> valid;
};

Column finished(Growing& growing, std::size_t rows) {
    Column column;
    if (growing.there == 0 && !growing.in_use) return column;
    growing.make_room(rows);
    if (growing.storage == Storage::flag) {
        column = bits_of(growing.codes);
    } else if (growing.storage != Storage::code && growing.there > 0) {
        column = narrowest(growing.numbers);
    } else {
        auto codes = std::make_shared<std::vector<std::uint8_t>>(std::move(growing.codes));
        column.type = Column::Type::u8;
        column.values = codes->data();
        column.owner = std::move(codes);
    }
    column.decimals = growing.decimals;
    column.has_nulls = growing.there != rows;
    if (column.has_nulls) {
        if (!growing.has_gaps) growing.open_gaps();
        auto owned = std::make_shared<Owned>(Owned{std::move(column.owner), std::move(growing.valid)});
        column.valid = owned->valid.data();
        column.owner = std::move(owned);
    }
    return column;
}

}  // namespace

// ---- Builder -------------------------------------------------------------------------------------------------------

struct ColumnsBuilder::Impl {
    std::shared_ptr<const Model> model;
    std::shared_ptr<const ColumnLayout> layout;
    Date as_of;
    std::vector<Growing> columns;
    std::vector<OddValue> odd;
    std::size_t rows = 0;
    std::size_t expected = 64;  ///< rows to make room for once there is a value

    /// The column, with room for a value of this row.
    Growing& with_room(FieldIndex field, std::size_t row) {
        Growing& column = columns[field];
        if (row >= column.room) column.make_room(std::max({row + 1, expected, 2 * column.room}));
        return column;
    }
    /// The same of the row that is being appended.
    Growing& current(FieldIndex field) { return with_room(field, rows); }

    /// An empty builder.
    void clear() {
        columns.resize(layout->fields().size());
        for (std::size_t i = 0; i < columns.size(); ++i) {
            columns[i].clear();
            columns[i].storage = storage_of(*model, layout->fields()[i]);
        }
        odd.clear();
        rows = 0;
    }

    void put(FieldIndex field, std::size_t row, std::int64_t value, unsigned decimals) {
        Growing& column = with_room(field, row);
        if (column.put(row, value, decimals)) return;
        std::int64_t scaled = value;
        const bool as_it_is =
            decimals < column.decimals && !__builtin_mul_overflow(value, power_of_ten(column.decimals - decimals), &scaled);
        if (as_it_is && column.put(row, scaled, column.decimals)) return;
        if (const Rational exact(value, power_of_ten(decimals)); !add_decimal(column, row, exact))
            odd.push_back({row, field, exact});
    }

    /// In the row that is being appended.
    void put(FieldIndex field, std::int64_t value) { put(field, rows, value, 0); }

    void answer(const Unit& unit, QuestionIndex index) {
        const Question& question = model->questions[index];
        const Answer& given = *prevailing_answer(*model, unit, index).answer;
        const FieldIndex field = layout->answer(index);
        if (const auto* option = std::get_if<Member>(&given); option && question.kind == Question::Kind::options) {
            if (option->value < model->scales[question.scale].options.size()) put(field, option->value);
        } else if (const auto* number = std::get_if<Rational>(&given); number && question.kind == Question::Kind::number) {
            decimal(field, *number);
        } else if (const auto* counts = std::get_if<Counts>(&given); counts && question.kind == Question::Kind::ratio) {
            for (Index i = 0; i < question.inputs.size() && i < counts->values.size(); ++i)
                if (counts->values[i]) count(field + i, *counts->values[i]);
        }
    }

    void decimal(FieldIndex field, const Rational& number) {
        if (!add_decimal(current(field), rows, number)) odd.push_back({rows, field, number});
    }

    void count(FieldIndex field, const Rational& number) {
        const auto parts = number.small();
        if (parts && parts->second == 1 && parts->first >= 0 && parts->first < most_stored)
            current(field).number(rows, parts->first);
        else
            odd.push_back({rows, field, number});
    }

    void fact(const Unit& unit, FactIndex index) {
        const FactValue& value = fact_of(*model, unit, index);
        if (&value == &model->facts[index].fallback) return;
        const FieldIndex field = layout->fact(index);
        if (!is_known(value))
            odd.push_back({rows, field, {}});
        else if (const auto* flag = std::get_if<bool>(&value))
            put(field, *flag ? 1 : 0);
        else if (const auto* member = std::get_if<Member>(&value))
            put(field, member->value);
        else if (const auto* date = std::get_if<Date>(&value))
            put(field, date->day.time_since_epoch().count());
        else if (const auto* number = std::get_if<Rational>(&value))
            decimal(field, *number);
    }

    void evidence(const Unit& unit) {
        if (columns[layout->evidence()].holds(rows)) return;  // put already
        put(layout->evidence(), unit.documents ? 1 : 0);
        if (!unit.documents) return;
        const List<const Document*, Document> documents = documents_of(unit);
        const DocumentLinks links(documents, model->questions.size());
        const DocumentWorld world(documents, as_of);
        const List<Standing, Document> standings = links.standings(world);
        for (QuestionIndex q{0}; q < model->questions.size(); ++q) {
            const auto& leaves = layout->needs(q);
            if (leaves.empty()) continue;
            // A document that carries only up to some option says more than yes or no.
            if (std::ranges::any_of(links.supporting(q), [](const Supporter& one) { return one.best != 0; })) {
                odd.push_back({rows, layout->documents(q), links.back(*model, world, standings, q)});
                continue;
            }
            for (Index i = 0; i < leaves.size(); ++i) {
                const Standing standing = links.stands(world, standings, *leaves[i], q);
                Growing& carried = current(layout->documents(q) + i);
                carried.in_use = true;
                if (standing == Standing::accepted)
                    carried.code(rows, 1);
                else if (standing != Standing::pending && standing != Standing::needs_repair)
                    carried.code(rows, 0);
            }
        }
    }
};

ColumnsBuilder::ColumnsBuilder(std::shared_ptr<const Model> model, Date as_of) : impl_(std::make_unique<Impl>()) {
    impl_->layout = std::make_shared<const ColumnLayout>(*model);
    impl_->model = std::move(model);
    impl_->as_of = as_of;
    impl_->clear();
}
ColumnsBuilder::~ColumnsBuilder() = default;
ColumnsBuilder::ColumnsBuilder(ColumnsBuilder&&) noexcept = default;
ColumnsBuilder& ColumnsBuilder::operator=(ColumnsBuilder&&) noexcept = default;

const ColumnLayout& ColumnsBuilder::layout() const { return *impl_->layout; }

void ColumnsBuilder::reserve(std::size_t rows) { impl_->expected = std::max<std::size_t>(rows, 1); }

void ColumnsBuilder::append(const Unit& unit) {
    for (QuestionIndex i{0}; i < impl_->model->questions.size(); ++i) impl_->answer(unit, i);
    for (FactIndex i{0}; i < impl_->model->facts.size(); ++i) impl_->fact(unit, i);
    impl_->evidence(unit);
    ++impl_->rows;
}

void ColumnsBuilder::put(FieldIndex field, std::size_t row, std::int64_t value, unsigned decimals) {
    impl_->put(field, row, value, decimals);
}

void ColumnsBuilder::put(FieldIndex field, std::size_t row, const Rational& number) {
    if (!add_decimal(impl_->with_room(field, row), row, number)) impl_->odd.push_back({row, field, number});
}

void ColumnsBuilder::put_unknown(FieldIndex fact, std::size_t row) { impl_->odd.push_back({row, fact, {}}); }

void ColumnsBuilder::state(FieldIndex field) { impl_->columns[field].in_use = true; }

void ColumnsBuilder::extend(std::size_t rows) { impl_->rows = std::max(impl_->rows, rows); }

columnar::Growing* ColumnsBuilder::growing() { return impl_->columns.data(); }

std::size_t ColumnsBuilder::rows() const { return impl_->rows; }

Columns ColumnsBuilder::finish() {
    Columns columns(impl_->model, impl_->layout, impl_->rows);
    for (FieldIndex i{0}; i < impl_->columns.size(); ++i) {
        Growing& column = impl_->columns[i];
        // Where no unit states evidence there is none to look at.
        if (i == impl_->layout->evidence() && std::count(column.codes.begin(), column.codes.end(), 1) == 0) continue;
        columns.set(i, finished(column, impl_->rows));
    }
    std::stable_sort(impl_->odd.begin(), impl_->odd.end(), [](const OddValue& a, const OddValue& b) { return a.row < b.row; });
    columns.set_odd_values(std::move(impl_->odd));
    impl_->clear();
    return columns;
}

// ---- Columns -------------------------------------------------------------------------------------------------------

Columns::Columns(std::shared_ptr<const Model> model, std::shared_ptr<const ColumnLayout> layout, std::size_t rows)
    : model_(std::move(model)), layout_(std::move(layout)), rows_(rows), columns_(layout_->fields().size()) {}

namespace {

Counts& count_of(Answer& answer, const Question& question) {
    if (!std::holds_alternative<Counts>(answer)) answer = Counts{std::vector<std::optional<Rational>>(question.inputs.size())};
    return std::get<Counts>(answer);
}

}  // namespace

Unit Columns::unit(std::size_t row) const {
    Unit unit(*model_, std::to_string(row));
    const auto number = [&](FieldIndex field) -> std::optional<Rational> {
        const auto value = value_at(columns_[field], row);
        if (!value) return std::nullopt;
        return Rational(*value, power_of_ten(columns_[field].decimals));
    };
    for (QuestionIndex q{0}; q < model_->questions.size(); ++q) {
        const Question& question = model_->questions[q];
        const FieldIndex field = layout_->answer(q);
        if (question.kind == Question::Kind::options) {
            if (const auto place = value_at(columns_[field], row)) unit.answers[q] = Member{static_cast<Index>(*place)};
        } else if (question.kind == Question::Kind::number) {
            if (auto value = number(field)) unit.answers[q] = std::move(*value);
        } else {
            Counts counts;
            for (InputIndex i{0}; i < question.inputs.size(); ++i) counts.values.push_back(number(field + i));
            const auto& given = counts.values;
            if (std::any_of(given.begin(), given.end(), [](const auto& one) { return one.has_value(); }))
                unit.answers[q] = std::move(counts);
        }
    }
    for (FactIndex f{0}; f < model_->facts.size(); ++f) {
        const FieldIndex field = layout_->fact(f);
        const auto value = value_at(columns_[field], row);
        if (!value) continue;
        switch (model_->facts[f].type) {
            case Fact::Type::boolean: unit.facts[f] = *value != 0; break;
            case Fact::Type::member: unit.facts[f] = Member{static_cast<Index>(*value)}; break;
            case Fact::Type::date: unit.facts[f] = Date{std::chrono::sys_days{std::chrono::days{*value}}}; break;
            case Fact::Type::count:
            case Fact::Type::number: unit.facts[f] = *number(field); break;
        }
    }
    for (const OddValue& one : odd_in(row)) {
        const Field& field = layout_->fields()[one.field];
        if (std::holds_alternative<std::monostate>(one.value)) unit.facts[field.index] = Refused{};
        const auto* odd = std::get_if<Rational>(&one.value);
        if (!odd) continue;
        if (field.kind == Field::Kind::fact)
            unit.facts[field.index] = *odd;
        else if (field.kind == Field::Kind::number)
            unit.answers[field.index] = *odd;
        else
            count_of(unit.answers[field.index], model_->questions[field.index]).values[field.part] = *odd;
    }
    return unit;
}

std::span<const OddValue> Columns::odd_in(std::size_t row) const {
    const auto before = [](const OddValue& one, std::size_t wanted) { return one.row < wanted; };
    const auto first = std::lower_bound(odd_.begin(), odd_.end(), row, before);
    const auto last = std::lower_bound(first, odd_.end(), row + 1, before);
    return {first, last};
}

List<Backing, Question> Columns::backings(std::size_t row) const {
    List<Backing, Question> result(model_->questions.size());
    if (value_at(columns_[layout_->evidence()], row).value_or(0) == 0) return result;
    const Needs needs(*model_, [&](const Need& leaf, QuestionIndex question, OptionIndex) {
        const Column& column = columns_[layout_->documents(question) + layout_->leaf(question, leaf)];
        // A column that is not there: no such document is known. A value that is not there: the document is still under way.
        if (column.type == Column::Type::absent) return Met{Standing::missing, none, leaf.evidence};
        const auto value = value_at(column, row);
        return Met{!value ? Standing::pending : *value != 0 ? Standing::accepted : Standing::missing, none, leaf.evidence};
    });
    for (QuestionIndex q{0}; q < result.size(); ++q) result[q] = needs.back(q);
    for (const OddValue& one : odd_in(row))
        if (const auto* backing = std::get_if<Backing>(&one.value)) result[layout_->fields()[one.field].index] = *backing;
    return result;
}

std::size_t Columns::bytes() const {
    std::size_t bytes = odd_.size() * sizeof(OddValue);
    for (const Column& column : columns_) {
        if (column.type == Column::Type::absent) continue;
        const std::size_t bitmap = (rows_ + 7) / 8;
        bytes += column.type == Column::Type::bits ? bitmap : rows_ * width(column.type);
        if (column.has_nulls) bytes += bitmap;
    }
    return bytes;
}

}  // namespace zi
