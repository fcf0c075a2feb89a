/// How is a report written that people read line by line, in one language? A base class of such reports.
#pragma once

#include "zi/diagnostic.hpp"
#include "zi/language.hpp"
#include "zi/unit.hpp"

#include <string>
#include <string_view>

namespace zi {

class Lines {
protected:
    explicit Lines(Language language) : language_(language) {}

    std::string say(const char* indonesian, const char* english) const {
        return language_ == Language::indonesian ? indonesian : english;
    }

    /// Indented by two blanks a level.
    void line(std::size_t indent, std::string_view text) {
        out_ += std::string(2 * indent, ' ');
        out_ += text;
        out_ += '\n';
    }

    /// "id - name".
    void line_of(const Unit& unit) { line(0, plain(unit.id) + (unit.name.empty() ? "" : " - " + plain(unit.name))); }

    const Language language_;
    std::string out_;
};

}  // namespace zi
