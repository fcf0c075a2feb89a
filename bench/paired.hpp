/// How much slower is one thing than another on a noisy machine? Both by turns in one process, and the median of the ratios.
#pragma once

#include <algorithm>
#include <chrono>
#include <ctime>
#include <vector>

namespace bench {

struct Paired {
    double first_ns = 0, second_ns = 0;  ///< medians
    double ratio = 0;                    ///< median of first / second of each turn
    int turns = 0;
};

inline double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return (values[(values.size() - 1) / 2] + values[values.size() / 2]) / 2;
}

/// What passes: on the wall, or on the processor while this thread runs, so that other work on the machine is not counted. The
/// latter is for work on one thread.
enum class Clock { wall, thread };

inline double nanoseconds_now(Clock clock) {
    timespec now{};
    clock_gettime(clock == Clock::wall ? CLOCK_MONOTONIC : CLOCK_THREAD_CPUTIME_ID, &now);
    return 1e9 * static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec);
}

template <class Work>
double nanoseconds(Clock clock, Work&& work, int times) {
    const double start = nanoseconds_now(clock);
    for (int i = 0; i < times; ++i) work();
    return (nanoseconds_now(clock) - start) / times;
}

/// Takes turns until half a second has passed, at least five times each. Work that is over quickly is repeated within a turn.
template <class First, class Second>
Paired paired(Clock clock, First&& first, Second&& second) {
    const double once = std::max(1.0, std::max(nanoseconds(clock, first, 1), nanoseconds(clock, second, 1)));
    const int times = std::max(1, static_cast<int>(1e6 / once));
    std::vector<double> a, b, ratios;
    const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(500);
    while (ratios.size() < 5 || (ratios.size() < 201 && std::chrono::steady_clock::now() < end)) {
        a.push_back(nanoseconds(clock, first, times));
        b.push_back(nanoseconds(clock, second, times));
        ratios.push_back(a.back() / b.back());
    }
    return {median(a), median(b), median(ratios), static_cast<int>(ratios.size())};
}

}  // namespace bench
