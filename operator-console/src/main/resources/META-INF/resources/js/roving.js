// One stop of the tab key for many things of a kind; the arrow keys go between them.

const middle = (element) => {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  return [(left + right) / 2, (top + bottom) / 2];
};

const AHEAD = {
  ArrowRight: ([x, y]) => x > 1 && Math.abs(y) <= Math.abs(x),
  ArrowLeft: ([x, y]) => x < -1 && Math.abs(y) <= Math.abs(x),
  ArrowDown: ([x, y]) => y > 1 && Math.abs(x) <= Math.abs(y),
  ArrowUp: ([x, y]) => y < -1 && Math.abs(x) <= Math.abs(y),
};

/** Makes the elements that the selector finds one stop; call it again after they changed. */
export function roving(container, selector) {
  const all = () => [...container.querySelectorAll(selector)];
  all().forEach((element, index) => element.setAttribute("tabindex", index ? -1 : 0));
  if (container.roving) return;
  container.roving = true;
  container.addEventListener("keydown", (event) => {
    const from = event.target.closest(selector);
    const ahead = AHEAD[event.key];
    if (!from || !ahead) return;
    event.preventDefault();
    const [x0, y0] = middle(from);
    const near = all().map((element) => [element, middle(element)])
      .map(([element, [x, y]]) => [element, [x - x0, y - y0]])
      .filter(([, way]) => ahead(way))
      .sort((a, b) => Math.hypot(...a[1]) - Math.hypot(...b[1]))[0];
    if (!near) return;
    from.setAttribute("tabindex", -1);
    near[0].setAttribute("tabindex", 0);
    near[0].focus();
  });
}
