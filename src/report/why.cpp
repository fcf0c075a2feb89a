// Why predicates are met or not, in sentences for reports.
#include "largest.hpp"
#include "lines.hpp"
#include "phrases.hpp"
#include "remarks.hpp"
#include "standing.hpp"
#include "carried.hpp"

#include "base/filled.hpp"

#include <algorithm>

namespace zi {

namespace {

class Why : Lines {
public:
    Why(const Model& model, const Unit& unit, const Assessment& assessment, Language language)
        : Lines(language), model_(model), unit_(unit), assessment_(assessment), documents_(documents_of(unit)) {
        line(0, model.title.in(language));
        line_of(unit);
        line(0, say("per tanggal ", "as of ") + written(assessment.as_of, language));
        out_ += remarks_text(model, unit, language);
    }

    void met(const PredicateReasons& reasons) {
        if (!heading(reasons) || verdict(reasons) != Verdict::met) return;
        for (const ConditionReasons& one : reasons.conditions) condition(rule(reasons, one), one);
    }

    void not_met(const PredicateReasons& reasons) {
        if (!heading(reasons) || verdict(reasons) == Verdict::met) return;
        unknown(1, reasons.unknown_facts);
        std::size_t met = 0;
        for (const Verdict wanted : {Verdict::not_met, Verdict::open})
            for (const ConditionReasons& one : reasons.conditions)
                if (one.result.verdict == wanted) condition(rule(reasons, one), one);
        for (const ConditionReasons& one : reasons.conditions) met += one.result.verdict == Verdict::met;
        if (met > 0) line(1, filled(Chosen{say("Syarat lain yang terpenuhi: {}.", "Other conditions that are met: {}.")}, met));
    }

    /// Starts with the largest losses, and reduces conditions to what each needs.
    void begin_briefly() {
        constexpr std::size_t most = 10;
        brief_ = true;
        out_ += largest_losses(model_, unit_, assessment_, most, language_);
    }

    void nothing(const char* indonesian, const char* english) { out_ += "\n" + say(indonesian, english) + "\n"; }

    std::string take() { return std::move(out_); }

private:
    const Condition& rule(const PredicateReasons& reasons, const ConditionReasons& one) const {
        return model_.predicates[reasons.predicate].conditions[one.result.condition];
    }
    Verdict verdict(const PredicateReasons& reasons) const { return assessment_.predicates[reasons.predicate].verdict; }

    /// False if there is nothing more to say.
    bool heading(const PredicateReasons& reasons) {
        const Predicate& predicate = model_.predicates[reasons.predicate];
        const bool concerned = assessment_.predicates[reasons.predicate].concerned;
        out_ += '\n';
        line(0, filled("{}: {}", titled(predicate, language_),
                       concerned ? std::string(word(verdict(reasons), language_))
                                 : say("tidak menyangkut unit ini", "does not concern this unit")));
        for (const std::string& note : note_lines(model_, predicate.notes, assessment_.as_of, language_)) line(1, note);
        return concerned;
    }

    void unknown(std::size_t indent, const std::vector<FactIndex>& facts) {
        std::string text;
        for (const FactIndex fact : facts) {
            if (!text.empty()) text += "; ";
            text += filled("{} ({})", model_.facts[fact].title.in(language_), model_.facts[fact].id);
        }
        if (!text.empty()) line(indent, say("Fakta yang belum diketahui: ", "Facts that are not known: ") + text + ".");
    }

    void condition(const Condition& rule, const ConditionReasons& reasons) {
        line(1, filled("{} {}", mark(reasons.result.verdict), sentence(rule, reasons)));
        if (!brief_)
            for (const std::string& note : note_lines(model_, rule.notes, assessment_.as_of, language_)) line(3, note);
        // That the fact is unknown was said above.
        std::vector<FactIndex> others = reasons.unknown_facts;
        if (rule.subject == Condition::Subject::fact) std::erase(others, rule.index);
        unknown(3, others);
        if (reasons.result.verdict == Verdict::met || !is_score(rule)) return;
        ledger(reasons.losses);
        if (reasons.repairs) repairs(rule, *reasons.repairs);
    }

    std::string sentence(const Condition& rule, const ConditionReasons& reasons) const {
        const bool met = reasons.result.verdict == Verdict::met;
        if (rule.subject == Condition::Subject::predicate) {
            const Predicate& other = model_.predicates[rule.index];
            return filled(Chosen{say("{} harus terpenuhi: {}.", "{} must be met: {}.")}, titled(other, language_),
                          word(reasons.result.verdict, language_));
        }
        std::string text = filled(Chosen{say("{}: disyaratkan {}; ", "{}: {} required; ")},
                                  subject_text(model_, rule, language_), demand(model_, rule, language_));
        if (is_score(rule)) return text + score(rule, reasons.result) + ".";
        if (rule.subject == Condition::Subject::day)
            text += say("dinilai per ", "assessed as of ") + written(assessment_.as_of, language_);
        else {
            const FactValue& fact = fact_of(model_, unit_, rule.fact());
            const bool stated = is_known(fact);
            text += filled(Chosen{stated ? say("dinyatakan {}", "{} stated") : "{}"},
                           fact_value(model_, model_.facts[rule.index], fact, language_));
        }
        if (reasons.first_day) text += say("; terpenuhi mulai ", "; met from ") + written(*reasons.first_day, language_);
        const bool dated = rule.subject == Condition::Subject::day || rule.elapsed;
        if (dated && !met && !reasons.first_day && reasons.unknown_facts.empty())
            text += say("; tidak terpenuhi lagi dengan berlalunya waktu", "; the passing of time does not meet it");
        return text + ".";
    }

    /// "diperoleh 74.9983; kurang 1/600 (~0.0017)".
    std::string score(const Condition& rule, const ConditionResult& result) const {
        const Score& value = *result.value;
        const std::vector<Rational>& thresholds = thresholds_of(model_, rule);
        const std::string text = filled(Chosen{say("diperoleh {}", "{} reached")}, score_text(value, language_, thresholds));
        const Rational& margin = *result.margin;
        if (margin.is_zero()) return text + say("; tepat pada ambang", "; exactly on the threshold");
        if (margin.sign() > 0) return text + say("; selisih ", "; margin ") + exact_points(margin, language_);
        const bool too_much = rule.op == Operator::at_most || rule.op == Operator::below;
        const bool open = result.verdict == Verdict::open;
        return text + "; " + (open ? say("yang pasti ", "for certain ") : "") +
               (too_much ? say("lebih ", "too many by ") : say("kurang ", "short by ")) + exact_points(-margin, language_);
    }

    /// The losses of a node by reason, largest first.
    void ledger(const std::vector<Loss>& losses) {
        std::vector<std::pair<LossReason, Rational>> sums;
        Rational total;
        for (const Loss& loss : losses) {
            const auto known =
                std::find_if(sums.begin(), sums.end(), [&](const auto& sum) { return sum.first == loss.reason; });
            if (known == sums.end())
                sums.emplace_back(loss.reason, loss.points);
            else
                known->second += loss.points;
            total += loss.points;
        }
        if (sums.empty()) return;
        std::stable_sort(sums.begin(), sums.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
        std::string text = filled("{} {}: ", say("Poin yang belum diperoleh", "Points not earned for certain"),
                                  exact_points(total, language_));
        for (std::size_t i = 0; i < sums.size(); ++i)
            text +=
                filled("{}{} {}", i == 0 ? "" : "; ", word(sums[i].first, language_), exact_points(sums[i].second, language_));
        line(3, text + ".");
    }

    void repairs(const Condition& rule, const Repairs& repairs) {
        const std::string reached = decimal_text(repairs.least, language_, thresholds_of(model_, rule));
        if (!repairs.enough) {
            line(3, filled(Chosen{say("Memperbaiki semua yang dapat diperbaiki pun tidak cukup: nilai tertinggi {}.",
                                      "Even repairing all that can be repaired is not enough: at most {} is reached.")},
                           reached));
            return;
        }
        if (repairs.more_than > 0) {
            line(3,
                 filled(Chosen{say(
                            "Lebih dari {} hal perlu diperbaiki agar syarat ini terpenuhi; bila semuanya diperbaiki, nilainya "
                            "menjadi {}.",
                            "More than {} things must be repaired to meet this condition; if all are, the score becomes {}.")},
                        repairs.more_than, reached));
            return;
        }
        if (repairs.losses.size() == 1)
            line(3, say("Cukup satu hal diperbaiki agar syarat ini terpenuhi; nilainya menjadi ",
                        "Repairing one thing meets this condition; the score becomes ") +
                        reached + ":");
        else
            line(3, filled(Chosen{say("Paling sedikit {} hal perlu diperbaiki agar syarat ini terpenuhi; nilainya menjadi {}:",
                                      "At least {} things must be repaired to meet this condition; the score becomes {}:")},
                           repairs.losses.size(), reached));
        if (brief_) return out_.replace(out_.size() - 2, 1, "."), void();  // replaces the colon
        for (std::size_t i = 0; i < repairs.losses.size(); ++i) {
            const Loss& loss = repairs.losses[i];
            // Only the last loss of a question's answer may be repaired in part.
            const bool last = i + 1 == repairs.losses.size() || repairs.losses[i + 1].question != loss.question;
            const auto goal = std::find_if(repairs.goals.begin(), repairs.goals.end(), [&](const Goal& one) {
                return last && one.question == loss.question && loss.evidence == none;
            });
            if (goal == repairs.goals.end()) {
                repair(i + 1, loss, loss.points, nullptr);
                continue;
            }
            Rational brought = goal->points;
            for (std::size_t before = i; before-- > 0 && repairs.losses[before].question == loss.question;)
                if (repairs.losses[before].evidence == none) brought -= repairs.losses[before].points;
            repair(i + 1, loss, brought, &*goal);
        }
    }

    /// `goal`: the least answer that suffices instead of the best, and its points.
    void repair(std::size_t number, const Loss& loss, const Rational& brought, const Goal* goal) {
        const Node& node = model_.nodes[model_.questions[loss.question].node];
        line(4, filled("{}. {}: {} {}", number, named(node, language_), exact_points(brought, language_),
                       brought == Rational(1) ? say("poin", "point") : say("poin", "points")));
        line(5, remedy(loss, goal));
        if (const std::string all = all_needed(loss); !all.empty()) line(5, all);
        for (const std::string& said : lines_beside(model_, unit_, loss.question, language_)) line(5, said);
        for (const std::string& source : sources_of_answer(model_, loss.question, assessment_.as_of, language_))
            line(5, say("dasar: ", "source: ") + source);
    }

    /// What the claim still needs, if more than the one document named by the loss.
    std::string all_needed(const Loss& loss) const {
        if (loss.evidence == none) return {};
        const Question& question = model_.questions[loss.question];
        const auto* option = std::get_if<Member>(prevailing_answer(model_, unit_, loss.question).answer);
        const std::vector<Index> unmet = unmet_needs(model_, documents_, assessment_.as_of, loss.question,
                                                     option ? OptionIndex(option->value) : OptionIndex());
        if (unmet.size() < 2 && (unmet.empty() || question.needs[unmet.front()].need.kind == Need::Kind::document)) return {};
        std::string text;
        for (const Index i : unmet) text += (text.empty() ? "" : "; ") + need_text(question.needs[i].need);
        return filled("{} {}.", say("Agar diperoleh seluruhnya diperlukan:", "To come back in full it needs:"), text);
    }

    /// "Notulen rapat", or "salah satu dari (Notulen rapat, Undangan)".
    std::string need_text(const Need& need) const {
        if (need.kind == Need::Kind::document) {
            std::string text(model_.evidence[need.evidence].title.in(language_));
            for (const std::string& arg : need.args) text += filled(" [{}]", arg);
            return text;
        }
        std::string parts;
        for (const Need& part : need.parts) parts += (parts.empty() ? "" : ", ") + need_text(part);
        const std::string count = need.kind == Need::Kind::all   ? say("semua dari", "all of")
                                  : need.kind == Need::Kind::any ? say("salah satu dari", "one of")
                                                                 : filled("{} {}", need.count, say("dari", "of"));
        return filled("{} ({})", count, parts);
    }

    /// The problem with an answer, and what is required instead.
    std::string remedy(const Loss& loss, const Goal* goal) const {
        const Question& question = model_.questions[loss.question];
        const auto needed = [&](OptionIndex best) {
            return goal != nullptr ? needed_goal(*goal) : needed_option(question, best);
        };
        switch (loss.reason) {
            case LossReason::low_answer:
                return filled("{} {}{}", say("Jawaban:", "Answer:"),
                              answer_text(model_, question, *prevailing_answer(model_, unit_, loss.question).answer, language_),
                              needed(OptionIndex(0)));
            case LossReason::lowered_by_assessor: {
                const Answer& own = *prevailing_answer(model_, unit_, loss.question, 0).answer;
                const auto* option = std::get_if<Member>(&own);
                return filled(
                    Chosen{say("Jawaban unit {}, diturunkan {} menjadi {}{}", "The unit answers {}, lowered by {} to {}{}")},
                    answer_text(model_, question, own, language_), model_.assessors[loss.assessor].name,
                    answer_text(model_, question, *prevailing_answer(model_, unit_, loss.question).answer, language_),
                    needed(option ? OptionIndex(option->value) : OptionIndex()));
            }
            case LossReason::unanswered:
            case LossReason::incomplete:
            case LossReason::left_open:
            case LossReason::zero_denominator:
            case LossReason::refused: return sentence_of(loss.reason) + needed(OptionIndex(0));
            case LossReason::pending:
            case LossReason::needs_repair:
            case LossReason::expired:
            case LossReason::superseded:
            case LossReason::unfounded:
            case LossReason::rejected:
            case LossReason::unsupported: {
                std::string text = sentence_of(loss.reason);
                if (loss.reason == LossReason::expired && loss.document != none)
                    text +=
                        std::string(standing_text(Standing::expired, documents_[loss.document], assessment_.as_of, language_),
                                    word(Standing::expired, language_).size());
                if (loss.evidence != none) text += ": " + std::string(model_.evidence[loss.evidence].title.in(language_));
                if (loss.document != none) text += filled(" ({})", plain(documents_[loss.document]->id));
                return text + ".";
            }
            case LossReason::applicability_open:
            case LossReason::not_applicable:
            case LossReason::out_of_reach: break;
        }
        return sentence_of(loss.reason) + ".";
    }

    std::string sentence_of(LossReason reason) const {
        std::string text(word(reason, language_));
        text.front() = static_cast<char>(text.front() - 'a' + 'A');
        return text;
    }

    /// "; A menuntut: Jika ..." - the criteria of an option, if the rules state them.
    std::string needed_option(const Question& question, OptionIndex option) const {
        if (question.kind != Question::Kind::options || option == none) return ".";
        const std::string_view criterion = question.option_criteria[option].in(language_);
        std::string text = filled("; {} {}", say("diperlukan", "needed is"), model_.scales[question.scale].options[option].key);
        return criterion.empty() ? text + "." : filled("{}: \"{}\"", text, criterion);
    }

    /// The same for the least answer that suffices: "; diperlukan 3.60".
    std::string needed_goal(const Goal& goal) const {
        if (const auto* option = std::get_if<Member>(&goal.answer))
            return needed_option(model_.questions[goal.question], OptionIndex(option->value));
        const bool share_only = std::holds_alternative<std::monostate>(goal.answer);
        const Answer& given = *prevailing_answer(model_, unit_, goal.question).answer;
        return filled("; {} {}{}.", say("diperlukan", "needed is"), share_only ? say("paling sedikit ", "at least ") : "",
                      goal_text(model_, goal.question, given, goal.answer, goal.share, language_));
    }

    static std::string_view mark(Verdict verdict) {
        return verdict == Verdict::met ? "[x]" : verdict == Verdict::open ? "[?]" : "[ ]";
    }

    const Model& model_;
    const Unit& unit_;
    const Assessment& assessment_;
    std::vector<const Document*> documents_;
    bool brief_ = false;
};

}  // namespace

std::string why_text(const Model& model, const Unit& unit, const Assessment& assessment,
                     const std::vector<PredicateReasons>& reasons, Language language) {
    Why why(model, unit, assessment, language);
    if (reasons.empty()) why.nothing("Belum ada predikat yang terpenuhi.", "No predicate is met.");
    for (const PredicateReasons& one : reasons) why.met(one);
    return why.take();
}

std::string whynot_text(const Model& model, const Unit& unit, const Assessment& assessment,
                        const std::vector<PredicateReasons>& reasons, Language language, std::size_t most_repairs) {
    Why why(model, unit, assessment, language);
    std::size_t repairs = 0;
    for (const PredicateReasons& predicate : reasons)
        for (const ConditionReasons& one : predicate.conditions)
            if (one.repairs) repairs += one.repairs->losses.size();
    if (repairs > most_repairs) why.begin_briefly();
    if (reasons.empty()) why.nothing("Tidak ada predikat yang belum terpenuhi.", "No predicate is left to be met.");
    for (const PredicateReasons& one : reasons) why.not_met(one);
    return why.take();
}

}  // namespace zi
