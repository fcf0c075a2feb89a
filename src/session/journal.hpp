/// What did each edit replace? The undo log of a session.
#pragma once

#include "zi/session.hpp"

#include <algorithm>
#include <utility>
#include <variant>
#include <vector>

namespace zi::session {

/// One replaced value. The most frequent, an option, fits in the entry itself; other values are in a second list, in the same
/// order.
struct Entry {
    enum class Kind : std::uint8_t {
        option,   ///< question `index` of `assessor` had option `was`; none: no answer
        answer,   ///< an answer of any other kind
        columns,  ///< column `index` had `was` values; there were `assessor` columns
        fact,
        replaced,  ///< the document at `index`
        inserted,  ///< a document was inserted at `index`: no old value
        erased,
        documents,  ///< the whole list
        member,     ///< the verdicts of member `index`
    };
    Kind kind = Kind::option;
    Index index = none;
    Index assessor = none;
    Index was = none;
};

using SharedDocument = std::shared_ptr<const Document>;
using Replaced =
    std::variant<Answer, FactValue, Document, SharedDocument, std::optional<std::vector<Document>>, std::vector<Verdict>>;

class Journal {
public:
    void note(const Entry& entry) { entries_.push_back(entry); }
    void note(const Entry& entry, Replaced was) {
        replaced_.push_back(std::move(was));
        entries_.push_back(entry);
    }

    std::uint64_t end() const { return forgotten_ + entries_.size(); }
    bool reaches(std::uint64_t mark) const { return mark >= forgotten_; }

    Entry take() {
        const Entry entry = entries_.back();
        entries_.pop_back();
        return entry;
    }
    Replaced take_replaced() {
        Replaced was = std::move(replaced_.back());
        replaced_.pop_back();
        return was;
    }

    void forget(std::uint64_t before) {
        if (before <= forgotten_) return;
        const auto count = static_cast<std::ptrdiff_t>(std::min(before, end()) - forgotten_);
        std::ptrdiff_t beside = 0;
        for (std::ptrdiff_t i = 0; i < count; ++i) beside += stands_beside(entries_[static_cast<std::size_t>(i)].kind);
        entries_.erase(entries_.begin(), entries_.begin() + count);
        replaced_.erase(replaced_.begin(), replaced_.begin() + beside);
        entries_.shrink_to_fit();
        replaced_.shrink_to_fit();
        forgotten_ += static_cast<std::uint64_t>(count);
    }

private:
    static bool stands_beside(Entry::Kind kind) {
        return kind != Entry::Kind::option && kind != Entry::Kind::columns && kind != Entry::Kind::inserted;
    }

    std::vector<Entry> entries_;
    std::vector<Replaced> replaced_;
    std::uint64_t forgotten_ = 0;
};

}  // namespace zi::session
