/// Are these rules in order, and if so, what do they say? From text to a checked Model.
#pragma once

#include "zi/diagnostic.hpp"
#include "zi/limits.hpp"
#include "zi/model.hpp"
#include "zi/result.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace zi {

/// Gives the text of a rules file, or nothing if it cannot be read. Paths of included files are relative to the including file
/// and are handed over joined ("rules/a/b.zi"); they never contain "..", are never absolute (beyond what the first path is).
using FileReader = std::function<std::optional<std::string>(std::string_view path)>;

/// What loading found. `model` is there exactly when no diagnostic is an error; warnings may accompany it.
struct Loaded {
    std::shared_ptr<const SourceSet> sources;
    Diagnostics diagnostics;  ///< in the order of their places
    std::shared_ptr<const Model> model;
    /// Of sound rules: each value, order and condition that neither a citation nor an interpretation stands behind, its own or
    /// those of the statement whose braces it stands in, on some day on which it counts. In the order of their places.
    Diagnostics uncited{};

    explicit operator bool() const { return model != nullptr; }
    /// All diagnostics as text, with carets; empty if there are none.
    std::string text(Language language) const;
};

/// Reads the rules at `path` and everything they include, resolves and checks them. Reports every problem in one run.
/// Thread-safe; takes time linear in the size of the rules.
Loaded load(std::string_view path, const FileReader& reader, const Limits& limits = {});

/// The same for rules held in memory as a single file called `name`.
Loaded load_text(std::string_view name, std::string text, const Limits& limits = {});

/// Reads ordinary files from disk; nothing is read of what is none, such as a pipe, a device or a folder, and none of them is
/// waited for. Files larger than `limits.file_bytes` are cut one byte beyond it, so that loading reports them. Given to `load`
/// as it is, not wrapped in another reader, included files must lie in the folder of the first one, wherever links lead; the
/// first one may be a link.
FileReader read_from_disk(const Limits& limits = {});

/// What formatting one file gave: its canonical text, or the syntax errors that prevent it.
struct Formatted {
    std::shared_ptr<const SourceSet> sources;
    Diagnostics diagnostics;
    std::optional<std::string> text;
};

/// The canonical form of one rules file. Comments stay. Included files are neither read nor changed. Formatting twice changes
/// nothing.
Formatted format(std::string_view name, std::string text, const Limits& limits = {});

}  // namespace zi
