import { h } from "./element.js";
import { checkbox } from "./form.js";

/** The fields the sandbox can send, with what they bring. */
const fields = {
  messages: "what people write",
  messaging_postbacks: "buttons they press",
  message_echoes: "what the Page sends",
  message_deliveries: "what reached them",
  message_reads: "what they saw",
};

/** Fields set elsewhere that the sandbox never sends are kept and shown too. */
export function fieldChoice(chosen) {
  const names = [...new Set([...Object.keys(fields), ...chosen])];
  const rows = names.map((name) => ({
    name,
    ...checkbox(chosen.includes(name), fields[name] ?? "not sent by the sandbox", name),
  }));
  return {
    element: h("fieldset", {}, h("legend", {}, "Fields"), ...rows.map(({ row }) => row)),
    chosen: () => rows.filter(({ box }) => box.checked).map(({ name }) => name),
  };
}
