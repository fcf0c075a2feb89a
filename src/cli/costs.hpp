/// What do improvements cost, by `--costs FILE`?
#pragma once

#include "command.hpp"

#include "zi/improve.hpp"

namespace zi::cli {

struct CostsOption {
    std::string file;  ///< empty: what the rules say
    void add(Command& command);
    /// Prints on standard error why the file is refused, and gives nothing then.
    std::optional<Costs> read(const Input& input, Language language) const;
};

}  // namespace zi::cli
