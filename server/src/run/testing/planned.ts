import type { Pool, QueryConfig } from "pg";

/** A node of a plan as `EXPLAIN (FORMAT JSON)` writes it. */
export interface PlanNode {
  "Node Type": string;
  "Index Name"?: string;
  "Index Cond"?: string;
  "Relation Name"?: string;
  Plans?: PlanNode[];
}

/** All nodes of a plan, from the top. */
export const nodesOf = <Node extends PlanNode>(node: Node): Node[] => [
  node,
  ...((node.Plans ?? []) as Node[]).flatMap((each) => nodesOf(each)),
];

/** The statement that something sends first; it is told that there were no rows. */
export async function statementOf(send: (pool: Pool) => Promise<unknown>): Promise<QueryConfig> {
  let sent: QueryConfig | undefined;
  await send({ query: async (statement: QueryConfig) => ((sent ??= statement), { rows: [] }) } as unknown as Pool);
  if (!sent) throw new Error("Nothing was sent.");
  return sent;
}

/** Plans the statement in this session as one that is prepared, whatever its parameters will be. */
export async function planOnce(pool: Pool, { text, values = [] }: QueryConfig): Promise<PlanNode[]> {
  await pool.query(`PREPARE planned AS ${text}`);
  try {
    const { rows } = await pool.query<{ "QUERY PLAN": { Plan: PlanNode }[] }>(
      `EXPLAIN (FORMAT JSON) EXECUTE planned(${values.map(() => "NULL").join(", ")})`,
    );
    const [plan] = rows[0]?.["QUERY PLAN"] ?? [];
    if (!plan) throw new Error("PostgreSQL gave no plan.");
    return nodesOf(plan.Plan);
  } finally {
    await pool.query("DEALLOCATE planned");
  }
}
