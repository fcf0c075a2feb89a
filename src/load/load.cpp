#include "zi/load.hpp"

#include "model/lower.hpp"
#include "syntax/parse.hpp"
#include "syntax/print.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <system_error>

namespace zi {

std::string Loaded::text(Language language) const { return diagnostics.empty() ? std::string() : render(diagnostics, *sources, language); }

Loaded load(std::string_view path, const FileReader& reader, const Limits& limits) {
    auto sources = std::make_shared<SourceSet>();
    Loaded loaded;
    const syntax::Parsed parsed = syntax::parse(path, reader, {limits}, *sources, loaded.diagnostics);
    const bool partial = has_errors(loaded.diagnostics);
    const bool cancelled = std::any_of(loaded.diagnostics.begin(), loaded.diagnostics.end(), [](const Diagnostic& one) { return one.code == Code::cancelled; });
    auto model = std::make_shared<Model>();
    if (!sources->files().empty() && !cancelled) *model = lower(parsed.statements, partial, limits, loaded.diagnostics);
    sort(loaded.diagnostics);
    if (!has_errors(loaded.diagnostics)) loaded.model = std::move(model);
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

FileReader read_from_disk(const Limits& limits) {
    return [most = limits.file_bytes + 1](std::string_view path) -> std::optional<std::string> {
        const auto close = [](std::FILE* f) { std::fclose(f); };
        const std::unique_ptr<std::FILE, decltype(close)> file(std::fopen(std::string(path).c_str(), "rb"), close);
        if (!file) return std::nullopt;
        // As much as there seems to be, and one more to see that it is; pipes do not say.
        std::error_code unknown;
        const std::uintmax_t size = std::filesystem::file_size(path, unknown);
        std::string text;
        constexpr std::uintmax_t least = 1 << 14;
        for (auto room = static_cast<std::size_t>(std::min<std::uintmax_t>(most, std::max(least, unknown ? 0 : size + 1)));; room *= 2) {
            const std::size_t begin = text.size();
            text.resize(std::min(most, begin + room));
            text.resize(begin + std::fread(text.data() + begin, 1, text.size() - begin, file.get()));
            if (text.size() < std::min(most, begin + room) || text.size() == most) break;
        }
        if (std::ferror(file.get())) return std::nullopt;  // a directory opens, but cannot be read
        return text;
    };
}

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
