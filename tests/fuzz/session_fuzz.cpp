// Sessions under varied rules: after any edits and undos the state is that of a fresh assessment, a change tells what lies
// between two of them, and undo brings back every bit.
#include "varied.hpp"

#include "session/support.hpp"
#include "zi/report.hpp"

using strangers::check;

namespace {

void sound(const std::string& fault) {
    if (!fault.empty()) std::fputs(fault.c_str(), stderr);
    check(fault.empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    auto choose = varied::choices(strangers::text_of(data, size));
    zi::sheet::Shape shape;
    shape.questions = 12;
    shape.extreme = choose.likely(30);
    const zi::test::Edited edited(choose, shape);
    std::map<std::string, int> seen;
    zi::Session session(edited.program, choose.pick(edited.donors), zi::test::today);
    sound(zi::test::fault(session));
    std::vector<std::pair<zi::Session::Mark, zi::test::Snapshot>> past;
    for (int i = 0; i < 12; ++i) {
        if (past.empty() || past.back().first != session.mark()) past.emplace_back(session.mark(), zi::test::Snapshot(session));
        const zi::Assessment before = session.assessment();
        if (choose.likely(20)) {
            const std::size_t back = choose.below(past.size());
            const auto change = session.undo_to(past[back].first);
            check(change.has_value() && zi::test::Snapshot(session) == past[back].second);
            sound(zi::test::fault(*change, before, session.assessment()));
            past.erase(past.begin() + static_cast<std::ptrdiff_t>(back) + 1, past.end());
        } else if (const auto change = any_edit(choose, edited, session, seen)) {
            check(!zi::to_json(session, *change).empty());
            sound(zi::test::fault(*change, before, session.assessment()));
        }
        sound(zi::test::fault(session));
        if (choose.likely(5)) {
            session.forget(session.mark());
            past.clear();
        }
    }
    return 0;
}
