#include "arguments.hpp"

#include "command.hpp"

#include "zi/diagnostic.hpp"

#include "base/filled.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <sstream>
#include <string_view>
#include <system_error>
#include <utility>

namespace zi::cli {

Argument Argument::required() const {
    option_->required();
    described_->required = true;
    return *this;
}

Argument Argument::single() const {
    option_->expected(1)->allow_extra_args(false);
    return *this;
}

Argument Argument::type(const std::string& word) const {
    option_->type_name(word);
    described_->value = word;
    return *this;
}

Argument Argument::check(std::string (*problem)(const std::string& text, Language language)) const {
    option_->check([problem, language = language_](const std::string& text) { return problem(text, language); });
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

namespace {

/// A placeholder for an empty argument that no real argument contains: CLI11 takes an empty one for the name of an option
/// group, and loops forever.
const std::string empty_argument(1, '\0');

/// What is written as "Indonesia / English", in one of them.
std::string half(const std::string& both, Language language) {
    constexpr std::string_view between = " / ";
    const std::size_t at = both.find(between);
    if (at == std::string::npos) return both;
    return language == Language::english ? both.substr(at + between.size()) : both.substr(0, at);
}

std::function<std::string(const std::string&)> is_something(Language language) {
    return [language](const std::string& text) {
        return text == empty_argument ? half("tidak boleh kosong / must not be empty", language) : "";
    };
}

std::optional<std::uint64_t> whole_number(const std::string& text, std::uint64_t most) {
    std::uint64_t number = 0;
    const char* const end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, number);
    return error == std::errc() && stopped == end && number <= most ? std::optional(number) : std::nullopt;
}

}  // namespace

Language Command::language() const { return line_->language(); }

std::string Command::said(const std::string& both) const { return half(both, language()); }

Described::Argument& Command::described(const std::string& name, const std::string& value, const std::string& help) {
    return described_->arguments.emplace_back(Described::Argument{name, value, said(help), {}, false, false});
}

Argument Command::flag(const std::string& name, bool& value, const std::string& help) {
    return refer(*app_->add_flag(name, value, said(help)), described(name, "", help));
}

Argument Command::option(const std::string& name, std::string& value, const std::string& help) {
    return refer(*app_->add_option(name, value, said(help))->check(is_something(language())), described(name, "TEXT", help));
}

Argument Command::option(const std::string& name, std::vector<std::string>& values, const std::string& help) {
    Described::Argument& told = described(name, "TEXT", help);
    told.several = true;
    return refer(*app_->add_option(name, values, said(help))->check(is_something(language())), told);
}

Argument Command::repeated(const std::string& name, std::vector<std::string>& values, const std::string& help) {
    return refer(*app_->add_option(name, values, said(help))->check(is_something(language()))->allow_extra_args(false),
                 described(name, "TEXT", help));
}

Argument Command::number(const std::string& name, std::optional<std::uint64_t>& value, std::uint64_t most,
                         const std::string& help) {
    // CLI11 would read -1 as 2^64 - 1, 010 as 8 and 0x10 as 16.
    CLI::Option* option = app_->add_option_function<std::string>(
        name, [&value, most](const std::string& text) { value = whole_number(text, most); }, said(help));
    option->type_name("N")->check(is_something(language()))->check([most, language = language()](const std::string& text) {
        if (whole_number(text, most)) return std::string();
        return filled(Chosen{language == Language::english ? "{} is not a whole number from 0 to {}"
                                                           : "{} bukan bilangan bulat dari 0 sampai {}"},
                      plain(text), most);
    });
    if (value) option->default_str(std::to_string(*value));
    return refer(*option, described(name, "N", help));
}

Argument Command::choice(const std::string& name, std::string& value, const std::string& help,
                         const std::vector<std::string>& texts) {
    CLI::Option& option =
        *app_->add_option(name, value, said(help))->check(is_something(language()))->check(CLI::IsMember(texts));
    Described::Argument& told = described(name, "TEXT", help);
    told.choices = texts;
    return refer(*option.capture_default_str(), told);
}

namespace {

constexpr const char* about_language = "bahasa, bawaan: ZI_LANG / language, default: ZI_LANG";
const std::vector<std::string> languages{"id", "en"};

}  // namespace

void Command::take_language() { choice("--lang", line_->lang_, about_language, languages); }

Command Command::exactly_one(const std::string& name, const std::string& help) {
    CLI::App* group = app_->add_option_group(said(name), said(help));
    group->require_option(1);
    return {*group, *line_, *described_};
}

void Command::run(std::function<int()> action) {
    app_->callback([action = std::move(action), line = line_] { line->status_ = action(); });
}

void missing(const std::string& arguments) { throw CLI::RequiredError(arguments); }

void misplaced(const std::string& arguments, const std::string& other) { throw CLI::RequiresError(arguments, other); }

namespace {

/// CLI11's words, and ours in their place.
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

/// A did-you-mean among these names; empty if none is near.
std::string hint(const std::string& name, const std::vector<std::string_view>& known, Language language) {
    const std::string meant = unknown_name("@value", name, known).suggestion;
    if (meant.empty()) return "";
    return filled(Chosen{language == Language::english ? "; did you mean `{}`?" : "; maksudnya `{}`?"}, meant);
}

/// The problem with the command line: in CLI11's words, or in ours.
std::string usage_error(const CommandLine& line, const CLI::App& app, const CLI::ParseError& error) {
    const std::string english = error.what();
    const Language language = line.language();
    const bool indonesian = language == Language::indonesian;
    if (const auto left = app.remaining(); english == phrases[0].english && !left.empty())
        return line.unknown_command(left.front());
    // An unknown option: suggest one of the command's.
    for (const CLI::App* command : app.get_subcommands())
        if (const auto left = command->remaining(); !left.empty() && left.front().starts_with("--")) {
            std::vector<std::string> own;
            for (const CLI::Option* option : command->get_options())
                for (const std::string& name : option->get_lnames()) own.push_back("--" + name);
            const std::string name = left.front().substr(0, left.front().find('='));
            return filled(Chosen{indonesian ? "opsi tidak dikenal: {}{}" : "unknown option: {}{}"}, name,
                          hint(name, {own.begin(), own.end()}, language));
        }
    std::string words = english;
    for (const Phrase& phrase : phrases)
        if (const auto at = words.find(phrase.english); indonesian && at != std::string::npos)
            words.replace(at, phrase.english.size(), phrase.indonesian);
    return words;
}

/// `--lang` as it stands in the command line, else ZI_LANG.
Language language_of(const std::vector<std::string>& arguments) {
    const char* const set = std::getenv("ZI_LANG");
    std::string name = set ? set : "";
    const auto take = [&](const std::string& said) {
        if (said == "id" || said == "en") name = said;
    };
    for (std::size_t i = 0; i < arguments.size() && arguments[i] != "--"; ++i) {
        if (arguments[i] == "--lang" && i + 1 < arguments.size()) take(arguments[i + 1]);
        if (arguments[i].starts_with("--lang=")) take(arguments[i].substr(7));
    }
    return name == "en" ? Language::english : Language::indonesian;
}

}  // namespace

CommandLine::CommandLine(int argc, const char* const* argv)
    : arguments_(argv + (argc > 0), argv + argc),
      language_(language_of(arguments_)),
      lang_(language_ == Language::english ? "en" : "id"),
      app_(std::make_unique<CLI::App>(half("zi: memeriksa dan menilai lembar kerja secara eksak / zi: checks and assesses "
                                           "worksheets exactly",
                                           language_),
                                      "zi")),
      status_(done) {
    const auto said = [&](const char* both) { return half(both, language_); };
    // Subcommands inherit these settings only if they are added later.
    app_->option_defaults()->group(said("Opsi / Options"));
    app_->set_help_flag("-h,--help", said("tampilkan bantuan ini / show this help"))->group(said("Opsi / Options"));
    const auto formatter = app_->get_formatter();
    formatter->label("Usage", said("Pemakaian / Usage"));
    formatter->label("Positionals", said("Argumen / Arguments"));
    formatter->label("REQUIRED", said("(wajib) / (required)"));
    formatter->label("OPTIONS", said("OPSI / OPTIONS"));
    formatter->label("SUBCOMMAND", said("PERINTAH / COMMAND"));
    formatter->label("Needs", said("Perlu / Needs"));
    formatter->label("Excludes", said("Tidak bersama / Excludes"));
    formatter->column_width(24);
    app_->set_version_flag("-V,--version", ZI_VERSION, said("tampilkan versi / show the version"));
    app_->add_option("--lang", lang_, said(about_language))->check(is_something(language_))->check(CLI::IsMember(languages));
    app_->require_subcommand(1);
    app_->fallthrough(false);
}

CommandLine::~CommandLine() = default;

Command CommandLine::command(const std::string& name, const std::string& help) {
    CLI::App* app = app_->add_subcommand(name, half(help, language_))->group(half("Perintah / Commands", language_));
    app->get_help_ptr()->group(half("Opsi / Options", language_));
    commands_.push_back({name, half(help, language_), {}});
    return {*app, *this, commands_.back()};
}

std::optional<std::string> CommandLine::help(const std::string& command) const {
    if (command.empty()) return app_->get_formatter()->make_help(app_.get(), "", CLI::AppFormatMode::Normal);
    if (std::ranges::none_of(commands_, [&](const Described& one) { return one.name == command; })) return std::nullopt;
    return app_->get_subcommand(command)->help(app_->get_name());
}

std::string CommandLine::unknown_command(const std::string& command) const {
    std::vector<std::string_view> known;
    for (const Described& one : commands_) known.push_back(one.name);
    return filled(Chosen{language_ == Language::english ? "unknown command: {}{}" : "perintah tidak dikenal: {}{}"}, command,
                  hint(command, known, language_));
}

int CommandLine::run() {
    std::vector<std::string> arguments;
    bool options = true;
    for (std::string& one : arguments_) {
        options = options && one != "--";
        // CLI11 would take the next argument for the value of `--unit=`, not the empty text.
        const bool empty = options && one.size() > 3 && one.starts_with("--") && one.find('=') == one.size() - 1;
        if (empty) one.pop_back();
        arguments.push_back(one.empty() ? empty_argument : one);
        if (empty) arguments.push_back(empty_argument);
    }
    std::ranges::reverse(arguments);  // CLI11 begins with the last
    app_->failure_message([this](const CLI::App* app, const CLI::Error& error) {
        const auto* parse_error = dynamic_cast<const CLI::ParseError*>(&error);
        std::string name = app->get_name();
        for (const CLI::App* command : app->get_subcommands()) name += " " + command->get_name();
        return filled(
            Chosen{language_ == Language::english ? "zi: {}\n{} --help: how to use it\n" : "zi: {}\n{} --help: cara memakai\n"},
            plain(parse_error ? usage_error(*this, *app, *parse_error) : error.what()), name);
    });
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

}  // namespace zi::cli
