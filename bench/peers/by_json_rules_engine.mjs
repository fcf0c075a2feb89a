// json-rules-engine: it compares facts and does not compute, so the scores are facts computed by functions, as its users write them.
import { conditions, load, report, sheet, version } from "./worksheet.mjs";

const { Engine } = load("json-rules-engine");
const engine = new Engine();

function share(q, row) {
  if (q.kind === "option") return Number(q.options[row[q.name]]);
  if (q.kind === "number") return row[q.name] / Number(q.max);
  const top = row[`${q.name}_top`], bottom = row[`${q.name}_bottom`];
  return Math.max(0, Math.min(1, (q.fall ? bottom - top : top) / bottom));
}

sheet.groups.forEach((g, i) =>
  engine.addFact(`g${i}`, async (_, almanac) => {
    const row = await almanac.factValue("row");
    return (Number(g.weight) * g.questions.reduce((sum, q) => sum + share(sheet.questions[q], row), 0)) / g.questions.length;
  }));
for (const name of ["WBK", "WBBM"]) {
  for (const c of conditions(name))
    engine.addFact(`${name} ${c.id}`, async (_, almanac) => {
      let sum = 0;
      for (const g of c.groups) sum += await almanac.factValue(`g${g}`);
      return sum;
    });
  engine.addRule({
    conditions: { all: conditions(name).map((c) => ({ fact: `${name} ${c.id}`, operator: "greaterThanInclusive", value: Number(c.threshold) })) },
    event: { type: name },
  });
}

async function assess(row) {
  const { events } = await engine.run({ row });
  const met = events.map((event) => event.type);
  return [met.includes("WBK"), met.includes("WBBM")];
}

await report("json-rules-engine", version("json-rules-engine"), "double", assess, 2000);
