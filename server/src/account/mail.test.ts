import { createServer } from "node:net";
import { afterEach, expect, test } from "vitest";
import { sendBySmtp, toHtml, toText, type Mail } from "./mail.ts";
import { failureOf } from "./test-mail.ts";

const mail: Mail = {
  to: "person@acme.example",
  senderName: "Acme <Connect>",
  subject: "Connect your Page again",
  paragraphs: ['The Page "A & B" is no longer connected.', "<script>"],
  link: { text: "Connect again", url: "https://hooks.example.com/connect/abc?x=1&y=2" },
};

test("a mail's text has its link on a line of its own, its HTML nothing but what we wrote", () => {
  expect(toText(mail)).toContain("Connect again:\nhttps://hooks.example.com/connect/abc?x=1&y=2");
  expect(toHtml(mail)).toContain("&lt;script&gt;");
  expect(toHtml(mail)).toContain('<a href="https://hooks.example.com/connect/abc?x=1&amp;y=2">Connect again</a>');
});

test("a server that repeats the password is not repeated", () => {
  expect(failureOf("swordfish", new Error("535 wrong\npassword swordfish"))).toBe("535 wrong password [redacted]");
});

const servers: ReturnType<typeof createServer>[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** As much of SMTP as one mail needs. */
async function listen(): Promise<{ port: number; received: () => string }> {
  let received = "";
  const server = createServer((socket) => {
    let inData = false;
    socket.write("220 test ESMTP\r\n");
    socket.on("error", () => socket.destroy());
    socket.on("data", (chunk) => {
      const text = chunk.toString();
      received += text;
      if (inData) {
        if (!received.endsWith("\r\n.\r\n")) return;
        inData = false;
        socket.write("250 taken\r\n");
      } else if (/^DATA/.test(text)) {
        inData = true;
        socket.write("354 go on\r\n");
      } else if (/^QUIT/.test(text)) {
        socket.end("221 bye\r\n");
      } else {
        socket.write("250 ok\r\n");
      }
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return { port: typeof address === "object" && address !== null ? address.port : 0, received: () => received };
}

const access = { host: "127.0.0.1", secure: false, username: null, password: null, from: "hello@acme.example" };

test("a mail reaches its server whole", async () => {
  const { port, received } = await listen();
  await sendBySmtp({ ...access, port }, mail);
  expect(received()).toContain("RCPT TO:<person@acme.example>");
  expect(received()).toContain("Subject: Connect your Page again");
  expect(received()).toMatch(/From: "Acme <Connect>" <hello@acme\.example>/);
});

test("a server that is not there is an error", async () => {
  const { port } = await listen();
  await new Promise((resolve) => servers.splice(0)[0]?.close(resolve));
  await expect(sendBySmtp({ ...access, port }, mail)).rejects.toThrow(/ECONNREFUSED/);
});
