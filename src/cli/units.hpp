/// Which units stand in the files of the command line?
#pragma once

#include "zi/inquiry.hpp"
#include "zi/read_columns.hpp"
#include "zi/sheets.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace zi::cli {

/// Files of units, of every kind that zi reads. Immutable but for what has been said of them. Long tables in text stay on the
/// disk, and are read each time somebody asks for their units.
class UnitFiles {
public:
    /// Reads files, folders (their files of known endings, by name; not what spreadsheet programs leave beside open ones) and
    /// standard input ("-"). `layout`: a file that says how tables are read; empty: as zi knows them.
    static Result<std::shared_ptr<UnitFiles>> open(const std::vector<std::string>& paths, const std::string& layout);

    /// The only file, if it is JSON; null: units have to be read with `reader`.
    const std::string* only_json() const;
    /// Whether one of them may be a kawasan: in JSON alone they name their members.
    bool kawasan() const;
    /// Hands over the units of all files, in their order; ids may stand in one of them only. Says once on standard error what
    /// each file was taken for. Must not outlive the files and the model.
    UnitsReader reader(const Model& model, Date as_of, Language language);

    /// Whether there is one file alone, which is a table or workbook.
    bool only_table() const { return files_.size() == 1 && files_.front().kind != UnitsFile::json; }
    const std::string& only_name() const { return files_.front().name; }
    /// Its units as columns, in batches of at most so many rows: as `reader` has them, but that ids are those of this file.
    void read_columns(const std::shared_ptr<const Model>& model, Date as_of, Language language, const ColumnsSink& sink,
                      std::size_t batch_rows);

private:
    struct File {
        std::string name;
        std::string text;  ///< empty: it is long, and read from the disk as it is needed
        UnitsFile kind = UnitsFile::json;
        bool told = false;
    };
    /// Options that read this file, and the bytes.
    SheetOptions options_for(File& file, Date as_of, Language language) const;
    static ByteSource bytes_of(const File& file, bool& failed);
    void tell(File& file, const TakenFor& taken, Language language) const;

    std::vector<File> files_;
    std::optional<Layout> layout_;
};

}  // namespace zi::cli
