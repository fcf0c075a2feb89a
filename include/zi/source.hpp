/// Where in the rules is it?
#pragma once

#include "zi/cplusplus.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace zi {

/// A half-open range of bytes in a SourceSet. All files share one address space, so that two 32-bit offsets
/// name file and place; line and column are computed only for printing.
struct Span {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;

    /// False for "nowhere" (offset 0 belongs to no file).
    explicit operator bool() const { return begin != 0; }
    friend bool operator==(Span, Span) = default;
};

/// A place as people write it. Lines and columns count from 1; a column counts code points, not bytes.
struct Place {
    std::string_view file;
    std::uint32_t line = 0;
    std::uint32_t column = 0;
    std::string_view line_text;      ///< the whole line, without its line break
    std::uint32_t column_bytes = 0;  ///< bytes of line_text before the column
};

/// Owns the text of every rules file read. Not thread-safe while adding; safe to share once loading is done.
class SourceSet {
public:
    struct File {
        std::string name;
        std::string text;
        std::uint32_t base = 0;            ///< address of text[0]
        std::vector<std::uint32_t> lines;  ///< offsets within text at which lines begin
    };

    /// Adds a file and returns its index. The text is copied in and stays put.
    std::size_t add(std::string name, std::string text);

    const std::vector<File>& files() const { return files_; }

    /// The file an address belongs to; null for offset 0 or beyond the last file.
    const File* file_of(std::uint32_t offset) const;

    /// File, line and column of an address. Views stay valid as long as the set is neither changed nor moved.
    Place place(std::uint32_t offset) const;
    /// The line alone, whose number is quick to find in long lines too; 0 for "nowhere".
    std::uint32_t line(std::uint32_t offset) const;

    /// The bytes of a span, empty for "nowhere".
    std::string_view text(Span span) const;

private:
    std::vector<File> files_;
};

}  // namespace zi
