// How fast do files of units come in, beside tools that do nothing but read them? bench/reading runs it in turns with them.
//
//   zi_reading write FOLDER      wide.csv and units.ndjson, 100,000 units; million.csv; rows.csv, 1,000 units, for a workbook
//   zi_reading csv FILE          wide CSV to verdicts
//   zi_reading ndjson FILE       NDJSON to columns
//   zi_reading simdjson FILE     the same bytes through simdjson On Demand: every key and every value once, nothing kept
//   zi_reading xlsx FILE         a workbook to columns
//
// All but the first print seconds of processor time, the best of five, and a sum that must not depend on who reads.
#include "population.hpp"
#include "walk.hpp"

#include "zi/bulk.hpp"
#include "zi/read_columns.hpp"
#include "zi/sheets.hpp"
#include "text_source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <functional>
#include <sstream>
#include <stdexcept>

namespace {

using namespace bench;

// ---- Files -----------------------------------------------------------------------------------------------------------

/// One unit as a line of a wide table, and as a line of NDJSON.
struct Written {
    const zi::Model& model;
    std::string csv, json;

    void answer(zi::QuestionIndex q, const std::string& value, bool is_text) {
        csv += "," + value;
        json += json.back() == '{' ? "\"" : ",\"";
        json += model.nodes[model.questions[q].node].id + (is_text ? "\":\"" + value + "\"" : "\":" + value);
    }
    void option(zi::QuestionIndex q, std::uint8_t place) {
        answer(q, model.scales[model.questions[q].scale].options[place].key, true);
    }
    void number(zi::QuestionIndex q, std::uint32_t hundredths) {
        answer(q, fmt::format("{}.{:02}", hundredths / 100, hundredths % 100), false);
    }
    void counts(zi::QuestionIndex q, const std::vector<std::uint16_t>& values) {
        const zi::Question& question = model.questions[q];
        json += json.back() == '{' ? "\"" : ",\"";
        json += model.nodes[question.node].id + "\":{";
        for (std::size_t i = 0; i < values.size(); ++i) {
            csv += fmt::format(",{}", values[i]);
            json += fmt::format("{}\"{}\":{}", i == 0 ? "" : ",", question.inputs[i].key, values[i]);
        }
        json += "}";
    }
};

void write(const std::string& path, std::size_t units, bool as_json) {
    const auto model = rules();
    std::FILE* const file = std::fopen(path.c_str(), "wb");
    if (!file) throw std::runtime_error("cannot write " + path);
    const zi::ColumnLayout layout(*model);
    std::string head = "id";
    for (zi::QuestionIndex q{0}; q < model->questions.size(); ++q)
        for (zi::Index f = layout.answer(q); f < layout.documents(q); ++f) head += "," + layout.fields()[f].name;
    if (!as_json) fmt::print(file, "{},unit.predikat_dimiliki\n", head);
    Random random(20'210'090);
    for (std::size_t u = 0; u < units; ++u) {
        Written one{*model, "", "{"};
        draw_unit(*model, random, one);
        if (as_json)
            fmt::print(file,
                       "{{\"id\":\"sintetis-{}\",\"answers\":{}}},\"facts\":{{\"unit.predikat_dimiliki\":\"MENUJU_WBK\"}}}}\n",
                       u, one.json);
        else
            fmt::print(file, "sintetis-{}{},MENUJU_WBK\n", u, one.csv);
    }
    if (std::fclose(file) != 0) throw std::runtime_error("cannot write " + path);
}

// ---- Reading ---------------------------------------------------------------------------------------------------------

std::string content(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    if (!in) throw std::runtime_error("cannot read " + path);
    return std::move(text).str();
}

/// What reading has come to: units, and how many of them meet WBK where that was asked.
struct Sum {
    std::size_t units = 0, met = 0;
};

zi::ColumnsSink counting(Sum& sum, const zi::PreparedColumns* prepared) {
    zi::ColumnsSink sink;
    sink.refused = [](const zi::RefusedRow& row) -> bool {
        throw std::runtime_error(zi::message(row.diagnostics.front(), zi::Language::english));
    };
    sink.batch = [&sum, prepared](const zi::ColumnsBatch& batch) {
        sum.units += batch.columns.rows();
        if (!batch.remarks.empty()) throw std::runtime_error("remarks");
        if (!prepared) return true;
        const zi::BulkResult result = zi::assess_columns(*prepared, batch.columns);
        for (std::size_t row = 0; row < result.rows; ++row) sum.met += result.predicates[0][row] == zi::Verdict::met ? 1 : 0;
        return true;
    };
    return sink;
}

/// Reads a file as it comes.
struct Source {
    explicit Source(const std::string& path) : file(path, std::ios::binary) {}
    std::size_t operator()(std::span<char> buffer) {
        file.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
        return static_cast<std::size_t>(file.gcount());
    }
    std::ifstream file;
};

Sum read_table(const std::string& path, const zi::PreparedColumns* prepared) {
    Sum sum;
    Source source(path);
    zi::SheetOptions options;
    options.as_of = day();
    zi::read_sheet_columns(rules(), std::ref(source), options, counting(sum, prepared));
    return sum;
}

double best_of_five(const std::function<Sum()>& read, Sum& sum) {
    double best = 1e9;
    for (int turn = 0; turn < 5; ++turn) {
        const std::clock_t begin = std::clock();
        sum = read();
        best = std::min(best, static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
    }
    return best;
}

}  // namespace

int main(int count, char** arguments) {
    try {
        if (count != 3) throw std::runtime_error("usage: zi_reading WHAT FILE");
        const std::string what = arguments[1], path = arguments[2];
        if (what == "write") {
            write(path + "/wide.csv", 100'000, false);
            write(path + "/units.ndjson", 100'000, true);
            write(path + "/million.csv", 1'000'000, false);
            write(path + "/rows.csv", 1'000, false);
            return 0;
        }
        Sum sum;
        double seconds = 0;
        if (what == "csv") {
            const zi::PreparedColumns prepared(rules(), day(), zi::BulkOutputs::verdicts(*rules()));
            seconds = best_of_five([&] { return read_table(path, &prepared); }, sum);
        } else if (what == "xlsx") {
            seconds = best_of_five([&] { return read_table(path, nullptr); }, sum);
        } else if (what == "ndjson") {
            const std::string text = content(path);
            seconds = best_of_five(
                [&] {
                    Sum found;
                    zi::read_columns_ndjson(rules(), day(), zi::test::text_source(text), {}, counting(found, nullptr));
                    return found;
                },
                sum);
        } else if (what == "simdjson") {
            const std::string text = content(path);
            const Walk walk(text);
            seconds = best_of_five([&] { return Sum{walk(), 0}; }, sum);
        } else {
            throw std::runtime_error("what is " + what + "?");
        }
        fmt::print("{:.6f} {} {}\n", seconds, sum.units, sum.met);
    } catch (const std::exception& problem) {
        fmt::print(stderr, "zi_reading: {}\n", problem.what());
        return 1;
    }
}
