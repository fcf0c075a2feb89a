/// How do values of a result become typed cells, and remarks and what a result is about become tables? For zi/tables.hpp.
#pragma once

#include "conditions.hpp"

#include "zi/tables.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zi {

using ResultRow = std::vector<ResultCell>;

/// Text, from outside too.
inline ResultCell text_cell(std::string_view text, ResultCell::Tone tone = ResultCell::Tone::plain) {
    return {ResultCell::Kind::text, plain(text), tone};
}

inline ResultCell points_cell(const Rational& points, std::span<const Rational> thresholds = no_thresholds) {
    return {ResultCell::Kind::number, points.decimal(csv_places, thresholds), ResultCell::Tone::plain};
}

/// Points that have moved, in the tone of their sign.
inline ResultCell change_cell(const Rational& points) {
    ResultCell cell = points_cell(points);
    if (!points.is_zero()) cell.tone = points.sign() > 0 ? ResultCell::Tone::good : ResultCell::Tone::bad;
    return cell;
}

inline ResultCell count_cell(std::uint64_t count) {
    return {ResultCell::Kind::number, std::to_string(count), ResultCell::Tone::plain};
}

inline ResultCell day_cell(Date day) { return {ResultCell::Kind::day, day.iso(), ResultCell::Tone::plain}; }

inline ResultCell verdict_cell(Verdict verdict, Language language) {
    const auto tone = verdict == Verdict::met       ? ResultCell::Tone::good
                      : verdict == Verdict::not_met ? ResultCell::Tone::bad
                                                    : ResultCell::Tone::open;
    return text_cell(word(verdict, language), tone);
}

/// Of a predicate that does not concern the unit.
inline ResultCell unconcerned_cell(Language language) {
    return text_cell(language == Language::indonesian ? "tidak terkait" : "not concerned");
}

/// Certain and possible points.
inline void add_score(ResultRow& row, const Score& score, std::span<const Rational> thresholds) {
    row.push_back(points_cell(score.certain, thresholds));
    row.push_back(points_cell(score.possible, thresholds));
}

/// The stage that is certain and the one that is possible, where the rules have any.
inline void add_stage(ResultRow& row, const Model& model, const StageResult& stage, Language language) {
    if (!has_stages(model)) return;
    for (const Index one : {stage.certain, stage.possible})
        row.push_back(text_cell(one == none ? no_stage(language) : model.predicates[one].title.in(language)));
}

/// Two heads, for what is certain and what is possible.
void add_range_heads(std::vector<std::string>& heads, const std::string& of, Language language);
void add_stage_heads(std::vector<std::string>& heads, const Model& model, Language language);

/// What is wrong, remarked on or left out, each with its place.
ResultTable empty_findings(Language language);
void add_findings(ResultTable& findings, const Model& model, const Unit& unit, Language language);
void add_findings(ResultTable& findings, const Diagnostics& diagnostics, Language language);

/// The whole result: its tables, the findings, then `about` (names and values) below the title and the day.
ResultTables result_of(const Model& model, Date as_of, std::vector<ResultTable> tables, ResultTable findings,
                       const std::vector<std::pair<std::string, ResultCell>>& about, Language language);

}  // namespace zi
