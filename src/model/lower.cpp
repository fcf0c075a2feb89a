#include "lower.hpp"

#include "build.hpp"

#include <algorithm>
#include <array>

namespace zi {

namespace {

/// Diagnostics that may be mere consequences of statements that could not be parsed.
constexpr std::array consequences{
    Code::unknown_name,      Code::unused,           Code::missing_statement, Code::weight_sum,
    Code::weight_mixed,      Code::no_children,      Code::view_weight,       Code::question_incomplete,
    Code::each_nothing,      Code::empty_predicate,  Code::weight_unexpected, Code::threshold_unreachable,
    Code::threshold_trivial, Code::zero_denominator, Code::detail_misfit};

}  // namespace

Model lower(const std::vector<syntax::Statement>& statements, bool partial, const Limits& limits, Diagnostics& diagnostics) {
    Diagnostics found;
    lowering::Build build(limits, found);
    // Once a stage has stopped, the input of later stages is incomplete or too large.
    lower_declarations(build, statements);
    if (!build.stopped) lower_worksheet(build);
    if (!build.stopped) lower_views(build);
    if (!build.stopped) check_weights(build);
    if (!build.stopped) lower_agreements(build);
    if (!build.stopped) lower_predicates(build);
    if (!build.stopped) check_unused(build);
    for (Question& question : build.model.questions)
        if (build.errors == 0 && build.goes_on()) question.attained = lowering::attained(build.model, question);
    const bool hollow = build.worksheet.empty();  // without a worksheet, references to it cannot be judged
    for (Diagnostic& d : found) {
        const bool missing = d.code == Code::missing_statement && !partial;
        const bool consequence = std::find(consequences.begin(), consequences.end(), d.code) != consequences.end();
        if (missing || !consequence || !(partial || hollow)) diagnostics.push_back(std::move(d));
    }
    return std::move(build.model);
}

}  // namespace zi
