const field = (error: unknown, name: "code" | "constraint"): unknown =>
  error instanceof Error && name in error ? (error as unknown as Record<string, unknown>)[name] : undefined;

/** A row that others still refer to, or that refers to one that is not there. */
export const isForeignKeyViolation = (error: unknown): boolean => field(error, "code") === "23503";

export const isUniqueViolation = (error: unknown, index: string): boolean =>
  field(error, "code") === "23505" && field(error, "constraint") === index;
