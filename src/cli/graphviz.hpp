/// How does DOT become a picture?
#pragma once

#include <string>

namespace zi::cli {

/// Runs Graphviz's `dot` and gives its drawing, whole. What went wrong, if anything did.
enum class Drawn { done, not_installed, failed };
Drawn draw_svg(const std::string& dot_text, std::string& svg);

}  // namespace zi::cli
