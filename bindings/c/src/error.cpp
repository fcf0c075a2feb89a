// Errors: rendered once, in both languages, so that reading one allocates nothing.
#include "guard.hpp"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <exception>
#include <memory>
#include <new>
#include <string>
#include <utility>

namespace {

/// A diagnostic with all its texts rendered.
struct Item {
    std::int32_t severity = ZI_ERROR;
    std::string code, message[2], hint[2], file, unit, path, cell;
    std::uint32_t line = 0, column = 0, end_line = 0, end_column = 0, begin = 0, end = 0;
};

constexpr zi::Language languages[] = {zi::Language::indonesian, zi::Language::english};

Item item(const zi::Diagnostic& diagnostic, const zi::SourceSet* sources) {
    Item made;
    made.severity = zi::severity(diagnostic.code) == zi::Severity::error ? ZI_ERROR : ZI_WARNING;
    made.code = zi::code_name(diagnostic.code);
    for (const zi::Language language : languages) {
        made.message[static_cast<int>(language)] = zi::message(diagnostic, language);
        made.hint[static_cast<int>(language)] = zi::help(diagnostic, language);
    }
    made.unit = diagnostic.unit;
    made.path = diagnostic.path;
    made.cell = diagnostic.cell;
    made.file = diagnostic.file;
    const zi::SourceSet::File* file = sources && diagnostic.span ? sources->file_of(diagnostic.span.begin) : nullptr;
    if (!file) return made;
    const zi::Place begin = sources->place(diagnostic.span.begin), end = sources->place(diagnostic.span.end);
    made.file = file->name;
    made.line = begin.line, made.column = begin.column;
    made.end_line = end.line, made.end_column = end.column;
    made.begin = diagnostic.span.begin - file->base, made.end = diagnostic.span.end - file->base;
    return made;
}

}  // namespace

struct zi_error : zi::c::Tagged {
    static constexpr std::uint64_t mark = zi::c::mark_of("fail");
    zi_error(zi_status what, std::string indonesian, std::string english)
        : Tagged(mark), status(what), text{std::move(indonesian), std::move(english)} {}

    const zi_status status;
    const std::string text[2];
    std::vector<Item> items;
};

namespace {

using namespace zi;

/// Returned when there is no memory for an error: constructed when the library is loaded, and never freed.
zi_error out_of_memory(ZI_OUT_OF_MEMORY, "memori habis\n", "out of memory\n");

std::string rendered(const Diagnostics& diagnostics, const SourceSet* sources, Language language) {
    if (sources) return render(diagnostics, *sources, language);
    std::string text;
    for (const Diagnostic& diagnostic : diagnostics) text += render(diagnostic, SourceSet(), language) + "\n";
    return text;
}

zi_error* make(zi_status status, const Diagnostics& diagnostics, const SourceSet* sources) {
    auto made = std::make_unique<zi_error>(status, rendered(diagnostics, sources, Language::indonesian),
                                           rendered(diagnostics, sources, Language::english));
    for (const Diagnostic& diagnostic : diagnostics) made->items.push_back(item(diagnostic, sources));
    return made.release();
}

void put(zi_error** error, zi_status status, std::string indonesian, std::string english) {
    if (error != nullptr) *error = new zi_error(status, std::move(indonesian) + "\n", std::move(english) + "\n");
}

zi_status classify(zi_error** error) {
    try {
        throw;
    } catch (const c::Misuse& misuse) {
        // Misuse is for the programmer, and in the language of the header.
        const std::string text = misuse.parameter + " " + std::string(misuse.what);
        put(error, ZI_MISUSE, "salah pakai zi: " + text, "misuse of zi: " + text);
        return ZI_MISUSE;
    } catch (const c::Refused& refused) {
        const auto cancelled = [](const Diagnostic& one) { return one.code == Code::cancelled; };
        if (std::any_of(refused.diagnostics.begin(), refused.diagnostics.end(), cancelled)) {
            put(error, ZI_CANCELLED, "dibatalkan", "cancelled");
            return ZI_CANCELLED;
        }
        if (error != nullptr) *error = make(ZI_INVALID, refused.diagnostics, refused.sources.get());
        return ZI_INVALID;
    } catch (const c::Cancelled&) {
        put(error, ZI_CANCELLED, "dibatalkan", "cancelled");
        return ZI_CANCELLED;
    } catch (const c::Unsupported& unsupported) {
        put(error, ZI_UNSUPPORTED, "tidak tersedia: " + std::string(unsupported.what),
            "not available: " + std::string(unsupported.what));
        return ZI_UNSUPPORTED;
    } catch (const c::HostFailed& failed) {
        put(error, ZI_CALLBACK, failed.what, failed.what);
        return ZI_CALLBACK;
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const std::exception& bug) {
        put(error, ZI_INTERNAL, std::string("kesalahan dalam zi: ") + bug.what(), std::string("a bug of zi: ") + bug.what());
        return ZI_INTERNAL;
    } catch (...) {
        put(error, ZI_INTERNAL, "kesalahan dalam zi", "a bug of zi");
        return ZI_INTERNAL;
    }
}

std::int32_t valid(std::int32_t language) { return language == ZI_ENGLISH ? ZI_ENGLISH : ZI_INDONESIAN; }

}  // namespace

namespace zi::c {

zi_status failure(zi_error** error) noexcept {
    try {
        return classify(error);
    } catch (...) {  // out of memory, also for the error
        if (error != nullptr) *error = &out_of_memory;
        return ZI_OUT_OF_MEMORY;
    }
}

zi_error* as_warnings(const Diagnostics& diagnostics, const SourceSet& sources) {
    return diagnostics.empty() ? nullptr : make(ZI_OK, diagnostics, &sources);
}

Refusal::Refusal(const Diagnostics& diagnostics) : error_(make(ZI_INVALID, diagnostics, nullptr)) {}

}  // namespace zi::c

zi_status zi_error_status(const zi_error* error) { return c::is(error) ? error->status : ZI_MISUSE; }

const char* zi_error_message(const zi_error* error, int32_t language) {
    return c::is(error) ? error->text[valid(language)].c_str() : nullptr;
}

size_t zi_error_diagnostic_count(const zi_error* error) { return c::is(error) ? error->items.size() : 0; }

zi_status zi_error_diagnostic(const zi_error* error, size_t index, int32_t language, zi_diagnostic* diagnostic) {
    if (!c::is(error) || index >= error->items.size() || diagnostic == nullptr) return ZI_MISUSE;
    const Item& item = error->items[index];
    const zi_diagnostic filled{0,
                               item.severity,
                               item.code.c_str(),
                               item.message[valid(language)].c_str(),
                               item.hint[valid(language)].c_str(),
                               item.file.c_str(),
                               item.line,
                               item.column,
                               item.end_line,
                               item.end_column,
                               item.begin,
                               item.end,
                               item.unit.c_str(),
                               item.path.c_str(),
                               item.cell.c_str()};
    return c::hand_out(filled, diagnostic);
}

void zi_error_free(zi_error* error) {
    if (error != &out_of_memory) c::free_handle(error);
}
