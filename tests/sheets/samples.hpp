/// Where are the sample workbooks and tables, and what do their files hold?
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

namespace zi::sheets_test {

inline const std::string samples = ZI_SOURCE_DIR "/tests/sheets/samples/";

inline std::string content(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    EXPECT_TRUE(file) << path;
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace zi::sheets_test
