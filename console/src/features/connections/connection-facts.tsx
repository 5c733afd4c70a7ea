import type { Connection, ConnectionHealth, Connector } from "@velodrome/contract";
import { Facts } from "../../ui/facts.tsx";
import { Moment } from "../../ui/moment.tsx";
import { connectionPlace } from "./connection-place.ts";
import { texts } from "./texts.ts";

interface ConnectionFactsProps {
  connection: Connection;
  connector: Pick<Connector, "title" | "setup"> | null;
  health: ConnectionHealth | null;
  setup: { name: string; hasVerifyToken: boolean } | null;
}

function LastSend({ lastSend }: Pick<ConnectionHealth, "lastSend">) {
  if (lastSend === null) return texts.never;
  return (
    <>
      <Moment at={lastSend.at} />
      {lastSend.error === null ? null : `, ${texts.sendFailed}: ${lastSend.error.message} (${lastSend.error.code})`}
    </>
  );
}

/** A base address is no Page. */
const placeName = (place: string, { page, properties }: Connection): string =>
  page === null && place === properties.baseUrl ? texts.baseAddress : texts.page;

/** What is known of a connection besides its health. */
export function ConnectionFacts({ connection, connector, health, setup }: ConnectionFactsProps) {
  const { page, signedInBy, hasVerifyToken, status, createdAt } = connection;
  const place = connectionPlace(connection, connector);
  const facts = [
    { name: texts.connector, value: connector?.title ?? connection.connector },
    ...(setup === null ? [] : [{ name: texts.setup, value: setup.name }]),
    ...(place === null ? [] : [{ name: placeName(place, connection), value: place }]),
    ...(page === null ? [] : [{ name: texts.pageId2, value: <code>{page.id}</code> }]),
    ...(status === "new" ? [] : [{ name: texts.signedInBy, value: signedInBy ?? texts.byToken }]),
    ...(setup === null
      ? []
      : [{ name: texts.verifyToken, value: hasVerifyToken ? texts.verifyOwn : texts.verifySetup }]),
    ...(health === null
      ? []
      : [
          {
            name: texts.lastEvent,
            value: health.lastEventAt === null ? texts.never : <Moment at={health.lastEventAt} />,
          },
          { name: texts.lastSend, value: <LastSend lastSend={health.lastSend} /> },
        ]),
    { name: texts.created, value: <Moment at={createdAt} /> },
  ];
  return <Facts facts={facts} />;
}
