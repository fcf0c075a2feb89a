#include "units.hpp"

#include <utility>

namespace zi::c {

Units::Units(const zi_rules* rules, const char* units, std::size_t size, const zi_options* options, const std::string& prefix) {
    const auto called = [&](const char* parameter) { return prefix + parameter; };
    rules_ = get(rules, "rules").rules;
    text_ = bytes(units, size, called("units").c_str());
    options_ = known_part(options, called("options").c_str());
    as_of_ = day_of(options_.as_of, called("options.as_of").c_str());
    language_ = language_of(options_.language, called("options.language").c_str());
    need(options_.reserved == 0, called("options.reserved").c_str(), "is not 0");
    limits_ = limits_of(options_.limits, called("options.limits").c_str());
    cancel_ = flag_of(options_.cancel, called("options.cancel").c_str());
    const std::string_view evidence = bytes(options_.evidence, options_.evidence_size, called("options.evidence").c_str());

    c::check_in_force(model(), as_of_);
    if (options_.seen_by != nullptr) reading_.last_assessor = assessor_called(model(), options_.seen_by, "unit");
    reading_.no_evidence = options_.no_evidence != 0;
    if (options_.evidence != nullptr) {
        auto documents = read_evidence(model(), evidence, limits_);
        if (!documents) throw Refused{documents.diagnostics(), nullptr};
        reading_.shared = std::move(*documents);
    }
    if (may_have_members(text_)) reading_.members = member_verdicts(*rules_->program, as_of_, reader());
}

std::int32_t Units::format(std::initializer_list<std::int32_t> offered) const {
    need(std::find(offered.begin(), offered.end(), options_.format) != offered.end(), "options.format", "is not offered here");
    return options_.format;
}

void Units::each(const UnitSink& sink) const {
    read_units(model(), text_, limits_, reading_, [&](Result<Unit> unit) {
        if (cancel_ != nullptr && cancel_->load(std::memory_order_relaxed)) throw Cancelled{};
        return sink(std::move(unit));
    });
}

Unit Units::one() const {
    std::optional<Unit> found;
    each([&](Result<Unit> unit) {
        if (options_.unit != nullptr && (unit ? unit->id : unit.diagnostics().front().unit) != options_.unit) return true;
        if (!unit) throw Refused{unit.diagnostics(), nullptr};
        need(!found, "options.unit", "is NULL, and there are several units");
        found = std::move(*unit);
        return options_.unit == nullptr;
    });
    if (found) return std::move(*found);
    if (options_.unit == nullptr) throw Refused{{Diagnostic{Code::no_units}}, nullptr};
    throw Refused{{Diagnostic{Code::unknown_unit, {options_.unit}}}, nullptr};
}

std::vector<Unit> Units::all() const {
    std::vector<Unit> units;
    Diagnostics problems;
    each([&](Result<Unit> unit) {
        if (unit)
            units.push_back(std::move(*unit));
        else
            problems.insert(problems.end(), unit.diagnostics().begin(), unit.diagnostics().end());
        return problems.size() < limits_.errors;
    });
    if (!problems.empty()) throw Refused{std::move(problems), nullptr};
    return units;
}

Assessment Units::assess(const Unit& unit) const {
    AssessmentState state;
    return zi::assess(*rules_->program, unit, as_of_, state);
}

}  // namespace zi::c
