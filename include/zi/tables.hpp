/// What are the rows of a result, for whoever computes or filters with them?
///
/// The rows of reports as typed cells, with heads and words for people. Numbers are those of CSV: decimals of six places
/// (percentages: two), and more where the printed number would else be on the other side of a threshold. zi/workbook.hpp makes
/// a workbook of them.
#pragma once

#include "zi/assess.hpp"
#include "zi/date.hpp"
#include "zi/diff.hpp"
#include "zi/graph.hpp"
#include "zi/improve.hpp"
#include "zi/language.hpp"
#include "zi/model.hpp"
#include "zi/readiness.hpp"
#include "zi/unit.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace zi {

struct ResultCell {
    enum class Kind : std::uint8_t {
        text,     ///< may be empty
        number,   ///< "83.466667", "12": digits with a point
        percent,  ///< the same of per cent: "62.50"
        day,      ///< YYYY-MM-DD
    };
    enum class Tone : std::uint8_t { plain, good, bad, open };  ///< of verdicts, states and findings
    Kind kind = Kind::text;
    std::string text;
    Tone tone = Tone::plain;
};

struct ResultTable {
    std::string name;  ///< for people, at most 31 characters
    std::vector<std::string> heads;
    std::vector<std::vector<ResultCell>> rows;  ///< as long as the heads
    std::size_t fixed = 1;                      ///< columns that say what a row is about
};

/// One result: its tables, then what was found wrong or remarked on, with file, sheet and cell, then what it is about.
struct ResultTables {
    std::string title;  ///< of the worksheet
    Date as_of;
    std::vector<ResultTable> tables;

    std::size_t cells() const;  ///< of all tables
};

/// What assessments say: the columns of csv_header in an order for people, stage and verdicts first. The model must outlive it.
class AssessmentTables {
public:
    /// `attributes`: a column for each of these names (attribute_names).
    AssessmentTables(const Model& model, Date as_of, std::vector<std::string> attributes, Language language);
    void add(const Unit& unit, const Assessment& assessment);
    void refuse(const Diagnostics& diagnostics);
    /// Cells so far.
    std::size_t cells() const;
    ResultTables tables() &&;

private:
    const Model& model_;
    Date as_of_;
    std::vector<std::string> attributes_;
    Language language_;
    ResultTable units_, findings_;
};

/// What readiness says: the columns of readiness_csv_header, and the conditions of each unit. The model must outlive it.
class ReadinessTables {
public:
    ReadinessTables(const Model& model, Date as_of, PredicateIndex target, std::vector<std::string> attributes,
                    Language language);
    void add(const Unit& unit, const Assessment& assessment, const Readiness& readiness);
    void refuse(const Diagnostics& diagnostics);
    std::size_t cells() const;
    ResultTables tables() &&;

private:
    const Model& model_;
    Date as_of_;
    PredicateIndex target_;
    std::vector<std::string> attributes_;
    Language language_;
    ResultTable units_, conditions_, findings_;
};

// `refused`: units that are left out.

/// What changes with one document, unit by unit: scores, then verdicts.
ResultTables impact_tables(const EvidenceGraph& graph, const Impact& impact, const Diagnostics& refused, Language language);
/// The documents that a population loses most with.
ResultTables heaviest_tables(const EvidenceGraph& graph, const std::vector<DocumentWeight>& weights, const Diagnostics& refused,
                             Language language);

/// Plans of one unit, the best first: steps, and conditions that no step meets.
ResultTables plan_tables(const Model& model, const Unit& unit, Date as_of, PredicateIndex target, const Planned& planned,
                         Language language);
/// How far a budget goes: the units, coached ones first.
ResultTables plan_tables(const Model& model, const std::vector<Unit>& units, Date as_of, PredicateIndex target,
                         std::uint64_t budget, const PopulationPlan& plan, const Diagnostics& refused, Language language);

/// What moved between two assessments: verdicts, scores, questions, facts.
ResultTables diff_tables(const Model& model, const Standpoint& before, const Standpoint& after, const Diff& diff,
                         Language language);

}  // namespace zi
