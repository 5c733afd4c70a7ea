import { RE2JS } from "re2js";
import { evaluateHere, limitsAtAll, TooLong } from "./effort.ts";
import { terminal } from "./failure.ts";
import { SourceError } from "./source-error.ts";

const maxPatternLength = 1000;
/** States of a pattern times letters of a text. RE2 never backtracks, so this is done within some tenth of a millisecond. */
const littleWork = 5000;

/** A regular expression that cannot block: RE2 syntax, so no look-around and no back references. */
export interface Pattern {
  /** Whether some part of the text fits. */
  test(text: string): boolean;
}

/** Throws `SourceError` for what is no pattern. */
export function compilePattern(source: string, ignoreCase = false): Pattern {
  if (source.length > maxPatternLength) {
    throw new SourceError("pattern_invalid", `A pattern may have ${maxPatternLength} characters.`, null);
  }
  const compiled = compileRe2(source, ignoreCase ? RE2JS.CASE_INSENSITIVE : 0);
  const size = compiled.matcher("").programSize();
  return {
    test(text) {
      const work = size * text.length;
      if (work <= littleWork) return compiled.test(text);
      checkWork(source, size, text.length);
      const task = () => ({ kind: "pattern", source, ignoreCase, text }) as const;
      return evaluateHere(`${ignoreCase}/${source}/${text}`, task, ({ patternWork }) => {
        if (work > patternWork) throw new TooLong("a pattern that large on a text that long");
        return compiled.test(text);
      });
    },
  };
}

function compileRe2(source: string | RegExp, flags: number): RE2JS {
  try {
    return RE2JS.compile(RE2JS.translateRegExp(source), flags);
  } catch (cause: unknown) {
    const reason = cause instanceof Error ? cause.message.replace(/^error parsing regexp: /, "") : String(cause);
    const message = `The pattern ${String(source)} cannot be used: ${reason}. Look-around and back references do not exist here.`;
    throw new SourceError("pattern_invalid", message, null, { cause });
  }
}

function checkWork(source: string, size: number, length: number): void {
  if (size * length <= limitsAtAll.patternWork) return;
  const message = `The pattern ${source} is too large for a text of ${length} characters. Make it simpler.`;
  throw terminal("expression_too_long", message, { pattern: source, length });
}

/** One compiled pattern per literal, however often an expression meets it. */
const compiledLiterals = new WeakMap<RegExp, RE2JS>();

/** Throws `SourceError` for a literal of an expression that RE2 does not know. */
export function compileLiteral(literal: RegExp): RE2JS {
  const known = compiledLiterals.get(literal);
  if (known) return known;
  const compiled = compileRe2(literal, 0);
  compiledLiterals.set(literal, compiled);
  return compiled;
}

/** What JSONata asks of a regular expression: `exec` that goes on from `lastIndex`. */
export class Re2RegexEngine {
  lastIndex = 0;
  readonly #pattern: RE2JS;
  readonly #source: string;

  constructor(literal: RegExp) {
    this.#pattern = compileLiteral(literal);
    this.#source = literal.source;
  }

  exec(text: string): (string[] & { index: number }) | null {
    const matcher = this.#pattern.matcher(text);
    checkWork(this.#source, matcher.programSize(), text.length - this.lastIndex);
    if (this.lastIndex > text.length || !matcher.find(this.lastIndex)) {
      this.lastIndex = 0;
      return null;
    }
    const groups: string[] = [];
    for (let at = 0; at <= matcher.groupCount(); at++) groups.push(matcher.group(at) ?? "");
    this.lastIndex = matcher.end();
    return Object.assign(groups, { index: matcher.start() });
  }
}
