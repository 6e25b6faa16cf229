// Finding articles and statements.

import { get } from "./ask.js";
import { fill, foreign, h, select } from "./dom.js";
import { go } from "./main.js";
import { Bytes, pieces } from "./text.js";
import { count, day, short, STANCES } from "./words.js";

const PAGE = 50;

export async function search(main, fields, desk) {
  const value = (name) => fields.get(name) ?? "";
  const issues = [["", "any issue"], ...desk.session.issues.map((i) => [i.id, short(i.name, 60)])];
  const field = (name, words, props = {}) => h("label", { class: "field" }, h("span", {}, words),
    h("input", { name, value: value(name), ...props }));
  const form = h("form", { class: "bar", role: "search", onsubmit: (event) => {
    event.preventDefault();
    go("search", Object.fromEntries(new FormData(form)));
  } },
  field("q", "Words", { type: "search", id: "q", class: "wide", placeholder: "toll \"harbour bridge\" -train" }),
  select("In", [["statements", "statements"], ["articles", "articles"]], value("in") || "statements", () => {}, { name: "in" }),
  select("Issue", issues, value("issue"), () => {}, { name: "issue" }),
  select("Found", [["", "any"], ...STANCES.map(([id, words]) => [id, words]), ["unclear", "unclear"]], value("stance"), () => {}, { name: "stance" }),
  field("actor", "Actor"), field("outlet", "Outlet"),
  field("since", "From", { type: "date" }), field("until", "To", { type: "date" }),
  h("button", { class: "main" }, "Search"));
  const results = h("div", { class: "results" });
  fill(main, form, results);
  const inside = value("in") || "statements";
  const offset = Number(value("offset")) || 0;
  const asked = { offset, limit: PAGE };
  for (const name of ["q", "issue", "stance", "actor", "outlet", "since", "until"]) asked[name] = value(name);
  const found = await get(`/api/${inside}`, asked);
  const page = (to) => go("search", { ...Object.fromEntries(fields), offset: to || "" });
  fill(results,
    h("p", { class: "meta", role: "status" }, count(found.total, inside === "articles" ? "article" : "statement")),
    h("ol", { class: "hits", start: String(offset + 1) }, found.hits.map(inside === "articles" ? articleHit : statementHit)),
    h("p", { class: "row" },
      offset > 0 && h("button", { type: "button", onclick: () => page(Math.max(0, offset - PAGE)) }, "Before"),
      offset + found.hits.length < found.total && h("button", { type: "button", onclick: () => page(offset + PAGE) }, "More")));
  document.getElementById("q").focus();
  return { key: () => false };
}

const origin = (hit) => h("p", { class: "meta" }, day(hit.published), hit.outlet && [" · ", foreign(short(hit.outlet, 60))],
  hit.title && [" · ", foreign(short(hit.title, 120))]);

function statementHit(hit) {
  const to = `#/review?${new URLSearchParams({ article: hit.article, statement: hit.statement, show: "all" })}`;
  const said = hit.content.map((place, i) => {
    const text = new Bytes(hit.text[i]);
    return [i ? " … " : "", pieces(text, { start: 0, end: text.bytes.length }, moved(hit.matches, place.start))];
  });
  return h("li", {}, h("a", { href: to }, foreign(short(hit.actor ?? "nobody", 80))), h("blockquote", { dir: "auto" }, said), origin(hit));
}

function articleHit(hit) {
  const to = `#/review?${new URLSearchParams({ article: hit.article, show: "all" })}`;
  const title = new Bytes(short(hit.title ?? hit.article, 300));
  const heading = pieces(title, { start: 0, end: title.bytes.length }, moved(hit.title_matches, 0));
  return h("li", {}, h("a", { href: to }, h("bdi", {}, heading)),
    hit.snippets.map((s) => {
      const text = new Bytes(s.text);
      return h("blockquote", { dir: "auto" }, pieces(text, { start: 0, end: text.bytes.length }, moved(s.matches, s.start)));
    }),
    h("p", { class: "meta" }, day(hit.published), hit.outlet && [" · ", foreign(short(hit.outlet, 60))]));
}

/** Bytes of the article as bytes of a piece of it. */
const moved = (matches, start) => matches.map((m) => ({ start: m.start - start, end: m.end - start, class: "hit" }));
