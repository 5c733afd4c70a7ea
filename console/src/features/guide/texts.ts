/** Texts around the guide; its pages are written in docs/. */
export const texts = {
  heading: "Guide",
  unknown: (name: string) => `There is no page “${name}” in the guide.`,
  onThisPage: "On this page",
  pages: "Pages of the guide",
} as const;
