// Loads rules, reads units from a text, assesses them. README.md shows this file; a test compares what it prints.
#include <zi/zi.hpp>

#include <cstdio>

int main() {
    const zi::Loaded rules = zi::load("rules/zi-2021.zi", zi::read_from_disk());
    if (!rules) return std::fputs(rules.text(zi::Language::english).c_str(), stderr), 1;
    const zi::Program program(rules.model);  // share it among threads
    zi::AssessmentState state;               // one for each thread
    const zi::Index wbk = rules.model->find_predicate("WBK");

    const char* units = R"({"id": "sintetis-1", "answers": {"A.I.1.i.a": "Ya", "A.I.1.i.b": "B", "B.I.a": "3.59"}})";
    zi::read_units(*rules.model, units, {}, [&](zi::Result<zi::Unit> unit) {
        if (!unit) return std::puts(zi::message(unit.diagnostics().front(), zi::Language::english).c_str()), true;
        const zi::Assessment result = zi::assess(program, *unit, *zi::Date::parse("2026-05-31"), state);
        const zi::Score& total = result.nodes.front();
        std::printf("%s: total %s, at most %s, WBK %s\n", unit->id.c_str(), total.certain.fraction().c_str(),
                    total.possible.fraction().c_str(), std::string(zi::code(result.predicates[wbk].verdict)).c_str());
        return true;
    });
}
