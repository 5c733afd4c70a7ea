// Building blocks of the page. Text always goes in as text nodes: nothing from outside is ever read as HTML.

/**
 * @param {string} tag
 * @param {Record<string, unknown>} [props] attributes; `on…` = listener, false/null/undefined = absent
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {HTMLElement}
 */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const paths = {
  send: "M5 12h13M12 5l7 7-7 7",
  back: "M15 5l-7 7 7 7",
  close: "M6 6l12 12M18 6L6 18",
  wire: "M4 8h12m0 0-3-3m3 3-3 3M20 16H8m0 0 3-3m-3 3 3 3",
  out: "M7 17 17 7M9 7h8v8",
  in: "M17 7 7 17m8 0H7V9",
  check: "M5 12.5l4.5 4.5L19 7.5",
  alert: "M12 8v5m0 3v.2M12 3.5 21.5 20h-19z",
  wait: "M12 7v5l3 2M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17z",
  fail: "M8.5 8.5l7 7m0-7-7 7M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17z",
  file: "M7 3.5h7l4 4v13H7zM14 3.5v4h4",
};

/** @param {keyof typeof paths} name */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  for (const [key, value] of Object.entries({ viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true" })) {
    svg.setAttribute(key, value);
  }
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", paths[name]);
  svg.append(path);
  return svg;
}

/**
 * Makes the children of `parent` those of `items`, in their order, keeping the elements that are already there:
 * so focus, open details and what a screen reader has read stay as they are.
 * @template T
 * @param {Element} parent
 * @param {T[]} items
 * @param {(item: T) => string} keyOf
 * @param {(item: T, before: Element | null) => Element} draw gets the element drawn earlier, or null
 */
export function reconcile(parent, items, keyOf, draw) {
  const known = new Map([...parent.children].map((child) => [child.getAttribute("data-key"), child]));
  let place = parent.firstElementChild;
  for (const item of items) {
    const key = keyOf(item);
    const before = known.get(key) ?? null;
    known.delete(key);
    const element = draw(item, before);
    element.setAttribute("data-key", key);
    if (element === place) place = place.nextElementSibling;
    else parent.insertBefore(element, place);
    if (before && before !== element) {
      if (before === place) place = place.nextElementSibling;
      before.remove();
    }
  }
  for (const gone of known.values()) gone.remove();
}

/** @param {string} id @returns {HTMLElement} */
export function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`The page has no element #${id}`);
  return element;
}
