/** What keeps a template from being read. `position` in characters from 0. */
export class TemplateError extends Error {
  override readonly name = "TemplateError";
  readonly position: number;

  constructor(message: string, position: number) {
    super(message);
    this.position = position;
  }
}

/** A template's text in order: what stands as it is, and what is an expression. */
export type TemplatePart = { kind: "text"; text: string } | { kind: "expression"; text: string; position: number };

/**
 * Cuts `Hello {{ message.text }}` into its parts. An expression ends at the first `}}` that is not inside a string,
 * a quoted name, a regular expression, a comment or an object of its own. `}}` without `{{` is plain text.
 */
export function scanTemplate(template: string): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let from = 0;
  for (let open = template.indexOf("{{"); open >= 0; open = template.indexOf("{{", from)) {
    if (open > from) parts.push({ kind: "text", text: template.slice(from, open) });
    const end = endOfExpression(template, open + 2);
    if (end === null) {
      throw new TemplateError(`The {{ at character ${open} is never closed by }}.`, open);
    }
    const text = template.slice(open + 2, end);
    if (text.trim() === "") {
      throw new TemplateError(`There is nothing between {{ and }} at character ${open}.`, open);
    }
    parts.push({ kind: "expression", text, position: open + 2 });
    from = end + 2;
  }
  if (from < template.length) parts.push({ kind: "text", text: template.slice(from) });
  return parts;
}

function endOfExpression(text: string, start: number): number | null {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const letter = text[at];
    if (letter === "{") depth += 1;
    else if (letter === "}" && depth > 0) depth -= 1;
    else if (letter === "}" && text[at + 1] === "}") return at;
    else if (letter === '"' || letter === "'" || letter === "`") at = endOfQuoted(text, at);
    else if (letter === "/" && text[at + 1] === "*") at = endOfComment(text, at);
    else if (letter === "/" && startsRegex(text.slice(start, at))) at = endOfQuoted(text, at);
  }
  return null;
}

/** The closing quote; backslashes escape, except in a quoted name. Past the end when there is none. */
function endOfQuoted(text: string, open: number): number {
  const quote = text[open];
  for (let at = open + 1; at < text.length; at++) {
    if (text[at] === "\\" && quote !== "`") at += 1;
    else if (text[at] === quote) return at;
  }
  return text.length;
}

function endOfComment(text: string, open: number): number {
  const close = text.indexOf("*/", open + 2);
  return close < 0 ? text.length : close + 1;
}

/** A slash divides after a value, and opens a regular expression where a value is expected. */
const startsRegex = (before: string): boolean => /(^|[([{,;:?=<>!&|~^+*%/-]|\.\.|\b(and|or|in))\s*$/.test(before);
