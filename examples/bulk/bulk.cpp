// Assesses many units at once: columns in, verdicts out. docs/bulk.md shows this file; a test compares what it prints.
#include <zi/bulk.hpp>
#include <zi/zi.hpp>

#include <cstdio>
#include <string>

int main() {
    const zi::Loaded rules = zi::load("rules/zi-2021.zi", zi::read_from_disk());
    if (!rules) return std::fputs(rules.text(zi::Language::english).c_str(), stderr), 1;
    const zi::Date day = *zi::Date::parse("2026-05-31");

    // Units become rows. A host whose data lies in columns already hands those over instead (docs/columns.md).
    zi::ColumnsBuilder builder(rules.model, day);
    for (int i = 0; i < 3'000; ++i) {  // synthetic: the first answers everything best, the last next to nothing
        zi::Unit unit(*rules.model, "sintetis-" + std::to_string(i));
        for (zi::QuestionIndex q{0}; q < rules.model->questions.size(); ++q) {
            const zi::Question& question = rules.model->questions[q];
            if (q * 27 > 3'100 - static_cast<zi::Index>(i)) break;
            if (question.kind == zi::Question::Kind::options) unit.answers[q] = zi::Member{0};
            if (question.kind == zi::Question::Kind::number) unit.answers[q] = zi::Rational(4);
        }
        builder.append(unit);
    }
    const zi::Columns columns = builder.finish();

    // What is not asked for is not computed. Prepare once; share it among threads.
    zi::BulkOutputs outputs;
    outputs.predicates = {rules.model->find_predicate("WBK")};
    outputs.nodes = {zi::NodeIndex(0)};  // the total
    const zi::PreparedColumns prepared(rules.model, day, outputs);

    zi::BulkOptions options;
    options.threads = 2;
    const zi::BulkResult result = zi::assess_columns(prepared, columns, options);

    std::size_t count[3] = {};
    for (std::size_t row = 0; row < result.rows; ++row) ++count[static_cast<int>(result.predicates[0][row])];
    std::printf("WBK: %zu met, %zu not met, %zu open\n", count[0], count[1], count[2]);
    const zi::Rational total(result.nodes[0].certain[1'000], prepared.denominator());
    std::printf("row 1000: total at least %s; exactly: %s\n", total.decimal(4).c_str(),
                zi::assess_row(columns, 1'000, day).nodes[0].certain.fraction().c_str());
}
