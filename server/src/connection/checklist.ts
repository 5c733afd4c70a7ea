import type { ChecklistItem, ChecklistRow } from "@velodrome/contract";
import { inWords } from "./finding-order.ts";
import { missingFields } from "./needed-fields.ts";
import { isOurWebhook } from "./setup-urls.ts";
import { nothingStands, type SetupFacts } from "./setup-facts.ts";

type State = Omit<ChecklistRow, "item">;

/** Rows of the go-live checklist and how far each has come; rows that the connector has no use for are left out. */
export function makeChecklist(facts: SetupFacts): ChecklistRow[] {
  const { application, webhooks, target, auth } = facts.connector;
  const signsIn = auth.some(({ kind }) => kind === "oauth2");
  const rows: [ChecklistItem, boolean, (facts: SetupFacts) => State][] = [
    ["public-address", signsIn || webhooks !== null, publicAddress],
    ["client-secret", application !== null, clientSecret],
    ["redirect-uri", signsIn, redirectUri],
    ["webhook", webhooks !== null, webhook],
    ["fields", application !== null && webhooks !== null, fields],
    ["page-connected", target !== null, pageConnected],
    ["first-message", webhooks !== null, firstMessage],
    ["app-live", application !== null, appLive],
    [
      "permissions",
      application !== null,
      ticked("permissions", "Permissions are granted by the application's review."),
    ],
    ["privacy-urls", application !== null, ticked("privacy-urls", "The privacy addresses are entered there.")],
  ];
  // Of connections that bring their own applications each has its own checklist, but for the address.
  const isHere = ([item]: (typeof rows)[number]) => !facts.setup.ownApps || item === "public-address";
  return rows.filter((each) => each[1] && isHere(each)).map(([item, , state]) => ({ item, ...state(facts) }));
}

const row = (state: State["state"], message: string, at: Date | string | null = null): State => ({
  state,
  message,
  at: at instanceof Date ? at.toISOString() : at,
});

function publicAddress({ unreachable, sandbox, publicUrl, connector }: SetupFacts): State {
  if (unreachable) return row("open", `${connector.title} cannot reach ${publicUrl}. Set a public Service Domain.`);
  // Whether anything answers there shows when the address is verified: nobody here looks from outside.
  return row("done", sandbox ? "The sandbox needs none." : `${publicUrl} is a public address with https.`);
}

function clientSecret({ setup }: SetupFacts): State {
  const { checkFailure, checkedAt, appName } = setup;
  if (checkFailure !== null && checkFailure.field !== null) return row("failed", checkFailure.message);
  if (checkedAt !== null) return row("done", `Your customers will see: ${appName ?? setup.clientId}`, checkedAt);
  return checkFailure === null
    ? row("open", "Not checked yet.")
    : row("unknown", `Not checked yet: ${checkFailure.message}`);
}

function redirectUri({ signedInAt }: SetupFacts): State {
  return signedInAt === null
    ? row(
        "open",
        "Nobody has signed in at this Service Domain yet: the first sign-in shows that the redirect URI is listed.",
      )
    : row("done", "Somebody has signed in.", signedInAt);
}

function webhook({ setup, webhookUrl, rejections, connector }: SetupFacts): State {
  const { registration, verifiedAt } = setup;
  if (registration !== null && registration.url !== "" && registration.url !== webhookUrl) {
    const whose = isOurWebhook(registration.url, setup) ? "a former address of ours" : "another address";
    return row("failed", `${connector.title} sends to ${whose}: ${registration.url}`);
  }
  if (registration?.url === webhookUrl && !registration.active) {
    return row("failed", `${connector.title} has switched the address off.`);
  }
  const wrong = rejections.find(({ reason }) => reason === "wrong_verify_token");
  if (wrong?.since) {
    return row(
      "failed",
      `A wrong Verify Token was used ${wrong.recent === 1 ? "once" : `${wrong.recent} times`} since ${inWords(wrong.since)}.`,
    );
  }
  if (verifiedAt !== null && nothingStands(setup)) {
    return row("open", `The address was verified, but it stands at ${connector.title} no more.`);
  }
  if (verifiedAt !== null) return row("done", "The address was verified.", verifiedAt);
  // An address stands there only after it was verified, also when that was before it could be seen from here.
  if (registration?.active && registration.url !== "")
    return row("done", "The address stands there.", registration.seenAt);
  return row("open", "The address was not verified yet.");
}

function fields({ setup, needed, connector }: SetupFacts): State {
  const { registration, lookFailure } = setup;
  if (registration === null) {
    return lookFailure === null
      ? row("open", "Nobody has looked yet which fields are subscribed.")
      : row("unknown", `${connector.title} could not be asked: ${lookFailure.message}`);
  }
  const missing = missingFields(needed, registration.fields);
  if (missing.length === 0) return row("done", "All needed fields are subscribed.", registration.seenAt);
  return row("open", `Missing: ${missing.join(", ")}`);
}

function pageConnected({ pages }: SetupFacts): State {
  if (pages.length === 0) return row("open", "No Page is connected yet.");
  return row("done", pages.length === 1 ? "1 Page is connected." : `${pages.length} Pages are connected.`);
}

function firstMessage({ lastEventAt }: SetupFacts): State {
  if (lastEventAt === null) return row("open", "Nothing has come yet. Write to the Page.");
  return row("done", `The last event came ${inWords(lastEventAt)}.`, lastEventAt);
}

function appLive({ setup }: SetupFacts): State {
  const at = setup.ticks["app-live"] ?? null;
  if (setup.live || at !== null) return row("done", "The app is live.", at);
  return row("open", "In development: only people with a role in the app can write to the Page.");
}

function ticked(tick: "permissions" | "privacy-urls", done: string): (facts: SetupFacts) => State {
  return ({ setup }) => {
    const at = setup.ticks[tick];
    return at === undefined
      ? row("open", "This cannot be seen from here: tick it once it is done.")
      : row("done", done, at);
  };
}
