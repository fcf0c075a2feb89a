// zi's JSON reader against nlohmann/json, over any bytes: both accept a text and hold the same values, or both refuse it. Apart
// from limits, zi differs in two ways: a NUL is never the end of a text, and a number is never too large to be read.
#include "strangers.hpp"

#include "io/json_value.hpp"

#include <nlohmann/json.hpp>

#include <vector>

using strangers::check;
using zi::io::JsonValue;

namespace {

/// What was read, spelled so that nothing gets lost: repeated keys stay, texts are told by their length.
std::string shown(const std::string_view text) { return std::to_string(text.size()) + ":" + std::string(text); }

class Other : public nlohmann::json_sax<nlohmann::json> {
public:
    bool null() override { return add("null"); }
    bool boolean(bool value) override { return add(value ? "true" : "false"); }
    bool number_integer(std::int64_t) override { return add("number"); }
    bool number_unsigned(std::uint64_t) override { return add("number"); }
    bool number_float(double, const std::string&) override { return add("number"); }
    bool string(std::string& value) override { return add(shown(value)); }
    bool binary(nlohmann::json::binary_t&) override { return false; }
    bool key(std::string& value) override { return add("." + shown(value)); }
    bool start_object(std::size_t) override { return add("{"); }
    bool end_object() override { return add("}"); }
    bool start_array(std::size_t) override { return add("["); }
    bool end_array() override { return add("]"); }
    bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception& error) override {
        too_large = error.id == 406;
        return false;
    }

    std::string text;
    bool too_large = false;

private:
    bool add(const std::string& more) { return text += more + " ", true; }
};

void tell(const JsonValue& value, std::string& text) {
    switch (value.kind) {
        case JsonValue::Kind::null: text += "null "; return;
        case JsonValue::Kind::boolean: text += value.boolean ? "true " : "false "; return;
        case JsonValue::Kind::number: {
            // As it stands in the text, so that it is exact: nlohmann must take the same spelling for a number.
            Other again;
            check(nlohmann::json::sax_parse(value.text.begin(), value.text.end(), &again) ? again.text == "number "
                                                                                          : again.too_large);
            text += "number ";
            return;
        }
        case JsonValue::Kind::string: text += shown(value.text) + " "; return;
        case JsonValue::Kind::array:
            text += "[ ";
            for (const JsonValue& one : value.children()) tell(one, text);
            text += "] ";
            return;
        case JsonValue::Kind::object:
            text += "{ ";
            for (const JsonValue& one : value.children()) {
                text += "." + shown(one.key) + " ";
                tell(one, text);
            }
            text += "} ";
            return;
    }
}

/// A NUL between values, where nlohmann takes it for the end.
bool nul_outside_strings(std::string_view text) {
    bool inside = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '"') inside = !inside;
        if (inside && text[i] == '\\')
            ++i;
        else if (!inside && text[i] == '\0')
            return true;
    }
    return false;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = strangers::text_of(data, size);
    if (text.starts_with("\xEF")) return 0;  // a byte order mark belongs to files; who reads one takes it off
    zi::Limits limits;
    limits.json_depth = 12;
    limits.errors = 20;

    // Whole, and split: what is handed over of an array, element by element, is what it holds, up to what is wrong.
    std::string whole, split;
    const auto error = zi::io::JsonReader(limits).parse(text, 1, zi::io::Arrays::whole,
                                                        [&](const JsonValue& value) { return tell(value, whole), true; });
    const auto split_error = zi::io::JsonReader(limits).parse(text, 1, zi::io::Arrays::split,
                                                              [&](const JsonValue& value) { return tell(value, split), true; });
    for (const auto& one : {error, split_error})
        if (one) strangers::check_said({*one}, 1);
    if (error && error->code != zi::Code::json_syntax) return 0;  // a limit
    check(error || !whole.empty());
    check(split_error.has_value() == error.has_value());
    if (!error) check(split == whole || "[ " + split + "] " == whole);
    if (nul_outside_strings(text)) return check(error.has_value()), 0;

    Other other;
    const bool accepted = nlohmann::json::sax_parse(text.begin(), text.end(), &other);
    if (other.too_large) return 0;
    check(accepted == !error);
    if (accepted) check(whole == other.text);
    return 0;
}
