import { useQuery } from "@tanstack/react-query";
import { IconMapOff } from "@tabler/icons-react";
import { sessionQuery } from "../../features/session/get-session.ts";
import { texts } from "../../lib/texts.ts";
import { ButtonLink } from "../../ui/link.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Frame } from "../frame/frame.tsx";

/** Stands where a page would be that is not there. */
export function NotFoundPage() {
  return (
    <Notice
      whole
      icon={IconMapOff}
      heading={texts.notFound.heading}
      text={texts.notFound.text}
      action={<ButtonLink to="/accounts">{texts.notFound.button}</ButtonLink>}
    />
  );
}

/** An address that no page has at all: who is signed in still has the way to all others around it. */
export function AstrayPage() {
  const { data: session, isPending } = useQuery(sessionQuery);
  if (isPending) return null;
  if (session) {
    return (
      <Frame>
        <NotFoundPage />
      </Frame>
    );
  }
  return (
    <main>
      <NotFoundPage />
    </main>
  );
}
