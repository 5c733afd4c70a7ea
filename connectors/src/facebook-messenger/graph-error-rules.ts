import type { FailureKind } from "@velodrome/kit";

/** One row of the table by which an error of the Graph API is taken. */
export interface GraphErrorRule {
  /** Absent where Meta prints the subcode alone: it may come as either. */
  code?: number;
  /** Absent: every subcode without a row of its own. */
  subcode?: number;
  /** Our code for it. */
  is: string;
  kind: FailureKind;
  /** What happened and what to do. */
  message: string;
  /** Only signing in again helps. */
  reauthenticate?: true;
}

const tokenDead = "Connect the Page again.";
const token = { code: 190, kind: "terminal", reauthenticate: true } as const;
const limited = {
  is: "rate_limited",
  kind: "retryable",
  message: "Facebook takes no more calls for now. It is tried again later; calling sooner would make the pause longer.",
} as const;
const window =
  "The person wrote more than 24 hours ago, so Facebook takes no ordinary message. Wait until they write again.";
const unreachable =
  "The person cannot be reached: they blocked the Page, left Facebook or take no messages from it. Wait until they write again.";
const optInLimited = "Facebook takes no more opt-in requests for this person for now. Ask again later.";

/**
 * Meta's error codes (Messenger "Common Error Codes", Graph "Error handling" and "Access tokens"). Decided by numbers only:
 * texts are translated and change. Where Meta does not say whether to repeat, the row is our reading.
 */
export const graphErrorRules: readonly GraphErrorRule[] = [
  // The token: no retry helps.
  { ...token, subcode: 458, is: "app_not_installed", message: `The person removed the app. ${tokenDead}` },
  {
    ...token,
    subcode: 459,
    is: "checkpointed",
    message: `The person must first sign in at facebook.com. ${tokenDead}`,
  },
  { ...token, subcode: 460, is: "session_invalidated", message: `The person changed their password. ${tokenDead}` },
  { ...token, subcode: 463, is: "token_expired", message: `The Page's token has expired. ${tokenDead}` },
  {
    ...token,
    subcode: 464,
    is: "unconfirmed_user",
    message: `The person's Facebook account is not confirmed. ${tokenDead}`,
  },
  { ...token, subcode: 467, is: "token_invalid", message: `The Page's token is no longer valid. ${tokenDead}` },
  { ...token, subcode: 492, is: "page_role_lost", message: `The person lost their role on the Page. ${tokenDead}` },
  // The token lives; it is only not a Page's.
  {
    code: 190,
    subcode: 2069032,
    is: "page_token_required",
    kind: "terminal",
    message: `The token is not a Page's own. Connect the Page with a Page access token.`,
  },
  { ...token, is: "token_invalid", message: `Facebook no longer accepts the Page's token. ${tokenDead}` },
  { ...token, code: 102, is: "token_invalid", message: `Facebook no longer accepts the session. ${tokenDead}` },

  // Facebook's own trouble.
  {
    code: 1,
    subcode: 1357046,
    is: "reply_lost",
    kind: "uncertain",
    message:
      "Facebook lost its own reply: the message may have been sent. Look at the conversation before repeating it.",
  },
  {
    code: 1,
    subcode: 99,
    is: "access_missing",
    kind: "terminal",
    message: "The app lacks a permission or access level for this call. Check the app's review state.",
  },
  {
    code: 1,
    subcode: 2018382,
    is: "form_not_eligible",
    kind: "terminal",
    message: "The instant form's id is wrong or the form may not be used here. Check it.",
  },
  {
    code: 2,
    subcode: 2018344,
    is: "terms_not_accepted",
    kind: "terminal",
    message: "The Page has not accepted the terms for labels. Accept them in Meta Business Suite.",
  },
  { code: 1, is: "temporary_error", kind: "retryable", message: "Facebook had a passing error. It is tried again." },
  {
    code: 2,
    is: "service_unavailable",
    kind: "retryable",
    message: "Facebook's service is unavailable for now. It is tried again.",
  },
  {
    code: 1200,
    is: "temporary_error",
    kind: "retryable",
    message: "Facebook could not send the message for now. It is tried again.",
  },

  // Limits.
  { ...limited, code: 4 },
  { ...limited, code: 17 },
  { ...limited, code: 32 },
  { ...limited, code: 341 },
  { ...limited, code: 613 },
  { ...limited, code: 80001 },
  { ...limited, code: 80002 },
  { ...limited, code: 80006 },
  {
    code: 4,
    subcode: 2018354,
    is: "marketing_limit",
    kind: "terminal",
    message: "The person already got as many marketing messages as Meta allows. Send it another day.",
  },
  { code: 9, subcode: 2018352, is: "opt_in_limited", kind: "terminal", message: optInLimited },
  { code: 613, subcode: 1893016, is: "opt_in_limited", kind: "terminal", message: optInLimited },
  {
    code: 613,
    subcode: 2018338,
    is: "tag_misused",
    kind: "terminal",
    message: "Meta holds that message tags were misused by this Page. Stop sending tagged messages.",
  },
  {
    code: 368,
    is: "blocked_by_policy",
    kind: "terminal",
    message: "Meta blocks the Page for now for breaking a policy. Read the notice in Page Support Inbox.",
  },

  // The person and the moment.
  { code: 10, subcode: 2018278, is: "outside_window", kind: "terminal", message: window },
  { code: 10, subcode: 2534022, is: "outside_window", kind: "terminal", message: window },
  { code: 10, subcode: 2018065, is: "outside_window", kind: "terminal", message: window },
  { code: 10, subcode: 2018108, is: "person_unavailable", kind: "terminal", message: unreachable },
  { code: 200, subcode: 1545041, is: "person_unavailable", kind: "terminal", message: unreachable },
  { code: 551, is: "person_unavailable", kind: "terminal", message: unreachable },
  {
    code: 10,
    subcode: 1893063,
    is: "page_restricted",
    kind: "terminal",
    message: "Meta restricts the Page from sending for now. Stop its cycles until the restriction ends.",
  },
  { code: 10, subcode: 1404170, is: "opt_in_limited", kind: "terminal", message: optInLimited },
  {
    code: 10,
    subcode: 1893015,
    is: "topic_stopped",
    kind: "terminal",
    message: "The person stopped messages on this topic. Do not send it again.",
  },
  {
    subcode: 2018300,
    is: "thread_controlled_elsewhere",
    kind: "terminal",
    message: "Another app controls this conversation. Take control of the thread or wait until it is released.",
  },
  {
    subcode: 2018321,
    is: "thread_controlled_elsewhere",
    kind: "terminal",
    message: "An automated question flow of an ad controls this conversation. Wait until it ends.",
  },
  {
    code: 100,
    subcode: 2018001,
    is: "no_matching_user",
    kind: "terminal",
    message:
      "No such person for this Page: ids of people belong to one Page. Use the sender's id of an event of this Page.",
  },

  // The call itself.
  {
    code: 100,
    subcode: 33,
    is: "object_missing",
    kind: "terminal",
    message: "The object does not exist or the token may not see it. Check its id and the Page's permissions.",
  },
  {
    code: 100,
    subcode: 2018008,
    is: "attachment_not_fetched",
    kind: "terminal",
    message: "Facebook could not fetch the attachment. Its address must be public and answer within 10 seconds.",
  },
  {
    code: 100,
    subcode: 2018047,
    is: "attachment_wrong_type",
    kind: "terminal",
    message: "The attachment is not of the type it was sent as. Choose the right type.",
  },
  {
    code: 100,
    subcode: 2018074,
    is: "attachment_unknown",
    kind: "terminal",
    message: "The attachment's id is unknown, expired (after 90 days) or another Page's. Upload it again.",
  },
  {
    code: 100,
    subcode: 2018109,
    is: "attachment_too_large",
    kind: "terminal",
    message: "The attachment is too large: 8 MB for images, 25 MB for the rest.",
  },
  {
    code: 100,
    subcode: 2018294,
    is: "attachment_not_fetched",
    kind: "terminal",
    message: "The video took too long to fetch or is damaged. Check it, or make it smaller.",
  },
  {
    code: 100,
    subcode: 2018034,
    is: "message_empty",
    kind: "terminal",
    message: "The message is empty. Give it a text or an attachment.",
  },
  {
    code: 100,
    is: "invalid_parameter",
    kind: "terminal",
    message: "Facebook does not accept a value of this call. Its own message, in the details, says which.",
  },

  // Signing in.
  {
    code: 100,
    subcode: 36007,
    is: "sign_in_expired",
    kind: "terminal",
    message: "The sign-in took too long, so that Facebook's code has expired. Sign in again.",
  },
  {
    code: 100,
    subcode: 36008,
    is: "redirect_uri_mismatch",
    kind: "terminal",
    message: "Facebook was asked for a token with another redirect address than the sign-in began with. Sign in again.",
  },
  {
    code: 100,
    subcode: 36009,
    is: "sign_in_used",
    kind: "terminal",
    message: "Facebook's code of this sign-in has been used already. Sign in again.",
  },
  {
    code: 101,
    is: "client_id_unknown",
    kind: "terminal",
    message: "Facebook knows no app of the Setup's Client ID. Check it in the Setup.",
  },

  // The app's own subscription.
  {
    code: 2200,
    is: "callback_not_verified",
    kind: "terminal",
    message:
      "Facebook called the callback URL to verify it and did not get the right answer. Check that the Service Domain is reached from outside.",
  },

  // Permissions.
  {
    code: 200,
    subcode: 2018028,
    is: "app_not_live",
    kind: "terminal",
    message:
      "The app may only write to people with a role in it until pages_messaging is approved and the app is live.",
  },
  {
    code: 200,
    subcode: 2534041,
    is: "messages_access_off",
    kind: "terminal",
    message: "The account's owner has switched off access to messages for connected tools. Ask them to switch it on.",
  },
  {
    code: 3,
    is: "permission_missing",
    kind: "terminal",
    message: "The app lacks the capability for this call. Check its permissions and review state.",
  },
  {
    code: 10,
    is: "permission_missing",
    kind: "terminal",
    message: "The app has not been granted a permission this call needs. Check its permissions and review state.",
  },
  {
    code: 200,
    is: "permission_missing",
    kind: "terminal",
    message: "The Page's token lacks a permission this call needs. Connect the Page again and grant all permissions.",
  },
  {
    code: 283,
    is: "permission_missing",
    kind: "terminal",
    message: "The token was made with permissions Meta has since replaced. Connect the Page again.",
    reauthenticate: true,
  },
];
