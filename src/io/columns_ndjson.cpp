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
#include <bit>
#include <cstring>
#include <span>
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
        for (QuestionIndex q{0}; q < model.questions.size(); ++q)
            asked_.push_back({layout.answer(q), model.questions[q].kind == Question::Kind::ratio});
        for (FieldIndex f{0}; f < layout.fields().size(); ++f)
            quick_.push_back(
                {values_.short_keys(f), layout.fields()[f].kind == Field::Kind::count && limits.number_digits >= 9});
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
        if (at_ != end_ && *at_ == sign) return ++at_, true;
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

    /// The same letters, which are then read; nothing is skipped.
    bool next_is(const std::string& wanted) {
        const std::size_t size = wanted.size();
        if (static_cast<std::size_t>(end_ - at_) <= size) return false;
        const auto differ = [&](std::size_t i) {
            std::uint64_t here = 0, there = 0;
            std::memcpy(&here, at_ + i, sizeof here);
            std::memcpy(&there, wanted.data() + i, sizeof there);
            return here ^ there;
        };
        constexpr std::size_t eight = sizeof(std::uint64_t);
        const bool same = size < eight || size > 2 * eight ? std::memcmp(at_, wanted.data(), size) == 0
                                                           : (differ(0) | differ(size - eight)) == 0;
        if (same) at_ += size;
        return same;
    }
    /// The place of a text of a few letters among others; none: it is none of them, or has to be looked at closely. It is read
    /// only if it is one.
    Index short_word(std::span<const std::uint64_t> words) {
        constexpr std::uint64_t ones = 0x0101010101010101u, lower = 0x7F * ones;
        if constexpr (std::endian::native != std::endian::little) return none;
        if (end_ - at_ < 10 || *at_ != '"') return none;
        std::uint64_t eight = 0;
        std::memcpy(&eight, at_ + 1, sizeof eight);
        const std::uint64_t signs = eight ^ static_cast<unsigned char>('"') * ones;
        const std::uint64_t found = ~(((signs & lower) + lower) | signs | lower);
        if (found == 0) return none;
        const auto size = static_cast<std::size_t>(std::countr_zero(found)) / 8;
        const std::size_t place = io::place_among(words, io::short_text(at_ + 1, size));
        if (place == 0) return none;
        at_ += size + 2;
        return static_cast<Index>(place - 1);
    }
    /// A few digits; nothing, and nothing is read, where something else stands.
    std::optional<std::int64_t> short_count() {
        constexpr int most = 9;
        std::int64_t value = 0;
        const char* at = at_;
        while (at != end_ && *at >= '0' && *at <= '9' && at - at_ < most) value = 10 * value + (*at++ - '0');
        const bool whole = at != end_ && (*at == ',' || *at == '}');
        if (at == at_ || !whole || (*at_ == '0' && at - at_ > 1) || value > limits_.count) return std::nullopt;
        at_ = at;
        return value;
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
            skip_blanks();
            const bool null = at_ != end_ && *at_ == 'n' && take("null");
            if (!null && !answer(source, question)) return false;
        } while (take(','));
        return take('}');
    }

    /// Memoises which question follows which: the order is usually the same in every line.
    QuestionIndex next_question(Index before) {
        skip_blanks();
        auto& [guess, question] = guesses_[before];
        if (!guess.empty() && next_is(guess)) return question;
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
        const FieldIndex field = asked_[index].field;
        if (!asked_[index].is_ratio) return value(source, field);
        const Question& question = model_.questions[index];
        bool any = false;
        std::uint64_t seen = 0;
        Index next = 0;  // inputs mostly come in their order
        const auto count = static_cast<Index>(std::min<std::size_t>(question.inputs.size(), 64));
        const bool read = object([&](std::string_view key) {
            for (Index turn = 0; turn < count; ++turn) {
                const Index i = next;
                next = next + 1 < count ? next + 1 : 0;
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
        skip_blanks();
        const Quick& quick = quick_[field];
        const std::size_t slot = row_.slot(source, field);
        if (!quick.words.empty()) {
            if (const Index place = short_word(quick.words); place != none) return row_.set(slot, PlainValue{place, 0});
        } else if (quick.is_count) {
            if (const auto count = short_count()) return row_.set(slot, PlainValue{*count, 0});
        }
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
        return found && row_.set(slot, *found);
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
    /// What is asked of a question, and of a value of a few letters, at a glance.
    struct Asked {
        FieldIndex field;
        bool is_ratio = false;
    };
    struct Quick {
        std::span<const std::uint64_t> words;  ///< short texts that are the places of options or members
        bool is_count = false;
    };
    List<Asked, Question> asked_;
    List<Quick, Field> quick_;
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
