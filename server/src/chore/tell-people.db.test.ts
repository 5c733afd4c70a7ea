import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Mail } from "../account/mail.ts";
import { dismissNotice, listNotices, raiseNotice } from "../account/notices.ts";
import { createSettings } from "../account/settings.ts";
import { AppError } from "../base/app-error.ts";
import { createLog } from "../base/log.ts";
import { createSealer } from "../base/seal.ts";
import { createWorld, type World } from "../run/testing/world.ts";
import { tellPeople } from "./tell-people.ts";

const minuteMs = 60_000;
const dayMs = 24 * 3_600_000;
const sealer = createSealer([{ id: "k1", key: Buffer.alloc(32, 1) }]);
const log = createLog({ level: "fatal", pretty: false });
const smtp = { host: "mail.acme.example", port: 25, secure: false, username: null, from: "hello@acme.example" };

let world: World;
let now = Date.parse("2026-11-22T12:00:00Z");
const clock = { now: () => now };
const mails: Mail[] = [];
let mailFailure: Error | null = null;
/** What happens while the next mail is on its way. */
let meanwhile: (() => Promise<void>) | null = null;
let links = 0;
let linkFailure: AppError | null = null;

beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.database.pool.query("DELETE FROM connection; DELETE FROM notice; DELETE FROM setting");
  mails.length = 0;
  links = 0;
  mailFailure = null;
  meanwhile = null;
  linkFailure = null;
});

const touch = () => {};
/** As another process would: nothing is kept from one time to the next. */
const settings = () =>
  createSettings({
    database: world.database,
    clock,
    sealer,
    publicUrl: "https://hooks.acme.example",
    sandboxUrl: null,
  });
const tell = () =>
  tellPeople(
    {
      ...{ database: world.database, clock, log, sealer, settings: settings(), touch },
      sendMail: async (_access, mail) => {
        if (mailFailure) throw mailFailure;
        const happens = meanwhile;
        meanwhile = null;
        await happens?.();
        mails.push(mail);
      },
      createLink: async () => {
        if (linkFailure) throw linkFailure;
        links += 1;
        return { url: `https://hooks.acme.example/connect/link-${links}`, expiresAt: new Date(now + 7 * dayMs) };
      },
    },
    new AbortController().signal,
  );
const notices = async () => (await listNotices({ database: world.database, sealer }, { limit: 50 })).items;

async function lose(contactEmail: string | null = "owner@cafe.example"): Promise<string> {
  const { pool } = world.database;
  const account = await world.addAccount();
  await pool.query("UPDATE account SET contact_email = $2, name = 'Café' WHERE id = $1", [account, contactEmail]);
  const connection = await world.connect(account, "page");
  await pool.query(
    `UPDATE connection SET status = 'needs_reauthentication', external_name = 'Café Central',
       reason = '{"code":"password_changed","message":"The password was changed."}' WHERE id = $1`,
    [connection],
  );
  return connection;
}
const setStatus = (id: string, status: string) =>
  world.database.pool.query("UPDATE connection SET status = $2 WHERE id = $1", [id, status]);

test("without a mail server a notice stands with a link to copy until the connection is authenticated again", async () => {
  const connection = await lose();
  await tell();
  await tell();
  expect(await notices()).toMatchObject([
    {
      code: "connection_needs_reauthentication",
      act: "reauthenticate",
      link: "https://hooks.acme.example/connect/link-1",
      message: expect.stringMatching(
        /“Café Central” is no longer connected: .+ nothing is sent\. The password was changed\. Somebody has to/,
      ),
      mailedAt: null,
    },
  ]);
  const { rows } = await world.database.pool.query("SELECT row_to_json(n)::text AS text FROM notice n");
  expect(JSON.stringify(rows)).not.toContain("link-1");
  await setStatus(connection, "authenticated");
  await tell();
  expect(await notices()).toEqual([]);
  await setStatus(connection, "needs_reauthentication");
  await tell();
  expect(await notices()).toHaveLength(1);
});

test("a link that has ended is replaced; not that of a notice that was put away", async () => {
  await lose();
  await tell();
  now += 8 * dayMs;
  await tell();
  const [notice] = await notices();
  expect(notice?.link).toMatch(/link-2$/);
  await dismissNotice({ database: world.database, clock, touch }, notice?.id ?? "");
  now += 8 * dayMs;
  await tell();
  expect([await notices(), links]).toEqual([[], 2]);
});

test("partner and the account's contact are mailed once each, with the link", async () => {
  await settings().changeGeneral({ smtp, noticeEmail: "ops@acme.example", displayName: "Acme Chat" });
  await lose();
  await tell();
  await tell();
  expect(mails.map(({ to }) => to).toSorted()).toEqual(["ops@acme.example", "owner@cafe.example"]);
  for (const mail of mails) {
    expect(mail).toMatchObject({ senderName: "Acme Chat", link: { url: "https://hooks.acme.example/connect/link-1" } });
  }
  expect((await notices())[0]?.mailedAt).toBe(new Date(now).toISOString());
});

test("a mail is sent once, although two turns of the chore are at it at the same moment", async () => {
  await settings().changeGeneral({ smtp, noticeEmail: "ops@acme.example" });
  await lose();
  meanwhile = tell;
  await tell();
  expect(mails.map(({ to }) => to).toSorted()).toEqual(["ops@acme.example", "owner@cafe.example"]);
});

test("where nobody can sign in by a link, the partner is told without one and the contact is not", async () => {
  linkFailure = new AppError("invalid_request", { message: "Nobody signs in to this one." });
  await settings().changeGeneral({ smtp, noticeEmail: "ops@acme.example" });
  await lose();
  await tell();
  await tell();
  expect(mails).toMatchObject([{ to: "ops@acme.example", link: null }]);
});

test("a mail server that is down is said, asked again less and less often, and forgotten when it is back", async () => {
  await settings().changeGeneral({ smtp, noticeEmail: "ops@acme.example" });
  await lose(null);
  mailFailure = new Error("connect ECONNREFUSED");
  await tell();
  expect((await notices()).map(({ code }) => code)).toEqual(["connection_needs_reauthentication", "mail_failing"]);
  mailFailure = null;
  now += minuteMs - 1;
  await tell();
  expect(mails).toEqual([]);
  now += 1;
  await tell();
  expect(mails).toHaveLength(1);
  expect((await notices()).map(({ code }) => code)).toEqual(["connection_needs_reauthentication"]);
});

test("what was mended before its mail left is not mailed; neither are warnings and what is old", async () => {
  await settings().changeGeneral({ smtp, noticeEmail: "ops@acme.example" });
  const none = { act: null, accountId: null, connectionId: null, setupId: null, connector: null };
  const deps = { database: world.database, clock, touch };
  await raiseNotice(deps, { key: "w", code: "drift", severity: "warning", message: "A field is missing.", ...none });
  await raiseNotice(deps, { key: "o", code: "alarm", severity: "error", message: "Long ago.", ...none });
  now += 4 * dayMs;
  const connection = await lose(null);
  mailFailure = new Error("down");
  await tell();
  mailFailure = null;
  await setStatus(connection, "authenticated");
  now += dayMs;
  await tell();
  expect(mails).toEqual([]);
});
