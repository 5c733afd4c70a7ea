import { cycleDocument } from "@velodrome/contract";
import { z } from "zod";
import { ApiError, mayPass } from "../../../lib/api-error.ts";
import { sameDocument } from "../document/difference.ts";
import type { Draft, DraftKeeper } from "./kept-draft.ts";

/** What stands at the server, as far as is known here. */
export interface Saved extends Draft {
  revision: number;
}

export type SaveState =
  | { kind: "saved" }
  /** Changed, and sent as soon as the person pauses. */
  | { kind: "changed" }
  | { kind: "saving" }
  /** No answer: kept in this browser, and tried again. */
  | { kind: "away" }
  /** Somebody else changed it meanwhile; nothing is sent until a person has chosen. */
  | { kind: "conflict"; theirs: Saved }
  /** The server says no, and would say so again. */
  | { kind: "refused"; error: unknown };

export interface Start {
  saved: Saved;
  /** What is saved is of a later revision than the one it says, from which the draft was made. */
  behind: boolean;
  /** What was sent before, by a page that was left, and may be at the server or come there yet. */
  unanswered: readonly Draft[];
}

export interface AutosaveDeps {
  /** Answers what the server then has. */
  send: (draft: Draft, revision: number) => Promise<Saved>;
  keeper: Pick<DraftKeeper, "keep" | "forgetOwn">;
  now: () => number;
  onState: (state: SaveState) => void;
  onSaved: (saved: Saved) => void;
}

/** @internal From the last change until it is sent, in ms. */
export const savePause = 600;
/** Whoever writes without a pause is not waited for longer than this, in ms. */
const saveWithin = 900;
const firstRetry = 1000;
const longestRetry = 15_000;

const stale = z.object({ revision: z.number().int(), name: z.string(), document: cycleDocument });

/** What the server has now, where that is why it said no. */
const standingThere = (error: unknown): Saved | undefined =>
  error instanceof ApiError && error.code === "revision_stale" ? stale.safeParse(error.details).data : undefined;

const same = (a: Draft, b: Draft): boolean => a.name.trim() === b.name.trim() && sameDocument(a.document, b.document);

/**
 * Brings every change to the server, in order, one request at a time. What is not there yet is kept in the browser. A change
 * made elsewhere is never overwritten unasked: the server compares revisions, and a person chooses.
 */
export class Autosave {
  readonly #deps: AutosaveDeps;
  #revision: number;
  #sent: Draft;
  /** What the server had when it answered last: without a name it keeps its own. Null where that is not known. */
  #there: Draft | null;
  #draft: Draft;
  /** On their way, or without an answer: the server may have them or not. */
  #unanswered: readonly Draft[];
  #state: SaveState = { kind: "saved" };
  #timer: ReturnType<typeof setTimeout> | undefined;
  #wait = firstRetry;
  #sending: Promise<void> | null = null;
  /** When the first change was made that is not on its way, in ms. */
  #changedAt: number | null = null;
  #handedOver = false;

  /** What is known of the draft when its page is opened. */
  constructor(deps: AutosaveDeps, { saved, behind, unanswered }: Start) {
    this.#deps = deps;
    this.#revision = saved.revision;
    this.#sent = { name: saved.name, document: saved.document };
    this.#there = behind ? null : this.#sent;
    this.#draft = this.#sent;
    this.#unanswered = unanswered;
  }

  get state(): SaveState {
    return this.#state;
  }

  get revision(): number {
    return this.#revision;
  }

  get unsaved(): boolean {
    return this.#draft.document !== this.#sent.document || this.#draft.name !== this.#sent.name;
  }

  /** Takes note of the draft as it is now. */
  change(draft: Draft): void {
    if (draft.document === this.#draft.document && draft.name === this.#draft.name) return;
    this.#draft = draft;
    if (!this.unsaved) {
      this.#deps.keeper.forgetOwn();
      if (this.#state.kind !== "conflict" && this.#sending === null) this.#set({ kind: "saved" });
      return;
    }
    this.#keep();
    if (this.#state.kind === "conflict" || this.#sending !== null) return;
    if (this.#state.kind !== "away") this.#set({ kind: "changed" });
    const now = this.#deps.now();
    this.#changedAt ??= now;
    this.#later(Math.max(0, Math.min(savePause, this.#changedAt + saveWithin - now)));
  }

  /** Sends what is unsaved at once; afterwards it is saved, or the state says why not. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    while (this.#sending !== null) await this.#sending;
    if (this.unsaved && this.#state.kind !== "conflict" && !this.#handedOver) await this.#send();
  }

  /** The connection may be back. */
  retry(): void {
    if (this.#state.kind === "away") void this.flush();
  }

  /** Of a conflict: what is here replaces what is there. */
  async keepMine(): Promise<void> {
    if (this.#state.kind !== "conflict") return;
    this.#revision = this.#state.theirs.revision;
    this.#set({ kind: "changed" });
    await this.#send();
  }

  /** What is there is the draft now: of a conflict, or when nothing is unsaved here. */
  adopt(theirs: Saved): void {
    this.#revision = theirs.revision;
    this.#sent = { name: theirs.name, document: theirs.document };
    this.#there = this.#sent;
    this.#draft = this.#sent;
    this.#unanswered = [];
    this.#deps.keeper.forgetOwn();
    this.#set({ kind: "saved" });
  }

  /** Another goes on with the draft: what is on its way may arrive, but nothing is sent or kept any more. */
  handOver(): void {
    this.#handedOver = true;
    clearTimeout(this.#timer);
  }

  #later(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), ms);
  }

  #send(): Promise<void> {
    this.#sending = this.#sendNow().finally(() => {
      this.#sending = null;
    });
    return this.#sending.then(() => this.#goOn());
  }

  /** What changed while the last request was on its way. */
  #goOn(): void {
    if (this.#state.kind === "saved" && this.unsaved) {
      this.#keep();
      this.#set({ kind: "changed" });
      this.#later(savePause);
    }
  }

  async #sendNow(): Promise<void> {
    const draft = this.#draft;
    this.#changedAt = null;
    this.#unanswered = [...this.#unanswered.filter((one) => one !== draft), draft];
    this.#set({ kind: "saving" });
    try {
      const saved = await this.#deps.send(draft, this.#revision);
      if (!this.#handedOver) this.#arrived(draft, saved);
    } catch (error) {
      if (this.#handedOver) return;
      const there = standingThere(error);
      if (there === undefined) this.#failed(draft, error);
      else await this.#overtaken(draft, there);
    }
  }

  #arrived(draft: Draft, saved: Saved): void {
    this.#wait = firstRetry;
    this.#unanswered = [];
    this.#revision = saved.revision;
    this.#sent = draft;
    this.#there = { name: saved.name, document: draft.document };
    if (!this.unsaved) this.#deps.keeper.forgetOwn();
    this.#set({ kind: "saved" });
    this.#deps.onSaved(saved);
  }

  /**
   * The server has another revision than it was told. Where that is a draft of ours whose answer never came, or still the one
   * that was known, nobody else has drawn anything, and there is nothing to choose.
   */
  async #overtaken(draft: Draft, there: Saved): Promise<void> {
    const known = this.#there;
    const name = known?.name ?? there.name;
    const own = this.#unanswered.findLast((one) => same(one.name.trim() === "" ? { ...one, name } : one, there));
    if (own === draft) {
      this.#arrived(draft, there);
    } else if (own !== undefined || (known !== null && same(known, there))) {
      this.#revision = there.revision;
      await this.#sendNow();
    } else {
      this.#set({ kind: "conflict", theirs: there });
    }
  }

  #failed(draft: Draft, error: unknown): void {
    if (mayPass(error)) {
      this.#set({ kind: "away" });
      this.#later(this.#wait);
      this.#wait = Math.min(this.#wait * 2, longestRetry);
    } else {
      this.#unanswered = this.#unanswered.filter((one) => one !== draft);
      this.#set({ kind: "refused", error });
    }
  }

  #keep(): void {
    const unanswered = this.#unanswered.filter((one) => one !== this.#draft);
    this.#deps.keeper.keep({ ...this.#draft, revision: this.#revision, at: this.#deps.now(), unanswered });
  }

  #set(state: SaveState): void {
    this.#state = state;
    this.#deps.onState(state);
  }
}
