/// What do the cells of one unit come to?
#pragma once

#include "names.hpp"
#include "values.hpp"

#include "zi/sheets.hpp"

#include "units/checker.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace zi::sheets {

struct Position {
    std::uint32_t row = 0, column = 0;
    std::uint32_t sheet = 0;  ///< of Context::sheets
    friend bool operator==(const Position&, const Position&) = default;
    friend auto operator<=>(const Position& a, const Position& b) {
        return std::tie(a.sheet, a.row, a.column) <=> std::tie(b.sheet, b.row, b.column);
    }
};

/// What all units of a table have in common.
struct Context {
    Context(const Model& the_model, const SheetOptions& the_options)
        : model(the_model), options(the_options), names(the_model), checker(the_model, the_options.limits) {}

    const Model& model;
    const SheetOptions& options;
    Names names;
    units::Checker checker;
    bool from_1904 = false;               ///< the calendar of the workbook
    std::vector<std::string> sheets{""};  ///< those that are read, as cells are named by; empty: a table in text
    std::vector<std::string> fields;      ///< of JSON: what columns are called

    /// What a cell is called: "'LKE ZI'!K11", or a field of JSON.
    std::string place(const Position& position) const;
};

/// One unit while its cells are read. Sources are columns of answers, in the order in which they answer: several may belong to
/// one assessor, and the later replaces the earlier then.
class Draft {
public:
    Draft(Context& context, std::string id, std::string name);

    /// A source of answers; gives its place. `label`: what tells it from another of the same assessor, in notes.
    std::size_t add_source(AssessorIndex assessor, std::string label = {});
    bool has_source(AssessorIndex assessor, std::size_t& place) const;

    /// What a cell of a sheet says of the target.
    void give(std::size_t source, const Target& target, const Cell& cell, std::uint32_t sheet = 0);
    /// What a cell beside the answer says; Target::Kind::note or links. Where the target is a count, the note names it.
    void note(std::size_t source, const Target& target, Target::Kind kind, const Cell& cell, std::uint32_t sheet = 0);
    /// The answer or fact is given, but not known.
    void leave_open(std::size_t source, const Target& target);
    /// A problem or remark at a place; `target` makes its path, if there is one.
    void report(Diagnostic diagnostic, Position place, std::size_t source = 0, const Target* target = nullptr);
    /// Whatever is done with bad values: what was said cannot be left out.
    void refuse() { refused_ = true; }

    const std::string& id() const { return id_; }
    Result<Unit> finish();

private:
    struct Ratio {
        std::vector<std::optional<Rational>> counts;
        std::vector<Position> places;
        bool open = false;  ///< one of them is
        std::optional<Share> share;
        bool computed = false;  ///< the share was
        std::string shown;      ///< of the share
        Position place;         ///< of the share
    };
    struct Source {
        AssessorIndex assessor = none;
        std::map<QuestionIndex, std::pair<Answer, Position>> answers;
        std::map<QuestionIndex, Ratio> ratios;
        std::string label;
    };
    std::string path(std::size_t source, const Target& target) const;
    void give_share(Ratio& ratio, const Cell& cell, Position place);
    void put(Unit& unit);
    void close_ratios(std::size_t source);
    void compare_shares(const Unit& unit);
    void put_answer(Unit& unit, std::size_t source, QuestionIndex question, const Answer& answer, Position place);

    Context& context_;
    std::string id_, name_;
    std::vector<Source> sources_;
    std::map<FactIndex, FactValue> facts_;
    struct Problem {
        Position place;
        Diagnostic diagnostic;
    };
    std::vector<Problem> problems_;
    Unit aside_;  ///< notes and attributes, and nothing else
    std::map<std::pair<AssessorIndex, QuestionIndex>, std::pair<Answer, Position>> put_;
    bool refused_ = false;
};

}  // namespace zi::sheets
