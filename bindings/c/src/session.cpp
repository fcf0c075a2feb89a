// Sessions. Values of edits go through the reader of units, so that they mean the same and are refused with the same messages.
#include "units.hpp"

#include "zi/report.hpp"

#include <new>

struct zi_session : zi::c::Tagged {
    static constexpr std::uint64_t mark = zi::c::mark_of("edit");
    zi_session(std::shared_ptr<const zi::c::Rules> held, zi::Session edited, zi::Limits limits_of)
        : Tagged(mark), rules(std::move(held)), session(std::move(edited)), limits(limits_of) {}

    const std::shared_ptr<const zi::c::Rules> rules;
    zi::Session session;
    const zi::Limits limits;
    bool lost = false;  ///< memory ran out during an edit
};

using namespace zi;

namespace {

const zi_session& readable(const zi_session* session) {
    const zi_session& held = c::get(session, "session");
    if (held.lost) throw std::bad_alloc();
    return held;
}
zi_session& editable(zi_session* session) { return const_cast<zi_session&>(readable(session)); }

/// Reads the value of an edit, for the session's unit.
template <class T>
T read_for(const zi_session& session, Result<T> read) {
    if (read) return std::move(*read);
    Diagnostics problems = read.diagnostics();
    for (Diagnostic& problem : problems) problem.unit = session.session.unit().id;
    throw c::Refused{std::move(problems), nullptr};
}

/// NULL means null.
std::string_view json_of(const char* value, std::size_t size) {
    const std::string_view given = c::bytes(value, size, "value");
    return value == nullptr ? "null" : given;
}

/// Makes an edit; writes the change if requested.
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

}  // namespace

zi_status zi_session_open(const zi_rules* rules, const char* units, size_t size, const zi_options* options,
                          zi_session** session, zi_error** error) {
    return c::guarded(error, [&] {
        auto& out = c::place(session, "session");
        c::Units asked(rules, units, size, options);
        const Limits& limits = asked.inquiry().limits();
        out = new zi_session(asked.rules(), Session(*asked.rules()->program, asked.one(), asked.as_of(), limits), limits);
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
        const std::string_view json = json_of(value, size);
        const QuestionIndex place = c::accepted(question_called(model, id));
        const AssessorIndex by = assessor == nullptr ? AssessorIndex() : c::accepted(assessor_called(model, assessor));
        Answer answer = read_for(held, read_answer(model, place, json, held.limits));
        apply(held, change, [&](Session& edited) { return edited.set_answer(place, std::move(answer), by); });
    });
}

zi_status zi_session_set_fact(zi_session* session, const char* fact, const char* value, size_t size, zi_text** change,
                              zi_error** error) {
    return c::guarded(error, [&] {
        if (change != nullptr) *change = nullptr;
        zi_session& held = editable(session);
        const std::string_view id = c::name(fact, "fact");
        const std::string_view json = json_of(value, size);
        const FactIndex place = c::accepted(fact_called(held.rules->model(), id));
        FactValue stated = read_for(held, read_fact(held.rules->model(), place, json, held.limits));
        apply(held, change, [&](Session& edited) { return edited.set_fact(place, std::move(stated)); });
    });
}

zi_status zi_session_set_document(zi_session* session, const char* document, size_t size, zi_text** change, zi_error** error) {
    return c::guarded(error, [&] {
        if (change != nullptr) *change = nullptr;
        zi_session& held = editable(session);
        c::need(document != nullptr, "document", "is NULL");
        const std::string_view json(document, size);
        Document read = read_for(held, read_document(held.rules->model(), held.session.unit(), json, held.limits));
        apply(held, change, [&](Session& edited) { return edited.set_document(std::move(read)); });
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
        switch (held.session.verdict(c::accepted(predicate_called(held.rules->model(), c::name(predicate, "predicate"))))) {
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
        const auto place = c::score_called(held.rules->model(), c::name(node, "node"));
        const auto* view = std::get_if<ViewIndex>(&place);
        const Score score = view ? held.session.view_score(*view) : held.session.score(std::get<NodeIndex>(place));
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
