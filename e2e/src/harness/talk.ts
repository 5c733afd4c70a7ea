import { request } from "undici";
import type { Api } from "./api.ts";

export interface Said<T> {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** The body, where it is JSON. */
  readonly json: T;
}

interface Wish {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Without the API's key. */
  readonly anonymous?: boolean;
}

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** The body that every error has. */
export interface Failure {
  readonly error: { readonly code: string; readonly message: string; readonly details: Record<string, unknown> };
}

/** One request and everything that is answered, success or not. */
export async function talk<T = Failure>(api: Api, method: Method, path: string, wish: Wish = {}): Promise<Said<T>> {
  const isText = typeof wish.body === "string";
  const answer = await request(`${api.url}${path}`, {
    method,
    headers: {
      ...(wish.anonymous ? {} : { authorization: `Bearer ${api.key}` }),
      ...(wish.body === undefined ? {} : { "content-type": "application/json" }),
      ...wish.headers,
    },
    ...(wish.body === undefined ? {} : { body: isText ? String(wish.body) : JSON.stringify(wish.body) }),
  });
  const text = await answer.body.text();
  const isJson = String(answer.headers["content-type"]).startsWith("application/json");
  return {
    status: answer.statusCode,
    headers: answer.headers,
    text,
    json: (isJson && text !== "" ? JSON.parse(text) : null) as T,
  };
}

/** Status and code of an answer: what a program decides by. */
export const outcome = ({ status, json }: Said<Failure>): string => `${status} ${json?.error?.code}`;
