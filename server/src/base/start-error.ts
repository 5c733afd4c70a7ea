/**
 * A reason why the program cannot start (or go on) that the person who started it can act on.
 * The message is one line that says what was tried and what to do; the entry prints it without a stack and exits.
 */
export class StartError extends Error {
  override readonly name: string = "StartError";
  readonly exitCode: number = 1;
}
