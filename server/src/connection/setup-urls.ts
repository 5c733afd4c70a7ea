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
