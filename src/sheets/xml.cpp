#include "xml.hpp"

#include <expat.h>

#include <cstddef>
#include <cstring>
#include <exception>
#include <new>

namespace zi::sheets {

namespace {

/// Behind the prefix of its namespace. Which namespace it is does not matter to a workbook, and finding it out takes a fifth of
/// the time.
std::string_view local(const char* name) {
    const char* const colon = std::strchr(name, ':');
    return colon ? colon + 1 : name;
}

bool is_namespace(std::string_view attribute) { return attribute == "xmlns" || attribute.starts_with("xmlns:"); }
bool is_it(const char* attribute, std::string_view name) {
    return std::strncmp(attribute, name.data(), name.size()) == 0 && attribute[name.size()] == '\0';
}

struct Parsing {
    XML_Parser parser;
    XmlHandler& handler;
    std::size_t depth = 0, most_depth = 0;
    std::exception_ptr thrown = nullptr;  ///< no exception may pass through expat

    /// What has been stopped asks for nothing more, though expat may still tell what it has begun with.
    template <class Tell>
    void tell(Tell tell) noexcept {
        if (thrown || handler.problem()) return;
        try {
            tell();
        } catch (...) {
            thrown = std::current_exception();
        }
        if (thrown || handler.problem()) XML_StopParser(parser, XML_FALSE);
    }

    /// Of the parser, or of what it called.
    bool is_sound(XML_Status status) const {
        if (thrown) std::rethrow_exception(thrown);
        if (status == XML_STATUS_ERROR && XML_GetErrorCode(parser) == XML_ERROR_NO_MEMORY) throw std::bad_alloc();
        return status != XML_STATUS_ERROR;
    }
};

Parsing& parsing(void* data) { return *static_cast<Parsing*>(data); }

}  // namespace

std::optional<std::string_view> Attributes::find(std::string_view name) const {
    for (const char* const* one = list_; *one; one += 2)
        if (is_it(one[0], name)) return one[1];
    for (const char* const* one = list_; *one; one += 2)
        if (local(one[0]) == name && !is_namespace(one[0])) return one[1];
    return std::nullopt;
}

std::optional<Diagnostic> read_xml(Archive& archive, const std::string& part, const WorkbookLimits& limits,
                                   const Limits& common, XmlHandler& handler) {
    struct Free {
        void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
    };
    const std::unique_ptr<XML_ParserStruct, Free> owner(XML_ParserCreate(nullptr));
    if (!owner) throw std::bad_alloc();
    Parsing state{owner.get(), handler, 0, limits.depth, nullptr};
    XML_SetUserData(owner.get(), &state);
    XML_SetElementHandler(
        owner.get(),
        [](void* data, const char* name, const char** attributes) {
            Parsing& here = parsing(data);
            here.tell([&] {
                if (++here.depth > here.most_depth)
                    here.handler.stop({Code::unit_limit, {"@workbook_depth", std::to_string(here.most_depth)}});
                else
                    here.handler.open(local(name), Attributes(attributes));
            });
        },
        [](void* data, const char* name) {
            Parsing& here = parsing(data);
            here.tell([&] {
                --here.depth;
                here.handler.close(local(name));
            });
        });
    XML_SetCharacterDataHandler(owner.get(), [](void* data, const char* text, int size) {
        Parsing& here = parsing(data);
        here.tell([&] { here.handler.text({text, static_cast<std::size_t>(size)}); });
    });
    // With the declaration of a DTD begins what entities can do.
    XML_SetStartDoctypeDeclHandler(owner.get(), [](void* data, const char*, const char*, const char*, int) {
        Parsing& here = parsing(data);
        here.tell([&] { here.handler.stop(unreadable("@has_dtd")); });
    });
    std::size_t fed = 0;
    bool sound = true;
    auto problem = archive.read(part, [&](std::string_view piece) {
        if (common.cancelled()) handler.stop({Code::cancelled, {}});
        if (handler.problem()) return false;
        fed += piece.size();
        sound = state.is_sound(XML_Parse(owner.get(), piece.data(), static_cast<int>(piece.size()), XML_FALSE));
        // Expat reads what does not end yet again from its beginning with each piece.
        const XML_Index read = XML_GetCurrentByteIndex(owner.get());
        if (sound && read >= 0 && fed - static_cast<std::size_t>(read) > 2 * limits.text_bytes + (1u << 20))
            handler.stop({Code::unit_limit, {"@string_bytes", std::to_string(limits.text_bytes)}});
        return sound && !handler.problem();
    });
    if (handler.problem()) return handler.problem();
    if (problem) return problem;
    if (sound) sound = state.is_sound(XML_Parse(owner.get(), nullptr, 0, XML_TRUE));
    if (handler.problem()) return handler.problem();
    if (!sound) return unreadable("@broken_xml");
    return std::nullopt;
}

}  // namespace zi::sheets
