#include "units.hpp"

#include "read.hpp"

#include <utility>

namespace zi::c {

Units::Units(const zi_rules* rules, const char* units, std::size_t size, const zi_options* options, const std::string& prefix) {
    const auto called = [&](const char* parameter) { return prefix + parameter; };
    rules_ = get(rules, "rules").rules;
    const std::string_view text = bytes(units, size, called("units").c_str());
    options_ = known_part(options, called("options").c_str());
    InquiryOptions asked;
    asked.as_of = day_of(options_.as_of, called("options.as_of").c_str());
    language_ = language_of(options_.language, called("options.language").c_str());
    need(options_.bad_values == ZI_REFUSE_UNIT || options_.bad_values == ZI_LEAVE_OPEN, called("options.bad_values").c_str(),
         "is no zi_bad_values");
    asked.bad_values = options_.bad_values == ZI_LEAVE_OPEN ? BadValues::leave_open : BadValues::refuse_unit;
    asked.limits = limits_of(options_.limits, called("options.limits").c_str());
    asked.cancel = cancel_ = flag_of(options_.cancel, called("options.cancel").c_str());
    const std::string_view evidence = bytes(options_.evidence, options_.evidence_size, called("options.evidence").c_str());
    if (options_.evidence != nullptr) asked.evidence = evidence;
    asked.no_evidence = options_.no_evidence != 0;
    asked.seen_by = given(options_.seen_by);
    if (options_.read != nullptr) {
        const std::string read = called("options.read");
        const auto held = get(options_.read, read.c_str()).read;
        need(units == nullptr && size == 0, called("units").c_str(), "is not NULL, beside options.read");
        need(held->rules == rules_, read.c_str(), "was read with other rules");
        read_ = held;
        inquiry_ = accepted(Inquiry::open(*rules_->program, held->reader, held->kawasan, asked));
        return;
    }
    inquiry_ = accepted(Inquiry::open(*rules_->program, text, asked));
}

std::int32_t Units::format(std::initializer_list<std::int32_t> offered) const {
    need(std::find(offered.begin(), offered.end(), options_.format) != offered.end(), "options.format", "is not offered here");
    return options_.format;
}

void Units::each(const UnitSink& sink) const {
    if (!inquiry_->each(sink)) throw Cancelled{};
}

void Units::each_wanted(const std::function<void(std::uint64_t, Result<Unit>)>& take) const {
    std::uint64_t ordinal = 0;
    bool found = unit_id() == nullptr;
    each([&](Result<Unit> unit) {
        const std::uint64_t place = ordinal++;
        if (unit_id() == nullptr || (unit ? unit->id : unit.diagnostics().front().unit) == unit_id()) {
            found = true;
            take(place, std::move(unit));
        }
        tell_progress(ordinal);
        return true;
    });
    if (!found) throw Refused{{Diagnostic{Code::unknown_unit, {unit_id()}}}, nullptr};
}

Unit Units::one() const {
    if (options_.unit != nullptr) return accepted(inquiry_->one(options_.unit));
    Result<Unit> only = inquiry_->only();
    need(only || only.diagnostics().front().code != Code::several_units, "options.unit",
         "is NULL, and there are several units");
    return accepted(std::move(only));
}

std::vector<Unit> Units::all() const {
    Inquiry::All all = inquiry_->all(inquiry_->limits().errors);
    if (!all.refused.empty()) throw Refused{std::move(all.refused), nullptr};
    return std::move(all.units);
}

}  // namespace zi::c
