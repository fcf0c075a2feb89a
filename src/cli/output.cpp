#include "output.hpp"

#include "command.hpp"
#include "terminal.hpp"

#include "base/filled.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <utility>

#include <unistd.h>

namespace zi::cli {

namespace {

/// errno of the first failed write to standard output; 0: none
int failure = 0;

void note(bool written) {
    if (!written && failure == 0) failure = errno != 0 ? errno : EIO;
}

/// Output to a terminal is buffered until it exceeds the screen: then a pager shows it.
struct Screen {
    std::string held;
    std::size_t lines = 0;
    std::unique_ptr<Pager> pager;
    bool seen_enough = false;  ///< the reader closed the pager
};
Screen screen;

bool write_through(std::string_view text) {
    errno = 0;
    if (failure == 0) note(std::fwrite(text.data(), 1, text.size(), stdout) == text.size());
    return failure == 0;
}

void show_held() {
    write_through(screen.held);
    screen.held.clear();
}

}  // namespace

bool write_out(std::string_view text) {
    const std::size_t height = terminal_height();
    const auto command = height > 0 ? pager() : std::nullopt;
    const std::string shown = painted(text, stdout);
    if (!command && !screen.pager) return write_through(shown);
    if (screen.seen_enough) return false;
    if (!screen.pager) {
        screen.held += shown;
        screen.lines += static_cast<std::size_t>(std::ranges::count(shown, '\n'));
        if (screen.lines < height) return true;
        screen.pager = std::make_unique<Pager>(*command);
        screen.seen_enough = !screen.pager->write(std::exchange(screen.held, {}));
    } else {
        screen.seen_enough = !screen.pager->write(shown);
    }
    return !screen.seen_enough;
}

void flush_out() {
    show_held();
    errno = 0;
    note(std::fflush(stdout) == 0);
}

int all_written(int status, Language language) {
    flush_out();
    screen = {};  // waits for the pager
    // Some file systems report a full disk only on close. Nothing more is written here, so closing is safe.
    if (const int copy = dup(STDOUT_FILENO); failure == 0 && copy >= 0) note(close(copy) == 0);
    const int error = std::exchange(failure, 0);
    std::clearerr(stdout);
    if (error != 0)
        complain_of_writing(language == Language::indonesian ? "keluaran baku" : "standard output", error, language);
    const bool told = std::fflush(stderr) == 0 && std::ferror(stderr) == 0;
    std::clearerr(stderr);
    return status == done && (error != 0 || !told) ? refused : status;
}

std::string reason(int error, Language language) {
    const auto say = [&](const char* id, const char* en) { return std::string(language == Language::indonesian ? id : en); };
    switch (error) {
        case ENOSPC: return say("tidak ada ruang yang tersisa", "no space is left");
        case EDQUOT: return say("jatah ruang sudah habis", "the quota is used up");
        case EFBIG: return say("terlalu besar", "it is too large");
        case EBADF: return say("tertutup", "it is closed");
        case EPIPE: return say("pembacanya sudah pergi", "its reader has gone");
        case EACCES:
        case EPERM: return say("tidak diizinkan", "it is not permitted");
        case EROFS: return say("hanya dapat dibaca", "it can only be read");
        case ENOENT:
        case ENOTDIR: return say("tidak ada", "it does not exist");
        case EISDIR: return say("sebuah folder", "it is a folder");
        case ENXIO:
        case EINVAL: return say("bukan berkas biasa", "it is no ordinary file");
        case EIO: return say("galat masukan/keluaran", "input/output error");
        default: return filled("errno {}", error);
    }
}

void complain_of_writing(std::string_view what, int error, Language language) {
    std::fputs(
        filled(Chosen{language == Language::indonesian ? "zi: {} tidak dapat ditulis: {}\n" : "zi: {} cannot be written: {}\n"},
               plain(what), reason(error, language))
            .c_str(),
        stderr);
}

}  // namespace zi::cli
