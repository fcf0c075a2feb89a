// Command lines from strangers, one argument a line: whatever they say, the command ends with one of its statuses and leaves
// files outside its folder alone. It runs in this process, in a folder of its own, with no other program to call. What it
// prints goes nowhere, and so does what is said of a crash unless libFuzzer is told -close_fd_mask=3.
#include "strangers.hpp"

#include "cli/command.hpp"

#include <filesystem>
#include <fstream>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

using strangers::check;

namespace {

namespace fs = std::filesystem;

void write(const char* name, std::string_view text) {
    std::ofstream out(name, std::ios::binary | std::ios::trunc);
    out << text;
}

/// While it lives, the process works in another folder.
struct Inside {
    fs::path before = fs::current_path();
    explicit Inside(const fs::path& folder) { fs::current_path(folder); }
    ~Inside() { fs::current_path(before); }
};

/// A fresh folder with rules, units, shared evidence and costs; it goes when the process ends.
struct Folder {
    fs::path path = fs::temp_directory_path() / ("zi-arguments-fuzz-" + std::to_string(getpid()));
    Folder() {
        fs::create_directories(path);
        const Inside here(path);
        write(
            "units.json",
            R"({"id":"u","answers":{"A.a":"B","A.b":3.5},"facts":{"unit.aktif":true},"evidence":[{"id":"d","kind":"sk","status":"submitted","supports":["A.a"]}]})");
        write("units.csv", "id,A.a\nu,A\nv,B\n");
        write("bad.json", "{\"id\":\"u\",\"answers\":{\"A.z\":1}}\n{");
        write("shared.json",
              R"([{"id":"s","kind":"sk","owner":"induk","units":["u"],"status":"accepted","supports":["A.a"]}])");
        write("costs.json", R"({"questions":{"A.a":2},"kinds":{"sk":4}})");
        const int nowhere = open("/dev/null", O_RDWR);
        dup2(nowhere, STDIN_FILENO);
        close(nowhere);
        setenv("PATH", "", 1);
    }
    ~Folder() {
        std::error_code gone;
        fs::remove_all(path, gone);
    }
};

/// While it lives, what is printed goes nowhere.
struct Silence {
    int kept[2] = {dup(STDOUT_FILENO), dup(STDERR_FILENO)};
    Silence() {
        std::fflush(nullptr);
        const int nowhere = open("/dev/null", O_WRONLY);
        dup2(nowhere, STDOUT_FILENO);
        dup2(nowhere, STDERR_FILENO);
        close(nowhere);
    }
    ~Silence() {
        std::fflush(nullptr);
        for (const int stream : {STDOUT_FILENO, STDERR_FILENO}) {
            dup2(kept[stream - 1], stream);
            close(kept[stream - 1]);
        }
    }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Folder folder;
    strangers::Bytes lines(strangers::text_of(data, size));
    std::vector<std::string> texts{"zi"};
    while (!lines.empty() && texts.size() < 16) {
        // As the system hands them over: without NUL. Only names within the folder, and no files of arguments.
        std::string text(lines.line());
        text = text.substr(0, text.find('\0'));
        if (text.find('/') == std::string::npos && text.find("..") == std::string::npos) texts.push_back(std::move(text));
    }
    std::vector<const char*> arguments;
    for (const std::string& text : texts) arguments.push_back(text.c_str());
    const Inside here(folder.path);
    write("rules.zi", strangers::rules);  // fmt may have changed it
    int status = 0;
    {
        const Silence silence;
        status = zi::cli::run(static_cast<int>(arguments.size()), arguments.data());
    }
    check(status == zi::cli::done || status == zi::cli::refused || status == zi::cli::usage);
    return 0;
}
