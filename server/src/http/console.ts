import { basename } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyReply, FastifyRequest } from "fastify";
import { AppError } from "../base/app-error.ts";
import type { Api } from "./api.ts";

/** Addresses that are never pages of the console, even when a browser asks. */
const notPages = /^\/(v1|api|oauth|webhooks|health|metrics|openapi\.json|docs|connect|connector|assets)(\/|\?|$)/;

const yearInSeconds = 365 * 24 * 60 * 60;

/**
 * The built console: its files, and its one page for every address that may be one of its own. Everything else that
 * no route answers is an error in JSON. Without a folder there are only the errors.
 */
export async function addConsole(api: Api, folder: string | null): Promise<void> {
  if (folder !== null) {
    await api.register(fastifyStatic, {
      root: folder,
      cacheControl: false,
      dotfiles: "ignore",
      // Built once with hashed names below assets/, so those never change.
      setHeaders: (reply, path) => {
        const hashed = basename(path) !== "index.html" && /[\\/]assets[\\/]/.test(path);
        reply.header("cache-control", hashed ? `public, max-age=${yearInSeconds}, immutable` : "no-cache");
      },
      schemaHide: true,
    });
  }
  api.setNotFoundHandler((request, reply) => {
    if (folder !== null && asksForPage(request)) {
      return sendPage(reply);
    }
    throw new AppError("not_found", {
      message: `There is nothing at ${request.method} ${request.url.split("?", 1)[0]}.`,
    });
  });
}

const sendPage = (reply: FastifyReply): FastifyReply => reply.sendFile("index.html");

const asksForPage = (request: FastifyRequest): boolean =>
  (request.method === "GET" || request.method === "HEAD") &&
  request.headers.accept?.includes("text/html") === true &&
  !notPages.test(request.url);
