/// How is one statement parsed? The interface of the Spirit grammar: one function, no Spirit type in its signature.
#pragma once

#include "ast.hpp"

#include "zi/limits.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace zi::syntax {

/// Which statements are allowed here.
enum class Place { declarations, question, predicate };

/// Why a statement could not be read, and where.
struct Failure {
    const char* at = nullptr;
    std::string expected;  ///< a catalogue word ("@name") or a quoted sign
    std::string limit;     ///< set when a limit was crossed instead: its catalogue word
    std::size_t allowed = 0;
};

/// Parses one statement's head, without the braces of a block, from [first, last). On success advances `first`. `base`: the
/// address of `begin` in the SourceSet.
std::optional<Failure> parse_head(const char*& first, const char* last, const char* begin, std::uint32_t base, Place place,
                                  const Limits& limits, Statement& out);

}  // namespace zi::syntax
