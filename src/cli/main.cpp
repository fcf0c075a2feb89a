// zi: checks, formats and applies rules from the command line.
#include "command.hpp"

#include <cstdint>
#include <cstdlib>

#include <fcntl.h>
#include <unistd.h>

#ifdef __GLIBC__
#include <malloc.h>
#include <sys/mman.h>
#endif

namespace {

/// A run of some milliseconds spends a fifth of them on getting its memory from the system, 4 kB at a time. So the heap begins
/// large, in large pages where there are any, and keeps what is freed.
void begin_with_a_large_heap() {
#if defined(__GLIBC__) && defined(MADV_HUGEPAGE)
    constexpr std::size_t page = std::size_t{2} << 20, room = 4 * page;
    mallopt(M_TOP_PAD, room);
    mallopt(M_TRIM_THRESHOLD, 16 * room);
    mallopt(M_MMAP_THRESHOLD, 4 * room);
    void* const first = std::malloc(page / 4);  // more than there is, so that it grows
    const auto begin = reinterpret_cast<std::uintptr_t>(first), large = (begin + page - 1) / page * page,
               end = reinterpret_cast<std::uintptr_t>(sbrk(0));
    std::free(first);
    if (begin == 0 || large + page > end ||
        madvise(reinterpret_cast<void*>(large), (end - large) / page * page, MADV_HUGEPAGE) != 0)
        return;
    // What lies before the first large page is taken and never touched.
    static void* const rest = std::malloc(large - begin);
    static_cast<void>(rest);
#endif
}

/// Where a standard stream is closed, the next file that is opened would take its place, and get what is meant for the stream.
/// Something takes it that can neither be read nor written as the stream would be.
void fill_closed_streams() {
    for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; ++stream)
        if (fcntl(stream, F_GETFD) < 0) static_cast<void>(open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY));
}

}  // namespace

int main(int argc, char** argv) {
    fill_closed_streams();
    begin_with_a_large_heap();
    return zi::cli::run(argc, argv);
}
