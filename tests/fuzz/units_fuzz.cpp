// One unit from strangers in three ways: by itself, in an array, and on a line. All three give the same unit, or refuse it for
// the same reasons. Both evaluators give the same assessment of it.
#include "strangers.hpp"

#include "zi/load.hpp"
#include "zi/program.hpp"
#include "zi/report.hpp"

#include <optional>
#include <vector>

using strangers::check;

namespace {

const zi::Program& program() {
    static const zi::Program one(zi::load_text("rules.zi", std::string(strangers::rules)).model);
    return one;
}

zi::Limits limits() {
    zi::Limits limits;
    limits.units_bytes = 1 << 16;
    limits.errors = 20;
    return limits;
}

std::vector<zi::Result<zi::Unit>> units_of(const std::string& text) {
    std::vector<zi::Result<zi::Unit>> units;
    zi::read_units(program().model(), text, limits(),
                   [&](zi::Result<zi::Unit> unit) { return units.push_back(std::move(unit)), true; });
    for (const auto& unit : units)
        if (!unit) strangers::check_said(unit.diagnostics(), limits().errors + 1);
    return units;
}

/// Is the text no JSON, whatever it would say?
bool is_syntax(const zi::Result<zi::Unit>& unit) {
    if (unit) return false;
    const zi::Code code = unit.diagnostics().front().code;
    return code == zi::Code::json_syntax || code == zi::Code::invalid_utf8 || code == zi::Code::foreign_text;
}

/// What JSON says of them, with reasons but without the place in the file.
std::string told(const zi::Result<zi::Unit>& result) {
    const zi::Model& model = program().model();
    if (result) {
        static const zi::Date day = *zi::Date::parse("2026-02-28");
        zi::AssessmentState state;
        const zi::Assessment fast = zi::assess(program(), *result, day, state);
        check(fast == zi::assess_reference(model, *result, day));
        for (const zi::Score& score : fast.nodes) check(!(score.possible < score.certain));
        return zi::to_json(model, *result, fast) + zi::explain(model, *result, fast, zi::Language::english);
    }
    zi::Diagnostics diagnostics = result.diagnostics();
    for (zi::Diagnostic& one : diagnostics)
        if (one.unit.starts_with('#')) one.unit.clear();
    return zi::to_json(diagnostics, zi::Language::english);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string text(strangers::text_of(data, size));
    units_of(text);  // whatever it is

    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first == std::string::npos || text[first] != '{') return 0;
    // Line breaks are blanks, in sound JSON.
    std::replace(text.begin(), text.end(), '\n', ' ');
    const auto alone = units_of(text);
    const auto lines = units_of("{\"id\":\"#first\"}\n" + text + "\n{\"id\":\"#last\"}");
    check(lines.size() == 3 && lines[0] && lines[2] && !alone.empty());
    // What stands behind a unit is an error that comes after it, but spoils its whole line.
    if (is_syntax(alone.back())) return check(alone.size() <= 2 && is_syntax(lines[1])), 0;
    check(alone.size() == 1 && told(alone[0]) == told(lines[1]));
    const auto array = units_of("[\n" + text + "\n]");
    check(array.size() == 1 && told(array[0]) == told(alone[0]));
    return 0;
}
