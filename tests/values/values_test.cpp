// One value, many readers, one answer: a table by hand (values.txt), and values by chance.
#include "readers.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <random>
#include <sstream>

namespace zi::values {

namespace {

std::string trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(' ');
    return first == std::string_view::npos ? "" : std::string(text.substr(first, text.find_last_not_of(' ') - first + 1));
}

std::string as_cell(const std::string& text) {
    std::string cell = "\"";
    for (const char c : text) cell += c == '"' ? std::string("\"\"") : std::string(1, c);
    return cell + "\"";
}

/// The cell of the same letters: of a string what it says, of a number as it is spelled.
std::string same_letters(const std::string& json) {
    if (json == "null") return "";
    return json.front() == '"' ? as_cell(nlohmann::json::parse(json).get<std::string>()) : json;
}

struct Row {
    Asked asked;
    std::string expected;
    std::size_t line;
};

void read_limits(const std::string& text, Limits& limits) {
    limits = Limits();
    std::istringstream words(text);
    for (std::string word; words >> word;) {
        const std::size_t equals = word.find('=');
        const std::string value = word.substr(equals + 1);
        if (word.starts_with("count="))
            limits.count = std::stoll(value);
        else if (word.starts_with("digits="))
            limits.number_digits = std::stoull(value);
        else
            ADD_FAILURE() << "no limit: " << word;
    }
}

std::vector<Row> table() {
    std::vector<Row> rows;
    std::ifstream file(ZI_SOURCE_DIR "/tests/values/values.txt");
    Limits limits;
    std::size_t number = 0;
    for (std::string line; std::getline(file, line);) {
        ++number;
        if (line.empty() || line.front() == '#') continue;
        if (line.starts_with("limits ")) {
            read_limits(line.substr(7), limits);
            continue;
        }
        std::vector<std::string> cells;
        std::istringstream parts(line);
        for (std::string part; std::getline(parts, part, '|');) cells.push_back(trimmed(part));
        if (cells.size() != 4) {
            ADD_FAILURE() << "line " << number << " has " << cells.size() << " cells";
            continue;
        }
        Row& row = rows.emplace_back(Row{{cells[0], cells[1], {}, limits}, cells[3], number});
        const std::string& cell = cells[2];
        if (cell == "*") {
            const auto members = nlohmann::json::parse(cells[1]);
            for (const auto& [key, value] : members.items())
                row.asked.cells.emplace_back(cells[0] + "/" + key, same_letters(value.dump()));
            if (members.empty()) row.asked.cells.emplace_back(cells[0] + "/hadir", "");
        } else if (cell != "-") {
            row.asked.cells.emplace_back(cells[0], cell == "=" ? same_letters(cells[1]) : cell);
        }
    }
    return rows;
}

TEST(Values, EveryReaderGivesTheAnswerOfTheTable) {
    const auto rows = table();
    EXPECT_GE(rows.size(), 200u);
    std::map<std::string, std::size_t> given;
    for (const Row& row : rows) {
        SCOPED_TRACE("values.txt:" + std::to_string(row.line) + ": " + row.asked.what + " " + row.asked.json);
        for (const auto& [reader, said] : said_by_all(row.asked)) {
            EXPECT_EQ(said, row.expected) << "by " << reader;
            ++given[reader];
        }
    }
    // None of them sat idle.
    for (const char* reader : {"unit", "array", "line", "NDJSON columns", "edit", "C"}) EXPECT_EQ(given[reader], rows.size());
    EXPECT_GE(given["CSV columns"], 180u);
    EXPECT_GE(given["session"], 100u);
    EXPECT_GE(given["Arrow decimal128"], 60u);
    for (const char* type : {"bool", "null", "utf8", "large_utf8", "utf8_view", "dictionary", "int64", "uint64", "date32",
                             "tdm", "tss:", "tsm:", "tsu:", "tsn:"})
        EXPECT_GE(given[std::string("Arrow ") + type], 2u) << type;
}

TEST(Values, TheTableAsksEverythingAndHasEveryRefusal) {
    std::map<std::string, std::size_t> asked, came;
    for (const Row& row : table()) {
        ++asked[row.asked.what];
        ++came[row.expected];
    }
    for (const Question& question : rules()->questions) EXPECT_GT(asked[rules()->nodes[question.node].id], 5u);
    for (const Fact& fact : rules()->facts) EXPECT_GT(asked[fact.id], 5u) << fact.id;
    for (const Code code : {Code::json_type, Code::unknown_value, Code::number_invalid, Code::number_range, Code::number_step,
                            Code::count_invalid, Code::unknown_input, Code::duplicate_key, Code::total_mismatch, Code::bad_date,
                            Code::percent_or_fraction_refused, Code::unclear_mark})
        EXPECT_GT(came[code_word(code)], 0u) << code_word(code);
}

/// Values near those that mean something: pieces of the table's, put together.
TEST(Values, ReadersAgreeOnValuesByChance) {
    const std::vector<std::string> pieces{"0",
                                          "1",
                                          "2",
                                          "7",
                                          "12",
                                          "4",
                                          ".",
                                          ".5",
                                          "-",
                                          "e",
                                          "e1",
                                          "/",
                                          "/2",
                                          "00",
                                          "000",
                                          "%",
                                          " ",
                                          ",",
                                          "A",
                                          "BB",
                                          "Ya",
                                          "ya",
                                          "TRUE",
                                          "KL",
                                          "D",
                                          "never",
                                          "2024-",
                                          "02-29",
                                          "-01",
                                          "x",
                                          "\t",
                                          "\"",
                                          "1000000000000",
                                          "3.62",
                                          "\xC3\xA9",
                                          "9999-12-31",
                                          "999999999999999999",
                                          "\\",
                                          "nu",
                                          "tidak",
                                          "E-3",
                                          "0001-01-01"};
    std::vector<std::string> things;
    for (const Row& row : table())
        if (row.asked.what != "A.e" && std::ranges::find(things, row.asked.what) == things.end())
            things.push_back(row.asked.what);
    std::mt19937 random(20261130);
    const auto below = [&](std::size_t bound) { return random() % bound; };
    std::map<std::string, std::size_t> came;
    for (std::size_t round = 0; round < 4'000 && !HasFailure(); ++round) {
        std::string text;
        for (std::size_t i = 0, count = 1 + below(3); i < count; ++i) text += pieces[below(pieces.size())];
        const nlohmann::json as_text = text;
        // Also the number of the same spelling, if it is one.
        const bool number = text.find_first_of(" \t") == std::string::npos && nlohmann::json::accept(text) &&
                            nlohmann::json::parse(text).is_number() && below(2) == 0;
        for (const std::string& what : things) {
            // A typed number is none where a text is wanted, whatever the text of the same letters is.
            const bool numeric = rules()->find_fact(what) == none
                                     ? what.starts_with("A.c") || what.starts_with("A.d") || what.starts_with("A.e")
                                     : what == "unit.pegawai" || what == "unit.hasil" || what == "unit.anggaran" ||
                                           what == "unit.patuh" || what == "unit.ketat";
            Asked asked{what, number ? text : as_text.dump(), {}, {}};
            // Nor is the text of a count with a point in it the number.
            const bool count = what.starts_with("A.e") || what == "unit.pegawai";
            if (!number || (numeric && !(count && text.find('.') != std::string::npos)))
                asked.cells.emplace_back(what, as_cell(text));
            const Said said = said_by_all(asked);
            for (const auto& [reader, one] : said)
                EXPECT_EQ(one, said.at("unit")) << what << " " << asked.json << " by " << reader;
            ++came[said.at("unit")];
        }
    }
    for (const char* outcome :
         {"number_range", "number_step", "count_invalid", "bad_date", "A", "true", "2024-02-29", "181/50"})
        EXPECT_GT(came[outcome], 0u) << outcome;
}

}  // namespace

}  // namespace zi::values
