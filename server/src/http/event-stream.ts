import type { FastifyReply } from "fastify";

/** Keeps proxies from closing a quiet stream. */
const heartbeatMs = 15_000;
/** What may wait for one listener. */
const backlogBytes = 1024 * 1024;

/**
 * Answers with server-sent events until the listener goes away or `open`'s holder ends it. `begin` gets the ways to send
 * and to end, and answers the way to stop.
 */
export function streamEvents(
  reply: FastifyReply,
  open: Set<() => void>,
  begin: (send: (name: string, id: string, data: unknown) => void, end: () => void) => () => void,
): void {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
    "x-accel-buffering": "no",
  });
  raw.write("retry: 1000\n\n: open\n\n");
  const send = (name: string, id: string, data: unknown) => {
    // Whoever reads too slowly comes back and reads the lists again, which costs less than keeping everything for them.
    if (raw.writableLength > backlogBytes) raw.destroy();
    else raw.write(`event: ${name}\nid: ${id}\ndata: ${JSON.stringify(data)}\n\n`);
  };
  const beat = setInterval(() => raw.write(": alive\n\n"), heartbeatMs);
  const end = () => {
    clearInterval(beat);
    stop();
    open.delete(end);
    raw.end();
  };
  const stop = begin(send, end);
  open.add(end);
  raw.on("close", end);
  // Whoever went away before we began is told of by nobody.
  if (raw.destroyed) end();
}
