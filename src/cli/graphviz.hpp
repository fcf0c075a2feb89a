/// How does DOT become a picture?
#pragma once

#include <string>

namespace zi::cli {

/// Runs Graphviz's `dot`. What went wrong, if anything did.
enum class Drawn { done, not_installed, failed };
Drawn draw_svg(const std::string& dot_text, const std::string& file);

}  // namespace zi::cli
