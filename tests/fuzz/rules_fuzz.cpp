// Rules from strangers: they load, or are explained in both languages with a place; and what loads means the same in its
// canonical form.
#include "strangers.hpp"

#include "zi/load.hpp"
#include "zi/program.hpp"
#include "zi/report.hpp"

using strangers::check;

namespace {

/// Somewhere in the text, and not backwards.
void check_place(const zi::SourceSet& sources, zi::Span span) {
    if (!span) return;
    const auto* const file = sources.file_of(span.begin);
    check(file != nullptr && span.begin <= span.end && span.end <= file->base + file->text.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(strangers::text_of(data, size));
    zi::Limits limits;
    limits.file_bytes = 1 << 14;
    limits.errors = 20;
    const zi::Loaded loaded = zi::load_text("rules.zi", text, limits);
    check((loaded.model != nullptr) == !zi::has_errors(loaded.diagnostics));
    for (const zi::Diagnostic& one : loaded.diagnostics) {
        check_place(*loaded.sources, one.span);
        for (const zi::Span span : one.related) check_place(*loaded.sources, span);
    }
    if (!loaded.diagnostics.empty()) strangers::check_said(loaded.diagnostics, 2 * limits.errors + 2);
    for (const zi::Language language : {zi::Language::indonesian, zi::Language::english})
        check(loaded.text(language).empty() == loaded.diagnostics.empty());
    if (!loaded) return 0;

    const zi::Program program(loaded.model);
    const std::string said = zi::model_json(*loaded.model);
    const zi::Formatted formatted = zi::format("rules.zi", text, limits);
    check(formatted.text.has_value());
    if (formatted.text->size() > limits.file_bytes) return 0;  // blanks may have been added
    const zi::Loaded again = zi::load_text("rules.zi", *formatted.text, limits);
    check(again.model != nullptr && zi::model_json(*again.model) == said);
    return 0;
}
