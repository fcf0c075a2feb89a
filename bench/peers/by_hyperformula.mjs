// HyperFormula: the worksheet as a spreadsheet of formulas, recalculated for each unit.
import { group, load, predicate, report, sheet, version } from "./worksheet.mjs";

const { HyperFormula } = load("hyperformula");
const row = (q) => Number(q.name.slice(1)) + 1;

// A and B: answers; C: shares; D: groups; E: predicates.
function share(q) {
  const a = `A${row(q)}`, b = `B${row(q)}`;
  if (q.kind === "option") return `=${Object.entries(q.options).reduceRight((rest, [key, value]) => `IF(${a}="${key}",${value},${rest})`, "0")}`;
  if (q.kind === "number") return `=${a}/${q.max}`;
  return `=MAX(0,MIN(1,${q.fall ? `(${b}-${a})/${b}` : `${a}/${b}`}))`;
}

const cells = sheet.questions.map((q) => [null, null, share(q), null, null]);
sheet.groups.forEach((g, i) => (cells[i][3] = `=${group(g, (q) => `C${row(q)}`)}`));
["WBK", "WBBM"].forEach((name, i) => (cells[i][4] = `=AND(${predicate(name, String, ",", (g) => `D${g + 1}`)})`));
const book = HyperFormula.buildFromArray(cells, { licenseKey: "gpl-v3" });

const prepare = (answers) => sheet.questions.map((q) => (q.kind === "ratio" ? [answers[`${q.name}_top`], answers[`${q.name}_bottom`]] : [answers[q.name], null]));

function assess(answers) {
  book.setCellContents({ sheet: 0, row: 0, col: 0 }, answers);
  return [0, 1].map((i) => book.getCellValue({ sheet: 0, row: i, col: 4 }));
}

await report("HyperFormula (spreadsheet)", version("hyperformula"), "double, compared with a tolerance", assess, 1000, prepare);
