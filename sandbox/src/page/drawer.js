import { byId, icon } from "./element.js";

const remembered = "sandbox-wire";
const wide = matchMedia("(min-width: 1180px)");

/** The drawer stands beside the conversation where there is room, and over it where there is not. */
export function startDrawer() {
  const toggle = byId("wire-toggle");
  toggle.append(icon("wire"));
  byId("wire-close").append(icon("close"));
  const set = (open) => {
    document.body.classList.toggle("wire-open", open);
    toggle.setAttribute("aria-expanded", String(open));
    toggle.setAttribute("aria-label", open ? "Hide what went over the wire" : "Show what went over the wire");
    toggle.title = open ? "Hide the wire" : "Show the wire";
  };
  const choose = (open) => {
    set(open);
    if (wide.matches) localStorage.setItem(remembered, open ? "open" : "closed");
  };
  const isOpen = () => document.body.classList.contains("wire-open");
  toggle.addEventListener("click", () => choose(!isOpen()));
  byId("wire-close").addEventListener("click", () => {
    choose(false);
    toggle.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || wide.matches || !isOpen()) return;
    set(false);
    toggle.focus();
  });
  const fit = () => set(wide.matches && localStorage.getItem(remembered) !== "closed");
  wide.addEventListener("change", fit);
  fit();
  return { open: () => set(true) };
}
