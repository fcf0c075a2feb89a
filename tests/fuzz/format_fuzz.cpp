// The canonical form of a text from strangers is read as the same statements and comments, and is its own canonical form.
#include "strangers.hpp"

#include "syntax/parse.hpp"
#include "zi/load.hpp"

using strangers::check;

namespace {

zi::syntax::Parsed parsed(const std::string& text, const zi::Limits& limits) {
    zi::syntax::ParseOptions options{limits};
    options.follow_includes = false;
    options.any_level = true;
    zi::SourceSet sources;
    zi::Diagnostics diagnostics;
    auto result = zi::syntax::parse(
        "rules.zi", [&](std::string_view) { return std::optional(text); }, options, sources, diagnostics);
    check(!zi::has_errors(diagnostics));
    return result;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(strangers::text_of(data, size));
    zi::Limits limits;
    limits.file_bytes = 1 << 14;
    limits.errors = 20;
    const zi::Formatted once = zi::format("rules.zi", text, limits);
    check(once.text.has_value() == !zi::has_errors(once.diagnostics));
    if (!once.diagnostics.empty()) check(!zi::render(once.diagnostics, *once.sources, zi::Language::english).empty());
    if (!once.text || once.text->size() > limits.file_bytes) return 0;  // blanks may have been added
    const zi::Formatted twice = zi::format("rules.zi", *once.text, limits);
    check(twice.text == once.text);
    const auto before = parsed(text, limits), after = parsed(*once.text, limits);
    check(before.statements == after.statements && before.comments.size() == after.comments.size());
    for (std::size_t i = 0; i < before.comments.size(); ++i) check(before.comments[i].text == after.comments[i].text);
    return 0;
}
