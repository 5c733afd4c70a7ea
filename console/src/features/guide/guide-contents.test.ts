import { expect, it } from "vitest";
import { guideContents } from "./guide-contents.ts";
import { guideFiles } from "./guide-pages.ts";
import { toHtml } from "./to-html.ts";

it("names every page of the documentation once, by its own title", async () => {
  const written = await Promise.all(
    [...guideFiles].map(async ([name, load]) => ({ name, title: toHtml(await load(), []).title })),
  );
  const listed = guideContents.flatMap(({ pages }) => pages.map((page) => ({ ...page })));
  const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name);
  expect(listed.toSorted(byName)).toEqual(written.toSorted(byName));
});
