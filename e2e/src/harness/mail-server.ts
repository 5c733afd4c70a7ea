import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import type { AddressInfo } from "node:net";

export interface ReceivedMail {
  readonly to: string;
  /** Header and body, decoded. */
  readonly text: string;
}

export interface MailServer {
  readonly port: number;
  /** What it took, in order. */
  readonly mails: ReceivedMail[];
  close(): Promise<void>;
}

/** Quoted-printable: lines are cut with "=" at their end. */
const decoded = (text: string): string =>
  text
    .replaceAll("=\r\n", "")
    .replaceAll(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

function talk(socket: Socket, mails: ReceivedMail[]): void {
  let unread = "";
  let to = "";
  let inData = false;
  const answer = (line: string): void => {
    if (/^RCPT TO:/i.test(line)) to = /<([^>]*)>/.exec(line)?.[1] ?? "";
    inData = /^DATA/i.test(line);
    if (/^QUIT/i.test(line)) socket.end("221 bye\r\n");
    else socket.write(inData ? "354 go on\r\n" : "250 ok\r\n");
  };
  socket.setEncoding("utf8").on("data", (text: string) => {
    unread += text;
    for (;;) {
      const end = unread.indexOf(inData ? "\r\n.\r\n" : "\r\n");
      if (end === -1) return;
      const piece = unread.slice(0, end);
      unread = unread.slice(end + (inData ? 5 : 2));
      if (inData) {
        mails.push({ to, text: decoded(piece) });
        inData = false;
        socket.write("250 taken\r\n");
      } else {
        answer(piece);
      }
    }
  });
  socket.on("error", () => socket.destroy());
  socket.write("220 e2e ESMTP\r\n");
}

/** As much of SMTP as mails need, over a real socket. */
export async function startMailServer(): Promise<MailServer> {
  const mails: ReceivedMail[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    talk(socket, mails);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    mails,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
