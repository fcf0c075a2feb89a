// Documents that back no answer, and answers without documents.
#include "state.hpp"

#include <algorithm>

namespace zi {

namespace {

bool asks(const Need& need, const Document& document) {
    if (need.kind == Need::Kind::document) return asks_for(need, document);
    return std::any_of(need.parts.begin(), need.parts.end(), [&](const Need& part) { return asks(part, document); });
}

bool carries(const Model& model, const Document& document) {
    return std::any_of(document.supports.begin(), document.supports.end(), [&](const Document::Support& support) {
        const std::vector<NeedFor>& needs = model.questions[support.question].needs;
        return std::any_of(needs.begin(), needs.end(), [&](const NeedFor& one) { return asks(one.need, document); });
    });
}

}  // namespace

std::vector<Orphan> EvidenceGraph::orphans() const {
    // A document that backs an answer gives a purpose to its bases, transitively.
    std::vector<char> purpose(state_->documents.size(), 0);
    std::vector<GraphDocumentIndex> fresh;
    const auto found = [&](GraphDocumentIndex document) {
        if (purpose[document]) return;
        purpose[document] = 1;
        fresh.push_back(document);
    };
    for (GraphDocumentIndex i{0}; i < state_->documents.size(); ++i)
        if (carries(model(), *state_->documents[i].document)) found(i);
    while (!fresh.empty()) {
        const GraphDocumentIndex document = fresh.back();
        fresh.pop_back();
        for (const GraphDocumentIndex basis : named(document, Relation::derives_from)) found(basis);
    }
    std::vector<Orphan> orphans;
    for (GraphDocumentIndex i{0}; i < state_->documents.size(); ++i)
        if (!purpose[i])
            orphans.push_back({i, state_->documents[i].document->supports.empty() ? Orphan::Why::supports_nothing
                                                                                  : Orphan::Why::not_asked_for});
    return orphans;
}

std::vector<UnsupportedClaim> EvidenceGraph::unsupported(UnitIndex unit) const {
    std::vector<UnsupportedClaim> claims;
    const Assessment& assessment = this->assessment(unit);
    for (QuestionIndex q{0}; q < assessment.questions.size(); ++q) {
        const QuestionResult& result = assessment.questions[q];
        if (!result.claimed || !result.backing.needed || *result.claimed <= result.certain) continue;
        const DocumentIndex document = result.backing.document;
        claims.push_back({q, *result.claimed, result.certain, result.possible, result.backing.weakest,
                          document == none ? GraphDocumentIndex() : state_->of_unit[unit][document]});
    }
    return claims;
}

}  // namespace zi
