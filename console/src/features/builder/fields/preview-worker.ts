import { scanTemplate } from "@velodrome/contract";
import jsonata from "jsonata";
import type { PreviewJob, Previewed } from "./preview-runner.ts";

type Known = Pick<PreviewJob, "outputs" | "variables">;

async function evaluate(expression: string, { outputs, variables }: Known): Promise<unknown> {
  const result: unknown = await jsonata(expression).evaluate(outputs, { variables });
  return result;
}

const inText = (value: unknown): string => {
  if (value === undefined || value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
};

async function result({ language, text, ...known }: PreviewJob): Promise<string> {
  if (language === "expression") return JSON.stringify(await evaluate(text, known)) ?? "nothing";
  const parts = scanTemplate(text).map(async (part) =>
    part.kind === "text" ? part.text : inText(await evaluate(part.text, known)),
  );
  return (await Promise.all(parts)).join("");
}

async function answer(job: PreviewJob): Promise<Previewed> {
  try {
    return { ok: true, text: await result(job) };
  } catch (error) {
    const message = typeof error === "object" && error !== null && "message" in error ? error.message : error;
    return { ok: false, text: String(message) };
  }
}

self.addEventListener("message", ({ data }: MessageEvent<PreviewJob>) => {
  void answer(data).then((previewed) => self.postMessage(previewed));
});
