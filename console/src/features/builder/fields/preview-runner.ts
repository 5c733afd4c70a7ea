/** What is to be worked out, and with which outputs of earlier steps. */
export interface PreviewJob {
  language: "expression" | "template";
  text: string;
  outputs: Record<string, unknown>;
  variables: Readonly<Record<string, unknown>>;
}

export interface Previewed {
  ok: boolean;
  text: string;
}

/** An expression that takes longer than this goes on without being waited for. In ms. */
const longest = 1000;
const tooLong: Previewed = { ok: false, text: "it takes longer than a second" };

/** Works it out beside the page, so that an endless expression holds up nothing; ended when nobody waits any more. */
export function previewText(job: PreviewJob, signal: AbortSignal): Promise<Previewed> {
  const worker = new Worker(new URL("./preview-worker.ts", import.meta.url), { type: "module" });
  return new Promise<Previewed>((resolve) => {
    const timer = setTimeout(() => resolve(tooLong), longest);
    signal.addEventListener("abort", () => resolve(tooLong));
    worker.addEventListener("message", ({ data }: MessageEvent<Previewed>) => resolve(data));
    worker.addEventListener("error", ({ message }) => resolve({ ok: false, text: message }));
    worker.addEventListener("message", () => clearTimeout(timer));
    worker.postMessage(job);
  }).finally(() => worker.terminate());
}
