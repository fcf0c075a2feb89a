/// Small worksheets, documents and units for the tests of evidence.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "given.hpp"
#include "zi/evidence.hpp"
#include "zi/program.hpp"
#include "zi/unit.hpp"

namespace zi::test {

inline const Date today = day("2025-06-15");

inline const std::string declarations = R"(regulation uji "Uji" en "Test"
level bagian "Bagian" en "Part"
scale abc "A/B/C" { A = 1 B = 0.5 C = 0 }
scale abcd "A/B/C/D" { A = 1 B = 0.75 C = 0.25 D = 0 }
scale indeks "Indeks" en "Index" number 0 .. 4 { value / 4 }
evidence sk "Surat keputusan" en "Decree"
evidence notulen "Notulen rapat" en "Minutes"
evidence foto "Foto" en "Photograph"
)";

/// Rules with one question, A.a, whose kind ("abc", "indeks", "ratio") and details are given, and a second one, A.b, which
/// needs nothing.
inline std::shared_ptr<const Model> rules_with(const std::string& kind, const std::string& details) {
    return load_rules(declarations + "worksheet \"Nilai\" 10 {\n  bagian A \"A\" {\n    question a " + kind + " \"Satu\" {\n" +
                      details + "\n    }\n    question b abc \"Dua\"\n  }\n}\n");
}

inline EvidenceIndex kind_of(const Model& model, std::string_view name) {
    for (EvidenceIndex i{0}; i < model.evidence.size(); ++i)
        if (model.evidence[i].name == name) return i;
    ADD_FAILURE() << name;
    return none;
}

/// A document for A.a, any option.
inline Document document(const Model& model, std::string_view kind, DocumentStatus status, std::string id = {}) {
    static int made = 0;
    Document made_document;
    made_document.id = id.empty() ? "d" + std::to_string(++made) : std::move(id);
    made_document.kind = kind_of(model, kind);
    made_document.status = status;
    made_document.supports = {{QuestionIndex(0), none}};
    return made_document;
}

/// How far A.a is carried.
inline Backing back(const Model& model, const std::vector<Document>& documents, Date as_of = today) {
    std::vector<const Document*> all;
    for (const Document& one : documents) all.push_back(&one);
    return back_answers(model, all, as_of).front();
}

/// By both ways of assessing, which must agree.
inline Assessment assessed(const std::shared_ptr<const Model>& model, const Unit& unit, Date as_of = today) {
    AssessmentState state;
    Assessment fast = assess(Program(model), unit, as_of, state);
    EXPECT_TRUE(fast == assess_reference(*model, unit, as_of));
    return fast;
}

inline std::vector<Result<Unit>> read_all(const Model& model, std::string_view json) {
    std::vector<Result<Unit>> units;
    read_units(model, json, Limits{}, [&](Result<Unit> unit) { return units.push_back(std::move(unit)), true; });
    return units;
}

}  // namespace zi::test
