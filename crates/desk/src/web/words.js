// The words of the program, in words for people.

export const STANCES = [
  ["support", "support", "✓"],
  ["reject", "reject", "✕"],
  ["conditional_cooperation", "conditional cooperation", "◐"],
  ["none", "no position", "○"],
];
const BY_ID = new Map([...STANCES, ["unclear", "unclear", "?"]].map(([id, words, sign]) => [id, { words, sign }]));

export const stanceWords = (stance) => BY_ID.get(stance)?.words ?? stance;
export const stanceSign = (stance) => BY_ID.get(stance)?.sign ?? "";
export const stanceClass = (stance) => (stance === "conditional_cooperation" ? "conditional" : stance);

export const CONDITION_TYPES = [
  ["precondition", "precondition"], ["red_line", "red line"], ["amendment", "amendment"],
  ["reciprocity", "reciprocity"], ["timing", "timing"], ["guarantee", "guarantee"],
  ["compensation", "compensation"], ["mandate", "mandate"], ["unspecified", "unspecified"],
];
export const LEANS = [["yes_if", "yes, if"], ["no_unless", "no, unless"]];

export const FIELDS = {
  actor: "actor", content: "words of the statement", stance: "stance", issue: "issue",
  condition_span: "words of the condition", condition_type: "kind of condition", condition_lean: "lean",
};

/** A probability in whole per cent, never rounded up to a certainty it does not have. */
export const percent = (p) => `${p >= 1 ? 100 : Math.min(99, Math.round(p * 100))}%`;

const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
/** `2026-03-01T..` becomes `1 Mar 2026`; anything else stays as it is. */
export function day(published) {
  if (!published) return "undated";
  const at = /^\d{4}-\d{2}-\d{2}/.test(published) ? new Date(`${published.slice(0, 10)}T00:00:00Z`) : null;
  return at && !Number.isNaN(at.getTime()) ? DAY.format(at) : published;
}

/** At most so many characters. */
export const short = (text, most) => {
  const all = [...(text ?? "")];
  return all.length > most ? `${all.slice(0, most - 1).join("").trimEnd()}…` : all.join("");
};

/** `1 statement`, `2 statements`. */
export const count = (n, one, many = `${one}s`) => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;

export const number = (x, digits = 2) => (x === null || x === undefined ? "–" : x.toFixed(digits));
