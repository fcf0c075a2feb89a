/// Which units do the files on the command line hold?
#pragma once

#include "zi/inquiry.hpp"
#include "zi/sheets.hpp"
#include "zi/workbook.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace zi::cli {

/// Files of units, of every kind that zi reads. Immutable but for what has been said of them.
class UnitFiles {
public:
    /// Reads files, folders (files with known extensions, sorted; no lock files) and standard input ("-"). `layout`: a file
    /// with a table layout; empty: built-in layouts.
    static Result<std::shared_ptr<UnitFiles>> open(const std::vector<std::string>& paths, const std::string& layout);

    /// The text of a single JSON file; null: read units through `reader`.
    const std::string* only_json() const;
    /// As they were named, those of folders each by itself.
    std::vector<std::string> names() const;
    /// Whether one of them may be a kawasan: in JSON alone they name their members.
    bool kawasan() const;
    /// Whether any of them may have attributes that no rules declare.
    bool attributes() const;
    /// Passes on the units of all files, in order; ids must be unique across files. Reports once on standard error what each
    /// file was read as. Must not outlive this object and the model.
    UnitsReader reader(const Model& model, Date as_of, Language language);
    /// The only file, a workbook, with what its units were assessed at.
    Result<std::string> filled_in(const Model& model, Date as_of, const std::vector<Assessed>& assessed,
                                  Language language) const;

private:
    zi::UnitFiles files_;
    std::vector<bool> told_;  ///< of which files it has been said what they were taken for
    std::optional<Layout> layout_;
};

}  // namespace zi::cli
