// Functions about units that return text: each calls the report function of the same name.
#include "texts.hpp"
#include "workbook.hpp"

#include "zi/graph_report.hpp"
#include "zi/report.hpp"
#include "zi/tables.hpp"

using namespace zi;

namespace {

std::string why(c::Units units, const char* predicate, bool met) {
    const bool json = units.format({ZI_JSON, ZI_TEXT}) == ZI_JSON;
    const Model& model = units.model();
    const Unit unit = units.one();
    const Assessment assessment = units.inquiry().assess(unit);
    const auto chosen = c::accepted(units.inquiry().predicates(c::given(predicate), assessment, met));
    const auto found = reasons(model, unit, assessment, chosen);
    if (json) return to_json(model, unit, assessment, found, units.language());
    return met ? why_text(model, unit, assessment, found, units.language())
               : whynot_text(model, unit, assessment, found, units.language());
}

EvidenceGraph graph_of(c::Units& units) { return units.inquiry().graph(units.all()); }

GraphDocumentIndex document_of(const EvidenceGraph& graph, const c::Units& units, const char* document) {
    return c::accepted(document_called(graph, c::given(units.unit_id()), c::name(document, "document")));
}

DocumentChange change_of(std::int32_t change) {
    switch (change) {
        case ZI_REJECTED: return DocumentChange::rejected;
        case ZI_EXPIRED: return DocumentChange::expired;
        case ZI_ACCEPTED: return DocumentChange::accepted;
        default: throw c::Misuse{"change", "is no zi_change"};
    }
}

}  // namespace

zi_status zi_assess(const zi_rules* rules, const char* units, size_t size, const zi_options* options, zi_text** json,
                    zi_error** error) {
    return c::text_of(json, "json", error, [&] {
        c::Units asked(rules, units, size, options);
        const Unit unit = asked.one();
        return to_json(asked.model(), unit, asked.inquiry().assess(unit));
    });
}

zi_status zi_assess_units(const zi_rules* rules, const char* units, size_t size, const zi_options* options, zi_sink sink,
                          void* user, zi_error** error) {
    return c::guarded(error, [&] {
        c::need(sink != nullptr, "sink", "is NULL");
        c::Units asked(rules, units, size, options);
        asked.each_wanted([&](std::uint64_t place, const Result<Unit>& unit) {
            std::int32_t stop = 0;
            if (unit) {
                const std::string text = to_json(asked.model(), *unit, asked.inquiry().assess(*unit));
                stop = sink(user, place, text.c_str(), text.size(), nullptr);
            } else {
                const c::Refusal refusal(unit.diagnostics());
                stop = sink(user, place, nullptr, 0, refusal.get());
            }
            if (stop != 0) throw c::Cancelled{};
        });
    });
}

zi_status zi_explain(const zi_rules* rules, const char* units, size_t size, const zi_options* options, zi_text** text,
                     zi_error** error) {
    return c::text_of(text, "text", error, [&] {
        c::Units asked(rules, units, size, options);
        const Unit unit = asked.one();
        return explain(asked.model(), unit, asked.inquiry().assess(unit), asked.language());
    });
}

zi_status zi_why(const zi_rules* rules, const char* units, size_t size, const zi_options* options, const char* predicate,
                 zi_text** text, zi_error** error) {
    return c::text_of(text, "text", error, [&] { return why(c::Units(rules, units, size, options), predicate, true); });
}

zi_status zi_whynot(const zi_rules* rules, const char* units, size_t size, const zi_options* options, const char* predicate,
                    zi_text** text, zi_error** error) {
    return c::text_of(text, "text", error, [&] { return why(c::Units(rules, units, size, options), predicate, false); });
}

zi_status zi_readiness(const zi_rules* rules, const char* units, size_t size, const zi_options* options, const char* target,
                       zi_text** text, zi_error** error) {
    return c::text_of(text, "text", error, [&] {
        c::Units asked(rules, units, size, options);
        const std::int32_t format = asked.format({ZI_JSON, ZI_TEXT, ZI_XLSX});
        const PredicateIndex predicate = c::accepted(asked.inquiry().target(c::given(target)));
        const Unit unit = asked.one();
        const Assessment assessment = asked.inquiry().assess(unit);
        const Readiness ready = readiness(asked.model(), unit, assessment, predicate);
        if (format == ZI_XLSX) {
            ReadinessTables tables(asked.model(), asked.as_of(), predicate, asked.language());
            tables.add(unit, assessment, ready);
            return c::workbook_of(std::move(tables).tables());
        }
        return format == ZI_JSON ? to_json(asked.model(), unit, assessment, ready)
                                 : explain(asked.model(), unit, assessment, ready, asked.language());
    });
}

zi_status zi_improve(const zi_rules* rules, const char* units, size_t size, const zi_options* options, const char* target,
                     const zi_improve_options* how, zi_text** text, zi_error** error) {
    return c::text_of(text, "text", error, [&] {
        c::Units asked(rules, units, size, options);
        const std::int32_t format = asked.format({ZI_JSON, ZI_TEXT, ZI_XLSX});
        const zi_improve_options wanted = c::known_part_or_defaults(how, "how");
        c::need(wanted.next <= 10, "how.next", "is more than 10");
        const PredicateIndex predicate = c::accepted(predicate_called(asked.model(), c::name(target, "target")));
        const Costs costs = c::costs_of(asked, wanted);
        const Unit unit = asked.one();
        PlanOptions planning;
        planning.next = wanted.next;
        planning.step = wanted.step != 0;
        planning.verify = true;
        if (wanted.work != 0) planning.work = wanted.work;
        planning.cancel = asked.cancel();
        planning.progress = [&](std::uint64_t done, std::uint64_t work) { asked.tell_progress(done, work); };
        const Planned planned = plan_improvement(asked.model(), unit, asked.as_of(), predicate, costs, planning);
        if (planned.cancelled) throw c::Cancelled{};
        if (format == ZI_XLSX)
            return c::workbook_of(plan_tables(asked.model(), unit, asked.as_of(), predicate, planned, asked.language()));
        return format == ZI_JSON ? to_json(asked.model(), unit, asked.as_of(), predicate, planned)
                                 : to_text(asked.model(), unit, asked.as_of(), predicate, planned, asked.language());
    });
}

zi_status zi_improve_all(const zi_rules* rules, const char* units, size_t size, const zi_options* options, const char* target,
                         uint64_t budget, const zi_improve_options* how, zi_text** text, zi_error** error) {
    return c::text_of(text, "text", error, [&] {
        c::Units asked(rules, units, size, options);
        const std::int32_t format = asked.format({ZI_JSON, ZI_TEXT, ZI_XLSX});
        const PredicateIndex predicate = c::accepted(predicate_called(asked.model(), c::name(target, "target")));
        const zi_improve_options wanted = c::known_part_or_defaults(how, "how");
        const Costs costs = c::costs_of(asked, wanted);
        PopulationOptions planning;
        planning.work = wanted.work;
        planning.cancel = asked.cancel();
        planning.progress = [&](std::size_t done, std::size_t all) { asked.tell_progress(done, all); };
        const std::vector<Unit> all = asked.all();
        const PopulationPlan plan = plan_population(asked.model(), all, asked.as_of(), predicate, costs, budget, planning);
        if (plan.cancelled) throw c::Cancelled{};
        if (format == ZI_XLSX)
            return c::workbook_of(
                plan_tables(asked.model(), all, asked.as_of(), predicate, budget, plan, {}, asked.language()));
        return format == ZI_JSON ? to_json(asked.model(), asked.as_of(), predicate, budget, plan)
                                 : to_text(asked.model(), asked.as_of(), predicate, budget, plan, asked.language());
    });
}

zi_status zi_documents(const zi_rules* rules, const char* units, size_t size, const zi_options* options, zi_text** text,
                       zi_error** error) {
    return c::text_of(text, "text", error, [&] {
        c::Units asked(rules, units, size, options);
        const std::int32_t format = asked.format({ZI_JSON, ZI_TEXT, ZI_DOT});
        const EvidenceGraph graph = graph_of(asked);
        c::need(asked.unit_id() != nullptr || graph.units().size() == 1, "options.unit",
                "is NULL, and there are several units");
        const UnitIndex unit = asked.unit_id() == nullptr ? UnitIndex(0) : c::accepted(unit_called(graph, asked.unit_id()));
        return format == ZI_JSON   ? evidence_json(graph, unit)
               : format == ZI_TEXT ? evidence_text(graph, unit, asked.language())
                                   : unit_dot(graph, unit, asked.language());
    });
}

zi_status zi_document(const zi_rules* rules, const char* units, size_t size, const zi_options* options, const char* document,
                      zi_text** text, zi_error** error) {
    return c::text_of(text, "text", error, [&] {
        c::Units asked(rules, units, size, options);
        const std::int32_t format = asked.format({ZI_JSON, ZI_TEXT, ZI_DOT});
        const EvidenceGraph graph = graph_of(asked);
        const GraphDocumentIndex found = document_of(graph, asked, document);
        return format == ZI_JSON   ? reach_json(graph, found)
               : format == ZI_TEXT ? reach_text(graph, found, asked.language())
                                   : reach_dot(graph, found, asked.language());
    });
}

zi_status zi_impact(const zi_rules* rules, const char* units, size_t size, const zi_options* options, const char* document,
                    int32_t change, zi_text** text, zi_error** error) {
    return c::text_of(text, "text", error, [&] {
        const DocumentChange what = change_of(change);
        c::Units asked(rules, units, size, options);
        const std::int32_t format = asked.format({ZI_JSON, ZI_TEXT, ZI_XLSX});
        const EvidenceGraph graph = graph_of(asked);
        const Impact impact = graph.impact(document_of(graph, asked, document), what);
        if (format == ZI_XLSX) return c::workbook_of(impact_tables(graph, impact, {}, asked.language()));
        return format == ZI_JSON ? impact_json(graph, impact) : impact_text(graph, impact, asked.language());
    });
}

zi_status zi_heaviest(const zi_rules* rules, const char* units, size_t size, const zi_options* options, uint64_t most,
                      zi_text** text, zi_error** error) {
    return c::text_of(text, "text", error, [&] {
        c::Units asked(rules, units, size, options);
        const std::int32_t format = asked.format({ZI_JSON, ZI_TEXT, ZI_XLSX});
        const EvidenceGraph graph = graph_of(asked);
        const auto weights = graph.heaviest(most);
        if (format == ZI_XLSX) return c::workbook_of(heaviest_tables(graph, weights, {}, asked.language()));
        return format == ZI_JSON ? heaviest_json(graph, weights) : heaviest_text(graph, weights, asked.language());
    });
}

zi_status zi_diff(const zi_rules* rules, const char* units, size_t size, const zi_options* options, const char* other_units,
                  size_t other_size, const zi_options* other_options, zi_text** text, zi_error** error) {
    return c::text_of(text, "text", error, [&] {
        c::Units first(rules, units, size, options), second(rules, other_units, other_size, other_options, "other_");
        const std::int32_t format = first.format({ZI_JSON, ZI_TEXT, ZI_XLSX});
        const Model& model = first.model();
        const Unit before = first.one(), after = second.one();
        const Assessment was = first.inquiry().assess(before), is = second.inquiry().assess(after);
        const Standpoint from{before, was, {}, std::string(first.seen_by())}, to{after, is, {}, std::string(second.seen_by())};
        const Diff found = diff(model, from, to);
        if (format == ZI_XLSX) return c::workbook_of(diff_tables(model, from, to, found, first.language()));
        return format == ZI_JSON ? to_json(model, from, to, found) : diff_text(model, from, to, found, first.language());
    });
}
