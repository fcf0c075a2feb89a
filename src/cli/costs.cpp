#include "costs.hpp"

#include "zi/files.hpp"

namespace zi::cli {

void CostsOption::add(Command& command) {
    command.option("--costs", file, "berkas biaya JSON / file of costs, JSON").type("FILE");
}

std::optional<Costs> CostsOption::read(const Input& input, Language language) const {
    if (file.empty()) return Costs{};
    const auto text = or_explain(read_file(file, Limits{}.file_bytes), language);
    if (!text) return std::nullopt;
    return or_explain(input.inquiry.costs(*text, file), language);
}

}  // namespace zi::cli
