/// Which units does a call refer to, and which evidence and answers count?
#pragma once

#include "options.hpp"

#include "zi/inquiry.hpp"

#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace zi::c {

struct Read;

/// The units of a call with its options, validated and read. Views point into the caller's text.
class Units {
public:
    /// `prefix` of parameter names in messages: "" or "other_".
    Units(const zi_rules* rules, const char* units, std::size_t size, const zi_options* options,
          const std::string& prefix = {});

    Inquiry& inquiry() { return *inquiry_; }
    const Model& model() const { return inquiry_->model(); }
    const std::shared_ptr<const Rules>& rules() const { return rules_; }
    Date as_of() const { return inquiry_->as_of(); }
    Language language() const { return language_; }
    /// The files that the units come from; null: they are a text.
    const Read* read() const { return read_.get(); }
    /// The id of the unit; null: not given.
    const char* unit_id() const { return options_.unit; }
    std::string_view seen_by() const { return options_.seen_by == nullptr ? std::string_view() : options_.seen_by; }

    /// One of the formats that the call supports.
    std::int32_t format(std::initializer_list<std::int32_t> offered) const;

    /// Passes on each unit with the options applied; throws when cancelled.
    void each(const UnitSink& sink) const;
    /// The same of the selected unit or, if none is, of all, with its place among them; tells progress. Throws if there is no
    /// such unit.
    void each_wanted(const std::function<void(std::uint64_t, Result<Unit>)>& take) const;
    /// The selected unit.
    Unit one() const;
    /// All units; all must be valid.
    std::vector<Unit> all() const;

    /// `all`: 0 if unknown.
    void tell_progress(std::uint64_t done, std::uint64_t all = 0) const {
        if (options_.progress != nullptr) options_.progress(options_.progress_user, done, all);
    }
    /// May be null.
    const std::atomic<bool>* cancel() const { return cancel_; }

private:
    zi_options options_;
    std::shared_ptr<const Rules> rules_;
    std::shared_ptr<const Read> read_;
    Language language_ = Language::indonesian;
    const std::atomic<bool>* cancel_ = nullptr;
    std::optional<Inquiry> inquiry_;  ///< set at the end of construction
};

/// An optional parameter that may be NULL.
inline std::optional<std::string_view> given(const char* name) {
    return name == nullptr ? std::nullopt : std::optional<std::string_view>(name);
}

}  // namespace zi::c
