/** What an app may ask for, as a person reads it. */
export const permissionWords: ReadonlyMap<string, string> = new Map([
  ["public_profile", "Know your name and picture"],
  ["email", "Know your e-mail address"],
  ["pages_show_list", "See the list of your Pages"],
  ["pages_messaging", "Read and answer messages of your Pages"],
  ["pages_manage_metadata", "Change settings of your Pages and be told what happens there"],
  ["pages_read_engagement", "Read what your Pages publish"],
  ["pages_utility_messaging", "Send utility messages in the name of your Pages"],
  ["pages_user_locale", "Know the language of those who write to your Pages"],
  ["pages_user_timezone", "Know the time zone of those who write to your Pages"],
  ["pages_user_gender", "Know the gender of those who write to your Pages"],
  ["pages_read_user_content", "Read what others write on your Pages"],
  ["pages_manage_engagement", "Answer comments on your Pages"],
  ["pages_manage_ads", "Manage advertisements of your Pages"],
  ["business_management", "Manage your business"],
  ["read_insights", "Read figures of your Pages"],
  ["catalog_management", "Manage your product catalogues"],
  ["leads_retrieval", "Read leads of your Pages"],
  ["ads_management", "Manage your advertisements"],
  ["instagram_basic", "See your Instagram account"],
  ["instagram_manage_messages", "Read and answer messages of your Instagram account"],
]);

/** Comes with every login and cannot be declined. */
export const alwaysGranted = "public_profile";

export const isAboutPages = (permission: string): boolean => permission.startsWith("pages_");
