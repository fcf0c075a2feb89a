// zi check RULES: reports every problem of the rules, and what the rules hold when there is none; with --prepared, how they are
// computed in bulk.
#include "command.hpp"

#include "zi/bulk.hpp"
#include "zi/report.hpp"

#include "base/filled.hpp"
#include "base/written.hpp"

#include <memory>

namespace zi::cli {

void add_check(CommandLine& line) {
    struct Options {
        std::string rules;
        bool prepared = false, citations = false;
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
    command.flag(
        "--citations", options->citations,
        "sebut pula setiap nilai dan syarat tanpa sitasi atau interpretasi; bila ada, status keluarnya 1 / "
        "list also each value and condition without a citation or interpretation; if there is one, the exit status is 1");
    const Argument format = command.choice("--format", options->format, "text, json", {"text", "json"});
    format.excludes(prepared);
    command.take_language();
    command.run([options, language = command.language()] {
        if (options->format == "json") {
            const Loaded loaded = load_rules(options->rules);
            Diagnostics all = loaded.diagnostics;
            if (options->citations) all.insert(all.end(), loaded.uncited.begin(), loaded.uncited.end());
            sort(all);
            write_out(diagnostics_json(all, *loaded.sources) + "\n");
            return loaded && all.size() == loaded.diagnostics.size() ? done : refused;
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
        const char* pattern =
            language == Language::indonesian
                ? "{}: {} pertanyaan, bobot {}; {} nilai gabungan, {} fakta, {} predikat, {} kelayakan, {} tahap, "
                  "{} syarat: tanpa galat\n"
                : "{}: {} questions, weight {}, {} views, {} facts, {} predicates, {} eligibilities, {} "
                  "stages, {} conditions: no errors\n";
        write_out(filled(Chosen{pattern}, model.name, model.questions.size(),
                         written(model.nodes.front().weight.shortest(), language), model.views.size(), model.facts.size(),
                         predicates, eligibilities, stages, conditions));
        if (options->prepared) {
            const Date day = options->as_of.empty() ? today() : *Date::parse(options->as_of);
            if (options->as_of.empty()) say_today(day, language);
            write_out(PreparedColumns(loaded.model, day, BulkOutputs::verdicts(model)).describe(language));
        }
        if (!options->citations) return done;
        if (loaded.uncited.empty())
            write_out(language == Language::indonesian ? "setiap nilai dan syarat bersitasi atau ditandai interpretasi\n"
                                                       : "every value and condition is cited or marked as an interpretation\n");
        else
            write_out(render(loaded.uncited, *loaded.sources, language));
        return loaded.uncited.empty() ? done : refused;
    });
}

}  // namespace zi::cli
