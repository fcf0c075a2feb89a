/// Does an edit fit the rules? Uses the same checker as the reader of units.
#pragma once

#include "zi/session.hpp"

namespace zi::session {

/// The problems of an answer; empty if it is accepted. Fills in totals that follow from their parts.
Diagnostics check_answer(const Model& model, const Limits& limits, QuestionIndex question, Answer& answer,
                         AssessorIndex assessor);
Diagnostics check_fact(const Model& model, const Limits& limits, FactIndex fact, const FactValue& value);
Diagnostics check_document(const Model& model, const Document& document);
/// Checks each document, and that all ids, shared ones included, are distinct.
Diagnostics check_documents(const Model& model, const Unit& unit, const std::vector<Document>& documents);
Diagnostics check_member(const Model& model, const Unit& unit, Index member, const std::vector<Verdict>& verdicts);

}  // namespace zi::session
