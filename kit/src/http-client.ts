/** One outside call. At most one of `json`, `form` and `text` may be given. */
export interface HttpRequest {
  method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
  url: string;
  headers?: Record<string, string>;
  json?: unknown;
  form?: Record<string, string>;
  /** A body of any other kind; its `content-type` is text/plain unless a header says otherwise. */
  text?: string;
  /** No answer within this many ms fails with kind `timeout`. */
  timeoutMs?: number;
  /** Values that must not be seen in the call's trace although nothing in their names says so. */
  secrets?: readonly string[];
  /** A question beside the matter: it has no place in the trace of what was done. */
  untraced?: true;
}

export interface HttpResponse {
  status: number;
  headers: Record<string, string>;
  /** Parsed when it is JSON, else text. */
  body: unknown;
}

/**
 * The one way a connector reaches the outside. It throws `ConnectorError` only for what kept it from getting an answer
 * (`retryable` when nothing was sent, `uncertain` or `timeout` when something may have been); statuses are the connector's to read.
 */
export interface HttpClient {
  request(request: HttpRequest): Promise<HttpResponse>;
}
