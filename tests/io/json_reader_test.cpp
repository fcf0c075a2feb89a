// The parser against another: nlohmann/json takes and refuses the same texts, and means the same by them. Its exceptions are
// written out below.
#include "io/json_value.hpp"

#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace zi::io {

namespace {

/// What nlohmann/json makes of a text, numbers as it spells them; nothing if it refuses.
class Spelled : public nlohmann::json_sax<nlohmann::json> {
public:
    bool null() override { return say("null"); }
    bool boolean(bool value) override { return say(value ? "true" : "false"); }
    bool number_integer(std::int64_t value) override { return say(std::to_string(value)); }
    bool number_unsigned(std::uint64_t value) override { return say(std::to_string(value)); }
    bool number_float(double, const std::string& spelling) override { return say(spelling); }
    bool string(std::string& value) override { return say('"' + value + '"'); }
    bool binary(nlohmann::json::binary_t&) override { return false; }
    bool key(std::string& value) override { return say(value + ":"); }
    bool start_object(std::size_t) override { return say("{"); }
    bool end_object() override { return say("}"); }
    bool start_array(std::size_t) override { return say("["); }
    bool end_array() override { return say("]"); }
    bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception& error) override {
        constexpr int number_out_of_range = 406;
        too_large = error.id == number_out_of_range;
        return false;
    }
    std::string out;
    bool too_large = false;

private:
    bool say(const std::string& text) {
        out += text + " ";
        return true;
    }
};

void spell(const JsonValue& value, std::string& out) {
    switch (value.kind) {
        case JsonValue::Kind::null: out += "null "; return;
        case JsonValue::Kind::boolean: out += value.boolean ? "true " : "false "; return;
        case JsonValue::Kind::number:
            out += value.text == "-0" ? "0 " : std::string(value.text) + " ";
            return;  // nlohmann/json: an integer
        case JsonValue::Kind::string: out += '"' + std::string(value.text) + "\" "; return;
        case JsonValue::Kind::array:
        case JsonValue::Kind::object: break;
    }
    const bool object = value.kind == JsonValue::Kind::object;
    out += object ? "{ " : "[ ";
    for (const JsonValue& child : value.children()) {
        if (object) out += std::string(child.key) + ": ";
        spell(child, out);
    }
    out += object ? "} " : "] ";
}

/// Accepted or refused alike, and if accepted, with the same meaning. What nlohmann/json takes for the end of a text, a NUL
/// byte, is none, nor is a byte order mark a part of it (readers of files take one off); numbers may be larger than a double.
void expect_same(const std::string& text) {
    Spelled expected;
    bool sound = nlohmann::json::sax_parse(text, &expected);
    if (expected.too_large) return;
    if (text.find('\0') != std::string::npos || text.starts_with("\xEF\xBB\xBF")) sound = false;
    std::string whole, split;
    const Limits limits;
    JsonReader reader(limits);
    const auto error = reader.parse(text, 1, Arrays::whole, [&](const JsonValue& value) { return spell(value, whole), true; });
    EXPECT_EQ(!error, sound) << text;
    if (!sound) return;
    EXPECT_EQ(whole, expected.out) << text;
    EXPECT_FALSE(reader.parse(text, 1, Arrays::split, [&](const JsonValue& value) { return spell(value, split), true; }))
        << text;
    const bool array = expected.out.starts_with("[ ");
    EXPECT_EQ(array ? "[ " + split + "] " : split, expected.out) << text;
}

TEST(JsonReader, ReadsAsAnotherParserDoes) {
    for (const char* text : {"",
                             " ",
                             "null",
                             "true",
                             "false",
                             "tru",
                             "nullx",
                             "0",
                             "-0",
                             "-0.5",
                             "00",
                             "01",
                             "1.",
                             ".5",
                             "1.50",
                             "-1",
                             "- 1",
                             "+1",
                             "1e5",
                             "1E+5",
                             "1e-5",
                             "1e",
                             "1e+",
                             "1e99",
                             "1e400",
                             "-1e999",
                             "123456789012345678901234567890",
                             "0.1234567890123456789012345",
                             "1x",
                             "\"\"",
                             "\"a",
                             "\"\\\"",
                             "\"\\\\\"",
                             R"("\"\\\/\b\f\n\r\t")",
                             R"("\u0041\u00e9\u20ac")",
                             R"("\ud83d\ude00")",
                             R"("\ud800")",
                             R"("\udc00")",
                             R"("\u12")",
                             R"("\uXYZW")",
                             R"("\x")",
                             R"("\u-123")",
                             R"("\u+123")",
                             "\"\t\"",
                             "\"\x7f\"",
                             "\"\xc3\xa9\"",
                             "\"\xe2\x82\xac\"",
                             "\"\xf0\x9f\x98\x80\"",
                             "\"\xff\"",
                             "\"\xc3\"",
                             "\"\xc0\x80\"",
                             "\"\xed\xa0\x80\"",
                             "\"\\\xc3\xa9\"",
                             "[]",
                             "[ ]",
                             "[1,]",
                             "[,1]",
                             "[1 2]",
                             "[1,2",
                             "[[],[1,[2]],{}]",
                             "{}",
                             "{ }",
                             R"({"a":1,"a":2,"b":{"c":[1,"x"]}})",
                             R"({"a" : 1 , "b" : [ true , null ] })",
                             R"({"a"})",
                             R"({"a":})",
                             R"({a:1})",
                             R"({"a":1,})",
                             R"({,})",
                             "[1]x",
                             "[1] ]",
                             "{} {}",
                             "\xEF\xBB\xBF[1]",
                             "/* */ 1",
                             "NaN"})
        expect_same(text);
    expect_same(std::string("\"a\0b\"", 5));
    expect_same(std::string("[1]\0", 4));
    expect_same(std::string(400, '9'));
}

TEST(JsonReader, ReadsMutationsAsAnotherParserDoes) {
    const std::string seed = R"({"id":"u-é","n":[1,-2.50,3e4,"x\ny",{"k\"":null}],"b":[true,false,[]],"t":"\u00e9\\"})";
    const std::vector<std::string> tokens{"{", "}", "[", "]", "\"", ",",  ":",    "\\",   "\\u", "\\ud83d",
                                          "e", "-", ".", "0", " ",  "\n", "\xC3", "\xA9", "null"};
    std::mt19937 random(2021);
    const auto below = [&](std::size_t bound) { return random() % bound; };
    for (int round = 0; round < 6'000; ++round) {
        std::string text = seed;
        for (std::size_t change = 0, changes = 1 + below(3); change < changes && !text.empty(); ++change) {
            const std::size_t at = below(text.size());
            switch (below(4)) {
                case 0: text[at] = static_cast<char>(below(256)); break;
                case 1: text.erase(at, 1 + below(6)); break;
                case 2: text.insert(at, tokens[below(tokens.size())]); break;
                default: std::swap(text[at], text[below(text.size())]); break;
            }
        }
        expect_same(text);
    }
}

TEST(JsonReader, SaysWhereItBrokeOffAfterWhatItHandedOver) {
    const Limits limits;
    std::string out;
    const auto error = JsonReader(limits).parse("[1,\n\"two\",\n3x]", 5, Arrays::split,
                                                [&](const JsonValue& value) { return spell(value, out), true; });
    EXPECT_EQ(out, "1 \"two\" 3 ") << "each value once";
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code, Code::json_syntax);
    EXPECT_EQ(error->args.at(0), "7");
    EXPECT_EQ(error->args.at(1), "2");
}

/// The place of the fault and what is shown of it.
std::string fault(const std::string& text) {
    const Limits limits;
    const auto error = JsonReader(limits).parse(text, 1, Arrays::whole, [](const JsonValue&) { return true; });
    if (!error) return "none";
    return error->code == Code::json_syntax ? error->args.at(0) + ":" + error->args.at(1) + " " + error->args.at(2)
                                            : error->args.at(0);
}

TEST(JsonReader, SaysWhatIsAtFault) {
    using namespace std::string_literals;
    EXPECT_EQ(fault(""), "1:1 @end");
    EXPECT_EQ(fault("{\"a\":\n tru}"), "2:2 `tru`");
    EXPECT_EQ(fault("{\"a\":1,}"), "1:8 `}`");
    EXPECT_EQ(fault("{\"\xc3\xa9\":1 \"b\":2}"), "1:8 `\"`") << "columns are characters";
    EXPECT_EQ(fault("{\"id\":\"v\"}\0{\"id\":\"w\"}"s), "1:11 `U+0000`") << "nothing behind a value is passed over";
    EXPECT_EQ(fault("[1]\0"s), "1:4 `U+0000`");
    EXPECT_EQ(fault("\xEF\xBB\xBF{}"), "1:1 `U+FEFF`");
    EXPECT_EQ(fault("\xe2\x80\x9cid\xe2\x80\x9d"), "1:1 `U+201C`");
    EXPECT_EQ(fault("[\"\xff\"]"), "0xFF, 1:3");
    EXPECT_EQ(fault("[\"a\\ud83dx\"]"), "1:4 `\\`") << "half of a pair";
    EXPECT_EQ(fault("[\"a\nb\"]"), "1:4 `U+000A`");
    EXPECT_EQ(fault("[01]"), "1:3 `1`");
    EXPECT_EQ(fault("[-]"), "1:3 `]`");
    EXPECT_EQ(fault("[\"" + std::string(100, 'a')), "1:103 @end");
    EXPECT_EQ(fault("[" + std::string(100, 'a')), "1:2 `" + std::string(60, 'a') + "...`");
}

TEST(JsonReader, KeepsNumbersOfAnyLengthAsTheyStand) {
    const Limits limits;
    for (const std::string& number :
         std::vector<std::string>{"1e400", "-1.5E-999999", std::string(1'000'000, '7'), "0." + std::string(1'000'000, '3')}) {
        std::string out;
        EXPECT_FALSE(JsonReader(limits).parse(number, 1, Arrays::whole,
                                              [&](const JsonValue& value) { return spell(value, out), true; }));
        EXPECT_EQ(out, number + " ");
    }
}

TEST(JsonReader, GoesNoDeeperThanTheLimit) {
    Limits limits;
    limits.json_depth = 256;
    const auto nested = [&](std::size_t depth, Arrays arrays) {
        const std::string text = std::string(depth, '[') + std::string(depth, ']');
        return JsonReader(limits).parse(text, 1, arrays, [](const JsonValue&) { return true; });
    };
    EXPECT_FALSE(nested(256, Arrays::whole));
    EXPECT_EQ(nested(257, Arrays::whole).value().args.at(0), "@json_depth");
    EXPECT_FALSE(nested(257, Arrays::split));
    EXPECT_EQ(nested(1'000'000, Arrays::split).value().args.at(0), "@json_depth");
}

TEST(JsonReader, CountsObjectsWithManyKeys) {
    Keys keys;
    std::vector<std::string> names;
    for (int i = 0; i < 100; ++i) names.push_back("k" + std::to_string(i));
    for (const std::string& name : names) EXPECT_TRUE(keys.add(name));
    for (const std::string& name : names) EXPECT_FALSE(keys.add(name)) << name;
}

}  // namespace

}  // namespace zi::io
