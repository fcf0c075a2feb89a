// Evaluates one chunk, in this order: facts, codes, quotients, sums, scores, comparisons, verdicts. Truths are two bit masks,
// certain and possible (bits.hpp). One long file, since the steps share their scratch memory and read best in the order in
// which they run.
#include "columnar/chunk.hpp"

#include "columnar/values.hpp"

#include "base/power_of_ten.hpp"
#include "base/wide.hpp"

#include <algorithm>
#include <type_traits>

namespace zi::columnar {

namespace {

constexpr Bits no_rows{};

constexpr Truths always{~no_rows, ~no_rows}, never{};

/// `Points`: 32-bit if the prepared columns prove that all sums fit, else 64-bit.
template <class Points>
class Worker final : public ChunkWorker {
public:
    explicit Worker(const Prepared& prepared) : prepared_(prepared), model_(*prepared.model) {
        const std::size_t observed = prepared_.observed.size();
        for (int plane = 0; plane < 2; ++plane) {
            points_[plane] = std::make_unique_for_overwrite<Rows<Points>[]>(observed);
            apart_[plane] = std::make_unique_for_overwrite<Rows<Points>[]>(prepared_.classes.size());
            for (Index i = 0; i < prepared_.classes.size(); ++i) sums_[plane].push_back(&place_of_sum(i, plane));
        }
        for (const Class& part : prepared_.classes)
            for (const Group& group : part.groups) gather(group, false, plain_groups_.emplace_back().sources);
        for (const PreparedPredicate& one : prepared_.predicates) find_margins(one, margins_.emplace_back());
        tests_.resize(prepared_.tests.size());
        reached_.resize(prepared_.reaches.size());
        codes_.resize(model_.questions.size());
        sources_.resize(model_.questions.size());
        result_.predicates.resize(prepared_.predicates.size());
        result_.concerned.resize(prepared_.predicates.size());
        if (prepared_.outputs.conditions) {
            for (const PreparedPredicate& one : prepared_.predicates) {
                result_.conditions.emplace_back(one.conditions.size());
                result_.applicable.emplace_back(one.conditions.size());
            }
        }
    }

    void bind(const Batch& batch) override {
        batch_ = &batch;
        coded_.clear();
        std::size_t groups = 0;
        for (const Class& part : prepared_.classes) {
            for (const Group& group : part.groups) find_plain(group, plain_groups_[groups++]);
            for (const Coded& one : part.coded) coded_.push_back(one.question);
        }
        given_tests_.clear();
        for (std::size_t i = 0; i < tests_.size(); ++i) {
            if (batch.tests[i].column->type == Column::Type::absent)
                tests_[i] = of_nothing(batch.tests[i]);
            else
                given_tests_.push_back(i);
        }
    }

    const ChunkResult& run(std::size_t first, std::size_t rows, std::size_t again) override {
        first_ = first;
        rows_ = rows;
        padded_ = (rows + row_multiple - 1) / row_multiple * row_multiple;
        again_ = again;
        result_.live = first_rows(rows_) & ~first_rows(again_);
        if (rows_ < padded_) make_room_for_copies();
        result_.exact = odd_rows();
        for (const std::size_t i : given_tests_) tests_[i] = test(batch_->tests[i]);
        evidence_ = batch_->evidence ? flags(*batch_->evidence).certain : no_rows;
        uncertain_ = false;
        if (rows_ == padded_) {
            for (const QuestionIndex question : coded_) find_codes(question);
        } else {
            for (QuestionIndex question{0}; question < batch_->questions.size(); ++question)
                if (batch_->questions[question].counts) find_codes(question);
        }
        find_shares();
        add_up();
        for (const Observed& one : prepared_.observed)
            if (!one.reaches.empty()) compare(one);
        for (std::size_t i = 0; i < prepared_.predicates.size(); ++i) judge(i);
        result_.exact = result_.exact & result_.live;
        return result_;
    }

    void scores(Index index, std::int64_t* certain, std::int64_t* possible) const override {
        std::copy_n(points_[0][index].data() + again_, rows_ - again_, certain);
        if (possible != nullptr) std::copy_n(points_[uncertain_ ? 1 : 0][index].data() + again_, rows_ - again_, possible);
    }

private:
    /// Padded by a cache line: with sizes that are powers of two, the same row of all arrays would map to the same cache set.
    template <class Number>
    struct Rows : std::array<Number, chunk> {
        std::array<char, 64> apart;
    };

    // ---- Reading columns -------------------------------------------------------------------------------------------

    static Bits first_rows(std::size_t rows) {
        Bits bits{};
        for (std::size_t w = 0; w < words; ++w) {
            const std::size_t left = rows > 64 * w ? rows - 64 * w : 0;
            bits[w] = left >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << left) - 1;
        }
        return bits;
    }

    Bits odd_rows() const {
        Bits bits{};
        const auto& odd = batch_->columns().odd_values();
        auto one = std::lower_bound(odd.begin(), odd.end(), first_,
                                    [](const OddValue& value, std::size_t row) { return value.row < row; });
        for (; one != odd.end() && one->row < first_ + rows_; ++one)
            bits[(one->row - first_) / 64] |= std::uint64_t{1} << ((one->row - first_) % 64);
        return bits;
    }

    /// The chunk's part of a bitmap. Bits after the last row are 0.
    Bits bitmap(const void* bits, std::size_t offset) const {
        Bits out{};
        const auto* bytes = static_cast<const std::uint8_t*>(bits);
        const std::size_t begin = offset + first_;
        if (begin % 8 == 0) {
            std::memcpy(out.data(), bytes + begin / 8, (rows_ + 7) / 8);
        } else {
            const std::size_t last = (begin + rows_ - 1) / 8;
            for (std::size_t w = 0; w < words && 64 * w < rows_; ++w) {
                const std::size_t from = begin / 8 + 8 * w, shift = begin % 8;
                std::uint64_t low = 0, high = 0;
                std::memcpy(&low, bytes + from, std::min<std::size_t>(8, last + 1 - from));
                if (from + 8 <= last) high = bytes[from + 8];
                out[w] = low >> shift | high << (64 - shift);
            }
        }
        return out & result_.live;
    }

    Bits there(const Column& column) const {
        if (column.type == Column::Type::absent) return no_rows;
        return column.has_nulls ? bitmap(column.valid, column.offset) : result_.live;
    }

    /// The chunk's values, readable for `padded_` rows; those after the last row are unspecified.
    const void* values(const Column& column) {
        const std::size_t bytes = width(column.type);
        const auto* begin = static_cast<const unsigned char*>(column.values) + (column.offset + first_) * bytes;
        if (rows_ == padded_) return begin;
        unsigned char*& copy = staged_[static_cast<std::size_t>(&column - &batch_->columns()[FieldIndex(0)])];
        if (copy == nullptr) {
            copy = room_.data() + room_used_;
            room_used_ += padded_ * bytes;
            std::memcpy(copy, begin, rows_ * bytes);
            std::memset(copy + rows_ * bytes, 0, (padded_ - rows_) * bytes);
        }
        return copy;
    }

    /// Buffers for copies of columns, if the number of rows is not a multiple of a vector.
    void make_room_for_copies() {
        const std::size_t fields = batch_->columns().layout().fields().size();
        std::size_t bytes = 0;
        for (FieldIndex i{0}; i < fields; ++i) bytes += padded_ * width(batch_->columns()[i].type);
        room_.resize(bytes);
        room_used_ = 0;
        staged_.assign(fields, nullptr);
    }

    /// A boolean column with nulls.
    Truths flags(const Column& column) const {
        const Bits given = there(column);
        if (!any(given)) return {no_rows, ~no_rows};
        const Bits yes = bitmap(column.values, column.offset) & given;
        return {yes, yes | ~given};
    }

    Bits in_any(const Column& column, const Intervals& intervals) {
        Bits bits{};
        if (column.type == Column::Type::absent) return bits;
        if (column.type == Column::Type::bits) {
            const Bits yes = bitmap(column.values, column.offset);
            for (const auto& [low, high] : intervals) {
                if (low <= 1 && high >= 1) bits = bits | yes;
                if (low <= 0 && high >= 0) bits = bits | ~yes;
            }
            return bits;
        }
        const void* numbers = values(column);
        for (const auto& [low, high] : intervals) bits = bits | simd::within(padded_, numbers, column.type, low, high);
        return bits;
    }

    // ---- Facts -----------------------------------------------------------------------------------------------------

    /// The result for null rows.
    static Truths of_nothing(const BoundTest& test) {
        return {test.otherwise_yes ? ~no_rows : no_rows, test.otherwise_yes || test.otherwise_unknown ? ~no_rows : no_rows};
    }

    Truths test(const BoundTest& test) {
        const Truths otherwise = of_nothing(test);
        const Bits given = there(*test.column);
        if (!any(given)) return otherwise;
        const Bits yes = in_any(*test.column, test.intervals) & given;
        return {yes | (otherwise.certain & ~given), yes | (otherwise.possible & ~given)};
    }

    Truths holds(const PlannedGuard& guard) const {
        if (guard.kind == Guard::Kind::test) return tests_[guard.test];
        const bool all = guard.kind == Guard::Kind::all;
        Truths result = all ? always : Truths{};
        for (const PlannedGuard& arg : guard.args) result = all ? result & holds(arg) : result | holds(arg);
        return result;
    }

    // ---- Evidence --------------------------------------------------------------------------------------------------

    Truths met(const BoundQuestion& question, const BoundNeed& need) const {
        if (need.parts.empty()) {
            // An absent column: there is no such document. A null: the document is pending.
            const Column& column = question.documents[need.leaf];
            return column.type == Column::Type::absent ? Truths{} : flags(column);
        }
        if (need.wanted == need.parts.size()) {
            Truths all = always;
            for (const BoundNeed& part : need.parts) all = all & met(question, part);
            return all;
        }
        // reached[k]: at least k + 1 of the parts so far are met.
        std::vector<Truths> reached(need.wanted);
        for (const BoundNeed& part : need.parts) {
            const Truths one = met(question, part);
            for (std::size_t k = reached.size(); k-- > 1;) reached[k] = reached[k] | (reached[k - 1] & one);
            reached[0] = reached[0] | one;
        }
        return reached.back();
    }

    /// Rows whose documents support the answer up to this option; `none`: any option.
    Truths carried(const BoundQuestion& question, OptionIndex option) const {
        Truths all = always;
        for (const BoundNeed& need : question.needs)
            if (need.option == none || option == none || option <= need.option) all = all & met(question, need);
        // Rows that state no evidence are not asked for any.
        return {all.certain | ~evidence_, all.possible | ~evidence_};
    }

    /// The best code (lowest place) that the documents support; a better answer counts as this.
    void limits(const BoundQuestion& question, Rows<std::uint8_t>& certain, Rows<std::uint8_t>& possible) {
        steps_[0].clear();
        steps_[1].clear();
        Truths so_far = always;
        const OptionIndex worst(question.unknown - 1u);
        for (OptionIndex option = worst; option-- > 0;) {
            so_far = so_far & carried(question, option);
            steps_[0].push_back(so_far.certain);
            steps_[1].push_back(so_far.possible);
        }
        simd::count_down(padded_, static_cast<std::uint8_t>(worst), steps_[0].data(), steps_[0].size(), certain.data());
        simd::count_down(padded_, static_cast<std::uint8_t>(worst), steps_[1].data(), steps_[1].size(), possible.data());
    }

    // ---- Questions with options ------------------------------------------------------------------------------------

    struct Source {
        const std::uint8_t* certain = nullptr;
        const std::uint8_t* possible = nullptr;
    };
    struct Codes {
        Rows<std::uint8_t> certain, possible;
    };

    /// Sources of a group whose columns can be read in place: found once for a batch. Those of other groups are copies, made
    /// for each chunk.
    struct PlainGroup {
        bool is_plain = false;
        simd::GroupSources sources;
    };

    void find_plain(const Group& group, PlainGroup& out) {
        out.is_plain = true;
        point(group, out.sources, [&](QuestionIndex question) {
            const std::uint8_t* const plain = batch_->questions[question].plain;
            out.is_plain = out.is_plain && plain != nullptr;
            return plain;
        });
        if (out.is_plain) return;
        coded_.insert(coded_.end(), group.words.begin(), group.words.end());
        for (const ByteSum& sum : group.sums) coded_.insert(coded_.end(), sum.questions.begin(), sum.questions.end());
    }

    void find_codes(QuestionIndex index) {
        const BoundQuestion& question = batch_->questions[index];
        const Column& column = *question.answer;
        Source& source = sources_[index];
        if (question.plain) {
            source.certain = source.possible = static_cast<const std::uint8_t*>(values(column));
            return;
        }
        const Bits given = there(column);
        const bool complete = !any(result_.live & ~given);
        uncertain_ = uncertain_ || !complete;
        const bool weighed = !question.needs.empty() && any(evidence_);
        const bool set_apart = !prepared_.set_apart[index].cases.empty();
        if (complete && !question.translated && !weighed && !set_apart) {
            source.certain = source.possible = static_cast<const std::uint8_t*>(values(column));
            return;
        }
        if (!codes_[index]) codes_[index] = std::make_unique<Codes>();
        Codes& codes = *codes_[index];
        if (!any(given)) {
            codes.certain.fill(question.unknown);
        } else {
            const auto* raw = static_cast<const std::uint8_t*>(values(column));
            if (question.translated) {
                const auto& places = column.places;
                for (std::size_t row = 0; row < padded_; ++row)
                    translated_[row] = raw[row] < places.size() ? static_cast<std::uint8_t>(places[raw[row]]) : std::uint8_t{0};
                raw = translated_.data();
            }
            simd::mark_unknown(padded_, raw, given, question.unknown, codes.certain.data());
        }
        source.certain = source.possible = codes.certain.data();
        if (weighed) {
            limits(question, limit_[0], limit_[1]);
            simd::greater_of(padded_, codes.certain.data(), limit_[1].data(), codes.possible.data());
            simd::greater_of(padded_, codes.certain.data(), limit_[0].data(), codes.certain.data());
            source.possible = codes.possible.data();
            uncertain_ = true;
        }
        if (set_apart) set_codes_apart(index, question.unknown, codes, source);
    }

    void set_codes_apart(QuestionIndex index, std::uint8_t unknown, Codes& codes, Source& source) {
        const SetApart& apart = prepared_.set_apart[index];
        if (source.possible == source.certain) codes.possible = codes.certain;
        source.possible = codes.possible.data();
        const auto code_of = [&](std::size_t one) { return static_cast<std::uint8_t>(unknown + 1u + one); };
        decide_cases(
            apart,
            [&](std::size_t one, const Bits& rows) {
                simd::replace_codes(padded_, rows, code_of(one), codes.certain.data());
                simd::replace_codes(padded_, rows, code_of(one), codes.possible.data());
            },
            [&](std::size_t row, std::size_t one, bool only) {
                const std::uint8_t code = code_of(one);
                if (only || apart.certain[code] < apart.certain[codes.certain[row]]) codes.certain[row] = code;
                if (only || apart.possible[code] > apart.possible[codes.possible[row]]) codes.possible[row] = code;
            });
    }

    /// Calls `decides(case, rows)` with the rows that each case of `inapplicable` certainly decides. For rows where that
    /// depends on an unknown fact, calls `may_decide(row, case, only)` for each case that may apply; `only` is true for the
    /// first of them if some case certainly applies, so that the answer does not count.
    template <class Decides, class MayDecide>
    void decide_cases(const SetApart& apart, Decides decides, MayDecide may_decide) {
        cases_.clear();
        for (const PlannedGuard& one : apart.cases) cases_.push_back(holds(one));
        Bits undecided = result_.live, doubtful = no_rows;
        for (std::size_t i = 0; i < cases_.size(); ++i) {
            decides(i, undecided & cases_[i].certain);
            doubtful = doubtful | (undecided & cases_[i].possible & ~cases_[i].certain);
            undecided = undecided & ~cases_[i].possible;
        }
        if (!any(doubtful)) return;
        uncertain_ = true;
        for_each_row(doubtful, [&](std::size_t row) {
            // The possible cases, up to the first certain one.
            const auto settles = [&](const Truths& one) { return at(one.certain, row); };
            bool only = std::any_of(cases_.begin(), cases_.end(), settles);
            for (std::size_t i = 0; i < cases_.size(); ++i) {
                if (!at(cases_[i].possible, row)) continue;
                may_decide(row, i, only);
                only = false;
                if (at(cases_[i].certain, row)) break;
            }
        });
    }

    // ---- Quotients -------------------------------------------------------------------------------------------------

    struct Shares {
        Rows<std::uint32_t> certain, possible;
        bool differ = false;  ///< false: `possible` is not filled
    };

    void find_shares() {
        std::size_t used = 0;
        for (const auto& part : batch_->quotients)
            for (const BoundQuotient& one : part) {
                if (used == shares_.size()) shares_.push_back(std::make_unique<Shares>());
                find_shares(one, *shares_[used++]);
            }
    }

    void find_shares(const BoundQuotient& quotient, Shares& out) {
        const Question& question = model_.questions[quotient.prepared->question];
        Rows<std::uint32_t>& shares = out.certain;
        Bits answered = question.kind == Question::Kind::number ? number_there(quotient) : inputs_there(question, quotient);
        Bits open = result_.live & ~answered;
        Bits pending = answered;  // rows not yet decided by a case or band
        Division division;
        if (quotient.bands.empty() && any(answered)) divide(quotient, shares, division);
        for (const InputCase& one : quotient.prepared->cases) {
            const Bits rows = holds(one.guard, quotient, division.no_bottom) & pending;
            if (!any(rows)) continue;
            if (one.open)
                open = open | rows;
            else
                simd::replace_shares(padded_, rows, one.share, shares.data());
            pending = pending & ~rows;
        }
        for (const BoundBand& band : quotient.bands) {
            const Bits rows = in_any(*quotient.inputs, band.intervals) & pending;
            simd::replace_shares(padded_, rows, band.share, shares.data());
            pending = pending & ~rows;
        }
        if (!quotient.bands.empty()) open = open | pending;  // numbers in no band: not on a step
        result_.exact = result_.exact | (division.unsure & pending);
        open = open | (division.no_bottom & ~division.unsure & pending);
        const auto worst = static_cast<std::uint32_t>(quotient.prepared->worst),
                   best = static_cast<std::uint32_t>(quotient.prepared->best);
        const BoundQuestion& bound = batch_->questions[quotient.prepared->question];
        const bool weighed = !bound.needs.empty() && any(evidence_);
        const bool differ = any(open) || weighed;
        uncertain_ = uncertain_ || differ;
        const SetApart& apart = prepared_.set_apart[quotient.prepared->question];
        out.differ = differ || !apart.cases.empty();
        if (out.differ) out.possible = shares;
        if (weighed) {
            const Truths backed = carried(bound, none);
            simd::limit(padded_, ~backed.certain, worst, shares.data());
            simd::limit(padded_, ~backed.possible, worst, out.possible.data());
        }
        if (any(open)) {
            simd::replace_shares(padded_, open, worst, shares.data());
            simd::replace_shares(padded_, open, best, out.possible.data());
        }
        if (apart.cases.empty()) return;
        const auto share_of = [&](std::size_t one) { return static_cast<std::uint32_t>(quotient.prepared->inapplicable[one]); };
        decide_cases(
            apart,
            [&](std::size_t one, const Bits& rows) {
                simd::replace_shares(padded_, rows, share_of(one), shares.data());
                simd::replace_shares(padded_, rows, share_of(one), out.possible.data());
            },
            [&](std::size_t row, std::size_t one, bool only) {
                const std::uint32_t share = share_of(one);
                shares[row] = only ? share : std::min(shares[row], share);
                out.possible[row] = only ? share : std::max(out.possible[row], share);
            });
    }

    Bits number_there(const BoundQuotient& quotient) {
        const Bits given = there(*quotient.inputs);
        return any(given) ? given & in_any(*quotient.inputs, quotient.range) : given;
    }

    /// Rows with all required inputs. A total replaces parts that the formula does not read.
    Bits inputs_there(const Question& question, const BoundQuotient& quotient) {
        const std::size_t count = question.inputs.size();
        const auto is_full = [](const Column& column) { return column.type != Column::Type::absent && !column.has_nulls; };
        if (std::all_of(quotient.inputs, quotient.inputs + count, is_full)) return result_.live;
        given_.resize(count);
        bool complete = true;
        for (std::size_t i = 0; i < count; ++i) {
            given_[i] = there(quotient.inputs[i]);
            complete = complete && !any(result_.live & ~given_[i]);
        }
        if (complete) return result_.live;
        stood_for_.assign(count, no_rows);
        Bits all = result_.live;
        for (std::size_t k = count; k-- > 0;) {
            const InputIndex i = question.input_order[k];
            for (const InputIndex part : question.inputs[i].parts)
                stood_for_[part] = stood_for_[part] | given_[i] | stood_for_[i];
        }
        Bits some = no_rows;
        for (std::size_t i = 0; i < count; ++i) {
            all = all & (question.inputs_read[i] == 0 ? given_[i] | stood_for_[i] : given_[i]);
            some = some | given_[i];
        }
        // Rows with some inputs take the exact path, which derives bounds from these.
        result_.exact = result_.exact | (result_.live & some & ~all);
        return all;
    }

    /// Compares two columns of counts. The result is unspecified for null rows.
    Bits compared(const Column& column, Operator op, const Column& other) const {
        Bits result = no_rows;
        if (column.type == Column::Type::absent || other.type == Column::Type::absent) return result;
        for (std::size_t row = 0; row < rows_; ++row) {
            const Wide a = Wide{stored(column, first_ + row)} * power_of_ten(other.decimals),
                       b = Wide{stored(other, first_ + row)} * power_of_ten(column.decimals);
            const bool holds = op == Operator::at_least  ? a >= b
                               : op == Operator::above   ? a > b
                               : op == Operator::at_most ? a <= b
                               : op == Operator::below   ? a < b
                                                         : a == b;
            if (holds) result[row / 64] |= std::uint64_t{1} << (row % 64);
        }
        return result;
    }

    Bits holds(const InputGuard& guard, const BoundQuotient& quotient, const Bits& no_bottom) {
        if (guard.no_bottom) return no_bottom;
        if (guard.kind == Guard::Kind::test && guard.other != none)
            return compared(quotient.inputs[guard.input], guard.op, quotient.inputs[guard.other]);
        if (guard.kind == Guard::Kind::test) return in_any(quotient.inputs[guard.input], guard.intervals);
        const bool all = guard.kind == Guard::Kind::all;
        Bits result = all ? ~no_rows : no_rows;
        for (const InputGuard& arg : guard.args)
            result = all ? result & holds(arg, quotient, no_bottom) : result | holds(arg, quotient, no_bottom);
        return result;
    }

    struct Division {
        Bits no_bottom{};  ///< rows whose denominator is 0
        Bits unsure{};     ///< rows for the exact path
    };

    /// Divides in all rows, including those that a case decides: few are.
    void divide(const BoundQuotient& quotient, Rows<std::uint32_t>& shares, Division& result) {
        if (!quotient.formula().program) {
            result.unsure = ~no_rows;
            return;
        }
        const FormulaProgram& program = *quotient.formula().program;
        if (!divide_columns(quotient, shares, result.unsure, result.no_bottom)) {
            run_steps(quotient, result.no_bottom);
            const double* top = registers_.data() + program.top * chunk;
            result.unsure = program.divisor != 0
                                ? simd::divide_by(padded_, top, program.divisor, prepared_.share_unit, shares.data())
                                : simd::divide(padded_, top, registers_.data() + program.bottom * chunk, prepared_.share_unit,
                                               shares.data());
        }
        if (program.needs_cap)
            result.unsure = no_rows;
        else
            result.unsure = result.unsure & ~result.no_bottom;
        const std::int64_t most = quotient.formula().most;
        if (!quotient.range.empty() && quotient.range.front().first >= -most && quotient.range.front().second <= most) return;
        for (const FormulaStep& step : program.steps) {
            if (step.kind != FormulaStep::Kind::input) continue;
            const Column& column = quotient.inputs[step.a];
            if (may_exceed(column.type, most)) result.unsure = result.unsure | ~in_any(column, {{-most, most}});
        }
    }

    /// Divides integer columns directly, without conversion to registers. False if there is no kernel for their types.
    bool divide_columns(const BoundQuotient& quotient, Rows<std::uint32_t>& shares, Bits& outside, Bits& no_bottom) {
        const FormulaProgram& program = *quotient.formula().program;
        if (program.top_input == none || (program.divisor != 0 && program.less_input != none)) return false;
        const Column& top = quotient.inputs[program.top_input];
        if (program.divisor != 0)
            return simd::scale_column(padded_, values_or_none(top), top.type, program.divisor, prepared_.share_unit,
                                      shares.data(), outside);
        const Column* less = program.less_input == none ? nullptr : &quotient.inputs[program.less_input];
        const Column& bottom = quotient.inputs[program.bottom_input];
        if ((less != nullptr && less->type != top.type) || prepared_.share_unit > most_single) return false;
        return simd::divide_columns(padded_, values_or_none(top), less == nullptr ? nullptr : values_or_none(*less), top.type,
                                    values_or_none(bottom), bottom.type, prepared_.share_unit, shares.data(),
                                    program.needs_cap ? nullptr : &outside, no_bottom);
    }

    void run_steps(const BoundQuotient& quotient, Bits& zero) {
        const FormulaProgram& program = *quotient.formula().program;
        registers_.resize(std::max(registers_.size(), program.steps.size() * chunk));
        for (std::size_t i = 0; i < program.steps.size(); ++i) {
            const FormulaStep& step = program.steps[i];
            if (step.kind == FormulaStep::Kind::input) {
                const Column& column = quotient.inputs[step.a];
                simd::convert(padded_, values_or_none(column), column.type, registers_.data() + i * chunk);
            } else if (step.kind == FormulaStep::Kind::not_zero) {
                zero = zero | simd::zeros(padded_, registers_.data() + step.a * chunk);
            } else {
                simd::step(padded_, step, registers_.data(), i);
            }
        }
    }

    const void* values_or_none(const Column& column) { return column.type == Column::Type::absent ? nullptr : values(column); }

    static bool may_exceed(Column::Type type, std::int64_t most) {
        switch (type) {
            case Column::Type::absent:
            case Column::Type::bits:
            case Column::Type::u8:
            case Column::Type::i8: return most < 255;
            case Column::Type::u16:
            case Column::Type::i16: return most < 65'535;
            case Column::Type::u32:
            case Column::Type::i32: return most < 0xFFFF'FFFF;
            case Column::Type::i64: break;
        }
        return true;
    }

    // ---- Scores ----------------------------------------------------------------------------------------------------

    void add_up() {
        const int planes = uncertain_ ? 2 : 1;
        std::size_t groups = 0, used = 0;
        for (Index i = 0; i < prepared_.classes.size(); ++i) {
            const Class& part = prepared_.classes[i];
            if (part.extreme != none) continue;
            for (int plane = 0; plane < planes; ++plane) sum_class(part, groups, used, plane, *sums_[plane][i]);
            groups += part.groups.size();
            used += part.quotients.size();
        }
        for (Index i = 0; i < prepared_.observed.size(); ++i)
            for (int plane = 0; plane < planes; ++plane) {
                if (prepared_.observed[i].children.empty())
                    find_sum(i, plane);
                else
                    find_extreme(i, plane);
            }
    }

    /// Where the sum of a class is written: into the score of an observed node that consists of this class alone, else apart.
    Rows<Points>& place_of_sum(Index index, int plane) {
        const Class& part = prepared_.classes[index];
        if (part.extreme != none) return points_[plane][part.extreme];
        for (const Index observed : part.observed)
            if (prepared_.observed[observed].classes.size() == 1) return points_[plane][observed];
        return apart_[plane][index];
    }

    /// `groups`, `used`: indices of the first group and the first share of this class.
    void sum_class(const Class& part, std::size_t groups, std::size_t used, int plane, Rows<Points>& sum) {
        bool first = true;
        for (const Group& group : part.groups) {
            const PlainGroup& plain = plain_groups_[groups++];
            if (plain.is_plain && rows_ == padded_) {
                simd::sum_group(padded_, plain.sources, first_, small_.data());
            } else {
                gather(group, plane != 0, group_);
                point(group, group_, [&](QuestionIndex question) {
                    return plane == 0 ? sources_[question].certain : sources_[question].possible;
                });
                simd::sum_group(padded_, group_, 0, small_.data());
            }
            simd::add_scaled(padded_, small_.data(), group.factor, first, sum.data());
            first = false;
        }
        for (const Quotient& one : part.quotients) {
            const Shares& shares = *shares_[used++];
            simd::add_product(padded_, (plane == 0 || !shares.differ ? shares.certain : shares.possible).data(), one.weight,
                              first, sum.data());
            first = false;
        }
        if (first) sum.fill(0);
        for (const Coded& one : part.coded) {
            const Source& source = sources_[one.question];
            const std::uint8_t* codes = plane == 0 ? source.certain : source.possible;
            const auto& worth = plane == 0 ? one.certain : one.possible;
            for (std::size_t row = 0; row < padded_; ++row)
                if (codes[row] < worth.size()) sum[row] += static_cast<Points>(worth[codes[row]]);
        }
    }

    /// Fills tables, counts and factors; `point` sets the addresses of the codes.
    static void gather(const Group& group, bool possible, simd::GroupSources& out) {
        out.bytes.clear();
        out.counts.clear();
        out.factors.clear();
        out.words.clear();
        for (const ByteSum& sum : group.sums) {
            out.counts.push_back(static_cast<std::uint32_t>(sum.questions.size()));
            out.factors.push_back(sum.factor);
            for (const ByteTable& table : possible ? sum.possible : sum.certain) out.bytes.push_back({nullptr, table.data()});
        }
        for (const WordTable& table : possible ? group.possible : group.certain) out.words.push_back({nullptr, &table});
    }

    /// `codes(question)`: the address of its codes.
    template <class Codes>
    static void point(const Group& group, simd::GroupSources& out, Codes codes) {
        auto next = out.bytes.begin();
        for (const ByteSum& sum : group.sums)
            for (const QuestionIndex question : sum.questions) (next++)->codes = codes(question);
        for (std::size_t i = 0; i < group.words.size(); ++i) out.words[i].codes = codes(group.words[i]);
    }

    void find_sum(Index index, int plane) {
        Rows<Points>& total = points_[plane][index];
        parts_.clear();
        for (const Index part : prepared_.observed[index].classes) parts_.push_back(sums_[plane][part]->data());
        if (parts_.empty())
            total.fill(0);
        else if (parts_.size() > 1 || parts_.front() != total.data())
            simd::sum(padded_, parts_.data(), parts_.size(), total.data());
    }

    /// The minimum or maximum of a node's children.
    void find_extreme(Index index, int plane) {
        const Observed& one = prepared_.observed[index];
        Rows<Points>& extreme = points_[plane][index];
        for (std::size_t i = 0; i < one.children.size(); ++i) {
            const Rows<Points>& child = points_[plane][one.children[i]];
            if (i == 0)
                std::copy_n(child.begin(), padded_, extreme.begin());
            else
                for (std::size_t row = 0; row < padded_; ++row)
                    extreme[row] = one.least ? std::min(extreme[row], child[row]) : std::max(extreme[row], child[row]);
        }
    }

    // ---- Verdicts --------------------------------------------------------------------------------------------------

    /// Compares an observed score with all of its bounds.
    void compare(const Observed& one) {
        const auto index = static_cast<std::size_t>(&one - prepared_.observed.data());
        bounds_.clear();
        for (const Index reach : one.reaches)
            bounds_.push_back({prepared_.reaches[reach].bound, prepared_.reaches[reach].undecided});
        compared_.resize(bounds_.size());
        for (int plane = 0; plane < (uncertain_ ? 2 : 1); ++plane) {
            const Bits undecided =
                simd::at_least(padded_, points_[plane][index].data(), bounds_.data(), bounds_.size(), compared_.data());
            result_.exact = result_.exact | undecided;
            for (std::size_t i = 0; i < one.reaches.size(); ++i) {
                Truths& reached = reached_[one.reaches[i]];
                (plane == 0 ? reached.certain : reached.possible) = compared_[i];
                if (!uncertain_) reached.possible = compared_[i];
            }
        }
    }

    /// The plain score conditions of a predicate, evaluated in one pass: scores and bounds.
    struct Margins {
        std::vector<const Points*> values[2];  ///< by plane
        std::vector<Points> bounds;
        std::int64_t width = 0;  ///< rows whose largest shortfall is 1 .. width are undecided
    };

    void find_margins(const PreparedPredicate& predicate, Margins& out) {
        for (const Reach& one : predicate.scores) {
            for (int plane = 0; plane < 2; ++plane) out.values[plane].push_back(points_[plane][one.observed].data());
            out.bounds.push_back(static_cast<Points>(one.bound));
            out.width = std::max(out.width, one.bound - one.undecided);
        }
    }

    Truths reached(const Margins& margins) {
        if (margins.bounds.empty()) return always;
        const auto in_plane = [&](int plane) {
            Bits undecided{};
            const Bits met = simd::all_at_least(padded_, margins.values[plane].data(), margins.bounds.data(),
                                                margins.bounds.size(), margins.width, undecided);
            result_.exact = result_.exact | undecided;
            return met;
        };
        const Bits certain = in_plane(0);
        return {certain, uncertain_ ? in_plane(1) : certain};
    }

    /// The verdict of a condition; `made` is storage for one that has to be computed.
    const Truths& verdict(const PlannedCondition& condition, Truths& made) const {
        switch (condition.kind) {
            case PlannedCondition::Kind::fact: return tests_[condition.index];
            case PlannedCondition::Kind::predicate: return result_.predicates[condition.index];
            case PlannedCondition::Kind::constant: return condition.value ? always : never;
            case PlannedCondition::Kind::score: break;
        }
        switch (condition.op) {
            case Operator::at_least: return reached_[condition.at];
            case Operator::above: return reached_[condition.above];
            case Operator::at_most: return made = ~reached_[condition.above];
            case Operator::below: return made = ~reached_[condition.at];
            case Operator::equal:
            case Operator::in: break;
        }
        return made = reached_[condition.at] & ~reached_[condition.above];
    }

    void judge(std::size_t index) {
        const PreparedPredicate& predicate = prepared_.predicates[index];
        Truths all = reached(margins_[index]), made;
        for (std::size_t i = 0; i < predicate.conditions.size(); ++i) {
            const PlannedCondition& condition = predicate.conditions[i];
            if (!condition.when && !condition.unless && !prepared_.outputs.conditions) {
                all &= verdict(condition, made);
                continue;
            }
            Truths one = verdict(condition, made);
            Truths applies = always;
            if (condition.when) applies = holds(*condition.when);
            if (condition.unless) applies = applies & ~holds(*condition.unless);
            // Implication: applies -> holds.
            one = one | ~applies;
            all = all & one;
            if (!prepared_.outputs.conditions) continue;
            result_.conditions[index][i] = {one.certain & applies.possible, one.possible & applies.possible};
            result_.applicable[index][i] = applies;
        }
        if (predicate.when) {
            // Unknown applicability makes the verdict unknown.
            const Truths concerned = holds(*predicate.when);
            result_.concerned[index] = concerned;
            all = {all.certain & concerned.certain,
                   (all.possible & concerned.certain) | (concerned.possible & ~concerned.certain)};
        }
        result_.predicates[index] = all;
    }

    const Batch* batch_ = nullptr;
    const Prepared& prepared_;
    const Model& model_;
    std::size_t first_ = 0, rows_ = 0, padded_ = 0, again_ = 0;
    bool uncertain_ = false;  ///< certain and possible scores differ in some row
    Bits evidence_{};
    ChunkResult result_;
    std::vector<Truths> tests_, cases_;
    std::vector<Truths> reached_;
    std::vector<Bound> bounds_;
    std::vector<Bits> compared_, given_, stood_for_;
    std::vector<Bits> steps_[2];
    std::vector<std::unique_ptr<Codes>> codes_;
    std::vector<Source> sources_;
    std::vector<QuestionIndex> coded_;      ///< questions whose codes are computed for each chunk
    std::vector<PlainGroup> plain_groups_;  ///< by group, over all classes
    std::vector<std::size_t> given_tests_;  ///< tests on present columns; the others are constant
    simd::GroupSources group_;
    std::vector<std::unique_ptr<Shares>> shares_;
    std::vector<double> registers_;
    std::vector<unsigned char> room_;
    std::size_t room_used_ = 0;
    std::vector<unsigned char*> staged_;  ///< by field: the copy of its rows in `room_`; null until needed
    Rows<std::uint8_t> translated_{}, limit_[2]{};
    Rows<std::uint16_t> small_{};
    // Not initialised, so that pages that a run does not need are never touched.
    std::unique_ptr<Rows<Points>[]> points_[2];  ///< by plane (certain, possible) and observed score
    std::unique_ptr<Rows<Points>[]> apart_[2];   ///< sums of classes that are no observed score
    std::vector<Rows<Points>*> sums_[2];         ///< by class: its sum, in points_ or apart_
    std::vector<const Points*> parts_;
    std::vector<Margins> margins_;  ///< by index into Prepared::predicates
};

}  // namespace

std::unique_ptr<ChunkWorker> make_worker(const Prepared& prepared) {
    if (prepared.narrow) return std::make_unique<Worker<std::int32_t>>(prepared);
    return std::make_unique<Worker<std::int64_t>>(prepared);
}

}  // namespace zi::columnar
