/// What does each reader make of one value? In words that can be compared: "A", "181/50", "hadir=3 semua=4", "nothing", or the
/// code of a refusal.
#pragma once

#include "zi/load.hpp"
#include "zi/unit.hpp"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace zi::values {

/// tests/values/values.zi; loaded once.
const std::shared_ptr<const Model>& rules();

/// One value that is given to one thing that is asked: "A.e", "A.e/hadir", "unit.aktif".
struct Asked {
    std::string what;
    std::string json;  ///< the value in JSON
    /// Cells of CSV as they stand in the file, by column; none: CSV cannot say it.
    std::vector<std::pair<std::string, std::string>> cells;
    Limits limits{};

    QuestionIndex question() const;  ///< none: it is a fact
    FactIndex fact() const;
    std::string_view input() const;  ///< "" if it is not one input of a ratio
};

/// By the reader's name. Which of them there are depends on what they can be given.
using Said = std::map<std::string, std::string>;
Said said_by_all(const Asked& asked);

/// `number_range` and so on, of the codes that readers of values give; others by number.
std::string code_word(Code code);

}  // namespace zi::values
