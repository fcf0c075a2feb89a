/// How much input does zi accept before it refuses? Every reader takes one of these.
#pragma once

#include "zi/cplusplus.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace zi {

/// Upper bounds on input. Crossing one is reported as a diagnostic, never as a crash.
struct Limits {
    // Rules.
    std::size_t file_bytes = 4u << 20;  ///< one rules file
    std::size_t files = 256;            ///< rules files of one regulation, includes counted
    std::size_t include_depth = 16;     ///< includes within includes
    std::size_t block_depth = 64;       ///< braces within braces
    std::size_t statements = 100'000;   ///< statements of one regulation
    std::size_t conditions =
        100'000;  ///< conditions that `each` unfolds to; long guards and notes count once more for each 1,024 bytes
    std::size_t answers = 1'000'000;  ///< options of all questions, documents of their needs, members of all facts: a scale's
                                      ///< count for each question on it
    std::size_t name_bytes = 1'024;   ///< one name, and the path of one node
    std::size_t expression_nodes = 1'000;  ///< operators and operands of one expression or guard
    std::size_t expression_depth = 64;     ///< parentheses within parentheses
    std::size_t number_digits = 40;        ///< digits of one number as it is written, in rules and in units
    std::size_t errors = 200;              ///< errors of one run, and as many warnings; that there were more is said
    // Units.
    std::size_t units_bytes = std::size_t{1} << 30;  ///< one units document
    std::size_t unit_bytes = 4u << 20;               ///< memory that one unit takes while it is read, several times its text
    std::size_t json_depth = 16;                     ///< nesting in a unit
    std::size_t string_bytes = 64u << 10;            ///< one string in a unit
    std::size_t attributes = 100;                    ///< of one unit
    std::size_t links = 200;                         ///< of evidence beside one answer, by one hand
    std::size_t proof_bytes = 256u << 20;    ///< one proof, and memory that it takes while it is read, ten times its text
    std::int64_t count = 1'000'000'000'000;  ///< one count (10^12)
    // Work.
    /// Bits of the common denominator (LCM) of all scores of a unit, whatever its answers: of what weights, options, bands and
    /// cases bring, and of what ratios and formulas can. Many scores share it: beyond 1,024 of them (nodes, views, conditions
    /// on scores) it shrinks with the root of their number.
    std::size_t exact_bits = 65'536;
    /// Read now and then by loading and by every reader, from the thread that reads; set it from any to stop early
    /// (Code::cancelled). Not owned: it outlives the call.
    const std::atomic<bool>* cancel = nullptr;

    bool cancelled() const { return cancel && cancel->load(std::memory_order_relaxed); }
};

}  // namespace zi
