// The certificate that no plan costs less than the bound.
#include "search.hpp"

namespace zi::improve {

/// Recomputes the fronts that gave the bound. A box whose own fronts suffice needs no children. This costs no more than the
/// search did.
void Search::certify(Found& found) {
    Certificate& proof = found.certificate;
    proof.bound = found.bound;
    proof.scale = scale_;
    if (found.bound == 0 || !write_boxes(proof)) {
        found.bound = proof.bound = 0;
        proof.boxes.assign(1, {});
    }
    for (const Part& part : problem_.parts.all) {
        Certificate::Part& one = proof.parts.emplace_back();
        one.kind = part.kind;
        one.question = part.question;
        one.left = part.left;
        one.right = part.right;
        for (const Index bound : part.bounds) one.conditions.push_back(problem_.bounds[bound].ref);
    }
}

bool Search::write_boxes(Certificate& proof) {
    budget_.unlimit();
    std::vector<std::size_t> order{0};  // node index by box index
    for (std::size_t i = 0; i < order.size(); ++i) {
        const Node& node = nodes_[order[i]];
        Certificate::Box& box = proof.boxes.emplace_back();
        if (node.missed != none) {
            box.missed = problem_.bounds[node.missed].ref;
        } else if (node.shown >= proof.bound) {
            if (!write_fronts(node, proof.bound, box)) return false;
        } else if (node.low != 0) {
            box.leaf = false;
            box.question = node.split_question;
            box.level = node.split_level;
            box.document = node.split_question == none ? DocumentIndex(node.split_document) : DocumentIndex();
            box.low = order.size();
            box.high = order.size() + 1;
            order.push_back(node.low);
            order.push_back(node.high);
        } else {
            return false;
        }
    }
    return true;
}

bool Search::write_fronts(const Node& node, std::uint64_t bound, Certificate::Box& box) {
    for (Index t = 0; t < levels_.tokens.size(); ++t)
        for (std::size_t u = 0; u < levels_.tokens[t].users.size(); ++u)
            if (levels_.tokens[t].what.document != none && node.box.documents[t] == Choice::open)
                box.prices.push_back({levels_.tokens[t].what.document, levels_.tokens[t].users[u], node.box.prices[t][u]});
    const std::uint64_t base = paid(node.box), most = scale_ * (bound - 1);
    if (base > most) return true;
    bool thinned = false;
    const auto all = fronts(node.box, node.most - base, node.room, true, thinned);
    if (!all) return false;
    for (const Front& front : *all) {
        auto& offers = box.fronts.emplace_back();
        for (const Entry& entry : front)
            if (entry.cost <= most - base) offers.push_back({grid_.value(entry.points), entry.cost});
    }
    return true;
}

}  // namespace zi::improve
