// Loading rules, and reading their contents.
#include "options.hpp"

#include "zi/report.hpp"

#include <exception>
#include <new>
#include <span>

struct zi_buffer : zi::c::Tagged {
    static constexpr std::uint64_t mark = zi::c::mark_of("buff");
    explicit zi_buffer(std::size_t limit) : Tagged(mark), most(limit) {}
    const std::size_t most;
    std::string text;
    bool out_of_memory = false;
};

using namespace zi;

namespace {

/// Formatting is quadratic in the length. The fraction of a score has at most about 40,000 digits (limits.exact_bits).
constexpr std::size_t most_written = 65'536;

void give(zi_rules*& out, Loaded loaded) {
    if (!loaded) throw c::Refused{std::move(loaded.diagnostics), std::move(loaded.sources)};
    out = new zi_rules(std::move(loaded));
}

FileReader read_by(zi_reader reader, void* user, const Limits& limits) {
    if (reader == nullptr) return read_from_disk(limits);
    return [reader, user, limits](std::string_view path) -> std::optional<std::string> {
        zi_buffer buffer(limits.file_bytes + 1);
        const bool read = reader(user, std::string(path).c_str(), &buffer) == 0;
        if (buffer.out_of_memory) throw std::bad_alloc();
        return read ? std::optional(std::move(buffer.text)) : std::nullopt;
    };
}

/// Calls `with` with the id and title of an element, by const reference; false if the index is out of range.
template <class With>
bool thing(const Model& model, std::int32_t kind, std::size_t index, With with) {
    const auto in = [&](const auto& all, auto id_of) {
        if (index >= all.size()) return false;
        with(id_of(all[index]), all[index].title);
        return true;
    };
    const auto named = [](const auto& one) -> const std::string& { return one.name; };
    const auto identified = [](const auto& one) -> const std::string& { return one.id; };
    switch (kind) {
        case ZI_NODE: return in(model.nodes, identified);
        case ZI_QUESTION:
            return index < model.questions.size() && (index = model.questions[index].node, in(model.nodes, identified));
        case ZI_VIEW: return in(model.views, named);
        case ZI_PREDICATE: return in(model.predicates, named);
        case ZI_FACT: return in(model.facts, identified);
        case ZI_ASSESSOR: return in(model.assessors, named);
        case ZI_EVIDENCE: return in(model.evidence, named);
        default: return false;
    }
}

/// As Text::in, NUL-terminated.
const char* told(const Text& text, std::int32_t language) {
    return language == ZI_ENGLISH && !text.en.empty() ? text.en.c_str() : text.id.c_str();
}

}  // namespace

zi_status zi_buffer_append(zi_buffer* buffer, const char* data, size_t size) {
    if (!c::is(buffer) || (data == nullptr && size != 0)) return ZI_MISUSE;
    try {
        // One byte over the limit suffices to detect that it is exceeded.
        buffer->text.append(c::bytes(data, size, "data").substr(0, buffer->most - buffer->text.size()));
        return ZI_OK;
    } catch (const std::exception&) {
        buffer->out_of_memory = true;
        return ZI_OUT_OF_MEMORY;
    }
}

zi_status zi_rules_load(const char* name, const char* text, size_t size, const zi_limits* limits, zi_rules** rules,
                        zi_error** error) {
    return c::guarded(error, [&] {
        auto& out = c::place(rules, "rules");
        const std::string_view held = c::bytes(text, size, "text");
        const Limits most = c::limits_of(limits, "limits");
        give(out, load_text(c::name(name, "name"), std::string(held.substr(0, most.file_bytes + 1)), most));
    });
}

zi_status zi_rules_load_file(const char* path, zi_reader reader, void* user, const zi_limits* limits, zi_rules** rules,
                             zi_error** error) {
    return c::guarded(error, [&] {
        auto& out = c::place(rules, "rules");
        const Limits most = c::limits_of(limits, "limits");
        give(out, load(c::name(path, "path"), read_by(reader, user, most), most));
    });
}

void zi_rules_free(zi_rules* rules) { c::free_handle(rules); }

zi_status zi_rules_warnings(const zi_rules* rules, zi_error** warnings, zi_error** error) {
    return c::guarded(error, [&] {
        auto& out = c::place(warnings, "warnings");
        const c::Rules& held = *c::get(rules, "rules").rules;
        out = c::as_warnings(held.warnings, *held.sources);
    });
}

const char* zi_rules_name(const zi_rules* rules) { return c::is(rules) ? rules->rules->model().name.c_str() : nullptr; }

const char* zi_rules_title(const zi_rules* rules, int32_t language) {
    return c::is(rules) ? told(rules->rules->model().title, language) : nullptr;
}

size_t zi_rules_count(const zi_rules* rules, int32_t kind) {
    if (!c::is(rules)) return 0;
    const Model& model = rules->rules->model();
    switch (kind) {
        case ZI_NODE: return model.nodes.size();
        case ZI_QUESTION: return model.questions.size();
        case ZI_VIEW: return model.views.size();
        case ZI_PREDICATE: return model.predicates.size();
        case ZI_FACT: return model.facts.size();
        case ZI_ASSESSOR: return model.assessors.size();
        case ZI_EVIDENCE: return model.evidence.size();
        default: return 0;
    }
}

const char* zi_rules_id(const zi_rules* rules, int32_t kind, size_t index) {
    const char* found = nullptr;
    if (c::is(rules))
        thing(rules->rules->model(), kind, index, [&](const std::string& id, const Text&) { found = id.c_str(); });
    return found;
}

const char* zi_rules_thing_title(const zi_rules* rules, int32_t kind, size_t index, int32_t language) {
    const char* found = nullptr;
    if (c::is(rules))
        thing(rules->rules->model(), kind, index,
              [&](const std::string&, const Text& title) { found = told(title, language); });
    return found;
}

zi_status zi_rules_columns(const zi_rules* rules, zi_text** json, zi_error** error) {
    return c::guarded(error, [&] {
        auto& out = c::place(json, "json");
        c::give(out, columns_json(c::get(rules, "rules").rules->model()));
    });
}

zi_status zi_rules_model(const zi_rules* rules, zi_text** json, zi_error** error) {
    return c::guarded(error, [&] {
        auto& out = c::place(json, "json");
        c::give(out, model_json(c::get(rules, "rules").rules->model()));
    });
}

zi_status zi_decimal(const zi_rules* rules, const char* node, const char* value, uint32_t digits, zi_text** text,
                     zi_error** error) {
    return c::guarded(error, [&] {
        auto& out = c::place(text, "text");
        const std::string_view written = c::name(value, "value");
        c::need(written.size() <= most_written, "value", "is longer than 65,536 bytes");
        const auto number = Rational::parse(written, written.size());
        c::need(number.has_value(), "value", "is no number");
        c::need(digits <= 18, "digits", "is more than 18");
        const auto print = [&](std::span<const Rational> thresholds) {
            c::give(out, number->decimal(static_cast<int>(digits), thresholds));
        };
        const Rational nothing;
        if (node == nullptr) return print({&nothing, 1});
        const Model& model = c::get(rules, "rules").rules->model();
        const auto place = c::score_called(model, node);
        const auto* view = std::get_if<ViewIndex>(&place);
        print(view ? model.views[*view].thresholds : model.nodes[std::get<NodeIndex>(place)].thresholds);
    });
}

zi_status zi_rules_format(const char* name, const char* text, size_t size, const zi_limits* limits, zi_text** formatted,
                          zi_error** error) {
    return c::guarded(error, [&] {
        auto& out = c::place(formatted, "formatted");
        const std::string_view held = c::bytes(text, size, "text");
        Formatted result = format(c::name(name, "name"), std::string(held), c::limits_of(limits, "limits"));
        if (!result.text) throw c::Refused{std::move(result.diagnostics), std::move(result.sources)};
        c::give(out, std::move(*result.text));
    });
}
