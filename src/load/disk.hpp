/// What does a file on disk hold, and is it inside the allowed folder?
#pragma once

#include "zi/limits.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace zi {

/// Reads ordinary files, up to one byte beyond the limit. Never blocks on a pipe, opens a device or reads a folder.
class Disk {
public:
    explicit Disk(const Limits& limits) : most_(limits.file_bytes + (limits.file_bytes < static_cast<std::size_t>(-1))) {}
    std::optional<std::string> operator()(std::string_view path) const { return read(std::string(path), {}); }
    /// The same, if the file really lies in this folder, as `real_folder` gives it, wherever links lead.
    std::optional<std::string> read_inside(const std::string& folder, std::string_view path) const {
        return read(std::string(path), folder);
    }

private:
    std::optional<std::string> read(const std::string& path, std::optional<std::string> folder) const;

    std::size_t most_;
};

/// Where a folder really lies; empty: nowhere.
std::string real_folder(const std::string& path);

}  // namespace zi
