#include "draft.hpp"

#include "zi/assess.hpp"

#include "units/attribute.hpp"
#include "units/note.hpp"

#include <algorithm>

namespace zi::sheets {

using units::shortened;

std::string Context::place(const Position& position) const {
    if (fields.empty()) return cell_name(sheets[position.sheet], position.row, position.column);
    if (position.row == 0) return "/answers";
    const std::string object = "/answers/" + std::to_string(position.row - 1);
    return position.column == 0 ? object : object + "/" + fields[position.column - 1];
}

Draft::Draft(Context& context, std::string id, std::string name)
    : context_(context), id_(std::move(id)), name_(std::move(name)) {
    add_source(none);
}

std::size_t Draft::add_source(AssessorIndex assessor, std::string label) {
    sources_.emplace_back().assessor = assessor;
    sources_.back().label = std::move(label);
    return sources_.size() - 1;
}

bool Draft::has_source(AssessorIndex assessor, std::size_t& place) const {
    const auto found = std::ranges::find(sources_, assessor, &Source::assessor);
    place = static_cast<std::size_t>(found - sources_.begin());
    return found != sources_.end();
}

std::string Draft::path(std::size_t source, const Target& target) const {
    const units::Path root;
    if (target.kind == Target::Kind::fact)
        return units::Path(units::Path(root, "facts"), context_.model.facts[target.fact].id).text();
    if (target.kind == Target::Kind::attribute) return units::Path(units::Path(root, "attributes"), target.attribute).text();
    const Question& question = context_.model.questions[target.question];
    const AssessorIndex assessor = sources_[source].assessor;
    const units::Path assessed(root, "assessed");
    const units::Path who =
        assessor == none ? units::Path(root, "answers") : units::Path(assessed, context_.model.assessors[assessor].name);
    const units::Path asked(who, context_.model.nodes[question.node].id);
    if (target.kind != Target::Kind::count) return asked.text();
    return units::Path(asked, question.inputs[target.input].key).text();
}

void Draft::report(Diagnostic diagnostic, Position place, std::size_t source, const Target* target) {
    const std::size_t most = context_.options.limits.errors;
    if (problems_.size() > most) return;
    if (problems_.size() == most) diagnostic = Diagnostic{Code::too_many, {}};
    if (target) diagnostic.path = path(source, *target) + diagnostic.path;
    diagnostic.cell = context_.place(place);
    problems_.push_back({place, std::move(diagnostic)});
}

void Draft::leave_open(std::size_t source, const Target& target) {
    const bool aside = target.question == none ? target.kind != Target::Kind::fact
                                               : target.kind == Target::Kind::note || target.kind == Target::Kind::links;
    if (aside) return;
    if (target.kind == Target::Kind::fact) {
        facts_[target.fact] = Refused{};
    } else if (target.kind == Target::Kind::answer) {
        sources_[source].answers[target.question].first = Refused{};
    } else {
        Ratio& ratio = sources_[source].ratios[target.question];
        ratio.open = true;
        if (target.kind == Target::Kind::count && !ratio.counts.empty()) ratio.counts[target.input].reset();
    }
}

void Draft::give_share(Ratio& ratio, const Cell& cell, Position place) {
    // What a formula could not compute, and marks of nothing, say nothing.
    if (cell.kind == Cell::Kind::formula || cell.kind == Cell::Kind::error) return;
    const std::string_view text = units::trimmed(cell.text);
    if (text.empty() || is_blank_mark(text)) return;
    ratio.share = share_of(cell);
    ratio.computed = cell.computed;
    ratio.place = place;
    ratio.shown = shortened(text);
    if (ratio.share && cell.format == Cell::Format::percent)
        ratio.shown = (ratio.share->value * Rational(100)).shortest(9) + "%";
}

void Draft::note(std::size_t source, const Target& target, Target::Kind kind, const Cell& cell, std::uint32_t sheet) {
    std::string text = note_in(cell, context_.from_1904);
    if (text.empty()) return;
    const Source& from = sources_[source];
    UnitNote& kept = note_on(aside_, target.question, from.assessor);
    const UnitNote before = kept;
    if (kind == Target::Kind::links) {
        units::add_links(kept, text);
    } else {
        if (target.kind == Target::Kind::count)
            text.insert(0, context_.model.questions[target.question].inputs[target.input].key + ": ");
        const auto same = [&](const Source& other) { return other.assessor == from.assessor; };
        if (!from.label.empty() && std::ranges::count_if(sources_, same) > 1) text.insert(0, from.label + ": ");
        units::add_text(kept, text);
    }
    Diagnostics problems;
    if (units::is_within(kept, context_.options.limits, problems)) return;
    kept = before;
    report(std::move(problems.front()), {cell.row, cell.column, sheet}, source, &target);
}

void Draft::give(std::size_t source, const Target& target, const Cell& cell, std::uint32_t sheet) {
    const Position place{cell.row, cell.column, sheet};
    const Model& model = context_.model;
    Source& from = sources_[source];
    if (target.kind == Target::Kind::percent) return give_share(from.ratios[target.question], cell, place);
    if (target.kind == Target::Kind::note || target.kind == Target::Kind::links)
        return note(source, target, target.kind, cell, sheet);
    if (target.kind == Target::Kind::attribute) {
        Diagnostics problems;
        units::add_attribute(model, aside_, target.attribute, note_in(cell, context_.from_1904), context_.options.limits,
                             problems);
        for (Diagnostic& problem : problems) report(std::move(problem), place, source, &target);
        return;
    }

    Spelled spelled;
    const Wanted wanted = target.kind == Target::Kind::fact    ? wanted_of(model, model.facts[target.fact])
                          : target.kind == Target::Kind::count ? wanted_count()
                                                               : wanted_of(model, model.questions[target.question]);
    spell(cell, context_.from_1904, wanted, spelled);
    if (spelled.remark) report(std::move(*spelled.remark), place, source, &target);
    if (spelled.outcome == Spelled::Outcome::nothing) return;
    Diagnostics problems;
    const bool sound = spelled.outcome == Spelled::Outcome::value;
    if (target.kind == Target::Kind::count) {
        Ratio& ratio = from.ratios[target.question];
        const std::size_t inputs = model.questions[target.question].inputs.size();
        ratio.counts.resize(inputs);
        ratio.places.resize(inputs);
        ratio.places[target.input] = place;
        if (sound) ratio.counts[target.input] = context_.checker.count(spelled.value, problems);
        if (!ratio.counts[target.input]) ratio.open = true;
    } else if (target.kind == Target::Kind::fact) {
        FactValue value = sound ? context_.checker.fact(model.facts[target.fact], spelled.value, problems) : FactValue{};
        facts_[target.fact] = is_known(value) ? std::move(value) : FactValue{Refused{}};
    } else {
        Answer answer = sound ? context_.checker.answer(model.questions[target.question], spelled.value, problems) : Answer{};
        if (std::holds_alternative<std::monostate>(answer)) answer = Refused{};
        from.answers[target.question] = {std::move(answer), place};
    }
    for (Diagnostic& problem : problems) report(std::move(problem), place, source, &target);
}

/// Counts become answers; percentages that stand alone are refused.
void Draft::close_ratios(std::size_t source) {
    for (auto& [question, ratio] : sources_[source].ratios) {
        const Target asked{Target::Kind::percent, question, none, none};
        const auto first = std::ranges::find_if(ratio.counts, [](const auto& one) { return one.has_value(); });
        Answer answer;
        Position place = ratio.place;
        if (first != ratio.counts.end()) {
            answer = Counts{ratio.counts};
            place = ratio.places[static_cast<std::size_t>(first - ratio.counts.begin())];
            Diagnostics problems;
            context_.checker.check_answer(context_.model.questions[question], answer, problems);
            const bool sound = problems.empty();
            // A part is not too large for a total that is wrong itself.
            std::vector<std::string> wrong;
            for (const Diagnostic& one : problems)
                if (one.code == Code::total_mismatch) wrong.push_back(one.args.front());
            std::erase_if(problems, [&](const Diagnostic& one) {
                return one.code == Code::part_exceeds_whole && std::ranges::find(wrong, one.args.at(2)) != wrong.end();
            });
            for (Diagnostic& problem : problems) {
                // It names the input.
                const auto& inputs = context_.model.questions[question].inputs;
                Position where = place;
                for (InputIndex i{0}; i < inputs.size(); ++i)
                    if (problem.path == units::Path(units::Path(), inputs[i].key).text() && ratio.places[i].row != 0)
                        where = ratio.places[i];
                report(std::move(problem), where, source, &asked);
            }
            if (!sound) answer = Refused{};
        } else if (ratio.open) {
            answer = Refused{};
        } else if (ratio.place.row != 0 && !ratio.computed) {
            report({Code::percent_without_counts, {ratio.shown}}, ratio.place, source, &asked);
            answer = Refused{};
        }
        if (!std::holds_alternative<std::monostate>(answer)) sources_[source].answers[question] = {std::move(answer), place};
    }
}

void Draft::put_answer(Unit& unit, std::size_t source, QuestionIndex question, const Answer& answer, Position place) {
    const AssessorIndex assessor = sources_[source].assessor;
    auto& [before, where] = put_[{assessor, question}];
    if (!std::holds_alternative<std::monostate>(before) && before != answer) {
        const auto told = [&](const Answer& one) {
            const Question& asked = context_.model.questions[question];
            if (const auto* option = std::get_if<Member>(&one))
                return context_.model.scales[asked.scale].options[option->value].key;
            if (const auto* number = std::get_if<Rational>(&one)) return number->shortest();
            return std::string(std::holds_alternative<Counts>(one) ? "@answer_counts" : "?");
        };
        const Target target{Target::Kind::answer, question, none, none};
        report({Code::assessor_replaced,
                {told(before), context_.place(where), told(answer), context_.model.assessors[assessor].name}},
               place, source, &target);
    }
    before = answer;
    where = place;
    if (assessor == none) {
        unit.answers[question] = answer;
        return;
    }
    if (unit.assessed.size() <= assessor) unit.assessed.resize(std::size_t{assessor} + 1);
    List<Answer, Question>& answers = unit.assessed[assessor];
    if (answers.size() < context_.model.questions.size()) answers.resize(context_.model.questions.size());
    answers[question] = answer;
}

/// Percentages beside counts, with what the counts come to by the rules.
void Draft::compare_shares(const Unit& unit) {
    for (std::size_t s = 0; s < sources_.size(); ++s) {
        const Source& source = sources_[s];
        std::optional<Assessment> assessment;
        for (const auto& [question, ratio] : source.ratios) {
            const auto answer = source.answers.find(question);
            if (!ratio.share || answer == source.answers.end() || !std::holds_alternative<Counts>(answer->second.first))
                continue;
            if (!assessment) {
                Unit alone(context_.model, unit.id);
                for (const auto& [asked, given] : source.answers) alone.answers[asked] = given.first;
                alone.facts = unit.facts;
                assessment = assess_reference(context_.model, alone, context_.options.as_of);
            }
            const auto& claimed = assessment->questions[question].claimed;
            if (!claimed) continue;
            const Rational apart = zi::max(*claimed, ratio.share->value) - zi::min(*claimed, ratio.share->value);
            if (!(ratio.share->within < apart)) continue;
            const Target target{Target::Kind::percent, question, none, none};
            report({Code::percent_differs, {ratio.shown, (*claimed * Rational(100)).decimal(2) + "%"}}, ratio.place, s,
                   &target);
        }
    }
}

Result<Unit> Draft::finish() {
    Unit unit(context_.model, id_);
    unit.name = name_;
    if (unit.facts.size() < context_.model.facts.size()) unit.facts.resize(context_.model.facts.size());
    for (auto& [fact, value] : facts_) unit.facts[fact] = std::move(value);
    for (std::size_t s = 0; s < sources_.size(); ++s) {
        close_ratios(s);
        for (const auto& [question, given] : sources_[s].answers) put_answer(unit, s, question, given.first, given.second);
    }
    unit.notes = std::move(aside_.notes);
    unit.attributes = std::move(aside_.attributes);
    std::erase_if(unit.notes, units::is_blank);
    compare_shares(unit);
    std::ranges::stable_sort(problems_, {}, &Problem::place);
    Diagnostics all;
    for (Problem& problem : problems_) {
        problem.diagnostic.unit = shortened(id_);
        all.push_back(std::move(problem.diagnostic));
    }
    const bool opens = context_.options.bad_values == BadValues::leave_open && !refused_;
    if (has_errors(all) && !opens) return all;
    unit.remarks = std::move(all);
    return unit;
}

}  // namespace zi::sheets
