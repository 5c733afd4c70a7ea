/** What stands where a secret stood. */
export const redacted = "[redacted]";

/** Keys whose values are secrets, in snake_case; camelCase and kebab-case are brought to it. */
const secretKey =
  /(?:^|_)(?:token|secret|password|passwd|passphrase|proof|authorization|cookie|credentials?|signature|api_?key|private_key|client_assertion)$/;
/** Secrets whose names do not say so; `code` and its verifier only where they are sent: in an answer it names an error. */
const secretNames: ReadonlySet<string> = new Set(["signed_request"]);
const sentSecretNames: ReadonlySet<string> = new Set(["code", "code_verifier", "codeverifier"]);
/** `=value` behind a name inside text: links in an answer's paging, forms printed as text. Names are read from their `=`. */
const valueInText = /(?<=(?<![\w.-])([\w.-]{1,60}))=[^&\s"'<>]+/g;
/** Deeper values are left out: the trace is for people. */
const maxDepth = 100;
const tooDeep = "[too deep]";

const maxJudged = 2000;
const maxRemembered = 100;

/** Field names repeat with every call and reading one costs far more than looking it up. */
function remembering(judge: (key: string) => boolean): (key: string) => boolean {
  const judged = new Map<string, boolean>();
  return (key) => {
    let secret = judged.get(key);
    if (secret === undefined) {
      secret = judge(key);
      if (judged.size >= maxJudged) judged.clear();
      if (key.length <= maxRemembered) judged.set(key, secret);
    }
    return secret;
  };
}

/** Whether a field of an answer is a secret by its name. */
export const isSecretKey = remembering((key) => {
  const name = snakeCase(key);
  return secretNames.has(name) || secretKey.test(name);
});

/** The same of a request, where a `code` is OAuth's. */
export const isSentSecretKey = remembering((key) => isSecretKey(key) || sentSecretNames.has(key.toLowerCase()));

function snakeCase(key: string): string {
  return key
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replaceAll(/[-.\s]/g, "_")
    .toLowerCase();
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export interface Masking {
  isSecret: (key: string) => boolean;
  /** Values known to be secret, wherever they stand. */
  secrets: readonly string[];
}

/**
 * A copy of `value` in which every text or object under a secret's key, every `token=…` in a text and every known secret
 * is replaced. Numbers, booleans and null stay: they are no secrets.
 */
export function maskSecrets(value: unknown, masking: Masking): unknown {
  return mask(value, masking, 0);
}

function mask(value: unknown, masking: Masking, depth: number): unknown {
  if (typeof value === "string") return maskText(value, masking);
  if (typeof value !== "object" || value === null) return value;
  if (depth >= maxDepth) return tooDeep;
  if (Array.isArray(value)) return maskItems(value, masking, depth + 1);
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    const inner = (value as Record<string, unknown>)[key];
    const hidden = masking.isSecret(key) && isHiding(inner);
    put(copy, maskText(key, masking), hidden ? redacted : mask(inner, masking, depth + 1));
  }
  return copy;
}

/** Apart from `mask`, which would make room for the inner function with every text it is called for. */
const maskItems = (items: readonly unknown[], masking: Masking, depth: number): unknown[] =>
  items.map((item) => mask(item, masking, depth));

/** By assignment, which is quick, where a key is not one that assignment takes for something else. */
function put(copy: Record<string, unknown>, key: string, value: unknown): void {
  if (key !== "__proto__") copy[key] = value;
  else Object.defineProperty(copy, key, { value, enumerable: true, configurable: true, writable: true });
}

function isHiding(value: unknown): boolean {
  return typeof value === "string" || (typeof value === "object" && value !== null);
}

function maskText(text: string, { isSecret, secrets }: Masking): string {
  let masked = text;
  for (const secret of secrets) {
    // Most texts are shorter than a secret: they need not be searched for it.
    if (secret.length <= masked.length && masked.includes(secret)) masked = masked.replaceAll(secret, redacted);
  }
  return masked.includes("=") ? maskPairs(masked, isSecret) : masked;
}

const maskPairs = (text: string, isSecret: Masking["isSecret"]): string =>
  text.replace(valueInText, (value, name: string) => (isSecret(name) ? `=${redacted}` : value));

/** An address without the values of secret parameters and without `user:password@`. */
export function maskUrl(
  address: string,
  secrets: readonly string[] = [],
  url: Readonly<URL> | null = URL.parse(address),
): string {
  const masking = { isSecret: isSentSecretKey, secrets };
  if (url === null || url.host === "") return maskText(address.replace(/\?.*$/s, `?${redacted}`), masking);
  const query: string[] = [];
  url.searchParams.forEach((value, key) =>
    query.push(`${encodeURIComponent(key)}=${isSentSecretKey(key) ? redacted : encodeURIComponent(value)}`),
  );
  // Put together and not cut down: each setter of a URL reads it anew.
  const plain = `${url.protocol}//${url.host}${url.pathname}`;
  return maskText(query.length === 0 ? plain : `${plain}?${query.join("&")}`, masking);
}
