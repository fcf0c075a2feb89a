/// What stands behind units that were read from files?
#pragma once

#include "guard.hpp"

#include "zi/inquiry.hpp"
#include "zi/workbook.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace zi::c {

/// Files that were read, and how. Immutable.
struct Read {
    /// What one was taken for, with every text made.
    struct File {
        std::string name, sheet, layout, id_cell, words[2];
        std::int32_t kind = ZI_FILE_JSON, separator = 0;
    };

    std::shared_ptr<const Rules> rules;
    std::vector<File> files;
    bool kawasan = false;
    UnitsReader reader;  ///< owns what it reads from
    /// A copy of the workbook with what these units were assessed at.
    std::function<Result<std::string>(const std::vector<Assessed>&, Language)> filled;
};

}  // namespace zi::c

struct zi_units : zi::c::Tagged {
    static constexpr std::uint64_t mark = zi::c::mark_of("unit");
    explicit zi_units(std::shared_ptr<const zi::c::Read> held) : Tagged(mark), read(std::move(held)) {}
    const std::shared_ptr<const zi::c::Read> read;
};
