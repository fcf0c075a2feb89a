// Rules of several files, from strangers. The input holds the files one after the other; the first line of each is its name,
// the first file is loaded. Nobody is asked for a file outside the folder of the first, nor for more files than the limits
// allow.
#include "strangers.hpp"

#include "zi/load.hpp"
#include "zi/report.hpp"

#include <map>

using strangers::check;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view rest = strangers::text_of(data, size);
    std::map<std::string, std::string, std::less<>> files;
    const std::string first = "rules/main.zi";
    while (!rest.empty()) {
        strangers::Bytes part(strangers::next_part(rest));
        std::string name = "rules/" + std::string(part.line());
        if (files.empty()) name = first;
        files.emplace(std::move(name), part.rest());
    }
    zi::Limits limits;
    limits.file_bytes = 1 << 13;
    limits.files = 12;
    limits.include_depth = 4;
    limits.errors = 20;
    std::size_t asked = 0;
    const zi::FileReader reader = [&](std::string_view path) -> std::optional<std::string> {
        check(path.starts_with("rules/") && ("/" + std::string(path) + "/").find("/../") == std::string::npos);
        check(path.find("//") == std::string_view::npos);
        check(++asked <= limits.files);
        const auto found = files.find(path);
        if (found == files.end()) return std::nullopt;
        return found->second;
    };
    const zi::Loaded loaded = zi::load(first, reader, limits);
    check((loaded.model != nullptr) == !zi::has_errors(loaded.diagnostics));
    if (!loaded.diagnostics.empty()) strangers::check_said(loaded.diagnostics, 2 * limits.errors + 2);
    for (const zi::Language language : {zi::Language::indonesian, zi::Language::english})
        check(loaded.text(language).empty() == loaded.diagnostics.empty());
    if (loaded) check(!zi::model_json(*loaded.model).empty());
    return 0;
}
