// Prepared columns, and assessing one batch.
#include "prepared.hpp"

#include <functional>
#include <string>
#include <utility>

using namespace zi;

namespace zi::c {

namespace {

/// Resolves names to indices.
template <class Called>
auto all_called(const char* const* names, std::size_t count, const char* parameter, Called called) {
    need(names != nullptr || count == 0, parameter, "is NULL, but its count is not 0");
    std::vector<decltype(called(std::string_view()))> found;
    for (std::size_t i = 0; i < count; ++i) found.push_back(called(name(names[i], parameter)));
    return found;
}

BulkOutputs outputs_of(const Model& model, const zi_prepare_options& options) {
    if (options.everything != 0) {
        BulkOutputs all = BulkOutputs::all(model);
        all.possible = options.certain_only == 0;
        return all;
    }
    BulkOutputs outputs = BulkOutputs::verdicts(model);
    auto predicates = all_called(options.predicates, options.predicate_count, "options.predicates",
                                 [&](std::string_view one) { return accepted(predicate_called(model, one)); });
    if (!predicates.empty()) outputs.predicates = std::move(predicates);
    const auto scores = all_called(options.scores, options.score_count, "options.scores",
                                   [&](std::string_view one) { return score_called(model, one); });
    if (!scores.empty()) outputs.nodes.clear();
    for (const auto& one : scores)
        if (const auto* view = std::get_if<ViewIndex>(&one))
            outputs.views.push_back(*view);
        else
            outputs.nodes.push_back(std::get<NodeIndex>(one));
    outputs.conditions = options.conditions != 0;
    outputs.stage = options.stage != 0;
    outputs.possible = options.certain_only == 0;
    return outputs;
}

/// What is wrong with a batch, by the rows of the whole table.
Diagnostics counted_from(Diagnostics problems, std::uint64_t rows_before) {
    for (Diagnostic& one : problems)
        if (one.row.value_or(0) > 0) {
            *one.row += rows_before;
            one.unit = "#" + std::to_string(*one.row);
        }
    return problems;
}

}  // namespace

Run::Run(const zi_run_options* options) {
    const zi_run_options wanted = known_part_or_defaults(options, "options");
    need(wanted.threads >= -1 && wanted.threads <= 4096, "options.threads", "is no number of threads");
    need(wanted.reserved == 0, "options.reserved", "is not 0");
    threads = wanted.threads < 0 ? 0 : std::max(1u, static_cast<unsigned>(wanted.threads));
    limits = limits_of(wanted.limits, "options.limits");
    cancel = flag_of(wanted.cancel, "options.cancel");
    progress = wanted.progress;
    user = wanted.progress_user;
    need(wanted.rows_before <= std::uint64_t{1} << 62, "options.rows_before", "asks for more than can be");
    rows_before = wanted.rows_before;
    need(wanted.bad_values == ZI_REFUSE_UNIT || wanted.bad_values == ZI_LEAVE_OPEN, "options.bad_values",
         "is no zi_bad_values");
    need(wanted.reserved_too == 0, "options.reserved_too", "is not 0");
    leaves_open = wanted.bad_values == ZI_LEAVE_OPEN;
    left_open = wanted.left_open;
    left_open_user = wanted.left_open_user;
}

void assess_batch(const Prepared& prepared, const ArrowSchema& schema, ArrowArray* array, const Run& run,
                  std::uint64_t rows_before, bool last, ArrowSchema* out_schema, ArrowArray* out_array) {
    std::uint64_t problems = 0;
    Diagnostics first;
    std::function<void(Diagnostic)> left_open;
    if (run.leaves_open)
        left_open = [&](Diagnostic problem) {
            if (problems++ < run.limits.errors) first.push_back(std::move(problem));
        };
    const auto columns = import_columns(prepared.columns.shared_model(), schema, array, run.limits, left_open);
    if (!columns) throw Refused{counted_from(columns.diagnostics(), run.rows_before + rows_before), nullptr};
    if (problems > 0 && run.left_open != nullptr) {
        const Refusal told(counted_from(std::move(first), run.rows_before + rows_before));
        run.left_open(run.left_open_user, problems, told.get());
    }
    BulkOptions options;
    options.threads = run.threads;
    options.cancel = run.cancel;
    if (run.progress != nullptr)
        options.progress = [&](std::size_t done, std::size_t rows) {
            run.progress(run.user, rows_before + done, last ? rows_before + rows : 0);
        };
    if (run.cancel != nullptr && run.cancel->load(std::memory_order_relaxed)) throw Cancelled{};
    const BulkResult result = assess_columns(prepared.columns, *columns, options);
    if (result.cancelled) throw Cancelled{};
    export_result(prepared.columns, *columns, result, out_schema, out_array, prepared.shown);
}

}  // namespace zi::c

zi_status zi_prepare(const zi_rules* rules, const zi_prepare_options* options, zi_prepared** prepared, zi_error** error) {
    return c::guarded(error, [&] {
        auto& out = c::place(prepared, "prepared");
        const c::Rules& held = *c::get(rules, "rules").rules;
        const zi_prepare_options wanted = c::known_part(options, "options");
        const Date day = c::day_of(wanted.as_of, "options.as_of");
        c::need(wanted.digits <= 18, "options.digits", "is more than 18");
        if (auto problem = check_in_force(held.model(), day)) throw c::Refused{{std::move(*problem)}, nullptr};
        BulkOutputs outputs = c::outputs_of(held.model(), wanted);
        outputs.as_decimals = wanted.integers == 0;
        const ExportOptions shown{wanted.digits == 0 ? 6 : wanted.digits, wanted.integers != 0};
        PreparedColumns made(*held.program, day, std::move(outputs));
        if (auto problem = check_export(made, shown)) throw c::Refused{{std::move(*problem)}, nullptr};
        out = new zi_prepared(std::make_shared<const c::Prepared>(c::Prepared{std::move(made), shown}));
    });
}

void zi_prepared_free(zi_prepared* prepared) { c::free_handle(prepared); }

zi_status zi_prepared_describe(const zi_prepared* prepared, int32_t language, zi_text** text, zi_error** error) {
    return c::guarded(error, [&] {
        auto& out = c::place(text, "text");
        c::give(out, c::get(prepared, "prepared").prepared->columns.describe(c::language_of(language, "language")));
    });
}

zi_status zi_assess_columns(const zi_prepared* prepared, const struct ArrowSchema* schema, struct ArrowArray* array,
                            const zi_run_options* options, struct ArrowSchema* out_schema, struct ArrowArray* out_array,
                            zi_error** error) {
    return c::guarded(error, [&] {
        c::need(out_schema != nullptr, "out_schema", "is NULL");
        c::need(out_array != nullptr, "out_array", "is NULL");
        // The outputs may alias the inputs.
        if (out_schema != schema) out_schema->release = nullptr;
        if (out_array != array) out_array->release = nullptr;
        c::need(schema != nullptr, "schema", "is NULL");
        c::need(array != nullptr, "array", "is NULL");
        const std::shared_ptr<const c::Prepared> held = c::get(prepared, "prepared").prepared;
        const c::Run run(options);
        ArrowSchema made_schema{};
        ArrowArray made_array{};
        c::Taken<ArrowArray> taken(array);
        c::assess_batch(*held, *schema, &taken.held, run, 0, true, &made_schema, &made_array);
        *out_schema = made_schema;
        *out_array = made_array;
    });
}
