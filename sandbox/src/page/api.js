/** A refusal or failure in words for the person at the screen. */
class ApiError extends Error {}

/**
 * @param {string} method
 * @param {string} path below `/_sandbox`
 * @param {unknown} [body]
 */
async function call(method, path, body) {
  let response;
  try {
    response = await fetch(`/_sandbox${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
    });
  } catch (cause) {
    throw new ApiError("The sandbox does not answer. It comes back when its process runs again.", { cause });
  }
  const answer = await response.json();
  if (!response.ok) throw new ApiError(answer.error?.message ?? `The sandbox answered ${response.status}.`);
  return answer;
}

const segment = encodeURIComponent;

export const api = {
  state: () => call("GET", "/state"),
  thread: (page, person) => call("GET", `/threads/${segment(page)}/${segment(person)}`),
  addPerson: (name) => call("POST", "/people", { name }),
  say: (person, said) => call("POST", `/people/${segment(person)}/messages`, said),
  read: (person, page) => call("POST", `/people/${segment(person)}/read`, { page }),
  secret: async (app) => (await call("GET", `/apps/${segment(app)}/secret`)).secret,
  token: async (page) => (await call("GET", `/pages/${segment(page)}/token`)).accessToken,
  saveWebhook: (app, webhook) => call("PUT", `/apps/${segment(app)}/webhook`, webhook),
  createApp: (name) => call("POST", "/apps", { name }),
  changeApp: (app, change) => call("PATCH", `/apps/${segment(app)}`, change),
  resetSecret: (app) => call("POST", `/apps/${segment(app)}/secret`),
  addConfiguration: (app, wanted) => call("POST", `/apps/${segment(app)}/configurations`, wanted),
  removeConfiguration: (app, id) => call("DELETE", `/apps/${segment(app)}/configurations/${segment(id)}`),
  ping: (app, kind, about) => call("POST", `/apps/${segment(app)}/callbacks/${kind}`, about),
  generateToken: (app, page, person) => call("POST", `/apps/${segment(app)}/pages/${segment(page)}/token`, { person }),
  killToken: (token, reason) => call("POST", `/tokens/${segment(token)}/kill`, { reason }),
  changePerson: (person, change) => call("PATCH", `/people/${segment(person)}`, change),
  changePassword: (person) => call("POST", `/people/${segment(person)}/password`),
  removeApp: (person, app) => call("DELETE", `/people/${segment(person)}/apps/${segment(app)}`),
  loseRole: (person, page) => call("DELETE", `/people/${segment(person)}/pages/${segment(page)}`),
  subscribe: (page, app, fields) => call("PUT", `/pages/${segment(page)}/apps/${segment(app)}`, { fields }),
};
