/// Warnings about a unit that was assessed regardless: part of every report.
#pragma once

#include "json_tree.hpp"

#include "zi/unit.hpp"

#include "base/filled.hpp"

#include <string>

namespace zi {

/// One line each; the reader's warnings end with one line of advice. Empty if there are none.
inline std::string remarks_text(const Model& model, const Unit& unit, Language language) {
    const bool indonesian = language == Language::indonesian;
    std::string text;
    const auto add = [&](const Diagnostic& one) {
        const bool is_error = severity(one.code) == Severity::error;
        const std::string place = one.cell.empty() ? one.path : one.path.empty() ? one.cell : one.cell + ", " + one.path;
        text += filled("{}[{}]: {} ({})\n",
                       is_error     ? (indonesian ? "galat" : "error")
                       : indonesian ? "peringatan"
                                    : "warning",
                       code_name(one.code), plain(message(one, language)), plain(place));
    };
    for (const Diagnostic& one : unit.remarks) {
        add(one);
        if (const std::string way_out = help(one, language); !way_out.empty())
            text += filled("  = {}: {}\n", indonesian ? "bantuan" : "help", way_out);
    }
    for (const Diagnostic& one : remarks_on(model, unit)) add(one);
    return text;
}

/// The member "remarks", absent if there are none: the reader's warnings, then those about values.
inline void add_remarks(Json& json, const Model& model, const Unit& unit) {
    Diagnostics remarks = unit.remarks;
    const Diagnostics found = remarks_on(model, unit);
    remarks.insert(remarks.end(), found.begin(), found.end());
    if (remarks.empty()) return;
    Json list = Json::array();
    for (const Diagnostic& one : remarks) {
        const auto in_both = [&](auto say) {
            return Json{{"id", say(one, Language::indonesian)}, {"en", say(one, Language::english)}};
        };
        Json item{{"severity", severity(one.code) == Severity::error ? "error" : "warning"},
                  {"code", code_name(one.code)},
                  {"path", one.path},
                  {"args", one.args},
                  {"message", in_both(message)},
                  {"help", in_both(help)}};
        if (!one.cell.empty()) item["cell"] = one.cell;
        list.push_back(std::move(item));
    }
    json["remarks"] = std::move(list);
}

}  // namespace zi
