/// What is taken as it stands although something else may have been meant, or that contradicts itself: told in every report.
#pragma once

#include "json_tree.hpp"

#include "zi/unit.hpp"

#include "base/filled.hpp"

#include <string>

namespace zi {

/// A line for each; empty where there are none.
inline std::string remarks_text(const Model& model, const Unit& unit, Language language) {
    std::string text;
    for (const Diagnostic& one : remarks_on(model, unit))
        text += filled("{}[{}]: {} ({})\n", language == Language::indonesian ? "peringatan" : "warning", code_name(one.code),
                       plain(message(one, language)), plain(one.path));
    return text;
}

/// Under "remarks", which is left out where there are none.
inline void add_remarks(Json& json, const Model& model, const Unit& unit) {
    const Diagnostics remarks = remarks_on(model, unit);
    if (remarks.empty()) return;
    Json list = Json::array();
    for (const Diagnostic& one : remarks)
        list.push_back({{"code", code_name(one.code)},
                        {"path", one.path},
                        {"args", one.args},
                        {"message", {{"id", message(one, Language::indonesian)}, {"en", message(one, Language::english)}}}});
    json["remarks"] = std::move(list);
}

}  // namespace zi
