// The template of a page, filled in.
#include "template.hpp"

#include <array>
#include <utility>

namespace zi::pages {

std::string inert(std::string_view json) {
    std::string text;
    text.reserve(json.size());
    for (std::size_t i = 0; i < json.size(); ++i) {
        const char one = json[i];
        // Only strings of JSON hold these, where they may be written as escapes.
        if (one == '<')
            text += "\\u003c";
        else if (one == '>')
            text += "\\u003e";
        else if (one == '&')
            text += "\\u0026";
        else if (json.substr(i, 3) == "\xE2\x80\xA8")
            text += "\\u2028", i += 2;
        else if (json.substr(i, 3) == "\xE2\x80\xA9")
            text += "\\u2029", i += 2;
        else
            text += one;
    }
    return text;
}

std::string escaped(std::string_view text) {
    std::string html;
    for (const char one : text) switch (one) {
            case '<': html += "&lt;"; break;
            case '>': html += "&gt;"; break;
            case '&': html += "&amp;"; break;
            case '"': html += "&quot;"; break;
            case '\'': html += "&#39;"; break;
            default: html += one;
        }
    return html;
}

std::string filled_in(std::string_view language, const Static& still, std::string_view data) {
    const std::string inlined = inert(data);
    const std::array<std::pair<std::string_view, std::string_view>, 7> places{{{"lang", language},
                                                                               {"title", still.title},
                                                                               {"answer", still.answer},
                                                                               {"table", still.table},
                                                                               {"style", css()},
                                                                               {"script", js()},
                                                                               {"data", inlined}}};
    // One pass, so that nothing filled in is taken for a place of its own.
    const std::string_view page = html();
    std::string text;
    text.reserve(page.size() + css().size() + js().size() + inlined.size() + still.table.size());
    for (std::size_t at = 0; at < page.size();) {
        const std::size_t open = page.find("{{", at), close = open == page.npos ? open : page.find("}}", open);
        if (close == page.npos) return text += page.substr(at);
        text += page.substr(at, open - at);
        for (const auto& [name, content] : places)
            if (page.substr(open + 2, close - open - 2) == name) text += content;
        at = close + 2;
    }
    return text;
}

}  // namespace zi::pages
