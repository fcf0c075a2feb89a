#include "notes_json.hpp"

#include "base/listed.hpp"
#include "units/note.hpp"

#include <utility>

namespace zi::io {

namespace {

using Kind = JsonValue::Kind;
using units::trimmed;

class NotesReader {
public:
    explicit NotesReader(const NotesContext& context) : context_(context) {}

    void all(const JsonValue& json, const Path& path, Unit& unit) {
        members(json, path, [&](const JsonValue& notes, const Path& here) {
            const std::string_view name = trimmed(notes.key);
            AssessorIndex assessor = none;
            if (name != "unit" && (assessor = context_.assessors.find(name)) == none)
                return report(here, Code::unknown_name, {"@assessor", shortened(notes.key)},
                              context_.assessors.suggest(name, context_.guesses));
            if (notes.kind != Kind::null)
                members(notes, here, [&](const JsonValue& note, const Path& at) { one(note, at, assessor, unit); });
        });
    }

private:
    void one(const JsonValue& json, const Path& path, AssessorIndex assessor, Unit& unit) {
        const QuestionIndex question = context_.questions.find(trimmed(json.key));
        if (question == none)
            return report(path, Code::unknown_question, {shortened(json.key)},
                          context_.questions.suggest(json.key, context_.guesses));
        if (json.kind == Kind::null) return;
        UnitNote note{question, assessor, {}, {}};
        members(json, path, [&](const JsonValue& value, const Path& at) {
            if (value.key == "catatan") {
                if (is_text(value, at)) units::add_text(note, value.text);
            } else if (value.key == "tautan") {
                links(value, at, note);
            } else {
                static const std::vector<std::string_view> known{"catatan", "tautan"};
                report(at, Code::unknown_field, {shortened(value.key), listed(known)}, closest(value.key, known));
            }
        });
        Diagnostics problems;
        if (!units::is_within(note, context_.limits, problems)) return context_.report(path, std::move(problems.front()));
        if (units::is_blank(note)) return;
        // By its alias a question may have been named before.
        UnitNote& kept = note_on(unit, question, assessor);
        if (units::is_blank(kept))
            kept = std::move(note);
        else
            report(path, Code::duplicate_key, {shortened(json.key)});
    }

    void links(const JsonValue& json, const Path& path, UnitNote& note) {
        if (json.kind == Kind::null) return;
        if (json.kind != Kind::array) return report(path, Code::json_type, {"@array", kind_word(json.kind)});
        for (std::size_t i = 0; i < json.count; ++i)
            if (is_text(json.first[i], {path, i})) units::add_link(note, json.first[i].text);
    }

    bool is_text(const JsonValue& json, const Path& path) {
        if (json.kind == Kind::string) return true;
        if (json.kind != Kind::null) report(path, Code::json_type, {"@string", kind_word(json.kind)});
        return false;
    }

    template <class Each>
    void members(const JsonValue& json, const Path& path, Each each) {
        if (json.kind != Kind::object) return report(path, Code::json_type, {"@object", kind_word(json.kind)});
        Keys seen;
        for (const JsonValue& value : json.children()) {
            const Path here(path, value.key);
            if (seen.add(trimmed(value.key)))
                each(value, here);
            else
                report(here, Code::duplicate_key, {shortened(value.key)});
        }
    }

    void report(const Path& path, Code code, std::vector<std::string> args, std::string suggestion = {}) {
        Diagnostic problem{code, std::move(args)};
        problem.suggestion = std::move(suggestion);
        context_.report(path, std::move(problem));
    }

    const NotesContext& context_;
};

}  // namespace

void read_notes(const NotesContext& context, const JsonValue& json, const Path& path, Unit& unit) {
    NotesReader(context).all(json, path, unit);
}

}  // namespace zi::io
