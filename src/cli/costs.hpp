/// What do improvements cost, according to `--costs FILE`?
#pragma once

#include "command.hpp"

#include "zi/improve.hpp"

namespace zi::cli {

struct CostsOption {
    std::string file;  ///< empty: costs of the rules
    void add(Command& command);
    /// Prints errors on standard error and returns nullopt if the file is refused.
    std::optional<Costs> read(const Input& input, Language language) const;
};

}  // namespace zi::cli
