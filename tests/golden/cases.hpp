/// Where are the cases, and how are they read and blessed?
#pragma once

#include "zi/load.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zi::cases {

inline const std::filesystem::path bad_folder = ZI_SOURCE_DIR "/tests/cases/bad";
inline const std::filesystem::path good_folder = ZI_SOURCE_DIR "/tests/cases/good";
inline const std::filesystem::path rules_folder = ZI_SOURCE_DIR "/rules";

/// The bytes of a file; nothing if it cannot be read.
std::optional<std::string> read(const std::filesystem::path& path);

/// Names of the rules files directly in a folder, sorted. Files in folders below it are included by them.
std::vector<std::string> rules_in(const std::filesystem::path& folder);

/// Reads below a folder, so that diagnostics show relative names and goldens are the same on every machine.
FileReader reader_of(const std::filesystem::path& folder);

/// True when expectations are to be rewritten: ZI_BLESS=1.
bool blessing();

/// Compares with the file, or rewrites it when blessing. An empty text means that there is no such file.
void expect_file(const std::filesystem::path& path, const std::string& actual);

/// All diagnostics in English, then in Indonesian; empty if there are none.
std::string both_languages(const Diagnostics& diagnostics, const SourceSet& sources);

/// What a model says, one thing a line, without places: two models are the same when these texts are.
std::string summary(const Model& model);

/// "weight_sum.zi" as the name of a test.
std::string test_name(std::string_view file);

}  // namespace zi::cases
