import { existsSync, readFileSync } from "node:fs";

/** Payloads recorded from public sources, kept beside the repository where they may not be copied into it. */
const file = new URL("../../../../shared/fixtures/messenger-events.json", import.meta.url);

interface Recorded {
  readonly event: string;
  readonly shape: "envelope" | "messaging_item" | "change_item_without_field" | "field_value_item";
  readonly payload: Fields;
}

type Fields = Readonly<Record<string, unknown>>;

/** One recording, ready to be posted to a Page. */
export interface Fixture {
  readonly name: string;
  readonly body: string;
  /** What tells its items apart from all others: one text for each thing that must be kept. */
  readonly keys: ReadonlySet<string>;
}

const channels = ["messaging", "standby", "changes"];

const fieldsOf = (value: unknown): Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};

/** Makes every mid one of this recording's own: different samples of one page of documentation share them. */
function renamed(value: unknown, mark: string): unknown {
  if (Array.isArray(value)) return value.map((each) => renamed(each, mark));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => {
      if (key === "mid" && typeof each === "string") return [key, each + mark];
      if (key === "mids" && Array.isArray(each)) return [key, each.map((mid) => `${mid}${mark}`)];
      return [key, renamed(each, mark)];
    }),
  );
}

function entriesOf({ shape, payload }: Recorded): readonly Fields[] {
  if (shape === "envelope") return (payload.entry as Fields[] | undefined) ?? [];
  return [{ time: 1_700_000_000_000, [shape === "messaging_item" ? "messaging" : "changes"]: [payload] }];
}

const sorted = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) =>
    typeof each === "object" && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );

/** By what Meta's documentation says an item is one and the same: its mid, its watermark, else all that it says. */
function keyOf(channel: string, item: unknown): string {
  const { message, message_edit: edit, postback, read, delivery, sender } = fieldsOf(item);
  const who = fieldsOf(sender).id;
  const { mid, is_deleted: deleted } = fieldsOf(message);
  if (mid) return sorted([channel, "message", mid, deleted]);
  if (fieldsOf(postback).mid) return sorted([channel, "postback", fieldsOf(postback).mid]);
  if (fieldsOf(edit).mid) return sorted([channel, "edit", fieldsOf(edit).mid, String(fieldsOf(edit).num_edit)]);
  const { watermark, mids } = { ...fieldsOf(delivery), ...fieldsOf(read) };
  if (watermark || mids) return sorted([channel, read ? "read" : "delivery", who, String(watermark), mids]);
  return sorted([channel, item]);
}

function prepare(recorded: Recorded, index: number, page: string): Fixture {
  const entry = entriesOf(recorded).map((each) => renamed({ ...each, id: page }, `.${index}`) as Fields);
  const items = entry.flatMap((each) =>
    channels.flatMap((channel) => ((each[channel] ?? []) as unknown[]).map((item) => keyOf(channel, item))),
  );
  const object = recorded.shape === "envelope" ? recorded.payload.object : "page";
  return { name: `${index} ${recorded.event}`, body: JSON.stringify({ object, entry }), keys: new Set(items) };
}

/** Every recording, of one Page; empty where there are none. */
export function readFixtures(page: string): Fixture[] {
  if (!existsSync(file)) return [];
  const recorded = JSON.parse(readFileSync(file, "utf8")) as Recorded[];
  return recorded.map((each, index) => prepare(each, index, page));
}
