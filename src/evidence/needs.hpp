/// How far is an answer backed, given the standing of each leaf of its question's `needs`? Shared by documents and columns.
#pragma once

#include "zi/evidence.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace zi {

/// The result of a need: the best standing, one document with that standing, and its kind.
struct Met {
    Standing standing = Standing::missing;
    DocumentIndex document = none;
    EvidenceIndex evidence = none;
};

inline bool better(const Met& a, const Met& b) { return a.standing < b.standing; }

/// A need without `for` applies to every option; one with `for` to that option and those above it.
inline bool concerns(const NeedFor& need, OptionIndex option) {
    return need.option == none || option == none || option <= need.option;
}

/// The number of parts that must be met.
inline std::size_t parts_wanted(const Need& need) {
    switch (need.kind) {
        case Need::Kind::any: return 1;
        case Need::Kind::at_least: return std::min<std::size_t>(need.count, need.parts.size());
        case Need::Kind::all:
        case Need::Kind::document: break;
    }
    return need.parts.size();
}

/// `leaf(need, question, option)` returns the result of a need for one document.
template <class Leaf>
class Needs {
public:
    Needs(const Model& model, Leaf leaf) : model_(model), leaf_(std::move(leaf)) {}

    Backing back(QuestionIndex question) const {
        const Question& q = model_.questions[question];
        Backing backing;
        if (q.needs.empty()) return backing;
        backing.needed = true;
        if (q.kind != Question::Kind::options) {
            const Met met = carried(question, none);
            backing.certain = met.standing == Standing::accepted;
            backing.possible = backing.certain || is_pending(met.standing);
            backing.weakest = met.standing;
            backing.document = met.document;
            if (!backing.possible) bar(backing, met);
            return backing;
        }
        // The worst option needs nothing; each better option adds its own needs to those of the options below.
        const OptionIndex worst(model_.scales[q.scale].options.size() - 1);
        backing.certain_option = backing.possible_option = worst;
        bool certain = true, possible = true;
        for (OptionIndex option = worst; option-- > 0 && possible;) {
            const Met met = carried(question, option);
            const bool was_certain = certain, was_possible = possible;
            certain = certain && met.standing == Standing::accepted;
            possible = possible && (met.standing == Standing::accepted || is_pending(met.standing));
            if (was_certain && !certain) {
                backing.weakest = met.standing;
                backing.document = met.document;
            }
            if (was_possible && !possible) bar(backing, met);
            if (certain) backing.certain_option = option;
            if (possible) backing.possible_option = option;
        }
        return backing;
    }

    Met meet(const Need& need, QuestionIndex question, OptionIndex option) const {
        if (need.kind == Need::Kind::document) return leaf_(need, question, option);
        if (need.kind != Need::Kind::at_least) {
            // As a stable sort would: any takes the first of the best parts, all the last of the worst.
            const bool any = need.kind == Need::Kind::any;
            Met chosen = meet(need.parts.front(), question, option);
            for (std::size_t i = 1; i < need.parts.size(); ++i) {
                const Met met = meet(need.parts[i], question, option);
                if (any ? better(met, chosen) : !better(met, chosen)) chosen = met;
            }
            return chosen;
        }
        std::vector<Met> parts;
        for (const Need& part : need.parts) parts.push_back(meet(part, question, option));
        std::stable_sort(parts.begin(), parts.end(), better);
        return parts[parts_wanted(need) - 1];
    }

private:
    static bool is_pending(Standing standing) { return standing == Standing::pending || standing == Standing::needs_repair; }

    static void bar(Backing& backing, const Met& met) {
        backing.barrier = met.standing;
        backing.barrier_document = met.document;
        backing.barrier_evidence = met.evidence;
    }

    /// All needs of a question that apply to an option.
    Met carried(QuestionIndex question, OptionIndex option) const {
        Met weakest{Standing::accepted};
        for (const NeedFor& need : model_.questions[question].needs) {
            if (!concerns(need, option)) continue;
            const Met met = meet(need.need, question, option);
            if (better(weakest, met)) weakest = met;
        }
        return weakest;
    }

    const Model& model_;
    Leaf leaf_;
};

}  // namespace zi
