// The fast path: NDJSON straight into columns. A line that is not plain is left to the reader of units, which decides. So this
// parser need not be complete, but must not accept what that one refuses.
#include "foreign.hpp"
#include "json_value.hpp"
#include "lookup.hpp"
#include "records.hpp"
#include "rows.hpp"
#include "text.hpp"
#include "unit_reader.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace zi {

namespace {

using io::PlainValue;

class PlainUnits {
public:
    PlainUnits(const Model& model, const ColumnLayout& layout, const Limits& limits)
        : model_(model),
          layout_(layout),
          limits_(limits),
          values_(model, layout, limits),
          row_(model, layout),
          answered_((model.assessors.size() + 1) * model.questions.size()),
          guesses_(model.questions.size() + 1),
          questions_(io::questions_of(model)) {
        for (FactIndex i{0}; i < model.facts.size(); ++i) facts_.add(model.facts[i].id, i);
        for (AssessorIndex i{0}; i < model.assessors.size(); ++i) assessors_.add(model.assessors[i].name, i);
    }

    /// False if the line is not plain.
    bool read(std::string_view line) {
        // Limits on memory need no check here: no line this short exceeds them.
        if (line.size() > limits_.unit_bytes / 64 || line.size() > limits_.string_bytes || limits_.json_depth < depth)
            return false;
        at_ = line.data();
        end_ = at_ + line.size();
        row_.clear();
        ++unit_;
        id_ = name_ = {};
        return unit();
    }
    io::Row& row() { return row_; }
    std::string_view id() const { return id_; }
    std::string_view name() const { return name_; }

private:
    static constexpr std::size_t depth = 8;
    enum class Part : unsigned {
        id = 1,
        name = 2,
        answers = 4,
        assessed = 8,
        facts = 16,
        evidence = 32,
        belongs_to = 64,
        members = 128
    };

    // ---- Tokens ------------------------------------------------------------------------------------------------------

    void skip_blanks() {
        while (at_ != end_ && (*at_ == ' ' || *at_ == '\t' || *at_ == '\r')) ++at_;
    }
    bool take(char sign) {
        skip_blanks();
        if (at_ == end_ || *at_ != sign) return false;
        ++at_;
        return true;
    }
    bool take(std::string_view word) {
        skip_blanks();
        if (static_cast<std::size_t>(end_ - at_) < word.size() || *at_ != word.front() ||
            std::memcmp(at_, word.data(), word.size()) != 0)
            return false;
        at_ += word.size();
        return true;
    }
    /// The raw text between quotes. Callers refuse escapes, or match nothing with them.
    bool text(std::string_view& out) {
        if (!take('"')) return false;
        // Optimised for texts of a few letters.
        const char* close = at_;
        while (close != end_ && close - at_ < 8 && *close != '"') ++close;
        if (close == end_) return false;
        if (*close != '"') close = static_cast<const char*>(std::memchr(close, '"', static_cast<std::size_t>(end_ - close)));
        if (close == nullptr) return false;
        out = {at_, static_cast<std::size_t>(close - at_)};
        at_ = close + 1;
        return true;
    }
    static bool is_plain(std::string_view text) {
        return std::none_of(text.begin(), text.end(),
                            [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '\\'; }) &&
               io::is_utf8(text);
    }
    /// Visits the members of an object; `each` reads the value of a key.
    template <class Each>
    bool object(Each each) {
        if (!take('{')) return false;
        if (take('}')) return true;
        do {
            std::string_view key;
            if (!text(key) || !take(':') || !each(key)) return false;
        } while (take(','));
        return take('}');
    }

    // ---- Units -----------------------------------------------------------------------------------------------------

    bool unit() {
        unsigned seen = 0;
        const auto first = [&](Part part) {
            const unsigned before = std::exchange(seen, seen | static_cast<unsigned>(part));
            return seen != before;
        };
        const bool read = object([&](std::string_view key) {
            if (key == "id")
                return first(Part::id) && text(id_) && is_plain(id_) && !id_.empty() &&
                       units::trimmed(id_).size() == id_.size();
            if (key == "name") return first(Part::name) && text(name_) && is_plain(name_);
            if (key == "answers") return first(Part::answers) && answers_of(0);
            if (key == "assessed") return first(Part::assessed) && (take("null") || assessed_by());
            if (key == "facts") return first(Part::facts) && facts_of("", 2);
            if (key == "evidence") return first(Part::evidence) && take("null");
            if (key == "belongs_to") return first(Part::belongs_to) && take("null");
            return key == "members" && first(Part::members) && take("null");
        });
        skip_blanks();
        return read && at_ == end_ && !id_.empty();
    }

    bool assessed_by() {
        std::uint64_t seen = 0;
        return object([&](std::string_view key) {
            const AssessorIndex assessor = assessors_.find(key);
            if (assessor == none || assessor >= 64 || (seen >> assessor & 1) != 0) return false;
            seen |= std::uint64_t{1} << assessor;
            return take("null") || answers_of(assessor + 1u);
        });
    }

    bool answers_of(std::size_t source) {
        Index before = 0;  // 0 for the first, else 1 + the previous question
        if (!take('{')) return false;
        if (take('}')) return true;
        do {
            const QuestionIndex question = next_question(before);
            if (question == none) return false;
            before = question + 1;
            std::uint64_t& answered = answered_[source * model_.questions.size() + question];
            if (answered == unit_) return false;
            answered = unit_;
            if (!take("null") && !answer(source, question)) return false;
        } while (take(','));
        return take('}');
    }

    /// Memoises which question follows which: the order is usually the same in every line.
    QuestionIndex next_question(Index before) {
        skip_blanks();
        auto& [guess, question] = guesses_[before];
        if (!guess.empty() && static_cast<std::size_t>(end_ - at_) > guess.size() &&
            std::memcmp(at_, guess.data(), guess.size()) == 0) {
            at_ += guess.size();
            return question;
        }
        const char* const begin = at_;
        std::string_view key;
        if (!text(key) || !take(':')) return none;
        const QuestionIndex found = questions_.find(key);
        if (found != none) {
            guess.assign(begin, at_);
            question = found;
        }
        return found;
    }

    bool answer(std::size_t source, QuestionIndex index) {
        const Question& question = model_.questions[index];
        const FieldIndex field = layout_.answer(index);
        if (question.kind != Question::Kind::ratio) return value(source, field);
        bool any = false;
        std::uint64_t seen = 0;
        const bool read = object([&](std::string_view key) {
            for (Index i = 0; i < question.inputs.size() && i < 64; ++i) {
                if (question.inputs[i].key != key) continue;
                if ((seen >> i & 1) != 0) return false;
                seen |= std::uint64_t{1} << i;
                if (take("null")) return true;
                any = true;
                return value(source, field + i);
            }
            return false;
        });
        return read && any;
    }

    bool facts_of(const std::string& prefix, std::size_t level) {
        io::Keys seen;
        return object([&](std::string_view key) {
            if (level > depth - 1 || !seen.add(key)) return false;
            const FactIndex fact = prefix.empty() ? facts_.find(key) : facts_.find(prefix + std::string(key));
            if (fact != none) return take("null") || value(0, layout_.fact(fact));
            skip_blanks();
            return at_ != end_ && *at_ == '{' && is_plain(key) && nested(prefix, key, level);
        });
    }
    /// An empty object names no question.
    bool nested(const std::string& prefix, std::string_view key, std::size_t level) {
        const char* const begin = at_;
        if (take('{') && take('}')) return false;
        at_ = begin;
        return facts_of(prefix + std::string(key) + ".", level + 1);
    }

    bool value(std::size_t source, FieldIndex field) {
        std::optional<PlainValue> found;
        std::string_view spelled;
        if (values_.is_flag(field)) {
            if (take("true"))
                found = PlainValue{1, 0};
            else if (take("false"))
                found = PlainValue{0, 0};
        } else if (!values_.is_number(field)) {
            if (text(spelled)) found = values_.word(field, spelled);
        } else {
            skip_blanks();
            const char* const begin = at_;
            while (at_ != end_ && ((*at_ >= '0' && *at_ <= '9') || *at_ == '.')) ++at_;
            found = values_.number(field, {begin, static_cast<std::size_t>(at_ - begin)});
        }
        return found && row_.set(source, field, *found);
    }

    const Model& model_;
    const ColumnLayout& layout_;
    const Limits& limits_;
    io::PlainValues values_;
    io::Row row_;
    std::uint64_t unit_ = 0;
    std::vector<std::uint64_t> answered_;  ///< by source and question: the last unit that answered
    std::vector<std::pair<std::string, QuestionIndex>>
        guesses_;  ///< by 1 + the previous question: the next key as spelled, colon included
    io::Lookup<Question> questions_;
    io::Lookup<Fact> facts_;
    io::Lookup<Assessor> assessors_;
    std::string_view id_, name_;
    const char* at_ = nullptr;
    const char* end_ = nullptr;
};

}  // namespace

// NOLINTNEXTLINE(performance-unnecessary-value-param): same signature as read_columns_csv, which keeps it
void read_columns_ndjson(std::shared_ptr<const Model> model, Date as_of, const ByteSource& source, const Limits& limits,
                         const ColumnsSink& sink, const ReadColumnsOptions& options) {
    io::Batches batches(model, as_of, options.batch_rows, sink);
    PlainUnits plain(*model, batches.builder().layout(), limits);
    io::SingleUnits units(*model, limits, options.shared, options.bad_values);
    io::Records records(source, limits.unit_bytes, false);
    std::size_t ordinal = 0;
    for (std::string_view line;;) {
        const auto kind = records.next(line);
        if (kind == io::Records::Kind::end) break;
        if (limits.cancelled()) return void(batches.refuse(records.line(), {Diagnostic{Code::cancelled, {}}}));
        if (records.line() == 1 && line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
        if (records.line() == 1)
            if (auto other = io::foreign_to_json(line)) return void(batches.refuse(1, {std::move(*other)}));
        if (kind == io::Records::Kind::record && line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
        ++ordinal;
        bool going = true;
        Diagnostics left;  // discarded: the reader of units reports
        if (kind == io::Records::Kind::too_long) {
            Diagnostic diagnostic{Code::unit_limit, {"@unit_bytes", std::to_string(limits.unit_bytes)}};
            diagnostic.unit = "#" + std::to_string(ordinal);
            going = batches.refuse(records.line(), {std::move(diagnostic)});
        } else if (plain.read(line) && plain.row().put_into(batches.builder(), batches.row(), false, left)) {
            going = batches.end_row(std::string(plain.id()), std::string(plain.name()), records.line());
        } else if (Result<Unit> unit = units.read(line, static_cast<std::size_t>(records.line()), ordinal)) {
            batches.builder().extend(batches.row());
            batches.builder().append(*unit);
            going = batches.end_row(std::move(unit->id), std::move(unit->name), records.line(), std::move(unit->remarks));
        } else {
            going = batches.refuse(records.line(), unit.diagnostics());
        }
        if (!going) return;
    }
    if (ordinal == 0)
        batches.refuse(0, {Diagnostic{Code::no_units, {}}});
    else
        batches.flush();
}

}  // namespace zi
