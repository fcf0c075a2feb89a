// The ledger: the losses that add up to a node's weight minus its certain points.
#include "layers.hpp"

#include "eval/tree.hpp"

namespace zi {

namespace {

/// Cuts a question's weight into losses from the top down: each call gives the reason why nothing above a share counts.
class Cutter {
public:
    Cutter(QuestionIndex question, const Rational& weight, const QuestionResult& result)
        : question_(question), weight_(weight), result_(result) {}

    /// Nothing above `share` counts, for this reason. The part that is still possible is left for cut_open.
    void cut_final(const Rational& share, Loss loss) { cut(max(share, result_.possible), std::move(loss)); }
    void cut_open(Loss loss) {
        loss.open = true;
        cut(result_.certain, std::move(loss));
    }

    std::vector<Loss> take() { return {losses_.rbegin(), losses_.rend()}; }

private:
    void cut(const Rational& share, Loss loss) {
        if (share >= level_) return;
        loss.points = weight_ * (level_ - share);
        loss.question = question_;
        losses_.push_back(std::move(loss));
        level_ = share;
    }

    QuestionIndex question_;
    const Rational& weight_;
    const QuestionResult& result_;
    Rational level_ = 1;
    std::vector<Loss> losses_;
};

LossReason reason_of(Standing standing) {
    switch (standing) {
        case Standing::accepted:
        case Standing::pending: return LossReason::pending;
        case Standing::needs_repair: return LossReason::needs_repair;
        case Standing::expired: return LossReason::expired;
        case Standing::superseded: return LossReason::superseded;
        case Standing::unfounded: return LossReason::unfounded;
        case Standing::rejected: return LossReason::rejected;
        case Standing::missing: break;
    }
    return LossReason::unsupported;
}

LossReason reason_of(Reason reason) {
    switch (reason) {
        case Reason::answered:
        case Reason::unanswered: return LossReason::unanswered;
        case Reason::incomplete: return LossReason::incomplete;
        case Reason::left_open: return LossReason::left_open;
        case Reason::zero_denominator: return LossReason::zero_denominator;
        case Reason::refused: return LossReason::refused;
        case Reason::not_applicable: return LossReason::not_applicable;
        case Reason::applicability_open: break;
    }
    return LossReason::applicability_open;
}

Loss because(LossReason reason) {
    Loss loss;
    loss.reason = reason;
    return loss;
}

/// Descends to the questions whose losses add up to those of a node.
class Ledger {
public:
    Ledger(const Model& model, const Unit& unit, const Assessment& assessment)
        : model_(model), unit_(unit), assessment_(assessment), documents_(documents_of(unit)) {}

    /// Which losses count: final ones or not, and the factor of open ones.
    struct Wanted {
        bool final = true;
        Rational open = 1;
    };

    // Recursion is bounded by Limits::block_depth.
    void add(NodeIndex index, const Wanted& wanted) {
        const Node& node = model_.nodes[index];
        if (node.question != none) return add_question(node.question, wanted);
        if (adds_up(node.combine)) {
            for (const NodeIndex child : node.children) add(child, wanted);
            return;
        }
        const bool lowest = node.combine == Combine::min;
        const NodeIndex possible = deciding(node, lowest, &Score::possible, &Score::certain);
        const NodeIndex certain = lowest ? deciding(node, lowest, &Score::certain, &Score::possible) : possible;
        const Score &own = assessment_.nodes[index], &inner = assessment_.nodes[certain];
        Wanted open = wanted;
        if (inner.possible != inner.certain) open.open *= (own.possible - own.certain) / (inner.possible - inner.certain);
        if (possible == certain) return add(certain, open);
        open.final = false;
        const Wanted final{wanted.final, 0};
        if (possible < certain) add(possible, final);
        add(certain, open);
        if (certain < possible) add(possible, final);
    }

    std::vector<Loss> take() { return std::move(losses_); }

private:
    /// The child that decides one bound of a `min` or `max`; among equals, the child next in line for the other bound, then the
    /// first.
    NodeIndex deciding(const Node& node, bool lowest, Rational Score::*bound, Rational Score::*other) const {
        NodeIndex found = node.children.front();
        for (const NodeIndex child : node.children) {
            const Score &best = assessment_.nodes[found], &one = assessment_.nodes[child];
            auto order = one.*bound <=> best.*bound;
            if (order == 0) order = one.*other <=> best.*other;
            if (lowest ? order < 0 : order > 0) found = child;
        }
        return found;
    }

    void add_question(QuestionIndex question, const Wanted& wanted) {
        for (Loss& loss : layers(model_, unit_, documents_, assessment_, question)) {
            if (loss.open ? wanted.open.is_zero() : !wanted.final) continue;
            if (loss.open) loss.points *= wanted.open;
            losses_.push_back(std::move(loss));
        }
    }

    const Model& model_;
    const Unit& unit_;
    const Assessment& assessment_;
    List<const Document*, Document> documents_;
    std::vector<Loss> losses_;
};

}  // namespace

std::vector<Loss> layers(const Model& model, const Unit& unit, const List<const Document*, Document>& documents,
                         const Assessment& assessment, QuestionIndex index) {
    const Question& question = model.questions[index];
    const QuestionResult& result = assessment.questions[index];
    Cutter cutter(index, model.nodes[question.node].weight, result);
    if (result.reason == Reason::not_applicable) {
        cutter.cut_final(0, because(LossReason::not_applicable));
        return cutter.take();
    }

    const auto evidence = [&](Standing standing, DocumentIndex document, EvidenceIndex kind) {
        Loss loss = because(reason_of(standing));
        loss.document = document;
        loss.evidence = document == none ? kind : documents[document]->kind;
        return loss;
    };
    cutter.cut_final(question.best, because(LossReason::out_of_reach));
    // For a question that may not concern the unit, the assessment holds no claim; the answer itself still does.
    const Prevailing given = prevailing_answer(model, unit, index);
    const Backing& backing = result.backing;
    if (const auto claimed = claimed_share(model, index, *given.answer)) {
        if (given.assessor != none)
            if (const auto own = claimed_share(model, index, *prevailing_answer(model, unit, index, 0).answer);
                own && *own > *claimed) {
                cutter.cut_final(*own, because(LossReason::low_answer));
                Loss lowered = because(LossReason::lowered_by_assessor);
                lowered.assessor = given.assessor;
                cutter.cut_final(*claimed, std::move(lowered));
            }
        cutter.cut_final(*claimed, because(LossReason::low_answer));
        if (backing.barrier != Standing::accepted)
            cutter.cut_final(0, evidence(backing.barrier, backing.barrier_document, backing.barrier_evidence));
    }
    // The known counts may rule out the best share.
    if (result.reason == Reason::incomplete) cutter.cut_final(result.possible, because(LossReason::low_answer));
    // If one of the undecided `inapplicable` cases certainly holds, the answer does not count, and the cases may give less than
    // the best.
    if (result.reason == Reason::applicability_open) cutter.cut_final(0, because(LossReason::not_applicable));
    cutter.cut_open(result.reason == Reason::answered ? evidence(backing.weakest, backing.document, none)
                                                      : because(reason_of(result.reason)));
    return cutter.take();
}

std::vector<Loss> losses(const Model& model, const Unit& unit, const Assessment& assessment, NodeIndex node) {
    Ledger ledger(model, unit, assessment);
    ledger.add(node, {});
    return ledger.take();
}

std::vector<Loss> losses_of_view(const Model& model, const Unit& unit, const Assessment& assessment, ViewIndex view) {
    Ledger ledger(model, unit, assessment);
    for (const NodeIndex member : model.views[view].members) ledger.add(member, {});
    return ledger.take();
}

bool repairable(const Loss& loss) {
    return loss.reason != LossReason::not_applicable && loss.reason != LossReason::out_of_reach;
}

}  // namespace zi
