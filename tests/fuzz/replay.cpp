// Runs a fuzz target without a fuzzer: on every file of its corpus, and on mutations of them drawn from a fixed seed. To
// search, see scripts/fuzz.
//
//   zi_<name>_fuzz CORPUS|FILE [DICTIONARY [MUTATIONS]]
#include <algorithm>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

class Random {
public:
    std::size_t below(std::size_t bound) {
        std::uint64_t z = state_ += 0x9E3779B97F4A7C15u;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
        return static_cast<std::size_t>((z ^ (z >> 31)) % bound);
    }
    const std::string& one_of(const std::vector<std::string>& texts) { return texts[below(texts.size())]; }

private:
    std::uint64_t state_ = 2021;
};

std::string read(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// libFuzzer's format: a text between quotes on each line, with \xAB for a byte.
std::vector<std::string> dictionary(const std::filesystem::path& file) {
    std::vector<std::string> words;
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) {
        if (line.empty() || line.front() == '#') continue;
        std::string word;
        for (std::size_t i = line.find('"') + 1; i + 1 < line.size(); ++i) {
            if (line[i] != '\\') {
                word += line[i];
            } else if (line[++i] == 'x') {
                word += static_cast<char>(std::stoi(line.substr(i + 1, 2), nullptr, 16));
                i += 2;
            } else {
                word += line[i];
            }
        }
        words.push_back(std::move(word));
    }
    return words;
}

/// Changes a few places: a byte, a stretch taken out or doubled, a piece of another file or a word put in or written over what
/// is there.
std::string mutated(std::string text, const std::vector<std::string>& corpus, const std::vector<std::string>& words,
                    Random& random) {
    for (std::size_t n = 1 + random.below(4); n > 0; --n) {
        const std::size_t at = random.below(text.size() + 1);
        const std::size_t length = std::min(text.size() - at, random.below(24));
        switch (random.below(words.empty() ? 5 : 8)) {
            case 0:
                if (at < text.size()) text[at] = static_cast<char>(random.below(256));
                break;
            case 1: text.erase(at, length); break;
            case 2: text.insert(at, text.substr(at, length)); break;
            case 3: {
                const std::string& other = random.one_of(corpus);
                const std::size_t from = random.below(other.size() + 1);
                text.insert(at, other.substr(from, random.below(40)));
                break;
            }
            case 4: text.insert(at, 1, "{}[]\",:0-\\"[random.below(10)]); break;
            case 5: text.replace(at, length, random.one_of(words)); break;
            default: text.insert(at, random.one_of(words)); break;
        }
    }
    return text;
}

/// What is being tried, in a file if it ends the program.
std::string current;
std::string finding;

extern "C" void keep_finding() {
    if (std::FILE* const file = std::fopen(finding.c_str(), "wb")) {
        std::fwrite(current.data(), 1, current.size(), file);
        std::fclose(file);
    }
    std::fprintf(stderr, "input: %s\n", finding.c_str());
}

void run(std::string text) {
    current = std::move(text);
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(current.data()), current.size());
}

}  // namespace

extern "C" [[gnu::weak]] void __sanitizer_set_death_callback(void (*)());

int main(int argc, char** argv) {
    if (argc < 2) return 2;
    finding = std::filesystem::absolute(argv[0]).filename().string() + "-finding";
    const auto keep = [](int signal) {
        std::signal(signal, SIG_DFL);
        keep_finding();
        std::raise(signal);
    };
    std::signal(SIGABRT, keep);
    if (__sanitizer_set_death_callback != nullptr)
        __sanitizer_set_death_callback(keep_finding);
    else
        std::signal(SIGSEGV, keep), std::signal(SIGFPE, keep);
    std::vector<std::filesystem::path> files;
    if (std::filesystem::is_directory(argv[1]))
        for (const auto& entry : std::filesystem::directory_iterator(argv[1])) files.push_back(entry.path());
    else
        files.push_back(argv[1]);
    std::sort(files.begin(), files.end());
    std::vector<std::string> corpus;
    for (const auto& file : files) corpus.push_back(read(file));
    if (corpus.empty()) return std::fputs("empty corpus\n", stderr), 1;
    const std::vector<std::string> words = argc > 2 ? dictionary(argv[2]) : std::vector<std::string>();
    const long mutations = argc > 3 ? std::strtol(argv[3], nullptr, 10) : 0;

    for (const std::string& text : corpus) run(text);
    Random random;
    for (long i = 0; i < mutations; ++i) run(mutated(random.one_of(corpus), corpus, words, random));
    std::printf("%zu files, %ld mutations\n", corpus.size(), mutations);
}
