import type { TraceAct, TraceAnswer, TraceLink } from "@velodrome/contract";

/** Texts about tracing a message. */
export const texts = {
  heading: "Trace a message",
  hint: "Follow a message from Facebook through a cycle and back to the person. The first “no” says why and what to do.",
  mid: "Message id (mid)",
  midHint: "Begins with m_",
  or: "or",
  page: "Page",
  pageHint: "The Page's id",
  anyPage: "Choose a Page",
  at: "Written around",
  person: "Person's id",
  optional: "Not needed",
  trace: "Trace",
  tooLittle: "Give the message's id, or a Page and a time.",
  from: (text: string) => `“${text}”`,
  noText: "A message without text",
  chain: "Where it went",
  links: {
    arrived: "Did it arrive?",
    signature: "Was it genuine?",
    routed: "Does an account have its Page?",
    cycle: "Did a running cycle take it?",
    port: "Did it come to a step that sends?",
    sent: "Was the answer sent?",
    delivered: "Was it delivered?",
  } satisfies Record<TraceLink, string>,
  answers: { yes: "Yes", no: "No", unknown: "Not known", unreached: "Not reached" } satisfies Record<
    TraceAnswer,
    string
  >,
  acts: {
    connect_page: "Connect the Page",
    open_connection: "Open the connection",
    open_setup: "Open the Setup",
    start_cycle: "Go to the cycle to run it",
    new_cycle: "Go to the cycles",
    replay_event: "Run it again",
    open_run: "Open the run",
  } satisfies Record<TraceAct["kind"], string>,
  replayed: (runs: number) => {
    if (runs === 0) return "No run was started: no running cycle listens to it";
    return runs === 1 ? "1 run was started" : `${runs} runs were started`;
  },
  replayFailed: "It was not run again",
  openEvent: "Open the event",
  openConversation: "Open the conversation",
  others: "It may also be one of these",
  noneFound: "Nothing was found of it",
} as const;
