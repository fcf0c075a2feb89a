// The worksheet as a tree with reasons, then the predicates condition by condition.
#include "lines.hpp"
#include "phrases.hpp"
#include "remarks.hpp"
#include "standing.hpp"
#include "carried.hpp"

#include "base/filled.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

namespace zi {

namespace {

class Explanation : Lines {
public:
    Explanation(const Model& model, const Unit& unit, const Assessment& assessment, Language language)
        : Lines(language), model_(model), unit_(unit), assessment_(assessment), documents_(documents_of(unit)) {}

    /// The number of levels below the worksheet.
    std::size_t deepest() const {
        std::vector<std::size_t> depths(model_.nodes.size(), 0);
        for (NodeIndex i{1}; i < model_.nodes.size(); ++i) depths[i] = depths[model_.nodes[i].parent] + 1;
        return std::ranges::max(depths);
    }

    /// Shows so many levels below the worksheet. `brief`: met conditions without details, and every interpretation only once.
    std::string run(std::size_t depth, bool brief) {
        brief_ = brief;
        line(0, model_.title.in(language_));
        line_of(unit_);
        line(0, say("per tanggal ", "as of ") + written(assessment_.as_of, language_));
        out_ += remarks_text(model_, unit_, language_) + "\n";
        out_ +=
            say("mungkin = nilai bila yang terbuka berakhir terbaik; pasti = nilai yang sudah tentu; tidak diperoleh = bobot - "
                "mungkin; "
                "terbuka = mungkin - pasti; ~ = dibulatkan\n\n",
                "possible = score if what is open ends best; certain = score already sure; lost = weight - possible; "
                "open = possible - certain; ~ = rounded\n\n");
        if (std::string text = stage_text(model_, assessment_.stage, language_); !text.empty())
            out_ += say("tahap: ", "stage: ") + text + "\n\n";
        node(NodeIndex(0), 0, depth, {});
        if (const std::size_t all = deepest(); depth < all)
            line(0, filled(Chosen{say("\nlembar kerja sampai tingkat {} dari {}; `--depth {}` menampilkan semuanya",
                                      "\nthe worksheet down to level {} of {}; `--depth {}` shows all of it")},
                           depth, all, all));
        for (std::size_t i = 0; i < model_.views.size(); ++i) view(i);
        for (std::size_t i = 0; i < model_.predicates.size(); ++i)
            if (assessment_.predicates[i].concerned && model_.predicates[i].kind != Predicate::Kind::stage) predicate(i);
        return std::move(out_);
    }

private:
    std::string shown(const Rational& value) const { return points(value, language_); }

    /// Of a node or a view.
    template <class Scored>
    void figures(std::size_t indent, const Score& score, const Scored& of) {
        std::string text = filled("{} {}; {} {}", say("mungkin", "possible"), points(score.possible, language_, of.thresholds),
                                  say("pasti", "certain"), points(score.certain, language_, of.thresholds));
        if (const Rational lost = of.weight - score.possible; !lost.is_zero())
            text += filled("; {} {}", say("tidak diperoleh", "lost"), shown(lost));
        if (const Rational open = score.possible - score.certain; !open.is_zero())
            text += filled("; {} {}", say("terbuka", "open"), shown(open));
        line(indent, text);
    }

    using Sources = std::vector<std::string>;  ///< citations in words
    Sources sources_of(const Notes& notes) const { return sources(model_, notes.citations, assessment_.as_of, language_); }

    /// `told`: sources already shown above.
    void notes(std::size_t indent, const Notes& notes, const Sources& told = {}) {
        for (const std::string& source : sources_of(notes))
            if (std::ranges::find(told, source) == told.end()) line(indent, say("dasar: ", "source: ") + source);
        for (const Text& text : notes.interpretations)
            if (!brief_ || read_.insert(text.id).second)
                line(indent, say("interpretasi: ", "interpretation: ") + std::string(text.in(language_)));
    }

    /// Shows a node with `depth` levels below it. `told`: the sources shown above, which hold here too.
    void node(NodeIndex index, std::size_t indent, std::size_t depth, Sources told) {
        const Node& n = model_.nodes[index];
        line(indent, filled("{} {} [{}]", n.id, n.title.in(language_), shown(n.weight)));
        figures(indent + 1, assessment_.nodes[index], n);
        if (n.question != none) question(n.question, indent + 1);
        notes(indent + 1, n.notes, told);
        if (depth == 0 || n.children.empty()) return;
        if (Sources own = sources_of(n.notes); !own.empty()) told = std::move(own);
        // Sources common to all children are shown once, at the parent.
        Sources common = sources_of(model_.nodes[n.children.front()].notes);
        const auto cites_it = [&](NodeIndex child) { return sources_of(model_.nodes[child].notes) == common; };
        if (n.children.size() > 1 && common != told && std::ranges::all_of(n.children, cites_it)) {
            for (const std::string& source : common)
                line(indent + 1, say("dasar butir di bawahnya: ", "source of what is below: ") + source);
            if (!common.empty()) told = std::move(common);
        }
        for (const NodeIndex child : n.children) node(child, indent + 1, depth - 1, told);
    }

    void question(QuestionIndex index, std::size_t indent) {
        const Question& q = model_.questions[index];
        const QuestionResult& result = assessment_.questions[index];
        std::string why = say("jawaban: ", "answer: ");
        const Text* criteria = nullptr;
        const Prevailing prevailing = prevailing_answer(model_, unit_, index);
        const Answer& given = *prevailing.answer;
        if (const auto* option = std::get_if<Member>(&given)) criteria = &q.option_criteria[option->value];
        why += answer_text(model_, q, given, language_);
        if (result.reason == Reason::answered)
            why += filled(" ({} {})", say("skor", "share"), shown(*result.claimed));
        else if (result.reason != Reason::unanswered && result.reason != Reason::refused)
            why += filled(" ({})", word(result.reason, language_));
        line(indent, why);
        if (prevailing.assessor != none) columns(indent, index, prevailing.assessor);
        if (result.claimed && result.backing.needed && result.certain != *result.claimed) evidence(indent, result);
        for (const std::string& said : lines_beside(model_, unit_, index, language_)) line(indent, said);
        if (criteria && !criteria->id.empty())
            line(indent, say("kriteria: ", "criterion: ") + std::string(criteria->in(language_)));
        if (result.decided_by != none) {
            const bool apart = result.reason == Reason::not_applicable || result.reason == Reason::applicability_open;
            notes(indent, apart ? q.inapplicable[result.decided_by].notes : q.cases[result.decided_by].notes);
        }
        if (q.scale != none) notes_of_scale(indent, model_.scales[q.scale]);
    }

    /// Who answered what, if an assessor answered after the unit.
    void columns(std::size_t indent, QuestionIndex index, AssessorIndex last) {
        const auto said = [&](const Answer& given) { return answer_text(model_, model_.questions[index], given, language_); };
        std::string text = say("unit: ", "unit: ") + said(*prevailing_answer(model_, unit_, index, 0).answer);
        for (AssessorIndex i{0}; i <= last; ++i)
            if (const Prevailing one = prevailing_answer(model_, unit_, index, std::size_t{i} + 1); one.assessor == i)
                text += filled("; {}: {}", model_.assessors[i].name, said(*one.answer));
        line(indent, text);
    }

    /// Why the claim does not count in full.
    void evidence(std::size_t indent, const QuestionResult& result) {
        const Document* const found = result.backing.document == none ? nullptr : documents_[result.backing.document];
        std::string text = filled("{} {}", say("data dukung:", "evidence:"),
                                  standing_text(result.backing.weakest, found, assessment_.as_of, language_));
        if (found != nullptr) {
            const Document& document = *found;
            text += filled(" ({} {})", model_.evidence[document.kind].title.in(language_), document.id);
        }
        text += filled("; {} {}", say("skor yang pasti", "certain share"), shown(result.certain));
        if (result.possible != result.certain) text += filled("; {} {}", say("mungkin", "possible"), shown(result.possible));
        line(indent, text);
    }

    /// Interpretations of a scale are shown once, though they affect every answer.
    void notes_of_scale(std::size_t indent, const Scale& scale) {
        if (told_.size() != model_.scales.size()) told_.resize(model_.scales.size(), false);
        const auto index = static_cast<std::size_t>(&scale - model_.scales.data());
        if (told_[index]) return;
        told_[index] = true;
        for (const Text& text : scale.notes.interpretations)
            line(indent, filled("{} ({} {}): {}", say("interpretasi", "interpretation"), say("skala", "scale"), scale.name,
                                text.in(language_)));
    }

    void view(std::size_t index) {
        const View& v = model_.views[index];
        if (index == 0) out_ += '\n';
        line(0, filled("{} {} ({}) [{}]", say("nilai gabungan", "view"), v.title.in(language_), v.name, shown(v.weight)));
        figures(1, assessment_.views[index], v);
    }

    void predicate(std::size_t index) {
        const Predicate& p = model_.predicates[index];
        const PredicateResult& result = assessment_.predicates[index];
        out_ += filled("\n{}: {}\n", titled(p, language_), word(result.verdict, language_));
        if (!result.exact)
            line(1, say("terbuka sebagai batas: belum terbukti bahwa yang belum diketahui dapat berakhir terpenuhi maupun "
                        "tidak terpenuhi",
                        "open as a bound: it is not proved that what is unknown can end both ways, met and not met"));
        notes(1, p.notes);
        Sources told = sources_of(p.notes);
        for (const ConditionResult& one : result.conditions) {
            const Condition& rule = p.conditions[one.condition];
            condition(rule, one, told);
            if (!brief_ || one.verdict != Verdict::met) std::ranges::move(sources_of(rule.notes), std::back_inserter(told));
        }
    }

    void condition(const Condition& rule, const ConditionResult& result, const Sources& told) {
        std::string text = filled("{} {}", mark(result.verdict), subject_text(model_, rule, language_));
        if (rule.subject != Condition::Subject::predicate)
            text += ": " + comparison_text(model_, unit_, assessment_.as_of, rule, result, language_);
        text += filled(" - {}", word(result.verdict, language_));
        if (result.margin)
            text += filled("; {} {}", say("selisih", "margin"),
                           signed_text(*result.margin, exact_points(*result.margin, language_)));
        line(1, text);
        if (!brief_ || result.verdict != Verdict::met) notes(3, rule.notes, told);
    }

    const Model& model_;
    const Unit& unit_;
    const Assessment& assessment_;
    std::vector<const Document*> documents_;
    bool brief_ = false;
    std::vector<bool> told_;
    std::set<std::string> read_;  ///< interpretations already shown, if brief
};

}  // namespace

std::string explain(const Model& model, const Unit& unit, const Assessment& assessment, Language language,
                    const Extent& extent) {
    const auto run = [&](std::size_t depth, bool brief) {
        return Explanation(model, unit, assessment, language).run(depth, brief);
    };
    const auto fits = [&](const std::string& text) {
        return static_cast<std::size_t>(std::ranges::count(text, '\n')) <= extent.lines;
    };
    std::size_t depth = std::min(extent.depth, Explanation(model, unit, assessment, language).deepest());
    std::string text = run(depth, false);
    if (fits(text)) return text;
    text = run(depth, true);
    while (depth > 0 && !fits(text)) text = run(--depth, true);
    return text;
}

}  // namespace zi
