import { readdir, readFile } from "node:fs/promises";
import { extname } from "node:path";
import type { FastifyInstance } from "fastify";

const folder = new URL("../page/", import.meta.url);

const kinds: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
};

// Pictures of templates may come from anywhere; scripts, styles and connections only from here.
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data: http: https:",
  "media-src 'self' http: https:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const headers = {
  "content-security-policy": policy,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cache-control": "no-cache",
};

/** The chat page and the way to it: files read once at start; nothing outside their folder can be asked for. */
export async function pageFiles(server: FastifyInstance): Promise<void> {
  for (const name of await readdir(folder)) {
    const kind = kinds[extname(name)];
    if (!kind) continue;
    const content = await readFile(new URL(name, folder));
    const url = name === "index.html" ? "/" : `/page/${name}`;
    server.get(url, (_request, reply) => reply.headers({ ...headers, "content-type": kind }).send(content));
  }
  // What m.me is at Meta: the way to a Page's chat.
  server.get("/m.me/:page", (request, reply) => {
    const { page } = request.params as { page: string };
    return reply.redirect(`/?page=${encodeURIComponent(page)}`, 303);
  });
}
