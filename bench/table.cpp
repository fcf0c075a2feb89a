#include "table.hpp"

#include <utility>

namespace bench {

namespace {

struct Row {
    Table& table;
    std::size_t row;
    void option(zi::Index q, std::uint8_t place) { table.options[q][row] = place; }
    void number(zi::Index q, std::uint32_t value) { table.numbers[q][row] = value; }
    void counts(zi::Index q, const std::vector<std::uint16_t>& values) {
        for (std::size_t i = 0; i < values.size(); ++i) table.counts[q][i][row] = values[i];
    }
};

template <class Whole>
Whole whole(const zi::Rational& value) {
    const auto parts = value.small();
    if (!parts || parts->second != 1 || !std::in_range<Whole>(parts->first))
        throw std::runtime_error("does not fit a column: " + value.fraction());
    return static_cast<Whole>(parts->first);
}

}  // namespace

Table::Table(const zi::Model& model, std::size_t count, int digits)
    : rows(count),
      decimals(digits),
      options(model.questions.size()),
      numbers(model.questions.size()),
      counts(model.questions.size()) {
    const std::size_t padded = (rows + padding - 1) / padding * padding;
    held.assign(padded, 1);
    for (std::size_t q = 0; q < model.questions.size(); ++q) {
        switch (model.questions[q].kind) {
            case zi::Question::Kind::options: options[q].resize(padded); break;
            case zi::Question::Kind::number: numbers[q].resize(padded); break;
            case zi::Question::Kind::ratio:
                counts[q].assign(model.questions[q].inputs.size(), Values<std::uint16_t>(padded));
                break;
        }
    }
}

std::size_t Table::bytes_per_row() const {
    std::size_t bytes = sizeof held[0];
    for (const auto& column : options) bytes += column.empty() ? 0 : sizeof column[0];
    for (const auto& column : numbers) bytes += column.empty() ? 0 : sizeof column[0];
    for (const auto& inputs : counts) bytes += inputs.size() * sizeof(std::uint16_t);
    return bytes;
}

Table draw_table(const zi::Model& model, std::size_t rows) {
    Table table(model, rows, 2);
    Random random(population_seed);
    for (std::size_t row = 0; row < rows; ++row) draw_unit(model, random, Row{table, row});
    return table;
}

Table table_of(const zi::Model& model, const std::vector<zi::Unit>& units, int decimals) {
    Table table(model, units.size(), decimals);
    std::int64_t scale = 1;
    for (int i = 0; i < decimals; ++i) scale *= 10;
    for (std::size_t row = 0; row < units.size(); ++row) {
        for (zi::QuestionIndex q{0}; q < model.questions.size(); ++q) {
            const zi::Answer& answer = units[row].answers[q];
            if (!table.options[q].empty()) {
                table.options[q][row] = static_cast<std::uint8_t>(std::get<zi::Member>(answer).value);
            } else if (!table.numbers[q].empty()) {
                table.numbers[q][row] = whole<std::uint32_t>(std::get<zi::Rational>(answer) * zi::Rational(scale));
            } else {
                for (std::size_t i = 0; i < table.counts[q].size(); ++i)
                    table.counts[q][i][row] = whole<std::uint16_t>(std::get<zi::Counts>(answer).values[i].value());
            }
        }
    }
    return table;
}

zi::Unit unit_of(const zi::Model& model, const Table& table, std::size_t row) {
    zi::Unit unit = holder(model, "synthetic-" + std::to_string(row));
    std::int64_t scale = 1;
    for (int i = 0; i < table.decimals; ++i) scale *= 10;
    for (zi::QuestionIndex q{0}; q < model.questions.size(); ++q) {
        if (!table.options[q].empty()) {
            unit.answers[q] = zi::Member{table.options[q][row]};
        } else if (!table.numbers[q].empty()) {
            unit.answers[q] = zi::Rational(table.numbers[q][row], scale);
        } else {
            zi::Counts counts;
            for (const auto& column : table.counts[q]) counts.values.push_back(zi::Rational(column[row]));
            unit.answers[q] = std::move(counts);
        }
    }
    return unit;
}

}  // namespace bench
