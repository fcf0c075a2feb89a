#include "options.hpp"

#include <limits>

namespace zi::c {

Limits limits_of(const zi_limits* given, const char* parameter) {
    Limits limits;
    if (given == nullptr) return limits;
    const zi_limits wanted = known_part(given, parameter);
    const auto set = [&](auto& limit, std::uint64_t value, std::uint64_t most = std::numeric_limits<std::int64_t>::max()) {
        need(value <= most, parameter, "asks for more than can be");
        if (value != 0) limit = static_cast<std::remove_reference_t<decltype(limit)>>(value);
    };
    // All but attributes and links, which have their defaults here: nothing is computed from what they bound.
    static_assert(sizeof(Limits) == 22 * sizeof(std::uint64_t) && sizeof(zi_limits) == 21 * sizeof(std::uint64_t),
                  "a new limit belongs into zi.h");
    // Depths use stack.
    constexpr std::uint64_t deepest = 256;
    set(limits.file_bytes, wanted.file_bytes, std::numeric_limits<std::int32_t>::max());
    set(limits.files, wanted.files);
    set(limits.include_depth, wanted.include_depth, deepest);
    set(limits.block_depth, wanted.block_depth, deepest);
    set(limits.statements, wanted.statements);
    set(limits.conditions, wanted.conditions);
    set(limits.expression_nodes, wanted.expression_nodes);
    set(limits.expression_depth, wanted.expression_depth, deepest);
    set(limits.number_digits, wanted.number_digits, 10'000);
    set(limits.errors, wanted.errors);
    set(limits.units_bytes, wanted.units_bytes);
    set(limits.unit_bytes, wanted.unit_bytes);
    set(limits.json_depth, wanted.json_depth, deepest);
    set(limits.string_bytes, wanted.string_bytes);
    set(limits.count, wanted.count, std::uint64_t{1'000'000'000'000'000'000});
    set(limits.exact_bits, wanted.exact_bits);
    limits.cancel = flag_of(wanted.cancel, parameter);
    set(limits.answers, wanted.answers);
    set(limits.name_bytes, wanted.name_bytes);
    set(limits.proof_bytes, wanted.proof_bytes);
    return limits;
}

Date day_of(const char* text, const char* parameter) {
    const auto day = Date::parse(name(text, parameter));
    need(day.has_value(), parameter, "is no day YYYY-MM-DD");
    return *day;
}

Language language_of(std::int32_t language, const char* parameter) {
    need(language == ZI_INDONESIAN || language == ZI_ENGLISH, parameter, "is no zi_language");
    return language == ZI_ENGLISH ? Language::english : Language::indonesian;
}

const std::atomic<bool>* flag_of(const zi_cancel* cancel, const char* parameter) {
    return cancel == nullptr ? nullptr : &get(cancel, parameter).set;
}

std::variant<NodeIndex, ViewIndex> score_called(const Model& model, std::string_view name) {
    if (const NodeIndex node = model.find_node(name); node != none) return node;
    if (const ViewIndex view = model.find_view(name); view != none) return view;
    std::vector<std::string_view> known;
    for (const View& view : model.views) known.push_back(view.name);
    for (const Node& node : model.nodes) known.push_back(node.id);
    throw Refused{{unknown_name("@score", std::string(name), known)}, nullptr};
}

}  // namespace zi::c
