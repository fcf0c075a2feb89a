/// Width, colours and pager of a terminal.
#pragma once

#include <csignal>
#include <cstddef>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

namespace zi::cli {

/// Columns of the terminal on standard output; 0 if it is none, or unknown.
std::size_t terminal_width();
/// Rows of it; 0 likewise.
std::size_t terminal_height();

/// Colours marks ([x], [ ], [?], and the start of diagnostics) if the stream is a terminal with colours and NO_COLOR is not
/// set.
std::string painted(std::string_view text, std::FILE* stream);

/// The pager: PAGER, else `less -R`; nullopt if PAGER is empty, or the terminal is dumb.
std::optional<std::string> pager();

/// A running pager.
class Pager {
public:
    /// Starts the command through the shell; falls back to `cat` if it does not exist.
    explicit Pager(const std::string& command);
    Pager(const Pager&) = delete;
    /// Waits until it ends.
    ~Pager();
    /// False: it is not running, or the reader has quit.
    bool write(std::string_view text);

private:
    std::FILE* input_ = nullptr;
    int process_ = -1;
    void (*handler_)(int) = SIG_ERR;  ///< the previous SIGPIPE handler
};

}  // namespace zi::cli
