// json-logic-js: a rule for each group, then one for each predicate.
import { conditions, load, report, sheet, version } from "./worksheet.mjs";

const logic = load("json-logic-js");
const read = (name) => ({ var: name });

function share(q) {
  if (q.kind === "option") return { if: [...Object.entries(q.options).flatMap(([key, value]) => [{ "==": [read(q.name), key] }, Number(value)]), 0] };
  if (q.kind === "number") return { "/": [read(q.name), Number(q.max)] };
  const top = read(`${q.name}_top`), bottom = read(`${q.name}_bottom`);
  return { max: [0, { min: [1, { "/": [q.fall ? { "-": [bottom, top] } : top, bottom] }] }] };
}

const groups = sheet.groups.map((g) => ({ "/": [{ "*": [Number(g.weight), { "+": g.questions.map((q) => share(sheet.questions[q])) }] }, g.questions.length] }));
const predicates = ["WBK", "WBBM"].map((name) => ({
  and: conditions(name).map((c) => ({ ">=": [{ "+": c.groups.map((g) => read(`g${g}`)) }, Number(c.threshold)] })),
}));

function assess(row) {
  const scores = {};
  groups.forEach((rule, i) => (scores[`g${i}`] = logic.apply(rule, row)));
  return predicates.map((rule) => logic.apply(rule, scores));
}

await report("json-logic-js", version("json-logic-js"), "double", assess, 2000);
