/// Reads the parts of a ZIP archive in memory.
#pragma once

#include "zi/sheets.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace zi::sheets {

class Archive {
public:
    /// Reads the directory only. `bytes` and `limits` must outlive the archive.
    static Result<Archive> open(std::string_view bytes, const WorkbookLimits& limits);

    bool has(const std::string& part) const { return places_.contains(part); }
    /// Decompresses a part and passes it to `take` in pieces, until that returns false. Returns the error, if any;
    /// Code::sheet_unreadable if there is no such part.
    std::optional<Diagnostic> read(const std::string& part, const std::function<bool(std::string_view)>& take);

private:
    struct Memory;
    struct Close {
        void operator()(void* file) const;
    };
    struct Place {
        std::uint64_t directory = 0, number = 0;
        std::uint64_t packed = 0;
        bool encrypted = false;
    };
    Archive() = default;

    std::shared_ptr<Memory> memory_;     ///< shared_ptr, whose deleter needs no complete type
    std::unique_ptr<void, Close> file_;  ///< destroyed before memory_, which it reads
    std::map<std::string, Place, std::less<>> places_;
    const WorkbookLimits* limits_ = nullptr;
    std::size_t unpacked_ = 0;
};

/// A copy of an archive with the content of some parts replaced, and new parts appended. All other parts are copied as they are
/// compressed, in the same order. Precondition: the archive was opened by Archive, which refuses duplicate names.
Result<std::string> with_parts(std::string_view bytes, const std::map<std::string, std::string>& texts);

/// The diagnostic of an unreadable workbook: catalogue words for the cause and the hint.
inline Diagnostic unreadable(const char* why, const char* way_out = "@copy_again") {
    return {Code::sheet_unreadable, {why, way_out}};
}

}  // namespace zi::sheets
