#include "xml_edit.hpp"

#include "archive.hpp"

#include "base/utf8.hpp"

#include <expat.h>

#include <limits>
#include <memory>
#include <new>

namespace zi::sheets {

namespace {

/// Expat gives "namespace\nname\nprefix", of which what there is not is left out.
struct Name {
    explicit Name(std::string_view triplet) {
        const std::size_t first = triplet.find('\n');
        if (first != std::string_view::npos) uri = triplet.substr(0, first);
        local = triplet.substr(first == std::string_view::npos ? 0 : first + 1);
        if (const std::size_t second = local.find('\n'); second != std::string_view::npos) {
            prefix = local.substr(second + 1);
            local = local.substr(0, second);
        }
    }
    std::string_view uri, local, prefix;
};

struct Walk {
    XML_Parser parser;
    TagHandler& handler;
    std::size_t depth = 0;
    bool has_dtd = false;

    Tag tag(const char* triplet) const {
        const Name name(triplet);
        Tag tag;
        tag.uri = name.uri, tag.name = name.local, tag.prefix = name.prefix;
        tag.begin = static_cast<std::size_t>(XML_GetCurrentByteIndex(parser));
        tag.end = tag.begin + static_cast<std::size_t>(XML_GetCurrentByteCount(parser));
        tag.depth = depth;
        return tag;
    }
};

Walk& walk(void* data) { return *static_cast<Walk*>(data); }

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

}  // namespace

std::optional<std::string_view> Tag::find(std::string_view attribute) const {
    for (const char* const* one = attributes; one && *one; one += 2)
        if (attribute == one[0]) return one[1];
    return std::nullopt;
}

std::optional<std::pair<std::string_view, std::string_view>> Tag::find_qualified(std::string_view attribute) const {
    for (const char* const* one = attributes; one && *one; one += 2)
        if (const Name called(one[0]); called.local == attribute && !called.uri.empty())
            return std::pair{called.uri, std::string_view(one[1])};
    return std::nullopt;
}

std::string Tag::beside(std::string_view element) const {
    return (prefix.empty() ? "" : std::string(prefix) + ":") + std::string(element);
}

std::optional<Diagnostic> read_tags(std::string_view text, TagHandler& handler) {
    if (text.substr(0, 4).find('\0') != std::string_view::npos || text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"))
        return Diagnostic{Code::not_filled, {"@fill_encoding"}};
    if (text.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()))  // what expat takes at once
        return Diagnostic{Code::unit_limit, {"@workbook_bytes", std::to_string(std::numeric_limits<int>::max())}};
    struct Free {
        void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
    };
    const std::unique_ptr<XML_ParserStruct, Free> owner(XML_ParserCreateNS(nullptr, '\n'));
    if (!owner) throw std::bad_alloc();
    XML_SetReturnNSTriplet(owner.get(), 1);
    Walk state{owner.get(), handler};
    XML_SetUserData(owner.get(), &state);
    XML_SetElementHandler(
        owner.get(),
        [](void* data, const char* name, const char** attributes) {
            ++walk(data).depth;
            Tag tag = walk(data).tag(name);
            tag.attributes = attributes;
            walk(data).handler.open(tag);
        },
        [](void* data, const char* name) {
            walk(data).handler.close(walk(data).tag(name));
            --walk(data).depth;
        });
    XML_SetStartDoctypeDeclHandler(owner.get(), [](void* data, const char*, const char*, const char*, int) {
        walk(data).has_dtd = true;
        XML_StopParser(walk(data).parser, XML_FALSE);
    });
    const bool sound = XML_Parse(owner.get(), text.data(), static_cast<int>(text.size()), XML_TRUE) != XML_STATUS_ERROR;
    if (state.has_dtd) return unreadable("@has_dtd");
    if (!sound) return unreadable("@broken_xml");
    return std::nullopt;
}

void Edits::replace(std::size_t begin, std::size_t end, std::string text) { list_.push_back({begin, end, std::move(text)}); }

std::string Edits::applied(std::string_view text) const {
    std::string out;
    std::size_t at = 0;
    for (const Edit& edit : list_) {
        out += text.substr(at, edit.begin - at);
        out += edit.text;
        at = edit.end;
    }
    return out += text.substr(at);
}

std::string with_attribute(std::string_view tag, std::string_view name, std::string_view value) {
    std::size_t at = 1;
    while (at < tag.size() && !is_blank(tag[at]) && tag[at] != '>' && tag[at] != '/') ++at;
    for (;;) {
        while (at < tag.size() && is_blank(tag[at])) ++at;
        if (at >= tag.size() || tag[at] == '>' || tag[at] == '/') break;
        const std::size_t begin = at, equals = tag.find('=', at);
        std::size_t end = equals;
        while (is_blank(tag[end - 1])) --end;
        const std::size_t open = tag.find_first_of("\"'", equals), close = tag.find(tag[open], open + 1);
        if (tag.substr(begin, end - begin) == name)
            return std::string(tag.substr(0, open + 1)) + xml_text(value) + std::string(tag.substr(close));
        at = close + 1;
    }
    const std::size_t last = tag.size() - (tag.ends_with("/>") ? 2 : 1);
    return std::string(tag.substr(0, last)) + " " + std::string(name) + "=\"" + xml_text(value) + "\"" +
           std::string(tag.substr(last));
}

std::string xml_text(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        const auto [code, length] = code_point_at(text, i);
        i += length == 0 ? 1 : length;
        // What is no character of XML is left out; plain() has spelled what came from outside.
        const bool control = code < 0x20 && code != '\t' && code != '\n';
        if (length == 0 || control || code == 0xFFFE || code == 0xFFFF) continue;
        if (code == '&')
            out += "&amp;";
        else if (code == '<')
            out += "&lt;";
        else if (code == '>')
            out += "&gt;";
        else if (code == '"')
            out += "&quot;";
        else if (code >= 0x20 && code < 0x7F)
            out += static_cast<char>(code);
        else
            out += "&#" + std::to_string(code) + ";";
    }
    return out;
}

}  // namespace zi::sheets
