// Does docs/session.md show the program that is built and run?
#include "snippets.hpp"

#include <gtest/gtest.h>

namespace zi::docs {
namespace {

TEST(SessionDocument, ShowsTheExampleAndWhatItPrints) {
    std::string code, output;
    for (const Block& block : all_blocks()) {
        if (block.document != "docs/session.md") continue;
        if (block.language == "cpp") code = block.text;
        if (block.language == "text") output = block.text;
    }
    EXPECT_EQ(code, read_file(in_source_tree("examples/session/session.cpp")));
    EXPECT_EQ(output, read_file(in_source_tree("examples/session/session.output")));
}

}  // namespace
}  // namespace zi::docs
