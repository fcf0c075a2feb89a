#include "engine.hpp"

namespace bench {

zi::Columns columns_of(std::shared_ptr<const zi::Model> model, const Table& table) {
    const auto layout = std::make_shared<const zi::ColumnLayout>(*model);
    zi::Columns columns(model, layout, table.rows);
    const auto set = [&](zi::FieldIndex field, zi::Column::Type type, const void* values, int decimals = 0) {
        zi::Column column;
        column.type = type;
        column.values = values;
        column.decimals = static_cast<std::uint8_t>(decimals);
        columns.set(field, std::move(column));
    };
    for (zi::QuestionIndex q{0}; q < model->questions.size(); ++q) {
        if (!table.options[q].empty()) set(layout->answer(q), zi::Column::Type::u8, table.options[q].data());
        if (!table.numbers[q].empty()) set(layout->answer(q), zi::Column::Type::u32, table.numbers[q].data(), table.decimals);
        for (zi::Index i = 0; i < table.counts[q].size(); ++i)
            set(layout->answer(q) + i, zi::Column::Type::u16, table.counts[q][i].data());
    }
    set(layout->fact(model->find_fact("unit.predikat_dimiliki")), zi::Column::Type::u8, table.held.data());
    return columns;
}

zi::BulkOutputs verdicts_and_total(const zi::Model& model) {
    zi::BulkOutputs outputs;
    outputs.predicates = {model.find_predicate("WBK"), model.find_predicate("WBBM")};
    outputs.nodes = {zi::NodeIndex(0)};
    outputs.possible = false;  // everything is answered: it would be the same
    return outputs;
}

std::size_t bytes_of(const zi::BulkResult& result) {
    const auto size = [](const auto& values) { return values.size() * sizeof values[0]; };
    std::size_t bytes = size(result.stage_certain) + size(result.stage_possible);
    const auto verdicts = [&](const zi::BulkVerdicts& one) {
        bytes += size(one.met) + size(one.possible) + size(one.concerned);
    };
    for (const auto& one : result.predicates) verdicts(one);
    for (const auto& all : result.conditions)
        for (const auto& one : all) verdicts(one);
    for (const auto* scores : {&result.nodes, &result.views})
        for (const auto& one : *scores) bytes += size(one.certain) + size(one.possible);
    return bytes;
}

}  // namespace bench
