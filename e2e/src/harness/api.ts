import { request } from "undici";

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** One request, whatever it is answered. */
export async function ask(
  url: string,
  options: { method?: Method; headers?: Record<string, string>; body?: string | Buffer } = {},
): Promise<Answer> {
  const { statusCode, body } = await request(url, options);
  return { status: statusCode, body: await body.text() };
}

const unreachable = ["ECONNREFUSED", "ECONNRESET", "EPIPE", "UND_ERR_SOCKET"];

/** Whether nobody listens there, or whoever did is gone. */
export const isUnreachable = (error: unknown): boolean =>
  error instanceof Error && "code" in error && unreachable.includes(String(error.code));

/** The API, called at partner level. */
export interface Api {
  readonly url: string;
  readonly key: string;
  /** Throws unless it is answered with a success. */
  call<T>(method: Method, path: string, body?: object): Promise<T>;
  /** Every item of a list, page by page. */
  list<T>(path: string): Promise<T[]>;
}

export function createApi(url: string, key: string): Api {
  const call: Api["call"] = async <T>(method: Method, path: string, body?: object) => {
    const answer = await ask(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, ...(body && { "content-type": "application/json" }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (answer.status >= 300) throw new Error(`${method} ${path} was answered ${answer.status}: ${answer.body}`);
    return (answer.body === "" ? null : JSON.parse(answer.body)) as T;
  };
  const list: Api["list"] = async <T>(path: string) => {
    const items: T[] = [];
    const address = new URL(path, url);
    address.searchParams.set("limit", "200");
    for (;;) {
      const page = await call<{ items: T[]; nextCursor: string | null }>("GET", address.pathname + address.search);
      items.push(...page.items);
      if (page.nextCursor === null) return items;
      address.searchParams.set("cursor", page.nextCursor);
    }
  };
  return { url, key, call, list };
}
