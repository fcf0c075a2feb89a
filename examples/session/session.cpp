// One unit under edit: what an answer changes, a question that leaves no trace, and undo. docs/session.md shows this file.
#include <zi/zi.hpp>

#include <cstdio>

int main() {
    const zi::Loaded rules = zi::load("rules/zi-2021.zi", zi::read_from_disk());
    if (!rules) return std::fputs(rules.text(zi::Language::english).c_str(), stderr), 1;
    const zi::Model& model = *rules.model;
    const zi::Program program(rules.model);  // share it among sessions and threads
    zi::Session session(program, zi::Unit(model, "sintetis-1"), *zi::Date::parse("2026-05-31"));

    const zi::Session::Mark start = session.mark();
    const zi::QuestionIndex first = model.find_question("A.I.1.i.a");
    if (const auto change = session.set_answer(first, zi::Member{0}))
        for (const zi::NodeIndex node : change->nodes)
            std::printf("%s: %s\n", model.nodes[node].id.c_str(), session.score(node).certain.shortest().c_str());

    {
        const zi::WhatIf overlay(session);  // ends with the block
        const auto change = session.set_answer(model.find_question("B.I.a"), zi::Rational(0));
        if (!change) return 1;
        for (const zi::Change::Turn& turn : change->predicates)
            std::printf("%s would be %s\n", model.predicates[turn.predicate].name.c_str(),
                        std::string(zi::code(turn.after)).c_str());
    }

    const auto refused = session.set_answer(first, zi::Member{7});
    if (!refused) std::puts(zi::message(refused.diagnostics().front(), zi::Language::english).c_str());
    session.undo_to(start);
    std::printf("total: %s\n", session.score(zi::NodeIndex(0)).certain.shortest().c_str());
}
