#include "records.hpp"

#include <algorithm>
#include <cstring>

namespace zi::io {

namespace {

constexpr std::size_t piece = std::size_t{64} << 10;

}  // namespace

bool Records::fill() {
    if (ended_) return false;
    if (begin_ > 0) {
        std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
        scanned_ -= begin_;
        end_ -= begin_;
        begin_ = 0;
    }
    if (buffer_.size() < end_ + piece) buffer_.resize(end_ + piece);
    const std::size_t got = std::min(piece, source_(std::span<char>(buffer_.data() + end_, piece)));
    ended_ = got == 0;
    end_ += got;
    return got > 0;
}

Records::Kind Records::next(std::string_view& record) {
    line_ = next_line_;
    bool inside = false, too_long = false;
    for (;;) {
        const auto* found = static_cast<const char*>(std::memchr(buffer_.data() + scanned_, '\n', end_ - scanned_));
        const std::size_t stop = found ? static_cast<std::size_t>(found - buffer_.data()) : end_;
        // The parity of quotes decides; doubled quotes inside a cell cancel out.
        if (quotes_ && !too_long && std::count(buffer_.data() + scanned_, buffer_.data() + stop, '"') % 2 != 0)
            inside = !inside;
        scanned_ = stop;
        if (found) {
            ++next_line_;
            ++scanned_;
            if (inside && stop - begin_ <= most_) continue;
            record = {buffer_.data() + begin_, stop - begin_};
            begin_ = scanned_;
            return too_long || record.size() > most_ ? Kind::too_long : Kind::record;
        }
        if (end_ - begin_ > most_) {
            too_long = true;
            inside = false;
            begin_ = scanned_ = end_;
        }
        if (fill()) continue;
        if (begin_ == end_ && !too_long) return Kind::end;
        record = {buffer_.data() + begin_, end_ - begin_};
        begin_ = scanned_ = end_;
        return too_long || record.size() > most_ ? Kind::too_long : Kind::record;
    }
}

}  // namespace zi::io
