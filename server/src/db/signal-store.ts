import type { Client, Pool } from "pg";

const signalChannel = "velodrome";

/** Sent on its own, never inside a data transaction: a NOTIFY makes commits wait for each other. */
export async function sendSignal(pool: Pool, payload: string): Promise<void> {
  await pool.query({ name: "send-signal", text: "SELECT pg_notify($1, $2)", values: [signalChannel, payload] });
}

export async function listenToSignals(client: Client): Promise<void> {
  await client.query(`LISTEN ${signalChannel}`);
}
