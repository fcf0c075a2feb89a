// Is a session, after any stream of edits, what a fresh assessment of its unit is?
#include "support.hpp"

namespace zi::test {
namespace {

void check(const std::string& fault, const Edited& edited, const Session& session) {
    if (!fault.empty()) RC_FAIL(fault + shown(edited.subject, session.unit()));
}

/// Half of the units have documents of others beside their own.
Unit any_start(Choices& choose, const Edited& edited) {
    Unit unit = choose.pick(edited.donors);
    if (choose.likely(50) || !unit.documents) return unit;
    for (const Document& own : *unit.documents) {
        auto shared = std::make_shared<Document>(own);
        shared->id += "-bersama";
        unit.shared.push_back(std::move(shared));
    }
    return unit;
}

TEST(Session, EqualsAFreshAssessmentAfterEveryEdit) {
    std::map<std::string, int> seen;
    int turned = 0, staged = 0;
    for_all(1'000, 2'500, [&](Choices& choose) {
        const Edited edited(choose, sheet::Shape{});
        Session session(edited.program, any_start(choose, edited), today);
        check(fault(session), edited, session);
        for (int i = 0; i < 20; ++i) {
            const Assessment before = session.assessment();
            const auto change = any_edit(choose, edited, session, seen);
            check(fault(session), edited, session);
            if (!change) continue;
            check(fault(*change, before, session.assessment()), edited, session);
            turned += !change->predicates.empty();
            staged += change->stage_before != change->stage_after;
        }
    });
    EXPECT_GT(turned, 500);
    EXPECT_GT(staged, 30);
    for (const char* kind : {"clear", "assessor", "fact", "answer", "all documents", "remove own", "remove of several owners",
                             "document", "first document", "status"})
        EXPECT_GT(seen[kind], 50) << kind;
}

/// Totals beyond 64 bits, coprime weights, predicates that nobody meets.
TEST(Session, EqualsAFreshAssessmentAtTheExtremes) {
    std::map<std::string, int> seen;
    int in_integers = 0, in_rationals = 0;
    sheet::Shape shape;
    shape.extreme = true;
    for_all(60, 2'500, [&](Choices& choose) {
        const Edited edited(choose, shape);
        Session session(edited.program, any_start(choose, edited), today);
        for (int i = 0; i < 10; ++i) {
            const Assessment before = session.assessment();
            const auto change = any_edit(choose, edited, session, seen);
            check(fault(session), edited, session);
            if (change) check(fault(*change, before, session.assessment()), edited, session);
            ++(session.in_integers() ? in_integers : in_rationals);
        }
    });
    EXPECT_GT(in_integers, 0);
    EXPECT_GT(in_rationals, 50);
}

TEST(Session, UndoBringsBackEveryBit) {
    std::map<std::string, int> seen;
    int undone = 0;
    for_all(500, 2'500, [&](Choices& choose) {
        const Edited edited(choose, sheet::Shape{});
        Session session(edited.program, any_start(choose, edited), today);
        std::vector<std::pair<Session::Mark, Snapshot>> past;
        for (int i = 0; i < 30; ++i) {
            past.emplace_back(session.mark(), Snapshot(session));
            if (choose.likely(85)) {
                any_edit(choose, edited, session, seen);
                continue;
            }
            const Assessment before = session.assessment();
            const std::size_t back = past.size() - 1 - choose.below(std::min<std::size_t>(past.size(), 8));
            const auto change = session.undo_to(past[back].first);
            if (!change) RC_FAIL("nothing to undo to");
            check(fault(session), edited, session);
            check(Snapshot(session) == past[back].second ? "" : "not what it was", edited, session);
            check(fault(*change, before, session.assessment()), edited, session);
            undone += static_cast<int>(past.size() - 1 - back);
            past.erase(past.begin() + static_cast<std::ptrdiff_t>(back), past.end());
        }
    });
    EXPECT_GT(undone, 2'000);
}

TEST(Session, WhatIfLeavesNoTrace) {
    std::map<std::string, int> seen;
    int differed = 0;
    for_all(120, 2'000, [&](Choices& choose) {
        const Edited edited(choose, sheet::Shape{});
        Session session(edited.program, any_start(choose, edited), today);
        const Snapshot start(session);
        {
            const WhatIf outer(session);
            for (int i = 0; i < 5; ++i) any_edit(choose, edited, session, seen);
            const Snapshot middle(session);
            {
                const WhatIf inner(session);
                for (int i = 0; i < 5; ++i) any_edit(choose, edited, session, seen);
                check(fault(session), edited, session);
            }
            check(Snapshot(session) == middle ? "" : "the inner question left a trace", edited, session);
            differed += !(middle == start);
        }
        check(Snapshot(session) == start ? "" : "the outer question left a trace", edited, session);
    });
    EXPECT_GT(differed, 60);
}

// Weights with large prime denominators, and counts up to 10^12: no 126 bits hold all of them together.
TEST(Session, LeavesIntegersAndComesBack) {
    std::map<std::string, int> seen;
    int left = 0, returned = 0, never = 0;
    sheet::Shape shape;
    shape.awkward = true;
    for_all(1'600, 3'000, [&](Choices& choose) {
        Edited edited(choose, shape);
        edited.donors.clear();
        for (const std::size_t unanswered : {10, 10, 80})
            edited.donors.push_back(
                sheet::units_of(edited.subject.model,
                                json(edited.subject.sheet, sheet::any_unit(choose, edited.subject.sheet, {unanswered, true})))
                    .front());
        Session session(edited.program, edited.donors.back(), today);
        never += !edited.program.integral();
        for (int i = 0; i < 40; ++i) {
            const bool before = session.in_integers();
            const Assessment old = session.assessment();
            const auto change = any_edit(choose, edited, session, seen);
            left += before && !session.in_integers();
            returned += !before && session.in_integers();
            check(fault(session), edited, session);
            if (change) check(fault(*change, old, session.assessment()), edited, session);
        }
    });
    EXPECT_GT(left, 20);
    EXPECT_GT(returned, 10);
    RecordProperty("rules_without_integers", never);
}

}  // namespace
}  // namespace zi::test
