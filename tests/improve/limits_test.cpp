// Do the limits of a plan hold, and is what is told at them true?
#include "evidence/support.hpp"
#include "oracle.hpp"
#include "zi/load.hpp"

#include <array>
#include <atomic>

namespace zi::test {
namespace {

struct Bounded {
    std::shared_ptr<const Model> model;
    Unit unit{};

    explicit Bounded(const std::string& text) {
        const Loaded loaded = load_text("uji.zi", text);
        EXPECT_TRUE(loaded) << loaded.text(Language::english);
        model = loaded.model;
        unit = Unit(*model, "u");
    }
    Planned plan(const PlanOptions& options = {}) const {
        return plan_improvement(*model, unit, today, PredicateIndex(0), {}, options);
    }
    PlanFault check(const Planned& planned) const {
        return check_plan(*model, unit, today, PredicateIndex(0), {}, planned.best, *planned.certificate);
    }
};

const std::string head = "regulation uji \"Uji\"\nlevel bagian \"Bagian\"\nlevel area \"Area\"\n";

/// Yes/no questions in three equal parts of different weights and costs; two views share the part in the middle.
std::string crossing(std::size_t questions) {
    std::string tree;
    std::array<std::size_t, 3> weights{};
    for (std::size_t part = 0; part < 3; ++part) {
        std::string inner;
        for (std::size_t i = 0; i < questions / 3; ++i) {
            const std::size_t n = part * questions / 3 + i, weight = 1 + n * 7 % 13;
            weights[part] += weight;
            inner += "question q" + std::to_string(n) + " ya \"Q\" " + std::to_string(weight) + " cost " +
                     std::to_string(1 + n * 31 % 17) + "\n";
        }
        tree += std::string("bagian ") + "ABC"[part] + " \"Bagian\" " + std::to_string(weights[part]) + " {\n" + inner + "}\n";
    }
    const auto view = [&](const char* name, std::size_t a, std::size_t b, const char* sum) {
        return std::string("view area ") + name + " \"Area\" " + std::to_string(weights[a] + weights[b]) + " = " + sum + "\n";
    };
    return head + "scale ya \"Ya\" { Ya = 1 Tidak = 0 }\nworksheet \"Nilai\" " +
           std::to_string(weights[0] + weights[1] + weights[2]) + " {\n" + tree + "}\n" + view("V", 0, 1, "A + B") +
           view("W", 1, 2, "B + C") + "predicate P \"P\" {\nV >= 70%\nW >= 70%\n}\n";
}

/// Questions of five options, with weights over as many primes; all different costs.
std::string coprime(std::size_t questions, bool dear) {
    std::string tree;
    std::size_t prime = 11;
    for (std::size_t i = 0; i < questions / 2; ++i) {
        const std::string p = std::to_string(prime), a = std::to_string(prime / 2), b = std::to_string(2 * prime - prime / 2);
        const auto cost = [&](std::size_t n) { return std::to_string(dear ? 1000 + n * 7919 % 8999 : 1 + n % 7); };
        tree += "bagian A" + std::to_string(i) + " \"Bagian\" 2 {\nquestion q0 lima \"Q\" " + a + "/" + p + " cost " +
                cost(2 * i) + "\nquestion q1 lima \"Q\" " + b + "/" + p + " cost " + cost(2 * i + 1) + "\n}\n";
        do ++prime;
        while (prime % 2 == 0 || prime % 3 == 0 || prime % 5 == 0 || prime % 7 == 0);
    }
    return head + "scale lima \"Lima\" { A = 1 B = 0.75 C = 0.5 D = 0.25 E = 0 }\nworksheet \"Nilai\" " +
           std::to_string(questions) + " {\n" + tree + "}\npredicate P \"P\" { total >= 70% }\n";
}

/// No search for a plan could find any here within the boxes before; the library read what was not there.
TEST(Limits, APlanIsToldWhereTheSearchFindsNone) {
    for (const std::size_t questions : {36u, 60u}) {
        const Bounded it(crossing(questions));
        PlanOptions options;
        options.boxes = 200;
        options.certificate = true;
        const Planned planned = it.plan(options);
        EXPECT_EQ(planned.best.status, PlanStatus::bounded_gap);
        EXPECT_GT(planned.best.lower_bound, 0u);
        EXPECT_EQ(it.check(planned), PlanFault::sound);
    }
}

TEST(Limits, TheRegulationWithAPredicateThatCrossesItsAreas) {
    const std::string rules = std::string(ZI_SOURCE_DIR) + "/rules/zi-2021.zi";
    const auto files = read_from_disk();
    const Loaded loaded = load(rules, [&](std::string_view path) {
        auto text = files(path);
        if (text && path == rules) *text += "predicate UJI \"Uji\" {\nA.I >= 70%\nA.II >= 70%\neach change_area >= 60%\n}\n";
        return text;
    });
    ASSERT_TRUE(loaded) << loaded.text(Language::english);
    const Unit unit(*loaded.model, "u");
    PlanOptions options;
    options.boxes = 300;
    const Planned planned = plan_improvement(*loaded.model, unit, today, loaded.model->find_predicate("UJI"), {}, options);
    EXPECT_EQ(planned.best.status, PlanStatus::bounded_gap);
    EXPECT_GE(planned.best.cost, planned.best.lower_bound);
    EXPECT_GT(planned.best.lower_bound, 100u);
}

/// However little work: a plan that works, a bound that is proved, and never less than with less work.
void no_worse_with_more(const Bounded& it) {
    std::uint64_t cost = 0, bound = 0, used = 0;
    for (std::uint64_t work = 1; work <= std::uint64_t{1} << 20; work = work * 3 + 1) {
        PlanOptions options;
        options.work = work;
        const Planned planned = it.plan(options);
        ASSERT_TRUE(planned.best.status == PlanStatus::optimal || planned.best.status == PlanStatus::bounded_gap);
        EXPECT_LE(planned.work, work);
        if (work > 1) {
            EXPECT_LE(planned.best.cost, cost) << work;
            EXPECT_GE(planned.best.lower_bound, bound) << work;
            EXPECT_GE(planned.work, used) << work;
        }
        cost = planned.best.cost;
        bound = planned.best.lower_bound;
        used = planned.work;
        options.certificate = true;
        const Planned proved = it.plan(options);
        EXPECT_EQ(it.check(proved), PlanFault::sound) << work;
    }
}

TEST(Limits, MoreWorkIsNeverWorse) {
    no_worse_with_more(Bounded(crossing(36)));
    no_worse_with_more(Bounded(coprime(30, false)));
    no_worse_with_more(Bounded(coprime(40, true)));
}

TEST(Limits, MoreWorkIsNeverWorseWhateverTheRules) {
    Shape shape;
    shape.questions = 8;
    shape.combinations = 500;
    for_all(60, 200, [&](Choices& choose) {
        shape.documents = choose.likely(50);
        shape.awkward = !shape.documents && choose.likely(30);
        const Subject subject = any_subject(choose, shape);
        const Oracle oracle = try_everything(subject);
        if (oracle.too_large || !oracle.least()) return;
        std::uint64_t cost = 0, bound = 0;
        for (const std::uint64_t work : {1u, 30u, 300u, 1'000u, 3'000u, 30'000u, 300'000u}) {
            PlanOptions options;
            options.work = work;
            const Plan plan =
                plan_improvement(*subject.model, subject.unit, subject.day, subject.target, subject.costs, options).best;
            const auto fail = [&](const std::string& what) {
                RC_FAIL(what + " with work " + std::to_string(work) + shown(subject));
            };
            if (plan.cost < *oracle.least()) fail("a plan that cannot be");
            if (plan.lower_bound > *oracle.least()) fail("a bound that is not true");
            if (work > 1 && (plan.cost > cost || plan.lower_bound < bound)) fail("worse than with less work");
            cost = plan.cost;
            bound = plan.lower_bound;
        }
    });
}

/// Weights over 120 primes: numbers of hundreds of digits, of which the search must not add up many.
TEST(Limits, LongFractionsAreProvedQuickly) {
    const Bounded it(coprime(240, false));
    PlanOptions options;
    options.certificate = options.step = true;
    const Planned planned = it.plan(options);
    EXPECT_EQ(planned.best.status, PlanStatus::optimal);
    EXPECT_EQ(it.check(planned), PlanFault::sound);
    EXPECT_TRUE(planned.step);
    EXPECT_LT(planned.work, 10'000'000u);
}

TEST(Limits, AThresholdBesideALongFractionIsExact) {
    // All of it is asked for, or a little more than that, by less than any grid tells apart.
    Bounded it(coprime(120, false));
    auto model = std::make_shared<Model>(*it.model);
    it.model = model;
    Condition& condition = model->predicates[0].conditions[0];
    condition.threshold = Rational(120);
    EXPECT_EQ(it.plan().best.status, PlanStatus::optimal);
    Rational tiny(1, 1'000'000'000'000'000'000);
    tiny = tiny * tiny * tiny;
    condition.threshold = Rational(120) + tiny;
    EXPECT_EQ(it.plan().best.status, PlanStatus::impossible);
    condition.threshold = Rational(120) - tiny;
    const Planned planned = it.plan();
    EXPECT_EQ(planned.best.status, PlanStatus::optimal);
    EXPECT_EQ(planned.best.improvements.size(), 120u);
}

TEST(Limits, OtherPlansShareTheWork) {
    const Bounded it(coprime(60, true));
    PlanOptions options;
    options.next = 10;
    options.work = 3'000'000;
    const Planned planned = it.plan(options);
    EXPECT_EQ(planned.best.status, PlanStatus::optimal);
    EXPECT_TRUE(planned.cut);
    EXPECT_LT(planned.next.size(), 10u);
    EXPECT_LE(planned.work, options.work);
    EXPECT_NE(
        to_text(*it.model, it.unit, today, PredicateIndex(0), planned, Language::english).find("ended at its limit of work"),
        std::string::npos);
    EXPECT_NE(to_json(*it.model, it.unit, today, PredicateIndex(0), planned).find("\"cut\":true"), std::string::npos);
    options.next = 1;
    options.work = PlanOptions{}.work;
    const Planned one = it.plan(options);
    EXPECT_FALSE(one.cut);
    EXPECT_EQ(one.next.size(), 1u);
}

TEST(Limits, OneStepIsLookedForWithinTheWork) {
    const Bounded it(coprime(100, false));
    PlanOptions options;
    options.step = true;
    EXPECT_FALSE(it.plan(options).cut);
    options.work = 4'000;
    EXPECT_TRUE(it.plan(options).cut);
}

TEST(Limits, APlanIsCancelled) {
    const Bounded it(coprime(60, true));
    std::atomic<bool> cancel = true;
    PlanOptions options;
    options.cancel = &cancel;
    options.certificate = true;
    const Planned at_once = it.plan(options);
    EXPECT_TRUE(at_once.cancelled);
    EXPECT_EQ(at_once.best.status, PlanStatus::bounded_gap);
    EXPECT_EQ(it.check(at_once), PlanFault::sound);

    cancel = false;
    options.next = 10;
    std::uint64_t told = 0;
    options.progress = [&](std::uint64_t done, std::uint64_t work) {
        EXPECT_GT(done, told);
        EXPECT_LE(done, work);
        told = done;
        cancel = true;
    };
    const Planned midway = it.plan(options);
    EXPECT_TRUE(midway.cancelled);
    EXPECT_GT(told, 0u);
    EXPECT_LT(midway.work, options.work);
}

TEST(Limits, AProofTooLongToCheckIsNotSound) {
    const Bounded it(coprime(60, true));
    PlanOptions options;
    options.certificate = true;
    const Planned planned = it.plan(options);
    EXPECT_EQ(check_plan(*it.model, it.unit, today, PredicateIndex(0), {}, planned.best, *planned.certificate, 1'000),
              PlanFault::too_large);
    EXPECT_EQ(it.check(planned), PlanFault::sound);
}

/// A need that asks for half of many documents has more sets than can be looked at.
TEST(Limits, TooManySetsOfDocumentsAreAGap) {
    std::string kinds, need;
    for (std::size_t i = 0; i < 60; ++i) {
        kinds += "evidence k" + std::to_string(i) + " \"K\"\n";
        need += (i == 0 ? "k" : ", k") + std::to_string(i);
    }
    Bounded it(head + kinds +
               "scale ya \"Ya\" { Ya = 1 Tidak = 0 }\nworksheet \"Nilai\" 2 {\nbagian A \"A\" 2 {\nquestion a ya \"Q\" 1 { "
               "needs 30 of (" +
               need + ") }\nquestion b ya \"Q\" 1 { needs 20 of (" + need + ") needs 25 of (" + need +
               ") }\n}\n}\npredicate P \"P\" { total >= 2 }\n");
    it.unit.answers = {Member{0}, Member{0}};
    it.unit.documents.emplace();
    const Plan plan = it.plan().best;
    EXPECT_EQ(plan.status, PlanStatus::bounded_gap);
    EXPECT_EQ(plan.lower_bound, 0u);
    EXPECT_LE(plan.cost, 75u);
    EXPECT_EQ(plan.after.nodes.front().certain, Rational(2));
}

/// Each condition on its own sum, all of them across the others.
TEST(Limits, ManyViewsThatCross) {
    constexpr std::size_t parts = 24, views = 300;
    std::string tree, text, conditions;
    for (std::size_t i = 0; i < parts; ++i)
        tree += "bagian A" + std::to_string(i) + " \"A\" 2 {\nquestion a ya \"Q\" 1\nquestion b ya \"Q\" 1\n}\n";
    for (std::size_t v = 0; v < views; ++v) {
        std::string sum;
        for (const std::size_t i : {v % parts, (v * 5 + 1 + v / parts) % parts, (v * 7 + 2 + v / 5) % parts})
            if (sum.find("A" + std::to_string(i) + " ") == std::string::npos)
                sum += (sum.empty() ? "A" : "+ A") + std::to_string(i) + " ";
        const auto members = static_cast<std::size_t>(std::count(sum.begin(), sum.end(), 'A'));
        text += "view area V" + std::to_string(v) + " \"V\" " + std::to_string(2 * members) + " = " + sum + "\n";
        conditions += "V" + std::to_string(v) + " >= 50%\n";
    }
    const Bounded it(head + "scale ya \"Ya\" { Ya = 1 Tidak = 0 }\nworksheet \"Nilai\" " + std::to_string(2 * parts) + " {\n" +
                     tree + "}\n" + text + "predicate P \"P\" {\n" + conditions + "}\n");
    PlanOptions options;
    options.work = 1'000'000;
    options.certificate = true;
    const Planned planned = it.plan(options);
    EXPECT_LE(planned.best.cost, 2 * parts);
    EXPECT_EQ(it.check(planned), PlanFault::sound);
}

/// As many answers as scales and counts can have; what is looked at grows with the digits of their number.
TEST(Limits, FineScalesAndGreatCountsTakeNoLonger) {
    std::string tree, conditions;
    for (std::size_t i = 0; i < 60; ++i) {
        const std::string n = std::to_string(i);
        tree +=
            "question a" + n + " halus \"Q\" 1\nquestion b" + n + " bebas \"Q\" 1\nquestion c" + n +
            " ratio \"Q\" 1 {\ninput semua \"S\"\ninput sudah \"D\"\nwhen semua = 0 then 0\nvalue sudah / semua capped\n}\n";
    }
    Bounded it(head +
               "scale halus \"H\" number 0 .. 1000000 step 0.0001 { (value - 123456) / 765432 capped }\nscale bebas "
               "\"B\" number 0 .. 100 { (100 - value) / 100 }\nworksheet \"Nilai\" 180 {\nbagian A \"A\" 180 {\n" +
               tree + "}\n}\npredicate P \"P\" { total >= 123.4567 }\n");
    for (QuestionIndex q{0}; q < it.model->questions.size(); ++q)
        if (it.model->questions[q].kind == Question::Kind::ratio)
            it.unit.answers[q] = Counts{{Rational(999'999'999'989), Rational(static_cast<std::int64_t>(q))}};
    PlanOptions options;
    options.certificate = true;
    const Planned planned = it.plan(options);
    EXPECT_EQ(planned.best.status, PlanStatus::optimal);
    EXPECT_EQ(it.check(planned), PlanFault::sound);
}

/// Of a sum of many counts, bounds tell little: too many answers to look at, but a plan all the same.
TEST(Limits, TooManyAnswersAreAGap) {
    std::string tree;
    for (std::size_t i = 0; i < 12; ++i)
        tree += "question a" + std::to_string(i) +
                " ratio \"Q\" 1 {\ninput semua \"S\"\ninput a \"A\" <= semua\ninput b \"B\" <= semua\ninput c \"C\" <= semua\n"
                "when semua = 0 then 0\nvalue (a * b + b * c + a * c) / semua / semua / 3 capped\n}\n";
    Bounded it(head + "worksheet \"Nilai\" 12 {\nbagian A \"A\" 12 {\n" + tree + "}\n}\npredicate P \"P\" { total >= 6 }\n");
    for (Answer& answer : it.unit.answers)
        answer = Counts{{Rational(999'983), Rational(17), Rational(1'009), Rational(499'979)}};
    PlanOptions options;
    options.certificate = true;
    const Planned planned = it.plan(options);
    EXPECT_EQ(planned.best.status, PlanStatus::bounded_gap);
    EXPECT_EQ(planned.best.lower_bound, 0u);
    EXPECT_GE(planned.best.after.nodes.front().certain, Rational(6));
}

TEST(Limits, APopulationSharesTheWork) {
    const Bounded it(coprime(40, true));
    std::vector<Unit> units;
    for (Index i = 0; i < 4; ++i) {
        units.push_back(it.unit);
        units.back().id = "u" + std::to_string(i);
        units.back().answers[i] = Member{1};
    }
    PopulationOptions options;
    std::size_t told = 0;
    options.progress = [&](std::size_t done, std::size_t all) {
        EXPECT_EQ(done, ++told);
        EXPECT_EQ(all, 4u);
    };
    const PopulationPlan full = plan_population(*it.model, units, today, PredicateIndex(0), {}, 10'000'000, options);
    EXPECT_EQ(told, 4u);
    EXPECT_EQ(full.coached.size(), 4u);
    for (const UnitNeed& one : full.units) EXPECT_EQ(one.status, PlanStatus::optimal);

    options.progress = nullptr;
    options.work = 4'000;
    const PopulationPlan rough = plan_population(*it.model, units, today, PredicateIndex(0), {}, 10'000'000, options);
    for (const UnitNeed& one : rough.units) {
        EXPECT_EQ(one.status, PlanStatus::bounded_gap);
        const auto same =
            std::find_if(full.units.begin(), full.units.end(), [&](const UnitNeed& other) { return other.id == one.id; });
        EXPECT_GE(one.cost, same->cost);
        EXPECT_LE(one.lower_bound, same->cost);
    }

    std::atomic<bool> cancel = true;
    options.cancel = &cancel;
    EXPECT_TRUE(plan_population(*it.model, units, today, PredicateIndex(0), {}, 10'000'000, options).cancelled);
}

}  // namespace
}  // namespace zi::test
