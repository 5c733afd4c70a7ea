import { errorBody } from "@velodrome/contract";
import { z } from "zod";
import { ApiError, NoAnswerError, StrangeAnswerError } from "./api-error.ts";
import { texts } from "./texts.ts";

type Query = Record<string, string | number | boolean | null | undefined>;

export interface Call {
  method?: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  query?: Query;
  body?: unknown;
  signal?: AbortSignal;
}

/** Where the sign-in library answers errors, its shape differs from the contract's. */
const signInError = z.object({ code: z.string().optional(), message: z.string() });

/** A path and its query; parts without a value are left out. */
export function address(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== "") search.set(key, String(value));
  }
  return search.size === 0 ? path : `${path}?${search}`;
}

function errorFrom(status: number, body: unknown): ApiError {
  const ours = errorBody.safeParse(body);
  if (ours.success) {
    const { code, message, details } = ours.data.error;
    return new ApiError(status, code, message, details);
  }
  const theirs = signInError.safeParse(body);
  if (theirs.success)
    return new ApiError(status, (theirs.data.code ?? `http_${status}`).toLowerCase(), theirs.data.message);
  return new ApiError(status, `http_${status}`, texts.error.status(status));
}

async function answerOf(path: string, { method = "GET", query, body, signal }: Call): Promise<Response> {
  try {
    return await fetch(address(path, query), {
      method,
      headers: { accept: "application/json", ...(body === undefined ? {} : { "content-type": "application/json" }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new NoAnswerError(texts.error.noAnswer, { cause });
  }
}

async function bodyOf(answer: Response): Promise<unknown> {
  const text = await answer.text();
  if (text === "") return null;
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (!answer.ok) return null;
    throw new StrangeAnswerError(texts.error.strangeAnswer, { cause });
  }
}

/**
 * Asks the server and checks the answer against its shape.
 * @throws ApiError when it says no, NoAnswerError when it is away, StrangeAnswerError when the answer is not of that shape.
 */
export async function request<Shape extends z.ZodType>(
  shape: Shape,
  path: string,
  call: Call = {},
): Promise<z.output<Shape>> {
  const answer = await answerOf(path, call);
  const body = await bodyOf(answer);
  if (!answer.ok) throw errorFrom(answer.status, body);
  const parsed = shape.safeParse(body);
  if (!parsed.success) throw new StrangeAnswerError(texts.error.strangeAnswer, { cause: parsed.error });
  return parsed.data;
}

const pathOf = (base: string, parts: readonly string[]): string => [base, ...parts.map(encodeURIComponent)].join("/");

/** Path of something inside one account. */
export const inAccount = (account: string, ...parts: string[]): string => pathOf("/v1/accounts", [account, ...parts]);

/** One account, or with null the partner's level, where all accounts are seen. */
export type Scope = string | null;

/** Path of something that is there inside of an account and across all of them. */
export const inScope = (scope: Scope, ...parts: string[]): string =>
  scope === null ? pathOf("/v1", parts) : inAccount(scope, ...parts);
