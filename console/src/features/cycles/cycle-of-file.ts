import { jsonFault } from "../../lib/json-fault.ts";
import { texts } from "./import-texts.ts";

/** A person chose a file that holds no cycle; the message says what it is instead, and what to do. */
class NoCycleFileError extends Error {
  override readonly name = "NoCycleFileError";
}

/** What the server takes at once. */
const bytesAtMost = 4 * 1024 * 1024;
/** Of the files that are read here. */
const format = 1;

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function parsed(text: string): unknown {
  const fault = jsonFault(text);
  if (fault !== null) throw new NoCycleFileError(texts.noJson(fault.line, fault.column));
  return JSON.parse(text);
}

/** Whose export it is, by what only theirs have; null of any other. */
function foreignProduct(json: unknown): string | null {
  const flows = isFields(json) ? json["flows"] : json;
  if (Array.isArray(flows) && flows.some((node) => isFields(node) && "wires" in node)) return "Node-RED";
  if (!isFields(json)) return null;
  if (Array.isArray(json["nodes"]) && isFields(json["connections"])) return "n8n";
  return Array.isArray(json["flow"]) && isFields(json["metadata"]) ? "Make" : null;
}

/** Steps as they are copied from the canvas, or the whole document as the Builder copies it. */
function documentOf(json: Fields): Fields | null {
  const { velodrome, ...document } = json;
  if (velodrome !== undefined && velodrome !== "steps") return null;
  return Array.isArray(document["steps"]) && Array.isArray(document["edges"]) ? document : null;
}

const named = (fileName: string): string =>
  fileName
    .replace(/\.[^.]*$/, "")
    .trim()
    .slice(0, 200) || texts.unnamed;

/**
 * What the server is sent of a file; it looks at the document itself.
 * @internal for its test
 * @throws NoCycleFileError when there is nothing in it to make a cycle of
 */
export function cycleOfFile(text: string, fileName: string): Fields {
  if (text.trim() === "") throw new NoCycleFileError(texts.empty);
  const json = parsed(text);
  const foreign = foreignProduct(json);
  if (foreign !== null) throw new NoCycleFileError(texts.foreign(foreign));
  if (!isFields(json)) throw new NoCycleFileError(texts.noCycle);
  const document = documentOf(json);
  if (document !== null) return { velodrome: "cycle", format, name: named(fileName), document };
  const { velodrome } = json;
  if (velodrome === undefined) throw new NoCycleFileError(texts.noCycle);
  if (velodrome !== "cycle") throw new NoCycleFileError(texts.otherKind(String(velodrome)));
  if (json["format"] !== format) throw new NoCycleFileError(texts.otherFormat(json["format"], format));
  return json;
}

/** The same of what a person chose. @throws NoCycleFileError */
export async function readCycleFile(file: File): Promise<Fields> {
  if (file.size > bytesAtMost) throw new NoCycleFileError(texts.tooLarge(file.size / 1024 / 1024));
  return cycleOfFile(await file.text(), file.name);
}
