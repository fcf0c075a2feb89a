// Diagnostics of rules for programs: editors and build servers.
#include "json_tree.hpp"

#include "zi/report.hpp"

namespace zi {

namespace {

Json place(const SourceSet& sources, Span span) {
    const SourceSet::File* file = span ? sources.file_of(span.begin) : nullptr;
    if (!file) return nullptr;
    const Place begin = sources.place(span.begin), end = sources.place(span.end);
    return {{"file", file->name},
            {"line", begin.line},
            {"column", begin.column},
            {"end_line", end.line},
            {"end_column", end.column}};
}

Json in_both(std::string indonesian, std::string english) {
    return {{"id", std::move(indonesian)}, {"en", std::move(english)}};
}

}  // namespace

std::string diagnostics_json(const Diagnostics& diagnostics, const SourceSet& sources) {
    Json all = Json::array();
    for (const Diagnostic& one : diagnostics) {
        Json related = Json::array();
        for (const Span span : one.related) related.push_back(place(sources, span));
        all.push_back({{"code", code_name(one.code)},
                       {"severity", severity(one.code) == Severity::error ? "error" : "warning"},
                       {"message", in_both(message(one, Language::indonesian), message(one, Language::english))},
                       {"help", in_both(help(one, Language::indonesian), help(one, Language::english))},
                       {"place", place(sources, one.span)},
                       {"related", std::move(related)}});
    }
    return Json{{"schema", "zi-diagnostics/1"}, {"diagnostics", std::move(all)}}.dump();
}

}  // namespace zi
