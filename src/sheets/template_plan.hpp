/// Assigns questions and nodes to sheets and cells of a form.
#pragma once

#include "zi/language.hpp"
#include "zi/model.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace zi::sheets {

// Zero-based columns of a sheet of questions. Assessors follow the unit.
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

/// The cell of the unit's answer; those of the assessors are to its right.
struct FormPlace {
    std::uint32_t sheet = 0;  ///< of FormPlan::sheets
    std::uint32_t row = 0;    ///< zero-based; of a ratio: its heading, above its counts
};

struct FormPlan {
    FormPlan(const Model& model, Language language);

    std::string guide, facts, results, calculation, lists;  ///< names of the sheets that every form has
    std::vector<FormSheet> sheets;                          ///< of questions
    List<FormPlace, Question> places;
    static constexpr std::uint32_t first_row = 3;  ///< zero-based, below the headings
};

}  // namespace zi::sheets
