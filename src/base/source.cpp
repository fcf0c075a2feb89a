#include "zi/source.hpp"

#include "utf8.hpp"

#include <algorithm>

namespace zi {

std::size_t SourceSet::add(std::string name, std::string text) {
    // One unused address after each file, so that "end of file" has a position of its own.
    const std::uint32_t base =
        files_.empty() ? 1 : files_.back().base + static_cast<std::uint32_t>(files_.back().text.size()) + 1;
    File file{std::move(name), std::move(text), base, {0}};
    for (std::size_t at = file.text.find('\n'); at != std::string::npos; at = file.text.find('\n', at + 1))
        file.lines.push_back(static_cast<std::uint32_t>(at + 1));
    files_.push_back(std::move(file));
    return files_.size() - 1;
}

const SourceSet::File* SourceSet::file_of(std::uint32_t offset) const {
    if (offset == 0) return nullptr;
    auto after = std::upper_bound(files_.begin(), files_.end(), offset,
                                  [](std::uint32_t value, const File& file) { return value < file.base; });
    if (after == files_.begin()) return nullptr;
    const File& file = *(after - 1);
    return offset - file.base <= file.text.size() ? &file : nullptr;
}

std::uint32_t SourceSet::line(std::uint32_t offset) const {
    const File* file = file_of(offset);
    if (!file) return 0;
    const auto next = std::upper_bound(file->lines.begin(), file->lines.end(), offset - file->base);
    return static_cast<std::uint32_t>(next - file->lines.begin());
}

Place SourceSet::place(std::uint32_t offset) const {
    const File* file = file_of(offset);
    if (!file) return {};
    const std::uint32_t local = offset - file->base;
    const auto next = std::upper_bound(file->lines.begin(), file->lines.end(), local);
    const std::uint32_t begin = *(next - 1);
    std::size_t end = file->text.find('\n', begin);
    if (end == std::string::npos) end = file->text.size();
    if (end > begin && file->text[end - 1] == '\r') --end;

    Place place;
    place.file = file->name;
    place.line = static_cast<std::uint32_t>(next - file->lines.begin());
    place.line_text = std::string_view(file->text).substr(begin, end - begin);
    place.column_bytes = std::min<std::uint32_t>(local - begin, static_cast<std::uint32_t>(place.line_text.size()));
    const auto before = place.line_text.substr(0, place.column_bytes);
    place.column = 1 + static_cast<std::uint32_t>(code_points(before));
    return place;
}

std::string_view SourceSet::text(Span span) const {
    const File* file = file_of(span.begin);
    if (!file || span.end < span.begin || span.end - file->base > file->text.size()) return {};
    return std::string_view(file->text).substr(span.begin - file->base, span.end - span.begin);
}

}  // namespace zi
