// The real rules, with everything that a unit can have: answers of three assessors, documents in every state, facts, members.
#include "columnar/support.hpp"
#include "random.hpp"

#include "zi/load.hpp"

#include <gtest/gtest.h>

#include <map>
#include <mutex>
#include <numeric>
#include <set>

namespace zi {

namespace {

using columnar_test::difference;
using columnar_test::OnTarget;
using columnar_test::same;

using test::Random;

std::shared_ptr<const Model> rules(const char* file) {
    const Loaded loaded = load(std::string(ZI_SOURCE_DIR "/rules/") + file, read_from_disk());
    if (!loaded) throw std::runtime_error(loaded.text(Language::english));
    return loaded.model;
}

const Date today = *Date::parse("2025-05-20");

Answer any_answer(Random& random, const Model& model, const Question& question) {
    if (question.kind == Question::Kind::options) {
        const auto options = model.scales[question.scale].options.size();
        return Member{static_cast<Index>(random.likely(60) ? 0 : random.below(options))};
    }
    if (question.kind == Question::Kind::number)
        return Rational(static_cast<std::int64_t>(random.below(401)),
                        random.likely(3) ? 7 : 100);  // sevenths fit no decimal column
    Counts counts;
    for (const Input& input : question.inputs)
        counts.values.push_back(
            input.parts.empty() && random.likely(97)
                ? std::optional(Rational(static_cast<std::int64_t>(random.likely(2) ? 100'000'000'000 : random.below(40))))
                : std::nullopt);
    Diagnostics problems;
    derive_totals(question, counts, "", "", problems);
    return counts;
}

FactValue any_fact(Random& random, const Model& model, const Fact& fact) {
    switch (fact.type) {
        case Fact::Type::boolean: return random.likely(60);
        case Fact::Type::member:
            return Member{static_cast<Index>(random.below(model.enumerations[fact.enumeration].values.size()))};
        case Fact::Type::date: return Date{today.day + std::chrono::days{static_cast<int>(random.below(1'600)) - 1'400}};
        case Fact::Type::count: return Rational(static_cast<std::int64_t>(random.below(10)));
        case Fact::Type::number:
            return random.likely(50)
                       ? fact.max
                       : fact.min + (fact.max - fact.min) * Rational(static_cast<std::int64_t>(random.below(101)), 100);
    }
    return {};
}

void documents_for(Random& random, const Need& need, QuestionIndex question, std::vector<Document>& documents) {
    for (const Need& part : need.parts) documents_for(random, part, question, documents);
    if (need.kind != Need::Kind::document || random.likely(6)) return;
    Document document;
    document.id = "d" + std::to_string(documents.size());
    document.kind = need.evidence;
    document.args = need.args;
    document.status = random.likely(80) ? DocumentStatus::accepted : static_cast<DocumentStatus>(random.below(6));
    if (random.likely(90)) document.issued = Date{today.day - std::chrono::days{static_cast<int>(random.below(500))}};
    if (random.likely(20))
        document.valid_until = Date{today.day + std::chrono::days{static_cast<int>(random.below(400)) - 100}};
    document.supports = {{question, random.likely(2) ? OptionIndex(1) : OptionIndex()}};
    if (!documents.empty() && random.likely(10)) document.derives_from = {documents[random.below(documents.size())].id};
    if (!documents.empty() && random.likely(3)) document.supersedes = {documents[random.below(documents.size())].id};
    documents.push_back(std::move(document));
}

Unit any_unit(Random& random, const Model& model, std::size_t number) {
    Unit unit(model, "sintetis-" + std::to_string(number));
    const std::uint64_t answered = random.likely(60) ? 100 : random.below(101);
    for (QuestionIndex q{0}; q < model.questions.size(); ++q)
        if (random.likely(answered)) unit.answers[q] = any_answer(random, model, model.questions[q]);
    for (std::size_t a = random.below(model.assessors.size() + 1); a > 0; --a) {
        auto& answers = unit.assessed.emplace_back(model.questions.size());
        for (QuestionIndex q{0}; q < model.questions.size(); ++q)
            if (random.likely(20)) answers[q] = any_answer(random, model, model.questions[q]);
    }
    const std::uint64_t known = random.likely(50) ? 95 : random.below(100);
    for (FactIndex f{0}; f < model.facts.size(); ++f)
        if (random.likely(known)) unit.facts[f] = any_fact(random, model, model.facts[f]);
    if (random.likely(50)) {
        unit.documents.emplace();
        for (QuestionIndex q{0}; q < model.questions.size(); ++q)
            for (const NeedFor& need : model.questions[q].needs) documents_for(random, need.need, q, *unit.documents);
    }
    return unit;
}

struct Population {
    std::shared_ptr<const Model> model;
    std::vector<Assessment> expected;
    std::optional<Columns> columns;
};

Population population(const char* file, std::size_t count, std::uint64_t seed) {
    Population all{rules(file), {}, std::nullopt};
    Random random(seed);
    ColumnsBuilder builder(all.model, today);
    builder.reserve(count / 2);
    MemberVerdicts verdicts;
    std::vector<std::string> ids;
    for (std::size_t i = 0; i < count; ++i) {
        Unit unit = any_unit(random, *all.model, i);
        if (random.likely(15) && i > 10) {
            unit.members.emplace();
            for (std::size_t k = random.below(3); k > 0; --k) unit.members->push_back({ids[random.below(ids.size())], {}});
            if (random.likely(20)) unit.members->push_back({"tidak-dinilai", {}});
            verdicts.hand_to(unit);
        }
        all.expected.push_back(assess_reference(*all.model, unit, today));
        verdicts.add(unit, all.expected.back());
        ids.push_back(unit.id);
        builder.append(unit);
    }
    all.columns = builder.finish();
    return all;
}

const Population& of_zi() {
    static const Population once = population("zi-2021.zi", 1'400, 2021);
    return once;
}

/// How often something was seen, so that a test cannot pass by never meeting it.
std::map<std::string, std::size_t> seen(const Population& all) {
    std::map<std::string, std::size_t> count;
    for (const Assessment& one : all.expected) {
        for (const PredicateResult& predicate : one.predicates)
            ++count[!predicate.concerned                 ? "not concerned"
                    : predicate.verdict == Verdict::met  ? "met"
                    : predicate.verdict == Verdict::open ? "open"
                                                         : "not met"];
        for (const QuestionResult& question : one.questions) {
            if (question.backing.needed && question.certain < question.possible) ++count["pending evidence"];
            if (question.claimed && question.possible < *question.claimed) ++count["short of evidence"];
            if (question.assessor != none) ++count["assessed"];
        }
        if (one.stage.certain != one.stage.possible) ++count["stage open"];
    }
    return count;
}

void expect_equal(const Population& all, const PreparedColumns& prepared, const BulkResult& result) {
    std::size_t wrong = 0;
    for (std::size_t row = 0; row < all.expected.size() && wrong < 3; ++row)
        if (const std::string found = difference(prepared, result, row, all.expected[row]); !found.empty()) {
            ADD_FAILURE() << "row " << row << "\n" << found;
            ++wrong;
        }
}

TEST(Regulation, ColumnsAgreeOnEveryTarget) {
    const Population& all = of_zi();
    for (const auto& [what, times] : seen(all)) EXPECT_GT(times, 60u) << what;
    EXPECT_EQ(seen(all).size(), 8u);
    const PreparedColumns prepared(all.model, today, BulkOutputs::all(*all.model));
    ASSERT_TRUE(prepared.integral());
    std::optional<BulkResult> first;
    for (const std::int64_t target : columnar_test::targets()) {
        const OnTarget on(target);
        const BulkResult result = assess_columns(prepared, *all.columns);
        if (!first) {
            expect_equal(all, prepared, result);
            first = result;
        }
        EXPECT_TRUE(same(*first, result)) << bulk_target();
    }
    // Sevenths, counts of 10^11, and documents up to an option only.
    EXPECT_GT(first->exact_rows, 100u);
    EXPECT_LT(first->exact_rows, all.expected.size());
}

TEST(Regulation, WhatIsNotAskedForChangesNothing) {
    const Population& all = of_zi();
    BulkOutputs outputs;
    outputs.predicates = {all.model->find_predicate("usulan_wbbm"), all.model->find_predicate("WBK")};
    outputs.views = {ViewIndex(0)};
    const PreparedColumns prepared(all.model, today, outputs);
    expect_equal(all, prepared, assess_columns(prepared, *all.columns));
}

/// Some rows of columns as columns of their own, over the same memory.
Columns window(const Population& all, std::size_t first, std::size_t rows) {
    const Columns& from = *all.columns;
    Columns columns(all.model, std::make_shared<const ColumnLayout>(*all.model), rows);
    for (FieldIndex field{0}; field < from.layout().fields().size(); ++field) {
        Column column = from[field];
        column.offset += first;
        columns.set(field, std::move(column));
    }
    std::vector<OddValue> odd;
    for (OddValue value : from.odd_values()) {
        if (value.row < first || value.row >= first + rows) continue;
        value.row -= static_cast<decltype(value.row)>(first);
        odd.push_back(std::move(value));
    }
    columns.set_odd_values(std::move(odd));
    return columns;
}

TEST(Regulation, AnyRowsGiveWhatTheyGiveAmongOthers) {
    const Population& all = of_zi();
    const std::size_t count = all.expected.size();
    for (const BulkOutputs& outputs : {BulkOutputs::all(*all.model), BulkOutputs::verdicts(*all.model)}) {
        const PreparedColumns prepared(all.model, today, outputs);
        std::vector<std::uint64_t> exact;
        for (std::size_t row = 0; row < count; ++row) exact.push_back(assess_columns(prepared, window(all, row, 1)).exact_rows);
        // On both sides of every number of rows that makes a difference to how they are divided; the last ones end where memory
        // ends.
        for (const std::size_t rows : {1, 64, 127, 128, 129, 257, 500, 1'023, 1'024, 1'025, 1'153})
            for (const std::size_t first : {std::size_t{0}, count - rows}) {
                const BulkResult result = assess_columns(prepared, window(all, first, rows));
                for (std::size_t row = 0; row < rows; ++row)
                    ASSERT_EQ(difference(prepared, result, row, all.expected[first + row]), "")
                        << rows << " rows from " << first << ", row " << row;
                const auto begin = exact.begin() + static_cast<std::ptrdiff_t>(first);
                ASSERT_EQ(result.exact_rows,
                          std::accumulate(begin, begin + static_cast<std::ptrdiff_t>(rows), std::uint64_t{0}))
                    << rows << " rows from " << first;
            }
    }
}

TEST(Regulation, AnyNumberOfThreadsGivesTheSameBits) {
    Population all = of_zi();
    // Enough rows for several tasks.
    ColumnsBuilder builder(all.model, today);
    for (std::size_t i = 0; i < 20'000; ++i) builder.append(all.columns->unit(i % 300));
    const Columns many = builder.finish();
    const PreparedColumns prepared(all.model, today, BulkOutputs::all(*all.model));
    const BulkResult one = assess_columns(prepared, many);
    for (const unsigned threads : {0u, 2u, 3u, 8u}) {
        BulkOptions options;
        options.threads = threads;
        std::size_t last = 0;
        options.progress = [&](std::size_t done, std::size_t rows) {
            EXPECT_GT(done, last);
            EXPECT_LE(done, rows);
            last = done;
        };
        EXPECT_TRUE(same(one, assess_columns(prepared, many, options))) << threads;
        EXPECT_EQ(last, many.rows());
    }
    BulkOptions backwards;
    backwards.executor = [](std::size_t count, const std::function<void(std::size_t)>& task) {
        while (count-- > 0) task(count);
    };
    EXPECT_TRUE(same(one, assess_columns(prepared, many, backwards)));
}

TEST(Regulation, CancelStopsEarly) {
    const Population& all = of_zi();
    const PreparedColumns prepared(all.model, today, BulkOutputs::verdicts(*all.model));
    std::atomic<bool> cancel{true};
    BulkOptions options;
    options.cancel = &cancel;
    EXPECT_TRUE(assess_columns(prepared, *all.columns, options).cancelled);
    cancel = false;
    EXPECT_FALSE(assess_columns(prepared, *all.columns, options).cancelled);
}

TEST(Regulation, AnExceptionOfTheHostComesBack) {
    const Population& all = of_zi();
    const PreparedColumns prepared(all.model, today, BulkOutputs::verdicts(*all.model));
    BulkOptions options;
    options.threads = 2;
    options.progress = [](std::size_t, std::size_t) { throw std::runtime_error("of the host"); };
    EXPECT_THROW(assess_columns(prepared, *all.columns, options), std::runtime_error);
}

TEST(Regulation, AnotherFieldAgreesToo) {
    const Population all = population("sekolah-sehat-aman.zi", 700, 77);
    const PreparedColumns prepared(all.model, today, BulkOutputs::all(*all.model));
    expect_equal(all, prepared, assess_columns(prepared, *all.columns));
}

TEST(Regulation, FineUnitsAgreeToo) {
    const Population& all = of_zi();
    BulkOutputs outputs = BulkOutputs::all(*all.model);
    outputs.as_decimals = true;
    const PreparedColumns prepared(all.model, today, outputs);
    expect_equal(all, prepared, assess_columns(prepared, *all.columns));
}

TEST(Regulation, ColumnsOfAnotherModelAreRefused) {
    const PreparedColumns prepared(rules("sekolah-sehat-aman.zi"), today, {});
    EXPECT_THROW(assess_columns(prepared, *of_zi().columns), std::invalid_argument);
}

TEST(Regulation, TheMemoryOfAnotherResultLeavesNoTrace) {
    const Population& all = of_zi();
    const PreparedColumns everything(all.model, today, BulkOutputs::all(*all.model)),
        little(all.model, today, BulkOutputs::verdicts(*all.model));
    const BulkResult fresh = assess_columns(everything, *all.columns);
    BulkResult used = assess_columns(everything, *all.columns, {}, assess_columns(little, *all.columns, {}, fresh));
    EXPECT_TRUE(same(fresh, used));
}

TEST(Regulation, NoRowsAreNoProblem) {
    const auto model = rules("zi-2021.zi");
    ColumnsBuilder builder(model, today);
    const PreparedColumns prepared(model, today, BulkOutputs::all(*model));
    EXPECT_EQ(assess_columns(prepared, builder.finish()).rows, 0u);
}

TEST(Regulation, ARowIsTheUnitThatItWasMadeOf) {
    const Population& all = of_zi();
    for (std::size_t row = 0; row < all.expected.size(); row += 7) {
        const Assessment found = assess_row(*all.columns, row, today);
        EXPECT_EQ(found.nodes, all.expected[row].nodes) << row;
        for (std::size_t i = 0; i < found.predicates.size(); ++i)
            EXPECT_EQ(found.predicates[i].verdict, all.expected[row].predicates[i].verdict);
    }
}

}  // namespace

}  // namespace zi
