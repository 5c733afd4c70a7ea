const account = "/v1/accounts/{}";
const setup = "/v1/connectors/{}/setups/{}";
const connection = `${account}/connections/{}`;
const cycle = `${account}/cycles/{}`;
const run = `${account}/runs/{}`;

/** Every operation of the API that programs were promised, without the names of parameters. */
export const documentedPaths: Readonly<Record<string, readonly string[]>> = {
  "/v1/settings/general": ["get", "patch"],
  "/v1/connectors": ["get"],
  "/v1/connectors/{}": ["get"],
  "/v1/connectors/{}/setups": ["get", "post"],
  [setup]: ["get", "patch", "delete"],
  [`${setup}/check`]: ["post"],
  [`${setup}/health`]: ["get"],
  [`${setup}/register-webhook`]: ["post"],
  [`${setup}/events`]: ["get"],
  [`${setup}/events/replay`]: ["post"],
  "/v1/accounts": ["get", "post"],
  [account]: ["get", "patch", "delete"],
  [`${account}/connections`]: ["get", "post"],
  [connection]: ["get", "patch", "delete"],
  [`${connection}/authorize`]: ["post"],
  [`${connection}/setup-link`]: ["post"],
  [`${connection}/page`]: ["put"],
  [`${connection}/credentials`]: ["put", "delete"],
  [`${connection}/lookups/{}`]: ["get"],
  [`${connection}/health`]: ["get"],
  [`${account}/cycles`]: ["get", "post"],
  [cycle]: ["get", "patch", "delete"],
  [`${cycle}/publish`]: ["post"],
  [`${cycle}/prerequisites`]: ["get"],
  [`${cycle}/start`]: ["post"],
  [`${cycle}/stop`]: ["post"],
  [`${cycle}/versions`]: ["get"],
  [`${cycle}/steps/{}`]: ["get"],
  [`${account}/runs`]: ["get"],
  [run]: ["get"],
  [`${run}/retry`]: ["post"],
  [`${run}/cancel`]: ["post"],
  [`${account}/events`]: ["get"],
  [`${account}/events/{}/replay`]: ["post"],
  [`${account}/live`]: ["get"],
  "/v1/runs": ["get"],
  "/v1/events": ["get"],
  "/v1/live": ["get"],
  "/oauth/token": ["post"],
};
