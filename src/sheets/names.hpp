/// What of a unit does the head of a column or the first cell of a line name?
#pragma once

#include "zi/model.hpp"
#include "zi/result.hpp"

#include "base/suggest.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace zi::sheets {

/// One thing that a cell may say.
struct Target {
    enum class Kind : std::uint8_t {
        answer,   ///< to a question with options or a number
        count,    ///< an input of a ratio question
        percent,  ///< what a ratio question comes to: compared, never taken
        fact,
        note,  ///< beside an answer
        links,
        attribute,
    };
    Kind kind = Kind::answer;
    QuestionIndex question = none;
    InputIndex input = none;
    FactIndex fact = none;
    std::string attribute = {};  ///< its name
    friend auto operator<=>(const Target&, const Target&) = default;
};

/// And who says it; none: the unit itself.
struct Named {
    Target target;
    AssessorIndex assessor = none;
};

/// The names of a model, as docs/columns.md has them, whatever the case of their letters, and with or without a full stop
/// behind. The model must outlive it.
class Names {
public:
    explicit Names(const Model& model);

    /// What a name stands for; nothing: it is not known.
    std::optional<Named> look_up(std::string_view name) const;
    /// The same; else what is said of a name that is not known, with the one that was probably meant.
    Result<Named> find(std::string_view name);
    /// "A.I.1.i.a", "A.II.1.i.a/jumlah_agen_perubahan", "unit.kawasan", "A.I.1.i.a@catatan".
    std::string name(const Target& target) const;

private:
    void add(std::string_view name, const Target& target);
    std::optional<Target> find_target(std::string_view name) const;

    const Model& model_;
    std::map<std::string, Target, std::less<>> targets_;  ///< by name in small letters
    Guesses guesses_;
};

}  // namespace zi::sheets
