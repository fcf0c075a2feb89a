/// How are files written, and standard input read?
#pragma once

#include "zi/result.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace zi::cli {

/// The content of standard input, under the rules of read_file (zi/files.hpp).
Result<std::string> read_standard_input(std::size_t most);

/// Writes to a path of any kind, not atomically. Returns 0 or errno; part of it may have been written.
int write_file(const std::string& path, std::string_view text);

/// Replaces the content of an ordinary file atomically, also across a crash. Follows symbolic links. Keeps owner, group and
/// mode; where owner or group cannot be kept, permissions are narrowed, never widened. A file that is not writable is not
/// replaced. Other hard links keep the old content. Returns 0 or errno; EINVAL: not an ordinary file.
int replace_file(const std::string& path, std::string_view text);

}  // namespace zi::cli
