/// Where does the next record of a stream end? Buffers one record at a time.
#pragma once

#include "zi/read_columns.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace zi::io {

class Records {
public:
    /// Records longer than `most` bytes are skipped. `quotes`: line breaks inside quotes do not end a record.
    Records(const ByteSource& source, std::size_t most, bool quotes) : source_(source), most_(most), quotes_(quotes) {}

    enum class Kind : std::uint8_t { record, too_long, end };
    /// The next record, without its line break; valid until the next call.
    Kind next(std::string_view& record);
    /// The number of its first line, from 1.
    std::uint64_t line() const { return line_; }

private:
    bool fill();

    const ByteSource& source_;
    std::size_t most_;
    bool quotes_;
    std::string buffer_;
    std::size_t begin_ = 0, scanned_ = 0, end_ = 0;  ///< offsets in the buffer: record, scanned so far, read so far
    bool ended_ = false;
    std::uint64_t line_ = 0, next_line_ = 1;
};

}  // namespace zi::io
