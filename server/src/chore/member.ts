import { Client } from "pg";
import { newId } from "../base/id.ts";
import { holdName, readGoneNames } from "./member-store.ts";

/** Who works in the queue: a name, held by a session that ends with its process. */
export interface Member {
  readonly name: string;
  /** Names in the queue whose process is gone. */
  findGone(): Promise<string[]>;
  close(): Promise<void>;
}

/** @param deps.directUrl session locks do not go through a pooler */
export async function join(deps: {
  directUrl: string;
  onError(error: unknown): void;
  /** The session ended: others take this member for dead. */
  onLost(): void;
}): Promise<Member> {
  const client = new Client({
    connectionString: deps.directUrl,
    keepAlive: true,
    application_name: "velodrome chores member",
    connectionTimeoutMillis: 5000,
    query_timeout: 5000,
  });
  client.on("error", deps.onError);
  client.on("end", deps.onLost);
  const name = `velodrome-${newId()}`;
  try {
    await client.connect();
    await holdName(client, name);
  } catch (error: unknown) {
    await client.end();
    throw error;
  }
  return { name, findGone: () => readGoneNames(client), close: () => client.end() };
}
