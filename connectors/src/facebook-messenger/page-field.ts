/** What a Page always sends us. Each must be listed at the Page and in the app itself before Meta sends it. */
export const pageFields: readonly string[] = [
  "messages",
  "messaging_postbacks",
  "message_echoes",
  "messaging_referrals",
  "messaging_optins",
  "messaging_handovers",
  "standby",
  "message_reactions",
  "message_edits",
];

/**
 * Trigger methods whose events come of a field beyond those. Source: Meta's list of Page subscription fields.
 * `response_feedback` puts thumbs under messages: it changes what people see, so it is never asked for by itself.
 */
const fieldByMethod: ReadonlyMap<string, string> = new Map([
  ["read", "message_reads"],
  ["delivery", "message_deliveries"],
  ["optout", "messaging_optouts"],
  ["account-linking", "messaging_account_linking"],
  ["policy", "messaging_policy_enforcement"],
  ["feedback", "messaging_feedback"],
  ["response-feedback", "response_feedback"],
  ["customer-information", "messaging_customer_information"],
  ["form", "messaging_in_thread_lead_form_submit"],
  ["order", "send_cart"],
  ["game-play", "messaging_game_plays"],
  ["comment", "feed"],
  ["feed", "feed"],
  ["mention", "mention"],
  ["rating", "ratings"],
  ["leadgen", "leadgen"],
  ["label", "inbox_labels"],
]);

/** Fields that these trigger methods need besides `pageFields`, each once. */
export function pageFieldsOf(methods: readonly string[]): readonly string[] {
  const fields = new Set<string>();
  for (const method of methods) {
    const field = fieldByMethod.get(method);
    if (field !== undefined) fields.add(field);
  }
  return [...fields];
}
