/// Which code blocks do the documents hold, and what does each of them promise?
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zi::docs {

/// One fenced block: ```zi fragment=inside-predicate error=ZI0601
struct Block {
    std::string document;  ///< path from the top of the source tree
    std::size_t line = 0;  ///< of the opening fence
    std::string language;  ///< first word of the info string
    std::map<std::string, std::string, std::less<>> attributes;
    std::string text;  ///< with a line break at the end of every line

    bool has(std::string_view attribute) const { return attributes.contains(attribute); }
    std::string get(std::string_view attribute) const;
    std::string place() const { return document + ":" + std::to_string(line); }
};

std::string read_file(const std::string& path);
/// A path from the top of the source tree, made absolute.
std::string in_source_tree(const std::string& path);

std::vector<Block> blocks_of(const std::string& document, std::string_view markdown);

/// The blocks of docs/*.md, rules/README.md and README.md, as far as these exist.
const std::vector<Block>& all_blocks();

/// The block's text; a fragment inside its template.
std::string assembled(const Block& block);

/// What a block of output must hold; nothing if the block is no output.
std::optional<std::string> generated(const Block& block);

/// Why a block does not keep its promise; empty if it does.
std::string fault(const Block& block);

/// ZI_BLESS=1: rewrite what is generated in the documents instead of comparing it.
bool blessing();

/// The text between "<!-- begin NAME -->" and "<!-- end NAME -->", from the line after the first to the line before the second.
struct Region {
    std::size_t begin = 0, end = 0;
};
Region region(const std::string& markdown, std::string_view name);

}  // namespace zi::docs
