/// What do the parts of a ZIP archive in memory hold?
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
    /// Looks at the directory of the archive alone. `bytes` and `limits` must outlive it.
    static Result<Archive> open(std::string_view bytes, const WorkbookLimits& limits);

    bool has(const std::string& part) const { return places_.contains(part); }
    /// Unpacks a part, hands it over piece by piece until `take` returns false. What is wrong with it, if anything is;
    /// Code::sheet_unreadable where there is no such part.
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

    std::shared_ptr<Memory> memory_;     ///< shared: it knows how to delete what is not declared here
    std::unique_ptr<void, Close> file_;  ///< closed before the memory goes
    std::map<std::string, Place, std::less<>> places_;
    const WorkbookLimits* limits_ = nullptr;
    std::size_t unpacked_ = 0;
};

/// A copy of an archive with these texts in the place of what some parts hold, and behind the last what no part is called. All
/// else is as it was packed, in the same order. The archive has been opened before, so that its names differ.
Result<std::string> with_parts(std::string_view bytes, const std::map<std::string, std::string>& texts);

/// A workbook that cannot be read: a word of the catalogue for why, and for the way out.
inline Diagnostic unreadable(const char* why, const char* way_out = "@copy_again") {
    return {Code::sheet_unreadable, {why, way_out}};
}

}  // namespace zi::sheets
