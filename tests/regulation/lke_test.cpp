// The rules against the worksheet as data, item by item: nothing differs, nothing is missing, nothing is there that should not
// be.
#include "rules_2021.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>

namespace {

using nlohmann::json;
using namespace regulation;

/// Collects what differs, in words, so that one run names everything.
class Comparison {
public:
    Comparison(const zi::Model& model, const json& worksheet) : model_(model) {
        scales(worksheet.at("scales"));
        nodes(worksheet.at("nodes"));
        questions(worksheet.at("questions"));
        change_areas(worksheet.at("change_areas"));
        for (const zi::Node& node : model.nodes)
            if (node.id != "total" && !seen_.contains(node.id)) differs(node.id, "the data", "nothing", "in the rules");
        compare("total", "weight", model.nodes.front().weight.fraction(),
                rational(worksheet.at("totals").at("weight")).fraction());
    }

    const std::vector<std::string>& differences() const { return differences_; }

private:
    void differs(const std::string& id, const std::string& what, const std::string& rules, const std::string& data) {
        differences_.push_back(id + " " + what + ": " + rules + " / " + data);
    }
    void compare(const std::string& id, const std::string& what, const std::string& rules, const std::string& data) {
        if (rules != data) differs(id, what, rules, data);
    }
    static std::string text(const json& object, const char* key) {
        return object.contains(key) && !object.at(key).is_null() ? object.at(key).get<std::string>() : std::string();
    }

    const zi::Node* find(const std::string& id) {
        const zi::Index index = model_.find_node(id);
        if (index == zi::none) {
            differs(id, "in the rules", "missing", "");
            return nullptr;
        }
        seen_.insert(id);
        return &model_.nodes[index];
    }

    void scales(const json& list) {
        for (const json& item : list) {
            const std::string name = item.at("name");
            const auto found =
                std::find_if(model_.scales.begin(), model_.scales.end(), [&](const zi::Scale& s) { return s.name == name; });
            if (found == model_.scales.end()) {
                differs(name, "scale", "missing", "");
                continue;
            }
            options(name, *found, item);
            if (found->notes.citations.empty()) differs(name, "citation", "none", "");
        }
        if (model_.scales.size() != list.size())
            differs("scales", "count", std::to_string(model_.scales.size()), std::to_string(list.size()));
    }

    void options(const std::string& id, const zi::Scale& scale, const json& item) {
        if (!item.contains("options")) {
            compare(id, "minimum", scale.min.fraction(), rational(item.at("range").at(0)).fraction());
            compare(id, "maximum", scale.max.fraction(), rational(item.at("range").at(1)).fraction());
            return;
        }
        const json& list = item.at("options");
        compare(id, "options", std::to_string(scale.options.size()), std::to_string(list.size()));
        for (std::size_t i = 0; i < std::min(scale.options.size(), list.size()); ++i) {
            compare(id, "option", scale.options[i].key, list[i].at("key"));
            compare(id, "value of " + scale.options[i].key, scale.options[i].value.fraction(),
                    rational(list[i].at("score")).fraction());
        }
    }

    void nodes(const json& list) {
        for (const json& item : list) {
            const std::string id = item.at("id");
            const zi::Node* node = find(id);
            if (!node) continue;
            compare(id, "name", node->title.id, item.at("name"));
            compare(id, "English name", node->title.en, text(item, "name_en"));
            compare(id, "weight", node->weight.fraction(), rational(item.at("weight")).fraction());
            compare(id, "level", node->level == zi::none ? "question" : model_.levels[node->level].name, item.at("level"));
            if (node->notes.citations.empty()) differs(id, "citation", "none", "");
        }
    }

    void questions(const json& list) {
        for (const json& item : list) {
            const std::string id = item.at("id");
            const zi::Node* node = find(id);
            if (!node) continue;
            if (node->question == zi::none) {
                differs(id, "kind", "node", "question");
                continue;
            }
            const zi::Question& question = model_.questions[node->question];
            compare(id, "text", node->title.id, item.at("text"));
            compare(id, "English text", node->title.en, text(item, "name_en"));
            compare(id, "weight", node->weight.fraction(), rational(item.at("effective_weight")).fraction());
            compare(id, "page",
                    node->notes.citations.empty() ? "none" : std::to_string(node->notes.citations.front().first_page),
                    std::to_string(item.at("page").get<int>()));
            if (!node->notes.citations.empty())
                compare(id, "source", model_.sources[node->notes.citations.front().source].title,
                        "PermenPANRB 90/2021 Lampiran III");
            compare(id, "scale", question.scale == zi::none ? "ratio" : model_.scales[question.scale].name,
                    item.at("answer_type"));
            compare(id, "criteria", question.criteria.id, text(item, "criteria_text"));
            if (question.scale != zi::none) options(id, model_.scales[question.scale], item);
            if (item.contains("options"))
                for (std::size_t i = 0; i < item.at("options").size() && i < question.option_criteria.size(); ++i)
                    compare(id, "criteria of option " + std::to_string(i), question.option_criteria[i].id,
                            text(item.at("options")[i], "criteria"));
            inputs(id, question, item);
        }
    }

    void inputs(const std::string& id, const zi::Question& question, const json& item) {
        const json list = item.value("inputs", json::array());
        compare(id, "inputs", std::to_string(question.inputs.size()), std::to_string(list.size()));
        for (std::size_t i = 0; i < std::min(question.inputs.size(), list.size()); ++i) {
            compare(id, "input", question.inputs[i].key, list[i].at("key"));
            compare(id, "label of " + question.inputs[i].key, question.inputs[i].title.id, list[i].at("label"));
        }
    }

    void change_areas(const json& list) {
        compare("views", "count", std::to_string(model_.views.size()), std::to_string(list.size()));
        for (const json& item : list) {
            const std::string name = item.at("name");
            const zi::ViewIndex view = model_.find_view(name);
            if (view == zi::none) {
                differs(name, "view", "missing", "");
                continue;
            }
            std::set<std::string> rules, data;
            for (const zi::Index member : model_.views[view].members) rules.insert(model_.nodes[member].id);
            for (const json& part : item.at("parts")) data.insert(part.get<std::string>());
            if (rules != data) differs(name, "members", "other", "");
        }
    }

    const zi::Model& model_;
    std::set<std::string> seen_;
    std::vector<std::string> differences_;
};

std::string joined(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) text += line + "\n";
    return text;
}

TEST(Lke, EqualsTheWorksheetItemByItem) {
    const Comparison comparison(*rules_2021(), data("lke-2021.json"));
    EXPECT_TRUE(comparison.differences().empty()) << joined(comparison.differences());
}

TEST(Lke, HasItsCounts) {
    const zi::Model& model = *rules_2021();
    const json totals = data("lke-2021.json").at("totals");
    std::map<std::string, int> below, levels;
    std::size_t inputs = 0;
    for (const zi::Question& question : model.questions) {
        inputs += question.inputs.size();
        const std::string& id = model.nodes[question.node].id;
        ++below[id.starts_with("A.II.") ? "reform" : id.starts_with("A.I.") ? "pemenuhan" : "hasil"];
    }
    for (const zi::Node& node : model.nodes)
        if (node.level != zi::none) ++levels[model.levels[node.level].name];
    EXPECT_EQ(model.questions.size(), 113u);
    EXPECT_EQ(model.questions.size(), totals.at("questions").get<std::size_t>());
    EXPECT_EQ(inputs, 24u);
    EXPECT_EQ(levels["indicator"], 42);
    for (const char* part : {"pemenuhan", "reform", "hasil"}) EXPECT_EQ(below[part], totals.at(part).get<int>()) << part;
}

// A comparison that cannot fail proves nothing: every kind of slip in the data must be named.
TEST(Lke, ComparisonNoticesSlips) {
    const json right = data("lke-2021.json");
    const auto slips = [&](const char* what, auto change) {
        json wrong = right;
        change(wrong);
        EXPECT_FALSE(Comparison(*rules_2021(), wrong).differences().empty()) << what;
    };
    slips("weight", [](json& j) { j["nodes"][5]["weight"] = "1.001"; });
    slips("name", [](json& j) { j["nodes"][5]["name"] = "Pemantauan dan Evaluasi Pembangunan WBK/WBBN"; });
    slips("text", [](json& j) { j["questions"][40]["text"] = j["questions"][40]["text"].get<std::string>() + " "; });
    slips("page", [](json& j) { j["questions"][40]["page"] = 1; });
    slips("option", [](json& j) { j["scales"][2]["options"][1]["score"] = "2/3"; });
    slips("criteria", [](json& j) { j["questions"][40]["options"][0]["criteria"] = "?"; });
    slips("missing question", [](json& j) { j["questions"].erase(7); });
    slips("added question", [](json& j) {
        json more = j["questions"][7];
        more["id"] = "A.I.1.i.z";
        j["questions"].push_back(more);
    });
    slips("input", [](json& j) {
        for (json& question : j["questions"])
            if (question.contains("inputs")) question["inputs"][0]["key"] = "lain";
    });
    slips("area", [](json& j) { j["change_areas"][0]["parts"][1] = "A.II.2"; });
}

// ---- Predicates and eligibility --------------------------------------------------------------------------------------

const zi::Condition* find_condition(const zi::Model& model, const std::string& predicate, const std::string& subject,
                                    const std::string& guard) {
    const zi::Index index = model.find_predicate(predicate);
    if (index == zi::none) return nullptr;
    for (const zi::Condition& c : model.predicates[index].conditions) {
        if (c.subject == zi::Condition::Subject::day) continue;
        const bool same = c.subject == zi::Condition::Subject::fact   ? model.facts[c.index].id == subject
                          : c.subject == zi::Condition::Subject::node ? model.nodes[c.index].id == subject
                          : c.subject == zi::Condition::Subject::view ? model.views[c.index].name == subject
                                                                      : model.predicates[c.index].name == subject;
        if (!same) continue;
        if (guard.empty() || (c.when && c.when->kind == zi::Guard::Kind::test &&
                              zi::show(model, model.facts[c.when->subject], c.when->values.front()) == guard))
            return &c;
    }
    return nullptr;
}

bool cites(const zi::Model& model, const zi::Condition& condition, const std::string& cite) {
    const auto colon = cite.find(':');
    const auto dash = cite.find('-');
    const auto first = static_cast<std::uint32_t>(std::stoul(cite.substr(colon + 1)));
    const auto last = dash == std::string::npos ? first : static_cast<std::uint32_t>(std::stoul(cite.substr(dash + 1)));
    for (const zi::Citation& c : condition.notes.citations) {
        // Bab II of Annex II has pages of Annex II, and days of its own.
        const std::string& source = model.sources[c.source].name;
        if ((source == "P2b" ? "P2" : source) == cite.substr(0, colon) && c.first_page == first && c.last_page == last)
            return true;
    }
    return false;
}

TEST(Lke, AsksTheMinimaAndProposalConditions) {
    const zi::Model& model = *rules_2021();
    std::size_t compared = 0;
    const json rules = data("rules-2021.json").at("rules");
    for (const json& rule : rules) {
        const std::string id = rule.at("id");
        for (const json& predicate : rule.at("predicates")) {
            if (rule.contains("each")) {
                for (const auto& [area, minimum] : rule.at("minimum_scores").items()) {
                    const zi::Condition* c = find_condition(model, predicate, area, "");
                    ASSERT_NE(c, nullptr) << id << area;
                    EXPECT_EQ(c->op, zi::Operator::at_least);
                    EXPECT_EQ(c->threshold, rational(minimum)) << id << area;
                    EXPECT_EQ(*c->share, rational(rule.at("percent")) / zi::Rational(100)) << id;
                    ++compared;
                }
                continue;
            }
            if (!rule.contains("subject") || !rule.contains("value") || !rule.at("value").is_string()) continue;
            // Rules about time are compared in predicates_data_test.cpp and tried on their days in eligibility_test.cpp.
            if (rule.at("op").get<std::string>().starts_with("for ") || rule.at("subject") == "as_of") continue;
            const json guard = rule.value("when", json());
            const std::string when = guard.is_object() ? guard.value("value", std::string()) : std::string();
            const zi::Condition* c = find_condition(model, predicate, rule.at("subject"), when);
            ASSERT_NE(c, nullptr) << id << " " << predicate;
            EXPECT_EQ(zi::spelling(c->op), rule.at("op").get<std::string>()) << id;
            if (c->subject == zi::Condition::Subject::fact) {
                const zi::FactValue& value = c->values.front();
                if (const auto* number = std::get_if<zi::Rational>(&value))
                    EXPECT_EQ(*number, rational(rule.at("value"))) << id;
                else
                    EXPECT_EQ(zi::show(model, model.facts[c->index], value), rule.at("value").get<std::string>()) << id;
            } else {
                EXPECT_EQ(c->threshold, rational(rule.at("value"))) << id;
            }
            for (const json& cite : rule.value("cites", json::array()))
                EXPECT_TRUE(cites(model, *c, cite)) << id << " " << cite;
            ++compared;
        }
    }
    EXPECT_GE(compared, 44u);
}

}  // namespace
