// Elements are made, never parsed: foreign words become text and nothing else.

/** An element with properties and children. Strings become text; null and false become nothing. */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else if (name === "data") Object.assign(element.dataset, value);
    else if (name === "value") element.value = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(3).filter((c) => c !== null && c !== undefined && c !== false));
  return element;
}

/** Foreign words inside a line: they cannot reorder what stands around them. */
export function foreign(text, props = {}) {
  return h("bdi", props, text ?? "");
}

/** Replaces all that is in an element. */
export function fill(element, ...children) {
  element.replaceChildren(...children.flat(3).filter((c) => c !== null && c !== undefined && c !== false));
  return element;
}

/** A select of [value, words] pairs. */
export function select(label, options, value, change, props = {}) {
  const list = h("select", { ...props, onchange: (e) => change(e.target.value) },
    options.map(([v, words]) => h("option", { value: v }, words)));
  list.value = value ?? "";
  return h("label", { class: "field" }, h("span", {}, label), list);
}

let fading;
/** Says something, also to a screen reader. What went wrong stays until the next word. */
export function say(words, wrong = false) {
  const place = document.getElementById("said");
  clearTimeout(fading);
  place.className = wrong ? "shown wrong" : "shown";
  place.textContent = words;
  if (!wrong) fading = setTimeout(() => place.classList.remove("shown"), 3500);
}
