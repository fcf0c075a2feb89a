// Units from JSON: every value is checked against the model, every problem reported with unit and path.
#include "documents_json.hpp"
#include "foreign.hpp"
#include "json_value.hpp"
#include "lookup.hpp"
#include "notes_json.hpp"
#include "unit_reader.hpp"

#include "zi/unit.hpp"

#include "base/filled.hpp"
#include "base/listed.hpp"
#include "base/suggest.hpp"
#include "units/attribute.hpp"
#include "units/checker.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace zi {

namespace {

using io::JsonValue;
using io::Keys;
using io::Path;
using io::shortened;
using units::trimmed;
using Kind = JsonValue::Kind;

const std::vector<std::string_view> unit_fields{"id",    "name",    "attributes", "belongs_to", "members",
                                                "facts", "answers", "assessed",   "evidence",   "notes"};

class JsonUnit {
public:
    enum class Ids { unique, any };

    JsonUnit(const Model& model, const Limits& limits, const SharedEvidence* shared, Ids ids, BadValues bad_values)
        : model_(model),
          limits_(limits),
          shared_(shared),
          leaves_open_(bad_values == BadValues::leave_open),
          unique_(ids == Ids::unique),
          checker_(model, limits),
          questions_(io::questions_of(model)),
          kinds_(io::evidence_of(model)) {
        for (FactIndex i{0}; i < model.facts.size(); ++i) facts_.add(model.facts[i].id, i);
        for (AssessorIndex i{0}; i < model.assessors.size(); ++i) assessors_.add(model.assessors[i].name, i);
    }

    Result<Unit> read(const JsonValue& json, std::size_t ordinal) {
        diagnostics_.clear();
        refused_ = false;
        place_ = filled("#{}", ordinal);
        if (limits_.cancelled()) {
            report(Path(), Code::cancelled, {});
            return std::move(diagnostics_);
        }
        if (json.kind != Kind::object) {
            report(Path(), Code::json_type, {"@object", kind_word(json.kind)});
            return std::move(diagnostics_);
        }
        Unit unit(model_, "");
        // The id first: every message names it.
        for (const JsonValue& value : json.children())
            if (value.key == "id" && value.kind == Kind::string && !trimmed(value.text).empty())
                place_ = shortened(unit.id = trimmed(value.text));
        const bool has_id = std::ranges::any_of(
            json.children(), [](const JsonValue& value) { return value.key == "id" && value.kind != Kind::string; });
        const Path root, id_path(root, "id"), evidence_path(root, "evidence");
        if (unit.id.empty() && !has_id) report(id_path, Code::missing_id, {});
        Keys seen;
        const JsonValue* documents = nullptr;
        for (const JsonValue& value : json.children()) {
            const std::string_view key = value.key;
            const Path path(root, key);
            if (!seen.add(key)) {
                report(path, Code::duplicate_key, {shortened(key)});
            } else if (key == "id") {
                if (value.kind != Kind::string) no_text(path, value);
            } else if (key == "name") {
                if (value.kind == Kind::string)
                    unit.name = value.text;
                else
                    no_text(path, value);
            } else if (key == "answers") {
                answers(value, path, unit.answers);
            } else if (key == "assessed") {
                if (value.kind != Kind::null) assessed(value, path, unit);
            } else if (key == "attributes") {
                if (value.kind != Kind::null) attributes(value, path, unit);
            } else if (key == "notes") {
                if (value.kind != Kind::null) notes(value, path, unit);
            } else if (key == "evidence") {
                if (value.kind != Kind::null) documents = &value;
            } else if (key == "facts") {
                facts(value, path, {}, unit);
            } else if (key == "belongs_to") {
                if (value.kind != Kind::null) unit.belongs_to = texts(value, path);
            } else if (key == "members") {
                if (value.kind != Kind::null) members(value, path, unit);
            } else {
                report(path, Code::unknown_field, {shortened(key), listed(unit_fields)}, closest(key, unit_fields));
            }
        }
        // Last: which shared documents serve the unit depends on `belongs_to`.
        if (documents) {
            if (shared_) unit.shared = shared_->serving(unit);
            evidence(*documents, evidence_path, unit);
            miss_owners(unit, {root, "belongs_to"});
        }
        if (unique_ && !unit.id.empty() && !ids_.insert(unit.id).second)
            report(id_path, Code::duplicate_unit, {shortened(unit.id)});
        if (!refused_) {
            unit.remarks = std::move(diagnostics_);
            return unit;
        }
        std::erase_if(diagnostics_, [](const Diagnostic& one) { return severity(one.code) == Severity::warning; });
        return std::move(diagnostics_);
    }

private:
    /// No more diagnostics are added.
    bool full() const { return diagnostics_.size() > limits_.errors; }

    void report(const Path& path, Code code, std::vector<std::string> args, std::string suggestion = {}) {
        Diagnostic diagnostic{code, std::move(args)};
        diagnostic.suggestion = std::move(suggestion);
        report(path, std::move(diagnostic));
    }

    /// Adds a diagnostic of the checker; its path is relative to the value at `path`.
    void report(const Path& path, Diagnostic diagnostic) {
        refused_ = true;
        remark(path, std::move(diagnostic));
    }

    /// The same as a warning: the unit is not refused.
    void remark(const Path& path, Diagnostic diagnostic) {
        if (full()) return;
        if (diagnostics_.size() == limits_.errors) diagnostic = Diagnostic{Code::too_many, {}};
        diagnostic.unit = place_;
        diagnostic.path = path.text() + diagnostic.path;
        diagnostics_.push_back(std::move(diagnostic));
    }

    /// Calls the checker for one value.
    template <class Value, class Check>
    void take(const Path& path, Value& out, Check check) {
        Diagnostics problems;
        out = check(problems);
        if (!problems.empty()) refuse(path, out, std::move(problems));
    }

    /// An answer or fact that was refused.
    template <class Value>
    void refuse(const Path& path, Value& out, Diagnostics problems) {
        if (leaves_open_) out = Refused{};
        for (Diagnostic& problem : problems) leaves_open_ ? remark(path, std::move(problem)) : report(path, std::move(problem));
    }

    void no_text(const Path& path, const JsonValue& value) {
        if (value.kind == Kind::number)
            report(path, Code::number_for_text, {shortened(value.text)});
        else
            report(path, Code::json_type, {"@string", kind_word(value.kind)});
    }

    template <class What>
    std::string suggest(const io::Lookup<What>& names, std::string_view name) {
        return full() ? std::string() : names.suggest(name, guesses_);
    }

    bool expect_object(const JsonValue& json, const Path& path) {
        if (json.kind == Kind::object) return true;
        report(path, Code::json_type, {"@object", kind_word(json.kind)});
        return false;
    }

    // ---- Answers ---------------------------------------------------------------------------------------------------

    void answers(const JsonValue& json, const Path& path, List<Answer, Question>& out) {
        if (!expect_object(json, path)) return;
        std::vector<char> seen(out.size(), 0);
        QuestionIndex last = none;
        for (const JsonValue& value : json.children()) {
            const std::string_view key = value.key;
            const Path here(path, key);
            const QuestionIndex index = question_after(last, key);
            if (index == none) {
                report(here, Code::unknown_question, {shortened(key)}, suggest(questions_, key));
                continue;
            }
            last = index;
            if (std::exchange(seen[index], 1) != 0) {
                refuse(here, out[index], {Diagnostic{Code::duplicate_key, {shortened(key)}}});
                continue;
            }
            if (full() && !leaves_open_) continue;
            take(here, out[index],
                 [&](Diagnostics& problems) { return checker_.answer(model_.questions[index], value, problems); });
        }
    }

    /// The question with an id or alias. Usually it is the next one in the rules.
    QuestionIndex question_after(QuestionIndex last, std::string_view key) const {
        const QuestionIndex next(last + 1);  // 0 after none
        if (next < model_.questions.size() && model_.nodes[model_.questions[next].node].id == key) return next;
        return found(questions_, key);
    }

    /// The name as written, or trimmed.
    template <class What>
    static IndexOf<What> found(const io::Lookup<What>& names, std::string_view name) {
        const IndexOf<What> exact = names.find(name);
        return exact == none ? names.find(trimmed(name)) : exact;
    }

    /// The answers of those who assess after the unit: {"TPI": {...}, "TPN": {...}}.
    void assessed(const JsonValue& json, const Path& path, Unit& unit) {
        if (!expect_object(json, path)) return;
        Keys seen;
        for (const JsonValue& value : json.children()) {
            const std::string_view key = value.key;
            const Path here(path, key);
            const AssessorIndex index = found(assessors_, key);
            if (!seen.add(trimmed(key))) {
                report(here, Code::duplicate_key, {shortened(key)});
            } else if (index == none) {
                report(here, Code::unknown_name, {"@assessor", shortened(key)}, suggest(assessors_, key));
            } else if (value.kind != Kind::null) {
                if (unit.assessed.size() <= index) unit.assessed.resize(std::size_t{index} + 1);
                unit.assessed[index].resize(model_.questions.size());
                answers(value, here, unit.assessed[index]);
            }
        }
    }

    void attributes(const JsonValue& json, const Path& path, Unit& unit) {
        if (!expect_object(json, path)) return;
        Keys seen;
        for (const JsonValue& value : json.children()) {
            const Path here(path, value.key);
            Diagnostics problems;
            if (!seen.add(trimmed(value.key)))
                problems.push_back({Code::duplicate_key, {shortened(value.key)}});
            else if (value.kind == Kind::string)
                units::add_attribute(model_, unit, value.key, value.text, limits_, problems);
            else if (value.kind != Kind::null)
                no_text(here, value);
            // Nothing rests on them.
            for (Diagnostic& one : problems)
                leaves_open_ || severity(one.code) == Severity::warning ? remark(here, std::move(one))
                                                                        : report(here, std::move(one));
        }
    }

    void notes(const JsonValue& json, const Path& path, Unit& unit) {
        // Nothing rests on them.
        const auto add = [this](const Path& where, Diagnostic problem) {
            leaves_open_ ? remark(where, std::move(problem)) : report(where, std::move(problem));
        };
        io::read_notes({model_, questions_, assessors_, add, guesses_, limits_}, json, path, unit);
    }

    std::vector<std::string> texts(const JsonValue& json, const Path& path) {
        std::vector<std::string> result;
        if (json.kind != Kind::array) {
            report(path, Code::json_type, {"@array", kind_word(json.kind)});
            return result;
        }
        for (std::size_t i = 0; i < json.count; ++i) {
            const JsonValue& item = json.first[i];
            if (item.kind == Kind::string)
                result.emplace_back(trimmed(item.text));
            else
                no_text({path, i}, item);
        }
        return result;
    }

    void members(const JsonValue& json, const Path& path, Unit& unit) {
        unit.members.emplace();
        const std::vector<std::string> ids = texts(json, path);
        Keys seen;
        for (const std::string& id : ids) {
            if (!seen.add(id)) report(path, Code::duplicate_key, {shortened(id)});
            unit.members->push_back({id, {}});
        }
    }

    /// Warns of owners without documents: answers that depend on theirs silently count for less.
    void miss_owners(const Unit& unit, const Path& path) {
        std::set<std::string_view> owners;
        for (const Document* one : documents_of(unit)) owners.insert(one->owner);
        for (std::size_t i = 0; i < unit.belongs_to.size(); ++i)
            if (!owners.contains(unit.belongs_to[i]))
                remark({path, i}, {Code::owner_without_documents, {shortened(unit.belongs_to[i])}});
    }

    void evidence(const JsonValue& json, const Path& path, Unit& unit) {
        const io::DocumentContext context{
            model_,
            questions_,
            kinds_,
            [this](const Path& where, Code code, std::vector<std::string> args, std::string suggestion) {
                report(where, code, std::move(args), std::move(suggestion));
            },
            guesses_,
            limits_,
            false,
            unit.shared};
        unit.documents = io::read_documents(context, json, path);
    }

    // ---- Facts -----------------------------------------------------------------------------------------------------

    /// "instansi.opini_bpk" may be written flat or as nested objects.
    void facts(const JsonValue& json, const Path& path, std::string_view prefix, Unit& unit) {
        if (!expect_object(json, path)) return;
        Keys seen;
        for (const JsonValue& value : json.children()) {
            const std::string_view key = value.key;
            const Path here(path, key);
            const std::string id(trimmed(prefix.empty() ? std::string(key) : filled("{}.{}", prefix, key)));
            const FactIndex index = facts_.find(id);
            if (!seen.add(key)) {
                if (index == none)
                    report(here, Code::duplicate_key, {shortened(key)});
                else
                    refuse(here, unit.facts[index], {Diagnostic{Code::duplicate_key, {shortened(key)}}});
            } else if (index == none) {
                if (value.kind == Kind::object && value.count > 0)
                    facts(value, here, id, unit);
                else
                    report(here, Code::unknown_fact, {shortened(id)}, suggest(facts_, id));
            } else if (!std::holds_alternative<std::monostate>(unit.facts[index])) {
                refuse(here, unit.facts[index], {Diagnostic{Code::duplicate_key, {shortened(id)}}});
            } else if (!full() || leaves_open_) {
                take(here, unit.facts[index],
                     [&](Diagnostics& problems) { return checker_.fact(model_.facts[index], value, problems); });
            }
        }
    }

    const Model& model_;
    const Limits& limits_;
    const SharedEvidence* shared_;
    bool leaves_open_;
    bool unique_;
    units::Checker checker_;
    io::Lookup<Question> questions_;
    io::Lookup<Evidence> kinds_;
    io::Lookup<Fact> facts_;
    io::Lookup<Assessor> assessors_;
    std::set<std::string> ids_;
    std::string place_;
    Guesses guesses_;
    bool refused_ = false;  ///< the unit is, for some of them
    Diagnostics diagnostics_;
};

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

/// Is it NDJSON? Yes if the first non-blank line is a complete value, or if the next line begins with a brace. (In a single
/// object, the second line begins with a brace only if it is a value whose key ended the first line, or an element after `[`.)
/// Tells the formats apart even if one of the two lines is invalid. A text that begins with a bracket is an array, unless the
/// bracket closes on the same line and an object follows.
bool looks_like_lines(std::string_view text, const Limits& limits) {
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return false;
    const std::size_t end = text.find('\n', first);
    if (end == std::string_view::npos) return false;
    const std::size_t second = text.find_first_not_of(" \t\r\n", end);
    if (second == std::string_view::npos) return false;
    const auto sound = [&](std::string_view part) {
        return !io::JsonReader(limits).parse(part, 1, io::Arrays::split, [&](const JsonValue&) { return !limits.cancelled(); });
    };
    const std::string_view line = text.substr(first, end - first);
    const bool object_follows = text[second] == '{';
    if (text[first] == '[') return object_follows && sound(line);
    if (!object_follows) return sound(line);
    // After a colon, bracket or comma, the brace may start a value of the first line's object.
    const bool value_follows = std::string_view(":[,").find(line[line.find_last_not_of(" \t\r")]) != std::string_view::npos;
    return !value_follows || !sound(text.substr(first));
}

/// Sets the value of a line, or returns the error.
std::optional<Diagnostic> parse_line(io::JsonReader& parser, std::string_view line, std::size_t line_number,
                                     std::optional<JsonValue>& value) {
    // An array on one line would count as several units.
    if (line[line.find_first_not_of(" \t\r")] == '[') return Diagnostic{Code::json_type, {"@object", "@array"}};
    return parser.parse(line, line_number, io::Arrays::whole, [&](const JsonValue& json) { return value = json, true; });
}

}  // namespace

// ---- One by one ----------------------------------------------------------------------------------------------------

struct io::SingleUnits::Impl {
    JsonUnit reader;
    io::JsonReader parser;
};

io::SingleUnits::SingleUnits(const Model& model, const Limits& limits, const SharedEvidence* shared, BadValues bad_values)
    : impl_(new Impl{JsonUnit(model, limits, shared, JsonUnit::Ids::any, bad_values), io::JsonReader(limits)}) {}
io::SingleUnits::~SingleUnits() = default;

Result<Unit> io::SingleUnits::read(std::string_view line, std::size_t line_number, std::size_t ordinal) {
    std::optional<JsonValue> value;
    if (auto error = parse_line(impl_->parser, line, line_number, value)) {
        error->unit = filled("#{}", ordinal);
        return std::move(*error);
    }
    return impl_->reader.read(*value, ordinal);
}

// ---- All of them ---------------------------------------------------------------------------------------------------

void read_units(const Model& model, std::string_view text, const Limits& limits, const UnitSink& sink,
                const SharedEvidence* shared, BadValues bad_values) {
    const auto refuse = [&](Diagnostic diagnostic, std::size_t ordinal) {
        if (ordinal > 0) diagnostic.unit = filled("#{}", ordinal);
        return sink(Result<Unit>(std::move(diagnostic)));
    };
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    if (text.size() > limits.units_bytes) {
        refuse({Code::unit_limit, {"@units_bytes", std::to_string(limits.units_bytes)}}, 0);
        return;
    }
    if (auto other = io::foreign_to_json(text)) {
        refuse(std::move(*other), 0);
        return;
    }
    JsonUnit reader(model, limits, shared, JsonUnit::Ids::unique, bad_values);
    std::size_t ordinal = 0;
    bool going = true;
    const io::ValueSink take = [&](const JsonValue& json) {
        const bool last = limits.cancelled();  // the reader reports it
        return going = sink(reader.read(json, ++ordinal)) && !last;
    };
    io::JsonReader parser(limits);

    if (!looks_like_lines(text, limits)) {
        if (is_blank(text)) {
            refuse({Code::no_units, {}}, 0);
            return;
        }
        auto error = parser.parse(text, 1, io::Arrays::split, take);
        if (error && going)
            refuse(std::move(*error), ordinal + 1);
        else if (!error && ordinal == 0 && going)
            refuse({Code::no_units, {}}, 0);
        return;
    }
    std::size_t line_number = 0;
    for (std::size_t begin = 0; begin < text.size() && going;) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const std::string_view line = text.substr(begin, end - begin);
        begin = end + 1;
        ++line_number;
        if (is_blank(line)) continue;
        std::optional<JsonValue> value;
        auto error = parse_line(parser, line, line_number, value);
        if (error)
            going = refuse(std::move(*error), ++ordinal);
        else if (value)
            take(*value);
    }
}

}  // namespace zi
