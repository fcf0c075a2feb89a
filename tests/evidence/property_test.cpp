// Does evidence gate as docs/evidence.md says, whatever the rules, answers and documents?
//
// The oracle shares no code with the library: it works on the description from which the rules are printed, tells what a
// document can do from tables of days, and tries every way in which what is undecided may turn out.
#include <rapidcheck.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <sstream>
#include <utility>

#include "property/choices.hpp"
#include "support.hpp"
#include "zi/readiness.hpp"

namespace zi::test {
namespace {

// ---- The description ------------------------------------------------------------------------------------------------

const std::array<std::string, 3> kinds{"sk", "notulen", "foto"};
const std::array<std::string, 2> args{"tim", "rencana"};

/// `fresh`, and the days of issue around today (15 June 2025) that are too old for it.
struct Freshness {
    std::string text;
    std::vector<std::string> too_old;
};
const std::array<Freshness, 4> freshness{
    Freshness{"", {}}, Freshness{" fresh 1 year", {"2024-06-14", "2024-06-15"}},
    Freshness{" fresh 1 month", {"2024-06-14", "2024-06-15", "2024-06-16", "2025-05-14", "2025-05-15"}},
    Freshness{
        " fresh 10 day",
        {"2024-06-14", "2024-06-15", "2024-06-16", "2025-05-14", "2025-05-15", "2025-05-16", "2025-06-04", "2025-06-05"}}};
const std::array<std::string, 10> issue_days{"",           "2024-06-14", "2024-06-15", "2024-06-16", "2025-05-14",
                                             "2025-05-15", "2025-05-16", "2025-06-04", "2025-06-05", "2025-06-06"};

struct NeedText {
    std::size_t kind = EvidenceIndex(0);
    std::vector<std::size_t> args;
    std::size_t fresh = 0;
    std::size_t count = 0;  ///< how many parts must be met; a document has none
    std::vector<NeedText> parts;
};

struct QuestionText {
    std::size_t options = 0;  ///< 0: a number or a ratio
    bool ratio = false;
    std::vector<std::pair<NeedText, std::size_t>> needs;  ///< with the option of `for`, or `options` for none
};

struct Sheet {
    std::vector<QuestionText> questions;
    std::string combine;
};

const std::array<std::vector<Rational>, 5> shares{
    std::vector<Rational>{},
    {},
    {Rational(1), Rational(0)},
    {Rational(1), Rational(1) / Rational(2), Rational(0)},
    {Rational(9) / Rational(10), Rational(1) / Rational(2), Rational(3) / Rational(10), Rational(1) / Rational(10)}};

NeedText any_need(Choices& choose, std::size_t depth) {
    NeedText need;
    if (depth > 0 && choose.below(2) == 1) {
        const std::size_t parts = 1 + choose.below(3);
        for (std::size_t i = 0; i < parts; ++i) need.parts.push_back(any_need(choose, depth - 1));
        need.count = 1 + choose.below(parts);
        return need;
    }
    need.kind = choose.below(kinds.size());
    need.fresh = choose.below(2) == 0 ? 0 : choose.below(freshness.size());
    for (std::size_t i = 0; i < args.size(); ++i)
        if (choose.one_in(8)) need.args.push_back(i);
    return need;
}

Sheet any_sheet(Choices& choose) {
    Sheet sheet;
    sheet.combine = std::array{"mean", "min", "max"}[choose.below(3)];
    const std::size_t questions = 1 + choose.below(4);
    for (std::size_t i = 0; i < questions; ++i) {
        QuestionText question;
        question.options = std::array<std::size_t, 4>{3, 2, 4, 0}[choose.below(4)];
        question.ratio = choose.one_in(2);
        for (std::size_t needs = choose.below(3); needs-- > 0;) {
            NeedText need = any_need(choose, 2);
            const std::size_t option = question.options == 0 ? 0 : choose.below(question.options + 1);
            question.needs.emplace_back(std::move(need), option);
        }
        sheet.questions.push_back(std::move(question));
    }
    return sheet;
}

std::string print(const NeedText& need) {
    std::string text;
    if (need.parts.empty()) {
        text = kinds[need.kind];
        for (std::size_t i = 0; i < need.args.size(); ++i) text += (i == 0 ? "(" : ", ") + args[need.args[i]];
        if (!need.args.empty()) text += ")";
        return text + freshness[need.fresh].text;
    }
    if (need.count == need.parts.size())
        text = "all(";
    else if (need.count == 1)
        text = "any(";
    else
        text = std::to_string(need.count) + " of (";
    for (std::size_t i = 0; i < need.parts.size(); ++i) text += (i == 0 ? "" : ", ") + print(need.parts[i]);
    return text + ")";
}

std::string print(const Sheet& sheet) {
    std::string text = declarations + R"(scale s2 "S2" { A = 1 B = 0 }
scale s3 "S3" { A = 1 B = 0.5 C = 0 }
scale s4 "S4" { A = 0.9 B = 0.5 C = 0.3 D = 0.1 }
scale n "N" number 0 .. 4 { (value + 1) / 5 }
worksheet "Nilai" 12 {
  bagian A "A" 7 )" + sheet.combine +
                       " {\n";
    for (std::size_t i = 0; i < sheet.questions.size(); ++i) {
        const QuestionText& question = sheet.questions[i];
        const bool ratio = question.options == 0 && question.ratio;
        text += "question q" + std::to_string(i) + " " +
                (ratio                   ? std::string("ratio")
                 : question.options == 0 ? "n"
                                         : "s" + std::to_string(question.options)) +
                " \"Q\" {\n";
        if (ratio) text += "input x \"X\"\ninput y \"Y\"\nwhen y = 0 then open\nvalue x / y capped\n";
        for (const auto& [need, option] : question.needs) {
            text += "needs " + print(need);
            if (option < question.options) text += std::string(" for ") + "ABCD"[option];
            text += "\n";
        }
        text += "}\n";
    }
    return text + "}\n  bagian B \"B\" 5 {\n    question z s3 \"Z\"\n  }\n}\npredicate P \"P\" { total >= 50% A >= 3 }\n";
}

std::vector<Document> any_documents(Choices& choose, const Model& model, const Sheet& sheet) {
    std::vector<Document> documents;
    for (std::size_t count = choose.below(9); count-- > 0;) {
        Document one;
        one.id = "d" + std::to_string(documents.size());
        one.kind = kind_of(model, kinds[choose.below(kinds.size())]);
        constexpr std::array statuses{DocumentStatus::accepted,     DocumentStatus::submitted, DocumentStatus::verifying,
                                      DocumentStatus::needs_repair, DocumentStatus::rejected,  DocumentStatus::missing,
                                      DocumentStatus::accepted};
        one.status = statuses[choose.below(statuses.size())];
        for (const std::string& arg : args)
            if (choose.below(4) != 1) one.args.push_back(arg);
        const std::string& issued = issue_days[issue_days.size() - 1 - choose.below(issue_days.size())];
        if (!issued.empty()) one.issued = day(issued);
        if (choose.one_in(5)) one.valid_until = day(std::array{"2025-06-16", "2025-06-15", "2025-06-14"}[choose.below(3)]);
        for (QuestionIndex q{0}; q < sheet.questions.size(); ++q)
            if (const std::size_t options = sheet.questions[q].options; choose.below(4) != 1) {
                const std::size_t best = options == 0 ? 0 : choose.below(2 * options);
                one.supports.push_back({q, options == 0 || best >= options ? OptionIndex() : OptionIndex(best)});
            }
        if (!documents.empty() && choose.one_in(8)) one.supersedes.push_back(documents[choose.below(documents.size())].id);
        documents.push_back(std::move(one));
    }
    return documents;
}

std::vector<Answer> any_answers(Choices& choose, const Model& model, const Sheet& sheet) {
    std::vector<Answer> answers(model.questions.size());
    for (std::size_t i = 0; i < sheet.questions.size(); ++i) {
        const QuestionText& question = sheet.questions[i];
        if (choose.one_in(6)) continue;
        if (question.options > 0)
            answers[i] = Member{static_cast<Index>(choose.below(2) == 0 ? 0 : choose.below(question.options))};
        else if (question.ratio)
            answers[i] = Counts{{Rational(static_cast<int>(choose.below(5))), Rational(static_cast<int>(choose.below(5)))}};
        else
            answers[i] = Rational(static_cast<int>(choose.below(5)));
    }
    answers.back() = Member{static_cast<Index>(choose.below(3))};
    return answers;
}

// ---- The oracle -----------------------------------------------------------------------------------------------------

bool is_under_way(DocumentStatus status) {
    return status == DocumentStatus::submitted || status == DocumentStatus::verifying || status == DocumentStatus::needs_repair;
}

class Oracle {
public:
    Oracle(const Sheet& sheet, const std::vector<Document>& documents) : sheet_(sheet), documents_(documents) {
        for (std::size_t i = 0; i < documents.size(); ++i) {
            const Document& one = documents[i];
            const bool replaced = std::any_of(documents.begin(), documents.end(), [&](const Document& other) {
                return other.status == DocumentStatus::accepted &&
                       std::find(other.supersedes.begin(), other.supersedes.end(), one.id) != other.supersedes.end();
            });
            const bool expired = one.valid_until && one.valid_until->iso() < "2025-06-15";
            alive_.push_back(!replaced && !expired && (one.status == DocumentStatus::accepted || is_under_way(one.status)));
            if (alive_[i] && (is_under_way(one.status) || !one.issued)) undecided_.push_back(i);
        }
    }

    struct Found {
        std::size_t worst = 0,
                    best =
                        0;  ///< the option carried in the worst and in the best of all worlds; 0 or 1 for numbers: not carried
        std::size_t none = 0, all = 0;  ///< ... where nothing, where everything undecided turns out well
    };

    /// Tries every world.
    Found question(std::size_t index) {
        Found found;
        for (std::uint32_t world = 0; world < (1u << undecided_.size()); ++world) {
            good_.assign(documents_.size(), false);
            for (std::size_t i = 0; i < documents_.size(); ++i) good_[i] = true;
            for (std::size_t k = 0; k < undecided_.size(); ++k) good_[undecided_[k]] = (world >> k & 1) != 0;
            const std::size_t carried = option(index);
            if (world == 0) found.none = found.worst = found.best = carried;
            found.worst = std::max(found.worst, carried);
            found.best = std::min(found.best, carried);
            found.all = carried;
        }
        return found;
    }

private:
    /// The best option such that every need of it, and of all worse ones but the worst, is met.
    std::size_t option(std::size_t index) const {
        const QuestionText& question = sheet_.questions[index];
        const auto carried = [&](std::size_t level) {
            return std::all_of(question.needs.begin(), question.needs.end(), [&](const auto& need) {
                const bool asked = question.options == 0 || need.second == question.options || level <= need.second;
                return !asked || met(need.first, index, level);
            });
        };
        if (question.options == 0) return carried(0) ? 0 : 1;
        std::size_t best = question.options - 1;
        while (best > 0 && carried(best - 1)) --best;
        return best;
    }

    bool met(const NeedText& need, std::size_t question, std::size_t level) const {
        if (!need.parts.empty())
            return static_cast<std::size_t>(std::count_if(need.parts.begin(), need.parts.end(), [&](const NeedText& part) {
                       return met(part, question, level);
                   })) >= need.count;
        for (std::size_t i = 0; i < documents_.size(); ++i)
            if (serves(i, need, question, level)) return true;
        return false;
    }

    bool serves(std::size_t index, const NeedText& need, std::size_t question, std::size_t level) const {
        const Document& one = documents_[index];
        if (!alive_[index] || one.kind != need.kind) return false;
        for (const std::size_t arg : need.args)
            if (std::find(one.args.begin(), one.args.end(), args[arg]) == one.args.end()) return false;
        const bool supported = std::any_of(one.supports.begin(), one.supports.end(), [&](const Document::Support& support) {
            return support.question == question && (support.option == none || support.option <= level);
        });
        if (!supported) return false;
        // Without a day of issue nobody knows whether it is fresh: an undecided document, but only where that is asked.
        if (need.fresh == 0) return one.status == DocumentStatus::accepted || good_[index];
        if (!one.issued) return good_[index];
        const auto& too_old = freshness[need.fresh].too_old;
        return (one.status == DocumentStatus::accepted || good_[index]) &&
               std::find(too_old.begin(), too_old.end(), one.issued->iso()) == too_old.end();
    }

    const Sheet& sheet_;
    const std::vector<Document>& documents_;
    std::vector<bool> alive_, good_;
    std::vector<std::size_t> undecided_;
};

// ---- The properties -------------------------------------------------------------------------------------------------

/// A sheet with a unit, and how it is assessed.
struct Subject {
    explicit Subject(Choices& choose) : sheet(any_sheet(choose)) {
        const Loaded loaded = load_text("uji.zi", print(sheet));
        if (!loaded) RC_FAIL(loaded.text(Language::english) + print(sheet));
        model = loaded.model;
        unit = Unit(*model, "u");
        unit.answers = any_answers(choose, *model, sheet);
        unit.documents = any_documents(choose, *model, sheet);
    }

    Sheet sheet;
    std::shared_ptr<const Model> model;
    Unit unit;
};

std::string shown(const Subject& subject) {
    std::string text = print(subject.sheet);
    for (const Document& one : *subject.unit.documents) {
        text += one.id + " " + kinds[one.kind] + " " + std::string(code(one.status)) + " issued " +
                (one.issued ? one.issued->iso() : "?") + " until " + (one.valid_until ? one.valid_until->iso() : "-");
        for (const auto& support : one.supports)
            text += " q" + std::to_string(support.question) + ":" + std::to_string(support.option);
        for (const auto& id : one.supersedes) text += " supersedes " + id;
        text += "\n";
    }
    return text;
}

void check(bool holds, const Subject& subject, const char* what) {
    if (!holds) RC_FAIL(std::string(what) + "\n" + shown(subject));
}

/// No score of `low` is above that of `high`.
bool nowhere_above(const Assessment& low, const Assessment& high) {
    for (std::size_t i = 0; i < low.nodes.size(); ++i)
        if (high.nodes[i].certain < low.nodes[i].certain || high.nodes[i].possible < low.nodes[i].possible) return false;
    return true;
}

template <class Property>
void for_all_subjects(int cases, Property property) {
    for_all(cases, 160, [&](Choices& choose) {
        Subject subject(choose);
        property(subject);
    });
}

TEST(EvidenceProperty, TheProgramAgreesWithTheReference) {
    for_all_subjects(4'000, [](Subject& s) {
        AssessmentState state;
        const Assessment fast = assess(Program(s.model), s.unit, today, state);
        check(fast == assess_reference(*s.model, s.unit, today), s, "program and reference differ");
    });
}

TEST(EvidenceProperty, EveryQuestionIsCarriedAsTrialOfAllWorldsSays) {
    int between = 0;
    for_all_subjects(4'000, [&](Subject& s) {
        const Assessment result = assess_reference(*s.model, s.unit, today);
        Oracle oracle(s.sheet, *s.unit.documents);
        for (std::size_t i = 0; i < s.sheet.questions.size(); ++i) {
            const QuestionText& question = s.sheet.questions[i];
            const QuestionResult& found = result.questions[i];
            check(found.backing.needed == !question.needs.empty(), s, "needed");
            if (question.needs.empty()) continue;
            const Oracle::Found expected = oracle.question(i);
            check(expected.none == expected.worst && expected.all == expected.best, s, "more acceptance is never worse");
            if (question.options == 0) {
                check(found.backing.certain == (expected.worst == 0), s, "certain");
                check(found.backing.possible == (expected.best == 0), s, "possible");
            } else {
                check(found.backing.certain_option == expected.worst, s, "certain option");
                check(found.backing.possible_option == expected.best, s, "possible option");
            }
            if (!found.claimed) continue;
            if (found.certain != found.possible) ++between;
            const auto counted = [&](std::size_t carried) {
                if (question.options > 0) return min(*found.claimed, shares[question.options][carried]);
                const Rational worst = question.ratio ? Rational(0) : Rational(1) / Rational(5);
                return carried == 0 ? *found.claimed : min(*found.claimed, worst);
            };
            check(found.certain == counted(expected.worst), s, "certain share");
            check(found.possible == counted(expected.best), s, "possible share");
        }
    });
    EXPECT_GT(between, 400) << "the cases leave too little undecided to prove anything";
}

TEST(EvidenceProperty, TheWeakestStandingSaysWhyNotMoreIsCertain) {
    for_all_subjects(3'000, [](Subject& s) {
        for (const QuestionResult& result : assess_reference(*s.model, s.unit, today).questions) {
            const Backing& b = result.backing;
            if (!b.needed) continue;
            const bool full = b.certain_option == 0 && b.certain;
            check((b.weakest == Standing::accepted) == full, s, "accepted means that nothing is lacking");
            check(b.document == none || b.document < s.unit.documents->size(), s, "the document is one of the unit's");
        }
    });
}

TEST(EvidenceProperty, CertainIsAtMostPossibleIsAtMostClaimed) {
    for_all_subjects(3'000, [](Subject& s) {
        const Assessment gated = assess_reference(*s.model, s.unit, today);
        for (const Score& score : gated.nodes) check(score.certain <= score.possible, s, "certain > possible");
        s.unit.documents.reset();
        check(nowhere_above(gated, assess_reference(*s.model, s.unit, today)), s, "more than claimed");
    });
}

// A replacement takes away what it replaces, so these two speak of documents that supersede nothing.
TEST(EvidenceProperty, AcceptingADocumentNeverLowersAScore) {
    for_all_subjects(3'000, [](Subject& s) {
        const Assessment before = assess_reference(*s.model, s.unit, today);
        for (Document& one : *s.unit.documents) {
            if (!one.supersedes.empty()) continue;
            const Readiness was_ready = readiness(*s.model, s.unit, before, PredicateIndex(0));
            const DocumentStatus was = std::exchange(one.status, DocumentStatus::accepted);
            const Assessment accepted = assess_reference(*s.model, s.unit, today);
            check(nowhere_above(before, accepted), s, "acceptance lowered a score");
            const Readiness is_ready = readiness(*s.model, s.unit, accepted, PredicateIndex(0));
            check(was_ready.figure.certain <= is_ready.figure.certain && was_ready.figure.possible <= is_ready.figure.possible,
                  s, "acceptance lowered readiness");
            one.status = was;
        }
    });
}

TEST(EvidenceProperty, RejectingAnAcceptedDocumentNeverRaisesAScore) {
    for_all_subjects(3'000, [](Subject& s) {
        const Assessment before = assess_reference(*s.model, s.unit, today);
        for (Document& one : *s.unit.documents) {
            if (!one.supersedes.empty() || one.status != DocumentStatus::accepted) continue;
            one.status = DocumentStatus::rejected;
            check(nowhere_above(assess_reference(*s.model, s.unit, today), before), s, "rejection raised a score");
            one.status = DocumentStatus::accepted;
        }
    });
}

TEST(EvidenceProperty, TheOrderOfDocumentsDoesNotMatter) {
    for_all_subjects(3'000, [](Subject& s) {
        const Assessment before = assess_reference(*s.model, s.unit, today);
        std::reverse(s.unit.documents->begin(), s.unit.documents->end());
        const Assessment after_it = assess_reference(*s.model, s.unit, today);
        check(before.nodes == after_it.nodes, s, "scores depend on the order");
        for (std::size_t i = 0; i < before.questions.size(); ++i)
            check(before.questions[i].backing.weakest == after_it.questions[i].backing.weakest, s,
                  "standings depend on the order");
    });
}

// ---- All worlds -----------------------------------------------------------------------------------------------------

/// Every way in which a unit's answers and documents may turn out: an open question is answered and whatever that needs is
/// there; what is under way is accepted or rejected; a document without a day turns out to be of today, or old.
class Worlds {
public:
    Worlds(const Model& model, const Sheet& sheet, const Unit& unit) : model_(model), unit_(unit) {
        for (std::size_t i = 0; i < unit.answers.size(); ++i) {
            if (!std::holds_alternative<std::monostate>(unit.answers[i])) continue;
            std::vector<Answer> answers;
            const std::size_t options = i < sheet.questions.size() ? sheet.questions[i].options : 3;
            for (OptionIndex option = OptionIndex(0); option < options; ++option) answers.emplace_back(Member{option});
            if (options == 0 && sheet.questions[i].ratio)
                answers = {Counts{{Rational(0), Rational(1)}}, Counts{{Rational(1), Rational(2)}},
                           Counts{{Rational(1), Rational(1)}}};
            else if (options == 0)
                answers = {Rational(0), Rational(2), Rational(4)};
            questions_.emplace_back(static_cast<Index>(i), std::move(answers));
            count_ *= questions_.back().second.size();
        }
        for (std::size_t i = 0; i < unit.documents->size(); ++i) {
            const Document& one = (*unit.documents)[i];
            if (!is_under_way(one.status) && !(one.status == DocumentStatus::accepted && !one.issued)) continue;
            documents_.push_back(i);
            count_ *= 2;
        }
    }

    std::size_t count() const { return count_; }
    std::size_t unknown() const { return questions_.size() + documents_.size(); }
    /// May a document take another's place once it is accepted?
    bool replacing() const {
        return std::any_of(documents_.begin(), documents_.end(), [&](std::size_t i) {
            return is_under_way((*unit_.documents)[i].status) && !(*unit_.documents)[i].supersedes.empty();
        });
    }

    Unit at(std::size_t number) const {
        Unit unit = unit_;
        const auto one_of = [&](std::size_t ways) { return std::exchange(number, number / ways) % ways; };
        for (const std::size_t i : documents_) {
            Document& document = (*unit.documents)[i];
            const bool good = one_of(2) == 1;
            if (is_under_way(document.status)) document.status = good ? DocumentStatus::accepted : DocumentStatus::rejected;
            if (!document.issued) document.issued = good ? today : day("2000-01-01");
        }
        for (const auto& [question, answers] : questions_) {
            unit.answers[question] = answers[one_of(answers.size())];
            for (EvidenceIndex kind{0}; kind < model_.evidence.size(); ++kind) {
                Document there;
                there.id = "ada-" + std::to_string(question) + "-" + std::to_string(kind);
                there.kind = kind;
                there.status = DocumentStatus::accepted;
                there.issued = today;
                there.args.assign(args.begin(), args.end());
                there.supports = {{question, none}};
                unit.documents->push_back(std::move(there));
            }
        }
        return unit;
    }

private:
    const Model& model_;
    const Unit& unit_;
    std::vector<std::pair<QuestionIndex, std::vector<Answer>>> questions_;
    std::vector<std::size_t> documents_;
    std::size_t count_ = 1;
};

TEST(EvidenceProperty, IntervalsAndVerdictsAreThoseOfAllWorlds) {
    int units = 0, open_exact = 0, open_bound = 0, decided = 0;
    for_all_subjects(3'000, [&](Subject& s) {
        const Worlds worlds(*s.model, s.sheet, s.unit);
        if (worlds.unknown() > 6 || worlds.count() > 200) return;
        const Assessment now = assess_reference(*s.model, s.unit, today);
        // Where the rules leave an answer open, no document decides it.
        for (const QuestionResult& question : now.questions)
            if (question.reason != Reason::answered && question.reason != Reason::unanswered) return;
        const PredicateResult& result = now.predicates.front();
        // Then neither scores nor verdicts foresee everything (docs/evidence.md), and open is called a bound unless it is none
        // all the same.
        const bool replacing = worlds.replacing();
        ++units;
        std::vector<Assessment> ends;
        for (std::size_t i = 0; i < worlds.count(); ++i) ends.push_back(assess_reference(*s.model, worlds.at(i), today));
        for (std::size_t node = 0; node < now.nodes.size() && !replacing; ++node) {
            Rational least = ends.front().nodes[node].certain, most = least;
            for (const Assessment& end : ends) {
                check(end.nodes[node].certain == end.nodes[node].possible, s, "a complete unit is not decided");
                least = min(least, end.nodes[node].certain);
                most = max(most, end.nodes[node].certain);
            }
            check(now.nodes[node] == Score{least, most}, s, "the interval is not that of all worlds");
        }
        const auto ends_as = [&](Verdict verdict) {
            return std::any_of(ends.begin(), ends.end(),
                               [&](const Assessment& end) { return end.predicates.front().verdict == verdict; });
        };
        if (result.verdict == Verdict::met && !replacing) check(!ends_as(Verdict::not_met), s, "met now, not met later");
        if (result.verdict == Verdict::not_met && !replacing) check(!ends_as(Verdict::met), s, "not met now, met later");
        if (result.verdict == Verdict::open && !replacing) check(result.exact, s, "an ordinary worksheet is exact");
        if (result.verdict == Verdict::open && result.exact)
            check(ends_as(Verdict::met) && ends_as(Verdict::not_met), s, "open and exact, but it ends one way only");
        ++(result.verdict != Verdict::open ? decided : result.exact ? open_exact : open_bound);
    });
    EXPECT_GT(units, 600);
    EXPECT_GT(open_exact, 150);
    EXPECT_GT(open_bound, 3);
    EXPECT_GT(decided, 150);
}

}  // namespace
}  // namespace zi::test
