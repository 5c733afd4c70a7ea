import type { Api } from "../api.ts";

/** What a browser does that matters here: it keeps cookies by their path and shows them there only. */
export class Browser {
  readonly #api: Api;
  readonly #cookies = new Map<string, { path: string; pair: string }>();

  constructor(api: Api) {
    this.#api = api;
  }

  get(url: string) {
    return this.#ask("GET", url);
  }

  post(url: string, form: readonly (readonly [string, string])[]) {
    const fields = new URLSearchParams();
    for (const [name, value] of form) fields.append(name, value);
    return this.#ask("POST", url, fields.toString());
  }

  /** As after closing a private window. */
  forget(): void {
    this.#cookies.clear();
  }

  async #ask(method: "GET" | "POST", url: string, payload?: string) {
    const { pathname, search } = new URL(url, "http://localhost:3000");
    const cookies = [...this.#cookies.values()].filter(
      ({ path }) => pathname === path || pathname.startsWith(`${path}/`),
    );
    const answer = await this.#api.inject({
      method,
      url: `${pathname}${search}`,
      headers: {
        ...(cookies.length === 0 ? {} : { cookie: cookies.map(({ pair }) => pair).join("; ") }),
        ...(payload === undefined ? {} : { "content-type": "application/x-www-form-urlencoded" }),
      },
      ...(payload === undefined ? {} : { payload }),
    });
    for (const text of [answer.headers["set-cookie"] ?? []].flat()) this.#keep(text);
    return {
      status: answer.statusCode,
      text: answer.body,
      location: answer.headers.location?.toString() ?? "",
      headers: answer.headers,
    };
  }

  #keep(text: string): void {
    const [pair = "", ...attributes] = text.split("; ");
    const path = attributes.find((attribute) => attribute.startsWith("Path="))?.slice("Path=".length) ?? "/";
    this.#cookies.set(`${path} ${pair.split("=", 1)[0]}`, { path, pair });
  }
}
