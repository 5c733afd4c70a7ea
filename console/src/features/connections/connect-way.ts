/** Ways to a connected Page other than signing in here and now. */
export const connectWays = ["token", "link"] as const;
export type ConnectWay = (typeof connectWays)[number];
