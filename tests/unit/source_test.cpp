#include "zi/source.hpp"

#include <gtest/gtest.h>

namespace zi {

namespace {

std::string where(const SourceSet& sources, std::uint32_t offset) {
    const Place place = sources.place(offset);
    return std::string(place.file) + ":" + std::to_string(place.line) + ":" + std::to_string(place.column) + " " +
           std::string(place.line_text);
}

TEST(SourceSet, PlacesTheFirstAndTheLastByte) {
    SourceSet sources;
    sources.add("a", "one\ntwo");
    EXPECT_EQ(where(sources, 1), "a:1:1 one");
    EXPECT_EQ(where(sources, 4), "a:1:4 one") << "the line break belongs to its line";
    EXPECT_EQ(where(sources, 5), "a:2:1 two");
    EXPECT_EQ(where(sources, 7), "a:2:3 two");
    EXPECT_EQ(where(sources, 8), "a:2:4 two") << "the end of the file is a place";
}

TEST(SourceSet, KnowsNowhere) {
    SourceSet sources;
    EXPECT_EQ(sources.file_of(1), nullptr);
    sources.add("a", "x");
    EXPECT_EQ(sources.file_of(0), nullptr);
    EXPECT_EQ(sources.file_of(3), nullptr);
    EXPECT_EQ(sources.place(0).line, 0u);
    EXPECT_EQ(sources.place(99).file, "");
    EXPECT_FALSE(Span{});
    EXPECT_EQ(sources.text(Span{}), "");
}

TEST(SourceSet, CountsCodePoints) {
    SourceSet sources;
    sources.add("a", "§é漢🚀x");
    EXPECT_EQ(sources.place(1).column, 1u);
    EXPECT_EQ(sources.place(3).column, 2u);
    EXPECT_EQ(sources.place(5).column, 3u);
    EXPECT_EQ(sources.place(8).column, 4u);
    EXPECT_EQ(sources.place(12).column, 5u);
    EXPECT_EQ(sources.place(12).column_bytes, 11u);
}

TEST(SourceSet, TakesWindowsLineBreaksOffTheLine) {
    SourceSet sources;
    sources.add("a", "one\r\ntwo\r\n");
    EXPECT_EQ(where(sources, 1), "a:1:1 one");
    EXPECT_EQ(where(sources, 4), "a:1:4 one");
    EXPECT_EQ(where(sources, 5), "a:1:4 one") << "the line feed of a pair stands at the end of the line too";
    EXPECT_EQ(where(sources, 6), "a:2:1 two");
    EXPECT_EQ(where(sources, 11), "a:3:1 ");
}

TEST(SourceSet, TellsFilesApart) {
    SourceSet sources;
    EXPECT_EQ(sources.add("a", "one"), 0u);
    EXPECT_EQ(sources.add("empty", ""), 1u);
    EXPECT_EQ(sources.add("c", "three\nfour"), 2u);
    EXPECT_EQ(where(sources, 4), "a:1:4 one");
    EXPECT_EQ(where(sources, 5), "empty:1:1 ");
    EXPECT_EQ(where(sources, 6), "c:1:1 three");
    EXPECT_EQ(where(sources, 12), "c:2:1 four");
    EXPECT_EQ(sources.file_of(sources.files()[2].base)->name, "c");
}

TEST(SourceSet, GivesTheTextOfASpan) {
    SourceSet sources;
    sources.add("a", "one two");
    sources.add("b", "three");
    EXPECT_EQ(sources.text({5, 8}), "two");
    EXPECT_EQ(sources.text({9, 14}), "three");
    EXPECT_EQ(sources.text({5, 5}), "");
    EXPECT_EQ(sources.text({8, 5}), "") << "a span that ends before it begins";
    EXPECT_EQ(sources.text({5, 12}), "") << "a span over two files";
    EXPECT_EQ(sources.text({99, 100}), "");
}

}  // namespace

}  // namespace zi
