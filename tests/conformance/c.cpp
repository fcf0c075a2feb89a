// Through the C ABI alone.
#include "run.hpp"

#include <zi.h>

#include <map>
#include <memory>
#include <stdexcept>

namespace conformance {

namespace {

template <class Handle, void (*free_handle)(Handle*)>
struct Free {
    void operator()(Handle* handle) const { free_handle(handle); }
};
template <class Handle, void (*free_handle)(Handle*)>
using Held = std::unique_ptr<Handle, Free<Handle, free_handle>>;

using Error = Held<zi_error, zi_error_free>;
using Text = Held<zi_text, zi_text_free>;
using Loaded = Held<zi_rules, zi_rules_free>;
using Session = Held<zi_session, zi_session_free>;

/// Why a call failed; everything but a refusal is a failure of the test.
Error refusal(zi_status status, zi_error* error) {
    Error held(error);
    if (status != ZI_OK && status != ZI_INVALID) throw std::runtime_error(zi_error_message(error, ZI_ENGLISH));
    return held;
}

template <class Tell>
Json each(const zi_error* error, Tell&& tell) {
    Json list = Json::array();
    for (size_t i = 0; error != nullptr && i < zi_error_diagnostic_count(error); ++i) {
        zi_diagnostic one = ZI_INIT(zi_diagnostic);
        if (zi_error_diagnostic(error, i, ZI_ENGLISH, &one) != ZI_OK) throw std::runtime_error("no diagnostic");
        list.push_back(tell(one));
    }
    return list;
}

Json refused(const Error& error) {
    return {{"refused", each(error.get(), [](const zi_diagnostic& one) {
                 return Json{{"code", one.code}, {"path", one.path}};
             })}};
}

Loaded read(const Rules& rules, Error& error) {
    zi_rules* found = nullptr;
    zi_error* problem = nullptr;
    const zi_status status = rules.file.empty()
                                 ? zi_rules_load("rules.zi", rules.text.data(), rules.text.size(), nullptr, &found, &problem)
                                 : zi_rules_load_file(rules.file.c_str(), nullptr, nullptr, nullptr, &found, &problem);
    error = refusal(status, problem);
    return Loaded(found);
}

/// Rules that were loaded before are not loaded again.
const zi_rules* loaded(const Rules& rules) {
    static std::map<std::string, Loaded> known;
    Loaded& found = known[rules.file + '\0' + rules.text];
    Error error;
    if (!found) found = read(rules, error);
    return found.get();
}

zi_options on(const std::string& day) {
    zi_options options = ZI_INIT(zi_options);
    options.as_of = day.c_str();
    options.language = ZI_ENGLISH;
    return options;
}

Json parsed(zi_text* text) {
    const Text held(text);
    return Json::parse(zi_text_data(text), zi_text_data(text) + zi_text_size(text));
}

}  // namespace

Json load(const Rules& rules) {
    Error error;
    if (const Loaded found = read(rules, error)) {
        zi_error* warnings = nullptr;
        zi_error* problem = nullptr;
        refusal(zi_rules_warnings(found.get(), &warnings, &problem), problem);
        error.reset(warnings);
    }
    return {{"diagnostics", each(error.get(), [](const zi_diagnostic& one) {
                 return Json{{"severity", one.severity == ZI_ERROR ? "error" : "warning"},
                             {"code", one.code},
                             {"line", one.line},
                             {"column", one.column}};
             })}};
}

Json assess(const Rules& rules, const std::string& unit, const std::string& day) {
    const zi_options options = on(day);
    zi_text* json = nullptr;
    zi_error* problem = nullptr;
    const zi_status status = zi_assess(loaded(rules), unit.data(), unit.size(), &options, &json, &problem);
    const Error error = refusal(status, problem);
    return status == ZI_OK ? parsed(json) : refused(error);
}

Json edit(const Rules& rules, const std::string& unit, const std::string& day, const Edits& edits) {
    const zi_options options = on(day);
    zi_session* opened = nullptr;
    zi_error* problem = nullptr;
    zi_status status = zi_session_open(loaded(rules), unit.data(), unit.size(), &options, &opened, &problem);
    const Session session(opened);
    for (const auto& [question, answer] : edits) {
        if (status != ZI_OK) break;
        status = zi_session_set_answer(opened, question.c_str(), nullptr, answer.data(), answer.size(), nullptr, &problem);
    }
    zi_text* json = nullptr;
    if (status == ZI_OK) status = zi_session_assess(opened, &json, &problem);
    const Error error = refusal(status, problem);
    return status == ZI_OK ? parsed(json) : refused(error);
}

}  // namespace conformance
