// The judgement that is open: what the program found, what the reviewer says.

import { fill, foreign, h, select } from "./dom.js";
import { CONDITION_TYPES, count, FIELDS, LEANS, percent, short, STANCES, stanceClass, stanceSign, stanceWords } from "./words.js";

export function card(state, now, act) {
  const { session, role } = state.desk;
  const { item, found, statement } = now;
  const issue = session.issues.find((i) => i.id === item.issue);
  return [
    h("p", { class: "place" },
      h("button", { type: "button", class: "quiet", onclick: () => act.move(-1), "aria-label": "The one before (k)" }, "‹"),
      ` ${state.at + 1} of ${state.items.length} `,
      h("button", { type: "button", class: "quiet", onclick: () => act.move(1), "aria-label": "Next (j)" }, "›"),
      h("span", { class: "grow" }),
      item.reviewed !== null ? h("span", { class: "badge done" }, "reviewed") : h("span", { class: "badge" }, "automatic")),
    h("h1", {}, foreign(now.actor?.name ?? "nobody", { class: "actor" }), h("span", { class: "on" }, " on "),
      foreign(issue?.name ?? item.issue)),
    program(found, statement),
    h("div", { class: "stances", role: "group", "aria-label": "Your answer" }, STANCES.map(([id, words, sign], i) =>
      h("button", { type: "button", class: `stance ${stanceClass(id)}`, "aria-pressed": String(now.stance === id),
        onclick: () => act.stance(id), title: `${words} (${i + 1})` },
      h("span", { class: "sign", "aria-hidden": "true" }, sign), h("span", {}, words), h("kbd", {}, String(i + 1))))),
    h("div", { class: "row" },
      h("button", { type: "button", class: "main", id: "accept", disabled: !found || found.stance === "unclear", onclick: act.accept },
        "Accept all ", h("kbd", {}, "a")),
      h("button", { type: "button", id: "undo", onclick: act.undo }, "Undo ", h("kbd", {}, "u"))),
    role === "adjudicator" && votes(state, now, act),
    condition(state, now, act),
    h("details", { class: "more", open: item.unjudged },
      h("summary", {}, "Actor, issue, note"),
      h("div", { class: "fields" },
        actor(state, now, act),
        select("Issue", session.issues.map((i) => [i.id, short(i.name, 80)]), now.issue,
          (value) => (item.unjudged && item.reviewed === null ? act.choose(value) : act.record([["issue", value]], true)), { id: "issue" }),
        h("label", { class: "field wide" }, h("span", {}, "Note for the next step"),
          h("input", { id: "note", value: state.note, maxlength: "500", oninput: (e) => { state.note = e.target.value; } })))),
  ];
}

/** What the run found, apart from what anybody says. */
function program(found, statement) {
  if (!found) return h("p", { class: "found" }, "The program did not judge this statement on this issue.");
  const order = ["support", "conditional_cooperation", "reject", "none"];
  const bar = h("span", { class: "bar-of", role: "img",
    "aria-label": order.map((s) => `${stanceWords(s)} ${percent(found.scores[s])}`).join(", ") });
  fill(bar, order.map((s) => {
    const part = h("span", { class: `part ${stanceClass(s)}`, title: `${stanceWords(s)} ${percent(found.scores[s])}` });
    part.style.flexGrow = String(found.scores[s]);
    return part;
  }));
  const top = Math.max(...Object.values(found.scores));
  return h("p", { class: "found" },
    h("span", { class: "label" }, "Program: "),
    h("b", { class: stanceClass(found.stance) }, `${stanceSign(found.stance)} ${stanceWords(found.stance)}`),
    ` ${percent(top)} `, bar, h("span", { class: "meta" }, ` ${kind(statement.kind)}`));
}

const kind = (k) => ({ direct: "direct quotation", indirect: "indirect speech", mixed: "partly quoted", reported: "reported act" }[k] ?? k);

function condition(state, now, act) {
  const conditional = (now.stance ?? now.found?.stance) === "conditional_cooperation";
  if (!conditional) return null;
  const words = now.span ? state.bytes.slice(now.span.start, now.span.end) : null;
  return h("div", { class: "condition" },
    h("p", {}, h("span", { class: "label" }, "Condition: "),
      words ? foreign(short(words, 240), { class: "words" }) : h("i", {}, "none marked: select its words in the article and press c")),
    h("div", { class: "fields" },
      select("Kind", CONDITION_TYPES, now.kind ?? "unspecified", (v) => act.record([["condition_type", v]], true), { id: "kind" }),
      select("Lean", LEANS, now.lean ?? "yes_if", (v) => act.record([["condition_lean", v]], true), { id: "lean" })));
}

function actor(state, now, act) {
  const names = [...new Set([...state.article.actors.map((a) => a.name), ...state.desk.session.actors])];
  const change = (event) => {
    const name = event.target.value.trim();
    if (name === (now.actor?.name ?? "")) return;
    const known = state.article.actors.find((a) => a.name === name);
    act.record([["actor", name ? { id: known?.id ?? null, name } : null]], true);
  };
  return h("label", { class: "field" }, h("span", {}, "Actor"),
    h("input", { id: "actor", list: "actors", value: now.actor?.name ?? "", placeholder: "nobody", onchange: change }),
    h("datalist", { id: "actors" }, names.map((n) => h("option", { value: n }))));
}

/** For an adjudicator: what each coder says, to be taken over or not. */
function votes(state, now, act) {
  const mine = state.article.words.filter((w) => w.statement === now.item.statement && (!w.issue || w.issue === now.item.issue));
  const fields = [...new Set(mine.map((w) => w.field))];
  const rows = fields.map((field) => {
    const of = mine.filter((w) => w.field === field);
    const differ = new Set(of.map((w) => shown(state, w))).size > 1;
    const settled = now.said(field);
    return h("tr", { class: differ && !settled ? "open" : null },
      h("th", { scope: "row" }, FIELDS[field]),
      h("td", {}, of.map((w) => h("div", {}, foreign(w.coder), ": ", foreign(short(shown(state, w), 120)), " ",
        differ && h("button", { type: "button", onclick: () => act.record([[field, w.value]], true) }, "Take")))),
      h("td", {}, settled ? foreign(short(shown(state, settled), 120)) : differ ? "open" : "agreed"));
  });
  return h("div", { class: "votes" },
    h("h2", {}, count(new Set(mine.map((w) => w.coder)).size, "coder"), " said"),
    h("table", {}, h("thead", {}, h("tr", {}, ["field", "coders", "settled"].map((w) => h("th", { scope: "col" }, w)))), h("tbody", {}, rows)));
}

function shown(state, word) {
  const { field, value } = word;
  if (value === null) return "none";
  if (field === "stance") return stanceWords(value);
  if (field === "actor") return value.name;
  if (field === "content") return value.map((s) => state.bytes.slice(s.start, s.end)).join(" … ");
  if (field === "condition_span") return state.bytes.slice(value.start, value.end);
  if (field === "issue") return state.desk.session.issues.find((i) => i.id === value)?.name ?? value;
  return String(value).replaceAll("_", " ");
}
