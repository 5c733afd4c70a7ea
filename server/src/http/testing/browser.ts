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

  /** What it would show at this address. */
  cookiesAt(pathname: string): string {
    const shown = [...this.#cookies.values()].filter(
      ({ path }) => pathname === path || pathname.startsWith(`${path}/`),
    );
    return shown.map(({ pair }) => pair).join("; ");
  }

  async #ask(method: "GET" | "POST", url: string, payload?: string) {
    const { pathname, search } = new URL(url, "http://localhost:3000");
    const cookie = this.cookiesAt(pathname);
    const answer = await this.#api.inject({
      method,
      url: `${pathname}${search}`,
      headers: {
        ...(cookie === "" ? {} : { cookie }),
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
