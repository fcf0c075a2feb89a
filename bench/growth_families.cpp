// One family for each statement of the language, and for each question asked of units, evidence and plans.
#include "growth.hpp"

#include "zi/diff.hpp"
#include "zi/graph.hpp"
#include "zi/graph_report.hpp"
#include "zi/improve.hpp"
#include "zi/load.hpp"
#include "zi/program.hpp"
#include "zi/read_columns.hpp"
#include "zi/readiness.hpp"
#include "zi/report.hpp"
#include "zi/why.hpp"
#include "text_source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <numeric>
#include <optional>
#include <span>
#include <string>
#include <utility>

namespace growth {

namespace {

using namespace zi;

/// Each piece of text made by `make(i)` for i from 0.
template <class Make>
std::string times(std::size_t n, Make make) {
    std::string text;
    for (std::size_t i = 0; i < n; ++i) text += make(i);
    return text;
}

const std::string head = "regulation r \"R\" source S \"S\"\nlevel area \"A\"\nscale ya { Ya = 1 Tidak = 0 }\n";

std::string sheet(const std::string& body, const char* weight = "6") {
    return fmt::format("worksheet \"W\" {} {{\n{}\n}}\n", weight, body);
}
std::string small_sheet(const std::string& more = {}) { return head + sheet("question q ya \"Q\"") + more; }

std::string questions(std::size_t n) {
    return times(n, [](std::size_t i) { return fmt::format("question q{} ya \"Q\"\n", i); });
}

/// Weights whose denominators have nothing in common, and the last of which makes up the rest.
std::string coprime_sheet(std::size_t n) {
    std::vector<std::size_t> primes;
    for (std::size_t p = 3; primes.size() < n; p += 2)
        if (std::none_of(primes.begin(), primes.end(), [&](std::size_t q) { return q * q <= p && p % q == 0; }))
            primes.push_back(p);
    // 1/p and 1 - 1/p in turn: the areas weigh 1 each.
    return head +
           sheet(times(n,
                       [&](std::size_t i) {
                           return fmt::format("area a{0} \"A\" 1 {{ question x ya \"X\" 1/{1} question y ya \"Y\" {2}/{1} }}\n",
                                              i, primes[i], primes[i] - 1);
                       }),
                 std::to_string(n).c_str());
}

Work loads(std::string text, bool sound = true) {
    return [text = std::move(text), sound] {
        const Loaded loaded = load_text("x.zi", text);
        return (loaded.model != nullptr) == sound;
    };
}
Work refused(std::string text, Code code) {
    return [text = std::move(text), code] {
        const Loaded loaded = load_text("x.zi", text);
        const bool said = std::any_of(loaded.diagnostics.begin(), loaded.diagnostics.end(),
                                      [&](const Diagnostic& one) { return one.code == code; });
        return said && loaded.text(Language::english).size() < 1'000'000;
    };
}
Work formats(std::string text) {
    return [text = std::move(text)] { return format("x.zi", text).text.has_value(); };
}

/// Of rules that are in order.
std::shared_ptr<const Model> model_of(const std::string& text) {
    const Loaded loaded = load_text("x.zi", text);
    if (loaded.model) return loaded.model;
    fmt::print(stderr, "{}", loaded.text(Language::english));
    std::abort();
}
const Date day = *Date::parse("2026-05-31");

/// Reads the one unit of a text; nothing if it is refused.
std::optional<Unit> unit_of(const Model& model, const std::string& text, const SharedEvidence* shared = nullptr) {
    std::optional<Unit> unit;
    read_units(
        model, text, {}, [&](Result<Unit> read) { return read ? (unit = std::move(*read), true) : false; }, shared);
    return unit;
}

std::string answers(std::size_t n, const char* option) {
    std::string text = times(n, [&](std::size_t i) { return fmt::format("\"q{}\":\"{}\",", i, option); });
    if (!text.empty()) text.pop_back();
    return "{\"id\":\"u\",\"answers\":{" + text + "}}";
}

/// What is asked of a unit with n answers, given the model, the unit and its assessment.
template <class Ask>
Work asks(std::size_t n, Ask ask) {
    const auto model = model_of(head + sheet(questions(n)) + "predicate P \"P\" { total >= 5 }\n");
    auto unit = std::make_shared<const Unit>(*unit_of(*model, answers(n / 2, "Ya")));
    auto assessed = std::make_shared<const Assessment>(assess_reference(*model, *unit, day));
    return [=] { return ask(*model, *unit, *assessed); };
}

/// Documents of one unit, each made by `make(i)`.
template <class Make>
Work graphs(std::size_t n, Make make, std::function<bool(const EvidenceGraph&)> ask) {
    const auto model = model_of(head + "evidence e \"E\"\n" + sheet("question q ya \"Q\" { needs e }"));
    std::string documents = times(n, make);
    documents.pop_back();
    const Unit unit = *unit_of(*model, "{\"id\":\"u\",\"answers\":{\"q\":\"Ya\"},\"evidence\":[" + documents + "]}");
    return [=] { return ask(EvidenceGraph(model, {unit}, day)); };
}

std::string document(std::size_t i, const std::string& more) {
    return fmt::format("{{\"id\":\"d{}\",\"kind\":\"e\",\"status\":\"accepted\"{}}},", i, more);
}

Work shared_dot(std::size_t n) {
    const auto model = model_of(head + "evidence e \"E\"\n" + sheet("question q ya \"Q\" { needs e }"));
    std::string documents = times(n, [](std::size_t i) { return document(i, ",\"owner\":\"o\",\"supports\":[\"q\"]"); });
    documents.pop_back();
    const SharedEvidence shared = *read_evidence(*model, "[" + documents + "]", {});
    const Unit unit = *unit_of(*model, R"({"id":"u","belongs_to":["o"],"answers":{"q":"Ya"},"evidence":[]})", &shared);
    auto graph = std::make_shared<const EvidenceGraph>(model, std::vector{unit}, day);
    return [=] { return unit_dot(*graph, UnitIndex(0), Language::english).size() > n; };
}

Work coprime_unit(std::size_t n) {
    const auto model = model_of(coprime_sheet(n));
    Unit unit(*model, "u");
    for (std::size_t q = 0; q < model->questions.size(); q += 3) unit.answers[q] = Member{0};
    return [=] {
        const Assessment assessed = assess_reference(*model, unit, day);
        return assessed.nodes[0].certain < assessed.nodes[0].possible &&
               assessed.nodes[0].possible == Rational(static_cast<std::int64_t>(n));
    };
}

std::string inputs(std::size_t n, const std::string& rest) {
    return head + sheet("question q ratio \"Q\" {\n" +
                        times(n, [](std::size_t i) { return fmt::format("input i{} \"I\"\n", i); }) + rest + "\n}");
}

Work reads(const std::string& rules, std::string text, std::size_t good, std::size_t bad) {
    const auto model = model_of(rules);
    return [=, text = std::move(text)] {
        std::size_t read = 0, not_read = 0, bytes = 0;
        read_units(*model, text, {}, [&](Result<Unit> unit) {
            ++(unit ? read : not_read);
            if (!unit)
                for (const Diagnostic& one : unit.diagnostics()) bytes += render(one, SourceSet(), Language::english).size();
            return true;
        });
        return read == good && not_read == bad && bytes < 1'000'000;
    };
}

Work reads_csv(std::size_t n) {
    const auto model = model_of(head + sheet(questions(n)));
    std::string text = "id" + times(n, [](std::size_t i) { return fmt::format(",q{}", i); }) + "\nu" +
                       times(n, [](std::size_t) { return ",Ya"; }) + "\n";
    return [=] {
        std::size_t rows = 0;
        read_columns_csv(
            model, test::text_source(text), {},
            {[&](ColumnsBatch batch) { return rows += batch.ids.size(), true; }, [](RefusedRow) { return false; }});
        return rows == 1;
    };
}

Work plans(std::size_t n, std::size_t next) {
    const auto model = model_of(head + sheet(questions(n)) + "predicate P \"P\" { total >= 5 }\n");
    const Unit unit(*model, "u");
    PlanOptions options;
    options.next = next;
    return [=] {
        const Planned planned = plan_improvement(*model, unit, day, PredicateIndex(0), {}, options);
        return planned.best.lower_bound <= planned.best.cost;
    };
}

std::vector<Family> make_families() {
    std::vector<Family> all;
    const auto add = [&](const char* name, std::size_t first, std::size_t most, std::function<Work(std::size_t)> make,
                         Ends ends = Ends::done) {
        all.push_back({name, first, most, std::move(make), ends});
    };
    const auto bounded = [&](const char* name, std::size_t n, std::function<Work(std::size_t)> make) {
        add(name, n, 4 * n, std::move(make), Ends::in_a_budget);
    };
    const auto refuse = [&](const char* name, std::size_t n, std::function<Work(std::size_t)> make) {
        add(name, n, 4 * n, std::move(make), Ends::in_a_limit);
    };

    // ---- Rules -----------------------------------------------------------------------------------------------------
    add("rules/questions", 500, 80'000, [](std::size_t n) { return loads(head + sheet(questions(n))); });
    add("rules/areas", 500, 40'000, [](std::size_t n) {
        return loads(
            head + sheet(times(n, [](std::size_t i) { return fmt::format("area a{} \"A\" {{ question q ya \"Q\" }}\n", i); })));
    });
    add("rules/aliases and paths", 500, 40'000, [](std::size_t n) {
        return loads(head +
                     sheet(times(n,
                                 [](std::size_t i) {
                                     return fmt::format("area a{0} as b{0} \"A\" {{ question q as c{0} ya \"Q\" }}\n", i);
                                 })) +
                     "predicate P \"P\" {\n" +
                     times(n, [](std::size_t i) { return fmt::format("{}{} >= 0.00001\n", i % 2 == 0 ? 'b' : 'c', i); }) +
                     "}\n");
    });
    add("rules/coprime weights", 150, 2'400, [](std::size_t n) { return loads(coprime_sheet(n)); });
    refuse("rules/coprime weights, too many", 10'000,
           [](std::size_t n) { return refused(coprime_sheet(n), Code::exact_numbers); });
    refuse("rules/ratios that multiply", 4'000, [](std::size_t n) {
        return refused(head + sheet(times(n,
                                          [](std::size_t i) {
                                              return fmt::format(
                                                  "question q{} ratio \"Q\" {{ input a \"A\" input b \"B\" when b = 0 then 0 "
                                                  "value a / b / b capped }}\n",
                                                  i);
                                          })),
                       Code::exact_numbers);
    });
    refuse("rules/options times questions", 4'000, [](std::size_t n) {
        return refused(head + "scale x {" + times(n, [&](std::size_t i) { return fmt::format(" o{} = {}/{}", i, n - i, n); }) +
                           " }\n" + sheet(times(n, [](std::size_t i) { return fmt::format("question q{} x \"Q\"\n", i); })),
                       Code::limit);
    });
    refuse("rules/long names", 100'000,
           [](std::size_t n) { return refused(small_sheet("evidence " + std::string(n, 'e') + " \"E\"\n"), Code::limit); });
    refuse("rules/each with a long note", 2'000, [](std::size_t n) {
        return refused(
            head + sheet(times(n, [](std::size_t i) { return fmt::format("area a{} \"A\" {{ question q ya \"Q\" }}\n", i); })) +
                "predicate P \"P\" { each area >= 60% interpretation \"" + std::string(50 * n, 'n') + "\" }\n",
            Code::limit);
    });
    add("rules/options and their criteria", 200, 100'000, [](std::size_t n) {
        return loads(
            head + "scale x {" + times(n, [&](std::size_t i) { return fmt::format(" o{} = {}/{}", i, n - i, n); }) + " }\n" +
            sheet("question q x \"Q\" {\n" + times(n, [](std::size_t i) { return fmt::format("o{} \"K\"\n", i); }) + "}"));
    });
    add("rules/choice and in", 500, 200'000, [](std::size_t n) {
        const auto names = [&](const char* before) {
            return times(n, [&](std::size_t i) { return fmt::format("{}m{}", i == 0 ? "" : before, i); });
        };
        return loads(small_sheet("choice c { " + names(", ") + " }\nfact f c \"F\"\npredicate P \"P\" { f in {" + names(", ") +
                                 "} }\n"));
    });
    add("rules/chained inputs", 500, 50'000, [](std::size_t n) {
        return loads(head + sheet("question q ratio \"Q\" {\ninput i0 \"I\"\n" +
                                  times(n, [](std::size_t i) { return fmt::format("input i{} \"I\" = i{}\n", i + 1, i); }) +
                                  "value 1 / (1 + i0)\n}"));
    });
    add("rules/a total of inputs", 500, 80'000, [](std::size_t n) {
        return loads(inputs(n, "input t \"T\" = " + times(n, [](std::size_t i) {
                                   return fmt::format("{}i{}", i == 0 ? "" : " + ", i);
                               }) + "\nvalue 1 / (1 + t)"));
    });
    refuse("rules/totals that double", 400, [](std::size_t n) {
        return refused(
            head + sheet("question q ratio \"Q\" {\ninput i0 \"I\" input i1 \"I\"\n" +
                         times(n, [](std::size_t i) { return fmt::format("input i{} \"I\" = i{} + i{}\n", i + 2, i, i + 1); }) +
                         "value 1 / (1 + i0)\n}"),
            Code::exact_numbers);
    });
    add("rules/inputs in a circle", 500, 80'000, [](std::size_t n) {
        return refused(
            head + sheet("question q ratio \"Q\" {\n" +
                         times(n, [&](std::size_t i) { return fmt::format("input i{} \"I\" = i{}\n", i, (i + 1) % n); }) +
                         "value 1 / (1 + i0)\n}"),
            Code::cycle);
    });
    add("rules/predicates that meet", 500, 40'000, [](std::size_t n) {
        return loads(small_sheet("predicate p0 \"P\" { total >= 1 }\n" + times(n, [](std::size_t i) {
                                     return fmt::format("predicate p{} \"P\" {{ meets p{} }}\n", i + 1, i);
                                 })));
    });
    add("rules/facts and conditions", 500, 40'000, [](std::size_t n) {
        return loads(small_sheet(times(n, [](std::size_t i) { return fmt::format("fact f{} count \"F\"\n", i); }) +
                                 "predicate P \"P\" {\n" +
                                 times(n, [](std::size_t i) { return fmt::format("f{} >= 3\n", i); }) + "}\n"));
    });
    add("rules/each", 500, 40'000, [](std::size_t n) {
        return loads(
            head + sheet(times(n, [](std::size_t i) { return fmt::format("area a{} \"A\" {{ question q ya \"Q\" }}\n", i); })) +
            "predicate P \"P\" { each area >= 60% }\n");
    });
    add("rules/bands", 500, 100'000, [](std::size_t n) {
        return loads(
            head + fmt::format("scale b number 0 .. {} {{", n) +
            times(n, [&](std::size_t i) { return fmt::format(" [{}, {}{} = 0.5", i, i + 1, i + 1 == n ? ']' : ')'); }) +
            " }\n" + sheet("question q b \"Q\""));
    });
    add("rules/formulas", 20, 8'000, [](std::size_t n) {
        return loads(head + sheet(times(n, [](std::size_t i) {
                         return fmt::format("question q{} ratio \"Q\" {{ input a \"A\" value min(1, a{}) capped }}\n", i,
                                            times(100, [](std::size_t) { return " + a"; }));
                     })));
    });
    add("rules/views that overlap", 200, 20'000, [](std::size_t n) {
        return loads(head + sheet(questions(100)) + times(n, [](std::size_t i) {
                         return fmt::format("view area v{} \"V\" = {}\n", i, times(20, [&](std::size_t k) {
                                                return fmt::format("{}q{}", k == 0 ? "" : " + ", (i + 3 * k) % 100);
                                            }));
                     }));
    });
    add("rules/guards", 20, 4'000, [](std::size_t n) {
        return loads(small_sheet("fact f count \"F\"\npredicate P \"P\" {\n" +
                                 times(n,
                                       [](std::size_t i) {
                                           return fmt::format(
                                               "c{}: total >= 1 when f > 0{}\n", i,
                                               times(100, [](std::size_t k) { return fmt::format(" or f = {}", k); }));
                                       }) +
                                 "}\n"));
    });
    add("rules/needs", 100, 2'000, [](std::size_t n) {
        return loads(
            head + times(n, [](std::size_t i) { return fmt::format("evidence e{} \"E\"\n", i); }) +
            sheet("question q ya \"Q\" {\n" + times(n, [](std::size_t i) { return fmt::format("needs e{}\n", i); }) + "}"));
    });
    add("rules/notes", 500, 200'000, [](std::size_t n) {
        return loads(small_sheet(
            "interpretation i \"I\"" +
            times(n, [](std::size_t i) { return fmt::format(" @S:{} \"T\" interpretation \"I\"", i % 900); }) + "\n"));
    });
    add("rules/names that nobody uses", 500, 80'000, [](std::size_t n) {
        return loads(small_sheet(times(n, [](std::size_t i) { return fmt::format("evidence e{} \"E\"\n", i); })));
    });
    add("rules/names declared twice", 500, 80'000, [](std::size_t n) {
        return refused(small_sheet(times(n, [](std::size_t i) { return fmt::format("evidence e{} \"E\"\n", i / 2); })),
                       Code::duplicate);
    });
    add("rules/unknown names", 500, 40'000, [](std::size_t n) {
        return refused(head + sheet(questions(n)) + "predicate P \"P\" {\n" +
                           times(n, [](std::size_t i) { return fmt::format("x{} >= 1\n", i); }) + "}\n",
                       Code::unknown_name);
    });
    add("rules/unknown members", 500, 40'000, [](std::size_t n) {
        const auto names = [&](char c) {
            return times(n, [&](std::size_t i) { return fmt::format("{}{}{}", i == 0 ? "" : ", ", c, i); });
        };
        return refused(
            small_sheet("choice c { " + names('m') + " }\nfact f c \"F\"\npredicate P \"P\" { f in {" + names('n') + "} }\n"),
            Code::not_a_member);
    });
    add("rules/a file included many times", 500, 80'000, [](std::size_t n) -> Work {
        const std::string text = times(n, [](std::size_t) { return "include \"a.zi\"\n"; });
        return [=] {
            const Loaded loaded =
                load("x.zi", [&](std::string_view path) { return std::optional(path == "x.zi" ? text : std::string()); });
            return !loaded && loaded.text(Language::english).size() < 1'000'000;
        };
    });
    add("rules/errors on one long line", 500, 80'000, [](std::size_t n) {
        return refused(small_sheet(times(n, [](std::size_t) { return "evidence e \"E\" "; })), Code::duplicate);
    });

    // ---- Format ----------------------------------------------------------------------------------------------------
    add("format/lines", 500, 80'000, [](std::size_t n) {
        return formats(times(n, [](std::size_t i) { return fmt::format("evidence e{} \"E\" // k\n", i); }));
    });
    add("format/one long line", 500, 80'000,
        [](std::size_t n) { return formats(times(n, [](std::size_t i) { return fmt::format("evidence e{} \"E\" ", i); })); });
    add("format/a long set", 500, 200'000, [](std::size_t n) {
        return formats("choice c { m" + times(n, [](std::size_t i) { return fmt::format(", m{}", i); }) + " }\n");
    });
    add("format/comments", 500, 200'000,
        [](std::size_t n) { return formats(times(n, [](std::size_t) { return "// komentar\n"; })); });

    // ---- Units -----------------------------------------------------------------------------------------------------
    add("units/answers", 500, 90'000, [](std::size_t n) { return reads(head + sheet(questions(n)), answers(n, "Ya"), 1, 0); });
    add("units/unknown options", 500, 20'000,
        [](std::size_t n) { return reads(head + sheet(questions(n)), answers(n, "Mungkin"), 0, 1); });
    add("units/unknown questions", 500, 20'000, [](std::size_t n) {
        return reads(head + sheet(times(n, [](std::size_t i) { return fmt::format("question p{} ya \"Q\"\n", i); })),
                     answers(n, "Ya"), 0, 1);
    });
    add("units/unknown options of many", 100, 9'000, [](std::size_t n) {
        return reads(head + "scale x {" + times(n, [&](std::size_t i) { return fmt::format(" o{} = {}/{}", i, n - i, n); }) +
                         " }\n" + sheet(times(100, [](std::size_t i) { return fmt::format("question q{} x \"Q\"\n", i); })),
                     answers(100, "pilihan"), 0, 1);
    });
    add("units/counts", 500, 40'000, [](std::size_t n) {
        std::string counts = times(n, [&](std::size_t i) { return fmt::format("\"i{}\":1,", n - 1 - i); });
        counts.pop_back();
        return reads(inputs(n, "value 1 / (1 + i0)"), "{\"id\":\"u\",\"answers\":{\"q\":{" + counts + "}}}", 1, 0);
    });
    add("units/facts", 500, 40'000, [](std::size_t n) {
        std::string facts = times(n, [](std::size_t i) { return fmt::format("\"f{}\":1,", i); });
        facts.pop_back();
        return reads(small_sheet(times(n, [](std::size_t i) { return fmt::format("fact f{} count \"F\" default 0\n", i); })),
                     "{\"id\":\"u\",\"facts\":{" + facts + "}}", 1, 0);
    });
    add("units/lines", 500, 400'000, [](std::size_t n) {
        return reads(
            small_sheet(),
            times(n, [](std::size_t i) { return fmt::format("{{\"id\":\"u{}\",\"answers\":{{\"q\":\"Ya\"}}}}\n", i); }), n, 0);
    });
    add("units/members", 500, 100'000, [](std::size_t n) {
        std::string members = times(n, [](std::size_t i) { return fmt::format("\"m{}\",", i); });
        members.pop_back();
        return reads(small_sheet(), "{\"id\":\"u\",\"members\":[" + members + "]}", 1, 0);
    });
    add("units/columns of CSV", 500, 40'000, reads_csv);
    add("assess/coprime weights", 150, 2'400, coprime_unit);
    add("assess/in, open", 500, 100'000, [](std::size_t n) -> Work {
        const auto names = [&] { return times(n, [&](std::size_t i) { return fmt::format("{}m{}", i == 0 ? "" : ", ", i); }); };
        const auto model = model_of(
            small_sheet("choice c { rest, " + names() + " }\nfact f c \"F\"\npredicate P \"P\" { f in {" + names() + "} }\n"));
        return [=] { return assess_reference(*model, Unit(*model, "u"), day).predicates[0].exact; };
    });
    add("assess/predicates that meet", 500, 20'000, [](std::size_t n) -> Work {
        const auto model = model_of(small_sheet("predicate p0 \"P\" { total >= 1 }\n" + times(n, [](std::size_t i) {
                                                    return fmt::format("predicate p{} \"P\" {{ meets p{} }}\n", i + 1, i);
                                                })));
        return [=] { return assess_reference(*model, Unit(*model, "u"), day).predicates.size() == n + 1; };
    });

    // ---- Questions about a unit ------------------------------------------------------------------------------------
    add("ask/explain", 500, 40'000, [](std::size_t n) {
        return asks(
            n, [](const Model& m, const Unit& u, const Assessment& a) { return !explain(m, u, a, Language::english).empty(); });
    });
    add("ask/json", 500, 40'000, [](std::size_t n) {
        return asks(n, [](const Model& m, const Unit& u, const Assessment& a) { return !to_json(m, u, a).empty(); });
    });
    add("ask/losses", 500, 40'000, [](std::size_t n) {
        return asks(n,
                    [](const Model& m, const Unit& u, const Assessment& a) { return !losses(m, u, a, NodeIndex(0)).empty(); });
    });
    add("ask/repairs", 500, 40'000, [](std::size_t n) {
        return asks(n, [](const Model& m, const Unit& u, const Assessment& a) {
            return !fewest_repairs(m, u, a, m.predicates[0].conditions[0]).reached.is_zero();
        });
    });
    add("ask/readiness", 500, 40'000, [](std::size_t n) -> Work {
        const auto model = model_of(
            head + sheet(times(n, [](std::size_t i) { return fmt::format("area a{} \"A\" {{ question q ya \"Q\" }}\n", i); })) +
            "predicate P \"P\" { each area >= 60% }\n");
        auto unit = std::make_shared<const Unit>(*model, "u");
        auto assessed = std::make_shared<const Assessment>(assess_reference(*model, *unit, day));
        return [=] { return readiness(*model, *unit, *assessed, PredicateIndex(0)).conditions.size() == n; };
    });
    add("ask/diff", 500, 20'000, [](std::size_t n) {
        return asks(n, [](const Model& m, const Unit& u, const Assessment& a) {
            const Unit nothing(m, "u");
            const Assessment before = assess_reference(m, nothing, day);
            return !diff(m, {nothing, before}, {u, a}).moves.empty();
        });
    });

    // ---- Evidence --------------------------------------------------------------------------------------------------
    add("evidence/read", 500, 20'000, [](std::size_t n) -> Work {
        const auto model = model_of(head + "evidence e \"E\"\n" + sheet("question q ya \"Q\" { needs e }"));
        std::string documents = times(n, [](std::size_t i) {
            return document(
                i, fmt::format(",\"owner\":\"o\",\"supports\":[\"q\"],\"derives_from\":[\"d{}\"]", i == 0 ? 1 : i - 1));
        });
        documents.pop_back();
        return [=] { return static_cast<bool>(read_evidence(*model, "[" + documents + "]", {})); };
    });
    add("evidence/unknown documents", 200, 8'000, [](std::size_t n) -> Work {
        const auto model = model_of(head + "evidence e \"E\"\n" + sheet("question q ya \"Q\" { needs e }"));
        std::string documents = times(
            n, [](std::size_t i) { return document(i, fmt::format(",\"owner\":\"o\",\"derives_from\":[\"dokumen{}\"]", i)); });
        documents.pop_back();
        return [=] { return !read_evidence(*model, "[" + documents + "]", {}); };
    });
    add("evidence/chain", 200, 6'000, [](std::size_t n) {
        return graphs(
            n, [](std::size_t i) { return document(i, i == 0 ? "" : fmt::format(",\"derives_from\":[\"d{}\"]", i - 1)); },
            [](const EvidenceGraph& graph) { return !graph.documents().empty() && graph.cycles().empty(); });
    });
    add("evidence/one document in the place of many", 200, 6'000, [](std::size_t n) {
        return graphs(
            n, [](std::size_t i) { return document(i, i == 0 ? "" : ",\"supersedes\":[\"d0\"]"); },
            [](const EvidenceGraph& graph) { return graph.standings(UnitIndex(0)).front() == Standing::superseded; });
    });
    add("evidence/impact of one document", 500, 20'000, [](std::size_t n) -> Work {
        const auto model = model_of(
            head + "evidence e \"E\"\n" +
            sheet(times(
                n, [](std::size_t i) { return fmt::format("area a{} \"A\" {{ question q ya \"Q\" {{ needs e }} }}\n", i); })) +
            "predicate P \"P\" { each area > 0 }\n");
        const auto paths = [&](const char* before, const char* after) {
            std::string text = times(n, [&](std::size_t i) { return fmt::format("{}a{}.q{},", before, i, after); });
            text.pop_back();
            return text;
        };
        const std::string text = "{\"id\":\"u\",\"answers\":{" + paths("\"", "\":\"Ya\"") +
                                 "},\"evidence\":[{\"id\":\"d\",\"kind\":\"e\",\"status\":\"accepted\",\"supports\":[" +
                                 paths("\"", "\"") + "]}]}";
        auto graph = std::make_shared<const EvidenceGraph>(model, std::vector{*unit_of(*model, text)}, day);
        return [=] {
            return !impact_text(*graph, graph->impact(GraphDocumentIndex(0), DocumentChange::rejected), Language::english)
                        .empty();
        };
    });
    add("evidence/DOT of shared documents", 500, 80'000, shared_dot);
    add("costs/levels", 200, 12'000, [](std::size_t n) -> Work {
        const auto model = model_of(inputs(2, "value i0 / (1 + i0 + i1) capped"));
        std::string levels =
            times(n, [&](std::size_t i) { return fmt::format("{{\"to\":\"{}/{}\",\"cost\":1}},", i + 1, n + 1); });
        levels.pop_back();
        return [=] { return read_costs(*model, "{\"questions\":{\"q\":[" + levels + "]}}", {}) ? true : false; };
    });

    // ---- Plans -----------------------------------------------------------------------------------------------------
    // A search, whose work is a budget.
    bounded("plan/questions", 500, [](std::size_t n) { return plans(n, 0); });
    bounded("plan/next", 50, [](std::size_t n) { return plans(n, 3); });
    return all;
}

}  // namespace

const std::vector<Family>& families() {
    static const std::vector<Family> all = make_families();
    return all;
}

}  // namespace growth
