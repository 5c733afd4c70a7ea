import { describe, expect, it } from "vitest";
import { localeOf, wordLocaleOf } from "./locale.ts";

describe("the person's locale", () => {
  it("is the first language that is one", () => {
    expect(localeOf(["de-CH", "en"])).toBe("de-CH");
    expect(localeOf(["en-US@posix", "fr"])).toBe("fr");
    expect(localeOf(["C", "en-US@posix"])).toBeUndefined();
  });

  it("is some English where words of time stand in a sentence", () => {
    expect(wordLocaleOf(["de-CH", "en-GB"])).toBe("en-GB");
    expect(wordLocaleOf(["de-CH"])).toBe("en");
    expect(wordLocaleOf(["en-US@posix"])).toBe("en");
  });
});
