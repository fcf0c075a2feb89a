#include "arguments.hpp"

#include "command.hpp"

#include "base/filled.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <sstream>
#include <string_view>
#include <system_error>
#include <utility>

namespace zi::cli {

Argument Argument::required() const {
    option_->required();
    return *this;
}

Argument Argument::type(const std::string& word) const {
    option_->type_name(word);
    return *this;
}

Argument Argument::check(std::string (*problem)(const std::string& text)) const {
    option_->check(problem);
    return *this;
}

Argument Argument::needs(Argument other) const {
    option_->needs(other.option_);
    return *this;
}

Argument Argument::excludes(Argument other) const {
    option_->excludes(other.option_);
    return *this;
}

bool Argument::given() const { return option_->count() > 0; }

Argument Command::flag(const std::string& name, bool& value, const std::string& help) {
    return Argument(*app_->add_flag(name, value, help));
}

namespace {

/// Stands for an empty argument, and no argument holds it: CLI11 takes an empty one for the name of an option group, and parses
/// for ever.
const std::string empty_argument(1, '\0');

std::string is_something(const std::string& text) {
    return text == empty_argument ? "tidak boleh kosong / must not be empty" : "";
}

std::optional<std::uint64_t> whole_number(const std::string& text, std::uint64_t most) {
    std::uint64_t number = 0;
    const char* const end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, number);
    return error == std::errc() && stopped == end && number <= most ? std::optional(number) : std::nullopt;
}

}  // namespace

Argument Command::option(const std::string& name, std::string& value, const std::string& help) {
    return Argument(*app_->add_option(name, value, help)->check(is_something));
}

Argument Command::option(const std::string& name, std::vector<std::string>& values, const std::string& help) {
    return Argument(*app_->add_option(name, values, help)->check(is_something));
}

Argument Command::number(const std::string& name, std::optional<std::uint64_t>& value, std::uint64_t most,
                         const std::string& help) {
    // CLI11 would read -1 as 2^64 - 1, 010 as 8 and 0x10 as 16.
    CLI::Option* option = app_->add_option_function<std::string>(
        name, [&value, most](const std::string& text) { value = whole_number(text, most); }, help);
    option->type_name("N")->check(is_something)->check([most](const std::string& text) {
        return whole_number(text, most)
                   ? std::string()
                   : filled("{} bukan bilangan bulat dari 0 sampai {} / is not a whole number from 0 to {}", plain(text), most,
                            most);
    });
    if (value) option->default_str(std::to_string(*value));
    return Argument(*option);
}

Argument Command::choice(const std::string& name, std::string& value, const std::string& help,
                         const std::vector<std::string>& texts) {
    return Argument(
        *app_->add_option(name, value, help)->check(is_something)->check(CLI::IsMember(texts))->capture_default_str());
}

Command Command::exactly_one(const std::string& name, const std::string& help) {
    CLI::App* group = app_->add_option_group(name, help);
    group->require_option(1);
    return {*group, *status_};
}

void Command::run(std::function<int()> action) {
    app_->callback([action = std::move(action), status = status_] { *status = action(); });
}

void missing(const std::string& arguments) { throw CLI::RequiredError(arguments); }

namespace {

/// CLI11's words, and ours for them.
struct Phrase {
    std::string_view english, indonesian;
};
constexpr Phrase phrases[] = {
    {"A subcommand is required", "perintah belum diberikan"},
    {"Exactly 1 option from [", "tepat satu di antara ["},
    {"] is required and ", "] harus diberikan, bukan "},
    {" were given", ""},
    {"] is required", "] harus diberikan"},
    {" is required", " belum diberikan"},
    {" excludes ", " tidak dapat dipakai bersama "},
    {" requires ", " memerlukan "},
    {"The following argument was not expected: ", "tidak dikenal: "},
    {"The following arguments were not expected: ", "tidak dikenal: "},
    {" not in {", " bukan salah satu dari {"},
    {": At Most 1 required but received ", ": hanya satu kali, bukan "},
    {": 1 required ", ": nilainya belum diberikan, "},
    {" missing", ""},
    {"Could not convert: ", "tidak dapat dibaca: "},
};

/// What is wrong with the command line, in Indonesian where CLI11's words are known, and in those words.
std::string usage_error(const CLI::App& app, const CLI::ParseError& error) {
    const std::string english = error.what();
    if (const auto left = app.remaining(); english == phrases[0].english && !left.empty())
        return filled("perintah tidak dikenal: {} (unknown command)", left.front());
    std::string indonesian = english;
    for (const Phrase& phrase : phrases)
        if (const auto at = indonesian.find(phrase.english); at != std::string::npos)
            indonesian.replace(at, phrase.english.size(), phrase.indonesian);
    return indonesian == english ? english : indonesian + " (" + english + ")";
}

std::string usage_message(const CLI::App* app, const CLI::Error& error) {
    const auto* parse_error = dynamic_cast<const CLI::ParseError*>(&error);
    std::string name = app->get_name();
    for (const CLI::App* command : app->get_subcommands()) name += " " + command->get_name();
    return filled("zi: {}\n{} --help: cara memakai / how to use it\n",
                  plain(parse_error ? usage_error(*app, *parse_error) : error.what()), name);
}

}  // namespace

CommandLine::CommandLine()
    : app_(std::make_unique<CLI::App>(
          "zi: memeriksa dan menilai lembar kerja secara eksak / checks and assesses worksheets exactly", "zi")),
      status_(done) {
    // Subcommands made later take over all of this.
    app_->option_defaults()->group("Opsi / Options");
    app_->set_help_flag("-h,--help", "tampilkan bantuan ini / show this help");
    app_->failure_message(usage_message);
    app_->get_formatter()->label("Usage", "Pemakaian / Usage");
    app_->get_formatter()->label("Positionals", "Argumen / Arguments");
    app_->get_formatter()->label("REQUIRED", "(wajib / required)");
    app_->get_formatter()->column_width(24);
    app_->set_version_flag("--version", ZI_VERSION, "tampilkan versi / show the version");
    app_->require_subcommand(1);
    app_->fallthrough(false);
}

CommandLine::~CommandLine() = default;

Command CommandLine::command(const std::string& name, const std::string& help) {
    return {*app_->add_subcommand(name, help)->group("Perintah / Commands"), status_};
}

int CommandLine::run(int argc, const char* const* argv) {
    std::vector<std::string> arguments;
    bool options = true;
    for (int i = 1; i < argc; ++i) {
        std::string one = argv[i];
        options = options && one != "--";
        // CLI11 would take what stands behind `--unit=` for its value, not the empty text.
        const bool empty = options && one.size() > 3 && one.starts_with("--") && one.find('=') == one.size() - 1;
        if (empty) one.pop_back();
        arguments.push_back(one.empty() ? empty_argument : std::move(one));
        if (empty) arguments.push_back(empty_argument);
    }
    std::ranges::reverse(arguments);  // CLI11 begins with the last
    try {
        app_->parse(std::move(arguments));
    } catch (const CLI::ParseError& error) {
        std::ostringstream help, problem;
        const bool helped = app_->exit(error, help, problem) == 0;
        write_out(help.str());
        std::fputs(problem.str().c_str(), stderr);
        return helped ? done : usage;
    }
    return status_;
}

Language CommandLine::language() const {
    for (const CLI::App* command : app_->get_subcommands())
        if (const CLI::Option* chosen = command->get_option_no_throw("--lang");
            chosen && !chosen->empty() && chosen->results().back() == "en")
            return Language::english;
    return Language::indonesian;
}

}  // namespace zi::cli
