/// Who keeps memory between calls? Making it anew costs more than assessing a thousand rows.
#pragma once

#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace zi::columnar {

/// Objects that calls and their threads borrow and give back. Thread-safe.
template <class Kept>
class Pool {
public:
    /// One object, given back when this goes: also where a call fails, so that failed calls neither use up the pool nor let it
    /// grow. It may then be half changed; whoever borrows it binds it anew. The pool must outlive it.
    class Lease {
    public:
        Lease(Pool& pool, std::unique_ptr<Kept> kept) : pool_(&pool), kept_(std::move(kept)) {}
        Lease(Lease&&) noexcept = default;
        Lease& operator=(Lease&&) = delete;
        ~Lease() {
            if (kept_) pool_->give_back(std::move(kept_));
        }

        Kept& operator*() const { return *kept_; }
        Kept* operator->() const { return kept_.get(); }

    private:
        Pool* pool_;
        std::unique_ptr<Kept> kept_;
    };

    /// An idle object, or what `make` makes.
    template <class Make>
    Lease lease(Make make) {
        {
            const std::lock_guard lock(mutex_);
            if (!idle_.empty()) {
                std::unique_ptr<Kept> kept = std::move(idle_.back());
                idle_.pop_back();
                return Lease(*this, std::move(kept));
            }
        }
        std::unique_ptr<Kept> made = make();  // without the lock: other threads make theirs meanwhile
        const std::lock_guard lock(mutex_);
        idle_.reserve(made_ + 1);  // giving back must not fail
        ++made_;
        return Lease(*this, std::move(made));
    }

private:
    void give_back(std::unique_ptr<Kept> kept) noexcept {
        const std::lock_guard lock(mutex_);
        idle_.push_back(std::move(kept));
    }

    std::mutex mutex_;
    std::vector<std::unique_ptr<Kept>> idle_;
    std::size_t made_ = 0;  ///< idle or lent
};

}  // namespace zi::columnar
