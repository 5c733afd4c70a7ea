import { z } from "zod";
import { ApiError } from "../../lib/api-error.ts";
import { capital } from "../../lib/phrase.ts";
import { serverWords } from "../../lib/server-words.ts";
import { texts } from "./import-texts.ts";

/** The server found the cycle in a file flawed: in words, where and why. */
export class RefusedFileError extends Error {
  override readonly name = "RefusedFileError";
  readonly problems: readonly string[];

  constructor(problems: readonly string[], cause: unknown) {
    super(texts.flawed, { cause });
    this.problems = problems;
  }
}

const ofShape = z.object({ problems: z.array(z.object({ path: z.string(), message: z.string() })).min(1) });
const ofGraph = z.object({ flaws: z.array(z.object({ message: z.string() })).min(1) });
const inStep = /^document\.steps\.(\d+)(?:\.(.+))?$/;
const steps = z.object({ document: z.object({ steps: z.array(z.unknown()) }) });
const title = z.object({ name: z.string().min(1).optional(), id: z.string().optional() });
const shownAtMost = 20;

/** What a step of the file is called: by a person, else by its id, else by where it stands. */
function titleAt(file: unknown, index: number): string {
  const { name, id } = title.safeParse(steps.safeParse(file).data?.document.steps[index]).data ?? {};
  const own = name ?? id;
  return own === undefined ? texts.stepAt(index + 1) : `“${own}”`;
}

function inWords(file: unknown, path: string, message: string): string {
  const [, index, field = null] = inStep.exec(path) ?? [];
  const what = `${serverWords(message)}.`;
  if (index !== undefined) return capital(texts.at(titleAt(file, Number(index)), field, what));
  return path === "" ? capital(what) : texts.at(path, null, what);
}

function problemsIn(details: unknown, file: unknown): string[] {
  const shape = ofShape.safeParse(details).data;
  if (shape !== undefined) return shape.problems.map(({ path, message }) => inWords(file, path, message));
  return ofGraph.safeParse(details).data?.flaws.map(({ message }) => serverWords(message)) ?? [];
}

/** What the server said of a file, step by step; the error as it is where it is about something else. */
export function refusedFile(error: unknown, file: unknown): unknown {
  const problems = error instanceof ApiError ? [...new Set(problemsIn(error.details, file))] : [];
  if (problems.length === 0) return error;
  const rest = problems.length - shownAtMost;
  return new RefusedFileError([...problems.slice(0, shownAtMost), ...(rest > 0 ? [texts.more(rest)] : [])], error);
}
