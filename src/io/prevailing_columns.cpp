#include "prevailing_columns.hpp"

#include "totals.hpp"

#include "base/filled.hpp"
#include "base/power_of_ten.hpp"
#include "columnar/values.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

namespace zi::io {

namespace {

/// A number that is not null.
struct Given {
    std::int64_t value = 0;
    unsigned decimals = 0;
    const Rational* odd = nullptr;

    Rational exact() const { return odd != nullptr ? *odd : Rational(value, power_of_ten(decimals)); }
};

std::optional<Given> given(const Columns& columns, FieldIndex field, std::size_t row) {
    if (!columns.odd_values().empty())
        for (const OddValue& one : columns.odd_in(row))
            if (one.field == field) return Given{0, 0, std::get_if<Rational>(&one.value)};
    const auto value = columnar::value_at(columns[field], row);
    if (!value) return std::nullopt;
    return Given{*value, columns[field].decimals, nullptr};
}

void put(ColumnsBuilder& builder, FieldIndex field, std::size_t row, const Given& value) {
    if (value.odd != nullptr)
        builder.put(field, row, *value.odd);
    else
        builder.put(field, row, value.value, value.decimals);
}

/// The fields of one question.
struct Fields {
    FieldIndex first;
    Index count = 1;

    bool any_in(const Columns& columns) const {
        for (Index i = 0; i < count; ++i)
            if (columns[first + i].type != Column::Type::absent ||
                std::any_of(columns.odd_values().begin(), columns.odd_values().end(),
                            [&](const OddValue& one) { return one.field == first + i; }))
                return true;
        return false;
    }
    bool any_in(const Columns& columns, std::size_t row) const {
        for (Index i = 0; i < count; ++i)
            if (given(columns, first + i, row)) return true;
        return false;
    }
};

class Joiner {
public:
    Joiner(std::vector<Columns> said, const std::vector<LeftOpen>& open, bool leaves_open,
           const std::function<bool(Diagnostic)>& report)
        : said_(std::move(said)),
          leaves_open_(leaves_open),
          model_(said_.front().model()),
          rows_(said_.front().rows()),
          builder_(said_.front().shared_model(), Date{}),
          report_(report),
          open_(model_.questions.size()) {
        for (const LeftOpen& one : open) open_[one.question].emplace_back(one.row, one.source);
    }

    Columns run() {
        for (QuestionIndex q{0}; q < model_.questions.size(); ++q) join(q);
        Columns result = std::move(said_.front());
        if (replaced_.empty()) return result;
        builder_.extend(rows_);
        const Columns made = builder_.finish();
        std::vector<OddValue> odd = made.odd_values();
        for (const OddValue& one : result.odd_values())
            if (!replaced_.contains(one.field)) odd.push_back(one);
        std::stable_sort(odd.begin(), odd.end(), [](const OddValue& a, const OddValue& b) { return a.row < b.row; });
        for (const FieldIndex field : replaced_) result.set(field, made[field]);
        result.set_odd_values(std::move(odd));
        return result;
    }

private:
    void join(QuestionIndex index) {
        const Question& question = model_.questions[index];
        Fields fields{said_.front().layout().answer(index)};
        if (question.kind == Question::Kind::ratio) fields.count = static_cast<Index>(question.inputs.size());
        const bool totals = has_relations(question);
        bool derived = false;
        if (totals)
            for (std::size_t source = 0; source < said_.size(); ++source)
                for (std::size_t row = 0; row < rows_ && !full_; ++row)
                    derived = add_totals(source, index, fields, row, nullptr) || derived;
        const bool several =
            std::any_of(said_.begin() + 1, said_.end(), [&](const Columns& one) { return fields.any_in(one); });
        // Of one answer that is left open nothing is there in any case.
        auto& open = open_[index];
        if (!derived && !several && (open.empty() || fields.count == 1)) return;
        std::sort(open.begin(), open.end());
        auto next_open = open.begin();
        for (Index i = 0; i < fields.count; ++i) replaced_.insert(fields.first + i);
        for (std::size_t row = 0; row < rows_; ++row) {
            std::optional<std::size_t> last_open;
            for (; next_open != open.end() && next_open->first == row; ++next_open) last_open = next_open->second;
            const auto last =
                std::find_if(said_.rbegin(), said_.rend(), [&](const Columns& one) { return fields.any_in(one, row); });
            if (last == said_.rend()) continue;
            const auto source = static_cast<std::size_t>(said_.rend() - last) - 1;
            if (last_open && *last_open >= source) continue;
            if (totals)
                add_totals(source, index, fields, row, &builder_);
            else
                for (Index i = 0; i < fields.count; ++i)
                    if (const auto value = given(*last, fields.first + i, row)) put(builder_, fields.first + i, row, *value);
        }
    }

    /// Was any total derived? Contradictions are reported.
    bool add_totals(std::size_t source, QuestionIndex index, const Fields& fields, std::size_t row, ColumnsBuilder* builder) {
        const Columns& columns = said_[source];
        const Question& question = model_.questions[index];
        counts_.assign(fields.count, std::nullopt);
        bool odd = false, any = false;
        for (Index i = 0; i < fields.count; ++i)
            if (const auto value = given(columns, fields.first + i, row)) {
                any = true;
                if (value->odd != nullptr || value->decimals != 0)
                    odd = true;
                else
                    counts_[i] = value->value;
            }
        if (!any) return false;
        const Totals found = odd ? Totals::left : fill_in(question, counts_);
        if (found != Totals::left) {
            for (Index i = 0; builder != nullptr && i < counts_.size(); ++i)
                if (counts_[i]) builder->put(fields.first + i, row, *counts_[i]);
            return found == Totals::derived;
        }
        Counts counts;
        for (Index i = 0; i < fields.count; ++i) {
            const auto value = given(columns, fields.first + i, row);
            counts.values.push_back(value ? std::optional(value->exact()) : std::nullopt);
        }
        const Counts before = counts;
        Diagnostics problems;
        derive_totals(question, counts, filled("#{}", row + 1), "/" + model_.nodes[question.node].id, problems);
        if (builder == nullptr && leaves_open_ && !problems.empty()) open_[index].emplace_back(row, source);
        for (Diagnostic& one : problems) {
            if (builder != nullptr) break;  // has been told
            one.row = row + 1;
            full_ = !report_(std::move(one));
        }
        for (Index i = 0; builder != nullptr && i < counts.values.size(); ++i)
            if (counts.values[i]) builder->put(fields.first + i, row, *counts.values[i]);
        return counts != before;
    }

    std::vector<Columns> said_;
    bool leaves_open_;
    const Model& model_;
    std::size_t rows_;
    ColumnsBuilder builder_;
    const std::function<bool(Diagnostic)>& report_;
    bool full_ = false;
    /// By question: rows in which it is left open, and by whom.
    List<std::vector<std::pair<std::size_t, std::size_t>>, Question> open_;
    std::set<FieldIndex> replaced_;  ///< fields whose values are those of the builder
    std::vector<std::optional<std::int64_t>> counts_;
};

}  // namespace

Columns prevailing_columns(std::vector<Columns> said, const std::vector<LeftOpen>& open, bool leaves_open,
                           const std::function<bool(Diagnostic)>& report) {
    return Joiner(std::move(said), open, leaves_open, report).run();
}

}  // namespace zi::io
