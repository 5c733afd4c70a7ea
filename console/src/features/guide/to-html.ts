import { Marked, type Tokens } from "marked";

interface Heading {
  /** By which it is linked to. */
  id: string;
  text: string;
}

/** A heading of the second level, and those of the third under it. */
export interface GuideSection extends Heading {
  readonly parts: readonly Heading[];
}

export interface GuidePage {
  html: string;
  /** Of the first heading. */
  title: string | null;
  readonly sections: readonly GuideSection[];
}

/** The name by which a heading is linked to, as the places where Markdown is read on the web make it. @internal */
export const anchorOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replace(/\s/g, "-");

/** A second heading of the same words gets a number. */
function uniqueAnchors(): (text: string) => string {
  const seen = new Map<string, number>();
  return (text) => {
    const anchor = anchorOf(text);
    const count = seen.get(anchor) ?? 0;
    seen.set(anchor, count + 1);
    return count === 0 ? anchor : `${anchor}-${count}`;
  };
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };

/** The words of a heading, without its markup. */
const wordsOf = (inner: string): string =>
  inner.replace(/<[^>]+>/g, "").replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name] ?? "");

/** A list of contents that the page has for those who read it elsewhere; here it stands beside the page. */
const isContents = (text: string): boolean => text.startsWith("**Contents**:");

const attribute = (text: string): string => text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");

/** Where addresses and JSON may go on in the next line: between parts of a path, parameters and fields. */
const seams = /(?<=[^\s/:]\/)(?=[^\s/])|(?<=,|":)(?=\S)|(?<=\S)(?=[?&]\w)/;

/** Where a name may, if there is no room for it in a table: between its words. */
const innerSeams = /(?<=\w_)(?=\w)|(?<=[a-z])(?=[A-Z])/;

/** An option of a command, whose hyphen would else be left behind in the line before. */
const option = /(?<=^|\s)(--?\w[\w-]*)/;

const named = (text: string): string => text.split(innerSeams).map(attribute).join("<wbr data-inner>");
const between = (text: string): string => text.split(seams).map(named).join("<wbr>");

/** Code as HTML that takes a new line where a reader would, on a phone. */
const codeOf = (code: string): string =>
  code
    .split(option)
    .map((part, at) => (at % 2 === 1 ? `<span data-whole>${attribute(part)}</span>` : between(part)))
    .join("");

/** Where a link of a page leads in the console; null for what is not shown here. @internal */
export function linkOf(href: string, known: readonly string[]): { href: string; outside: boolean } | null {
  if (href.startsWith("#")) return { href, outside: false };
  if (/^https?:\/\//.test(href)) return { href, outside: true };
  const [, name = "", anchor = ""] = /([^/#]+)\.md(#.*)?$/.exec(href) ?? [];
  return known.includes(name) ? { href: `/guide/${name}${anchor}`, outside: false } : null;
}

/**
 * Markdown of our own documentation as HTML. `known`: names of the pages that can be linked to.
 * What is written there is ours, so it is not sanitised; HTML in it is left out all the same.
 */
export function toHtml(markdown: string, known: readonly string[]): GuidePage {
  const anchorFor = uniqueAnchors();
  let title: string | null = null;
  const sections: (Heading & { parts: Heading[] })[] = [];
  const marked = new Marked({
    renderer: {
      html: () => "",
      codespan: ({ text }: Tokens.Codespan) => `<code>${codeOf(text)}</code>`,
      code: ({ text }: Tokens.Code) => `<pre><code>${codeOf(text)}\n</code></pre>\n`,
      image: ({ text }) => attribute(text),
      heading({ tokens, depth, text }: Tokens.Heading) {
        const inner = this.parser.parseInline(tokens);
        const heading = { id: anchorFor(text), text: wordsOf(inner) };
        title ??= heading.text;
        if (depth === 2) sections.push({ ...heading, parts: [] });
        if (depth === 3) sections.at(-1)?.parts.push(heading);
        return `<h${depth} id="${attribute(heading.id)}">${inner}</h${depth}>`;
      },
      paragraph({ tokens, text }: Tokens.Paragraph) {
        return isContents(text) ? "" : `<p>${this.parser.parseInline(tokens)}</p>\n`;
      },
      link({ href, tokens }: Tokens.Link) {
        const inner = this.parser.parseInline(tokens);
        const link = linkOf(href, known);
        if (link === null) return inner;
        const elsewhere = link.outside ? ' target="_blank" rel="noopener"' : "";
        return `<a href="${attribute(link.href)}"${elsewhere}>${inner}</a>`;
      },
    },
  });
  // Our font has no arrow, and not every machine has another font that does.
  const html = marked.parse(markdown.replaceAll("→", "›"), { async: false });
  return { html, title, sections };
}
