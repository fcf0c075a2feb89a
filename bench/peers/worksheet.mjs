// As worksheet.py, for peers in JavaScript: the same worksheet, units and way of measuring.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

export const folder = process.argv[2];
export const sheet = JSON.parse(readFileSync(`${folder}/worksheet.json`, "utf8"));
sheet.questions.forEach((question, number) => (question.name = `q${number}`));

/** Packages are installed apart from the sources: NODE_PATH says where. */
export const load = createRequire(`${process.env.NODE_PATH}/`);
export const version = (name) => JSON.parse(readFileSync(`${process.env.NODE_PATH}/${name}/package.json`, "utf8")).version;

/** weight * mean; `share` and `number` say how the language writes the rest. */
export function group(one, share, number = String) {
  const shares = one.questions.map((q) => share(sheet.questions[q])).join(" + ");
  return `${number(one.weight)} * (${shares}) / ${number(String(one.questions.length))}`;
}

/** All conditions of a predicate over g0, g1, ... */
export function predicate(name, number = String, and = " && ", score = (g) => `g${g}`) {
  return conditions(name).map((c) => `${c.groups.map(score).join(" + ")} >= ${number(c.threshold)}`).join(and);
}

export const conditions = (name) => sheet.conditions.filter((c) => c.predicate === name);

/** A literal with a decimal point. */
export const floating = (text) => (/[.]/.test(text) ? text : `${text}.0`);

function read(name, limit) {
  const [head, ...lines] = readFileSync(`${folder}/${name}.csv`, "utf8").trim().split("\n").map((line) => line.split(","));
  const place = Object.fromEntries(head.map((column, i) => [column, i]));
  return lines.slice(0, limit).map((line) => {
    const row = {};
    for (const q of sheet.questions) {
      if (q.kind === "ratio") for (const side of ["top", "bottom"]) row[`${q.name}_${side}`] = Number(line[place[`${q.id}/${q[side]}`]]);
      else row[q.name] = q.kind === "number" ? Number(line[place[q.id]]) : line[place[q.id]];
    }
    return { row, right: [line[place.wbk] === "1", line[place.wbbm] === "1"] };
  });
}

/** Measures `assess(row)`, which gives or promises a pair of verdicts. */
export async function report(peer, version, arithmetic, assess, limit, prepare = (row) => row, repeat = 3) {
  const out = { peer, version, arithmetic };
  for (const name of ["population", "adversarial"]) {
    const units = read(name, name === "population" ? limit : undefined).map((unit) => ({ ...unit, row: prepare(unit.row) }));
    const times = [];
    let wrong = 0;
    for (let i = 0; i < (name === "population" ? repeat : 1); ++i) {
      const start = process.hrtime.bigint();
      const given = [];
      for (const unit of units) given.push(await assess(unit.row));
      times.push(Number(process.hrtime.bigint() - start));
      wrong = given.filter((pair, j) => Boolean(pair[0]) !== units[j].right[0] || Boolean(pair[1]) !== units[j].right[1]).length;
    }
    out[name] = { units: units.length, wrong, ns_per_unit: times.sort((a, b) => a - b)[times.length >> 1] / units.length };
  }
  out.peak_mb = process.resourceUsage().maxRSS / 1024;
  console.log(JSON.stringify(out));
}
