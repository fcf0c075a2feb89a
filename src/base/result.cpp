#include "zi/result.hpp"

#include <string>
#include <utility>

namespace zi {

namespace {

std::string first_of(const Diagnostics& diagnostics) {
    constexpr std::size_t most = 3;
    std::string text;
    for (std::size_t i = 0; i < diagnostics.size() && i < most; ++i) {
        if (i > 0) text += "\n";
        text += render(diagnostics[i], SourceSet(), Language::english);
    }
    if (diagnostics.size() > most) text += "\n... and " + std::to_string(diagnostics.size() - most) + " more\n";
    return text;
}

}  // namespace

Failure::Failure(Diagnostics diagnostics)
    : std::runtime_error(first_of(diagnostics)), diagnostics_(std::make_shared<const Diagnostics>(std::move(diagnostics))) {}

}  // namespace zi
