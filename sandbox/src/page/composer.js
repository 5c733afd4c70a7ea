import { byId, icon } from "./element.js";

const tallest = 160;

/** @param {(text: string) => Promise<boolean>} send answers whether it worked; the text stays when it did not */
export function startComposer(send) {
  const form = byId("composer");
  const input = /** @type {HTMLTextAreaElement} */ (byId("message"));
  const button = /** @type {HTMLButtonElement} */ (byId("send"));
  button.append(icon("send"));
  const fit = () => {
    input.rows = 1;
    const line = Number.parseFloat(getComputedStyle(input).lineHeight);
    input.rows = Math.max(1, Math.floor(Math.min(input.scrollHeight, tallest) / line));
    button.disabled = input.value.trim() === "";
  };
  input.addEventListener("input", fit);
  input.addEventListener("keydown", (event) => {
    // While an input method composes, Enter ends the word, not the message.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = input.value;
    if (text.trim() === "") return;
    input.value = "";
    fit();
    input.focus();
    if (await send(text)) return;
    input.value = text;
    fit();
  });
  fit();
}

/** @param {string | null} pageName null = there is nobody to write to */
export function aimComposer(pageName) {
  const input = /** @type {HTMLTextAreaElement} */ (byId("message"));
  input.placeholder = pageName === null ? "" : `Message ${pageName}`;
  input.disabled = pageName === null;
}
