#include "archive.hpp"
#include "memory_file.hpp"

#include <minizip/unzip.h>

#include <algorithm>
#include <array>

namespace zi::sheets {

struct Archive::Memory : MemoryFile {};

void Archive::Close::operator()(void* file) const { unzClose(file); }

Result<Archive> Archive::open(std::string_view bytes, const WorkbookLimits& limits) {
    Archive archive;
    archive.limits_ = &limits;
    archive.memory_ = std::make_shared<Memory>();
    archive.memory_->bytes = bytes;
    zlib_filefunc64_def calls = memory_calls(*archive.memory_);
    archive.file_.reset(unzOpen2_64("", &calls));
    if (!archive.file_) return unreadable("@broken_zip");
    unz_global_info64 about;
    if (unzGetGlobalInfo64(archive.file_.get(), &about) != UNZ_OK) return unreadable("@broken_zip");
    if (about.number_entry > limits.entries)
        return Diagnostic{Code::unit_limit, {"@workbook_entries", std::to_string(limits.entries)}};
    // An index of names: minizip searches the directory linearly.
    int state = unzGoToFirstFile(archive.file_.get());
    for (; state == UNZ_OK; state = unzGoToNextFile(archive.file_.get())) {
        std::array<char, 512> name{};
        unz_file_info64 entry;
        unz64_file_pos place;
        if (unzGetCurrentFileInfo64(archive.file_.get(), &entry, name.data(), name.size() - 1, nullptr, 0, nullptr, 0) !=
                UNZ_OK ||
            unzGetFilePos64(archive.file_.get(), &place) != UNZ_OK)
            return unreadable("@broken_zip");
        if (archive.places_.size() >= limits.entries)
            return Diagnostic{Code::unit_limit, {"@workbook_entries", std::to_string(limits.entries)}};
        std::string plain(name.data());
        std::ranges::replace(plain, '\\', '/');  // some programs write backslashes
        // Duplicate names are refused: programs differ in which entry they read.
        if (!archive.places_
                 .emplace(std::move(plain),
                          Place{place.pos_in_zip_directory, place.num_of_file, entry.compressed_size, (entry.flag & 1) != 0})
                 .second)
            return unreadable("@broken_zip");
    }
    if (state != UNZ_END_OF_LIST_OF_FILE) return unreadable("@broken_zip");
    return archive;
}

std::optional<Diagnostic> Archive::read(const std::string& part, const std::function<bool(std::string_view)>& take) {
    const auto found = places_.find(part);
    if (found == places_.end()) return unreadable("@missing_part");
    const Place& place = found->second;
    if (place.encrypted) return unreadable("@encrypted_workbook", "@remove_password");
    unz64_file_pos position{place.directory, place.number};
    if (unzGoToFilePos64(file_.get(), &position) != UNZ_OK || unzOpenCurrentFile(file_.get()) != UNZ_OK)
        return unreadable("@broken_zip");
    std::array<char, 1 << 15> buffer;
    std::size_t size = 0;
    bool going = true;
    for (int count; going;) {
        count = unzReadCurrentFile(file_.get(), buffer.data(), buffer.size());
        if (count == 0) break;
        if (count < 0) return unzCloseCurrentFile(file_.get()), unreadable("@broken_zip");
        size += static_cast<std::size_t>(count);
        unpacked_ += static_cast<std::size_t>(count);
        const auto limit = [&](const char* word, std::size_t most) {
            unzCloseCurrentFile(file_.get());
            return Diagnostic{Code::unit_limit, {word, std::to_string(most)}};
        };
        if (unpacked_ > limits_->bytes) return limit("@workbook_bytes", limits_->bytes);
        constexpr std::size_t small = std::size_t{1} << 20;
        if (size > small && size / std::max<std::uint64_t>(1, place.packed) > limits_->ratio)
            return limit("@workbook_ratio", limits_->ratio);
        going = take({buffer.data(), static_cast<std::size_t>(count)});
    }
    // Closing the entry verifies its checksum, once all of it has been read.
    if (unzCloseCurrentFile(file_.get()) != UNZ_OK && going) return unreadable("@broken_zip");
    return std::nullopt;
}

}  // namespace zi::sheets
