import { expect, test } from "vitest";
import { html, trusted } from "./html.ts";

test("what people wrote is text and never markup, in content and in attributes", () => {
  const name = `"><script>alert('x')</script>&`;
  expect(html`<b title="${name}">${name}</b>`.markup).toBe(
    '<b title="&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;">&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;</b>',
  );
});

test("markup of ours, lists of it and nothing at all stay what they are", () => {
  expect(html`<ul>${[html`<li>${1}</li>`, null]}${undefined}${trusted("<hr>")}</ul>`.markup).toBe(
    "<ul><li>1</li><hr></ul>",
  );
});
