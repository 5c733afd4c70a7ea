import { type InputSource, type Source, scanTemplate, TemplateError } from "@velodrome/contract";

function expressionOfTemplate(template: string): string {
  try {
    const parts = scanTemplate(template).map(({ kind, text }) =>
      kind === "text" ? JSON.stringify(text) : `(${text.trim()})`,
    );
    return parts.length === 0 ? '""' : ['""', ...parts].join(" & ");
  } catch (cause) {
    if (cause instanceof TemplateError) return JSON.stringify(template);
    throw cause;
  }
}

/** What makes up a value, written as one expression. `plain` writes one that has no parts. */
export function expressionOf(
  source: InputSource,
  plain: (mapped: Extract<Source, { step: string }>) => string,
): string {
  if ("list" in source) return `[${source.list.map((each) => expressionOf(each, plain)).join(", ")}]`;
  if ("fields" in source) {
    const entries = Object.entries(source.fields).map(
      ([name, each]) => `${JSON.stringify(name)}: ${expressionOf(each, plain)}`,
    );
    return `{ ${entries.join(", ")} }`;
  }
  if ("value" in source) return JSON.stringify(source.value ?? null);
  if ("step" in source) return plain(source);
  if ("template" in source) return expressionOfTemplate(source.template);
  return "expression" in source ? `(${source.expression})` : `$variables.${source.variable}`;
}

/** What is written here, without what only a run would know. */
export function writtenPart(source: InputSource): unknown {
  if ("value" in source) return source.value;
  if ("list" in source) return source.list.map(writtenPart).filter((each) => each !== undefined);
  if ("template" in source) return source.template;
  if (!("fields" in source)) return undefined;
  const entries = Object.entries(source.fields).map(([name, each]) => [name, writtenPart(each)] as const);
  return Object.fromEntries(entries.filter(([, each]) => each !== undefined));
}
