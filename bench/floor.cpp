// Compiled once for each vector extension; which one runs is decided at run time, as in the engine.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "floor.cpp"
#include <hwy/foreach_target.h>  // must come before highway.h

#include <hwy/cache_control.h>
#include <hwy/highway.h>

#include "floor.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <map>
#include <thread>

HWY_BEFORE_NAMESPACE();
namespace bench {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

constexpr std::size_t chunk = Floor::chunk;

// Functions take `rows` rows from `first` on: at most a chunk, a multiple of 128, so that no vector is cut.

/// Points of an area's option questions.
#if HWY_TARGET == HWY_SCALAR
void add_options(const Floor::Area& area, const Table& table, std::size_t first, std::size_t rows,
                 std::uint16_t* HWY_RESTRICT out) {
    std::fill_n(out, rows, std::uint16_t{0});
    for (const Floor::Group& group : area.groups)
        for (const Floor::Column& column : group.columns)
            for (std::size_t row = 0; row < rows; ++row)
                out[row] = static_cast<std::uint16_t>(
                    out[row] + group.points * column.shares[table.options[column.question][first + row]]);
}
#else
HWY_NOINLINE void add_options(const Floor::Area& area, const Table& table, std::size_t first, std::size_t rows,
                              std::uint16_t* HWY_RESTRICT out) {
    const hn::ScalableTag<std::uint8_t> bytes;
    const hn::Repartition<std::uint16_t, decltype(bytes)> halves;
    const std::size_t lanes = hn::Lanes(bytes);
    const auto low = hn::Set(halves, 0xFF);
    for (std::size_t row = 0; row < rows; row += 2 * lanes) {
        auto even0 = hn::Zero(halves), odd0 = even0, even1 = even0, odd1 = even0;
        for (const Floor::Group& group : area.groups) {
            auto sum0 = hn::Zero(bytes), sum1 = sum0;
            for (const Floor::Column& column : group.columns) {
                const auto shares = hn::LoadDup128(bytes, column.shares.data());
                const std::uint8_t* codes = table.options[column.question].data() + first + row;
                // A chunk is too short for the processor to notice that a column goes on.
                hwy::Prefetch(codes + chunk);
                if (lanes >= 64) hwy::Prefetch(codes + chunk + lanes);
                sum0 = hn::Add(sum0, hn::TableLookupBytes(shares, hn::Load(bytes, codes)));
                sum1 = hn::Add(sum1, hn::TableLookupBytes(shares, hn::Load(bytes, codes + lanes)));
            }
            const auto points = hn::Set(halves, group.points);
            const auto wide0 = hn::BitCast(halves, sum0), wide1 = hn::BitCast(halves, sum1);
            even0 = hn::Add(even0, hn::Mul(hn::And(wide0, low), points));
            odd0 = hn::Add(odd0, hn::Mul(hn::ShiftRight<8>(wide0), points));
            even1 = hn::Add(even1, hn::Mul(hn::And(wide1, low), points));
            odd1 = hn::Add(odd1, hn::Mul(hn::ShiftRight<8>(wide1), points));
        }
        hn::StoreInterleaved2(even0, odd0, halves, out + row);
        hn::StoreInterleaved2(even1, odd1, halves, out + row + lanes);
    }
}
#endif

/// points += the ratio's share, rounded down, times its weight.
HWY_NOINLINE void add_ratio(const Floor::Ratio& ratio, const Table& table, std::size_t first, std::size_t rows,
                            std::int32_t* HWY_RESTRICT points) {
    const hn::ScalableTag<std::int32_t> ints;
    const hn::Rebind<float, decltype(ints)> floats;
    const hn::Rebind<std::uint16_t, decltype(ints)> halves;
    const auto unit = hn::Set(ints, Floor::share_unit), weight = hn::Set(ints, ratio.weight);
    const auto one = hn::Set(halves, 1), none = hn::Zero(halves);
    const auto unit_float = hn::Set(floats, static_cast<float>(Floor::share_unit));
    const std::uint16_t* tops = table.counts[ratio.question][ratio.top].data() + first;
    const std::uint16_t* bottoms = table.counts[ratio.question][ratio.bottom].data() + first;
    for (std::size_t row = 0; row < rows; row += hn::Lanes(ints)) {
        if (row % 32 == 0) {
            hwy::Prefetch(tops + row + chunk);
            hwy::Prefetch(bottoms + row + chunk);
        }
        auto top = hn::Load(halves, tops + row);
        auto bottom = hn::Load(halves, bottoms + row);
        if (ratio.fall) {
            // Nothing before and nothing now counts in full.
            const auto both_none = hn::Eq(hn::Or(top, bottom), none);
            top = hn::IfThenElse(both_none, one, hn::SaturatedSub(bottom, top));
            bottom = hn::Max(bottom, one);
        } else {
            top = hn::Min(top, bottom);
            bottom = hn::Max(bottom, one);
        }
        const auto n = hn::PromoteTo(ints, top), d = hn::PromoteTo(ints, bottom);
        // The quotient of floats is at most 1 away from the one rounded down; the remainder, though its parts wrap, says which
        // way.
        auto share = hn::ConvertTo(ints, hn::Div(hn::Mul(hn::ConvertTo(floats, n), unit_float), hn::ConvertTo(floats, d)));
        const auto rest = hn::Sub(hn::Mul(n, unit), hn::Mul(share, d));
        share = hn::Add(share, hn::VecFromMask(ints, hn::Lt(rest, hn::Zero(ints))));
        share = hn::Sub(share, hn::VecFromMask(ints, hn::Not(hn::Lt(rest, d))));
        hn::Store(hn::Add(hn::Load(ints, points + row), hn::Mul(share, weight)), ints, points + row);
    }
}

/// What a chunk has in A, and how far its worst area lies above each predicate's threshold.
struct Sums {
    HWY_ALIGN std::int32_t enablers[chunk];
    HWY_ALIGN std::int32_t margin[2][chunk];
};

HWY_NOINLINE void add_area(const Floor::Area& area, const Table& table, std::size_t first, std::size_t rows, Sums& sums) {
    HWY_ALIGN std::uint16_t options[chunk];
    HWY_ALIGN std::int32_t points[chunk];
    add_options(area, table, first, rows, options);
    const hn::ScalableTag<std::int32_t> ints;
    const hn::Rebind<std::uint16_t, decltype(ints)> halves;
    const auto scale = hn::Set(ints, area.scale), wbk = hn::Set(ints, area.thresholds[0]),
               wbbm = hn::Set(ints, area.thresholds[1]);
    for (std::size_t row = 0; row < rows; row += hn::Lanes(ints))
        hn::Store(hn::Mul(hn::PromoteTo(ints, hn::Load(halves, options + row)), scale), ints, points + row);
    for (const Floor::Ratio& ratio : area.ratios) add_ratio(ratio, table, first, rows, points);
    for (std::size_t row = 0; row < rows; row += hn::Lanes(ints)) {
        const auto area_points = hn::Load(ints, points + row);
        hn::Store(hn::Add(hn::Load(ints, sums.enablers + row), area_points), ints, sums.enablers + row);
        hn::Store(hn::Min(hn::Load(ints, sums.margin[0] + row), hn::Sub(area_points, wbk)), ints, sums.margin[0] + row);
        hn::Store(hn::Min(hn::Load(ints, sums.margin[1] + row), hn::Sub(area_points, wbbm)), ints, sums.margin[1] + row);
    }
}

template <class Tag, class Mask>
HWY_INLINE std::uint64_t bits_of(Tag tag, Mask mask) {
    std::uint8_t bytes[8] = {};
    hn::StoreMaskBits(tag, mask, bytes);
    std::uint64_t word;
    std::memcpy(&word, bytes, sizeof word);
    return hn::Lanes(tag) < 8 ? word & ((1u << hn::Lanes(tag)) - 1) : word;
}

/// Both surveys of a row in points; those with more than two decimals do not divide and are rounded down.
HWY_INLINE void survey_points(const Floor::Shape& shape, const Table& table, std::size_t first, std::size_t rows,
                              std::int32_t* HWY_RESTRICT out) {
    const std::uint32_t* a = table.numbers[shape.integrity].data() + first;
    const std::uint32_t* b = table.numbers[shape.service].data() + first;
    std::uint64_t scale = 1;
    for (int i = 0; i < table.decimals; ++i) scale *= 10;
    const auto whole = static_cast<std::uint64_t>(shape.survey_points);
    if (whole % scale == 0) {
        const auto factor = static_cast<std::uint32_t>(whole / scale);
        for (std::size_t row = 0; row < rows; ++row) out[row] = static_cast<std::int32_t>((a[row] + b[row]) * factor);
    } else {
        for (std::size_t row = 0; row < rows; ++row)
            out[row] = static_cast<std::int32_t>((std::uint64_t{a[row]} + b[row]) * (whole / 10'000) / (scale / 10'000));
    }
}

void assess_chunk(const Floor::Shape& shape, const Table& table, std::size_t first, std::size_t rows,
                  const std::array<std::uint32_t, 4>& least, std::int32_t* totals, std::uint64_t* wbk, std::uint64_t* wbbm,
                  std::uint64_t* undecided) {
    Sums sums;
    std::fill_n(sums.enablers, rows, 0);
    for (auto& margin : sums.margin) std::fill_n(margin, rows, std::numeric_limits<std::int32_t>::max());
    for (const Floor::Area& area : shape.areas) add_area(area, table, first, rows, sums);
    HWY_ALIGN std::int32_t surveys[chunk];
    survey_points(shape, table, first, rows, surveys);

    const hn::ScalableTag<std::int32_t> ints;
    const hn::Rebind<std::uint32_t, decltype(ints)> unsigneds;
    const hn::Rebind<std::uint8_t, decltype(ints)> bytes;
    const std::uint32_t* integrity = table.numbers[shape.integrity].data() + first;
    const std::uint32_t* service = table.numbers[shape.service].data() + first;
    const std::uint8_t* performance = table.options[shape.performance].data() + first;
    const auto error = hn::Set(ints, -shape.error);
    std::uint64_t* met[2] = {wbk, wbbm};
    for (std::size_t word = 0; word < rows / 64; ++word) {
        std::uint64_t bits[2] = {}, open = 0;
        for (std::size_t row = 64 * word; row < 64 * word + 64; row += hn::Lanes(ints)) {
            const auto enablers = hn::Load(ints, sums.enablers + row);
            const auto code = hn::PromoteTo(ints, hn::Load(bytes, performance + row));
            const auto results = hn::Mul(hn::Sub(hn::Set(ints, 4), code), hn::Set(ints, shape.performance_step));
            const auto total = hn::Add(hn::Add(enablers, results), hn::Load(ints, surveys + row));
            hn::StoreU(total, ints, totals + row);
            const auto a = hn::Load(unsigneds, integrity + row), b = hn::Load(unsigneds, service + row);
            for (int p = 0; p < 2; ++p) {
                auto margin = hn::Load(ints, sums.margin[p] + row);
                margin = hn::Min(margin, hn::Sub(enablers, hn::Set(ints, shape.enablers[p])));
                margin = hn::Min(margin, hn::Sub(total, hn::Set(ints, shape.total[p])));
                const auto a_least = hn::Set(unsigneds, least[p]), b_least = hn::Set(unsigneds, least[2 + p]);
                const auto surveys_met = hn::And(hn::Eq(hn::Max(a, a_least), a), hn::Eq(hn::Max(b, b_least), b));
                const auto rest_met =
                    hn::And(hn::RebindMask(ints, surveys_met),
                            hn::Not(hn::Lt(hn::Set(ints, static_cast<std::int32_t>(shape.worst_performance[p])), code)));
                const auto negative = hn::Lt(margin, hn::Zero(ints));
                bits[p] |= bits_of(ints, hn::AndNot(negative, rest_met)) << (row % 64);
                open |= bits_of(ints, hn::And(hn::And(negative, hn::Lt(error, margin)), rest_met)) << (row % 64);
            }
        }
        for (int p = 0; p < 2; ++p) met[p][word] = bits[p];
        undecided[word] = open;
    }
}

std::uint64_t sum(const void* values, std::size_t size) {
    const hn::ScalableTag<std::uint64_t> words;
    const std::size_t step = 4 * hn::Lanes(words);
    const auto* begin = static_cast<const std::uint64_t*>(values);
    auto a = hn::Zero(words), b = a, c = a, d = a;
    for (std::size_t i = 0; i + step <= size / 8; i += step) {
        a = hn::Add(a, hn::Load(words, begin + i));
        b = hn::Add(b, hn::Load(words, begin + i + hn::Lanes(words)));
        c = hn::Add(c, hn::Load(words, begin + i + 2 * hn::Lanes(words)));
        d = hn::Add(d, hn::Load(words, begin + i + 3 * hn::Lanes(words)));
    }
    return hn::GetLane(hn::SumOfLanes(words, hn::Add(hn::Add(a, b), hn::Add(c, d))));
}

}  // namespace HWY_NAMESPACE
}  // namespace bench
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace bench {

namespace {

HWY_EXPORT(assess_chunk);
HWY_EXPORT(sum);

void require(bool holds, const char* what) {
    if (!holds) throw std::runtime_error(std::string("the kernel by hand was not written for these rules: ") + what);
}

std::int32_t whole(const zi::Rational& value) {
    const auto parts = value.small();
    require(parts && parts->second == 1 && std::in_range<std::int32_t>(parts->first), "a number does not fit");
    return static_cast<std::int32_t>(parts->first);
}

std::int32_t points(const zi::Rational& value) { return whole(value * zi::Rational(Floor::denominator)); }

bool below(const zi::Model& model, zi::QuestionIndex question, const std::vector<zi::NodeIndex>& nodes) {
    for (zi::NodeIndex node = model.questions[question].node; node != zi::none; node = model.nodes[node].parent)
        if (std::find(nodes.begin(), nodes.end(), node) != nodes.end()) return true;
    return false;
}

Floor::Ratio ratio(const zi::Model& model, zi::Index q) {
    const zi::Question& question = model.questions[q];
    Floor::Ratio made;
    made.question = q;
    made.bottom = question.formula.args.at(1).input;
    const zi::Formula& top = question.formula.args.at(0);
    made.fall = top.kind == zi::Formula::Kind::subtract;
    made.top = made.fall ? top.args.at(1).input : top.input;
    made.weight = whole(model.nodes[question.node].weight * zi::Rational(Floor::denominator / Floor::share_unit));
    return made;
}

Floor::Area area(const zi::Model& model, const zi::View& view) {
    Floor::Area made;
    // Weights with shares in quarters or hundredths become whole numbers of the area's own unit.
    std::map<std::pair<zi::Rational, int>, std::vector<Floor::Column>> by_weight;
    std::int32_t unit = 100;
    for (zi::QuestionIndex q{0}; q < model.questions.size(); ++q) {
        if (!below(model, q, view.members)) continue;
        const zi::Question& question = model.questions[q];
        if (question.kind == zi::Question::Kind::ratio) {
            made.ratios.push_back(ratio(model, q));
            continue;
        }
        const zi::Rational& weight = model.nodes[question.node].weight;
        const auto& options = model.scales[question.scale].options;
        const bool quarters = std::all_of(options.begin(), options.end(),
                                          [](const zi::Option& o) { return (o.value * zi::Rational(4)).is_integer(); });
        Floor::Column column;
        column.question = q;
        for (std::size_t o = 0; o < options.size(); ++o)
            column.shares[o] = static_cast<std::uint8_t>(whole(options[o].value * zi::Rational(quarters ? 4 : 100)));
        by_weight[{weight, quarters ? 4 : 100}].push_back(column);
        for (const std::int32_t step = unit; !(weight * zi::Rational(unit, 100)).is_integer();) unit += step;
    }
    for (const auto& [key, columns] : by_weight) {
        const std::size_t most = key.second == 4 ? 63 : 2;
        for (std::size_t at = 0; at < columns.size(); at += most) {
            const auto begin = columns.begin() + static_cast<std::ptrdiff_t>(at);
            made.groups.push_back({static_cast<std::uint16_t>(whole(key.first * zi::Rational(unit, key.second))),
                                   {begin, begin + static_cast<std::ptrdiff_t>(std::min(most, columns.size() - at))}});
        }
    }
    require(view.weight * zi::Rational(unit) <= zi::Rational(65'535), "an area does not fit 16 bits");
    made.scale = whole(zi::Rational(Floor::denominator, unit));
    return made;
}

zi::Rational threshold(const zi::Model& model, const char* predicate, const std::string& id) {
    for (const zi::Condition& condition : model.predicates[model.find_predicate(predicate)].conditions)
        if (condition.id == id && condition.op == zi::Operator::at_least) return condition.threshold;
    require(false, "a condition is missing");
    return {};
}

zi::Index question_at(const zi::Model& model, const char* id) {
    const zi::NodeIndex node = model.find_node(id);
    require(node != zi::none && model.nodes[node].question != zi::none, "a question is missing");
    return model.nodes[node].question;
}

}  // namespace

FloorResult::FloorResult(std::size_t rows) {
    const std::size_t padded = (rows + Floor::chunk - 1) / Floor::chunk * Floor::chunk;
    totals.resize(padded);
    wbk.resize(padded / 64);
    wbbm.resize(padded / 64);
}

Floor::Floor(const zi::Model& model) : model_(model) {
    const zi::Rational& survey_weight = model.nodes[model.find_node("B.I.a")].weight;
    shape_.integrity = question_at(model, "B.I.a");
    shape_.performance = question_at(model, "B.I.b");
    shape_.service = question_at(model, "B.II.a");
    require(model.nodes[model.find_node("B.II.a")].weight == survey_weight, "the surveys weigh the same");
    shape_.survey_points = points(survey_weight / zi::Rational(4));
    shape_.performance_step = points(model.nodes[model.find_node("B.I.b")].weight / zi::Rational(4));
    for (const zi::View& view : model.views) shape_.areas.push_back(area(model, view));
    constexpr const char* names[] = {"WBK", "WBBM"};
    for (std::size_t p = 0; p < 2; ++p) {
        shape_.total[p] = points(threshold(model, names[p], "total"));
        shape_.enablers[p] = points(threshold(model, names[p], "A"));
        for (std::size_t v = 0; v < model.views.size(); ++v)
            shape_.areas[v].thresholds[p] = points(threshold(model, names[p], model.views[v].name));
        const zi::Rational integrity = threshold(model, names[p], "B.I.a"), performance = threshold(model, names[p], "B.I.b");
        shape_.least_integrity[p] = integrity * zi::Rational(4) / survey_weight;
        shape_.least_service[p] = threshold(model, names[p], "B.II") * zi::Rational(4) / survey_weight;
        shape_.worst_performance[p] = static_cast<std::uint32_t>(4 - points(performance) / shape_.performance_step);
        require(points(performance) % shape_.performance_step == 0, "performance is met by an option");
        require(threshold(model, names[p], "B.I") <= integrity + performance, "B.I asks for no more than its parts do");
    }
    for (const Area& one : shape_.areas)
        for (const Ratio& ratio : one.ratios) shape_.error += ratio.weight;
    ++shape_.error;  // both surveys together
}

void Floor::run(const Table& table, std::size_t first, std::size_t last, FloorResult& result,
                std::vector<std::uint32_t>& undecided) const {
    std::int64_t scale = 1;
    for (int i = 0; i < table.decimals; ++i) scale *= 10;
    // The least value that will do, as the columns count.
    const auto least = [&](const zi::Rational& index) {
        return static_cast<std::uint32_t>(whole(index * zi::Rational(10)) * (scale / 10));
    };
    const std::array<std::uint32_t, 4> leasts{least(shape_.least_integrity[0]), least(shape_.least_integrity[1]),
                                              least(shape_.least_service[0]), least(shape_.least_service[1])};
    std::array<std::uint64_t, chunk / 64> open{};
    for (std::size_t row = first; row < last; row += chunk) {
        const std::size_t rows = (std::min(chunk, last - row) + 127) / 128 * 128;
        HWY_DYNAMIC_DISPATCH(assess_chunk)
        (shape_, table, row, rows, leasts, result.totals.data() + row, result.wbk.data() + row / 64,
         result.wbbm.data() + row / 64, open.data());
        for (std::size_t w = 0; w < rows / 64; ++w)
            for (std::uint64_t bits = open[w]; bits != 0; bits &= bits - 1) {
                const std::size_t one = row + 64 * w + static_cast<std::size_t>(std::countr_zero(bits));
                if (one >= last) break;
                undecided.push_back(static_cast<std::uint32_t>(one));
                decide(table, one, result);
            }
    }
}

void Floor::run(const Table& table, FloorResult& result, unsigned threads) const {
    const std::size_t chunks = (table.rows + chunk - 1) / chunk;
    std::vector<std::vector<std::uint32_t>> undecided(threads);
    std::vector<std::jthread> pool;
    const auto part = [&](unsigned t) {
        run(table, chunks * t / threads * chunk, std::min(table.rows, chunks * (t + 1) / threads * chunk), result,
            undecided[t]);
    };
    for (unsigned t = 1; t < threads; ++t) pool.emplace_back(part, t);
    part(0);
    pool.clear();
    result.undecided.clear();
    for (const auto& rows : undecided) result.undecided.insert(result.undecided.end(), rows.begin(), rows.end());
}

/// The conditions on scores of one row in rational numbers.
void Floor::decide(const Table& table, std::size_t row, FloorResult& result) const {
    const zi::Assessment exact = zi::assess_reference(model_, unit_of(model_, table, row), day());
    std::vector<std::uint64_t>* met[] = {&result.wbk, &result.wbbm};
    constexpr const char* names[] = {"WBK", "WBBM"};
    for (std::size_t p = 0; p < 2; ++p) {
        const bool verdict = exact.predicates[model_.find_predicate(names[p])].verdict == zi::Verdict::met;
        std::uint64_t& word = (*met[p])[row / 64];
        word = (word & ~(std::uint64_t{1} << (row % 64))) | std::uint64_t{verdict} << (row % 64);
    }
}

std::size_t Floor::bytes_read() const {
    std::size_t bytes = sizeof(std::uint8_t) + 2 * sizeof(std::uint32_t);  // the three of B
    for (const Area& one : shape_.areas) {
        for (const Group& group : one.groups) bytes += group.columns.size();
        bytes += one.ratios.size() * 2 * sizeof(std::uint16_t);
    }
    return bytes;
}

std::uint64_t read_all(const Table& table, unsigned threads) {
    std::vector<std::pair<const unsigned char*, std::size_t>> columns;
    const auto add = [&](const auto& values) {
        if (!values.empty())
            columns.emplace_back(reinterpret_cast<const unsigned char*>(values.data()), values.size() * sizeof values[0]);
    };
    for (const auto& column : table.options) add(column);
    for (const auto& column : table.numbers) add(column);
    for (const auto& inputs : table.counts)
        for (const auto& column : inputs) add(column);
    std::vector<std::uint64_t> sums(threads);
    const auto part = [&](unsigned t) {
        for (const auto& [values, size] : columns) {
            // Whole chunks of each column, so that threads read different memory.
            const std::size_t from = size / Table::padding * t / threads * Table::padding,
                              to = size / Table::padding * (t + 1) / threads * Table::padding;
            sums[t] += HWY_DYNAMIC_DISPATCH(sum)(values + from, to - from);
        }
    };
    std::vector<std::jthread> pool;
    for (unsigned t = 1; t < threads; ++t) pool.emplace_back(part, t);
    part(0);
    pool.clear();
    std::uint64_t total = 0;
    for (const std::uint64_t one : sums) total += one;
    return total;
}

}  // namespace bench
#endif
