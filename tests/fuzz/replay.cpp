// Runs a fuzz target without a fuzzer: on every file of its corpus, and on mutations of them drawn from a fixed seed. Where clang's
// libFuzzer is at hand, build with -DZI_FUZZ=ON instead and let it search.
//
//   zi_<name>_fuzz CORPUS [MUTATIONS]
#include <algorithm>
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

private:
    std::uint64_t state_ = 2021;
};

/// Changes a few places: a byte, a stretch taken out or doubled, a piece of another file put in.
std::string mutated(std::string text, const std::vector<std::string>& corpus, Random& random) {
    for (std::size_t n = 1 + random.below(4); n > 0; --n) {
        const std::size_t at = random.below(text.size() + 1);
        const std::size_t length = std::min(text.size() - at, random.below(24));
        switch (random.below(5)) {
            case 0:
                if (at < text.size()) text[at] = static_cast<char>(random.below(256));
                break;
            case 1: text.erase(at, length); break;
            case 2: text.insert(at, text.substr(at, length)); break;
            case 3: {
                const std::string& other = corpus[random.below(corpus.size())];
                const std::size_t from = random.below(other.size() + 1);
                text.insert(at, other.substr(from, random.below(40)));
                break;
            }
            case 4: text.insert(at, 1, "{}[]\",:0-\\"[random.below(10)]); break;
        }
    }
    return text;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) return 2;
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(argv[1])) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    std::vector<std::string> corpus;
    for (const auto& file : files) {
        std::ifstream in(file, std::ios::binary);
        corpus.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
    }
    if (corpus.empty()) return std::fputs("empty corpus\n", stderr), 1;
    const auto run = [](const std::string& text) { LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()); };
    for (const std::string& text : corpus) run(text);
    Random random;
    const long mutations = argc > 2 ? std::strtol(argv[2], nullptr, 10) : 20'000;
    for (long i = 0; i < mutations; ++i) run(mutated(corpus[random.below(corpus.size())], corpus, random));
    std::printf("%zu files, %ld mutations\n", corpus.size(), mutations);
}
