#include "attribute.hpp"

#include "value.hpp"

#include "base/listed.hpp"
#include "base/suggest.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace zi::units {

namespace {

char small(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_but_for_case(std::string_view a, std::string_view b) { return std::ranges::equal(a, b, {}, small, small); }

/// The one that is written so; else the only one that differs in the case of its letters alone; else nothing.
template <class Names, class Spelling>
Index one_called(const Names& names, std::string_view wanted, Spelling spelling) {
    Index found = none;
    for (Index i = 0; i < names.size(); ++i) {
        const std::string_view name = spelling(names[typename Names::size_type{i}]);
        if (name == wanted) return i;
        if (same_but_for_case(name, wanted)) found = found == none ? i : static_cast<Index>(names.size());
    }
    return found < names.size() ? found : Index{none};
}

}  // namespace

AttributeIndex attribute_called(const Model& model, std::string_view name) {
    const std::vector<Attribute>& all = model.attributes;
    const Index found = one_called(all, name, [](const Attribute& one) -> std::string_view { return one.name; });
    return found == none ? AttributeIndex() : AttributeIndex(found);
}

void add_attribute(const Model& model, Unit& unit, std::string_view name, std::string_view value, const Limits& limits,
                   Diagnostics& out) {
    name = trimmed(name);
    value = trimmed(value);
    if (value.empty()) return;
    const auto cross = [&](const char* limit, std::size_t most) {
        out.push_back({Code::unit_limit, {limit, std::to_string(most)}});
    };
    if (value.size() > limits.string_bytes) return cross("@string_bytes", limits.string_bytes);
    if (name.size() > limits.name_bytes) return cross("@name_bytes", limits.name_bytes);
    const AttributeIndex declared = attribute_called(model, name);
    if (declared != none) {
        const Attribute& attribute = model.attributes[declared];
        name = attribute.name;
        if (attribute.enumeration != none) {
            const std::vector<std::string>& values = model.enumerations[attribute.enumeration].values;
            const Index member = one_called(values, value, [](const std::string& one) -> std::string_view { return one; });
            if (member == none) {
                Diagnostic unknown{Code::unknown_value, {shortened(value), listed(values)}};
                unknown.suggestion = closest(value, {values.begin(), values.end()});
                return out.push_back(std::move(unknown));
            }
            value = values[member];
        }
    }
    if (unit.attributes.contains(name)) return out.push_back({Code::duplicate_key, {shortened(name)}});
    if (unit.attributes.size() >= limits.attributes) return cross("@attributes", limits.attributes);
    unit.attributes.emplace(name, value);
    if (declared != none || model.attributes.empty()) return;
    std::vector<std::string_view> names;
    for (const Attribute& one : model.attributes) names.push_back(one.name);
    // Any name is free; one that is nearly a declared one is more likely a slip.
    if (std::string meant = closest(name, names); !meant.empty()) {
        Diagnostic slip{Code::attribute_undeclared, {shortened(name)}};
        slip.suggestion = std::move(meant);
        out.push_back(std::move(slip));
    }
}

}  // namespace zi::units
