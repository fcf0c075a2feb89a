/// How much work may still be done? Counted in steps, so that the same input ends at the same place on every machine.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <functional>
#include <limits>

namespace zi::improve {

class Budget {
public:
    using Progress = std::function<void(std::uint64_t done, std::uint64_t work)>;

    /// `cancel` and `progress` may be null; they must outlive it.
    Budget(std::uint64_t work, const std::atomic<bool>* cancel, const Progress* progress)
        : work_(work), limit_(work), cancel_(cancel), progress_(progress != nullptr && *progress ? progress : nullptr) {}

    /// Announces steps: entries of fronts, pairs of them, answers or documents looked at. False: leave it, nothing is left.
    bool spend(std::uint64_t steps) {
        if (over()) return false;
        done_ += std::min(steps, work_ - done_);
        if (progress_ != nullptr && done_ - told_ >= told_every) {
            told_ = done_;
            (*progress_)(done_, work_);
        }
        return true;
    }
    /// Announces steps that are done as a whole or not at all. Where they do not fit, nothing that follows is done either.
    bool take(std::uint64_t steps) {
        if (over()) return false;
        const bool fits = steps <= limit_ - done_;
        spend(steps);
        return fits;
    }
    bool over() {
        if (cancel_ != nullptr && cancel_->load(std::memory_order_relaxed)) cancelled_ = true;
        return cancelled_ || done_ >= limit_;
    }
    /// What comes next may go on until so much of the work is done.
    void limit(std::uint64_t to) { limit_ = to; }
    /// What comes next is no more than what has been done: only a cancel ends it.
    void unlimit() { limit_ = std::numeric_limits<std::uint64_t>::max(); }

    bool cancelled() const { return cancelled_; }
    std::uint64_t done() const { return done_; }
    std::uint64_t work() const { return work_; }

private:
    static constexpr std::uint64_t told_every = std::uint64_t{1} << 20;

    std::uint64_t work_, limit_, done_ = 0, told_ = 0;
    const std::atomic<bool>* cancel_;
    const Progress* progress_;
    bool cancelled_ = false;
};

}  // namespace zi::improve
