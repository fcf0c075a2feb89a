/// How does DOT become a picture?
#pragma once

#include <string>

namespace zi::cli {

/// Runs Graphviz's `dot`. Returns the complete drawing, or the error.
enum class Drawn { done, not_installed, failed };
Drawn draw_svg(const std::string& dot_text, std::string& svg);

}  // namespace zi::cli
