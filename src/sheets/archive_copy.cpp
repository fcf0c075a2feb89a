#include "archive.hpp"
#include "memory_file.hpp"

#include <minizip/unzip.h>
#include <minizip/zip.h>

#include <algorithm>
#include <array>
#include <memory>
#include <set>

namespace zi::sheets {

namespace {

struct CloseSource {
    void operator()(void* file) const { unzClose(file); }
};
struct CloseCopy {
    void operator()(void* file) const { zipClose(file, nullptr); }
};

constexpr uLong made_by = 20;  // version 2.0 (deflate), MS-DOS file attributes

/// Compresses a text as a new part. False on failure.
bool put(void* copy, const char* name, const zip_fileinfo& about, std::string_view text, uLong version, uLong flags) {
    constexpr int memory_level = 8;
    if (zipOpenNewFileInZip4_64(copy, name, &about, nullptr, 0, nullptr, 0, nullptr, Z_DEFLATED, Z_DEFAULT_COMPRESSION, 0,
                                -MAX_WBITS, memory_level, Z_DEFAULT_STRATEGY, nullptr, 0, version, flags, 0) != ZIP_OK)
        return false;
    return zipWriteInFileInZip(copy, text.data(), static_cast<unsigned>(text.size())) == ZIP_OK &&
           zipCloseFileInZip(copy) == ZIP_OK;
}

/// Copies the compressed bytes of the current part.
bool take_over(void* source, void* copy, const char* name, const zip_fileinfo& about, const unz_file_info64& entry,
               uLong flags) {
    constexpr int memory_level = 8;
    int method = 0, level = 0;
    if (unzOpenCurrentFile2(source, &method, &level, 1) != UNZ_OK) return false;
    const bool opened =
        zipOpenNewFileInZip4_64(copy, name, &about, nullptr, 0, nullptr, 0, nullptr, method, Z_DEFAULT_COMPRESSION, 1,
                                -MAX_WBITS, memory_level, Z_DEFAULT_STRATEGY, nullptr, 0, entry.version, flags, 0) == ZIP_OK;
    std::array<char, 1 << 15> buffer;
    int count = 0;
    bool sound = opened;
    while (sound && (count = unzReadCurrentFile(source, buffer.data(), buffer.size())) > 0)
        sound = zipWriteInFileInZip(copy, buffer.data(), static_cast<unsigned>(count)) == ZIP_OK;
    sound = sound && count == 0;
    if (opened) sound = zipCloseFileInZipRaw64(copy, entry.uncompressed_size, entry.crc) == ZIP_OK && sound;
    unzCloseCurrentFile(source);
    return sound;
}

}  // namespace

Result<std::string> with_parts(std::string_view bytes, const std::map<std::string, std::string>& texts) {
    MemoryFile before, after;
    before.bytes = bytes;
    after.written = true;
    zlib_filefunc64_def reading = memory_calls(before), writing = memory_calls(after);
    const std::unique_ptr<void, CloseSource> source(unzOpen2_64("", &reading));
    std::unique_ptr<void, CloseCopy> copy(zipOpen2_64("", APPEND_STATUS_CREATE, nullptr, &writing));
    if (!source || !copy) return unreadable("@broken_zip");
    std::set<std::string> replaced;
    int state = unzGoToFirstFile(source.get());
    for (; state == UNZ_OK; state = unzGoToNextFile(source.get())) {
        std::array<char, 512> name{};
        unz_file_info64 entry;
        if (unzGetCurrentFileInfo64(source.get(), &entry, name.data(), name.size() - 1, nullptr, 0, nullptr, 0) != UNZ_OK ||
            entry.size_filename >= name.size())  // minizip would truncate the name
            return unreadable("@broken_zip");
        zip_fileinfo about{};
        about.dosDate = entry.dosDate;
        about.internal_fa = entry.internal_fa;
        about.external_fa = entry.external_fa;
        constexpr uLong sizes_behind = 1u << 3, utf8 = 1u << 11;
        const uLong flags = entry.flag & ~sizes_behind;
        std::string plain(name.data());
        std::ranges::replace(plain, '\\', '/');
        const auto text = texts.find(plain);
        const bool done = text == texts.end() ? take_over(source.get(), copy.get(), name.data(), about, entry, flags)
                                              : put(copy.get(), name.data(), about, text->second, entry.version, flags & utf8);
        if (!done) return unreadable("@broken_zip");
        if (text != texts.end()) replaced.insert(plain);
    }
    if (state != UNZ_END_OF_LIST_OF_FILE) return unreadable("@broken_zip");
    for (const auto& [name, text] : texts) {
        if (replaced.contains(name)) continue;
        zip_fileinfo about{};
        about.dosDate = 1u << 21 | 1u << 16;  // 1980-01-01: reproducible output
        if (!put(copy.get(), name.c_str(), about, text, made_by, 0)) return unreadable("@broken_zip");
    }
    if (zipClose(copy.release(), nullptr) != ZIP_OK) return unreadable("@broken_zip");
    return std::move(after.made);
}

}  // namespace zi::sheets
