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

/// A run of a few milliseconds would spend a fifth of them on page faults. So start with a large heap, on huge pages if
/// available, and keep freed memory.
void begin_with_a_large_heap() {
#if defined(__GLIBC__) && defined(MADV_HUGEPAGE)
    constexpr std::size_t page = std::size_t{2} << 20, room = 4 * page;
    mallopt(M_TOP_PAD, room);
    mallopt(M_TRIM_THRESHOLD, 16 * room);
    mallopt(M_MMAP_THRESHOLD, 4 * room);
    void* const first = std::malloc(page / 4);  // larger than the heap, so that the heap grows
    const auto begin = reinterpret_cast<std::uintptr_t>(first), large = (begin + page - 1) / page * page,
               end = reinterpret_cast<std::uintptr_t>(sbrk(0));
    std::free(first);
    if (begin == 0 || large + page > end ||
        madvise(reinterpret_cast<void*>(large), (end - large) / page * page, MADV_HUGEPAGE) != 0)
        return;
    // Allocate what is before the first huge page, and never touch it. Volatile: a pointer that nobody reads would be left out,
    // and the call with it.
    [[maybe_unused]] static void* volatile rest = std::malloc(large - begin);
#endif
}

/// If a standard stream is closed, the next file opened would get its descriptor, and the stream's output. Occupy closed ones
/// with descriptors that cannot be read or written as the stream would be.
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
