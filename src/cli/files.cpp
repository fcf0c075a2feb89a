#include "files.hpp"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace zi::cli {

namespace {

/// RAII owner of a file descriptor.
class File {
public:
    explicit File(int number) : number_(number) {}
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    ~File() {
        if (is_open()) ::close(number_);
    }
    bool is_open() const { return number_ >= 0; }
    int number() const { return number_; }
    bool write(std::string_view text) const {
        while (!text.empty()) {
            const ssize_t count = ::write(number_, text.data(), text.size());
            if (count < 0 && errno == EINTR) continue;
            if (count < 0) return false;
            text.remove_prefix(static_cast<std::size_t>(count));
        }
        return true;
    }
    bool close() { return ::close(std::exchange(number_, -1)) == 0; }

private:
    int number_;
};

/// Gives a new file, still private to us, the owner, group and mode of another.
bool take_over(int file, const struct stat& like) {
    mode_t mode = like.st_mode & 07777;
    if (fchown(file, like.st_uid, like.st_gid) != 0) {
        mode &= 01777;  // drop setuid and setgid: it would run as somebody else
        // The group's permissions are for that group; a different group gets those of others.
        if (fchown(file, static_cast<uid_t>(-1), like.st_gid) != 0) mode &= 01707 | (mode & 07) << 3;
    }
    return fchmod(file, mode) == 0;
}

}  // namespace

Result<std::string> read_standard_input(std::size_t most) {
    constexpr std::size_t order_mark = 3;  // bytes that limits do not count
    std::string text;
    char buffer[1 << 14];
    while (const std::size_t count = std::fread(buffer, 1, sizeof buffer, stdin)) {
        text.append(buffer, count);
        if (text.size() > most + order_mark) break;
    }
    if (std::ferror(stdin)) return Diagnostic{Code::file_unreadable, {"-"}};
    return text;
}

int write_file(const std::string& path, std::string_view text) {
    File file(open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOCTTY | O_CLOEXEC, 0666));
    return file.is_open() && file.write(text) && file.close() ? 0 : errno;
}

int replace_file(const std::string& path, std::string_view text) {
    std::error_code error;
    const std::filesystem::path target = std::filesystem::canonical(path, error);
    if (error) return error.value();
    // Opened, it cannot be swapped between the check and the copy of its attributes; opening also checks write permission.
    const File old(open(target.c_str(), O_WRONLY | O_NONBLOCK | O_NOFOLLOW | O_NOCTTY | O_CLOEXEC));
    struct stat about;
    if (!old.is_open() || fstat(old.number(), &about) != 0) return errno;
    if (!S_ISREG(about.st_mode)) return EINVAL;

    // Write to a temporary file beside it, then rename over it.
    const std::filesystem::path folder = target.parent_path();
    std::string beside = (folder / ".zi-fmt-XXXXXX").string();
    File file(mkstemp(beside.data()));
    if (!file.is_open()) return errno;
    if (file.write(text) && take_over(file.number(), about) && fsync(file.number()) == 0 && file.close() &&
        std::rename(beside.c_str(), target.c_str()) == 0) {
        // Sync the directory too, so that the rename survives a crash; where that is not supported, the content is in place
        // anyway.
        if (const File names(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)); names.is_open())
            static_cast<void>(fsync(names.number()));
        return 0;
    }
    const int failure = errno;
    std::remove(beside.c_str());
    return failure;
}

}  // namespace zi::cli
