// The queue, the article, and the keys.

import { get, post } from "./ask.js";
import { card } from "./card.js";
import { fill, foreign, h, say, select } from "./dom.js";
import { askName, go } from "./main.js";
import { Bytes, pieces, selected } from "./text.js";
import { count, day, percent, short, STANCES, stanceClass, stanceSign, stanceWords } from "./words.js";

/** Keys and what they do: the help shows these. */
export const KEYS = [
  [["j"], "next judgement"],
  [["k"], "the one before"],
  [["1"], "support"],
  [["2"], "reject"],
  [["3"], "conditional cooperation"],
  [["4"], "no position"],
  [["a"], "accept all that the program found"],
  [["u"], "undo your last step"],
  [["r"], "redo what was undone"],
  [["s"], "selected words are the statement"],
  [["c"], "selected words are the condition (without a selection: there is none)"],
  [["e"], "edit the actor"],
  [["i"], "choose another issue"],
  [["n"], "note to go with the next step"],
  [["b"], "codebook beside the text"],
  [["/"], "search"],
  [["?"], "these keys"],
];

/** Opens the part; gives what keys do in it. */
export async function review(main, fields, desk) {
  if (!desk.coder) {
    fill(main, h("p", { class: "notice" }, "Say who you are to begin. ",
      h("button", { type: "button", class: "main", onclick: askName }, "Who reviews?")));
    return null;
  }
  const state = {
    desk, fields, items: [], at: 0, total: 0, done: 0, article: null, undone: [], note: "",
    list: h("ol", { class: "list", "aria-label": "Queue" }),
    card: h("section", { class: "card", "aria-label": "Judgement" }),
    text: h("article", { class: "text", tabindex: "0", "aria-label": "Article" }),
    progress: h("p", { class: "progress" }),
    closed: false,
  };
  const book = h("aside", { class: "book", "aria-label": "Codebook" }, codebook(desk));
  book.hidden = localStorage.getItem("book") === "no" || window.innerWidth < 1100;
  state.book = book;
  const queue = h("details", { class: "queue" }, h("summary", {}, "Queue"), filters(state), state.progress, state.list);
  queue.open = window.innerWidth >= 800;
  fill(main, h("div", { class: "desk" }, queue, h("div", { class: "work" }, state.card, state.text), book));
  await load(state);
  return { key: (key) => press(state, key), close: () => { state.closed = true; } };
}

function filters(state) {
  const { desk, fields } = state;
  const change = (name) => (value) => go("review", { ...Object.fromEntries(fields), [name]: value });
  const issues = [["", "all issues"], ...desk.session.issues.map((i) => [i.id, short(i.name, 60)])];
  const article = fields.get("article");
  return h("div", { class: "filters" },
    select("Order", [["uncertain", "least certain first"], ["issue", "by issue"], ["actor", "by actor"],
      ["newest", "newest first"], ["shuffled", "shuffled"]], fields.get("order") ?? "uncertain", change("order"), { id: "order" }),
    select("Show", [["open", "to do"], ["done", "done"], ["all", "all"]], fields.get("show") ?? "open", change("show"), { id: "show" }),
    select("Issue", issues, fields.get("issue"), change("issue"), { id: "issue-filter" }),
    select("Found", [["", "any position"], ...STANCES.map(([id, words]) => [id, words]), ["unclear", "unclear"]],
      fields.get("stance"), change("stance"), { id: "stance-filter" }),
    h("label", { class: "field" }, h("span", {}, "Actor"),
      h("input", { id: "actor-filter", type: "search", value: fields.get("actor") ?? "", placeholder: "all actors",
        onchange: (e) => change("actor")(e.target.value.trim()) })),
    article && h("p", { class: "chip" }, "only ", foreign(short(article, 40)), " ",
      h("button", { type: "button", class: "quiet", "aria-label": "All articles", onclick: () => change("article")("") }, "×")));
}

function asked(state) {
  const { desk, fields } = state;
  return {
    coder: desk.coder, role: desk.role, order: fields.get("order") ?? "uncertain", show: fields.get("show") ?? "open",
    issue: fields.get("issue"), actor: fields.get("actor"), article: fields.get("article"), stance: fields.get("stance"),
    none: fields.get("none") ?? (fields.get("article") ? "true" : ""), recalibrated: desk.recalibrated ? "true" : "",
  };
}

async function load(state) {
  const queue = await get("/api/queue", asked(state));
  if (state.closed) return;
  Object.assign(state, { items: queue.items, total: queue.total, done: queue.done });
  const [article, statement, issue] = ["article", "statement", "issue"].map((f) => state.fields.get(f));
  let wanted = statement ? state.items.findIndex((i) => i.article === article && i.statement === statement && (!issue || i.issue === issue)) : -1;
  if (statement && wanted < 0) {
    // It may stand behind what is given at once.
    const found = await judgement(state, { article, statement, issue });
    if (state.closed) return;
    state.items.unshift(found ?? unjudged(state, article, statement));
    wanted = 0;
  }
  list(state);
  await turn(state, Math.max(0, wanted));
}

/** One judgement of the queue, wherever it stands there. */
async function judgement(state, { article, statement, issue }) {
  const { coder, role, recalibrated } = asked(state);
  const { items } = await get("/api/queue", { coder, role, recalibrated, article, statement, issue, show: "all", none: "true", limit: 1 });
  return items[0] ?? null;
}

/** A statement that the program judged on no issue: the reviewer says on which. */
function unjudged(state, article, statement) {
  const scores = { support: 0, reject: 0, conditional_cooperation: 0, none: 0 };
  const issue = state.fields.get("issue") || state.desk.session.issues[0].id;
  return { article, statement, issue, scores, stance: "none", reviewed: null, unjudged: true, actor: null };
}

function list(state) {
  fill(state.list, state.items.map((item, i) => h("li", {},
    h("button", { type: "button", class: "item", onclick: () => turn(state, i) },
      h("span", { class: `sign ${stanceClass(item.reviewed ?? item.stance)}`, "aria-hidden": "true" },
        stanceSign(item.reviewed ?? item.stance)),
      h("span", { class: "who" }, foreign(short(item.actor ?? "nobody", 40))),
      h("span", { class: "what" }, issueName(state, item.issue)),
      h("span", { class: "how" }, item.reviewed
        ? h("b", {}, `reviewed: ${stanceWords(item.reviewed)}`)
        : item.unjudged ? "not judged" : `${stanceWords(item.stance)} ${percent(certainty(item))}`)))));
  progress(state);
}

function progress(state) {
  fill(state.progress, h("progress", { max: Math.max(1, state.total), value: state.done, "aria-label": "Reviewed" }),
    ` ${state.done} of ${count(state.total, "judgement")} reviewed`);
}

const item = (state) => state.items[state.at];
const certainty = (item) => Math.max(...Object.values(item.scores));
const issueName = (state, id) => state.desk.session.issues.find((i) => i.id === id)?.name ?? id;

/** Shows the judgement at a place of the queue. */
async function turn(state, at) {
  const item = state.items[at];
  if (!item) {
    state.at = 0;
    fill(state.card, h("p", { class: "notice" }, state.total
      ? (state.desk.role === "adjudicator" ? "Nothing is left to settle here." : "All that fits these filters is reviewed.")
      : (state.desk.role === "adjudicator" ? "Coders disagree on nothing." : "Nothing fits these filters.")));
    fill(state.text);
    state.article = null;
    return;
  }
  state.at = at;
  [...state.list.children].forEach((li, i) => {
    const button = li.firstElementChild;
    if (i === at) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  });
  state.list.children[at]?.scrollIntoView({ block: "nearest" });
  await read(state, item);
}

async function read(state, item) {
  const { desk } = state;
  const article = await get("/api/article", {
    id: item.article, coder: desk.coder, role: desk.role, recalibrated: desk.recalibrated ? "true" : "",
  });
  if (state.closed || state.items[state.at] !== item) return;
  state.article = article;
  state.bytes = new Bytes(article.text);
  paint(state);
  // On a phone the answer comes first, and the page itself would scroll.
  if (window.innerWidth >= 800) state.text.querySelector(".now-content, .now-source")?.scrollIntoView({ block: "center" });
}

/** What stands for the reviewer on the judgement that is open, field by field; the run's where nothing was said. */
export function standing(state) {
  const { article, items, at } = state;
  const item = items[at];
  const statement = article.statements.find((s) => s.id === item.statement);
  const found = statement.judgements.find((j) => j.issue === item.issue);
  const own = state.desk.role === "adjudicator" ? article.settled : article.words;
  const said = (field) => own.find((w) => w.statement === item.statement && w.field === field
    && (w.issue ?? null) === (field === "actor" || field === "content" ? null : item.issue));
  const value = (field, otherwise) => (said(field) ? said(field).value : otherwise);
  const actor = article.actors.find((a) => a.id === statement.actor);
  const condition = found?.condition ?? null;
  return {
    item, statement, found, said,
    stance: said("stance")?.value ?? null,
    issue: value("issue", item.issue),
    actor: value("actor", actor ? { id: actor.id, name: actor.name } : null),
    content: value("content", statement.content),
    span: value("condition_span", condition && { start: condition.start, end: condition.end }),
    kind: value("condition_type", condition?.type ?? null),
    lean: value("condition_lean", condition?.lean ?? null),
  };
}

function paint(state) {
  const now = standing(state);
  const { article, bytes } = state;
  const marks = [];
  for (const s of article.statements) {
    if (s.id === now.statement.id) continue;
    const actor = article.actors.find((a) => a.id === s.actor)?.name ?? "nobody";
    s.content.forEach((c) => marks.push({ ...c, class: "other", data: { statement: s.id }, title: actor }));
  }
  if (now.statement.source) marks.push({ ...now.statement.source, class: "now-source", title: "source" });
  if (now.statement.cue) marks.push({ ...now.statement.cue, class: "now-cue", title: "cue" });
  now.content.forEach((c) => marks.push({ ...c, class: "now-content", title: "statement" }));
  if (now.span) marks.push({ ...now.span, class: "now-condition", title: "condition" });
  const meta = [day(article.published), article.outlet, article.author].filter(Boolean);
  fill(state.text,
    h("header", {},
      h("h2", {}, foreign(short(article.title ?? article.id, 300))),
      h("p", { class: "meta" }, meta.map((m, i) => [i ? " · " : "", foreign(short(m, 80))]),
        article.url && [" · ", h("a", { href: article.url, rel: "noopener noreferrer", target: "_blank" }, "original")])),
    article.paragraphs.map((p) => h("p", { dir: "auto" }, pieces(bytes, p, marks))));
  state.text.onclick = (event) => {
    const id = event.target.closest("[data-statement]")?.dataset.statement;
    if (!id || !window.getSelection().isCollapsed) return;
    const at = state.items.findIndex((i) => i.article === article.id && i.statement === id);
    if (at >= 0) turn(state, at);
    else go("review", { article: article.id, statement: id, show: "all" });
  };
  // Somebody may have begun to write while the next judgement was read: what they type on must stay words.
  const written = state.card.contains(document.activeElement) ? document.activeElement.id : "";
  fill(state.card, card(state, now, { record: (entries, stay) => record(state, entries, stay), undo: () => undo(state),
    accept: () => accept(state), stance: (s) => stance(state, s), choose: (issue) => { item(state).issue = issue; list(state); paint(state); }, move: (by) => turn(state, state.at + by) }));
  if (WRITTEN.includes(written)) write(written);
}

/** Fields of the card that words are written into. */
const WRITTEN = ["actor", "issue", "note"];

function write(id) {
  document.querySelector(".more").open = true;
  document.getElementById(id).focus();
}

/** Sends entries; what is shown as said is what the desk says is on the disk. */
async function record(state, entries, stay) {
  const item = state.items[state.at];
  const of = { article: item.article, statement: item.statement };
  const whole = entries.map(([field, value]) => ({
    ...of, field, value, note: state.note || null,
    issue: field === "actor" || field === "content" ? null : item.issue,
  }));
  try {
    const written = await post("/api/reviews", { run: state.desk.session.run.id, coder: state.desk.coder, role: state.desk.role, entries: whole });
    state.note = "";
    state.undone = [];
    const said = written.rows.find((r) => r.field === "stance");
    if (said) {
      if (item.reviewed === null && !item.unjudged) state.done += 1;
      item.reviewed = said.new;
      list(state);
    }
    say(`Saved: ${written.rows.map((r) => r.action).includes("corrected") ? "corrected" : "accepted"} (step ${written.rows[0].step})`);
    if (stay || state.at + 1 >= state.items.length) {
      if (!stay && (state.fields.get("show") ?? "open") === "open") await load(state);
      else await turn(state, state.at);
    } else {
      await turn(state, state.at + 1);
    }
  } catch (error) {
    say(`Not saved: ${error.message}`, true);
  }
}

function accept(state) {
  const now = standing(state);
  if (!now.found || now.found.stance === "unclear") {
    say("The program would not decide here: press 1 to 4.", true);
    return undefined;
  }
  const entries = [["actor", now.actor], ["content", now.content], ["stance", now.found.stance]];
  if (now.found.stance === "conditional_cooperation") {
    entries.push(["condition_span", now.span], ["condition_type", now.kind], ["condition_lean", now.lean]);
  }
  return record(state, entries, false);
}

function stance(state, value) {
  const now = standing(state);
  const wants = value === "conditional_cooperation" && !now.span;
  if (wants) say("Which words are the condition? Select them and press c.");
  return record(state, [["stance", value]], wants);
}

async function undo(state) {
  try {
    const { rows } = await post("/api/undo", { run: state.desk.session.run.id, coder: state.desk.coder, role: state.desk.role });
    if (!rows.length) return say("There is nothing to undo.");
    state.undone.push(rows[0].undoes);
    return await back(state, rows, "Undone");
  } catch (error) {
    return say(error.message, true);
  }
}

async function redo(state) {
  const step = state.undone.at(-1);
  if (!step) return say("There is nothing to redo.");
  try {
    const { rows } = await post("/api/redo", { coder: state.desk.coder, role: state.desk.role, step });
    state.undone.pop();
    return await back(state, rows, "Redone");
  } catch (error) {
    return say(error.message, true);
  }
}

/** Shows the judgement that a step was about. */
async function back(state, rows, word) {
  const row = rows.find((r) => r.issue) ?? rows[0];
  say(`${word}: step ${row.step}`);
  const [queue, fresh] = await Promise.all([get("/api/queue", { ...asked(state), limit: 1 }), judgement(state, row)]);
  Object.assign(state, { total: queue.total, done: queue.done });
  let at = state.items.findIndex((i) => i.article === row.article && i.statement === row.statement && i.issue === (row.issue ?? i.issue));
  if (at < 0 && fresh) {
    state.items.splice(state.at, 0, fresh);
    at = state.at;
  } else if (at >= 0 && fresh && fresh.issue === state.items[at].issue) {
    state.items[at].reviewed = fresh.reviewed;
  } else if (at >= 0 && row.field === "stance") {
    state.items[at].reviewed = row.new; // the program judged nothing there: the queue does not know it
  }
  list(state);
  await turn(state, Math.max(0, at));
}

function press(state, key) {
  if (key === "j") turn(state, Math.min(state.at + 1, state.items.length - 1));
  else if (key === "k") turn(state, Math.max(state.at - 1, 0));
  else if (key === "b") {
    state.book.hidden = !state.book.hidden;
    localStorage.setItem("book", state.book.hidden ? "no" : "yes");
  } else if (key === "u") undo(state);
  else if (key === "r") redo(state);
  else if (!state.article) return false;
  else if ("1234".includes(key)) stance(state, STANCES[Number(key) - 1][0]);
  else if (key === "a") accept(state);
  else if (key === "s") {
    const words = selected(state.text);
    if (words) record(state, [["content", [words]]], true);
    else say("Select the words of the statement in the article first.", true);
  } else if (key === "c") record(state, [["condition_span", selected(state.text)]], true);
  else if ("ein".includes(key)) {
    write({ e: "actor", i: "issue", n: "note" }[key]);
  } else return false;
  return true;
}

function codebook(desk) {
  return [
    h("h2", {}, "Codebook"),
    h("dl", { class: "labels" },
      h("dt", {}, "✓ support"), h("dd", {}, "Accepts, demands, defends, signs or votes for it as it stands, and nothing makes that hang on an unmet requirement."),
      h("dt", {}, "✕ reject"), h("dd", {}, "Refuses, opposes, vetoes or rules it out, and names no path on which this would be accepted."),
      h("dt", {}, "◐ conditional cooperation"), h("dd", {}, "Willing to go along, and names a requirement not yet met that decides: if it were met, yes; if not, no."),
      h("dt", {}, "○ no position"), h("dd", {}, "Describes, predicts, asks, announces procedure, declines to comment, or speaks of another proposal.")),
    h("p", { class: "meta" }, "Only the actor's own present position, from the text alone. Criticising a person is not rejecting a proposal."),
    h("h3", {}, "Issues"),
    h("ul", { class: "issues" }, desk.session.issues.map((i) => h("li", {},
      h("b", {}, foreign(i.name)),
      i.description && h("p", {}, foreign(i.description)),
      i.keywords.length > 0 && h("p", { class: "meta" }, foreign(i.keywords.join(", ")))))),
  ];
}
