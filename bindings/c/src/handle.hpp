/// What is behind the handles of zi.h, and how are their types told apart?
#pragma once

#include <zi.h>

#include "zi/zi.hpp"

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace zi::c {

/// First member of every handle: a type tag, cleared when the handle is freed.
struct Tagged {
    explicit Tagged(std::uint64_t mark) : tag(mark) {}
    ~Tagged() { const_cast<volatile std::uint64_t&>(tag) = 0; }  // volatile: the store must not be optimised away
    Tagged(const Tagged&) = delete;
    Tagged& operator=(const Tagged&) = delete;
    std::uint64_t tag;
};

/// `name`: four letters, readable in a debugger.
constexpr std::uint64_t mark_of(const char (&name)[5]) {
    std::uint64_t mark = 0x7A69'0000'0000'0000;  // "zi"
    for (int i = 0; i < 4; ++i) mark |= std::uint64_t{static_cast<unsigned char>(name[i])} << (8 * (3 - i));
    return mark;
}

/// Does the pointer refer to a live handle of this type? Best effort.
template <class Handle>
bool is(const Handle* handle) {
    return handle != nullptr && handle->tag == Handle::mark;
}

/// Rules, with the program lowered from them.
class Rules {
public:
    explicit Rules(Loaded loaded)
        : sources(std::move(loaded.sources)),
          warnings(std::move(loaded.diagnostics)),
          program(std::make_shared<Program>(loaded.model)) {}

    const Model& model() const { return program->model(); }

    const std::shared_ptr<const SourceSet> sources;
    const Diagnostics warnings;
    const std::shared_ptr<const Program> program;
};

}  // namespace zi::c

struct zi_text : zi::c::Tagged {
    static constexpr std::uint64_t mark = zi::c::mark_of("text");
    explicit zi_text(std::string held) : Tagged(mark), text(std::move(held)) {}
    const std::string text;
};

struct zi_rules : zi::c::Tagged {
    static constexpr std::uint64_t mark = zi::c::mark_of("rule");
    explicit zi_rules(zi::Loaded loaded) : Tagged(mark), rules(std::make_shared<zi::c::Rules>(std::move(loaded))) {}
    const std::shared_ptr<const zi::c::Rules> rules;
};

struct zi_cancel : zi::c::Tagged {
    static constexpr std::uint64_t mark = zi::c::mark_of("stop");
    zi_cancel() : Tagged(mark) {}
    std::atomic<bool> set{false};
};
