#include "cases.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace zi::cases {

namespace fs = std::filesystem;

std::optional<std::string> read(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file || fs::is_directory(path)) return std::nullopt;
    return std::string(std::istreambuf_iterator<char>(file), {});
}

std::vector<std::string> rules_in(const fs::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.path().extension() == ".zi") names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

FileReader reader_of(const fs::path& folder) {
    return [folder](std::string_view path) { return read(folder / path); };
}

bool blessing() {
    const char* value = std::getenv("ZI_BLESS");
    return value && std::string_view(value) == "1";
}

void expect_file(const fs::path& path, const std::string& actual) {
    if (!blessing()) {
        EXPECT_EQ(read(path).value_or(""), actual) << path << ": if the change is right, bless it with ZI_BLESS=1";
        return;
    }
    if (actual.empty())
        fs::remove(path);
    else if (read(path) != actual)
        std::ofstream(path, std::ios::binary) << actual;
}

std::string both_languages(const Diagnostics& diagnostics, const SourceSet& sources) {
    if (diagnostics.empty()) return {};
    return "== English\n\n" + render(diagnostics, sources, Language::english) + "\n== Bahasa Indonesia\n\n" +
           render(diagnostics, sources, Language::indonesian);
}

std::string test_name(std::string_view file) {
    std::string name(file.substr(0, file.rfind('.')));
    for (char& c : name)
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))) c = '_';
    return name;
}

}  // namespace zi::cases
