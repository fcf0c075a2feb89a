// The allocator. The shared library has its own, hidden operator new, which uses the host's allocator; the host's operator new
// is unaffected.
#include "options.hpp"

#include <array>
#include <atomic>
#include <cstdlib>
#include <new>

namespace {

std::atomic<bool> used{false};  ///< an allocator can no longer be set

}  // namespace

namespace zi::c {

void entered() noexcept {
    if (!used.load(std::memory_order_relaxed)) used.store(true, std::memory_order_relaxed);
}

}  // namespace zi::c

#ifdef ZI_C_OWN_NEW

namespace {

// Set before other threads may use the library, and constant afterwards.
zi_allocator host{};

/// Constants are constructed when the library is loaded, before a host can set an allocator, and live until its end.
alignas(std::max_align_t) std::array<std::byte, std::size_t{64} << 10> constants;
std::size_t constants_used = 0;

void* from_constants(std::size_t size, std::size_t alignment) noexcept {
    const std::size_t begin = (constants_used + alignment - 1) / alignment * alignment;
    if (alignment > alignof(std::max_align_t) || begin > constants.size() || size > constants.size() - begin) return nullptr;
    constants_used = begin + size;
    return constants.data() + begin;
}

bool is_constant(const void* memory) noexcept {
    const std::less<const void*> before;
    return !before(memory, constants.data()) && before(memory, constants.data() + constants.size());
}

void* allocate(std::size_t size, std::size_t alignment) noexcept {
    if (size == 0) size = 1;
    if (!used.load(std::memory_order_relaxed)) return from_constants(size, alignment);
    if (host.allocate != nullptr) return host.allocate(host.user, size, alignment);
    if (alignment <= alignof(std::max_align_t)) return std::malloc(size);
    void* memory = nullptr;
    return posix_memalign(&memory, alignment, size) == 0 ? memory : nullptr;
}

void release(void* memory) noexcept {
    if (memory == nullptr || is_constant(memory)) return;
    if (host.release != nullptr)
        host.release(host.user, memory);
    else
        std::free(memory);
}

void* allocate_or_throw(std::size_t size, std::size_t alignment) {
    if (void* memory = allocate(size, alignment)) return memory;
    throw std::bad_alloc();
}

constexpr std::size_t usual = alignof(std::max_align_t);

}  // namespace

void* operator new(std::size_t size) { return allocate_or_throw(size, usual); }
void* operator new[](std::size_t size) { return allocate_or_throw(size, usual); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return allocate(size, usual); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return allocate(size, usual); }
void* operator new(std::size_t size, std::align_val_t alignment) {
    return allocate_or_throw(size, static_cast<std::size_t>(alignment));
}
void* operator new[](std::size_t size, std::align_val_t alignment) {
    return allocate_or_throw(size, static_cast<std::size_t>(alignment));
}
void* operator new(std::size_t size, std::align_val_t alignment, const std::nothrow_t&) noexcept {
    return allocate(size, static_cast<std::size_t>(alignment));
}
void* operator new[](std::size_t size, std::align_val_t alignment, const std::nothrow_t&) noexcept {
    return allocate(size, static_cast<std::size_t>(alignment));
}
void operator delete(void* memory) noexcept { release(memory); }
void operator delete[](void* memory) noexcept { release(memory); }
void operator delete(void* memory, std::size_t) noexcept { release(memory); }
void operator delete[](void* memory, std::size_t) noexcept { release(memory); }
void operator delete(void* memory, const std::nothrow_t&) noexcept { release(memory); }
void operator delete[](void* memory, const std::nothrow_t&) noexcept { release(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { release(memory); }
void operator delete[](void* memory, std::align_val_t) noexcept { release(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { release(memory); }
void operator delete[](void* memory, std::size_t, std::align_val_t) noexcept { release(memory); }
void operator delete(void* memory, std::align_val_t, const std::nothrow_t&) noexcept { release(memory); }
void operator delete[](void* memory, std::align_val_t, const std::nothrow_t&) noexcept { release(memory); }

#endif

zi_status zi_set_allocator(const zi_allocator* allocator, zi_error** error) {
    const bool too_late = used.load(std::memory_order_relaxed);
    return zi::c::guarded(error, [&] {
        const zi_allocator wanted = zi::c::known_part(allocator, "allocator");
        zi::c::need(wanted.allocate != nullptr && wanted.release != nullptr, "allocator", "lacks a function");
#ifdef ZI_C_OWN_NEW
        zi::c::need(!too_late, "allocator", "comes after zi was used");
        host = wanted;
#else
        static_cast<void>(too_late);
        throw zi::c::Unsupported{"zi_set_allocator where operator new belongs to the program"};
#endif
    });
}
