import { styleText } from "node:util";

const colours = { fatal: "red", error: "red", warn: "yellow", info: "green", debug: "blue", trace: "gray" } as const;

/** One JSON line of the log as a person reads it: time, level, message, then the fields that are left. */
export function formatLogLine(line: string): string {
  const { time, level, msg, err, ...rest } = JSON.parse(line) as Record<string, unknown>;
  const name = String(level);
  const colour = colours[name as keyof typeof colours] ?? "white";
  const clock = typeof time === "string" ? time.slice(11, 19) : "";
  const head = `${styleText("gray", clock)} ${styleText(colour, name.padEnd(5))} ${typeof msg === "string" ? msg : ""}`;
  const fields = Object.keys(rest).length > 0 ? ` ${styleText("gray", JSON.stringify(rest))}` : "";
  return `${head}${fields}${formatError(err)}\n`;
}

function formatError(error: unknown): string {
  if (typeof error !== "object" || error === null) {
    return "";
  }
  const text = "stack" in error ? error.stack : "message" in error ? error.message : undefined;
  return typeof text === "string" ? `\n${text.replace(/^/gm, "  ")}` : "";
}
