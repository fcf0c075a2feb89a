/// Was all output written? All commands write through this, and the command line checks at the end. On a terminal, marks are
/// coloured and long output goes to a pager.
#pragma once

#include "zi/language.hpp"

#include <string>
#include <string_view>

namespace zi::cli {

/// Writes to standard output, buffered; false once a write has failed. A command may stop then; its exit status is set
/// regardless.
bool write_out(std::string_view text);

/// Flushes, so that output precedes what goes to standard error next.
void flush_out();

/// The final exit status: `status`, or `refused` if that was `done` and output was lost, which is reported on standard error.
int all_written(int status, Language language);

/// strerror, in the language of the run.
std::string reason(int error, Language language);

/// Reports on standard error that a file could not be written.
void complain_of_writing(std::string_view what, int error, Language language);

}  // namespace zi::cli
