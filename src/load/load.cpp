#include "zi/load.hpp"

#include "disk.hpp"
#include "model/lower.hpp"
#include "syntax/parse.hpp"
#include "syntax/print.hpp"

namespace zi {

std::string Loaded::text(Language language) const {
    return diagnostics.empty() ? std::string() : render(diagnostics, *sources, language);
}

namespace {

/// Included files must be inside the folder of the top-level file. Only disk reads can leave it in spite of their path (through
/// links).
FileReader confined(const FileReader& reader, std::string_view path) {
    const Disk* const disk = reader.target<Disk>();
    if (!disk) return reader;
    const std::size_t slash = path.rfind('/');
    const std::string folder(slash == path.npos ? std::string_view() : path.substr(0, slash + 1));
    return [disk = *disk, first = std::string(path), folder = real_folder(folder)](std::string_view asked) {
        return asked == first ? disk(asked) : disk.read_inside(folder, asked);
    };
}

}  // namespace

Loaded load(std::string_view path, const FileReader& reader, const Limits& limits) {
    auto sources = std::make_shared<SourceSet>();
    Loaded loaded;
    const syntax::Parsed parsed = syntax::parse(path, confined(reader, path), {limits}, *sources, loaded.diagnostics);
    const bool partial = has_errors(loaded.diagnostics);
    const bool cancelled = std::any_of(loaded.diagnostics.begin(), loaded.diagnostics.end(),
                                       [](const Diagnostic& one) { return one.code == Code::cancelled; });
    auto model = std::make_shared<Model>();
    if (!sources->files().empty() && !cancelled) *model = lower(parsed.statements, partial, limits, loaded.diagnostics);
    sort(loaded.diagnostics);
    if (!has_errors(loaded.diagnostics)) {
        loaded.uncited = uncited(parsed.statements, *model);
        sort(loaded.uncited);
        loaded.model = std::move(model);
    }
    loaded.sources = std::move(sources);
    return loaded;
}

Loaded load_text(std::string_view name, std::string text, const Limits& limits) {
    const FileReader reader = [&](std::string_view path) -> std::optional<std::string> {
        if (path == name) return text;
        return std::nullopt;
    };
    return load(name, reader, limits);
}

FileReader read_from_disk(const Limits& limits) { return Disk(limits); }

Formatted format(std::string_view name, std::string text, const Limits& limits) {
    auto sources = std::make_shared<SourceSet>();
    Formatted formatted;
    const FileReader reader = [&](std::string_view) { return std::optional(text); };
    syntax::ParseOptions options{limits};
    options.follow_includes = false;
    options.any_level = true;
    const syntax::Parsed parsed = syntax::parse(name, reader, options, *sources, formatted.diagnostics);
    sort(formatted.diagnostics);
    if (!has_errors(formatted.diagnostics)) formatted.text = syntax::print(parsed, *sources);
    formatted.sources = std::move(sources);
    return formatted;
}

}  // namespace zi
