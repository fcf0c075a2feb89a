// Costs from strangers: they are read, or refused with reasons; and plans under them are proved, whatever they are.
#include "strangers.hpp"

#include "zi/improve.hpp"
#include "zi/load.hpp"
#include "zi/unit.hpp"

#include <optional>

using strangers::check;

namespace {

constexpr std::string_view unit_text =
    R"({"id":"u","answers":{"A.a":"B","A.b":1.5,"A.c":{"hadir":1,"absen":3}},"facts":{"unit.aktif":true},
"evidence":[{"id":"d","kind":"sk","status":"submitted","supports":["A.a"]}]})";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const auto model = zi::load_text("rules.zi", std::string(strangers::rules)).model;
    static const zi::Unit unit = [] {
        std::optional<zi::Unit> read;
        zi::read_units(*model, unit_text, {}, [&](zi::Result<zi::Unit> one) { return read = std::move(*one), true; });
        return *read;
    }();
    static const std::vector<std::string> documents{"d"};
    static const zi::Date day = *zi::Date::parse("2026-02-28");
    zi::Limits limits;
    limits.units_bytes = 1 << 16;
    limits.errors = 20;
    const std::string_view text = strangers::text_of(data, size);
    const auto strict = zi::read_costs(*model, text, limits, &documents);
    const auto costs = zi::read_costs(*model, text, limits);
    for (const auto* one : {&strict, &costs})
        if (!*one) strangers::check_said(one->diagnostics(), limits.errors + 1);
    check(costs || !strict);  // to know the documents only adds reasons to refuse
    if (!costs) return 0;

    zi::PlanOptions options;
    options.certificate = true;
    options.step = true;
    options.next = 2;
    const zi::Planned planned = zi::plan_improvement(*model, unit, day, zi::PredicateIndex(0), *costs, options);
    check(planned.best.lower_bound <= planned.best.cost);
    check(!zi::to_text(*model, unit, day, zi::PredicateIndex(0), planned, zi::Language::english).empty() &&
          !zi::to_json(*model, unit, day, zi::PredicateIndex(0), planned).empty());
    if (planned.best.status != zi::PlanStatus::optimal && planned.best.status != zi::PlanStatus::bounded_gap) return 0;
    check(zi::check_plan(*model, unit, day, zi::PredicateIndex(0), *costs, planned.best, *planned.certificate) ==
          zi::PlanFault::sound);
    for (const zi::Plan& next : planned.next) check(planned.best.lower_bound <= next.cost);
    return 0;
}
