/// Does an edit fit the rules? By the same measure as the reader of units.
#pragma once

#include "zi/session.hpp"

namespace zi::session {

/// Why an answer is refused; empty if it fits. Totals that follow from their parts are filled in.
Diagnostics check_answer(const Model& model, const Limits& limits, QuestionIndex question, Answer& answer,
                         AssessorIndex assessor);
Diagnostics check_fact(const Model& model, const Limits& limits, FactIndex fact, const FactValue& value);
Diagnostics check_document(const Model& model, const Document& document);
/// Each of them, and that no two of them, nor a shared one, have the same id.
Diagnostics check_documents(const Model& model, const Unit& unit, const std::vector<Document>& documents);
Diagnostics check_member(const Model& model, const Unit& unit, Index member, const std::vector<Verdict>& verdicts);

}  // namespace zi::session
