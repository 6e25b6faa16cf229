// The page: who is here, which part is open, which keys do what.

import { address, get, post, show as showRun } from "./ask.js";
import { fill, h, say } from "./dom.js";
import { quality } from "./agreement.js";
import { KEYS, review } from "./review.js";
import { search } from "./search.js";

/** What every part knows. */
export const desk = {
  session: null,
  coder: null,
  role: "coder",
  recalibrated: false,
};

const PARTS = { review, search, quality, report };
let open = null;

/** `#/review?issue=toll` as a part and its fields. */
function place() {
  const [path, fields] = location.hash.replace(/^#\/?/, "").split("?");
  return { part: PARTS[path] ? path : "review", fields: new URLSearchParams(fields ?? "") };
}

/** Goes to a part; the browser's history knows the way back. */
export function go(part, fields = {}) {
  const set = Object.entries(fields).filter(([, v]) => v !== null && v !== undefined && v !== "");
  const words = new URLSearchParams(set).toString();
  location.hash = `#/${part}${words ? `?${words}` : ""}`;
}

async function show() {
  const { part, fields } = place();
  for (const link of document.querySelectorAll("nav a")) {
    if (link.dataset.part === part) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  const main = document.getElementById("main");
  document.body.dataset.part = part;
  open?.close?.();
  open = null;
  try {
    open = (await PARTS[part](main, fields, desk)) ?? null;
  } catch (error) {
    fill(main, h("p", { class: "notice wrong" }, error.message));
  }
}

function report(main, fields) {
  const view = fields.get("view") ?? "both";
  const views = [
    ["both", "reviewed where somebody looked, automatic elsewhere"],
    ["reviewed", "reviewed only"],
    ["auto", "automatic only"],
  ];
  const page = address("/report", { view });
  const choose = h("select", { id: "report-view", onchange: (e) => go("report", { view: e.target.value }) },
    views.map(([v, words]) => h("option", { value: v }, words)));
  choose.value = view;
  fill(main, h("div", { class: "bar" },
    h("label", { class: "field" }, h("span", {}, "What counts"), choose),
    h("a", { href: page, target: "_blank", rel: "noopener" }, "Open alone"),
    h("a", { href: address("/api/gold"), download: "gold.jsonl" }, "Gold (JSON Lines)")),
  h("iframe", { class: "report", src: page, title: "The report", onload: (e) => { e.target.dataset.loaded = "yes"; } }));
}

function named() {
  const who = document.getElementById("who");
  who.textContent = desk.coder ? `${desk.coder}${desk.role === "adjudicator" ? " (adjudicator)" : ""}` : "Who reviews?";
}

/** Asks who reviews. */
export function askName() {
  const dialog = document.getElementById("name-dialog");
  const field = document.getElementById("name-field");
  fill(document.getElementById("coders"), desk.session.coders.map((c) => h("option", { value: c })));
  field.value = desk.coder ?? desk.session.coder ?? "";
  dialog.querySelector(`[name=role][value=${desk.role}]`).checked = true;
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      const name = field.value.trim();
      if (dialog.returnValue === "ok" && name) {
        desk.coder = name;
        desk.role = dialog.querySelector("[name=role]:checked").value;
        localStorage.setItem("coder", name);
        localStorage.setItem("role", desk.role);
        named();
        show();
      }
      resolve();
    }, { once: true });
  });
}

async function login() {
  const begun = new URLSearchParams(location.hash.slice(1)).get("token");
  if (begun) history.replaceState(null, "", "/");
  const dialog = document.getElementById("token-dialog");
  const field = document.getElementById("token-field");
  let token = begun;
  for (;;) {
    if (!token) {
      dialog.showModal();
      await new Promise((resolve) => dialog.addEventListener("close", resolve, { once: true }));
      token = field.value;
    }
    try {
      await post("/api/login", { token });
      return;
    } catch (error) {
      if (error.status === 400) return; // it asks for none
      const wrong = document.getElementById("token-wrong");
      wrong.textContent = error.status === 401 ? "That is not the token." : error.message;
      wrong.hidden = false;
      token = null;
    }
  }
}

function help() {
  const rows = KEYS.map(([keys, words]) => [h("dt", {}, keys.map((k) => h("kbd", {}, k))), h("dd", {}, words)]);
  fill(document.getElementById("keys"), rows);
  document.getElementById("help").showModal();
}

function onKey(event) {
  // A dialog that was just closed may hold the focus until the next frame.
  const writing = event.target.closest("input, textarea, select, dialog[open]");
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Escape" && writing && !event.target.closest("dialog[open]")) return event.target.blur();
  if (writing) return;
  if (event.key === "?") help();
  else if (event.key === "/") go("search");
  else if (!open?.key?.(event.key)) return;
  event.preventDefault();
}

async function begin() {
  const wanted = new URLSearchParams(location.hash.slice(1)).get("token");
  try {
    if (wanted) await login();
    desk.session = await get("/api/session");
  } catch (error) {
    if (error.status !== 401) throw error;
    await login();
    desk.session = await get("/api/session");
  }
  showRun(desk.session.run.id);
  document.title = `${desk.session.corpus} · Standpoint desk`;
  desk.coder = localStorage.getItem("coder") ?? desk.session.coder;
  desk.role = localStorage.getItem("role") ?? "coder";
  desk.recalibrated = localStorage.getItem("recalibrated") === "yes";
  named();
  document.getElementById("who").addEventListener("click", askName);
  document.getElementById("help-button").addEventListener("click", help);
  document.addEventListener("keydown", onKey);
  window.addEventListener("hashchange", show);
  if (!desk.coder) await askName();
  else await show();
}

begin().catch((error) => {
  fill(document.getElementById("main"), h("p", { class: "notice wrong" }, error.message));
  say(error.message, true);
});
