#include "disk.hpp"

#include "zi/files.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <filesystem>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace zi {

namespace {

class File {
public:
    /// `waits`: may block until a pipe has a writer.
    File(const std::string& path, bool waits)
        : number_(::open(path.c_str(), O_RDONLY | O_NOCTTY | O_CLOEXEC | (waits ? 0 : O_NONBLOCK))) {}
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    ~File() {
        if (number_ >= 0) close(number_);
    }
    int number() const { return number_; }

private:
    int number_;
};

/// Is the open file inside `folder`? Asked of the descriptor, since the path may have been changed meanwhile.
bool lies_inside(const struct stat& file, const std::string& path, const std::string& folder) {
    if (folder.empty()) return false;
    std::error_code error;
    const std::filesystem::path whole = folder, real = std::filesystem::canonical(path, error);
    struct stat found;
    if (error || stat(real.c_str(), &found) != 0 || found.st_dev != file.st_dev || found.st_ino != file.st_ino) return false;
    return std::mismatch(whole.begin(), whole.end(), real.begin(), real.end()).first == whole.end();
}

/// The content of an open file, up to `most` bytes.
std::optional<std::string> content(const File& file, const struct stat& about, std::size_t most) {
    // The reported size plus one, to detect growth. Pipes report none.
    std::string text;
    constexpr std::uint64_t unknown = 1 << 14;
    for (auto room = static_cast<std::size_t>(about.st_size > 0 ? static_cast<std::uint64_t>(about.st_size) + 1 : unknown);
         text.size() < most; room *= 2) {
        const std::size_t begin = text.size(), end = std::min(most, begin + std::min(most, room));
        text.resize(end);
        std::size_t at = begin;
        while (at < end) {
            const ssize_t count = ::read(file.number(), text.data() + at, end - at);
            if (count < 0 && errno == EINTR) continue;
            if (count < 0) return std::nullopt;
            if (count == 0) break;
            at += static_cast<std::size_t>(count);
        }
        text.resize(at);
        if (at < end) break;
    }
    return text;
}

}  // namespace

std::string real_folder(const std::string& path) {
    std::error_code error;
    return std::filesystem::canonical(path.empty() ? "." : path, error).string();
}

std::optional<std::string> Disk::read(const std::string& path, std::optional<std::string> folder) const {
    const File file(path, false);
    struct stat about;
    if (file.number() < 0 || fstat(file.number(), &about) != 0 || !S_ISREG(about.st_mode)) return std::nullopt;
    if (folder && !lies_inside(about, path, *folder)) return std::nullopt;
    return content(file, about, most_);
}

Result<std::string> read_file(const std::string& path, std::size_t most) {
    constexpr std::size_t more = 4;  // a byte order mark, which limits do not count, and one byte beyond them
    const File file(path, true);
    struct stat about;
    if (file.number() >= 0 && fstat(file.number(), &about) == 0)
        if (auto text = content(file, about, std::max(most, most + more))) return std::move(*text);
    return Diagnostic{Code::file_unreadable, {path}};
}

void read_units_file(const Model& model, const std::string& path, const Limits& limits, const UnitSink& sink,
                     const SharedEvidence* shared) {
    const Result<std::string> text = read_file(path, limits.units_bytes);
    if (text)
        read_units(model, *text, limits, sink, shared);
    else
        sink(text.diagnostics());
}

}  // namespace zi
