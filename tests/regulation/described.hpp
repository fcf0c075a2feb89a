/// The loaded model in the form of the data files, so that the two can be compared as wholes.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "zi/model.hpp"

namespace zi::regulation {

using Json = nlohmann::json;

/// In the form of tests/data/lke-2021.json, made from the model alone.
Json described(const Model& model);

/// Every number of a data file in lowest terms, so that "17.5" and "35/2" are the same.
Json normalized(Json data);

/// One line for each place where the two differ.
std::vector<std::string> differences(const Json& data, const Json& model);

}  // namespace zi::regulation
