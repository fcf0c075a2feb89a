// The tree of the worksheet, and the views over its nodes.
#include "build.hpp"

#include <algorithm>

namespace zi::lowering {

namespace {

using syntax::Statement;

class Worksheet {
public:
    explicit Worksheet(Build& build) : build_(build), model_(build.model) {}

    void root(const Statement& statement) {
        const auto& what = std::get<syntax::Node>(statement.what);
        Node node;
        node.id = "total";
        node.label = "total";
        fill(node, what);
        node.span = statement.head;
        model_.nodes.push_back(std::move(node));
        build_.declare_subject("total", statement.head, Subject::Kind::node, 0);
        children(statement.body, NodeIndex(0));
    }

private:
    void fill(Node& node, const syntax::Node& what) {
        node.title = build_.text(what.title);
        weight(node, what.weight);
        if (what.combine) {
            const std::string& word = what.combine->value;
            node.combine = word == "mean"  ? Combine::mean
                           : word == "min" ? Combine::min
                           : word == "max" ? Combine::max
                                           : Combine::sum;
            build_.combine_spans.emplace(model_.nodes.size(), what.combine->span);
        }
        node.notes = build_.notes(what.notes);
    }

    void weight(Node& node, const std::optional<syntax::Word>& word) {
        node.weight_span = word ? word->span : node.span;
        if (!word) return;
        const std::size_t before = build_.errors;
        node.weight = build_.number(*word);
        node.weight_stated = true;
        if (build_.errors == before && node.weight.sign() <= 0) build_.report(Code::weight_not_positive, {}, word->span);
        add_weight(build_, node.weight, word->span);
    }

    NodeIndex add(Node node, NodeIndex parent, const syntax::Word& label, const std::optional<syntax::Word>& alias) {
        const NodeIndex index(model_.nodes.size());
        node.label = label.value;
        node.id = parent == 0 ? label.value : model_.nodes[parent].id + "." + label.value;
        if (node.id.size() > build_.limits.name_bytes)
            build_.stop(Code::limit, {"@name_bytes", std::to_string(build_.limits.name_bytes)}, label.span);
        node.parent = parent;
        build_.declare_subject(node.id, label.span, Subject::Kind::node, index);
        if (alias) {
            node.alias = alias->value;
            build_.declare_subject(alias->value, alias->span, Subject::Kind::node, index);
        }
        model_.nodes.push_back(std::move(node));
        model_.nodes[parent].children.push_back(index);
        return index;
    }

    void children(const std::vector<Statement>& statements, NodeIndex parent) {
        for (const Statement& statement : statements) {
            if (!build_.goes_on()) return;
            if (const auto* node = std::get_if<syntax::Node>(&statement.what)) {
                inner(*node, statement, parent);
            } else if (const auto* question = std::get_if<syntax::Question>(&statement.what)) {
                leaf(*question, statement, parent);
            } else if (std::holds_alternative<syntax::Include>(statement.what)) {
                children(statement.body, parent);
            } else if (std::holds_alternative<std::monostate>(statement.what)) {
                continue;
            } else {
                misplaced(statement);
            }
        }
    }

    void misplaced(const Statement& statement) {
        const char* word = std::visit(
            [](const auto& what) {
                using T = std::decay_t<decltype(what)>;
                if constexpr (std::is_same_v<T, syntax::Regulation>)
                    return "regulation";
                else if constexpr (std::is_same_v<T, syntax::Source>)
                    return "source";
                else if constexpr (std::is_same_v<T, syntax::Level>)
                    return "level";
                else if constexpr (std::is_same_v<T, syntax::Members>)
                    return what.ordered ? "grades" : "choice";
                else if constexpr (std::is_same_v<T, syntax::Evidence>)
                    return "evidence";
                else if constexpr (std::is_same_v<T, syntax::Assessor>)
                    return "assessor";
                else if constexpr (std::is_same_v<T, syntax::Attribute>)
                    return "attribute";
                else if constexpr (std::is_same_v<T, syntax::Fact>)
                    return "fact";
                else if constexpr (std::is_same_v<T, syntax::Scale>)
                    return "scale";
                else if constexpr (std::is_same_v<T, syntax::Interpretation>)
                    return "interpretation";
                else if constexpr (std::is_same_v<T, syntax::View>)
                    return "view";
                else if constexpr (std::is_same_v<T, syntax::Predicate>)
                    return what.keyword();
                else
                    return "statement";
            },
            statement.what);
        build_.report(Code::misplaced_statement, {word, "@in_worksheet"}, statement.head);
    }

    void inner(const syntax::Node& what, const Statement& statement, NodeIndex parent) {
        if (!what.level) {
            build_.report(Code::misplaced_statement, {"worksheet", "@in_worksheet"}, statement.head);
            return;
        }
        Node node;
        node.span = what.label.span;
        node.level = LevelIndex(build_.use(build_.levels, "@level", *what.level));
        fill(node, what);
        const NodeIndex index = add(std::move(node), parent, what.label, what.alias);
        children(statement.body, index);
    }

    void leaf(const syntax::Question& what, const Statement& statement, NodeIndex parent) {
        Node node;
        node.span = what.label.span;
        node.title = build_.text(what.title);
        weight(node, what.weight);
        node.notes = build_.notes(what.notes);
        const NodeIndex index = add(std::move(node), parent, what.label, what.alias);
        lower_question(build_, statement, index);
    }

    Build& build_;
    Model& model_;
};

}  // namespace

void lower_worksheet(Build& build) {
    if (build.worksheet.empty()) {
        build.report(Code::missing_statement, {"worksheet"}, Span{1, 1});
        // Substitute an empty worksheet, so that later stages need no special case.
        Node node;
        node.id = node.label = "total";
        build.model.nodes.push_back(std::move(node));
        return;
    }
    Worksheet(build).root(*build.worksheet.front());
}

void lower_views(Build& build) {
    Model& model = build.model;
    for (const Statement* statement : build.views) {
        if (!build.goes_on()) return;
        const auto& what = std::get<syntax::View>(statement->what);
        View view;
        view.name = what.name.value;
        view.title = build.text(what.title);
        view.level = LevelIndex(build.use(build.levels, "@level", what.level));
        view.notes = build.notes(what.notes);
        view.span = what.name.span;
        std::map<Index, Span> member_spans;
        for (std::size_t i = 0; i < what.members.size(); ++i) {
            const Subject* subject = build.use_subject("@node", what.members[i]);
            if (!subject) continue;
            if (subject->kind != Subject::Kind::node) {
                build.report(Code::unknown_name, {"@node", what.members[i].value}, what.members[i].span);
                continue;
            }
            const auto [first, added] = member_spans.try_emplace(subject->index, what.members[i].span);
            if (!added)
                build.report(Code::view_overlap, {view.name, what.members[i].value}, what.members[i].span, {first->second});
            else
                view.members.emplace_back(subject->index);
        }
        // A member inside another member. The walk up is bounded by Limits::block_depth.
        for (const auto& [member, span] : member_spans)
            for (Index above = model.nodes[member].parent; above != none; above = model.nodes[above].parent)
                if (const auto outer = member_spans.find(above); outer != member_spans.end())
                    build.report(Code::view_overlap, {view.name, model.nodes[member].id}, span, {outer->second});
        build.declare_subject(view.name, what.name.span, Subject::Kind::view, static_cast<Index>(model.views.size()));
        model.views.push_back(std::move(view));
    }
}

}  // namespace zi::lowering
