// Evidence from strangers: whatever the bytes are, reading ends in documents or in diagnostics, and what was read is assessed
// alike by both evaluators.
#include "strangers.hpp"

#include "zi/load.hpp"
#include "zi/program.hpp"
#include "zi/report.hpp"
#include "zi/unit.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

using strangers::check;

namespace {

constexpr std::string_view rules = R"(
regulation klinik "Penilaian klinik"
level bagian "Bagian"
scale abc { A = 1 B = 0.5 C = 0 }
scale indeks number 0 .. 4 { value / 4 }
evidence sk "Surat keputusan"
evidence notulen "Notulen"
worksheet "Nilai" 10 {
  bagian A "Pelayanan" 10 {
    question a abc "Tim bekerja" {
      needs sk(tim)
      needs any(notulen fresh 1 year, 2 of (sk, sk(tim), notulen)) for A
    }
    question b indeks "Indeks" {
      needs notulen fresh 29 day
    }
  }
}
predicate LAIK "Laik" {
  total >= 5
}
)";

const zi::Program& program() {
    static const zi::Program one(zi::load_text("rules.zi", std::string(rules)).model);
    return one;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const zi::Model& model = program().model();
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    zi::Limits limits;
    limits.units_bytes = 1 << 16;
    limits.errors = 20;

    // The same bytes as shared evidence, and as units that may name its documents.
    const auto shared = zi::read_evidence(model, text, limits);
    if (!shared) {
        check(!shared.diagnostics().empty());
        for (const zi::Diagnostic& one : shared.diagnostics()) check(!zi::message(one, zi::Language::indonesian).empty());
    }
    const zi::SharedEvidence none;
    zi::AssessmentState state;
    const zi::Date day = *zi::Date::parse("2026-02-28");
    zi::read_units(
        model, text, limits,
        [&](zi::Result<zi::Unit> unit) {
            if (!unit) return check(!unit.diagnostics().empty()), true;
            const zi::Assessment fast = zi::assess(program(), *unit, day, state);
            check(fast == zi::assess_reference(model, *unit, day));
            for (const zi::Score& score : fast.nodes) check(!(score.possible < score.certain));
            check(!zi::to_json(model, *unit, fast).empty());
            return true;
        },
        shared ? &*shared : &none);
    return 0;
}
