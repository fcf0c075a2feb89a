/// How much input does zi accept before it refuses? Every reader takes one of these.
#pragma once

#include <cstddef>
#include <cstdint>

namespace zi {

/// Upper bounds on input. Crossing one is reported as a diagnostic, never as a crash.
struct Limits {
    // Rules.
    std::size_t file_bytes = 4u << 20;        ///< one rules file
    std::size_t files = 256;                  ///< rules files of one regulation, includes counted
    std::size_t include_depth = 16;           ///< includes within includes
    std::size_t block_depth = 64;             ///< braces within braces
    std::size_t statements = 100'000;         ///< statements of one regulation
    std::size_t conditions = 100'000;         ///< conditions that `each` unfolds to
    std::size_t expression_nodes = 1'000;     ///< operators and operands of one expression or guard
    std::size_t expression_depth = 64;        ///< parentheses within parentheses
    std::size_t number_digits = 40;           ///< digits of one number, in rules and in units
    std::size_t errors = 200;                 ///< errors of one run, and as many warnings; that there were more is said
    // Units.
    std::size_t units_bytes = std::size_t{1} << 30;  ///< one units document
    std::size_t unit_bytes = 4u << 20;        ///< memory that one unit takes while it is read, several times its text
    std::size_t json_depth = 16;              ///< nesting in a unit
    std::size_t string_bytes = 64u << 10;     ///< one string in a unit
    std::int64_t count = 1'000'000'000'000;   ///< one count (10^12)
};

}  // namespace zi
