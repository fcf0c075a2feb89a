"use strict";
// Shows the data of this page (docs/report.md). Whatever comes from data goes in as text, never as HTML, and never as a link but to
// pages beside this one.
const data = JSON.parse(document.getElementById("data").textContent);
const id = data.lang !== "en";
const say = (indonesian, english) => (id ? indonesian : english);
const byId = name => document.getElementById(name);

// ---- Elements -----------------------------------------------------------------------------------------------------------------
function put(element, attributes, children) {
  for (const [key, value] of Object.entries(attributes || {}))
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(key, value === true ? "" : value);
  for (const child of children.flat(Infinity)) if (child !== null && child !== undefined && child !== "") element.append(child);
  return element;
}
const h = (tag, attributes, ...children) => put(document.createElement(tag), attributes, children);
const s = (tag, attributes, ...children) => put(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
const bdi = text => h("bdi", {}, text);  // names may be written from right to left
const number = text => (text === undefined || text === null ? "" : id ? String(text).replace(".", ",") : String(text));
const percent = text => number(text) + " %";
const monthNames = id
  ? ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"]
  : ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const day = iso => (iso ? Number(iso.slice(8)) + " " + monthNames[Number(iso.slice(5, 7)) - 1] + " " + iso.slice(0, 4) : "");
const verdictWords = {
  met: say("terpenuhi", "met"), not_met: say("tidak terpenuhi", "not met"), open: say("terbuka", "open"), not_concerned: say("tidak terkait", "not concerned"),
};
const verdictClass = verdict => (verdict === "open" ? "unknown" : verdict === "not_concerned" ? "" : verdict);
const chip = verdict => h("span", { class: "chip " + verdictClass(verdict) }, verdictWords[verdict]);

/** A table; columns: {title, number, cell(row), head}; the first cell of a row is its head. */
function table(caption, columns, rows, rowClass) {
  return h("table", {},
    h("caption", { class: "quiet" }, caption),
    h("thead", {}, h("tr", {}, columns.map(column => h("th", { scope: "col", class: column.number ? "n" : null }, column.title)))),
    h("tbody", {}, rows.map(row => h("tr", { class: rowClass ? rowClass(row) : null }, columns.map((column, at) => {
      const content = column.cell(row);
      const attributes = { class: [column.number ? "n" : "", column.mark ? column.mark(row) || "" : ""].join(" ").trim() || null };
      return at === 0 ? h("th", { scope: "row", ...attributes }, content) : h("td", attributes, content);
    })))));
}
const scrolled = (label, content, tall) => h("div", { class: tall ? "scroll tall" : "scroll", tabindex: "0", role: "region", "aria-label": label }, content);

/** Fills a section and shows it; the navigation follows. */
function show(name, ...content) {
  const section = byId(name);
  put(section.querySelector("div"), {}, content);
  section.hidden = false;
}

function contents() {
  const links = [...document.querySelectorAll("main > section:not([hidden])")].filter(one => one.querySelector("h2") && one.id !== "detail");
  put(byId("contents"), {}, [h("ul", {}, links.map(one => {
    const title = [...one.querySelector("h2").querySelectorAll("span")].find(span => span.lang === data.lang);
    return h("li", {}, h("a", { href: "#" + one.id }, title.textContent));
  }))]);
}

// ---- Theme and printing ---------------------------------------------------------------------------------------------------------
byId("theme").addEventListener("click", () => {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
});
byId("print").addEventListener("click", () => window.print());
byId("contents").setAttribute("aria-label", say("Isi", "Contents"));

const figure = (tone, value, label) => h("div", { class: "figure " + tone }, h("b", {}, String(value)), label);

// ---- The population -------------------------------------------------------------------------------------------------------------
function population() {
  const units = data.units, conditions = data.conditions;
  const letters = { m: "met", n: "not_met", o: "open" };
  const nameOf = unit => unit.name || unit.id;
  const stageOf = unit => (unit.stage === null ? say("Belum mulai", "Not begun") : data.stages[unit.stage].title);
  const lacking = unit => [...unit.verdicts].flatMap((one, at) => (one === "n" || one === "o" ? [at] : []));
  const scored = conditions.map((one, at) => at).filter(at => conditions[at].score);
  // Scores stand in the order of the conditions that count for the unit.
  const scoreOf = (unit, at) => {
    if (unit.verdicts[at] === "-") return undefined;
    return unit.scores[scored.filter(one => one < at && unit.verdicts[one] !== "-").length];
  };
  const title = at => (conditions[at].of === data.target.name || conditions[at].of === data.goal.name ? "" : conditions[at].of_title + ": ") + conditions[at].title;
  units.forEach((unit, at) => { unit.at = at; });
  const open = unit => h("a", { href: "#unit=" + unit.at }, bdi(nameOf(unit)));

  byId("subtitle").textContent = say("Keadaan per ", "As of ") + data.day + say("; tujuan: ", "; goal: ") + data.goal.title;
  const met = units.filter(unit => unit.status === "met");
  const rest = units.filter(unit => unit.status === "not_met" || unit.status === "open");
  // What others owe, such as a predicate already held, is not near, however little it is: no day can be told for it.
  const isNear = unit => lacking(unit).length <= 2 && (!unit.owed || Boolean(unit.first_day));
  const near = rest.filter(isNear);
  const begun = rest.filter(unit => unit.stage !== null && !isNear(unit));
  const none = rest.filter(unit => unit.stage === null && !isNear(unit));
  const apart = units.length - met.length - rest.length;

  // What holds the rest back: conditions by the number of units that lack them.
  const counts = conditions.map((one, at) => ({
    at, no: rest.filter(unit => unit.verdicts[at] === "n").length, open: rest.filter(unit => unit.verdicts[at] === "o").length,
  })).filter(one => one.no + one.open > 0).sort((a, b) => b.no + b.open - a.no - a.open || b.no - a.no || a.at - b.at);
  const top = counts.filter(one => one.no > 0).sort((a, b) => b.no - a.no || a.at - b.at)[0];

  byId("lead").textContent = say(
    `${met.length} dari ${units.length} unit kini memenuhi semua syarat "${data.goal.title}"; ${near.length} lagi nyaris.`,
    `${met.length} of ${units.length} units now meet all conditions of "${data.goal.title}"; ${near.length} more nearly do.`)
    + (top ? say(` Yang paling sering tidak terpenuhi: ${title(top.at)} (${top.no} unit).`, ` What is most often not met: ${title(top.at)} (${top.no} units).`) : "");
  put(byId("figures"), {}, [
    figure("good", met.length, say("memenuhi semua syarat", "meet all conditions")),
    figure("open", near.length, say("nyaris", "nearly")),
    figure("", begun.length, say("sudah bertahap, bukan keduanya", "in a stage, neither of these")),
    figure("bad", none.length, say("belum mencapai tahap apa pun", "have reached no stage")),
    apart ? figure("", apart, say("tidak terkait", "not concerned")) : null,
    figure("", units.length, say("seluruh unit", "all units")),
  ]);
  byId("definition").textContent = say(
    "Nyaris: paling banyak dua syarat yang belum pasti terpenuhi, dan tidak ada yang harus dipenuhi pihak lain. Terbuka: jawabannya belum diketahui, bukan nol.",
    "Nearly: at most two conditions are not certainly met, and nothing is owed by others. Open: the answer is not known, which is not zero.")
    + (data.refused ? say(` ${data.refused} unit ditolak karena masukannya salah, dan tidak ada di halaman ini.`, ` ${data.refused} units were refused for wrong input and are not on this page.`) : "");

  if (counts.length) {
    const most = rest.length || 1;
    show("held", scrolled(say("Syarat yang menahan", "Conditions that hold back"), table(
      say(`Di antara ${rest.length} unit yang belum memenuhi: berapa yang kurang dalam tiap syarat.`, `Among the ${rest.length} units that are not there: how many lack each condition.`),
      [
        { title: say("Syarat", "Condition"), cell: one => [title(one.at), h("div", { class: "quiet" }, conditions[one.at].asks)] },
        { title: say("Tidak terpenuhi", "Not met"), number: true, cell: one => String(one.no) },
        { title: say("Terbuka", "Open"), number: true, cell: one => String(one.open) },
        {
          title: say("Bagian", "Share"), cell: one => h("div", { class: "meter", "aria-hidden": "true" },
            h("span", { style: `width:${(100 * one.no) / most}%;background:var(--bad)` }), h("span", { style: `width:${(100 * one.open) / most}%;background:var(--open)` })),
        },
      ], counts)));
  }

  const steps = [{ title: say("Belum mencapai tahap apa pun", "Has reached no stage"), count: units.filter(unit => unit.stage === null).length }]
    .concat(data.stages.map((stage, at) => ({ title: stage.title, count: units.filter(unit => unit.stage === at).length })));
  if (data.stages.length) {
    const shown = steps.filter(one => one.count > 0);
    show("stages", scrolled(say("Tahap", "Stages"), table(say("Unit menurut tahap yang pasti tercapai, menurut urutan hidup unit.", "Units by the stage that they have certainly reached, in the order of a unit's life."), [
      { title: say("Tahap", "Stage"), cell: one => one.title },
      { title: say("Unit", "Units"), number: true, cell: one => String(one.count) },
      { title: say("Bagian", "Share"), cell: one => h("div", { class: "meter", "aria-hidden": "true" }, h("span", { style: `width:${(100 * one.count) / units.length}%;background:var(--bar)` })) },
    ], shown), true));
  }

  const closest = rest.filter(unit => !unit.owed || unit.first_day).sort((a, b) => lacking(a).length - lacking(b).length || Number(b.ready) - Number(a.ready) || a.at - b.at).slice(0, 12);
  if (closest.length) {
    show("closest", scrolled(say("Yang paling dekat", "Who is closest"), table(
      say("Menurut banyaknya syarat yang kurang, lalu kesiapan. Biaya dalam satuan upaya aturan; yang terutang tidak dapat dibeli.", "By the number of conditions lacking, then readiness. Costs in the rules' unit of effort; what is owed cannot be bought."), [
        { title: "Unit", cell: open },
        { title: say("Kesiapan", "Readiness"), number: true, cell: unit => percent(unit.ready) },
        { title: say("Yang kurang", "Lacking"), cell: unit => { const all = lacking(unit); return h("ul", {}, all.slice(0, 4).map(at => h("li", {}, title(at))), all.length > 4 ? h("li", {}, say(`dan ${all.length - 4} lagi`, `and ${all.length - 4} more`)) : null); } },
        { title: say("Biaya", "Cost"), number: true, cell: unit => (unit.cost === undefined ? (unit.plan === "scores_met" ? "0" : "-") : (unit.cost_least === undefined ? "" : "≤ ") + unit.cost) },
        { title: say("Terutang", "Owed"), number: true, cell: unit => String(unit.owed || 0) },
        { title: say("Paling cepat", "Earliest"), cell: unit => (unit.first_day === data.as_of ? say("hari ini, bila dimulai", "today, if begun") : day(unit.first_day) || "-") },
      ], closest)));
  }

  if (scored.length) {
    const chart = h("div", {}), choice = h("select", { id: "which", onchange: () => draw() }, scored.map(at => h("option", { value: at }, title(at))));
    const draw = () => {
      const at = Number(choice.value), weight = Number(conditions[at].weight), least = Number(conditions[at].least), bins = 20;
      const values = units.map(unit => scoreOf(unit, at)).filter(value => value !== undefined).map(Number);
      const heights = Array(bins).fill(0);
      for (const value of values) heights[Math.min(bins - 1, Math.floor((value / weight) * bins))]++;
      const high = Math.max(1, ...heights), width = 640, tall = 220, left = 40, low = 190, x = value => left + (value / weight) * (width - left - 20), y = count => low - (count / high) * 150;
      const above = values.filter(value => value >= least).length;
      const text = say(`${above} dari ${values.length} unit pasti mencapai paling sedikit ${number(conditions[at].least)} dari ${number(conditions[at].weight)}.`, `${above} of ${values.length} units certainly have at least ${conditions[at].least} of ${conditions[at].weight}.`);
      chart.replaceChildren(
        h("p", {}, text),
        s("svg", { viewBox: `0 0 ${width} ${tall}`, role: "img", "aria-label": title(at) + ". " + text, width },
          heights.map((count, bin) => count === 0 ? null : [
            s("rect", { class: "barfill", x: x((bin * weight) / bins) + 1, y: y(count), width: (width - left - 20) / bins - 2, height: low - y(count) }),
            s("text", { x: x(((bin + 0.5) * weight) / bins), y: y(count) - 4, "text-anchor": "middle" }, String(count))]),
          s("line", { class: "axis", x1: left, x2: width - 20, y1: low, y2: low }),
          [0, 0.25, 0.5, 0.75, 1].map(part => s("text", { x: x(part * weight), y: low + 18, "text-anchor": "middle" }, number((part * weight).toFixed(weight < 10 ? 2 : 1)))),
          s("line", { class: "limit", x1: x(least), x2: x(least), y1: 22, y2: low }),
          s("text", { x: x(least), y: 14, "text-anchor": "middle" }, say("minimum ", "minimum ") + number(conditions[at].least))));
    };
    show("spread", h("div", { class: "controls" }, h("label", { for: "which" }, say("Nilai", "Score"), choice)), chart);
    draw();
  }

  if (scored.length) {
    const order = [...units].sort((a, b) => Number(b.ready) - Number(a.ready) || a.at - b.at);
    const holder = h("div", {}), first = 40;
    let shown = first;
    const draw = () => {
      holder.replaceChildren(scrolled(say("Unit dan area", "Units and areas"), table(
        say("Nilai pasti tiap bagian; hijau: minimum terpenuhi, merah: tidak, kuning: terbuka. Menurut kesiapan.", "Certain score of each part; green: the minimum is met, red: it is not, yellow: open. By readiness."),
        [{ title: "Unit", cell: open }].concat(scored.map(at => ({
          title: h("span", { title: conditions[at].title }, conditions[at].score, h("span", { class: "quiet" }, " ≥ " + number(conditions[at].least))), number: true,
          cell: unit => number(scoreOf(unit, at)) || "-", mark: unit => verdictClass(letters[unit.verdicts[at]] || "not_concerned"),
        }))), order.slice(0, shown))),
        shown < order.length ? h("p", { class: "more" }, h("button", { type: "button", onclick: () => { shown += 200; draw(); } }, say(`Tunjukkan lagi (${order.length - shown})`, `Show more (${order.length - shown})`))) : "");
    };
    draw();
    show("heat", holder, h("details", {}, h("summary", {}, say("Singkatan", "Abbreviations")), h("ul", {}, scored.map(at => h("li", {}, conditions[at].score + ": " + conditions[at].title)))));
  }

  if (data.documents.length) {
    show("impact", scrolled(say("Dokumen", "Documents"), table(
      say("Yang hilang bila satu dokumen ditolak: putusan yang berubah, unit yang terkena, dan jumlah nilai.", "What is lost if one document is rejected: verdicts that turn, units concerned, and points altogether."), [
        { title: say("Dokumen", "Document"), cell: one => [bdi(one.title || one.id), h("div", { class: "quiet" }, one.what || "", one.title ? " · " : "", one.title ? bdi(one.id) : "")] },
        { title: say("Milik", "Of"), cell: one => (one.unit === undefined ? say("bersama", "shared") : open(units[one.unit])) },
        { title: say("Putusan", "Verdicts"), number: true, cell: one => String(one.turned) },
        { title: "Unit", number: true, cell: one => String(one.units) },
        { title: say("Nilai", "Points"), number: true, cell: one => number(one.points) },
      ], data.documents)));
  }

  const dates = [];
  for (const one of data.expiries) dates.push({ day: one.last_day, what: say("hari terakhir dokumen", "last day of a document"), who: one.unit === undefined ? bdi(one.title || one.id) : [bdi(one.title || one.id), ", ", open(units[one.unit])] });
  for (const unit of units) {
    if (unit.lapses) dates.push({ day: unit.lapses, what: say("tidak lagi memenuhi bila tidak ada yang diperbarui", "no longer there unless something is renewed"), who: open(unit) });
    if (unit.first_day && unit.first_day !== data.as_of) dates.push({ day: unit.first_day, what: say("paling cepat memenuhi syarat waktu", "conditions of time are met at the earliest"), who: open(unit) });
  }
  dates.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  if (dates.length) {
    const months = new Map();
    for (const one of dates) months.set(one.day.slice(0, 7), (months.get(one.day.slice(0, 7)) || []).concat(one));
    show("calendar", [...months].slice(0, 24).map(([month, entries], at) => h("details", { open: at < 2 },
      h("summary", {}, `${monthNames[Number(month.slice(5)) - 1]} ${month.slice(0, 4)} (${entries.length})`),
      h("ul", {}, entries.slice(0, 100).map(one => h("li", {}, day(one.day), ": ", one.what, ": ", one.who)), entries.length > 100 ? h("li", {}, say(`dan ${entries.length - 100} lagi`, `and ${entries.length - 100} more`)) : null))));
  }

  list();

  /** All units: searched, filtered, sorted, a part at a time. */
  function list() {
    const columns = [
      { key: "name", title: "Unit", cell: open, value: nameOf },
      { key: "stage", title: say("Tahap", "Stage"), cell: stageOf, value: unit => (unit.stage === null ? -1 : unit.stage) },
      { key: "ready", title: say("Kesiapan", "Readiness"), number: true, cell: unit => percent(unit.ready), value: unit => Number(unit.ready) },
      { key: "lacking", title: say("Syarat kurang", "Lacking"), number: true, cell: unit => String(lacking(unit).length), value: unit => lacking(unit).length },
      { key: "status", title: say("Putusan", "Verdict"), cell: unit => chip(unit.status), value: unit => ["met", "open", "not_met", "not_concerned"].indexOf(unit.status) },
    ];
    if (scored.length) columns.splice(2, 0, { key: "score", title: conditions[scored[0]].title, number: true, cell: unit => number(scoreOf(unit, scored[0])), value: unit => Number(scoreOf(unit, scored[0]) || -1) });
    let sorted = "name", down = false, shown = 100;
    const search = h("input", { type: "search", id: "search", oninput: () => { shown = 100; draw(); } });
    const stage = h("select", { id: "stage", onchange: () => { shown = 100; draw(); } }, h("option", { value: "" }, say("semua", "all")), steps.map((one, at) => (one.count ? h("option", { value: at - 1 }, one.title) : null)));
    const verdict = h("select", { id: "verdict", onchange: () => { shown = 100; draw(); } }, h("option", { value: "" }, say("semua", "all")), Object.entries(verdictWords).map(([key, word]) => h("option", { value: key }, word)));
    const body = h("tbody", {}), count = h("p", { class: "quiet", role: "status" }), more = h("p", { class: "more" });
    const heads = columns.map(column => h("th", { scope: "col", class: column.number ? "n" : null }, h("button", { type: "button", onclick: () => { down = sorted === column.key && !down; sorted = column.key; draw(); } }, column.title)));
    const draw = () => {
      const words = search.value.trim().toLowerCase(), column = columns.find(one => one.key === sorted);
      const found = units.filter(unit => (!words || (nameOf(unit) + " " + unit.id).toLowerCase().includes(words)) && (stage.value === "" || Number(stage.value) === (unit.stage === null ? -1 : unit.stage)) && (!verdict.value || unit.status === verdict.value));
      found.sort((a, b) => { const x = column.value(a), y = column.value(b); const way = x < y ? -1 : x > y ? 1 : 0; return (down ? -way : way) || a.at - b.at; });
      heads.forEach((head, at) => head.setAttribute("aria-sort", columns[at].key === sorted ? (down ? "descending" : "ascending") : "none"));
      count.textContent = say(`${found.length} unit`, `${found.length} units`);
      body.replaceChildren(...found.slice(0, shown).map(unit => h("tr", {}, columns.map((one, at) => h(at ? "td" : "th", { scope: at ? null : "row", class: one.number ? "n" : null }, one.cell(unit))))));
      more.replaceChildren(...(found.length > shown ? [h("button", { type: "button", onclick: () => { shown += 500; draw(); } }, say(`Tunjukkan lagi (${found.length - shown})`, `Show more (${found.length - shown})`))] : []));
    };
    show("list", h("div", { class: "controls" }, h("label", { for: "search" }, say("Cari nama atau id", "Search name or id"), search), h("label", { for: "stage" }, say("Tahap", "Stage"), stage), h("label", { for: "verdict" }, say("Putusan", "Verdict"), verdict)), count,
      scrolled(say("Daftar unit", "List of units"), h("table", {}, h("thead", {}, h("tr", {}, heads)), body)), more);
    draw();
    // Paper has no buttons: all units are printed, as far as that is of use.
    addEventListener("beforeprint", () => { shown = Math.max(shown, 2000); draw(); });
  }

  /** The unit that the address names. */
  function detail() {
    const match = /^#unit=(\d+)$/.exec(location.hash), section = byId("detail"), unit = match && units[Number(match[1])];
    section.hidden = !unit;
    section.replaceChildren();
    if (!unit) return;
    put(section, {}, [
      h("h2", { tabindex: "-1" }, bdi(nameOf(unit))),
      h("p", { class: "quiet" }, bdi(unit.id), " · ", stageOf(unit), " · ", percent(unit.ready), " ", chip(unit.status)),
      unit.page ? h("p", {}, h("a", { href: /^unit-\d+\.html$/.test(unit.page) ? unit.page : "#list" }, say("Lembar kerja dan laporan unit ini", "Worksheet and report of this unit"))) : null,
      unit.first_day && unit.first_day !== data.as_of ? h("p", {}, say("Syarat waktu terpenuhi paling cepat ", "Conditions of time are met at the earliest on ") + day(unit.first_day)) : null,
      scrolled(say("Syarat unit ini", "Conditions of this unit"), table(say("Syarat demi syarat", "Condition by condition"), [
        { title: say("Syarat", "Condition"), cell: at => [title(at), h("div", { class: "quiet" }, (conditions[at].cites || []).join("; "), (conditions[at].reads || []).map(text => h("div", {}, say("Interpretasi: ", "Interpretation: ") + text)))] },
        { title: say("Disyaratkan", "Asked"), cell: at => conditions[at].asks },
        { title: say("Nilai pasti", "Certain"), number: true, cell: at => (conditions[at].score ? number(scoreOf(unit, at)) : "") },
        { title: say("Putusan", "Verdict"), cell: at => chip(letters[unit.verdicts[at]]) },
      ], conditions.map((one, at) => at).filter(at => unit.verdicts[at] !== "-")), true),
      h("p", { class: "more" }, h("a", { href: "#list" }, say("Kembali ke semua unit", "Back to all units"))),
    ]);
    section.querySelector("h2").focus();
  }
  addEventListener("hashchange", detail);
  detail();
}

// ---- One unit -------------------------------------------------------------------------------------------------------------------
function unit() {
  const name = data.name || data.id;
  byId("title").replaceChildren(bdi(name));
  byId("subtitle").append(bdi(data.id), " · " + data.title + " · " + say("per ", "as of ") + data.day + (data.stage ? " · " + say("tahap: ", "stage: ") + data.stage : ""));
  const lacking = data.conditions.filter(one => one.status !== "met");
  byId("lead").textContent = data.status === "met"
    ? say(`Memenuhi semua syarat "${data.goal.title}".`, `Meets all conditions of "${data.goal.title}".`)
    : data.status === "not_concerned" ? say(`"${data.goal.title}" tidak terkait unit ini.`, `"${data.goal.title}" does not concern this unit.`)
    : say(`Belum memenuhi "${data.goal.title}": ${lacking.length} dari ${data.conditions.length} syarat kurang.`, `Not yet "${data.goal.title}": ${lacking.length} of ${data.conditions.length} conditions are lacking.`);
  put(byId("figures"), {}, [
    figure("", number(data.total.certain), say("nilai pasti", "certain points") + (data.total.possible ? say(", mungkin sampai ", ", possibly up to ") + number(data.total.possible) : "")),
    figure(data.status === "met" ? "good" : "open", percent(data.ready), say("kesiapan", "readiness")),
    figure(lacking.length ? "bad" : "good", lacking.length, say("syarat kurang", "conditions lacking")),
  ]);
  const notes = one => h("div", { class: "quiet" }, (one.cites || []).join("; "), (one.reads || []).map(text => h("div", {}, say("Interpretasi: ", "Interpretation: ") + text)));
  show("conditions", scrolled(say("Syarat", "Conditions"), table(say("Yang kurang lebih dahulu.", "What is lacking comes first."), [
    { title: say("Syarat", "Condition"), cell: one => [(one.of === data.target.name || one.of === data.goal.name ? "" : one.of_title + ": ") + one.title, notes(one)] },
    { title: say("Nilai dan yang disyaratkan", "What there is and what is asked"), cell: one => one.says },
    { title: say("Putusan", "Verdict"), cell: one => chip(one.status) },
  ], [...lacking, ...data.conditions.filter(one => one.status === "met")]), true));

  const plan = data.plan, parts = [];
  if (plan.cost !== undefined) parts.push(h("p", {}, say("Biaya ", "Cost ") + plan.cost + (plan.least === plan.cost ? say(", dan tidak ada yang lebih murah.", ", and nothing is cheaper.") : say(`; tidak ada yang lebih murah daripada ${plan.least}.`, `; nothing costs less than ${plan.least}.`))));
  if (plan.documents.length) parts.push(h("h3", {}, say("Dokumen", "Documents")), h("ol", {}, plan.documents.map(one => h("li", {}, one.task + " ", bdi(one.document)))));
  if (plan.steps.length) parts.push(h("h3", {}, say("Jawaban", "Answers")), h("ol", {}, plan.steps.map(one => h("li", {}, h("b", {}, one.question), " ", one.title, h("div", { class: "quiet" }, one.task + " (+" + number(one.points) + ")")))));
  if (plan.owed.length) parts.push(h("h3", {}, say("Di luar rencana", "Outside the plan")), h("ul", {}, plan.owed.map(text => h("li", {}, text))));
  if (plan.obstacles.length) parts.push(h("h3", {}, say("Tidak terjangkau", "Out of reach")), h("ul", {}, plan.obstacles.map(text => h("li", {}, text))));
  if (parts.length) show("plan", parts);

  if (data.losses.length) show("ledger", scrolled(say("Nilai yang hilang", "Points lost"), table(say("Kerugian menjumlah tepat sampai selisih dengan nilai penuh.", "Losses add up exactly to what is short of the full score."), [
    { title: say("Pertanyaan", "Question"), cell: one => one.question },
    { title: "Area", cell: one => one.area },
    { title: say("Sebab", "Why"), cell: one => [one.why + (one.open ? say(" (terbuka)", " (open)") : ""), one.document ? [": ", bdi(one.document)] : one.needs ? ": " + one.needs : ""] },
    { title: say("Nilai", "Points"), number: true, cell: one => number(one.points) },
  ], [...data.losses].sort((a, b) => Number(b.points) - Number(a.points)))));

  const assessed = data.assessors.map((one, at) => at).filter(at => data.rows.some(row => row.answers && row.answers[at + 1] !== null));
  const columns = [
    { title: "No.", cell: row => row.id },
    { title: say("Uraian", "Item"), cell: row => [row.title, row.why ? h("div", { class: "open" }, row.why) : null, notes(row)] },
    { title: say("Unit", "Unit"), cell: row => (row.answers ? bdi(row.answers[0]) : "") },
    ...assessed.map(at => ({ title: data.assessors[at].title, cell: row => (row.answers && row.answers[at + 1] !== null ? bdi(row.answers[at + 1]) : ""), mark: row => (row.differs ? "changed" : "") })),
    { title: say("Data dukung", "Evidence"), cell: row => row.backing || "" },
    { title: say("Bobot", "Weight"), number: true, cell: row => number(row.weight) },
    { title: say("Nilai", "Points"), number: true, cell: row => number(row.certain) + (row.possible ? "–" + number(row.possible) : "") },
    { title: "%", number: true, cell: row => number(row.percent) },
  ];
  show("worksheet", assessed.length ? h("p", { class: "quiet" }, say("Jawaban yang berbeda antara unit dan penilai bergaris tepi.", "Answers on which unit and assessors differ have an outline.")) : "",
    scrolled(say("Lembar kerja", "Worksheet"), table(data.title, columns, data.rows, row => (row.answers ? null : "level" + Math.min(row.depth, 2)))));

  if (data.documents.length) show("documents", scrolled(say("Data dukung", "Evidence"), table(say("Dokumen dan hari terakhir berlakunya.", "Documents and the last day on which they are valid."), [
    { title: say("Dokumen", "Document"), cell: one => [bdi(one.title || one.id), h("div", { class: "quiet" }, one.what || "", one.shared ? say(" (bersama)", " (shared)") : "")] },
    { title: say("Keadaan", "Standing"), cell: one => h("span", { class: "chip " + (one.standing === "accepted" ? "met" : one.standing === "pending" ? "unknown" : "not_met") }, one.word) },
    { title: say("Hari terakhir", "Last day"), cell: one => day(one.last_day) || "-" },
    { title: say("Untuk", "For"), cell: one => one.for.join(", ") },
  ], data.documents)));
  if (data.findings.length) show("findings", h("ul", {}, data.findings.map(one => h("li", {}, bdi(one.text), " ", one.help, " ", h("span", { class: "quiet" }, one.code + " " + one.place)))));

  // The report of evaluation: findings by area as condition, criterion, cause and recommendation.
  const areas = [...new Set(data.losses.map(one => one.area))];
  const title = question => data.rows.find(row => row.id === question).title;
  const answer = question => data.rows.find(row => row.id === question).answers.filter(one => one !== null).pop();
  const step = question => (plan.steps.find(one => one.question === question) || {}).task;
  const blank = "…………………………………………";
  show("lhe",
    h("p", {}, say("Hasil evaluasi atas ", "Result of the evaluation of "), bdi(name), say(" terhadap ", " against ") + data.title + say(" per ", " as of ") + data.day + "."),
    h("h3", {}, say("A. Nilai menurut area", "A. Scores by area")),
    scrolled(say("Nilai menurut area", "Scores by area"), table(say("Nilai, bobot, persen, dan minimum.", "Points, weight, per cent, and minimum."), [
      { title: "Area", cell: row => row.title },
      { title: say("Bobot", "Weight"), number: true, cell: row => number(row.weight) },
      { title: say("Nilai", "Points"), number: true, cell: row => number(row.certain) },
      { title: "%", number: true, cell: row => number(row.percent) },
      { title: "Minimum", number: true, cell: row => number(row.least) },
      { title: say("Putusan", "Verdict"), cell: row => chip(row.status) },
    ], data.areas), true),
    h("h3", {}, say("B. Temuan", "B. Findings")),
    areas.length ? areas.map(area => [h("h4", {}, area), data.losses.filter(one => one.area === area).sort((a, b) => Number(b.points) - Number(a.points)).slice(0, 5).map(one => h("dl", { class: "finding" },
      h("dt", {}, say("Kondisi", "Condition")), h("dd", {}, one.question + " " + title(one.question), say(". Jawaban: ", ". Answer: "), bdi(answer(one.question) || ""), say("; nilai yang hilang ", "; points lost ") + number(one.points) + "."),
      h("dt", {}, say("Kriteria", "Criterion")), h("dd", {}, (one.criterion || "") + (one.cites.length ? " (" + one.cites.join("; ") + ")" : "")),
      h("dt", {}, say("Sebab", "Cause")), h("dd", {}, one.why, one.document ? [": ", bdi(one.document)] : one.needs ? ": " + one.needs : ""),
      h("dt", {}, say("Rekomendasi", "Recommendation")), h("dd", {}, step(one.question) || (one.needs ? say("lengkapi: ", "supply: ") + one.needs : say("penuhi kriteria di atas", "meet the criterion above")))))]) : h("p", {}, say("Tidak ada.", "None.")),
    areas.length ? h("p", { class: "quiet" }, say("Paling banyak lima temuan terbesar tiap area; seluruhnya ada di bagian kerugian nilai.", "At most the five largest findings of each area; all of them are in the section on points lost.")) : "",
    h("h3", {}, say("C. Simpulan", "C. Conclusion")),
    h("p", {}, byId("lead").textContent, " ", say("Nilai pasti ", "Certain score ") + number(data.total.certain) + say(" dari ", " of ") + number(data.total.weight) + "."),
    h("div", { class: "sign" }, h("p", {}, blank, h("br"), say("Ketua Tim Penilai Internal", "Head of the internal assessment team")), h("p", {}, blank, h("br"), say("Inspektur", "Inspector"))));
}

if (data.kind === "unit") unit();
else population();
contents();
