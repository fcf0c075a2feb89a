// Compiled for a processor with AVX2 where there is one: On Demand is chosen when it is compiled.
#include "walk.hpp"

#include <simdjson.h>

#include <stdexcept>

namespace bench {

namespace {

/// What a program would have to look at that keeps any of it.
std::size_t walk(simdjson::ondemand::value value) {
    switch (value.type().value()) {
        case simdjson::ondemand::json_type::object: {
            std::size_t sum = 0;
            for (auto field : value.get_object()) {
                sum += field.unescaped_key().value().size();
                sum += walk(field.value());
            }
            return sum;
        }
        case simdjson::ondemand::json_type::string: return value.get_string().value().size();
        case simdjson::ondemand::json_type::number: return static_cast<std::size_t>(value.get_double().value());
        case simdjson::ondemand::json_type::array:
        case simdjson::ondemand::json_type::boolean:
        case simdjson::ondemand::json_type::null: break;
    }
    throw std::runtime_error("another kind of value");
}

}  // namespace

struct Walk::Text {
    explicit Text(std::string_view text) : padded(text) {}
    simdjson::padded_string padded;
};

Walk::Walk(std::string_view text) : text_(std::make_unique<const Text>(text)) {}
Walk::~Walk() = default;

std::size_t Walk::operator()() const {
    std::size_t lines = 0, seen = 0;
    simdjson::ondemand::parser parser;
    simdjson::ondemand::document_stream stream = parser.iterate_many(text_->padded);
    for (auto line : stream) {
        for (auto field : line.get_object()) {
            seen += field.unescaped_key().value().size();
            seen += walk(field.value());
        }
        ++lines;
    }
    if (seen == 0) throw std::runtime_error("nothing seen");
    return lines;
}

}  // namespace bench
