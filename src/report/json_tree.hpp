/// A JSON value for output: a tree, with object members in insertion order.
///
/// Our own rather than nlohmann's, because its destructor allocates nothing: a host that runs out of memory during a report
/// gets an error.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace zi {

class Json {
public:
    struct Member;

    // Implicit on purpose: C++ values are JSON values. Defined below, where Member is complete.
    Json(std::nullptr_t = nullptr);
    Json(bool value);
    template <std::integral Number>
    Json(Number value);
    Json(std::string text);
    Json(std::string_view text);
    Json(const char* text);
    template <std::convertible_to<Json> Item>
    Json(const std::vector<Item>& items);
    /// An initializer list of pairs whose first is a string makes an object, any other an array.
    Json(std::initializer_list<Json> items);

    /// A number in this spelling, which must be one of JSON.
    static Json number(std::string spelling);
    static Json array();
    static Json object();

    /// The member with this key, added as null if absent. Precondition: an object or null, which becomes an object.
    Json& operator[](std::string_view key);
    /// Adds a member without searching for the key. Precondition: an object without this key.
    Json& add(std::string_view key);
    /// Appends. Precondition: an array or null, which becomes an array.
    void push_back(Json item);

    /// Compact form. Invalid UTF-8 is replaced by U+FFFD.
    std::string dump() const;

private:
    using Items = std::vector<Json>;
    using Members = std::vector<Member>;
    explicit Json(Items items);
    explicit Json(Members members);
    bool is_pair() const;
    void write(std::string& out) const;

    // mutable: initializer_list only gives const access, and its items can be moved from safely
    mutable std::variant<std::nullptr_t, bool, std::string, Items, Members> value_;
    bool number_ = false;  ///< the text is the spelling of a number
};

struct Json::Member {
    std::string key;
    Json value;
};

inline Json::Json(std::nullptr_t) {}
inline Json::Json(bool value) : value_(value) {}
template <std::integral Number>
Json::Json(Number value) : value_(std::in_place_type<std::string>, std::to_string(value)), number_(true) {}
inline Json::Json(std::string text) : value_(std::move(text)) {}
inline Json::Json(std::string_view text) : value_(std::string(text)) {}
inline Json::Json(const char* text) : value_(std::string(text)) {}
template <std::convertible_to<Json> Item>
Json::Json(const std::vector<Item>& items) : value_(Items(items.begin(), items.end())) {}
inline Json::Json(Items items) : value_(std::move(items)) {}
inline Json::Json(Members members) : value_(std::move(members)) {}
inline Json Json::number(std::string spelling) {
    Json json(std::move(spelling));
    json.number_ = true;
    return json;
}
inline Json Json::array() { return Json(Items()); }
inline Json Json::object() { return Json(Members()); }

/// An array of `one(item)` for each item.
template <class Things, class One>
Json list(const Things& things, One one) {
    Json json = Json::array();
    for (const auto& thing : things) json.push_back(one(thing));
    return json;
}

}  // namespace zi
