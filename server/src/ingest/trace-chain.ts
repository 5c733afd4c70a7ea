import { type TraceAct, type TraceAnswer, type TraceFinding, type TraceLink, traceLinks } from "@velodrome/contract";

/** What is known of a message's way, gathered beforehand; ids are those of the wire. */
export interface TraceFacts {
  /** When it came in. */
  arrivedAt: string | null;
  /** Where it should have come in, when nothing of it was kept. */
  missing: Missing | null;
  routed: Finding | null;
  cycle: Finding | null;
  run: RunFacts | null;
  delivered: DeliveredFacts | null;
}

/** One answer that can be given without looking at another. */
export interface Finding {
  answer: TraceAnswer;
  message: string;
  /** When that was, where it has a time. */
  at?: string | null;
  act: TraceAct | null;
}

export interface Missing {
  arrived: Finding;
  /** What its Setup turned away about then; null when nothing. */
  signature: Finding | null;
}

export interface RunFacts {
  status: string;
  failure: { message: string; step: string | null } | null;
  /** Steps that went out by a port, in order. */
  ports: readonly { name: string; port: string }[];
  sends: readonly { name: string; status: string; failure: string | null; at: string | null }[];
  openRun: TraceAct;
  startCycle: TraceAct;
}

export interface DeliveredFacts {
  /** The best that is told of any message that was sent. */
  state: "seen" | "delivered" | "accepted" | "untold";
  /** Whether the application was asked to tell. */
  asked: boolean;
  openConnection: TraceAct | null;
}

const unfinished: Readonly<Record<string, string>> = {
  queued: "The run waits for its turn.",
  running: "The run is under way.",
  sleeping: "The run sleeps and goes on by itself.",
  waiting: "The run waits and goes on by itself.",
};

const ports: Readonly<Record<string, string>> = {
  true: "“If so”",
  false: "“Otherwise”",
  default: "“Otherwise”",
  error: "“If it fails”",
};

const wayOf = ({ ports: taken }: RunFacts): string =>
  taken.map(({ name, port }) => `at “${name}” it went out by ${ports[port] ?? `“${port}”`}`).join(", then ");

function portFinding(run: RunFacts): Finding {
  const { status, sends, failure, openRun } = run;
  if (status === "held") {
    const message =
      "The run is held: its cycle was stopped before its turn came. It goes on when the cycle is started.";
    return { answer: "no", message, act: run.startCycle };
  }
  if (status === "cancelled") return { answer: "no", message: "The run was cancelled.", act: openRun };
  if (status === "absorbed") {
    return {
      answer: "yes",
      message: "Another run of the cycle was waiting for this message and took it.",
      act: openRun,
    };
  }
  const way = wayOf(run);
  const where = failure?.step == null ? "" : ` at “${failure.step}”`;
  if (failure !== null && sends.length === 0) {
    return { answer: "no", message: `The run failed${where}: ${failure.message}`, act: openRun };
  }
  const going = unfinished[status];
  if (going !== undefined && sends.length === 0) return { answer: "unknown", message: going, act: openRun };
  if (sends.length === 0) {
    const message =
      way === ""
        ? "The run did all its steps, and none of them sends anything."
        : `${capital(way)}, where nothing is sent.`;
    return { answer: "no", message, act: openRun };
  }
  return { answer: "yes", message: way === "" ? "No step parted the way." : `${capital(way)}.`, act: null };
}

function sentFinding({ sends, openRun }: RunFacts): Finding {
  const failed = sends.find(({ status }) => status === "failed");
  if (failed !== undefined) {
    return {
      answer: "no",
      message: `“${failed.name}” failed: ${failed.failure ?? "it did not say why"}`,
      at: failed.at,
      act: openRun,
    };
  }
  const uncertain = sends.find(({ status }) => status !== "succeeded");
  if (uncertain !== undefined) {
    return { answer: "unknown", message: `It is not known yet whether “${uncertain.name}” was sent.`, act: openRun };
  }
  const names = [...new Set(sends.map(({ name }) => `“${name}”`))].join(", ");
  const message = `${names} went out, and the application took it.`;
  return { answer: "yes", message, at: sends.at(-1)?.at ?? null, act: null };
}

function deliveredFinding({ state, asked, openConnection }: DeliveredFacts): Finding {
  if (state === "seen") return { answer: "yes", message: "It was delivered, and the person has seen it.", act: null };
  if (state === "delivered") return { answer: "yes", message: "It was delivered to the person.", act: null };
  const taken = state === "accepted" ? "The Page shows the message. " : "";
  if (!asked) {
    const message = `${taken}The application was not asked to tell of deliveries: message_deliveries is not subscribed.`;
    return { answer: "unknown", message, act: openConnection };
  }
  return { answer: "unknown", message: `${taken}The application has not told of a delivery.`, act: null };
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function* findings(facts: TraceFacts): Generator<[TraceLink, Finding]> {
  if (facts.missing !== null) {
    yield ["arrived", facts.missing.arrived];
    if (facts.missing.signature !== null) yield ["signature", facts.missing.signature];
    return;
  }
  yield ["arrived", { answer: "yes", message: "It arrived and was kept.", at: facts.arrivedAt, act: null }];
  yield ["signature", { answer: "yes", message: "Its signature was genuine.", act: null }];
  if (facts.routed !== null) yield ["routed", facts.routed];
  if (facts.cycle !== null) yield ["cycle", facts.cycle];
  if (facts.run === null) return;
  yield ["port", portFinding(facts.run)];
  if (facts.run.sends.length === 0) return;
  yield ["sent", sentFinding(facts.run)];
  if (facts.delivered !== null) yield ["delivered", deliveredFinding(facts.delivered)];
}

const unreached: Finding = { answer: "unreached", message: "It did not come this far.", act: null };

/** An answer for every link; after the first `no` nothing was reached. */
export function traceChain(facts: TraceFacts): TraceFinding[] {
  const found = new Map<TraceLink, Finding>();
  for (const [link, finding] of findings(facts)) {
    found.set(link, finding);
    if (finding.answer === "no") break;
  }
  return traceLinks.map((link) => ({ link, at: null, ...(found.get(link) ?? unreached) }));
}
