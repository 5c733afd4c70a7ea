/** The partner's values of one Setup, opened. `clientSecrets` has the newest first; two may be live during a rotation. */
export interface SetupValues {
  clientId: string;
  clientSecrets: readonly string[];
  graphUrl: string | null;
  dialogUrl: string | null;
  graphVersion: string;
  /** Asked for at sign-in. */
  scopes: readonly string[];
  /** Facebook Login for Business: the configuration that stands for the scopes; null with classic login. */
  configId: string | null;
  /** Whether that configuration gives a system user's token. */
  systemUser: boolean;
}
