import { h } from "./element.js";

const copiedMs = 2000;

/** A row to copy: label and whole value, wrapped, never cut. */
export function copyRow(label, value) {
  return row(
    label,
    h("code", {}, value),
    copyButton(async () => value),
  );
}

/** Like copyRow, but the value is fetched, and shown, only when asked for. */
export function secretRow(label, fetchValue, ...more) {
  const value = h("code", {}, "••••••••••••••••");
  const button = h("button", { type: "button", class: "quiet-button", "aria-label": `Show ${label}` }, "Show");
  let shown = false;
  button.addEventListener("click", async () => {
    shown = !shown;
    value.textContent = shown ? await fetchValue() : "••••••••••••••••";
    button.textContent = shown ? "Hide" : "Show";
    button.setAttribute("aria-label", `${shown ? "Hide" : "Show"} ${label}`);
  });
  return row(label, value, button, copyButton(fetchValue, label), ...more);
}

function row(label, value, ...actions) {
  return h(
    "div",
    { class: "copy-row" },
    h("span", { class: "label" }, label),
    value,
    h("span", { class: "actions" }, ...actions),
  );
}

/** @param {() => Promise<string>} fetchValue @param {string} [what] for those who do not see what it stands beside */
export function copyButton(fetchValue, what) {
  const name = what ? `Copy ${what}` : null;
  const button = h("button", { type: "button", class: "quiet-button", "aria-label": name }, "Copy");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(await fetchValue());
    button.textContent = "Copied";
    setTimeout(() => {
      button.textContent = "Copy";
    }, copiedMs);
  });
  return button;
}
