// zi check RULES: reports every problem of the rules, and what the rules hold when there is none; with --prepared, how they are
// computed in bulk.
#include "command.hpp"

#include "zi/bulk.hpp"
#include "zi/report.hpp"

#include "base/filled.hpp"

#include <memory>

namespace zi::cli {

void add_check(CommandLine& line) {
    struct Options {
        std::string rules;
        bool prepared = false;
        std::string as_of;
        std::string format = "text";
    };
    auto options = std::make_shared<Options>();
    Command command = line.command("check", "periksa aturan / check rules");
    command.option("RULES", options->rules, "berkas aturan; - untuk masukan baku / rules file; - for standard input")
        .required();
    const Argument prepared =
        command.flag("--prepared", options->prepared,
                     "tunjukkan bagaimana penilaian massal disiapkan / show how bulk assessment is prepared");
    command
        .option("--as-of", options->as_of,
                "tanggal penilaian, TTTT-BB-HH; bawaan: hari ini / day of assessment, YYYY-MM-DD; default: today")
        .check(is_day)
        .needs(prepared);
    const Argument format = command.choice("--format", options->format, "text, json", {"text", "json"});
    format.excludes(prepared);
    command.take_language();
    command.run([options, language = command.language()] {
        if (options->format == "json") {
            const Loaded loaded = load_rules(options->rules);
            write_out(diagnostics_json(loaded.diagnostics, *loaded.sources) + "\n");
            return loaded ? done : refused;
        }
        const Loaded loaded = load_or_explain(options->rules, language);
        if (!loaded) return refused;
        const Model& model = *loaded.model;
        std::size_t conditions = 0, predicates = 0, eligibilities = 0, stages = 0;
        for (const Predicate& predicate : model.predicates) {
            conditions += predicate.conditions.size();
            switch (predicate.kind) {
                case Predicate::Kind::predicate: ++predicates; break;
                case Predicate::Kind::eligibility: ++eligibilities; break;
                case Predicate::Kind::stage: ++stages; break;
            }
        }
        const char* pattern = language == Language::indonesian
                                  ? "{}: {} pertanyaan, bobot {}, {} pandangan, {} fakta, {} predikat, {} kelayakan, {} tahap, "
                                    "{} syarat: tanpa galat\n"
                                  : "{}: {} questions, weight {}, {} views, {} facts, {} predicates, {} eligibilities, {} "
                                    "stages, {} conditions: no errors\n";
        write_out(filled(Chosen{pattern}, model.name, model.questions.size(), model.nodes.front().weight.shortest(),
                         model.views.size(), model.facts.size(), predicates, eligibilities, stages, conditions));
        if (options->prepared) {
            const Date day = options->as_of.empty() ? today() : *Date::parse(options->as_of);
            if (options->as_of.empty()) say_today(day, language);
            write_out(PreparedColumns(loaded.model, day, BulkOutputs::verdicts(model)).describe(language));
        }
        return done;
    });
}

}  // namespace zi::cli
