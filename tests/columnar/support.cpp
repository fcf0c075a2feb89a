#include "columnar/support.hpp"

#include "columnar/simd.hpp"

#include "zi/report.hpp"
#include "base/wide.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

namespace zi::columnar_test {

std::vector<std::int64_t> targets() { return columnar::simd::targets(); }

OnTarget::OnTarget(std::int64_t target) { columnar::simd::use(target); }
OnTarget::~OnTarget() { columnar::simd::use(targets().front()); }

namespace {

std::string of_score(const char* what, const std::string& name, std::int64_t unit, const BulkScores& scores, std::size_t row,
                     const Score& expected) {
    if (scores.certain.empty()) return {};
    const auto wrong = [&](std::int64_t found, const Rational& exact) {
        const Rational scaled = exact * Rational(unit), low(found), high = low + Rational(scores.error);
        return scores.error == 0 ? scaled != low : !(low <= scaled && scaled < high);
    };
    if (wrong(scores.certain[row], expected.certain) || wrong(scores.possible[row], expected.possible))
        return fmt::format("{} {}: found {} to {} (error {}) of {}, expected {} to {}\n", what, name, scores.certain[row],
                           scores.possible[row], scores.error, unit, expected.certain.fraction(), expected.possible.fraction());
    return {};
}

std::string of_verdict(const std::string& what, const BulkVerdicts& found, std::size_t row, bool concerned, Verdict verdict) {
    if (found.concerns(row) == concerned && (!concerned || found[row] == verdict)) return {};
    return fmt::format("{}: found {} {}, expected {} {}\n", what, found.concerns(row), code(found[row]), concerned,
                       code(verdict));
}

}  // namespace

std::string difference(const PreparedColumns& prepared, const BulkResult& result, std::size_t row, const Assessment& expected) {
    const Model& model = prepared.model();
    const BulkOutputs& outputs = prepared.outputs();
    std::string text;
    for (std::size_t i = 0; i < outputs.nodes.size(); ++i)
        text += of_score("node", model.nodes[outputs.nodes[i]].id, prepared.denominator(), result.nodes[i], row,
                         expected.nodes[outputs.nodes[i]]);
    for (std::size_t i = 0; i < outputs.views.size(); ++i)
        text += of_score("view", model.views[outputs.views[i]].name, prepared.denominator(), result.views[i], row,
                         expected.views[outputs.views[i]]);
    for (std::size_t i = 0; i < outputs.predicates.size(); ++i) {
        const Predicate& predicate = model.predicates[outputs.predicates[i]];
        const PredicateResult& wanted = expected.predicates[outputs.predicates[i]];
        text += of_verdict(predicate.name, result.predicates[i], row, wanted.concerned, wanted.verdict);
        if (!outputs.conditions || !wanted.concerned) continue;
        std::vector<const ConditionResult*> listed(predicate.conditions.size(), nullptr);
        for (const ConditionResult& one : wanted.conditions) listed[one.condition] = &one;
        for (std::size_t c = 0; c < listed.size(); ++c)
            text += of_verdict(predicate.name + "/" + predicate.conditions[c].id, result.conditions[i][c], row,
                               listed[c] != nullptr, listed[c] != nullptr ? listed[c]->verdict : Verdict::not_met);
    }
    if (outputs.stage &&
        (result.stage_certain[row] != expected.stage.certain || result.stage_possible[row] != expected.stage.possible))
        text += fmt::format("stage: found {} to {}, expected {} to {}\n", result.stage_certain[row], result.stage_possible[row],
                            expected.stage.certain, expected.stage.possible);
    return text;
}

namespace {

/// An exported result, released at the end.
struct Exported {
    Exported(const PreparedColumns& prepared, const Columns& columns, const BulkResult& result, const ExportOptions& options) {
        export_result(prepared, columns, result, &schema, &array, options);
    }
    ~Exported() {
        array.release(&array);
        schema.release(&schema);
    }
    Exported(const Exported&) = delete;
    Exported& operator=(const Exported&) = delete;

    ArrowSchema schema{};
    ArrowArray array{};
};

template <class Number>
Rational number_at(const ArrowArray& array, std::size_t row) {
    Number number;
    std::memcpy(&number, static_cast<const unsigned char*>(array.buffers[1]) + row * sizeof number, sizeof number);
    return rational_of(number);
}

/// The value behind a key of a field's metadata.
std::int64_t stated(const ArrowSchema& field, std::string_view key) {
    const char* at = field.metadata;
    const auto size = [&] {
        std::int32_t number;
        std::memcpy(&number, at, sizeof number);
        at += sizeof number;
        return static_cast<std::size_t>(number);
    };
    const auto text = [&] {
        const std::size_t length = size();
        at += length;
        return std::string(at - length, length);
    };
    for (std::size_t pairs = size(); pairs > 0; --pairs) {
        const bool is_it = text() == key;
        const std::string value = text();
        if (is_it) return std::stoll(value);
    }
    return 0;
}

Rational power_of_ten(unsigned exponent) {
    Rational power(1);
    while (exponent-- > 0) power *= Rational(10);
    return power;
}

/// A score in units of the last place, as the whole number that a column shows: of those around it the nearest, the upper of
/// two, that lies where the score does beside each threshold. Found by trying them all.
Rational nearest_beside(const Rational& score, const std::vector<Rational>& thresholds, const Rational& unit) {
    const Rational below = rational_of(*floor_of(score));
    std::optional<Rational> nearest, lower;
    for (int i = -2; i <= 2; ++i) {
        const Rational one = below + Rational(i);
        bool right = true, not_lifted = true;
        for (const Rational& threshold : thresholds) {
            const Rational wanted = threshold * unit;
            right = right && (score == wanted && !wanted.is_integer() ? wanted < one : (one <=> wanted) == (score <=> wanted));
            not_lifted = not_lifted && (wanted <= score || one < wanted);
        }
        const auto distance = [&](const Rational& other) { return score < other ? other - score : score - other; };
        if (right && (!nearest || distance(one) <= distance(*nearest))) nearest = one;
        if (not_lifted) lower = one;
    }
    return nearest ? *nearest : *lower;
}

}  // namespace

std::string difference_exported(const PreparedColumns& prepared, const Columns& columns, const BulkResult& result,
                                const ExportOptions& options, const std::vector<Assessment>& expected) {
    const Exported all(prepared, columns, result, options);
    std::string text;
    const auto compare = [&](const std::string& name, const std::vector<Rational>& thresholds, auto score_of) {
        for (std::int64_t c = 0; c < all.array.n_children; ++c) {
            const ArrowSchema& field = *all.schema.children[c];
            const ArrowArray& array = *all.array.children[c];
            if (field.name != name) continue;
            const Rational unit = options.integers ? Rational(stated(field, "zi.denominator")) : power_of_ten(options.digits);
            const Rational error = options.integers ? Rational(stated(field, "zi.error")) : Rational(1);
            for (std::size_t row = 0; row < columns.rows(); ++row) {
                const Rational exact = score_of(expected[row % expected.size()]) * unit;
                const Rational shown = options.integers ? number_at<std::int64_t>(array, row) : number_at<Wide>(array, row);
                const bool right = !options.integers ? shown == nearest_beside(exact, thresholds, unit)
                                   : error.is_zero() ? shown == exact
                                                     : shown <= exact && exact < shown + error;
                if (!right)
                    text += fmt::format("{}, row {}: shown {} (error {}) of {}, expected {}\n", name, row, shown.fraction(),
                                        error.fraction(), unit.fraction(), exact.fraction());
            }
            return;
        }
        text += name + " is not there\n";
    };
    const auto compare_both = [&](const std::string& name, const std::vector<Rational>& thresholds, auto score_of) {
        compare(name + "/certain", thresholds, [&](const Assessment& one) { return score_of(one).certain; });
        if (prepared.outputs().possible)
            compare(name + "/possible", thresholds, [&](const Assessment& one) { return score_of(one).possible; });
    };
    for (const NodeIndex node : prepared.outputs().nodes)
        compare_both(prepared.model().nodes[node].id, prepared.model().nodes[node].thresholds,
                     [&](const Assessment& one) { return one.nodes[node]; });
    for (const ViewIndex view : prepared.outputs().views)
        compare_both(prepared.model().views[view].name, prepared.model().views[view].thresholds,
                     [&](const Assessment& one) { return one.views[view]; });
    return text;
}

bool same(const BulkResult& a, const BulkResult& b) {
    const auto equal_scores = [](const BulkScores& x, const BulkScores& y) {
        return x.certain == y.certain && x.possible == y.possible && x.error == y.error;
    };
    const auto equal_verdicts = [](const BulkVerdicts& x, const BulkVerdicts& y) {
        return x.met == y.met && x.possible == y.possible && x.concerned == y.concerned;
    };
    const auto equal_lists = [&](const std::vector<BulkVerdicts>& x, const std::vector<BulkVerdicts>& y) {
        return std::equal(x.begin(), x.end(), y.begin(), y.end(), equal_verdicts);
    };
    return a.rows == b.rows && a.exact_rows == b.exact_rows && a.stage_certain == b.stage_certain &&
           a.stage_possible == b.stage_possible && equal_lists(a.predicates, b.predicates) &&
           std::equal(a.conditions.begin(), a.conditions.end(), b.conditions.begin(), b.conditions.end(), equal_lists) &&
           std::equal(a.nodes.begin(), a.nodes.end(), b.nodes.begin(), b.nodes.end(), equal_scores) &&
           std::equal(a.views.begin(), a.views.end(), b.views.begin(), b.views.end(), equal_scores);
}

}  // namespace zi::columnar_test
