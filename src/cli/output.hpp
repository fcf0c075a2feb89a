/// Did everything arrive that was written? All commands write through this, and the command line asks at the end. On a terminal
/// marks are coloured, and what fills more than the screen is shown by a pager.
#pragma once

#include "zi/language.hpp"

#include <string>
#include <string_view>

namespace zi::cli {

/// Writes to standard output, which may hold it back; false once something could not be written. A command may stop then, but
/// need not, and its status need not say so.
bool write_out(std::string_view text);

/// Brings out what is held back, so that it stands before what goes to standard error next.
void flush_out();

/// The status to end with: `status`, or `refused` where that was `done` and something was lost, which is said on standard
/// error.
int all_written(int status, Language language);

/// What an errno means.
std::string reason(int error, Language language);

/// Says on standard error that this could not be written, and why.
void complain_of_writing(std::string_view what, int error, Language language);

}  // namespace zi::cli
