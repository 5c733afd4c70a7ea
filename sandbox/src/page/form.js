import { h } from "./element.js";

/** Marks the panel while its forms hold something that is not saved. */
export function panelOf(id, name, ...children) {
  const panel = h("section", { class: "panel", "aria-labelledby": id }, h("h2", { id }, name), ...children);
  panel.addEventListener("input", () => panel.setAttribute("data-edited", ""));
  return panel;
}

/** @returns {Promise<boolean>} whether it went well; what went wrong is handed to `fail` */
export async function attempt(act, fail) {
  try {
    await act();
    return true;
  } catch (cause) {
    fail(cause instanceof Error ? cause.message : String(cause));
    return false;
  }
}

/**
 * A form that saves and says so. What the sandbox refuses stands below the button, not somewhere else.
 * @param {{ children: Node[], button: string, save: () => Promise<unknown>, done: () => void, busy?: string }} what
 */
export function formOf({ children, button, save, done, busy = "" }) {
  const answer = h("p", { class: "form-answer", role: "status" });
  const submit = h("button", { class: "secondary", type: "submit" }, button);
  const form = h("form", { class: "form", autocomplete: "off" }, ...children, submit, answer);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    answer.className = "form-answer";
    answer.textContent = busy;
    const saved = await attempt(save, (words) => {
      answer.className = "form-answer bad";
      answer.textContent = `Not saved: ${words}`;
    });
    if (!saved) return;
    answer.textContent = "";
    form.closest(".panel")?.removeAttribute("data-edited");
    done();
  });
  return form;
}

export function labelled(label, control, hint) {
  return h("label", {}, label, control, hint ? h("span", { class: "hint" }, hint) : null);
}

/** @param {Record<string, string>} options value → words */
export function selectOf(label, options, chosen) {
  const rows = Object.entries(options).map(([value, words]) =>
    h("option", { value, selected: value === chosen }, words),
  );
  return h("select", { class: "field", "aria-label": label }, ...rows);
}

export function checkbox(checked, words, code) {
  const box = h("input", { type: "checkbox", checked });
  return { box, row: h("label", { class: "check" }, box, code ? h("code", {}, code) : null, h("span", {}, words)) };
}

/** A button for what cannot be taken back: it asks once more, in words, before it acts. */
export function riskyButton(label, question, act) {
  const holder = h("span", { class: "risky" });
  const ask = h("button", { class: "quiet-button", type: "button" }, label);
  const yes = h("button", { class: "secondary", type: "button" }, label);
  const no = h("button", { class: "quiet-button", type: "button" }, "Keep");
  const rest = () => holder.replaceChildren(ask);
  ask.addEventListener("click", () => {
    holder.replaceChildren(h("span", { class: "hint", role: "status" }, question), yes, no);
    yes.focus();
  });
  no.addEventListener("click", () => {
    rest();
    ask.focus();
  });
  yes.addEventListener("click", async () => {
    await act();
    rest();
  });
  rest();
  return holder;
}
