/** One outside call. Exactly one of `json` and `form` may be given. */
export interface HttpRequest {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  url: string;
  headers?: Record<string, string>;
  json?: unknown;
  form?: Record<string, string>;
  /** No answer within this many ms fails with kind `timeout`. */
  timeoutMs?: number;
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
