// What moved between two assessments, in sentences and as tables.
#include "cells.hpp"
#include "lines.hpp"
#include "phrases.hpp"
#include "standing.hpp"

#include "base/filled.hpp"

#include <algorithm>

namespace zi {

namespace {

class DiffReport : Lines {
public:
    DiffReport(const Model& model, const Standpoint& before, const Standpoint& after, const Diff& diff, Language language)
        : Lines(language), model_(model), before_(before), after_(after), diff_(diff) {}

    std::string text() {
        line(0, model_.title.in(language_));
        line_of(after_.unit);
        const Date from = before_.assessment.as_of, to = after_.assessment.as_of;
        line(0, from == to ? say("per tanggal ", "as of ") + day(to)
                           : say("dari ", "from ") + day(from) + say(" ke ", " to ") + day(to));
        if (before_.file != after_.file) line(0, say("berkas ", "file ") + plain(before_.file) + " -> " + plain(after_.file));
        if (before_.seen_by != after_.seen_by)
            line(0, say("jawaban menurut ", "answers according to ") + last(before_) + " -> " + last(after_));
        verdicts();
        section(diff_.nodes.empty(), say("Nilai yang berubah", "Scores that changed"));
        for (const NodeShift& one : diff_.nodes) node(one);
        section(diff_.moves.empty(), say("Pertanyaan yang berubah", "Questions that moved"));
        for (const Move& one : diff_.moves) move(one);
        section(diff_.facts.empty(), say("Fakta yang berubah", "Facts that changed"));
        for (const FactIndex fact : diff_.facts) {
            const Fact& declared = model_.facts[fact];
            const auto shown = [&](const Standpoint& side) {
                return fact_value(model_, declared, fact_of(model_, side.unit, fact), language_);
            };
            line(1, filled("{} ({}): {} -> {}", declared.title.in(language_), declared.id, shown(before_), shown(after_)));
        }
        if (diff_.moves.empty() && diff_.nodes.empty() && diff_.facts.empty() && diff_.verdicts.empty())
            out_ += "\n" + say("Tidak ada yang berubah.\n", "Nothing changed.\n");
        return std::move(out_);
    }

    ResultTables tables() const {
        const std::string before = say("Sebelum", "Before"), after = say("Sesudah", "After"),
                          change = say("Perubahan", "Change");
        ResultTable verdicts{
            say("Putusan", "Verdicts"), {say("Predikat", "Predicate"), say("Syarat", "Condition"), before, after}, {}};
        for (const VerdictShift& one : diff_.verdicts) {
            const Predicate& predicate = model_.predicates[one.predicate];
            const auto cell = [&](const std::optional<Verdict>& verdict) {
                return verdict ? verdict_cell(*verdict, language_) : text_cell(shown(verdict));
            };
            verdicts.rows.push_back({text_cell(titled(predicate, language_)),
                                     one.condition == none
                                         ? ResultCell()
                                         : text_cell(subject_text(model_, predicate.conditions[one.condition], language_)),
                                     cell(one.before), cell(one.after)});
        }
        ResultTable scores{say("Nilai", "Scores"), {"ID", say("Uraian", "Title")}, {}};
        for (const std::string& head : {before, after, change}) add_range_heads(scores.heads, head, language_);
        for (const NodeShift& one : diff_.nodes) {
            const Node& node = model_.nodes[one.node];
            ResultRow row{text_cell(node.id), text_cell(node.title.in(language_))};
            add_score(row, before_.assessment.nodes[one.node], node.thresholds);
            add_score(row, after_.assessment.nodes[one.node], node.thresholds);
            row.push_back(change_cell(one.change.certain));
            row.push_back(change_cell(one.change.possible));
            scores.rows.push_back(std::move(row));
        }
        ResultTable questions{
            say("Pertanyaan", "Questions"), {"ID", say("Uraian", "Title"), say("Penyebab", "Cause"), before, after}, {}};
        add_range_heads(questions.heads, change, language_);
        for (const Move& one : diff_.moves) {
            const Node& node = model_.nodes[model_.questions[one.question].node];
            const auto add = [&](const std::string& cause, const std::string& from, const std::string& to) {
                questions.rows.push_back({text_cell(node.id), text_cell(node.title.in(language_)), text_cell(cause),
                                          text_cell(from), text_cell(to), change_cell(one.points.certain),
                                          change_cell(one.points.possible)});
            };
            switch (one.cause) {
                case Cause::answer:
                    add(say("jawaban", "answer"), answer(before_, one.question), answer(after_, one.question));
                    break;
                case Cause::evidence: {
                    std::string from, to;
                    for (const DocumentShift& document : one.documents) {
                        const std::string name = (from.empty() ? "" : "; ") + document.id + ": ";
                        from += name + standing(before_, document, document.before);
                        to += name + standing(after_, document, document.after);
                    }
                    add(say("data dukung", "evidence"), from, to);
                    break;
                }
                case Cause::applicability:
                    add(say("berlaku bagi unit", "concerns the unit"), concern(before_, one.question),
                        concern(after_, one.question));
                    break;
            }
        }
        ResultTable facts{say("Fakta", "Facts"), {"ID", say("Uraian", "Title"), before, after}, {}};
        for (const FactIndex fact : diff_.facts) {
            const Fact& declared = model_.facts[fact];
            facts.rows.push_back({text_cell(declared.id), text_cell(declared.title.in(language_)),
                                  text_cell(fact_value(model_, declared, fact_of(model_, before_.unit, fact), language_)),
                                  text_cell(fact_value(model_, declared, fact_of(model_, after_.unit, fact), language_))});
        }
        ResultTable findings = empty_findings(language_);
        add_findings(findings, model_, after_.unit, language_);
        return result_of(model_, after_.assessment.as_of, {verdicts, scores, questions, facts}, std::move(findings), sides(),
                         language_);
    }

private:
    /// What the two sides are.
    std::vector<std::pair<std::string, ResultCell>> sides() const {
        std::vector<std::pair<std::string, ResultCell>> about{{"Unit", text_cell(after_.unit.id)}};
        if (!after_.unit.name.empty()) about.emplace_back(say("Nama", "Name"), text_cell(after_.unit.name));
        for (const Standpoint* side : {&before_, &after_}) {
            const std::string which = side == &before_ ? say("Sebelum: ", "Before: ") : say("Sesudah: ", "After: ");
            about.emplace_back(which + say("tanggal", "day"), day_cell(side->assessment.as_of));
            about.emplace_back(which + say("berkas", "file"), text_cell(side->file));
            about.emplace_back(which + say("jawaban menurut", "answers according to"), text_cell(last(*side)));
        }
        return about;
    }

    std::string shown(const std::optional<Verdict>& verdict) const {
        return verdict ? std::string(word(*verdict, language_)) : say("tidak diperhitungkan", "does not count");
    }

    std::string day(Date date) const { return written(date, language_); }

    std::string last(const Standpoint& side) const {
        if (side.seen_by.empty()) return say("penilai terakhir", "the last assessor");
        return side.seen_by == "unit" ? say("unit sendiri", "the unit itself") : plain(side.seen_by);
    }

    void section(bool empty, const std::string& title) {
        if (!empty) out_ += "\n" + title + "\n";
    }

    void verdicts() {
        section(diff_.verdicts.empty(), say("Putusan yang berubah", "Verdicts that turned"));
        for (const VerdictShift& one : diff_.verdicts) {
            const Predicate& predicate = model_.predicates[one.predicate];
            const std::string what = one.condition == none
                                         ? titled(predicate, language_)
                                         : filled("{}: {}", predicate.title.in(language_),
                                                  subject_text(model_, predicate.conditions[one.condition], language_));
            line(one.condition == none ? 1 : 2, filled("{}: {} -> {}", what, shown(one.before), shown(one.after)));
        }
    }

    std::string signed_points(const Rational& value) const { return signed_text(value, exact_points(value, language_)); }

    /// One number where certain and possible move alike.
    std::string shift(const Shift& shift) const {
        if (shift.certain == shift.possible) return signed_points(shift.certain);
        return filled("{} {}; {} {}", say("pasti", "certain"), signed_points(shift.certain), say("mungkin", "possible"),
                      signed_points(shift.possible));
    }

    std::string range(const Node& node, const Score& score) const {
        const std::string certain = exact_points(score.certain, language_, node.thresholds);
        return score.certain == score.possible
                   ? certain
                   : certain + say(" sampai ", " to ") + exact_points(score.possible, language_, node.thresholds);
    }

    void node(const NodeShift& one) {
        const Node& node = model_.nodes[one.node];
        line(1, filled("{}: {} -> {}; {}", named(node, language_), range(node, before_.assessment.nodes[one.node]),
                       range(node, after_.assessment.nodes[one.node]), shift(one.change)));
        if (!one.remainder.is_zero())
            line(2, filled("{} {}",
                           say("tidak sama dengan jumlah pertanyaan di bawahnya, karena nilai terendah atau tertinggi "
                               "yang dihitung; sisa",
                               "not the sum of the questions below, since the lowest or highest score counts; remainder"),
                           shift(one.remainder)));
    }

    void move(const Move& one) {
        line(1, filled("{}: {}", named(model_.nodes[model_.questions[one.question].node], language_), shift(one.points)));
        switch (one.cause) {
            case Cause::answer:
                line(2, filled("{} {} -> {}", say("jawaban:", "answer:"), answer(before_, one.question),
                               answer(after_, one.question)));
                break;
            case Cause::evidence:
                if (one.documents.empty())
                    line(2, say("data dukung yang diperhitungkan berubah", "the evidence that counts changed"));
                for (const DocumentShift& document : one.documents)
                    line(2, filled("{} {} ({}): {} -> {}", say("data dukung:", "evidence:"),
                                   model_.evidence[document.kind].title.in(language_), plain(document.id),
                                   standing(before_, document, document.before), standing(after_, document, document.after)));
                break;
            case Cause::applicability:
                line(2, filled("{} {} -> {}", say("berlaku bagi unit:", "concerns the unit:"), concern(before_, one.question),
                               concern(after_, one.question)));
                break;
        }
    }

    /// "B (TPI)".
    std::string answer(const Standpoint& side, QuestionIndex question) const {
        const Prevailing given = prevailing_answer(model_, side.unit, question);
        const std::string text = answer_text(model_, model_.questions[question], *given.answer, language_);
        return given.assessor == none ? text : filled("{} ({})", text, model_.assessors[given.assessor].name);
    }

    std::string standing(const Standpoint& side, const DocumentShift& document, const std::optional<Standing>& one) const {
        const std::vector<const Document*> all = documents_of(side.unit);
        const auto found = std::ranges::find(all, document.id, [](const Document* of) { return of->id; });
        return one ? standing_text(*one, found == all.end() ? nullptr : *found, side.assessment.as_of, language_)
                   : say("tidak mendukung", "does not support it");
    }

    std::string concern(const Standpoint& side, QuestionIndex question) const {
        switch (side.assessment.questions[question].reason) {
            case Reason::not_applicable: return say("tidak", "no");
            case Reason::applicability_open: return say("belum diketahui", "not known");
            default: return say("ya", "yes");
        }
    }

    const Model& model_;
    const Standpoint &before_, &after_;
    const Diff& diff_;
};

}  // namespace

std::string diff_text(const Model& model, const Standpoint& before, const Standpoint& after, const Diff& diff,
                      Language language) {
    return DiffReport(model, before, after, diff, language).text();
}

ResultTables diff_tables(const Model& model, const Standpoint& before, const Standpoint& after, const Diff& diff,
                         Language language) {
    return DiffReport(model, before, after, diff, language).tables();
}

}  // namespace zi
