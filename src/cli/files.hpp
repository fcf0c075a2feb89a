/// How are files of the command line written, and standard input read?
#pragma once

#include "zi/result.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace zi::cli {

/// What standard input holds, as read_file (zi/files.hpp) reads a file.
Result<std::string> read_standard_input(std::size_t most);

/// Writes a file in place, whatever it is. 0, or the errno of what failed; part of it may be written then.
int write_file(const std::string& path, std::string_view text);

/// Puts a text in the place of what an ordinary file holds: all of it or, after a crash too, nothing. A symbolic link stays,
/// and what it leads to changes. Owner, group and mode stay; where the owner or group cannot, nobody may do more than before. A
/// file that may not be written is not replaced either. Further names of the same file (hard links) keep the old text. 0, or
/// the errno of what failed; EINVAL: it is no ordinary file.
int replace_file(const std::string& path, std::string_view text);

}  // namespace zi::cli
