// The worksheet as a tree with reasons, then the predicates condition by condition.
#include "phrases.hpp"
#include "remarks.hpp"
#include "standing.hpp"

#include "base/filled.hpp"

namespace zi {

namespace {

class Explanation {
public:
    Explanation(const Model& model, const Unit& unit, const Assessment& assessment, Language language)
        : model_(model), unit_(unit), assessment_(assessment), language_(language), documents_(documents_of(unit)) {}

    std::string run() {
        out_ += model_.title.in(language_);
        out_ += '\n';
        out_ += plain(unit_.id);
        if (!unit_.name.empty()) out_ += " - " + plain(unit_.name);
        out_ += "\n" + say("per tanggal ", "as of ") + assessment_.as_of.iso() + "\n";
        out_ += remarks_text(model_, unit_, language_) + "\n";
        out_ +=
            say("mungkin = nilai bila yang terbuka berakhir terbaik; pasti = nilai yang sudah tentu; hilang = bobot - mungkin; "
                "terbuka = mungkin - pasti; ~ = dibulatkan\n\n",
                "possible = score if what is open ends best; certain = score already sure; lost = weight - possible; "
                "open = possible - certain\n\n");
        if (std::string text = stage_text(model_, assessment_.stage, language_); !text.empty())
            out_ += say("tahap: ", "stage: ") + text + "\n\n";
        node(NodeIndex(0), 0);
        for (std::size_t i = 0; i < model_.views.size(); ++i) view(i);
        for (std::size_t i = 0; i < model_.predicates.size(); ++i)
            if (assessment_.predicates[i].concerned && model_.predicates[i].kind != Predicate::Kind::stage) predicate(i);
        return std::move(out_);
    }

private:
    std::string say(const char* indonesian, const char* english) const {
        return language_ == Language::indonesian ? indonesian : english;
    }

    void line(std::size_t indent, std::string_view text) {
        out_ += std::string(2 * indent, ' ');
        out_ += text;
        out_ += '\n';
    }

    /// Of a node or a view.
    template <class Scored>
    void figures(std::size_t indent, const Score& score, const Scored& of) {
        std::string text = filled("{} {}, {} {}", say("mungkin", "possible"), points(score.possible, of.thresholds),
                                  say("pasti", "certain"), points(score.certain, of.thresholds));
        if (const Rational lost = of.weight - score.possible; !lost.is_zero())
            text += filled(", {} {}", say("hilang", "lost"), points(lost));
        if (const Rational open = score.possible - score.certain; !open.is_zero())
            text += filled(", {} {}", say("terbuka", "open"), points(open));
        line(indent, text);
    }

    void notes(std::size_t indent, const Notes& notes) {
        for (const std::string& note : note_lines(model_, notes, assessment_.as_of, language_)) line(indent, note);
    }

    void node(NodeIndex index, std::size_t indent) {
        const Node& n = model_.nodes[index];
        line(indent, filled("{} {} [{}]", n.id, n.title.in(language_), points(n.weight)));
        figures(indent + 1, assessment_.nodes[index], n);
        if (n.question != none) question(n.question, indent + 1);
        notes(indent + 1, n.notes);
        for (const NodeIndex child : n.children) node(child, indent + 1);
    }

    void question(QuestionIndex index, std::size_t indent) {
        const Question& q = model_.questions[index];
        const QuestionResult& result = assessment_.questions[index];
        std::string why = say("jawaban: ", "answer: ");
        const Text* criteria = nullptr;
        const Prevailing prevailing = prevailing_answer(model_, unit_, index);
        const Answer& given = *prevailing.answer;
        if (const auto* option = std::get_if<Member>(&given)) criteria = &q.option_criteria[option->value];
        why += answer_text(model_, q, given);
        if (result.reason == Reason::answered)
            why += filled(" ({} {})", say("bagian", "share"), points(*result.claimed));
        else if (result.reason == Reason::unanswered || result.reason == Reason::refused)
            why += word(result.reason, language_);
        else
            why += filled(" ({})", word(result.reason, language_));
        line(indent, why);
        if (prevailing.assessor != none) columns(indent, index, prevailing.assessor);
        if (result.claimed && result.backing.needed && result.certain != *result.claimed) evidence(indent, result);
        if (criteria && !criteria->id.empty())
            line(indent, say("kriteria: ", "criterion: ") + std::string(criteria->in(language_)));
        if (result.decided_by != none) {
            const bool apart = result.reason == Reason::not_applicable || result.reason == Reason::applicability_open;
            notes(indent, apart ? q.inapplicable[result.decided_by].notes : q.cases[result.decided_by].notes);
        }
        if (q.scale != none) notes_of_scale(indent, model_.scales[q.scale]);
    }

    /// Who answered what, where somebody assessed after the unit.
    void columns(std::size_t indent, QuestionIndex index, AssessorIndex last) {
        const auto shown = [&](const Answer& given) { return given_text(model_, model_.questions[index], given, language_); };
        std::string text = say("unit: ", "unit: ") + shown(*prevailing_answer(model_, unit_, index, 0).answer);
        for (AssessorIndex i{0}; i <= last; ++i)
            if (const Prevailing one = prevailing_answer(model_, unit_, index, std::size_t{i} + 1); one.assessor == i)
                text += filled("; {}: {}", model_.assessors[i].name, shown(*one.answer));
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
        text += filled("; {} {}", say("bagian yang pasti", "certain share"), result.certain.shortest(decimal_places));
        if (result.possible != result.certain)
            text += filled(", {} {}", say("mungkin", "possible"), result.possible.shortest(decimal_places));
        line(indent, text);
    }

    /// Interpretations of a scale matter to every answer, but are told once.
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
        line(0, filled("{} {} [{}]", v.name, v.title.in(language_), points(v.weight)));
        figures(1, assessment_.views[index], v);
    }

    void predicate(std::size_t index) {
        const Predicate& p = model_.predicates[index];
        const PredicateResult& result = assessment_.predicates[index];
        out_ += filled("\n{} - {}: {}\n", p.name, p.title.in(language_), word(result.verdict, language_));
        if (!result.exact)
            line(1, say("terbuka sebagai batas: belum terbukti bahwa yang belum diketahui dapat berakhir terpenuhi maupun "
                        "tidak terpenuhi",
                        "open as a bound: it is not proved that what is unknown can end both ways, met and not met"));
        notes(1, p.notes);
        for (const ConditionResult& one : result.conditions) condition(p.conditions[one.condition], one);
    }

    void condition(const Condition& rule, const ConditionResult& result) {
        std::string text = filled("{} {} ({})", mark(result.verdict), rule.id, subject_title(model_, rule).in(language_));
        if (rule.subject != Condition::Subject::predicate)
            text += ": " + comparison_text(model_, unit_, assessment_.as_of, rule, result, language_);
        text += filled(" - {}", word(result.verdict, language_));
        if (result.margin)
            text += filled(", {} {}", say("selisih", "margin"), signed_text(*result.margin, exact_points(*result.margin)));
        line(1, text);
        notes(3, rule.notes);
    }

    const Model& model_;
    const Unit& unit_;
    const Assessment& assessment_;
    Language language_;
    std::vector<const Document*> documents_;
    std::vector<bool> told_;
    std::string out_;
};

}  // namespace

std::string explain(const Model& model, const Unit& unit, const Assessment& assessment, Language language) {
    return Explanation(model, unit, assessment, language).run();
}

}  // namespace zi
