// CEL in JavaScript: an expression for each group, then one for each predicate.
import { floating, group, load, predicate, report, sheet, version } from "./worksheet.mjs";

const { Environment } = load("@marcbachmann/cel-js");

function share(q) {
  if (q.kind === "option") return Object.entries(q.options).reduceRight((rest, [key, value]) => `(${q.name} == '${key}' ? ${floating(value)} : ${rest})`, "0.0");
  if (q.kind === "number") return `${q.name} / ${floating(q.max)}`;
  const over = q.fall ? `(${q.name}_bottom - ${q.name}_top) / ${q.name}_bottom` : `${q.name}_top / ${q.name}_bottom`;
  return `(${over} > 1.0 ? 1.0 : (${over} < 0.0 ? 0.0 : ${over}))`;
}

const environment = new Environment();
for (const q of sheet.questions) {
  if (q.kind === "ratio") for (const side of ["top", "bottom"]) environment.registerVariable(`${q.name}_${side}`, "double");
  else environment.registerVariable(q.name, q.kind === "option" ? "string" : "double");
}
sheet.groups.forEach((_, i) => environment.registerVariable(`g${i}`, "double"));
const groups = sheet.groups.map((g) => environment.parse(group(g, share, floating)));
const predicates = ["WBK", "WBBM"].map((name) => environment.parse(predicate(name, floating)));

function assess(row) {
  const scores = {};
  groups.forEach((expression, i) => (scores[`g${i}`] = expression(row)));
  return predicates.map((expression) => expression(scores));
}

await report("CEL (cel-js)", version("@marcbachmann/cel-js"), "double", assess, 2000);
