// Makes elements; text only ever enters as text.

const SVG = "http://www.w3.org/2000/svg";

function fill(element, properties, children) {
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export const h = (tag, properties, ...children) => fill(document.createElement(tag), properties, children);
export const svg = (tag, properties, ...children) => fill(document.createElementNS(SVG, tag), properties, children);
export const $ = (id) => document.getElementById(id);

/** Puts text into an element, touching it only when it differs. */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Makes the children of a parent match items by key: existing elements are kept (and with them focus and selection),
 * and `update` is called with the element and the item when the item differs.
 */
export function keyed(parent, items, keyOf, create, update) {
  const known = (parent.known ??= new Map());
  const wanted = new Set();
  let place = parent.firstElementChild;
  for (const item of items) {
    const key = keyOf(item);
    wanted.add(key);
    let entry = known.get(key);
    if (!entry) {
      entry = { element: create(item), item: undefined };
      known.set(key, entry);
    }
    if (entry.item !== item) {
      update(entry.element, item);
      entry.item = item;
    }
    if (entry.element === place) place = place.nextElementSibling;
    else parent.insertBefore(entry.element, place);
  }
  for (const [key, entry] of known) {
    if (!wanted.has(key)) {
      entry.element.remove();
      known.delete(key);
    }
  }
}

/** What a custom property of the style sheet is now, as a colour that a canvas takes. @param name with its two hyphens */
export function colour(name) {
  const probe = h("span", { class: "unseen" });
  probe.style.setProperty("color", `var(${name})`);
  document.body.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}
