// Article text: the desk speaks of bytes, the page of characters.

import { h } from "./dom.js";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

// Characters that turn the order of what follows around: shown as a box of as many bytes, so that words stand as they were written.
const TURNS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** A text that can be cut by bytes. */
export class Bytes {
  constructor(text) {
    this.bytes = encoder.encode(text);
  }
  slice(start, end) {
    return decoder.decode(this.bytes.subarray(start, end)).replace(TURNS, (c) => (c === "\u061c" ? "¤" : "▯"));
  }
}

const length = (text) => encoder.encode(text).length;

/**
 * The nodes of a stretch of text, cut wherever a mark begins or ends.
 * Marks are `{start, end, class, data?, title?}` in bytes; a piece has the classes of all marks around it.
 */
export function pieces(bytes, window, marks) {
  const here = marks.filter((m) => m.start < window.end && m.end > window.start);
  const cuts = new Set([window.start, window.end]);
  for (const mark of here) {
    cuts.add(Math.max(mark.start, window.start));
    cuts.add(Math.min(mark.end, window.end));
  }
  const sorted = [...cuts].sort((a, b) => a - b);
  return sorted.slice(1).map((end, i) => {
    const start = sorted[i];
    const around = here.filter((m) => m.start <= start && m.end >= end);
    const classes = [...new Set(around.map((m) => m.class))].join(" ");
    const inner = around.reduce((a, m) => (a === null || m.end - m.start < a.end - a.start ? m : a), null);
    const tag = classes.includes("now-") || classes.includes("hit") ? "mark" : "span";
    return h(tag, { class: classes || null, data: { at: start, ...(inner?.data ?? {}) }, title: inner?.title },
      bytes.slice(start, end));
  });
}

/** The bytes that are selected inside `root`, without white space at the ends; null when nothing is. */
export function selected(root) {
  const selection = window.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!root.contains(range.commonAncestorContainer)) return null;
  const start = offset(root, range.startContainer, range.startOffset);
  const end = offset(root, range.endContainer, range.endOffset);
  if (start === null || end === null || end <= start) return null;
  const words = selection.toString();
  const leading = length(words.slice(0, words.length - words.trimStart().length));
  const trailing = length(words.slice(words.trimEnd().length));
  return end - trailing > start + leading ? { start: start + leading, end: end - trailing } : null;
}

/** The byte at a point of the document: from the nearest piece that says where it begins. */
function offset(root, node, at) {
  if (node.nodeType !== Node.TEXT_NODE) {
    // Between elements: the beginning of the piece that follows, or the end of the one before.
    const next = node.childNodes[at];
    const following = next?.nodeType === Node.ELEMENT_NODE && (next.dataset.at ? next : next.querySelector("[data-at]"));
    if (following) return Number(following.dataset.at);
    const before = [...(node.querySelectorAll?.("[data-at]") ?? [])].pop() ?? node.closest?.("[data-at]");
    return before ? Number(before.dataset.at) + length(before.textContent) : null;
  }
  const piece = node.parentElement.closest("[data-at]");
  if (!piece || !root.contains(piece)) return null;
  return Number(piece.dataset.at) + length(node.data.slice(0, at));
}
