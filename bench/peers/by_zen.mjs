// GoRules zen: a decision of two expression nodes, groups and then predicates.
import { group, load, predicate, report, sheet, version } from "./worksheet.mjs";

const { ZenEngine } = load("@gorules/zen-engine");

function share(q) {
  if (q.kind === "option") return Object.entries(q.options).reduceRight((rest, [key, value]) => `(${q.name} == '${key}' ? ${value} : ${rest})`, "0");
  if (q.kind === "number") return `(${q.name} / ${q.max})`;
  const over = q.fall ? `(${q.name}_bottom - ${q.name}_top) / ${q.name}_bottom` : `${q.name}_top / ${q.name}_bottom`;
  return `max([0, min([1, ${over}])])`;
}

const node = (id, expressions) => ({ id, name: id, type: "expressionNode", position: { x: 0, y: 0 }, content: { expressions, passThrough: false } });
const expression = (key, value) => ({ id: key, key, value });
const content = {
  nodes: [
    { id: "in", name: "in", type: "inputNode", position: { x: 0, y: 0 } },
    node("groups", sheet.groups.map((g, i) => expression(`g${i}`, group(g, share)))),
    node("predicates", ["WBK", "WBBM"].map((name) => expression(name, predicate(name, String, " and ")))),
    { id: "out", name: "out", type: "outputNode", position: { x: 0, y: 0 } },
  ],
  edges: [["in", "groups"], ["groups", "predicates"], ["predicates", "out"]].map(([sourceId, targetId], i) => ({ id: `e${i}`, type: "edge", sourceId, targetId })),
};
const decision = new ZenEngine().createDecision(content);

async function assess(row) {
  const { result } = await decision.evaluate(row);
  return [result.WBK, result.WBBM];
}

await report("GoRules zen", version("@gorules/zen-engine"), "decimal, 28 digits", assess, 1000);
