// How does work grow with its input? Each family makes input of a size, and is measured at n, 2n and 4n in this process, by
// processor time. A curve that bends is an error, whatever the machine: linear work takes 4 times as long at 4n, quadratic work
// 16 times.
//
//   zi_growth [--limit RATIO] [FAMILY ...]
#include "growth.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <string_view>
#include <vector>

namespace {

/// Below this, clocks and caches say more than the work does.
constexpr double measurable = 0.02;
/// Families that end in a limit or a budget are not measured by ratio, but must end soon.
constexpr double soon = 2.0;
constexpr int repeats = 3;

double now() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

/// The median of some runs, in seconds; nothing if the answer was wrong.
double cost(const growth::Family& family, std::size_t n) {
    const growth::Work work = family.make(n);
    std::vector<double> times;
    for (int i = 0; i < repeats; ++i) {
        const double begin = now();
        const bool right = work();
        times.push_back(now() - begin);
        if (!right) return -1;
        if (times.back() > 5) break;
    }
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
}

bool report(const growth::Family& family, std::size_t n, double one, double two, double four, double limit) {
    const bool wrong = one < 0 || two < 0 || four < 0;
    const double ratio = wrong || one <= 0 ? 0 : four / one;
    if (one < measurable) limit *= 1.5;  // a limit keeps its input small: caches are part of what is measured
    const bool bends = !wrong && (family.ends == growth::Ends::done ? ratio > limit : four > soon);
    std::printf("%-36s %8zu %9.3f %9.3f %9.3f %7.1f  %s\n", family.name, n, one, two, four, ratio,
                wrong                                      ? "WRONG ANSWER"
                : bends                                    ? "BENDS"
                : family.ends == growth::Ends::in_a_limit  ? "limit"
                : family.ends == growth::Ends::in_a_budget ? "budget"
                                                           : "");
    std::fflush(stdout);
    return !wrong && !bends;
}

bool measure(const growth::Family& family, double limit) {
    std::size_t n = family.first;
    double one = cost(family, n);
    while (family.ends == growth::Ends::done && one >= 0 && one < measurable && 8 * n <= family.most)
        one = cost(family, n *= 2);
    double two = cost(family, 2 * n), four = cost(family, 4 * n);
    if (family.ends == growth::Ends::done && one > 0 && four / one > limit) {  // once more: other work may have disturbed it
        one = std::max(one, cost(family, n));
        four = std::min(four, cost(family, 4 * n));
    }
    return report(family, n, one, two, four, limit);
}

}  // namespace

int main(int count, char** arguments) {
    double limit = 8;
    std::vector<std::string_view> wanted;
    for (int i = 1; i < count; ++i) {
        const std::string_view argument = arguments[i];
        if (argument == "--limit" && i + 1 < count)
            limit = std::atof(arguments[++i]);
        else
            wanted.push_back(argument);
    }
    std::printf("%-36s %8s %9s %9s %9s %7s\n", "family", "n", "n, s", "2n, s", "4n, s", "4n : n");
    std::size_t bent = 0, measured = 0;
    for (const growth::Family& family : growth::families()) {
        const auto asked = [&](std::string_view part) {
            return std::string_view(family.name).find(part) != std::string_view::npos;
        };
        if (!wanted.empty() && std::none_of(wanted.begin(), wanted.end(), asked)) continue;
        ++measured;
        if (!measure(family, limit)) ++bent;
    }
    std::printf("%zu families, %zu bend\n", measured, bent);
    return bent == 0 && measured > 0 ? 0 : 1;
}
