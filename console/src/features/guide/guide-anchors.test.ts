import { checklistItems } from "@velodrome/contract";
import { expect, it } from "vitest";
import guide from "../../../../docs/connectors/facebook-messenger.md?raw";
import { toHtml } from "./to-html.ts";

const { html } = toHtml(guide, []);

it.each(checklistItems)("has a heading that the row %s of the checklist can link to", (item) => {
  expect(html).toContain(`id="${item}"`);
});
