/// Which units stand in the files of the command line?
#pragma once

#include "zi/inquiry.hpp"
#include "zi/sheets.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace zi::cli {

/// Files of units, of every kind that zi reads. Immutable but for what has been said of them.
class UnitFiles {
public:
    /// Reads files, folders (their files of known endings, by name; not what spreadsheet programs leave beside open ones) and
    /// standard input ("-"). `layout`: a file that says how tables are read; empty: as zi knows them.
    static Result<std::shared_ptr<UnitFiles>> open(const std::vector<std::string>& paths, const std::string& layout);

    /// The only file, if it is JSON; null: units have to be read with `reader`.
    const std::string* only_json() const;
    /// Whether one of them may be a kawasan: in JSON alone they name their members.
    bool kawasan() const;
    /// Whether any of them may have attributes that no rules declare.
    bool attributes() const;
    /// Hands over the units of all files, in their order; ids may stand in one of them only. Says once on standard error what
    /// each file was taken for. Must not outlive the files and the model.
    UnitsReader reader(const Model& model, Date as_of, Language language);

private:
    struct File {
        std::string name;
        std::string text;
        UnitsFile kind = UnitsFile::json;
        bool told = false;
    };
    void tell(File& file, const TakenFor& taken, Language language) const;

    std::vector<File> files_;
    std::optional<Layout> layout_;
};

}  // namespace zi::cli
