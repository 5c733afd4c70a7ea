import { timingSafeEqual } from "node:crypto";
import { hashSecret } from "../account/random-secret.ts";
import { SignInFailure } from "./sign-in-failure.ts";
import type { SignInRecord } from "./sign-in-store.ts";

/** Whether this is the browser that the sign-in belongs to. */
export const isOfBrowser = ({ cookieHash }: Pick<SignInRecord, "cookieHash">, cookie: string | null): boolean =>
  cookie !== null && cookieHash !== null && timingSafeEqual(hashSecret(cookie), cookieHash);

/** @throws SignInFailure */
export function assertBrowser(signIn: Pick<SignInRecord, "cookieHash">, cookie: string | null): void {
  if (isOfBrowser(signIn, cookie)) return;
  if (cookie === null) {
    throw new SignInFailure(
      "cookie_missing",
      "Your browser did not bring back the cookie that this page had set. Allow cookies for this page, open the link again in the same browser, and do not use a private window.",
    );
  }
  throw new SignInFailure(
    "foreign_browser",
    "This sign-in was begun in another browser or window. Go on there, or open the link again here.",
  );
}
