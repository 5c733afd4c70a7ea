import { createServer } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { StartError } from "../base/start-error.ts";

export interface ListenPlace {
  readonly host: string;
  readonly port: number;
  /** The variables that chose it. */
  readonly portVariable: string;
  readonly hostVariable: string;
}

/**
 * @param patienceMs how long a port may still be in use: after `kill -9` the sandbox that was left behind needs a moment
 * to notice that it is alone
 * @throws StartError
 */
export async function assertPortFree(place: ListenPlace, patienceMs = 0): Promise<void> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    try {
      await tryPort(place);
      return;
    } catch (error) {
      if (performance.now() >= deadline) {
        throw explainListenError(error, place);
      }
      await delay(100);
    }
  }
}

async function tryPort(place: ListenPlace): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(place.port, place.host, resolve);
  });
  await new Promise<void>((resolve) => server.close(() => resolve()));
}

/** An error of listen() as a line for the person; any other error is answered as it came. */
export function explainListenError(error: unknown, place: ListenPlace): unknown {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  const { host, port, portVariable, hostVariable } = place;
  const options = { cause: error };
  if (code === "EADDRINUSE") {
    const other = port < 65_000 ? port + 100 : port - 100;
    return new StartError(
      `${portVariable}: the port ${port} on ${host} is taken by another program: stop that, or choose another, for example ${portVariable}=${other}`,
      options,
    );
  }
  if (code === "EACCES") {
    return new StartError(
      `${portVariable}: this user may not listen on port ${port}: choose one above 1023, for example ${portVariable}=3000`,
      options,
    );
  }
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND" || code === "EAI_AGAIN") {
    return new StartError(
      `${hostVariable}: this machine has no address ${host}: for example ${hostVariable}=127.0.0.1`,
      options,
    );
  }
  return error;
}
