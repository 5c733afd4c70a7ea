/** What is wrong with a piece of a cycle document before it ever ran; a person is told while they build. */
export class SourceError extends Error {
  override readonly name = "SourceError";
  readonly code: "expression_invalid" | "template_invalid" | "pattern_invalid";
  /** Where in the text, in characters from 0; null when it is the whole of it. */
  readonly position: number | null;

  constructor(code: SourceError["code"], message: string, position: number | null, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
    this.position = position;
  }
}
