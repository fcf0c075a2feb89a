/// I/O callbacks by which minizip reads and writes memory.
#pragma once

#include <minizip/ioapi.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace zi::sheets {

struct MemoryFile {
    std::string_view bytes;  ///< input
    bool written = false;
    std::string made;  ///< output
    std::uint64_t at = 0;

    std::size_t size() const { return written ? made.size() : bytes.size(); }
};

/// The callbacks for one file, which must outlive them.
inline zlib_filefunc64_def memory_calls(MemoryFile& file) {
    zlib_filefunc64_def calls{};
    calls.opaque = &file;
    calls.zopen64_file = [](voidpf memory, const void*, int) -> voidpf { return memory; };
    calls.zread_file = [](voidpf, voidpf stream, void* buffer, uLong size) -> uLong {
        auto& memory = *static_cast<MemoryFile*>(stream);
        const std::string_view all = memory.written ? std::string_view(memory.made) : memory.bytes;
        const std::string_view left = all.substr(static_cast<std::size_t>(memory.at));
        const std::size_t count = std::min<std::size_t>(size, left.size());
        if (count > 0) std::memcpy(buffer, left.data(), count);
        memory.at += count;
        return static_cast<uLong>(count);
    };
    calls.zwrite_file = [](voidpf, voidpf stream, const void* buffer, uLong size) -> uLong {
        auto& memory = *static_cast<MemoryFile*>(stream);
        if (!memory.written) return 0;
        const auto at = static_cast<std::size_t>(memory.at);
        memory.made.replace(at, std::min<std::size_t>(size, memory.made.size() - at), static_cast<const char*>(buffer), size);
        memory.at += size;
        return size;
    };
    calls.ztell64_file = [](voidpf, voidpf stream) -> ZPOS64_T { return static_cast<MemoryFile*>(stream)->at; };
    calls.zseek64_file = [](voidpf, voidpf stream, ZPOS64_T offset, int origin) -> long {
        auto& memory = *static_cast<MemoryFile*>(stream);
        const std::uint64_t from = origin == ZLIB_FILEFUNC_SEEK_CUR   ? memory.at
                                   : origin == ZLIB_FILEFUNC_SEEK_END ? memory.size()
                                                                      : 0;
        // A negative offset, passed as unsigned, wraps around; sums out of range are refused.
        const std::uint64_t to = from + offset;
        if (to > memory.size()) return -1;
        memory.at = to;
        return 0;
    };
    calls.zclose_file = [](voidpf, voidpf) -> int { return 0; };
    calls.zerror_file = [](voidpf, voidpf) -> int { return 0; };
    return calls;
}

}  // namespace zi::sheets
