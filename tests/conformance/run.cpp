// Runs conformance cases: zi_conformance_cpp FILE..., zi_conformance_c FILE... See README.md of this folder.
#include "run.hpp"

#include <filesystem>
#include <fstream>
#include <iostream>

namespace conformance {

namespace {

/// What the assessment says where `wanted` asks, in the form of the cases; null where it says nothing.
Json told(const Json& wanted, const Json& said) {
    const auto at = [](const Json& object, const std::string& key) {
        return object.is_object() && object.contains(key) ? object[key] : Json();
    };
    if (wanted.contains("diagnostics")) return {{"diagnostics", at(said, "diagnostics")}};
    if (wanted.contains("refused") || said.contains("refused")) return {{"refused", at(said, "refused")}};
    Json found = Json::object();
    for (const auto& [member, listed] : wanted.items()) {
        Json& here = found[member] = Json::object();
        if (member == "stage") {
            here = {at(at(said, "stage"), "certain"), at(at(said, "stage"), "possible")};
            continue;
        }
        for (const auto& [name, want] : listed.items()) {
            if (member == "claimed") {
                here[name] = at(at(at(said, "answers"), name), "claimed");
                continue;
            }
            const Json one = at(at(said, member), name);
            if (member == "scores") {
                here[name] = {at(one, "certain"), at(one, "possible")};
            } else if (one.is_null() || want.is_null()) {
                here[name] = one;
            } else {
                for (const auto& [part, parts] : want.items())
                    if (part == "status")
                        here[name][part] = one[part];
                    else {
                        here[name][part] = Json::object();
                        for (const auto& [id, status] : parts.items()) here[name][part][id] = nullptr;
                        for (const Json& condition : one["conditions"])
                            if (const std::string id = condition["id"]; parts.contains(id))
                                here[name][part][id] = condition["status"];
                    }
            }
        }
    }
    return found;
}

/// What the library answers; `one` keeps the order of the unit's members, in which problems are told.
Json answer(const Rules& rules, const nlohmann::ordered_json& one) {
    if (!one.contains("unit")) return load(rules);
    const std::string unit = one["unit"].dump(), day = one["as_of"];
    if (!one.contains("edits")) return assess(rules, unit, day);
    Edits edits;
    for (const auto& edit : one["edits"]) edits.emplace_back(edit[0], edit[1].dump());
    return conformance::edit(rules, unit, day, edits);
}

int run(const std::vector<std::filesystem::path>& files) {
    std::size_t cases = 0, failed = 0;
    for (const std::filesystem::path& file : files) {
        std::ifstream in(file);
        const auto suite = nlohmann::ordered_json::parse(in);
        for (const auto& one : suite.at("cases")) {
            ++cases;
            const auto& given = suite.at("rules").at(one.at("rules").get<std::string>());
            Rules rules{given.value("text", ""), ""};
            if (given.contains("file"))
                rules.file = (file.parent_path() / given["file"].get<std::string>()).lexically_normal().string();
            const Json wanted = one.at("expect");
            const Json got = told(wanted, answer(rules, one));
            if (got == wanted) continue;
            ++failed;
            std::cout << file.filename().string() << ", " << one["name"] << ":\n" << Json::diff(wanted, got).dump(1) << '\n';
        }
    }
    std::cout << cases << " cases, " << failed << " failed\n";
    return cases == 0 || failed != 0;
}

}  // namespace

}  // namespace conformance

int main(int argc, char** argv) { return conformance::run({argv + 1, argv + argc}); }
