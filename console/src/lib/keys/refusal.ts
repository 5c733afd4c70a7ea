import { type ActId, placeOf } from "./acts.ts";
import { isCombination, partsOf } from "./combination.ts";

/** Why a combination is for nobody to choose. */
export type Refusal = "browser" | "everywhere" | "moves" | "unknown" | "writes" | "second";

/** What the browser or the system does before or beside us, or what people without a mouse could not do without. */
const kept: ReadonlySet<string> = new Set([
  ...["Ctrl+W", "Ctrl+Shift+W", "Ctrl+T", "Ctrl+Shift+T", "Ctrl+N", "Ctrl+Shift+N", "Ctrl+Shift+P"],
  ...["Ctrl+Q", "Ctrl+Shift+Q", "Ctrl+R", "Ctrl+Shift+R", "Ctrl+L", "Ctrl+H", "Ctrl+M", "Ctrl+Shift+Delete"],
  ...["F1", "F5", "Ctrl+F5", "Shift+F5", "F6", "F7", "F10", "Shift+F10", "F11", "F12", "Ctrl+F4", "Alt+F4"],
  ...["Ctrl+Shift+C", "Ctrl+Shift+I", "Ctrl+Shift+J", "Ctrl+Insert", "Shift+Insert", "Shift+Delete"],
  ...["Ctrl++", "Ctrl+-", "Ctrl+=", "Ctrl+0", "Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+4", "Ctrl+5"],
  ...["Ctrl+6", "Ctrl+7", "Ctrl+8", "Ctrl+9"],
]);

const moving = /^(Tab|Space|Home|End|Page|Arrow)/;

/** Why an act cannot have a combination, whoever else has it; undefined where it can. */
export function refusalOf(id: ActId, combination: string): Refusal | undefined {
  if (!isCombination(combination)) return "unknown";
  const { held, key } = partsOf(combination);
  const control = held.includes("Ctrl");
  if (control && held.includes("Alt")) return "writes";
  if (kept.has(combination)) return "browser";
  if (moving.test(key)) return "moves";
  if (key === "Escape" || (key === "Enter" && !control)) return "everywhere";
  return placeOf(id) === "go" && held.some((one) => one !== "Shift") ? "second" : undefined;
}
