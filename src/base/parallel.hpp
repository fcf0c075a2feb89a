/// How are independent tasks run on several threads?
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

/// Number of hardware threads. Memoised: asking the system takes as long as reading a file.
inline std::size_t processors() {
    static const std::size_t count = std::max(1u, std::thread::hardware_concurrency());
    return count;
}

/// Runs task(0) to task(count - 1) in any order on at most `threads` threads, and returns when all are done. Rethrows an
/// exception of a task; tasks that have not started by then are skipped.
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
                break;  // if no thread can be started, the others do its work
            }
        }
        work();
    }
    if (failure) std::rethrow_exception(failure);
}

}  // namespace zi
