/** Addresses of one Setup, as they are pasted at Meta. `publicUrl` is the Service Domain's, without a slash at its end. */
export function setupUrls(publicUrl: string, setup: { connector: string; key: string }) {
  const webhookUrl = `${publicUrl}/webhooks/${setup.connector}/${setup.key}`;
  return {
    webhookUrl,
    redirectUri: `${publicUrl}/connector/callback`,
    deauthorizeUrl: `${webhookUrl}/deauthorize`,
    dataDeletionUrl: `${webhookUrl}/data-deletion`,
  };
}

/** The key in an address belongs to one Setup, so that ours is known even under a former Service Domain. */
export function isOurWebhook(url: string, setup: { connector: string; key: string }): boolean {
  const { webhookUrl } = setupUrls("http://localhost", setup);
  return URL.canParse(url) && new URL(url).pathname === new URL(webhookUrl).pathname;
}
