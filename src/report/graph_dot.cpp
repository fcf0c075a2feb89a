// The evidence graph as a drawing in DOT.
#include "zi/graph_report.hpp"

#include "graph_names.hpp"

#include "base/filled.hpp"

#include <algorithm>
#include <map>

namespace zi {

namespace {

std::string in_quotes(std::string_view text) {
    std::string out = "\"";
    for (const char c : plain(text)) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + '"';
}

/// Two lines in one label.
std::string label(std::string_view first, std::string_view second) {
    std::string one = in_quotes(first), two = in_quotes(second);
    one.pop_back();
    return one + "\\n" + two.substr(1);
}

const char* colour(Standing standing) {
    switch (standing) {
        case Standing::accepted: return "#b7e1b0";
        case Standing::pending: return "#fff2b0";
        case Standing::needs_repair: return "#ffd59e";
        case Standing::expired: return "#d9d9d9";
        case Standing::superseded: return "#eeeeee";
        case Standing::unfounded:
        case Standing::rejected: return "#f4b6b0";
        case Standing::missing: return "#ffffff";
    }
    return "#ffffff";
}

class Drawing {
public:
    Drawing(const EvidenceGraph& graph, Language language) : graph_(graph), model_(graph.model()), language_(language) {}

    /// `all_serve`: every shared document among them is known to serve all of the units.
    std::string draw(const std::set<GraphDocumentIndex>& documents, const std::set<UnitIndex>& units, bool all_serve,
                     std::set<QuestionIndex> questions) {
        for (const GraphDocumentIndex one : documents)
            for (const Document::Support& support : graph_.documents()[one].document->supports)
                questions.insert(support.question);
        out_ =
            "digraph evidence {\n  rankdir=LR;\n  node [shape=box, style=filled, fillcolor=white, fontname=\"sans-serif\"];\n";
        for (const GraphDocumentIndex one : documents) {
            const Document& document = *graph_.documents()[one].document;
            const Standing standing = graph_.standing(one);
            add("  d{} [label={}, fillcolor=\"{}\"];\n", one,
                label(document_name(graph_, one), filled("{}, {}", model_.evidence[document.kind].title.in(language_),
                                                         standing_text(standing, &document, graph_.as_of(), language_))),
                colour(standing));
        }
        draw_questions(questions);
        for (const UnitIndex one : units) add("  u{} [label={}, shape=house];\n", one, in_quotes(graph_.units()[one].id));
        for (const GraphDocumentIndex one : documents) draw_edges(one, documents, units, all_serve);
        return std::move(out_) + "}\n";
    }

private:
    template <class... Args>
    void add(Pattern<sizeof...(Args)> pattern, const Args&... args) {
        out_ += filled(pattern, args...);
    }
    const char* say(const char* indonesian, const char* english) const {
        return language_ == Language::indonesian ? indonesian : english;
    }

    /// Groups questions of the same node in a box.
    void draw_questions(const std::set<QuestionIndex>& questions) {
        std::map<NodeIndex, std::vector<QuestionIndex>> groups;
        for (const QuestionIndex one : questions) groups[model_.nodes[model_.questions[one].node].parent].push_back(one);
        for (const auto& [parent, members] : groups) {
            add("  subgraph cluster_{} {{\n    label={};\n", parent,
                in_quotes(filled("{} {}", model_.nodes[parent].id, model_.nodes[parent].title.in(language_))));
            for (const QuestionIndex one : members)
                add("    q{} [label={}, shape=ellipse];\n", one, in_quotes(question_name(model_, one)));
            out_ += "  }\n";
        }
    }

    void draw_edges(GraphDocumentIndex one, const std::set<GraphDocumentIndex>& documents, const std::set<UnitIndex>& units,
                    bool all_serve) {
        for (const Document::Support& support : graph_.documents()[one].document->supports) {
            add("  d{} -> q{}", one, support.question);
            if (const std::string_view option = best_option(model_, support); !option.empty())
                add(" [label={}]", in_quotes(option));
            out_ += ";\n";
        }
        for (const GraphDocumentIndex other : graph_.named(one, Relation::derives_from))
            if (documents.contains(other))
                add("  d{} -> d{} [style=dashed, label=\"{}\"];\n", one, other, say("berdasar pada", "derives from"));
        for (const GraphDocumentIndex other : graph_.named(one, Relation::supersedes))
            if (documents.contains(other))
                add("  d{} -> d{} [style=dotted, label=\"{}\"];\n", one, other, say("menggantikan", "supersedes"));
        if (graph_.documents()[one].unit != none) return;  // the label names its unit already
        const auto serves = [&](UnitIndex unit) {
            add("  d{} -> u{} [style=bold, label=\"{}\"];\n", one, unit, say("untuk", "serves"));
        };
        if (all_serve) return std::for_each(units.begin(), units.end(), serves), void();
        for (const UnitIndex unit : graph_.units_reached(one))
            if (units.contains(unit)) serves(unit);
    }

    const EvidenceGraph& graph_;
    const Model& model_;
    Language language_;
    std::string out_;
};

}  // namespace

std::string unit_dot(const EvidenceGraph& graph, UnitIndex unit, Language language) {
    // Include answers without documents.
    std::set<QuestionIndex> questions;
    for (const UnsupportedClaim& claim : graph.unsupported(unit)) questions.insert(claim.question);
    const auto& documents = graph.documents_of(unit);
    std::set<UnitIndex> units;
    if (!documents.empty() && graph.documents()[documents.back()].unit == none) units.insert(unit);
    return Drawing(graph, language).draw({documents.begin(), documents.end()}, units, true, std::move(questions));
}

std::string reach_dot(const EvidenceGraph& graph, GraphDocumentIndex document, Language language) {
    std::set<GraphDocumentIndex> documents{document};
    for (const bool forward : {true, false})
        for (const GraphDocumentIndex one : closure(graph, document, forward)) documents.insert(one);
    for (const GraphDocumentIndex one : graph.named(document, Relation::supersedes)) documents.insert(one);
    const std::vector<UnitIndex> units = graph.units_reached(document);
    return Drawing(graph, language).draw(documents, {units.begin(), units.end()}, false, {});
}

}  // namespace zi
