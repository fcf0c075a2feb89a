/// What is done only where somebody sits at a terminal: its width, colours, a pager?
#pragma once

#include <csignal>
#include <cstddef>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

namespace zi::cli {

/// Characters of a line of standard output; 0: it is no terminal, or does not say.
std::size_t terminal_width();
/// Lines of its screen; 0 likewise.
std::size_t terminal_height();

/// The text with its marks in colours ([x], [ ], [?], and what diagnostics begin with) where this stream is a terminal that
/// knows colours and NO_COLOR is not set; else as it is.
std::string painted(std::string_view text, std::FILE* stream);

/// The program that shows long texts: PAGER, else `less -R`; nothing if PAGER is empty, or the terminal is dumb.
std::optional<std::string> pager();

/// A running pager.
class Pager {
public:
    /// Runs the command by the shell; where there is no such program, `cat` takes its place.
    explicit Pager(const std::string& command);
    Pager(const Pager&) = delete;
    /// Waits until it ends.
    ~Pager();
    /// False: it does not run, or the reader has seen enough.
    bool write(std::string_view text);

private:
    std::FILE* input_ = nullptr;
    int process_ = -1;
    void (*handler_)(int) = SIG_ERR;  ///< of SIGPIPE, before
};

}  // namespace zi::cli
