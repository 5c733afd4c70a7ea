export interface GraphProblem {
  code: number;
  subcode?: number | undefined;
  status?: number | undefined;
  type?: string | undefined;
  headers?: Record<string, string> | undefined;
}

/** A failure as the Graph API tells it. Status 400 and type OAuthException unless said otherwise. */
export class GraphError extends Error {
  override readonly name = "GraphError";
  readonly problem: GraphProblem;

  constructor(message: string, problem: GraphProblem) {
    super(message);
    this.problem = problem;
  }

  get status(): number {
    return this.problem.status ?? 400;
  }

  toEnvelope(traceId: string): { error: Record<string, unknown> } {
    const { code, subcode, type } = this.problem;
    return {
      error: {
        message: this.message,
        type: type ?? "OAuthException",
        code,
        ...(subcode === undefined ? {} : { error_subcode: subcode }),
        fbtrace_id: traceId,
      },
    };
  }
}

export function invalid(what: string, subcode?: number): GraphError {
  return new GraphError(`(#100) ${what}`, { code: 100, subcode });
}

/** What Meta answers for an object that is not there, is not yours or cannot do this: it does not say which. */
export function unsupported(method: string, id: string): GraphError {
  return new GraphError(
    `Unsupported ${method.toLowerCase()} request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation`,
    { code: 100, subcode: 33, type: "GraphMethodException" },
  );
}

export function unknownPath(path: string): GraphError {
  return new GraphError(`Unknown path components: /${path}`, { code: 2500 });
}

export function nonexistingField(field: string, kind: string): GraphError {
  return invalid(`Tried accessing nonexisting field (${field}) on node type (${kind})`);
}

export const sentButFailed = (): GraphError =>
  new GraphError("Received invalid JSON reply", { code: 1, subcode: 1_357_046, status: 500 });
