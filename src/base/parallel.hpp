/// Can several processors do it? Independent tasks, on threads that end with the last of them.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace zi {

/// Threads that the machine runs at once. Asking the system takes as long as reading a file.
inline std::size_t processors() {
    static const std::size_t count = std::max(1u, std::thread::hardware_concurrency());
    return count;
}

/// Runs task(0) to task(count - 1) in any order, on so many threads at most, and returns when all of them have. What one of
/// them throws comes back; the rest may be left out then.
template <class Task>
void in_parallel(std::size_t count, std::size_t threads, const Task& task) {
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
        for (std::size_t i = 1; i < std::min(count, threads); ++i) {
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

}  // namespace zi
