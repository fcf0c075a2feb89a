/// How far is long work? A counter on the terminal.
#pragma once

#include <chrono>
#include <cstdio>
#include <string>

#include <unistd.h>

namespace zi::cli {

/// Writes "12000 unit, 350000/s" on standard error, five times a second, if that is a terminal and the work lasts longer than
/// half a second.
class Progress {
public:
    void step() {
        if (++since_ == 64) step(0);
    }
    void step(std::size_t units) {
        count_ += units + since_;
        since_ = 0;
        if (!terminal_) return;
        const auto now = Clock::now();
        if (now < next_) return;
        next_ = now + std::chrono::milliseconds(200);
        shown_ = true;
        const double seconds = std::chrono::duration<double>(now - begin_).count();
        std::fprintf(stderr, "\r%zu unit, %.0f/s ", count_, static_cast<double>(count_) / seconds);
        std::fflush(stderr);
    }
    ~Progress() {
        if (shown_) std::fprintf(stderr, "\r%*s\r", 50, "");
    }

private:
    using Clock = std::chrono::steady_clock;
    bool terminal_ = isatty(STDERR_FILENO) != 0;
    bool shown_ = false;
    std::size_t count_ = 0;
    std::size_t since_ = 0;  ///< the clock was looked at
    Clock::time_point begin_ = Clock::now(), next_ = begin_ + std::chrono::milliseconds(500);
};

}  // namespace zi::cli
