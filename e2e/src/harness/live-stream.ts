import type { LiveEvent, LiveName, LiveRun } from "@velodrome/contract";
import { request } from "undici";
import type { Api } from "./api.ts";

export interface LiveStream {
  /** What came so far. */
  readonly runs: LiveRun[];
  readonly events: LiveEvent[];
  /** Resolves when the server has ended the stream. */
  readonly ended: Promise<void>;
}

/** Reads an account's server-sent events until the server ends them. */
export async function openLive(api: Api, account: string): Promise<LiveStream> {
  const { statusCode, headers, body } = await request(`${api.url}/v1/accounts/${account}/live`, {
    headers: { authorization: `Bearer ${api.key}`, accept: "text/event-stream" },
    bodyTimeout: 0,
  });
  if (statusCode !== 200 || !String(headers["content-type"]).startsWith("text/event-stream")) {
    throw new Error(`The live stream was answered ${statusCode}: ${await body.text()}`);
  }
  const runs: LiveRun[] = [];
  const events: LiveEvent[] = [];
  const take = (block: string): void => {
    const fields = new Map(
      block.split("\n").map((line) => [line.split(": ", 1)[0], line.slice(line.indexOf(": ") + 2)]),
    );
    const name = fields.get("event") as LiveName | undefined;
    const data = fields.get("data") ?? "null";
    if (name === "run") runs.push(JSON.parse(data) as LiveRun);
    if (name === "event") events.push(JSON.parse(data) as LiveEvent);
  };
  const read = async (): Promise<void> => {
    body.setEncoding("utf8");
    let unread = "";
    for await (const piece of body) {
      unread += piece;
      const blocks = unread.split("\n\n");
      unread = blocks.pop() ?? "";
      for (const block of blocks) take(block);
    }
  };
  return { runs, events, ended: read() };
}
