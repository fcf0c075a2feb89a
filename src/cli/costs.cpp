#include "costs.hpp"

#include "files.hpp"

namespace zi::cli {

void CostsOption::add(Command& command) {
    command.option("--costs", file, "berkas biaya JSON / file of costs, JSON").type("FILE");
}

std::optional<Costs> CostsOption::read(const Input& input, Language language) const {
    if (file.empty()) return Costs{};
    const auto text = read_input(file, Limits{}.file_bytes);
    if (!text) {
        complain({Diagnostic{Code::file_unreadable, {file}}}, language);
        return std::nullopt;
    }
    const std::vector<std::string> ids = document_ids(input.reading.shared, input.reader());
    auto costs = read_costs(input.model(), *text, {}, &ids);
    if (costs) return std::move(*costs);
    complain_of_file(costs.diagnostics(), file, language);
    return std::nullopt;
}

}  // namespace zi::cli
