/// Which units does a call ask about, and what counts of them?
#pragma once

#include "options.hpp"

#include "zi/program.hpp"
#include "zi/reading.hpp"

#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace zi::c {

/// Units of a call with its options, checked and read. Views point into the caller's text.
class Units {
public:
    /// `prefix` names the parameters in messages: "" or "other_".
    Units(const zi_rules* rules, const char* units, std::size_t size, const zi_options* options,
          const std::string& prefix = {});

    const Model& model() const { return rules_->model(); }
    const std::shared_ptr<const Rules>& rules() const { return rules_; }
    Date as_of() const { return as_of_; }
    Language language() const { return language_; }
    const Limits& limits() const { return limits_; }
    const SharedEvidence& shared() const { return reading_.shared; }
    /// The id of the unit in question; null: not said.
    const char* unit_id() const { return options_.unit; }
    std::string_view seen_by() const { return options_.seen_by == nullptr ? std::string_view() : options_.seen_by; }

    /// One of the formats that a call offers.
    std::int32_t format(std::initializer_list<std::int32_t> offered) const;

    /// Hands over each unit as the options ask for it; stops by exception when it is cancelled.
    void each(const UnitSink& sink) const;
    /// The same; for as long as this stays where it is.
    UnitReader reader() const {
        return [this](const UnitSink& sink) { each(sink); };
    }
    /// The unit in question.
    Unit one() const;
    /// All of them, each in order.
    std::vector<Unit> all() const;

    Assessment assess(const Unit& unit) const;
    /// `all`: 0 where that is not known.
    void tell_progress(std::uint64_t done, std::uint64_t all = 0) const {
        if (options_.progress != nullptr) options_.progress(options_.progress_user, done, all);
    }
    /// Null: never.
    const std::atomic<bool>* cancel() const { return cancel_; }

private:
    zi_options options_;
    std::shared_ptr<const Rules> rules_;
    std::string_view text_;
    Date as_of_;
    Language language_ = Language::indonesian;
    Limits limits_;
    const std::atomic<bool>* cancel_ = nullptr;
    Reading reading_;
};

}  // namespace zi::c
