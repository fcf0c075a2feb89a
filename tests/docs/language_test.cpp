// Every rules snippet in the documents is a test. The info string of its fence says what it promises:
//
//   ```zi                         a complete file: no errors, no warnings, in canonical form
//   ```zi fragment=inside-ratio   statements that take the place of the marker in templates/inside-ratio.zi; then as above,
//   except
//                                 that a name may stay unused
//   ```zi error=ZI0401            gives exactly these codes (several are separated by commas, repeated as often as they occur)
//   ```zi file=parts/a.zi         a file that another block of the document includes
//   ```zi id=x untidy             need not be in canonical form; that form may be shown in a block ```zi canonical-of=x
//   ```text output-of=x lang=en   what `zi check` prints about the block with id=x; `lang=id` for Indonesian
//
// Blocks in other languages are left alone. ZI_BLESS=1 rewrites the blocks of output.
#include "snippets.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <ostream>
#include <sstream>

namespace zi::docs {

/// Found by GoogleTest, which would print bytes otherwise.
void PrintTo(const Block& block, std::ostream* out);
void PrintTo(const Block& block, std::ostream* out) { *out << block.place(); }

namespace {

bool promises(const Block& block) { return block.language == "zi" || block.has("output-of"); }

std::vector<Block> blocks_under_test() {
    std::vector<Block> blocks;
    std::copy_if(all_blocks().begin(), all_blocks().end(), std::back_inserter(blocks), promises);
    return blocks;
}

class Snippet : public testing::TestWithParam<Block> {};

TEST_P(Snippet, KeepsItsPromise) { EXPECT_EQ(fault(GetParam()), "") << GetParam().place() << ":\n" << GetParam().text; }

std::string name_of(const testing::TestParamInfo<Block>& snippet) {
    std::string name = snippet.param.document + "_line_" + std::to_string(snippet.param.line);
    std::replace_if(
        name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
    return name;
}

INSTANTIATE_TEST_SUITE_P(Documents, Snippet, testing::ValuesIn(blocks_under_test()), name_of);

void rewrite_output() {
    std::map<std::string, std::string> documents;
    for (auto block = all_blocks().rbegin(); block != all_blocks().rend();
         ++block) {  // from the end, so that lines stay where they are
        const auto text = generated(*block);
        if (!text) continue;
        std::string& whole = documents.try_emplace(block->document, read_file(in_source_tree(block->document))).first->second;
        std::size_t begin = 0;
        for (std::size_t line = 0; line < block->line; ++line) begin = whole.find('\n', begin) + 1;
        whole.replace(begin, block->text.size(), *text);
    }
    for (const auto& [document, text] : documents) std::ofstream(in_source_tree(document), std::ios::binary) << text;
}

// The names above are fixed when the tests are built; this one sees blocks added since.
TEST(Documents, EverySnippetKeepsItsPromise) {
    ASSERT_FALSE(blocks_under_test().empty());
    if (blessing()) {
        rewrite_output();
        return;
    }
    for (const Block& block : blocks_under_test()) EXPECT_EQ(fault(block), "") << block.place();
}

TEST(Documents, NoTemplateLiesIdle) {
    for (const auto& entry : std::filesystem::directory_iterator(in_source_tree("tests/docs/templates"))) {
        const std::string name = entry.path().stem().string();
        EXPECT_TRUE(std::any_of(all_blocks().begin(), all_blocks().end(), [&](const Block& b) {
            return b.get("fragment") == name;
        })) << name;
    }
}

TEST(Documents, LinksLeadSomewhere) {
    for (const char* document : {"docs/language.md", "docs/diagnostics.md", "rules/README.md"}) {
        const std::filesystem::path path = in_source_tree(document);
        const std::string text = read_file(path.string());
        for (std::size_t at = text.find("]("); at != std::string::npos; at = text.find("](", at + 2)) {
            std::string target = text.substr(at + 2, text.find(')', at) - at - 2);
            if (target.starts_with("http")) continue;
            const std::size_t hash = std::min(target.find('#'), target.size());
            const std::string anchor = target.substr(hash);
            target.resize(hash);
            const std::filesystem::path file = target.empty() ? path : path.parent_path() / target;
            ASSERT_TRUE(std::filesystem::exists(file)) << document << ": " << target;
            if (anchor.empty()) continue;
            if (read_file(file.string()).find("<a id=\"" + anchor.substr(1) + "\">") != std::string::npos) continue;
            // GitHub's anchors: lower case, blanks to hyphens, other signs dropped.
            bool found = false;
            std::istringstream lines(read_file(file.string()));
            for (std::string line; std::getline(lines, line) && !found;) {
                if (!line.starts_with("#")) continue;
                std::string heading = "#";
                for (char c : line.substr(line.find_first_not_of("# "))) {
                    const auto byte = static_cast<unsigned char>(c);
                    if (std::isalnum(byte) || c == '-' || c == '_') heading += static_cast<char>(std::tolower(byte));
                    if (c == ' ') heading += '-';
                }
                found = heading == anchor;
            }
            EXPECT_TRUE(found) << document << ": " << anchor;
        }
    }
}

}  // namespace
}  // namespace zi::docs
