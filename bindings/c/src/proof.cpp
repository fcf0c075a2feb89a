// Proofs of plans: making and verifying them.
#include "texts.hpp"

#include "zi/proof.hpp"

using namespace zi;

zi_status zi_improve_proof(const zi_rules* rules, const char* units, size_t size, const zi_options* options, const char* target,
                           const zi_improve_options* how, zi_text** proof, zi_error** error) {
    return c::text_of(proof, "proof", error, [&] {
        c::Units asked(rules, units, size, options);
        const zi_improve_options wanted = c::known_part_or_defaults(how, "how");
        const PredicateIndex predicate = c::accepted(predicate_called(asked.model(), c::name(target, "target")));
        const Costs costs = c::costs_of(asked, wanted);
        const Unit unit = asked.one();
        PlanOptions planning;
        planning.certificate = true;
        if (wanted.work != 0) planning.work = wanted.work;
        planning.cancel = asked.cancel();
        planning.progress = [&](std::uint64_t done, std::uint64_t work) { asked.tell_progress(done, work); };
        Planned planned = plan_improvement(asked.model(), unit, asked.as_of(), predicate, costs, planning);
        if (planned.cancelled) throw c::Cancelled{};
        if (planned.best.status == PlanStatus::not_monotone)
            throw c::Unsupported{"there is no plan towards a score that must be small or exact, and so no proof"};
        return proof_json(asked.model(), unit,
                          {proof_head(asked.model(), unit, asked.as_of(), predicate, costs), std::move(planned.best),
                           std::move(planned.certificate).value_or(Certificate{})});
    });
}

zi_status zi_verify(const zi_rules* rules, const char* units, size_t size, const zi_options* options, const char* proof,
                    size_t proof_size, const zi_improve_options* how, int32_t* sound, zi_text** text, zi_error** error) {
    return c::guarded(error, [&] {
        auto& out = c::place(text, "text");
        c::need(sound != nullptr, "sound", "is NULL");
        *sound = 0;
        zi_options own = c::known_part(options, "options");
        own.struct_size = sizeof own;
        const std::string_view given = c::bytes(proof, proof_size, "proof");
        const ProofHead head = c::accepted(read_proof_head(given, c::limits_of(own.limits, "options.limits")));
        // The proof states its own day and unit.
        const std::string day = head.as_of.iso();
        if (own.as_of == nullptr) own.as_of = day.c_str();
        if (own.unit == nullptr) own.unit = head.unit.c_str();
        c::Units asked(rules, units, size, &own);
        const bool json = asked.format({ZI_JSON, ZI_TEXT}) == ZI_JSON;
        const zi_improve_options wanted = c::known_part_or_defaults(how, "how");
        const Costs costs = c::costs_of(asked, wanted);
        const Verified verified =
            c::accepted(verify(asked.model(), asked.one(), asked.as_of(), costs, given, asked.inquiry().limits(),
                               wanted.work == 0 ? default_check_work : wanted.work, asked.cancel()));
        if (asked.cancel() != nullptr && asked.cancel()->load(std::memory_order_relaxed)) throw c::Cancelled{};
        c::give(out, json ? to_json(verified) : to_text(asked.model(), verified, asked.language()));
        *sound = verified.fault == PlanFault::sound ? 1 : 0;
    });
}
