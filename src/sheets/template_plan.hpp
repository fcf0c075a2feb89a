/// Which sheets does a form have, and in which cell of them is what asked?
#pragma once

#include "zi/language.hpp"
#include "zi/model.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace zi::sheets {

// Columns of a sheet of questions, from 0. Assessors follow the unit.
inline constexpr std::uint16_t id_column = 0, text_column = 1, type_column = 2, help_column = 3, answer_column = 4;

/// One row of a sheet of questions: a node, or one count of a ratio.
struct FormRow {
    NodeIndex node = none;
    InputIndex input = none;
};

struct FormSheet {
    std::string name;
    std::vector<FormRow> rows;
};

/// Where an answer is given: the unit's cell, and those of the assessors to its right.
struct FormPlace {
    std::uint32_t sheet = 0;  ///< of FormPlan::sheets
    std::uint32_t row = 0;    ///< from 0; of a ratio, of its question: its counts are below
};

struct FormPlan {
    FormPlan(const Model& model, Language language);

    std::string guide, facts, results, calculation, lists;  ///< names of sheets that every form has
    std::vector<FormSheet> sheets;                          ///< of questions
    List<FormPlace, Question> places;
    static constexpr std::uint32_t first_row = 3;  ///< of rows, from 0; heads are above
};

}  // namespace zi::sheets
