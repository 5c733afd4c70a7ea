/** Texts about messages that came and were not answered. */
export const texts = {
  choice: "What becomes of them",
  atLeast: (count: string) => `more than ${count}`,
  unanswered: (count: string, one: boolean, since: string) =>
    one ? `${count} message since ${since} was not answered` : `${count} messages since ${since} were not answered`,
  older: (count: string, one: boolean) =>
    one ? `${count} is older than 24 hours` : `${count} are older than 24 hours`,
  allOlder: (one: boolean) => (one ? "which is older than 24 hours" : "all of them older than 24 hours"),
  none: "Answer none of them",
  noneHint: "Each can still be answered later, from the lists of events and runs.",
  recent: (count: string) => `Answer the ${count} of the last 24 hours`,
  all: (count: string, one: boolean) => (one ? "Answer it all the same" : `Answer all ${count}`),
  allHint: "Facebook may refuse answers to messages that are older than 24 hours.",
} as const;
