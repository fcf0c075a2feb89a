// Where do all the units of an institution stand? Reads what population.cpp writes (or any units) and prints a page in
// Indonesian: how far the units are, how their scores spread, who meets which predicate, who is closest to WBK and what holds
// them back.
//
//   zi_kalsel_summary RULES UNITS DATE [EVIDENCE]
#include <zi/zi.hpp>

#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

namespace {

using zi::Index, zi::Rational;

constexpr auto language = zi::Language::indonesian;

/// Conditions of one predicate that a unit surely misses.
struct Miss {
    std::string id, name;
    std::vector<const zi::ConditionResult*> conditions;
    Rational largest;  ///< share of its threshold by which the worst of them is missed
    zi::Assessment assessment;
};

class Summary {
public:
    Summary(const zi::Model& model, zi::PredicateIndex predicate)
        : model_(model), predicate_(predicate), missed_(rule().conditions.size(), 0) {}

    void add(const zi::Unit& unit, zi::Assessment assessment) {
        const auto answered = static_cast<std::size_t>(
            std::count_if(assessment.questions.begin(), assessment.questions.end(),
                          [](const zi::QuestionResult& q) { return q.reason == zi::Reason::answered; }));
        ++(answered == 0                            ? idle_
           : 2 * answered < model_.questions.size() ? begun_
           : answered < model_.questions.size()     ? building_
                                                    : complete_);
        totals_.push_back(assessment.nodes.front().certain);
        verdicts_.emplace_back();
        stages_.push_back(assessment.stage.certain);
        for (const zi::PredicateResult& result : assessment.predicates)
            verdicts_.back().push_back(result.concerned ? static_cast<int>(result.verdict) : -1);
        if (assessment.predicates[predicate_].verdict == zi::Verdict::not_met) miss(unit, std::move(assessment));
    }

    void print(zi::Date day) {
        std::printf("%zu unit per %s (%s)\n", totals_.size(), day.iso().c_str(), model_.title.id.c_str());
        funnel();
        std::puts("\nPengisian lembar kerja");
        row("membangun, semua pertanyaan terjawab", complete_);
        row("membangun, sebagian pertanyaan terjawab", building_);
        row("baru mulai (kurang dari separuh terjawab)", begun_);
        row("belum mulai", idle_);
        bands();
        predicates();
        closest();
        obstacles();
    }

private:
    const zi::Predicate& rule() const { return model_.predicates[predicate_]; }
    static std::string with_comma(std::string decimal) {
        std::ranges::replace(decimal, '.', ',');
        return decimal;
    }
    static void row(const std::string& text, std::size_t count) { std::printf("  %-64s %4zu\n", text.c_str(), count); }

    /// How many units stand at each stage, and how many meet it, those further on among them.
    void funnel() const {
        std::printf("\n%-55s %9s  %8s\n", "Tahap", "di sini", "memenuhi");
        const auto standing = [&](Index index) { return std::count(stages_.begin(), stages_.end(), index); };
        std::printf("  %-53s %9td\n", "belum mencanangkan", standing(zi::none));
        for (zi::PredicateIndex i{0}; i < model_.predicates.size(); ++i) {
            if (model_.predicates[i].kind != zi::Predicate::Kind::stage) continue;
            const auto met = std::count_if(verdicts_.begin(), verdicts_.end(),
                                           [&](const auto& unit) { return unit[i] == static_cast<int>(zi::Verdict::met); });
            std::printf("  %-53s %9td  %8td\n", model_.predicates[i].title.id.c_str(), standing(i), met);
        }
    }

    /// The bands are bounded by what the predicates ask of the total.
    void bands() {
        std::vector<Rational> bounds{Rational(0)};
        for (const zi::Predicate& predicate : model_.predicates)
            for (const zi::Condition& condition : predicate.conditions)
                if (condition.subject == zi::Condition::Subject::node && condition.index == 0)
                    bounds.push_back(condition.threshold);
        std::sort(bounds.begin(), bounds.end(), std::greater<>());
        std::puts("\nNilai pasti (jawaban yang belum ada dihitung terburuk)");
        std::string below;
        for (const Rational& bound : bounds) {
            const auto in_band = [&](const Rational& total) {
                return !(total < bound) && !(bound.is_zero() && total.is_zero());
            };
            const auto begin = std::partition(totals_.begin(), totals_.end(), in_band);
            const std::string low = bound.is_zero() ? "di atas 0" : bound.shortest() + " ke atas";
            row(low + (below.empty() ? "" : ", di bawah " + below), static_cast<std::size_t>(begin - totals_.begin()));
            totals_.erase(totals_.begin(), begin);
            below = bound.shortest();
        }
        row("0", totals_.size());
    }

    void predicates() const {
        std::printf("\n%-36s %9s  %15s  %7s\n", "Predikat dan kelayakan", "terpenuhi", "tidak terpenuhi", "terbuka");
        for (std::size_t p = 0; p < model_.predicates.size(); ++p) {
            if (model_.predicates[p].kind == zi::Predicate::Kind::stage) continue;
            const auto count = [&](zi::Verdict verdict) {
                return std::count_if(verdicts_.begin(), verdicts_.end(),
                                     [&](const auto& unit) { return unit[p] == static_cast<int>(verdict); });
            };
            const auto met = count(zi::Verdict::met), missed = count(zi::Verdict::not_met), open = count(zi::Verdict::open);
            if (met + missed + open > 0)
                std::printf("  %-34s %9td  %15td  %7td\n", model_.predicates[p].title.id.c_str(), met, missed, open);
        }
    }

    /// What even the best outcome of open questions lacks. Zero for conditions on facts.
    Rational shortfall(const zi::ConditionResult& result) const {
        return result.value ? rule().conditions[result.condition].threshold - result.value->possible : Rational(0);
    }

    void miss(const zi::Unit& unit, zi::Assessment assessment) {
        Miss miss{unit.id, unit.name, {}, Rational(0), std::move(assessment)};
        for (const zi::ConditionResult& one : miss.assessment.predicates[predicate_].conditions) {
            if (one.verdict != zi::Verdict::not_met) continue;
            ++missed_[one.condition];
            miss.conditions.push_back(&one);
            miss.largest = max(miss.largest, shortfall(one) / rule().conditions[one.condition].threshold);
        }
        misses_.push_back(std::move(miss));
    }

    /// Fewest missed conditions first, then by how narrowly the worst of them is missed.
    void closest() {
        constexpr std::size_t shown = 6;
        std::sort(misses_.begin(), misses_.end(), [](const Miss& a, const Miss& b) {
            return a.conditions.size() != b.conditions.size() ? a.conditions.size() < b.conditions.size()
                                                              : a.largest < b.largest;
        });
        std::printf("\nPaling dekat dengan %s, dan apa yang menahannya\n", rule().name.c_str());
        for (std::size_t i = 0; i < misses_.size() && i < shown; ++i) {
            std::printf("  %s\n", misses_[i].name.c_str());
            for (const zi::ConditionResult* one : misses_[i].conditions) {
                const zi::Condition& condition = rule().conditions[one->condition];
                if (!one->value || condition.subject == zi::Condition::Subject::fact) {
                    std::printf("    %s\n", title(condition).c_str());
                    continue;
                }
                std::printf("    %s: paling tinggi %s, padahal harus %s; kurang %s\n", title(condition).c_str(),
                            with_comma(one->value->possible.decimal(4, {&condition.threshold, 1})).c_str(),
                            with_comma(condition.threshold.shortest()).c_str(), shortfall(*one).fraction().c_str());
            }
        }
    }

    void obstacles() const {
        std::printf("\nSyarat %s yang sudah pasti tidak terpenuhi\n", rule().name.c_str());
        std::vector<std::size_t> order;
        for (std::size_t i = 0; i < missed_.size(); ++i)
            if (missed_[i] > 0) order.push_back(i);
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return missed_[a] > missed_[b]; });
        for (const std::size_t i : order) row(title(rule().conditions[i]), missed_[i]);
    }

    std::string title(const zi::Condition& condition) const {
        switch (condition.subject) {
            case zi::Condition::Subject::node: return model_.nodes[condition.index].title.id;
            case zi::Condition::Subject::view: return model_.views[condition.index].title.id;
            case zi::Condition::Subject::fact: return model_.facts[condition.index].title.id;
            case zi::Condition::Subject::day: return "Tanggal penilaian";
            case zi::Condition::Subject::predicate: break;
        }
        return model_.predicates[condition.index].title.id;
    }

    const zi::Model& model_;
    zi::PredicateIndex predicate_;
    std::size_t idle_ = 0, begun_ = 0, building_ = 0, complete_ = 0;
    std::vector<Rational> totals_;
    std::vector<Index> stages_;
    std::vector<std::vector<int>> verdicts_;
    std::vector<Miss> misses_;
    std::vector<std::size_t> missed_;
};

/// Did all of it arrive, and not only in a buffer?
bool written() { return std::fflush(stdout) == 0 && std::ferror(stdout) == 0; }

}  // namespace

int main(int argc, char** argv) {
    const auto day = argc == 4 || argc == 5 ? zi::Date::parse(argv[3]) : std::nullopt;
    if (!day) {
        std::fputs("zi_kalsel_summary RULES UNITS DATE [EVIDENCE]\n", stderr);
        return 2;
    }
    const zi::FileReader read = zi::read_from_disk();
    const zi::Loaded rules = zi::load(argv[1], read);
    const auto text = read(argv[2]);
    zi::SharedEvidence shared;
    if (const auto evidence = rules && argc == 5 ? read(argv[4]) : std::nullopt)
        if (auto documents = zi::read_evidence(*rules.model, *evidence, {})) shared = std::move(*documents);
    const zi::PredicateIndex wbk = rules ? rules.model->find_predicate("WBK") : zi::none;
    if (!text || wbk == zi::none) {
        std::fprintf(stderr, "%s%s: cannot be summarised\n", rules.text(language).c_str(), text ? argv[1] : argv[2]);
        return 1;
    }
    const zi::Program program(rules.model);
    zi::AssessmentState state;
    Summary summary(*rules.model, wbk);
    bool sound = true;
    zi::read_units(
        *rules.model, *text, {},
        [&](zi::Result<zi::Unit> unit) {
            if (unit)
                summary.add(*unit, zi::assess(program, *unit, *day, state));
            else
                sound = (std::fprintf(stderr, "%s\n", zi::message(unit.diagnostics().front(), language).c_str()), false);
            return true;
        },
        &shared);
    summary.print(*day);
    return sound && written() ? 0 : 1;
}
