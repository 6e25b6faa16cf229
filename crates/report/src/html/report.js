// Opens cells and articles from the JSON that the page carries. Everything foreign goes in as text nodes; nothing here
// parses HTML, and the page's policy (Trusted Types) would stop it from trying.
"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const sheet = byId("sheet");
  const body = byId("sheet-body");
  if (!sheet || !sheet.showModal) return;

  let loaded;
  const data = () => (loaded ??= JSON.parse(byId("data").textContent));

  const WORDS = { support: "supports", reject: "rejects", conditional_cooperation: "conditional", none: "no position", unclear: "unclear" };
  const CLASS = { conditional_cooperation: "conditional" };
  const LEAN = { yes_if: "leans yes", no_unless: "leans no" };
  const MONTHS = "January February March April May June July August September October November December".split(" ");
  const klass = (stance) => CLASS[stance] ?? stance;
  const percent = (p) => Math.max(0, p < 1 ? Math.min(99, Math.round(p * 100)) : 100) + "%";
  const count = (n, one, many) => n.toLocaleString("en") + " " + (n === 1 ? one : many);
  const date = (s) => {
    const found = /^(\d{4})-(\d\d)-(\d\d)/.exec(s ?? "");
    return found && MONTHS[found[2] - 1] ? `${+found[3]} ${MONTHS[found[2] - 1]} ${found[1]}` : (s ?? "undated");
  };
  const short = (s, n = 140) => ([...s].length > n ? [...s].slice(0, n - 1).join("").trimEnd() + "…" : s);

  // An element with attributes and children; strings become text.
  const h = (tag, attributes, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes ?? {})) element.setAttribute(name, value);
    element.append(...children.flat().filter((c) => c !== null && c !== undefined && c !== false));
    return element;
  };
  const bdi = (text) => h("bdi", null, text);
  const symbol = (stance) => h("i", { class: "s " + klass(stance), "aria-hidden": "true" });
  const verdict = (stance, more) => h("span", { class: "verdict " + klass(stance) }, symbol(stance), WORDS[stance], more ? " " + more : "");
  const terms = (c) => h("p", { class: "terms" }, h("span", { class: "lean" }, LEAN[c.lean]), " ", h("q", { dir: "auto" }, c.text), " ", h("span", { class: "tag" }, c.type.replace("_", " ")));

  // Spans are UTF-8 byte offsets.
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  const bytes = new Map();
  const slicer = (article) => {
    if (!bytes.has(article)) bytes.set(article, encoder.encode(article.text));
    const all = bytes.get(article);
    return (from, to) => decoder.decode(all.subarray(from, to));
  };

  const ROLES = ["content", "condition", "source", "cue"];
  const marksOf = (statement, condition) => [
    ...statement.content.map((s) => [0, s]),
    ...(condition ? [[1, [condition.start, condition.end]]] : []),
    ...(statement.source ? [[2, statement.source]] : []),
    ...(statement.cue ? [[3, statement.cue]] : []),
  ];
  // A window of an article, cut wherever a mark begins or ends.
  const marked = (article, from, to, marks) => {
    const slice = slicer(article);
    const cuts = new Set([from, to]);
    for (const [, span] of marks) for (const at of span) if (at > from && at < to) cuts.add(at);
    const sorted = [...cuts].sort((a, b) => a - b);
    const out = [];
    for (let i = 0; i + 1 < sorted.length; i++) {
      const [a, b] = [sorted[i], sorted[i + 1]];
      const roles = ROLES.filter((_, role) => marks.some(([r, s]) => r === role && s[0] <= a && b <= s[1]));
      const text = slice(a, b);
      out.push(roles.length ? h("mark", { class: roles.join(" ") }, text) : text);
    }
    return out;
  };
  const key = () => h("p", { class: "key" }, h("span", { class: "vh" }, "How the text is marked: "),
    h("mark", { class: "source" }, "source"), " ", h("mark", { class: "cue" }, "attribution"), " ",
    h("mark", { class: "content" }, "what was said"), " ", h("mark", { class: "content condition" }, "condition"));

  const cellAt = (actor, issue) => data().cells.find((c) => c.actor === actor && c.issue === issue);
  const articleTitle = (article) => article.title ?? article.id;
  const carried = (article) => {
    const others = article.carriers.slice(1).map((i) => data().articles[i]);
    if (!others.length) return null;
    const names = [...new Set(others.map((a) => a.outlet ?? a.id))];
    return h("p", { class: "meta" }, `Carried by ${count(article.carriers.length, "article", "articles")}, also: `, bdi(short(names.join(", "), 200)));
  };

  const names = (list) => bdi(short(list.join(", "), 80));
  const evidence = (record, e) => {
    const article = data().articles[record.article];
    const statement = article.statements[e.statement];
    const [from, to] = statement.sentences;
    return h("figure", null,
      h("blockquote", { dir: "auto" }, marked(article, from, to, marksOf(statement, e.condition))),
      h("figcaption", null,
        e.stance ? verdict(e.stance, e.origin === "reviewed" ? "" : percent(e.probability)) : null,
        e.origin ? h("span", null, e.origin === "reviewed" ? "reviewed by " : "partly reviewed by ", names(e.reviewed_by)) : null,
        h("span", null, statement.kind, statement.via ? [", via ", bdi(statement.via)] : ""),
        h("a", { href: `#a${record.article}-${e.statement}` }, "Read it in the article")),
      e.condition ? terms(e.condition) : null);
  };

  const record = (r) => {
    const article = data().articles[r.article];
    return h("article", { class: "record" },
      h("h3", null,
        article.published ? h("time", { datetime: article.published }, date(article.published)) : "undated",
        article.outlet ? [" · ", bdi(short(article.outlet, 80))] : "",
        h("span", { class: "title" }, bdi(short(articleTitle(article))))),
      r.mixed ? h("p", { class: "meta" }, verdict(r.stance), ", but the statements disagree") : null,
      carried(article),
      r.evidence.map((e) => evidence(r, e)));
  };

  const SHOWN = 40;
  const records = (all) => {
    const list = h("div", null, all.slice(0, SHOWN).map(record));
    if (all.length <= SHOWN) return list;
    const more = h("button", { type: "button" }, `Show ${count(all.length - SHOWN, "older article", "older articles")}`);
    more.addEventListener("click", () => { list.append(...all.slice(SHOWN).map(record)); more.remove(); });
    return [list, more];
  };

  const bar = (scores) => {
    const order = ["support", "conditional_cooperation", "reject", "none"];
    return h("ul", { class: "shares", "aria-label": "Probabilities" }, order.map((s) => h("li", null, symbol(s), WORDS[s] + " " + percent(scores[s]))));
  };

  const run = () => {
    const r = data().run;
    return h("p", { class: "meta run" }, "Labels by ", r.model.name, " ", h("code", null, r.model.sha256.slice(0, 12)),
      ", codebook ", h("code", null, r.codebook.sha256.slice(0, 12)), ", standpoint " + r.version);
  };

  const cellView = (cell, level) => {
    const { actors, issues } = data();
    const counts = Object.entries(cell.counts).map(([s, n]) => `${n} ${WORDS[s]}`).join(", ");
    const articles = Object.values(cell.counts).reduce((a, b) => a + b, 0);
    const newest = cell.records[0];
    const t = cell.trust;
    return [
      h("p", { class: "kicker" }, bdi(issues[cell.issue].name)),
      h(level, { id: "sheet-title" }, bdi(actors[cell.actor].name), " ", verdict(cell.stance)),
      cell.doubtful ? h("p", { class: "notice" }, h("strong", null, "Doubtful. "),
        newest.mixed ? "Equally explicit statements disagree; read both sides."
          : cell.disagrees ? "Articles of the same time disagree; read both sides."
            : `The program is only ${percent(cell.confidence)} sure.`) : null,
      cell.change ? h("p", { class: "notice" }, h("strong", null, "Changed. "), `Now ${cell.change}.`) : null,
      h("p", { class: "meta" }, newest.origin === "reviewed" ? null : `${percent(cell.confidence)} sure of its newest article · `,
        cell.reviewed_by ? [cell.origin === "reviewed" ? "reviewed by " : "partly reviewed by ", names(cell.reviewed_by), " · "] : "",
        count(cell.statements, "statement", "statements"),
        articles > 1 ? ` · ${articles} articles: ${counts}` : ""),
      t ? h("p", { class: "meta" }, `Expected right in ${percent(t.share)} of ${count(t.articles, "article", "articles")} (95% interval ${percent(t.low)} to ${percent(t.high)}), by the program’s known errors.`) : null,
      newest.origin === "reviewed" ? null : bar(newest.scores),
      records(cell.records),
      key(), run(),
    ];
  };

  const articleView = (index, back) => {
    const article = data().articles[index];
    const cited = [];
    data().cells.forEach((cell) => cell.records.forEach((r) => {
      if (r.article === index) r.evidence.forEach((e) => cited.push({ cell, r, e }));
    }));
    const marks = cited.flatMap(({ e }) => marksOf(article.statements[e.statement], e.condition));
    const spans = article.statements.map((s) => s.sentences);
    return [
      back ? h("p", { class: "back" }, h("a", { href: back }, "Back to the cell")) : null,
      h("p", { class: "kicker" }, article.outlet ? [bdi(short(article.outlet, 80)), " · "] : "", date(article.published)),
      h("h2", { id: "sheet-title", class: "headline" }, bdi(articleTitle(article))),
      h("p", { class: "byline" }, article.author ? [bdi(short(article.author, 120)), " · "] : "", bdi(article.input),
        article.url ? [" · ", h("a", { href: article.url, rel: "noopener noreferrer nofollow" }, "original")] : ""),
      carried(article),
      key(),
      article.paragraphs.map(([from, to]) => {
        const here = spans.map((s, i) => ({ i, s })).filter(({ s }) => s[0] >= from && s[0] < to).sort((x, y) => x.s[0] - y.s[0]);
        const pieces = [];
        let at = from;
        for (const { i, s } of here) {
          if (s[0] < at) { pieces.push(h("span", { class: "at", id: `a${index}-${i}`, tabindex: "-1" })); continue; }
          pieces.push(...marked(article, at, s[0], marks));
          at = Math.min(s[1], to);
          pieces.push(h("span", { class: "at", id: `a${index}-${i}`, tabindex: "-1" }, marked(article, s[0], at, marks)));
        }
        pieces.push(...marked(article, at, to, marks));
        const noted = new Set();
        const notes = cited.filter(({ e }) => here.some(({ i }) => i === e.statement)).filter(({ cell }) => !noted.has(cell) && noted.add(cell));
        return h("div", { class: "para" }, h("p", { dir: "auto" }, pieces),
          notes.length ? h("ul", { class: "notes" }, notes.map(({ cell, r }) => h("li", null,
            h("a", { class: "chip " + klass(r.stance), href: `#c${cell.actor}-${cell.issue}` }, symbol(r.stance), bdi(data().actors[cell.actor].name)),
            h("span", { class: "meta" }, WORDS[r.stance] + " · ", bdi(data().issues[cell.issue].name))))) : null);
      }),
    ];
  };

  let opener = null;
  let lastCell = null;
  const show = (kind, children, focus) => {
    sheet.className = kind;
    body.replaceChildren(...children.flat().filter(Boolean));
    if (!sheet.open) sheet.showModal();
    sheet.scrollTop = 0;
    const target = focus && byId(focus);
    if (target) { target.classList.add("here"); target.scrollIntoView({ block: "center" }); target.focus(); } else body.focus({ preventScroll: true });
  };
  const route = () => {
    const hash = location.hash.slice(1);
    let found;
    if ((found = /^c(\d+)-(\d+)$/.exec(hash))) {
      const cell = cellAt(+found[1], +found[2]);
      if (cell) { lastCell = hash; opener = "m" + hash.slice(1); return show("cell-sheet", cellView(cell, "h2")); }
    }
    if ((found = /^a(\d+)(?:-(\d+))?$/.exec(hash))) {
      const article = data().articles[+found[1]];
      if (article && article.text !== null) {
        if (!sheet.open) { lastCell = null; opener = "i" + found[1]; }
        return show("article-sheet", articleView(+found[1], lastCell && "#" + lastCell), hash);
      }
    }
    if (sheet.open) sheet.close();
  };
  sheet.addEventListener("close", () => {
    body.replaceChildren();
    if (/^#[ac]\d/.test(location.hash)) history.replaceState(null, "", "#" + (opener ?? "matrix"));
    const back = opener && byId(opener);
    if (back) (back.querySelector("a") ?? back).focus({ preventScroll: false });
    opener = lastCell = null;
  });
  byId("sheet-close").addEventListener("click", () => sheet.close());
  sheet.addEventListener("click", (event) => { if (event.target === sheet) sheet.close(); });
  addEventListener("hashchange", route);
  // A link to what is open already changes no hash.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href^='#']");
    if (link && link.getAttribute("href") === location.hash && !sheet.open) route();
  });

  // Arrow keys walk the matrix.
  const table = document.querySelector(".matrix");
  table?.addEventListener("keydown", (event) => {
    const step = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[event.key];
    const at = /^m(\d+)-(\d+)$/.exec(event.target.id ?? "");
    if (!step || !at) return;
    const [rows, columns] = [table.tBodies[0].rows.length, data().issues.length];
    let [row, column] = [+at[1], +at[2]];
    for (;;) {
      row += step[0]; column += step[1];
      if (row < 0 || column < 0 || row >= rows || column >= columns) return;
      const next = byId(`m${row}-${column}`);
      if (next && !next.closest("tr").hidden) { event.preventDefault(); return next.focus(); }
    }
  });

  // What goes on behind the right edge of a table is said above it, and fades there.
  for (const scroller of document.querySelectorAll(".scroll")) {
    const told = scroller.previousElementSibling;
    const look = () => {
      const behind = scroller.scrollWidth - scroller.clientWidth;
      scroller.classList.toggle("goes-on", scroller.scrollLeft < behind - 8);
      if (told?.classList.contains("sideways")) told.hidden = behind <= 8;
    };
    scroller.addEventListener("scroll", look, { passive: true });
    new ResizeObserver(look).observe(scroller);
  }

  // Finding one actor among many.
  const tools = byId("tools");
  if (tools && table) {
    tools.hidden = false;
    const [box, doubt, told] = [byId("find"), byId("only"), byId("found")];
    const filter = () => {
      const want = box.value.trim().toLowerCase();
      let shown = 0;
      for (const row of table.tBodies[0].rows) {
        const named = !want || row.cells[0].textContent.toLowerCase().includes(want);
        const flagged = !doubt.value || row.querySelector("." + doubt.value);
        row.hidden = !(named && flagged);
        shown += !row.hidden;
      }
      told.textContent = want || doubt.value ? count(shown, "actor", "actors") : "";
    };
    box.addEventListener("input", filter);
    doubt.addEventListener("change", filter);
  }

  // Paper cannot be clicked: the statements are printed behind the tables, as far as that is a readable number.
  const PRINTED = 300;
  addEventListener("beforeprint", () => {
    const place = byId("printed");
    const cells = data().cells.slice(0, PRINTED);
    place.replaceChildren(h("h2", null, "Statements"),
      ...(cells.length < data().cells.length ? [h("p", { class: "hint" }, `Those of the first ${PRINTED} cells; the page on screen has all ${data().cells.length}.`)] : []),
      ...cells.map((cell) => h("section", { class: "panel" }, ...[cellView(cell, "h3")].flat().filter(Boolean))));
  });
  addEventListener("afterprint", () => byId("printed").replaceChildren());

  route();
})();
