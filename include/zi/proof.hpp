/// How does somebody else check a plan?
///
/// A proof is a text (docs/proof.schema.json) that holds a plan, its certificate, and what both are about. Whoever has the
/// rules, the unit and the costs checks it; nothing that it says is believed. All functions are thread-safe.
#pragma once

#include "zi/improve.hpp"
#include "zi/language.hpp"

#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>

namespace zi {

/// What a plan was made from, each as a fingerprint (FNV-1a, 64 bits, in hexadecimal): the same where all that counts for the
/// plan is the same. They tell what a proof is for; they prove nothing, check_plan does.
struct Premises {
    std::string rules;  ///< scores, weights, options, needs, costs, and the score conditions of the target
    std::string unit;   ///< what its answers come to on the day, which conditions apply, its documents
    std::string costs;  ///< what the host says in place of the rules
    friend bool operator==(const Premises&, const Premises&) = default;
};

/// What a proof says that it is about, by name.
struct ProofHead {
    std::string regulation, target, unit;
    Date as_of;
    Premises premises;
    friend bool operator==(const ProofHead&, const ProofHead&) = default;
};

/// Plan::obligations and Plan::after are not part of it: they are empty when it has been read.
struct Proof {
    ProofHead head;
    Plan plan;
    Certificate certificate;
};

ProofHead proof_head(const Model& model, const Unit& unit, Date as_of, PredicateIndex target, const Costs& costs);

/// The proof as a JSON object ("schema": "zi-proof/1"). Plan and certificate as plan_improvement gave them for what the head
/// says; of a plan without a certificate an empty one. A plan that is not_monotone claims nothing and has no proof.
std::string proof_json(const Model& model, const Unit& unit, const Proof& proof);

/// Reads what a proof is about, so that the unit can be looked for; the rest is not looked at. Reads no more than
/// Limits::proof_bytes.
Result<ProofHead> read_proof_head(std::string_view text, const Limits& limits);

/// Reads all of it. Names must be those of the rules and of the unit's documents. All errors are reported together.
Result<Proof> read_proof(const Model& model, const Unit& unit, std::string_view text, const Limits& limits);

struct Verified {
    ProofHead head;
    PlanFault fault = PlanFault::sound;
    Plan plan;  ///< that is proved, if the fault is `sound`; else empty
};

/// Reads a proof and checks it: that it was made for this and, by check_plan, that it holds. `work` and `cancel` as there.
Result<Verified> verify(const Model& model, const Unit& unit, Date as_of, const Costs& costs, std::string_view text,
                        const Limits& limits, std::uint64_t work = default_check_work,
                        const std::atomic<bool>* cancel = nullptr);

/// What a fault means, in a sentence.
std::string_view word(PlanFault fault, Language language);

/// What was found, in words.
std::string to_text(const Model& model, const Verified& verified, Language language);
/// The same as a JSON object ("schema": "zi-verification/1").
std::string to_json(const Verified& verified);

}  // namespace zi
