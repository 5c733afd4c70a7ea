import { describe, expect, it } from "vitest";
import { anchorOf, linkOf, toHtml } from "./to-html.ts";

describe("a page of the guide", () => {
  it("names headings so that the checklist can link to them", () => {
    expect(["Public address", "Redirect URI", "Facebook Login or Login for Business"].map(anchorOf)).toEqual([
      "public-address",
      "redirect-uri",
      "facebook-login-or-login-for-business",
    ]);
    const { html, title } = toHtml("# Guide to *it*\n\n## Webhook\n\n## Webhook\n", []);
    expect(title).toBe("Guide to it");
    expect(html).toContain('<h2 id="webhook">');
    expect(html).toContain('<h2 id="webhook-1">');
  });

  it("tells its sections, and leaves out the list of them that it has itself", () => {
    const { html, sections } = toHtml("# A\n\n**Contents**: [B](#b--c)\n\n## B & C\n\n### `d`\n\n### E\n\n## F\n", []);
    expect(sections).toEqual([
      {
        id: "b--c",
        text: "B & C",
        parts: [
          { id: "d", text: "d" },
          { id: "e", text: "E" },
        ],
      },
      { id: "f", text: "F", parts: [] },
    ]);
    expect(html).not.toContain("Contents");
  });

  it("leads to other pages of the guide inside the console, and elsewhere in a tab of its own", () => {
    const known = ["privacy"];
    expect(linkOf("#words", known)).toEqual({ href: "#words", outside: false });
    expect(linkOf("../operations/privacy.md#people", known)).toEqual({ href: "/guide/privacy#people", outside: false });
    expect(linkOf("https://example.com/a", known)).toEqual({ href: "https://example.com/a", outside: true });
    expect(toHtml("[a](https://example.com)", known).html).toContain('target="_blank" rel="noopener"');
  });

  it("leaves only the words of a link to what is not shown here", () => {
    expect(linkOf("../../README.md", [])).toBeNull();
    expect(linkOf("javascript:alert(1)", [])).toBeNull();
    expect(toHtml("see [this](../../README.md)", []).html).toBe("<p>see this</p>\n");
  });

  it("lets code go on in the next line where a reader would, and keeps an option together", () => {
    const html = (code: string) => toHtml(`\`${code}\``, []).html;
    expect(html("https://{key}/webhooks/facebook")).toContain("https://{key}/<wbr>webhooks/<wbr>facebook<");
    expect(html("con_…/needs_reauthentication?byName=1&x=2")).toContain(
      "con_…/<wbr>needs_<wbr data-inner>reauthentication<wbr>?by<wbr data-inner>Name=1<wbr>&amp;x=2",
    );
    expect(html('curl -H {"a":1,"b":2}')).toContain(
      "curl <span data-whole>-H</span> {&quot;a&quot;:<wbr>1,<wbr>&quot;b&quot;:<wbr>2}",
    );
    expect(toHtml("```sh\na/b <c>\n```\n", []).html).toBe("<pre><code>a/<wbr>b &lt;c>\n</code></pre>\n");
  });

  it("leaves out HTML", () => {
    expect(toHtml("<!-- note -->\n\na <b onclick=x>b</b>", []).html).toBe("<p>a b</p>\n");
  });
});
