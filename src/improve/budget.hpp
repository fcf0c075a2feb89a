/// How much work is left? Counted in steps rather than time, so that the same input stops at the same point on every machine.
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

    /// `cancel` and `progress` may be null; both must outlive this object.
    Budget(std::uint64_t work, const std::atomic<bool>* cancel, const Progress* progress)
        : work_(work), limit_(work), cancel_(cancel), progress_(progress != nullptr && *progress ? progress : nullptr) {}

    /// Spends steps before they are done: one for each entry or pair of entries of a front, answer or document visited. False
    /// if the budget is used up: do not do them.
    bool spend(std::uint64_t steps) {
        if (over()) return false;
        done_ += std::min(steps, work_ - done_);
        if (progress_ != nullptr && done_ - told_ >= told_every) {
            told_ = done_;
            (*progress_)(done_, work_);
        }
        return true;
    }
    /// Spends steps that are done all or nothing. If they do not fit, the budget is over for everything that follows as well.
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
    /// Until the next call, work may go on up to this many steps in total.
    void limit(std::uint64_t to) { limit_ = to; }
    /// Removes the limit for work bounded by what was already done: only cancelling stops it.
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
