#include "cases.hpp"

#include <array>

#include "zi/report.hpp"

namespace zi::test {

namespace {

const std::array<std::string, 3> kinds{"sk", "notulen", "foto"};

Need any_need(Choices& choose, std::size_t depth) {
    Need need;
    if (depth > 0 && choose.likely(40)) {
        need.kind = choose.pick({Need::Kind::any, Need::Kind::all, Need::Kind::at_least});
        const std::size_t parts = choose.between(1, 3);
        for (std::size_t i = 0; i < parts; ++i) need.parts.push_back(any_need(choose, depth - 1));
        need.count = static_cast<std::uint32_t>(choose.between(1, parts));
        return need;
    }
    need.evidence = EvidenceIndex(choose.below(kinds.size()));
    if (choose.likely(20)) need.fresh = 1, need.fresh_unit = CalendarUnit::year;
    return need;
}

std::vector<Document> any_documents(Choices& choose, const Model& model) {
    std::vector<Document> documents;
    for (std::size_t count = choose.below(10); count-- > 0;) {
        Document one;
        one.id = "d" + std::to_string(documents.size());
        one.kind = EvidenceIndex(choose.below(kinds.size()));
        one.status = choose.pick({DocumentStatus::accepted, DocumentStatus::submitted, DocumentStatus::accepted,
                                  DocumentStatus::needs_repair, DocumentStatus::rejected, DocumentStatus::missing,
                                  DocumentStatus::accepted});
        one.issued = Date::parse(choose.pick({"2025-01-01", "2024-06-15", "2024-06-16"}));
        if (choose.likely(15)) one.valid_until = Date{today.day - std::chrono::days{1}};
        for (QuestionIndex q{0}; q < model.questions.size(); ++q)
            if (choose.likely(60))
                one.supports.push_back({q, choose.likely(30) ? OptionIndex(choose.below(3)) : OptionIndex()});
        if (!documents.empty() && choose.likely(10)) one.supersedes.push_back(choose.pick(documents).id);
        if (!documents.empty() && choose.likely(15)) one.derives_from.push_back(choose.pick(documents).id);
        documents.push_back(std::move(one));
    }
    return documents;
}

/// What the unit itself would be asked again: another unit's answers, where chance wants them.
std::vector<Answer> some_answers(Choices& choose, const Case& subject, std::size_t percent) {
    const std::string written = json(subject.sheet, sheet::any_unit(choose, subject.sheet, {100 - percent, false}));
    return sheet::units_of(subject.model, written).front().answers;
}

}  // namespace

Case::Case(Choices& choose, const sheet::Shape& shape) : sheet(sheet::any_sheet(choose, shape)) {
    rules = text(sheet);
    model = sheet::program_of(rules)->model();
    if (choose.likely(30)) return;  // as they are
    extended = true;
    for (const std::string& kind : kinds) model.evidence.push_back({kind, {kind, kind}, 1, {}, {}});
    model.assessors.push_back({"TPI", {"Tim penilai", ""}, {}, {}});
    model.assessors.push_back({"TPN", {"Tim nasional", ""}, {}, {}});
    Fact fact;
    fact.id = "tambahan";
    model.facts.push_back(fact);
    for (Question& question : model.questions) {
        for (std::size_t needs = choose.below(3); needs-- > 0;) {
            NeedFor need{any_need(choose, 2), none, {}};
            if (question.kind == Question::Kind::options && choose.likely(50))
                need.option = OptionIndex(choose.below(model.scales[question.scale].options.size()));
            question.needs.push_back(std::move(need));
        }
        for (std::size_t i = choose.likely(20) ? choose.between(1, 2) : 0; i-- > 0;) {
            Inapplicable one;
            one.guard.subject = static_cast<Index>(model.facts.size() - 1);
            one.guard.values = {choose.likely(50)};
            one.value = choose.pick({Rational(1), Rational(1, 3), Rational(0)});
            question.inapplicable.push_back(std::move(one));
        }
    }
}

Unit any_unit(Choices& choose, const Case& subject) {
    const sheet::Given given = sheet::any_unit(choose, subject.sheet, sheet::any_filling(choose));
    Unit unit = sheet::units_of(subject.model, json(subject.sheet, given)).front();
    if (!subject.extended) return unit;
    unit.facts.back() = choose.pick({FactValue(), FactValue(true), FactValue(false)});
    if (choose.likely(75)) unit.documents = any_documents(choose, subject.model);
    for (std::size_t columns = choose.below(3); columns-- > 0;)
        unit.assessed.push_back(some_answers(choose, subject, choose.pick({30, 70})));
    return unit;
}

std::string shown(const Case& subject, const Unit& unit) {
    return "\n" + subject.rules + explain(subject.model, unit, assess_reference(subject.model, unit, today), Language::english);
}

Rational total(const std::vector<Loss>& losses) {
    Rational sum;
    for (const Loss& loss : losses) sum += loss.points;
    return sum;
}

Rational total_open(const std::vector<Loss>& losses) {
    Rational sum;
    for (const Loss& loss : losses)
        if (loss.open) sum += loss.points;
    return sum;
}

}  // namespace zi::test
