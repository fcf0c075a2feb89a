/// Can several processors do it? Independent tasks, on as many threads as the machine runs at once.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace zi::cli {

/// Asking the system takes as long as reading a file.
inline std::size_t processors() {
    static const std::size_t count = std::max(1u, std::thread::hardware_concurrency());
    return count;
}

/// Runs task(0) to task(count - 1) in any order and returns when all of them have. What one of them throws comes back; the rest
/// may be left out then.
template <class Task>
void in_parallel(std::size_t count, Task task) {
    std::atomic<std::size_t> next{0};
    std::mutex mutex;
    std::exception_ptr failure;
    const auto work = [&] {
        for (std::size_t i = next++; i < count; i = next++) {
            try {
                task(i);
            } catch (...) {
                const std::lock_guard lock(mutex);
                failure = std::current_exception();
                next = count;
            }
        }
    };
    {
        std::vector<std::jthread> helpers;
        for (std::size_t i = 1; i < std::min(count, processors()); ++i) {
            try {
                helpers.emplace_back(work);
            } catch (const std::system_error&) {
                break;  // fewer threads do the same work
            }
        }
        work();
    }
    if (failure) std::rethrow_exception(failure);
}

}  // namespace zi::cli
