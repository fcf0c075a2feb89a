#include "disk.hpp"

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
    explicit File(const std::string& path) : number_(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)) {}
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    ~File() {
        if (number_ >= 0) close(number_);
    }
    int number() const { return number_; }

private:
    int number_;
};

/// Is the open file the one that lies in `folder`? Asked of what is open: the name may lead elsewhere by now.
bool lies_inside(const struct stat& file, const std::string& path, const std::string& folder) {
    std::error_code error;
    const std::filesystem::path whole = std::filesystem::canonical(folder.empty() ? "." : folder, error);
    if (error) return false;
    const std::filesystem::path real = std::filesystem::canonical(path, error);
    struct stat found;
    if (error || stat(real.c_str(), &found) != 0 || found.st_dev != file.st_dev || found.st_ino != file.st_ino) return false;
    return std::mismatch(whole.begin(), whole.end(), real.begin(), real.end()).first == whole.end();
}

}  // namespace

std::optional<std::string> Disk::read(const std::string& path, std::optional<std::string> folder) const {
    const File file(path);
    struct stat about;
    if (file.number() < 0 || fstat(file.number(), &about) != 0 || !S_ISREG(about.st_mode)) return std::nullopt;
    if (folder && !lies_inside(about, path, *folder)) return std::nullopt;
    // As much as there seems to be, and one more to see that it is: it may grow.
    std::string text;
    constexpr std::uint64_t least = 1 << 14;
    for (auto room = static_cast<std::size_t>(std::max(least, static_cast<std::uint64_t>(about.st_size) + 1));
         text.size() < most_; room *= 2) {
        const std::size_t begin = text.size(), end = std::min(most_, begin + std::min(most_, room));
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

}  // namespace zi
