#include "zi/model.hpp"

#include "base/compared.hpp"

#include <algorithm>

namespace zi {

namespace {

template <class Item, class Matches>
IndexOf<Item> find(const List<Item>& items, Matches matches) {
    const auto found = std::find_if(items.begin(), items.end(), matches);
    return found == items.end() ? IndexOf<Item>() : IndexOf<Item>(static_cast<std::size_t>(found - items.begin()));
}

}  // namespace

std::string_view spelling(Operator op) {
    switch (op) {
        case Operator::at_least: return ">=";
        case Operator::above: return ">";
        case Operator::at_most: return "<=";
        case Operator::below: return "<";
        case Operator::equal: return "=";
        case Operator::in: return "in";
    }
    return "?";
}

bool compare(const Rational& value, Operator op, const Rational& wanted) { return compared(value, op, wanted); }

NodeIndex Model::find_node(std::string_view id_or_alias) const {
    return find(nodes, [&](const Node& n) { return n.id == id_or_alias || (!n.alias.empty() && n.alias == id_or_alias); });
}
QuestionIndex Model::find_question(std::string_view id_or_alias) const {
    const NodeIndex node = find_node(id_or_alias);
    return node == none ? QuestionIndex() : nodes[node].question;
}
FactIndex Model::find_fact(std::string_view id) const {
    return find(facts, [&](const Fact& f) { return f.id == id; });
}
ViewIndex Model::find_view(std::string_view view) const {
    return find(views, [&](const View& v) { return v.name == view; });
}
PredicateIndex Model::find_predicate(std::string_view predicate) const {
    return find(predicates, [&](const Predicate& p) { return p.name == predicate; });
}
AttributeIndex Model::find_attribute(std::string_view attribute) const {
    return find(attributes, [&](const Attribute& a) { return a.name == attribute; });
}

AssessorIndex Model::find_assessor(std::string_view assessor) const {
    return find(assessors, [&](const Assessor& a) { return a.name == assessor; });
}

std::string Model::cite(const Citation& citation, Language language) const {
    if (citation.source >= sources.size()) return {};
    std::string text = sources[citation.source].title;
    if (citation.first_page != 0) {
        text += language == Language::indonesian ? ", hlm. " : ", p. ";
        text += std::to_string(citation.first_page);
        if (citation.last_page != citation.first_page) text += "-" + std::to_string(citation.last_page);
    }
    if (!citation.place.empty()) text += ", " + citation.place;
    return text;
}

}  // namespace zi
