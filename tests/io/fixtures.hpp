/// The rules of the examples, units read from JSON, and random units that cover every kind of answer.
#pragma once

#include "zi/load.hpp"
#include "zi/unit.hpp"

#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace zi::io {

/// rules/zi-2021.zi and rules/sekolah-sehat-aman.zi; loaded once.
const Model& zona();
const Model& sekolah();

/// What the sink got, call by call.
struct Outcome {
    bool read = false;
    Unit unit;                ///< if read
    Diagnostics diagnostics;  ///< if not
};
std::vector<Outcome> read_all(const Model& model, std::string_view text, const Limits& limits = {});

/// Answers and facts drawn from everything that the model admits; about one in five is not given.
Unit random_unit(const Model& model, std::string id, std::mt19937& random);

}  // namespace zi::io
