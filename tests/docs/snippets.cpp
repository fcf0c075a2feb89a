#include "snippets.hpp"

#include "zi/load.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <set>
#include <sstream>
#include <stdexcept>

namespace zi::docs {

namespace {

constexpr std::array known_attributes{"canonical-of", "error", "file", "fragment", "id", "lang", "output-of", "untidy"};
constexpr std::string_view marker = "// <fragment>";
constexpr std::string_view main_file = "rules.zi";

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

std::string trimmed(std::string text) {
    while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
    return text;
}

std::string template_path(const std::string& name) { return in_source_tree("tests/docs/templates/" + name + ".zi"); }

/// Loads a block; files it includes are the blocks of the same document marked `file=`.
Loaded loaded(const Block& block) {
    const std::string text = assembled(block);
    return load(main_file, [&](std::string_view path) -> std::optional<std::string> {
        if (path == main_file) return text;
        for (const Block& other : all_blocks())
            if (other.document == block.document && other.has("file") && other.get("file") == path) return other.text;
        return std::nullopt;
    });
}

std::multiset<std::string> codes(const Loaded& rules, bool fragment, const std::multiset<std::string>& expected) {
    std::multiset<std::string> found;
    for (const Diagnostic& d : rules.diagnostics) {
        // What a fragment declares is used elsewhere, and so is what its template declares.
        if (fragment && d.code == Code::unused && !expected.contains(code_name(d.code))) continue;
        found.insert(code_name(d.code));
    }
    return found;
}

std::multiset<std::string> listed(std::string_view text) {
    std::multiset<std::string> items;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(','), text.size());
        items.emplace(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return items;
}

std::string untidy(const std::string& text) {
    const Formatted formatted = format(main_file, text);
    if (!formatted.text) return "does not parse:\n" + render(formatted.diagnostics, *formatted.sources, Language::english);
    if (*formatted.text == text) return {};
    return "is not in canonical form, which is:\n" + *formatted.text;
}

const Block* block_called(const Block& from, const std::string& id) {
    for (const Block& block : all_blocks())
        if (block.document == from.document && block.has("id") && block.get("id") == id) return &block;
    return nullptr;
}

std::string fault_of_rules(const Block& block) {
    if (block.has("fragment") && !std::filesystem::exists(template_path(block.get("fragment"))))
        return "there is no template " + block.get("fragment");
    if (block.has("file")) return untidy(block.text);  // loaded by the block that includes it

    const std::multiset<std::string> expected = listed(block.get("error"));
    const Loaded rules = loaded(block);
    if (codes(rules, block.has("fragment"), expected) != expected)
        return fmt::format("expected exactly [{}], found:\n{}", fmt::join(expected, ", "), rules.text(Language::english));
    if (!expected.empty() || block.has("untidy")) return {};
    return untidy(assembled(block));
}

}  // namespace

std::string Block::get(std::string_view attribute) const {
    const auto found = attributes.find(attribute);
    return found == attributes.end() ? std::string() : found->second;
}

std::string in_source_tree(const std::string& path) { return std::string(ZI_SOURCE_DIR) + "/" + path; }

std::string read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error("cannot read " + path);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::vector<Block> blocks_of(const std::string& document, std::string_view markdown) {
    std::vector<Block> blocks;
    std::optional<Block> open;
    std::size_t number = 0;
    for (const std::string& line : lines_of(markdown)) {
        ++number;
        if (!line.starts_with("```")) {
            if (open) open->text += line + '\n';
            continue;
        }
        if (open) {
            blocks.push_back(std::move(*open));
            open.reset();
            continue;
        }
        open.emplace();
        open->document = document;
        open->line = number;
        std::istringstream words(line.substr(3));
        words >> open->language;
        for (std::string word; words >> word;) {
            const std::size_t equals = std::min(word.find('='), word.size());
            open->attributes.emplace(word.substr(0, equals), equals < word.size() ? word.substr(equals + 1) : std::string());
        }
    }
    if (open) throw std::runtime_error(open->place() + ": the block is never closed");
    return blocks;
}

const std::vector<Block>& all_blocks() {
    static const std::vector<Block> blocks = [] {
        std::vector<std::string> documents;
        for (const auto& entry : std::filesystem::directory_iterator(in_source_tree("docs")))
            if (entry.path().extension() == ".md") documents.push_back("docs/" + entry.path().filename().string());
        std::sort(documents.begin(), documents.end());
        documents.insert(documents.end(), {"rules/README.md", "README.md"});
        std::vector<Block> found;
        for (const std::string& document : documents) {
            if (!std::filesystem::exists(in_source_tree(document))) continue;
            for (Block& block : blocks_of(document, read_file(in_source_tree(document)))) found.push_back(std::move(block));
        }
        return found;
    }();
    return blocks;
}

std::string assembled(const Block& block) {
    if (!block.has("fragment")) return block.text;
    std::string text;
    bool placed = false;
    for (const std::string& line : lines_of(read_file(template_path(block.get("fragment"))))) {
        const std::size_t indent = std::min(line.find_first_not_of(' '), line.size());
        if (std::string_view(line).substr(indent) != marker) {
            text += line + '\n';
            continue;
        }
        placed = true;
        for (const std::string& inner : lines_of(block.text))
            text += inner.empty() ? "\n" : line.substr(0, indent) + inner + '\n';
    }
    if (!placed) throw std::runtime_error("the template has no marker");
    return text;
}

std::optional<std::string> generated(const Block& block) {
    if (!block.has("output-of") && !block.has("canonical-of")) return std::nullopt;
    const std::string id = block.get(block.has("output-of") ? "output-of" : "canonical-of");
    const Block* source = block_called(block, id);
    if (!source) throw std::runtime_error(block.place() + ": there is no block " + id);
    if (block.has("canonical-of")) return format(main_file, source->text).text;
    return trimmed(loaded(*source).text(block.get("lang") == "id" ? Language::indonesian : Language::english)) + '\n';
}

bool blessing() {
    const char* value = std::getenv("ZI_BLESS");
    return value && std::string_view(value) == "1";
}

std::string fault(const Block& block) {
    for (const auto& [attribute, value] : block.attributes)
        if (std::find(known_attributes.begin(), known_attributes.end(), attribute) == known_attributes.end())
            return "the attribute " + attribute + " is not known";
    if (const auto printed = generated(block)) return *printed == block.text ? std::string() : "zi prints:\n" + *printed;
    if (block.language == "zi") return fault_of_rules(block);
    return {};
}

Region region(const std::string& markdown, std::string_view name) {
    const std::string opening = fmt::format("<!-- begin {} -->\n", name);
    const std::string closing = fmt::format("<!-- end {} -->", name);
    const std::size_t begin = markdown.find(opening);
    const std::size_t end = markdown.find(closing);
    if (begin == std::string::npos || end == std::string::npos || end < begin)
        throw std::runtime_error(fmt::format("there is no region {}", name));
    return {begin + opening.size(), end};
}

}  // namespace zi::docs
