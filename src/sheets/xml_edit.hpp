/// How is an XML text changed in a few places, and else left as it is, byte for byte?
#pragma once

#include "zi/sheets.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zi::sheets {

/// A start tag, an empty one, or an end tag, where it stands in the text.
struct Tag {
    std::string_view uri, name, prefix;  ///< name without prefix
    std::size_t begin = 0, end = 0;      ///< of an empty element's end both are where it ends
    std::size_t depth = 0;               ///< of the element; the root is at 1
    const char* const* attributes = nullptr;

    /// The value of an attribute without a namespace.
    std::optional<std::string_view> find(std::string_view attribute) const;
    /// Namespace and value of the first attribute that has one and this name.
    std::optional<std::pair<std::string_view, std::string_view>> find_qualified(std::string_view attribute) const;
    /// "x:name", as a tag for another element beside this one begins.
    std::string beside(std::string_view element) const;
};

class TagHandler {
public:
    virtual ~TagHandler() = default;
    virtual void open(const Tag& tag) = 0;
    virtual void close(const Tag& tag) = 0;
};

/// Hands over all tags. What is wrong with the text, if anything is; Code::not_filled where it is in an encoding in which ASCII
/// cannot be put between its bytes.
std::optional<Diagnostic> read_tags(std::string_view text, TagHandler& handler);

/// Changes, from the beginning to the end of a text.
class Edits {
public:
    void insert(std::size_t at, std::string text) { replace(at, at, std::move(text)); }
    /// From here to there.
    void replace(std::size_t begin, std::size_t end, std::string text);
    bool empty() const { return list_.empty(); }
    std::string applied(std::string_view text) const;

private:
    struct Edit {
        std::size_t begin, end;
        std::string text;
    };
    std::vector<Edit> list_;
};

/// A start tag with another value for an attribute, which it gets where it has none.
std::string with_attribute(std::string_view tag, std::string_view name, std::string_view value);

/// A text between tags or in quotes, in ASCII whatever the encoding of the XML is.
std::string xml_text(std::string_view text);

}  // namespace zi::sheets
