import type { InputSource } from "@velodrome/contract";
import { data, type Part, type Phrase, spaced, value, words } from "../../lib/phrase.ts";

/** Paths of Messenger items that have a common name of their own. */
const knownPaths: Readonly<Record<string, string>> = {
  "message.text": "message text",
  "message.quick_reply.payload": "quick reply payload",
  "sender.id": "sender",
  "recipient.id": "recipient",
  "postback.payload": "postback payload",
  "postback.title": "postback title",
};

const pathWords = (path: string): string => knownPaths[path] ?? spaced(path.replaceAll(".", " "));

const pathLike = /^[A-Za-z_][\w]*(\.[A-Za-z_][\w]*)+$/;

/** Inside a template stands JSONata over all steps; where it is only a path, its first name is the step. */
function templatePart(expression: string): Part {
  const path = expression.trim();
  return pathLike.test(path) ? data(pathWords(path.slice(path.indexOf(".") + 1))) : data(path);
}

function templatePhrase(template: string): Phrase {
  const parts: Part[] = [];
  let end = 0;
  for (const hole of template.matchAll(/\{\{(.*?)\}\}/gs)) {
    if (hole.index > end) parts.push(value(template.slice(end, hole.index)));
    parts.push(templatePart(hole[1] ?? ""));
    end = hole.index + hole[0].length;
  }
  if (end < template.length) parts.push(value(template.slice(end)));
  return parts;
}

const plain = (given: unknown): string => (typeof given === "string" ? given : (JSON.stringify(given) ?? "nothing"));

const listed = (parts: readonly InputSource[]): Phrase =>
  parts.flatMap((part, at) => [...(at === 0 ? [] : [words(", ")]), ...describeSource(part)]);

/** Where a value comes from, in words. */
export function describeSource(source: InputSource): Phrase {
  if ("list" in source) return listed(source.list);
  if ("fields" in source) return listed(Object.values(source.fields));
  if ("value" in source) return [value(plain(source.value))];
  if ("step" in source) return [data(pathWords(source.path))];
  if ("template" in source) return templatePhrase(source.template);
  if ("expression" in source) return [data(source.expression)];
  return [words("variable "), data(source.variable)];
}
