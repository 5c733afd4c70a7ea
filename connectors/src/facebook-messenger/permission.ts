import type { OAuth2Auth } from "@velodrome/kit";

/** Told to a person who has not given one. Without the needed ones a Page can be neither subscribed to nor answered. */
export const permissions: NonNullable<OAuth2Auth["permissions"]> = {
  pages_messaging: { needed: true, purpose: "read and answer messages that people write to your Page" },
  pages_manage_metadata: { needed: true, purpose: "be told when somebody writes to your Page" },
  pages_show_list: { needed: false, purpose: "show you the list of your Pages to choose from" },
  pages_read_engagement: { needed: false, purpose: "read your Page's conversations" },
  business_management: { needed: false, purpose: "find Pages that belong to your business" },
};

/** Without it the person's Pages cannot be listed at a sign-in; a configuration names them itself. */
const forTheList = "pages_show_list";

/** Needed permissions that are not among those granted. */
export function missingPermissions(granted: readonly string[], configId: string | null): string[] {
  const wanted = Object.keys(permissions).filter(
    (name) => permissions[name]?.needed === true || (name === forTheList && configId === null),
  );
  return wanted.filter((name) => !granted.includes(name));
}
