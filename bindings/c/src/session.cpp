// One unit under edit. What an edit says is read by the reader of units, so that it means the same and is refused in the same
// words.
#include "units.hpp"

#include "zi/report.hpp"

#include <algorithm>
#include <cstdio>
#include <new>

struct zi_session : zi::c::Tagged {
    static constexpr std::uint64_t mark = zi::c::mark_of("edit");
    zi_session(std::shared_ptr<const zi::c::Rules> held, zi::Session edited, zi::Limits limits_of)
        : Tagged(mark), rules(std::move(held)), session(std::move(edited)), limits(limits_of) {}

    const std::shared_ptr<const zi::c::Rules> rules;
    zi::Session session;
    const zi::Limits limits;
    bool lost = false;  ///< memory ran out in the middle of an edit
};

using namespace zi;

namespace {

const zi_session& readable(const zi_session* session) {
    const zi_session& held = c::get(session, "session");
    if (held.lost) throw std::bad_alloc();
    return held;
}
zi_session& editable(zi_session* session) { return const_cast<zi_session&>(readable(session)); }

std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\') {
            char escaped[7];
            std::snprintf(escaped, sizeof escaped, "\\u%04x", static_cast<unsigned>(static_cast<unsigned char>(c)));
            out += escaped;
        } else {
            out += c;
        }
    }
    return out + '"';
}

/// A value from a caller, to be put into a larger text: it must not end before its end. What else is wrong with it the reader
/// says.
std::string_view whole_value(std::string_view text) {
    std::size_t depth = 0;
    bool inside = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (inside) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                inside = false;
        } else if (c == '"') {
            inside = true;
        } else if (c == '{' || c == '[') {
            ++depth;
        } else if (c == '}' || c == ']') {
            if (depth == 0) return {};
            --depth;
        } else if (c == ',' && depth == 0) {
            return {};
        }
    }
    return depth == 0 && !inside ? text : std::string_view();
}

/// `{"id": "-", <field>}` as a unit. Messages name the unit under edit, and places in it.
Unit read_edit(const zi_session& session, const std::string& field, const SharedEvidence* known = nullptr) {
    std::optional<Unit> read;
    Diagnostics problems;
    read_units(
        session.rules->model(), "{\"id\":\"-\"," + field + "}", session.limits,
        [&](Result<Unit> unit) {
            if (unit)
                read = std::move(*unit);
            else
                problems = unit.diagnostics();
            return false;
        },
        known);
    if (read) return std::move(*read);
    for (Diagnostic& problem : problems) problem.unit = session.session.unit().id;
    throw c::Refused{std::move(problems), nullptr};
}

/// A document may name those that the session has. It is read alone; those that were missed are handed along, and it is read
/// again.
Unit read_document(const zi_session& session, const std::string& document) {
    const std::string field = "\"evidence\":[" + document + "]";
    std::vector<std::shared_ptr<const Document>> named;
    try {
        return read_edit(session, field);
    } catch (const c::Refused& refused) {
        const Unit& unit = session.session.unit();
        for (const Document* one : documents_of(unit)) {
            const bool missed = std::ranges::any_of(refused.diagnostics, [&](const Diagnostic& problem) {
                return problem.code == Code::unknown_document && std::ranges::find(problem.args, one->id) != problem.args.end();
            });
            if (!missed) continue;
            auto copy = std::make_shared<Document>(*one);
            copy->units = {"-"};
            copy->derives_from.clear();
            named.push_back(std::move(copy));
        }
        if (named.empty()) throw;
    }
    const SharedEvidence shared(std::move(named));
    return read_edit(session, field, &shared);
}

std::string value_of(const char* value, std::size_t size) {
    const std::string_view given = c::bytes(value, size, "value");
    if (value == nullptr) return "null";
    const std::string_view whole = whole_value(given);
    return whole.find_first_not_of(" \t\r\n") == std::string_view::npos
               ? "?"
               : std::string(whole);  // what is no value the reader refuses
}

/// The option that a plain text names: most edits are such, and need no reader.
std::optional<Answer> plain_option(const Model& model, const Question& question, std::string_view value) {
    if (question.kind != Question::Kind::options || value.size() < 2 || value.front() != '"' || value.back() != '"')
        return std::nullopt;
    const auto& options = model.scales[question.scale].options;
    const auto found = std::ranges::find(options, value.substr(1, value.size() - 2),
                                         [](const Option& option) { return std::string_view(option.key); });
    if (found == options.end()) return std::nullopt;
    return Member{static_cast<Index>(found - options.begin())};
}

/// Makes an edit, and tells it if somebody asks.
template <class Edit>
void apply(zi_session& session, zi_text** change, Edit&& edit) {
    std::optional<Change> made;
    try {
        Result<Change> result = edit(session.session);
        if (!result) throw c::Refused{result.diagnostics(), nullptr};
        made = *result;
    } catch (const std::bad_alloc&) {
        session.lost = true;
        throw;
    }
    if (change != nullptr) c::give(*change, to_json(session.session, *made));
}

Index question_called(const Model& model, std::string_view id) {
    const Index node = model.find_node(id);
    if (node != none && model.nodes[node].question != none) return model.nodes[node].question;
    throw c::Refused{{Diagnostic{Code::unknown_question, {std::string(id)}}}, nullptr};
}

Index fact_called(const Model& model, std::string_view id) {
    const Index fact = model.find_fact(id);
    if (fact == none) throw c::Refused{{Diagnostic{Code::unknown_fact, {std::string(id)}}}, nullptr};
    return fact;
}

}  // namespace

zi_status zi_session_open(const zi_rules* rules, const char* units, size_t size, const zi_options* options,
                          zi_session** session, zi_error** error) {
    return c::guarded(error, [&] {
        auto& out = c::place(session, "session");
        const c::Units asked(rules, units, size, options);
        out =
            new zi_session(asked.rules(), Session(*asked.rules()->program, asked.one(), asked.as_of()), asked.limits());
    });
}

void zi_session_free(zi_session* session) { c::free_handle(session); }

zi_status zi_session_set_answer(zi_session* session, const char* question, const char* assessor, const char* value, size_t size,
                                zi_text** change, zi_error** error) {
    return c::guarded(error, [&] {
        if (change != nullptr) *change = nullptr;
        zi_session& held = editable(session);
        const Model& model = held.rules->model();
        const std::string_view id = c::name(question, "question");
        const std::string text = value_of(value, size);
        const Index place = question_called(model, id);
        const Index by = assessor == nullptr ? none : c::assessor_called(model, assessor);
        std::optional<Answer> answer = plain_option(model, model.questions[place], text);
        if (!answer) answer = read_edit(held, "\"answers\":{" + quoted(id) + ":" + text + "}").answers[place];
        apply(held, change, [&](Session& edited) { return edited.set_answer(place, std::move(*answer), by); });
    });
}

zi_status zi_session_set_fact(zi_session* session, const char* fact, const char* value, size_t size, zi_text** change,
                              zi_error** error) {
    return c::guarded(error, [&] {
        if (change != nullptr) *change = nullptr;
        zi_session& held = editable(session);
        const std::string_view id = c::name(fact, "fact");
        const std::string text = value_of(value, size);
        const Index place = fact_called(held.rules->model(), id);
        const Unit read = read_edit(held, "\"facts\":{" + quoted(id) + ":" + text + "}");
        apply(held, change, [&](Session& edited) { return edited.set_fact(place, read.facts[place]); });
    });
}

zi_status zi_session_set_document(zi_session* session, const char* document, size_t size, zi_text** change, zi_error** error) {
    return c::guarded(error, [&] {
        if (change != nullptr) *change = nullptr;
        zi_session& held = editable(session);
        c::need(document != nullptr, "document", "is NULL");
        const Unit read = read_document(held, value_of(document, size));
        c::need(read.documents && read.documents->size() == 1, "document", "is not one document");
        apply(held, change, [&](Session& edited) { return edited.set_document(read.documents->front()); });
    });
}

zi_status zi_session_remove_document(zi_session* session, const char* id, zi_text** change, zi_error** error) {
    return c::guarded(error, [&] {
        if (change != nullptr) *change = nullptr;
        zi_session& held = editable(session);
        const std::string_view wanted = c::name(id, "id");
        apply(held, change, [&](Session& edited) { return edited.remove_document(wanted); });
    });
}

zi_status zi_session_mark(const zi_session* session, uint64_t* mark, zi_error** error) {
    return c::guarded(error, [&] {
        c::need(mark != nullptr, "mark", "is NULL");
        *mark = static_cast<std::uint64_t>(readable(session).session.mark());
    });
}

zi_status zi_session_undo(zi_session* session, uint64_t mark, zi_text** change, zi_error** error) {
    return c::guarded(error, [&] {
        if (change != nullptr) *change = nullptr;
        zi_session& held = editable(session);
        c::need(Session::Mark{mark} <= held.session.mark(), "mark", "is none of this session");
        apply(held, change, [&](Session& edited) -> Result<Change> {
            auto undone = edited.undo_to(Session::Mark{mark});
            c::need(undone.has_value(), "mark", "has been forgotten");
            return *undone;
        });
    });
}

zi_status zi_session_forget(zi_session* session, uint64_t mark, zi_error** error) {
    return c::guarded(error, [&] {
        zi_session& held = editable(session);
        c::need(Session::Mark{mark} <= held.session.mark(), "mark", "is none of this session");
        held.session.forget(Session::Mark{mark});
    });
}

zi_status zi_session_verdict(const zi_session* session, const char* predicate, int32_t* verdict, zi_error** error) {
    return c::guarded(error, [&] {
        c::need(verdict != nullptr, "verdict", "is NULL");
        const zi_session& held = readable(session);
        switch (held.session.verdict(c::predicate_called(held.rules->model(), c::name(predicate, "predicate")))) {
            case Verdict::met: *verdict = ZI_MET; break;
            case Verdict::not_met: *verdict = ZI_NOT_MET; break;
            case Verdict::open: *verdict = ZI_OPEN; break;
        }
    });
}

zi_status zi_session_score(const zi_session* session, const char* node, zi_text** certain, zi_text** possible,
                           zi_error** error) {
    return c::guarded(error, [&] {
        if (certain != nullptr) *certain = nullptr;
        if (possible != nullptr) *possible = nullptr;
        const zi_session& held = readable(session);
        const Model& model = held.rules->model();
        const auto nodes = static_cast<Index>(model.nodes.size());
        const Index place = c::score_called(model, c::name(node, "node"));
        const Score score = place < nodes ? held.session.score(place) : held.session.view_score(place - nodes);
        auto low = std::make_unique<zi_text>(score.certain.fraction()),
             high = std::make_unique<zi_text>(score.possible.fraction());
        if (certain != nullptr) *certain = low.release();
        if (possible != nullptr) *possible = high.release();
    });
}

zi_status zi_session_assess(const zi_session* session, zi_text** json, zi_error** error) {
    return c::guarded(error, [&] {
        auto& out = c::place(json, "json");
        const zi_session& held = readable(session);
        c::give(out, to_json(held.rules->model(), held.session.unit(), held.session.assessment()));
    });
}

zi_status zi_session_explain(const zi_session* session, int32_t language, zi_text** text, zi_error** error) {
    return c::guarded(error, [&] {
        auto& out = c::place(text, "text");
        const Language wanted = c::language_of(language, "language");
        const zi_session& held = readable(session);
        c::give(out, explain(held.rules->model(), held.session.unit(), held.session.assessment(), wanted));
    });
}
