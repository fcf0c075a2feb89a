// Weights: each child states its own or shares its parent's; the children's weights must add up exactly to the parent's.
#include "build.hpp"

#include <algorithm>

namespace zi::lowering {

namespace {

std::string word_of(Combine combine) {
    switch (combine) {
        case Combine::sum: return "sum";
        case Combine::mean: return "mean";
        case Combine::min: return "min";
        case Combine::max: return "max";
    }
    return "sum";
}

/// Parents precede children in the list, so that a parent's weight is known before its children need it.
void weigh_children(Build& build, Index index) {
    Model& model = build.model;
    Node& node = model.nodes[index];
    if (node.children.empty()) {
        build.report(Code::no_children, {node.id}, node.span);
        return;
    }
    std::vector<Span> stated, missing;
    for (Index child : node.children)
        (model.nodes[child].weight_stated ? stated : missing)
            .push_back(model.nodes[child].weight_stated ? model.nodes[child].weight_span : model.nodes[child].span);

    const auto said = build.combine_spans.find(index);
    if (said == build.combine_spans.end()) node.combine = stated.empty() ? Combine::mean : Combine::sum;

    constexpr std::size_t most_shown = 3;
    if (node.combine == Combine::sum) {
        if (!missing.empty()) {
            missing.resize(std::min(missing.size(), most_shown));
            build.report(Code::weight_mixed, {node.id}, node.span, std::move(missing));
            return;
        }
        Sum weights;
        bool sound = node.weight.sign() > 0;  // an invalid weight was reported and does not count as imbalance
        for (Index child : node.children) {
            weights.add(model.nodes[child].weight);
            sound = sound && model.nodes[child].weight.sign() > 0;
        }
        if (!sound) return;
        if (const Rational sum = weights.total(); sum != node.weight) {
            const Rational difference = sum < node.weight ? node.weight - sum : sum - node.weight;
            stated.resize(std::min(stated.size(), most_shown));
            build.report(Code::weight_sum, {node.id, shown(sum), shown(node.weight), shown(difference)}, node.weight_span,
                         std::move(stated));
        }
        return;
    }
    const auto count = static_cast<std::int64_t>(node.children.size());
    const Rational share = node.combine == Combine::mean ? node.weight / Rational(count) : node.weight;
    for (Index child : node.children) {
        Node& inner = model.nodes[child];
        if (inner.weight_stated)
            build.report(Code::weight_unexpected, {node.id, word_of(node.combine)}, inner.weight_span,
                         said == build.combine_spans.end() ? std::vector<Span>{} : std::vector{said->second});
        else
            inner.weight = share;
    }
}

}  // namespace

void check_weights(Build& build) {
    Model& model = build.model;
    for (NodeIndex i{0}; i < model.nodes.size(); ++i)
        if (model.nodes[i].question == none && build.goes_on()) weigh_children(build, i);
    if (!build.stopped) measure_scores(build);
    for (std::size_t i = 0; i < model.views.size(); ++i) {
        View& view = model.views[i];
        if (!add_score(build, view.span)) return;
        Sum weights;
        for (Index member : view.members) weights.add(model.nodes[member].weight);
        view.weight = weights.total();
        const auto& what = std::get<syntax::View>(build.views[i]->what);
        if (!what.weight) continue;
        const std::size_t before = build.errors;
        const Rational stated = build.number(*what.weight);
        if (stated == view.weight || build.errors != before) continue;
        const Rational difference = stated < view.weight ? view.weight - stated : stated - view.weight;
        std::vector<Span> members;
        for (const syntax::Word& member : what.members) members.push_back(member.span);
        build.report(Code::view_weight, {view.name, shown(view.weight), what.weight->value, shown(difference)},
                     what.weight->span, std::move(members));
    }
}

}  // namespace zi::lowering
