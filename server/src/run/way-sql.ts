import { type RawBuilder, sql } from "kysely";
import type { CountedSteps } from "./counted-steps.ts";

/**
 * Of a finished attempt `s`: whether it went out of its step. What failed for good did not, except where its policy went on,
 * nor did a Filter that does not hold, a For each whose run ended inside of it, or what one has collected of an item, which
 * stands one deeper than itself.
 */
export function tookAWay({ loops, filters }: CountedSteps): RawBuilder<unknown> {
  const conditions = [
    sql`(s.status IN ('succeeded', 'skipped')
      OR (s.status = 'failed' AND (s.port IS NOT NULL OR s.error::text LIKE '%"ignored":true%')))`,
    ...(filters.length === 0
      ? []
      : [
          sql`(s.step <> ALL (${filters}::text[]) OR s.status = 'skipped' OR s.port IS NOT NULL
            OR (s.status = 'succeeded' AND s.output ->> 'result' IS DISTINCT FROM 'false'))`,
        ]),
    ...loops.map(
      ({ step, depth }) => sql`(s.step <> ${step}
        OR (s.port IS DISTINCT FROM 'item' AND cardinality(string_to_array(s.path, '.')) = ${depth}::int))`,
    ),
  ];
  return sql`(${sql.join(conditions, sql` AND `)})`;
}

/**
 * Of each run and each For each that `attempts` are inside of: how many items they are of, and the path of the first and of
 * the last of them. Items come one after another, and each has an attempt at least. Nothing is done where there are no loops.
 */
export function itemsReached({ loops }: CountedSteps): RawBuilder<unknown> {
  const inside = loops.flatMap(({ step, depth, body }) => body.map((each) => ({ loop: step, depth, step: each })));
  if (inside.length === 0) return sql`SELECT NULL::uuid, NULL, 0, NULL, NULL WHERE false`;
  const of = [inside.map(({ loop }) => loop), inside.map(({ depth }) => depth), inside.map(({ step }) => step)];
  return sql`
    SELECT run_id, loop, sum(last - first + 1)::int,
      array_to_string(min(list || first), '.'), array_to_string(max(list || last), '.')
    FROM (
      SELECT a.run_id, i.loop, at.path[1:i.depth] AS list, min(at.path[i.depth + 1]) AS first, max(at.path[i.depth + 1]) AS last
      FROM attempts a JOIN unnest(${of[0]}::text[], ${of[1]}::int[], ${of[2]}::text[]) AS i(loop, depth, step) ON i.step = a.step
      CROSS JOIN LATERAL (SELECT string_to_array(a.path, '.')::int[]) AS at(path)
      GROUP BY 1, 2, 3
    ) lists GROUP BY 1, 2`;
}
