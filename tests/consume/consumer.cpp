// What a stranger can do with zi: rules in memory, one unit, one exact total.
#ifdef CONSUME_HEADER
#include <zi.hpp>
#else
#include <zi/zi.hpp>
#endif

#include <cstdio>

#if __has_include("syntax/ast.hpp") || __has_include("eval/facts.hpp")
#error "private headers reach consumers"
#endif

int main() {
    const zi::Loaded rules = zi::load_text("small.zi", R"(
regulation small "Kecil" in force 2020-01-01
scale three { A = 1 B = 1/3 C = 0 }
worksheet "Nilai" 10 {
  question a three "Pertama" 3
  question b three "Kedua" 7
}
predicate HALF "Separuh" { total >= 5 }
)");
    if (!rules) return std::fputs(rules.text(zi::Language::english).c_str(), stderr), 1;
    const zi::Program program(rules.model);
    zi::AssessmentState state;
    bool right = false;
    zi::read_units(*rules.model, R"({"id": "u", "answers": {"a": "A", "b": "B"}})", {}, [&](zi::Result<zi::Unit> unit) {
        if (!unit) return false;
        const zi::Assessment result = zi::assess(program, *unit, *zi::Date::parse("2024-02-29"), state);
        right = result.nodes.front().certain == zi::Rational(16, 3) && result.predicates.front().verdict == zi::Verdict::met;
        std::printf("%s\n", result.nodes.front().certain.fraction().c_str());
        return true;
    });
    return right ? 0 : 1;
}
