// Which units fall short of a predicate, of what, and by how much? shortfall RULES UNITS PREDICATE DAY
#include <zi/zi.hpp>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>

namespace {

std::optional<std::string> text_of(const char* path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return std::nullopt;
    return std::string(std::istreambuf_iterator<char>(file), {});
}

int fail(const std::string& text) {
    std::fputs(text.c_str(), stderr);
    return 1;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 5) return fail("usage: shortfall RULES UNITS PREDICATE DAY\n");
    const zi::Loaded rules = zi::load(argv[1], zi::read_from_disk());
    if (!rules) return fail(rules.text(zi::Language::english));
    const auto units = text_of(argv[2]);
    if (!units) return fail(std::string("cannot read ") + argv[2] + "\n");
    const zi::PredicateIndex predicate = rules.model->find_predicate(argv[3]);
    if (predicate == zi::none) return fail(std::string("no predicate is called ") + argv[3] + "\n");
    const auto day = zi::Date::parse(argv[4]);
    if (!day) return fail(std::string(argv[4]) + " is no day\n");

    const zi::Program program(rules.model);
    zi::AssessmentState state;
    bool refused = false;
    zi::read_units(*rules.model, *units, {}, [&](zi::Result<zi::Unit> unit) {
        if (!unit) {
            refused = true;
            for (const zi::Diagnostic& one : unit.diagnostics())
                std::printf("%s is refused at %s: %s\n", one.unit.c_str(), one.path.c_str(),
                            zi::message(one, zi::Language::english).c_str());
            return true;
        }
        const zi::PredicateResult result = zi::assess(program, *unit, *day, state).predicates[predicate];
        std::printf("%s: %s\n", unit->id.c_str(), std::string(zi::code(result.verdict)).c_str());
        for (const zi::ConditionResult& one : result.conditions) {
            const std::string& id = rules.model->predicates[predicate].conditions[one.condition].id;
            if (one.verdict == zi::Verdict::not_met && one.margin)
                std::printf("  %s: %s\n", id.c_str(), one.margin->decimal(2).c_str());
        }
        return true;
    });
    return refused ? 1 : 0;
}
