/// Where does the next line of a stream end? Keeps no more of it than is being read.
#pragma once

#include "zi/read_columns.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace zi::io {

class Records {
public:
    /// Records longer than `most` bytes are skipped. `quotes`: a line break between two quotes does not end one.
    Records(const ByteSource& source, std::size_t most, bool quotes) : source_(source), most_(most), quotes_(quotes) {}

    enum class Kind : std::uint8_t { record, too_long, end };
    /// The next one, without its line break. Valid until the next call.
    Kind next(std::string_view& record);
    /// The line on which it begins, from 1.
    std::uint64_t line() const { return line_; }

private:
    bool fill();

    const ByteSource& source_;
    std::size_t most_;
    bool quotes_;
    std::string buffer_;
    std::size_t begin_ = 0, scanned_ = 0, end_ = 0;  ///< the record so far; what of it was looked at; what was read
    bool ended_ = false;
    std::uint64_t line_ = 0, next_line_ = 1;
};

}  // namespace zi::io
