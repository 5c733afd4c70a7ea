/**
 * The origin people and Facebook reach this installation by. Takes an address or a bare `host[:port]`.
 * https, because Meta calls nothing else; http on the own machine only.
 * @throws Error that says what is wrong
 */
export function parsePublicUrl(text: string): string {
  const bare = !/^[a-z][a-z0-9+.-]*:\/\//i.test(text);
  const url = parse(bare ? `https://${text}` : text);
  const local = isLocal(url.hostname);
  if (bare && local) {
    url.protocol = "http:";
  }
  if (url.protocol !== "https:" && !(url.protocol === "http:" && local)) {
    throw new Error(`${url.protocol}// is not taken there`);
  }
  if (url.username !== "" || url.pathname !== "/" || url.search !== "" || url.hash !== "") {
    throw new Error("there is more than a host and a port");
  }
  return url.origin;
}

function parse(text: string): URL {
  try {
    return new URL(text);
  } catch (cause) {
    throw new Error("it is no address", { cause });
  }
}

function isLocal(hostname: string): boolean {
  return hostname === "localhost" || hostname.endsWith(".localhost") || hostname === "[::1]" || /^127\./.test(hostname);
}
