// Units a line, from strangers, as columns: what is read is what the reader of units reads, line by line, and what that refuses
// is refused.
#include "columns.hpp"

#include "zi/unit.hpp"

#include <vector>

using strangers::check;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = strangers::text_of(data, size);
    std::vector<std::string> lines{""};
    for (const char c : text) {
        if (c == '\n')
            lines.emplace_back();
        else
            lines.back() += c;
    }
    if (lines[0].starts_with("\xEF\xBB\xBF")) lines[0].erase(0, 3);
    std::uint64_t last = 0;
    const auto by_units = [&](std::uint64_t number, const zi::Columns* columns, std::size_t row) {
        if (number == 0) return;  // about no line
        // Between two others, no line can pass for anything but a line.
        const std::string three = "{\"id\":\"#first\"}\n" + lines[number - 1] + "\n{\"id\":\"#last\"}";
        std::size_t place = 0;
        zi::read_units(*strangers::model(), three, strangers::limits_of_columns(), [&](zi::Result<zi::Unit> unit) {
            if (++place != 2) return true;
            check(static_cast<bool>(unit) == (columns != nullptr));
            if (!unit) return true;
            zi::ColumnsBuilder builder(strangers::model(), strangers::day);
            builder.append(*unit);
            const zi::Columns one = builder.finish();
            check(one.unit(0).answers == columns->unit(row).answers && one.unit(0).facts == columns->unit(row).facts);
            check(one.backings(0) == columns->backings(row));
            return true;
        });
        check(place == 3);
    };
    const auto sink = strangers::sink(last, by_units);
    zi::read_columns_ndjson(strangers::model(), strangers::day, zi::test::text_source(text, 100),
                            strangers::limits_of_columns(), sink, {3, nullptr});
    return 0;
}
