// zi schema RULES: what a unit of these rules looks like in JSON, for editors and web forms.
#include "command.hpp"

#include <memory>

namespace zi::cli {

void add_schema(CommandLine& line) {
    auto rules = std::make_shared<std::string>();
    Command command = line.command("schema", "JSON Schema unit menurut aturan / JSON Schema of units by the rules");
    command.option("RULES", *rules, "berkas aturan; - untuk masukan baku / rules file; - for standard input").required();
    command.take_language();
    command.run([rules, language = command.language()] {
        const Loaded loaded = load_or_explain(*rules, language);
        if (!loaded) return refused;
        write_out(units_schema(*loaded.model, language) + "\n");
        return done;
    });
}

}  // namespace zi::cli
