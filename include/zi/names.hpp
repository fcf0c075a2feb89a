/// Which thing of the rules does a name stand for, and what is said where there is none?
///
/// Each gives an index into the vector of Model that holds such things, or a diagnostic with the name that was probably meant:
/// what is said of units with such a name. Thread-safe; linear in the rules.
#pragma once

#include "zi/model.hpp"
#include "zi/result.hpp"

#include <string_view>

namespace zi {

/// By official path ("A.I.1.i.a") or alias.
Result<QuestionIndex> question_called(const Model& model, std::string_view name);
/// By id ("instansi.opini_bpk").
Result<FactIndex> fact_called(const Model& model, std::string_view name);
Result<PredicateIndex> predicate_called(const Model& model, std::string_view name);
Result<AssessorIndex> assessor_called(const Model& model, std::string_view name);
/// An assessor, or "unit": none, the unit itself.
Result<AssessorIndex> answerer_called(const Model& model, std::string_view name);

}  // namespace zi
