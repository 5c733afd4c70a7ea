import { errorCodes } from "@velodrome/contract";
import fastify, { LogController } from "fastify";
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from "fastify-type-provider-zod";
import pg from "pg";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { AppError } from "../base/app-error.ts";
import { createLog } from "../base/log.ts";
import type { Api } from "./api.ts";
import { answerTo, setErrorHandler } from "./error.ts";
import { acceptEmptyJson } from "./json-body.ts";

function createApi(write: (line: string) => void = () => undefined): Api {
  const log = createLog({ level: "info", pretty: false, write });
  const api = fastify({
    loggerInstance: log as Api["log"],
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 1100,
  });
  const typed: Api = api.withTypeProvider<ZodTypeProvider>();
  typed.setValidatorCompiler(validatorCompiler);
  typed.setSerializerCompiler(serializerCompiler);
  setErrorHandler(typed);
  acceptEmptyJson(typed);
  return typed;
}

describe("an error's answer", () => {
  test.each(errorCodes)("%s has a status and keeps its message and details", (code) => {
    const { status, body } = answerTo(new AppError(code, { message: "Do this.", details: { field: 1 } }), "r1");
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(600);
    expect(body).toEqual({ error: { code, message: "Do this.", details: { field: 1 } } });
  });

  test.each([
    Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" }),
    new AggregateError([Object.assign(new Error("refused"), { code: "ECONNREFUSED" })]),
    new Error("Connection terminated unexpectedly"),
    new Error("timeout exceeded when trying to connect"),
    Object.assign(new pg.DatabaseError("terminating connection", 1, "error"), { code: "57P01" }),
    Object.assign(new pg.DatabaseError("too many clients", 1, "error"), { code: "53300" }),
  ])("a database that does not answer is 503: %s", (error) => {
    expect(answerTo(error, "r1")).toMatchObject({ status: 503, body: { error: { code: "unavailable" } } });
  });

  test.each(["22021", "22P05", "22007", "22008"])("a value that PostgreSQL cannot hold is the caller's: %s", (code) => {
    const error = Object.assign(new pg.DatabaseError("invalid byte sequence", 1, "error"), { code });
    expect(answerTo(error, "r1")).toMatchObject({ status: 400, body: { error: { code: "invalid_request" } } });
  });

  test("a file outside of the console is not there", () => {
    const error = Object.assign(new Error("Forbidden"), { statusCode: 403, code: "FST_ERR_STATIC" });
    expect(answerTo(error, "r1")).toMatchObject({ status: 404, body: { error: { code: "not_found" } } });
  });

  test("a statement that fails is our own mistake, and its inside is not shown", () => {
    const error = Object.assign(new pg.DatabaseError("syntax error at secret", 1, "error"), { code: "42601" });
    const { status, body } = answerTo(error, "r1");
    expect(status).toBe(500);
    expect(body.error).toMatchObject({ code: "internal", details: { reference: "r1" } });
    expect(JSON.stringify(body)).not.toContain("secret");
  });

  test("what was thrown may be no error at all", () => {
    expect(answerTo("text", "r1").status).toBe(500);
    expect(answerTo(null, "r1").status).toBe(500);
  });
});

describe("the error handler", () => {
  const body = z.strictObject({ name: z.string().min(2), inner: z.object({ list: z.array(z.number()) }).optional() });

  test("says in words what of a body is wrong, and where", async () => {
    const api = createApi();
    api.post("/things", { schema: { body } }, async () => "done");
    const answer = await api.inject({ method: "POST", url: "/things", payload: { name: "x", inner: { list: ["a"] } } });
    expect(answer.statusCode).toBe(400);
    const { error } = answer.json();
    expect(error.code).toBe("invalid_request");
    expect(error.details.in).toBe("body");
    expect(error.details.problems.map((problem: { path: string }) => problem.path)).toEqual(["name", "inner.list.0"]);
    expect(error.message).toContain("name: at least 2 characters are needed");
  });

  test("names the query when that is wrong", async () => {
    const api = createApi();
    api.get("/things", { schema: { querystring: z.object({ limit: z.coerce.number() }) } }, async () => "done");
    const answer = await api.inject("/things?limit=x");
    expect(answer.json().error).toMatchObject({ code: "invalid_request", details: { in: "query" } });
  });

  test.each([
    ["bad JSON", 400, "invalid_request", { "content-type": "application/json" }, "{"],
    ["a poisoned prototype", 400, "invalid_request", { "content-type": "application/json" }, '{"__proto__":{"a":1}}'],
    ["a foreign type", 415, "invalid_request", { "content-type": "application/xml" }, "<a/>"],
    [
      "more levels than can be kept",
      400,
      "invalid_request",
      { "content-type": "application/json" },
      "[".repeat(501) + "]".repeat(501),
    ],
    ["too much", 413, "payload_too_large", { "content-type": "application/json" }, `"${"x".repeat(1200)}"`],
  ])("%s is %i", async (_title, status, code, headers, payload) => {
    const api = createApi();
    api.post("/things", { schema: { body } }, async () => "done");
    const answer = await api.inject({ method: "POST", url: "/things", headers, payload });
    expect(answer.statusCode).toBe(status);
    expect(answer.json().error.code).toBe(code);
  });

  test("an empty body of type JSON is no body", async () => {
    const api = createApi();
    api.post("/things", async (request) => ({ body: request.body ?? "none" }));
    const headers = { "content-type": "application/json" };
    expect((await api.inject({ method: "POST", url: "/things", headers })).json()).toEqual({ body: "none" });
  });

  test("an answer that breaks its schema is 500, and the log has the cause under the reference", async () => {
    const lines: string[] = [];
    const api = createApi((line) => lines.push(line));
    api.get("/things", { schema: { response: { 200: z.object({ count: z.number() }) } } }, async (_request, reply) =>
      reply.send({ count: "many" } as never),
    );
    const answer = await api.inject("/things");
    expect(answer.statusCode).toBe(500);
    const { reference } = answer.json().error.details;
    const line = lines.find((text) => text.includes(`"reference":"${reference}"`));
    expect(line).toContain("Response doesn't match the schema");
  });
});
