// How good it is: coders among each other, the program against them, and its probabilities.

import { get } from "./ask.js";
import { fill, foreign, h } from "./dom.js";
import { count, FIELDS, number, percent, short, STANCES, stanceWords } from "./words.js";

export async function quality(main, fields, desk) {
  const sees = desk.role === "adjudicator"; // coders decide alone: what others did is not for them
  const [agreement, open, calibration, log] = await Promise.all([
    get("/api/agreement"), get("/api/disagreements", { role: desk.role }), get("/api/calibration"),
    sees || desk.coder ? get("/api/reviews", { newest: "true", limit: 40, coder: sees ? null : desk.coder }) : { rows: [] },
  ]);
  const name = (id) => desk.session.issues.find((i) => i.id === id)?.name ?? id;
  fill(main, h("div", { class: "quality" },
    h("section", {}, h("h1", {}, "Coders"), coders(agreement, name)),
    h("section", {}, h("h1", {}, "Disagreements"), disagreements(open, name)),
    h("section", {}, h("h1", {}, "The program against what is settled"), program(agreement)),
    h("section", {}, h("h1", {}, "Probabilities"), probabilities(calibration, desk)),
    h("section", { class: "whole" }, h("h1", {}, sees ? "The last steps" : "Your last steps"), steps(log.rows))));
  return { key: () => false };
}

const table = (heads, rows) => h("div", { class: "scroll" }, h("table", {},
  h("thead", {}, h("tr", {}, heads.map((w) => h("th", { scope: "col" }, w)))), h("tbody", {}, rows)));
const row = (head, ...cells) => h("tr", {}, h("th", { scope: "row" }, head), cells.map((c) => h("td", {}, c)));

function coders(a, name) {
  if (!a.coders.length) return h("p", {}, "Nobody has reviewed yet.");
  return [
    table(["coder", "judgements", "corrected"], a.coders.map((c) => row(foreign(c.coder), c.judgements, c.corrected))),
    a.shared
      ? h("p", {}, "Krippendorff's alpha ", h("b", {}, number(a.alpha)), ` on ${count(a.shared, "judgement")} that two or more reviewed.`)
      : h("p", { class: "meta" }, "No judgement was reviewed by two coders: agreement cannot be told."),
    a.pairs.length > 0 && table(["pair", "shared", "same", "Cohen's kappa", "same actor"], a.pairs.map((p) =>
      row([foreign(p.first), " and ", foreign(p.second)], p.shared, percent(p.same), number(p.kappa),
        p.same_actor === null ? "–" : percent(p.same_actor)))),
    a.issues.length > 0 && table(["issue", "shared", "alpha"], a.issues.map((i) => row(foreign(short(name(i.issue), 60)), i.shared, number(i.alpha)))),
  ];
}

function disagreements(d, name) {
  return [
    h("p", {}, `${count(d.open.length, "field")} open, ${d.settled} settled, ${d.agreed} agreed.`),
    d.open.length > 0 && h("p", { class: "meta" }, "To settle them, choose Adjudicator under your name: the queue then holds what is open."),
    h("ul", { class: "plain" }, d.open.slice(0, 30).map((o) => h("li", {},
      h("a", { href: `#/review?${new URLSearchParams({ article: o.article, statement: o.statement, ...(o.issue && { issue: o.issue }), show: "all" })}` },
        `${FIELDS[o.field]}${o.issue ? `: ${short(name(o.issue), 50)}` : ""}`),
      h("span", { class: "meta" }, " ", o.votes.length === 0 && count(o.coders, "coder"), o.votes.map((v, i) => [i ? "; " : "", foreign(v.coder), o.field === "stance" ? `: ${stanceWords(v.value)}` : ""]))))),
  ];
}

function program(a) {
  if (!a.settled) return h("p", {}, "Nothing is settled yet.");
  const labels = [...STANCES.map(([id]) => id), "unclear"];
  const at = (found, settled) => a.confusion.find((c) => c.found === found && c.settled === settled)?.count ?? 0;
  return [
    h("p", {}, "The same on ", h("b", {}, percent(a.right / a.settled)), ` of ${count(a.settled, "settled judgement")}; kappa ${number(a.run_kappa)}.`),
    table(["program \\ settled", ...labels.slice(0, 4).map(stanceWords)], labels.map((found) =>
      row(stanceWords(found), ...labels.slice(0, 4).map((settled) => at(found, settled))))),
    h("p", { class: "meta" }, "What was reviewed is no fair sample unless the queue was shuffled: the least certain are the hardest."),
  ];
}

function probabilities(c, desk) {
  const toggle = h("input", { type: "checkbox", id: "recalibrated", disabled: !c.refit, checked: desk.recalibrated && !!c.refit, onchange: (e) => {
    desk.recalibrated = e.target.checked;
    localStorage.setItem("recalibrated", desk.recalibrated ? "yes" : "no");
  } });
  const use = h("label", { class: "choice" }, toggle, " Show recalibrated probabilities in the queue");
  if (!c.refit) {
    return [h("p", {}, `A refit takes ${c.needed} settled judgements; there are ${c.reviewed}.`), use];
  }
  const r = c.refit;
  return [
    h("p", {}, `Fitted on ${count(c.reviewed, "settled judgement")}: temperature `, h("b", {}, number(r.temperature)), ", threshold ",
      h("b", {}, number(r.threshold)), ". The stored probabilities stay as they are."),
    table(["", "stored", "refitted"], [
      row("log-loss (five-fold)", number(r.loss_before, 3), number(r.loss_after, 3)),
      row("precision of positions", percent(r.precision_before), percent(r.precision_after)),
    ]),
    Math.abs(c.mean_certainty_reviewed - c.mean_certainty_all) > 0.1 && h("p", { class: "notice" },
      `What was reviewed is no fair sample: its mean certainty is ${percent(c.mean_certainty_reviewed)}, that of all judgements ${percent(c.mean_certainty_all)}. Review in shuffled order for a refit that holds for all.`),
    use,
  ];
}

function steps(rows) {
  if (!rows.length) return h("p", {}, "Nothing yet.");
  return table(["step", "when", "who", "did", "field", "article"], rows.map((r) =>
    row(String(r.step), r.at.replace("T", " ").slice(0, 19), [foreign(r.coder), r.role === "adjudicator" ? " (adjudicator)" : ""], r.action,
      FIELDS[r.field], h("a", { href: `#/review?${new URLSearchParams({ article: r.article, statement: r.statement, show: "all" })}` }, foreign(short(r.article, 40))))));
}
