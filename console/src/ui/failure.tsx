import { Button } from "@mantine/core";
import { IconAlertTriangle, IconCloudOff, IconLock, IconMapOff, IconPlugConnectedX } from "@tabler/icons-react";
import { ApiError, NoAnswerError } from "../lib/api-error.ts";
import { serverWords } from "../lib/server-words.ts";
import { texts } from "../lib/texts.ts";
import { Callout } from "./callout.tsx";
import { ButtonLink } from "./link.tsx";
import { Notice } from "./notice.tsx";

/** An error's own words where it has some for people. */
export function messageOf(error: unknown): string {
  // A part of the console that comes when it is wanted did not come.
  if (error instanceof TypeError && !navigator.onLine) return texts.error.noAnswer;
  return error instanceof Error && error.name.endsWith("Error") && error.message !== "" && !(error instanceof TypeError)
    ? serverWords(error.message)
    : texts.error.unexpected;
}

const codeOf = (error: unknown): string | undefined => (error instanceof ApiError ? error.code : undefined);

/** An act failed: what happened and what to do, ending with the code in grey. */
export function ActFailure({ error, heading, onClose }: { error: unknown; heading: string; onClose?: () => void }) {
  return (
    <Callout loud tone="red" icon={IconAlertTriangle} heading={heading} code={codeOf(error)} onClose={onClose}>
      {messageOf(error)}
    </Callout>
  );
}

/** Content failed to load: why, and a way to try again. */
export function LoadFailure({ error, retry, whole = false }: { error: unknown; retry: () => void; whole?: boolean }) {
  if (error instanceof ApiError && error.status === 403) {
    return <Notice whole={whole} icon={IconLock} heading={texts.noPermission.heading} text={texts.noPermission.text} />;
  }
  const code = codeOf(error);
  if (error instanceof ApiError && error.status === 404) {
    return (
      <Notice
        whole={whole}
        icon={IconMapOff}
        heading={texts.notFound.heading}
        text={messageOf(error)}
        code={error.code}
        action={<ButtonLink to="/accounts">{texts.notFound.button}</ButtonLink>}
      />
    );
  }
  const icon = error instanceof NoAnswerError ? IconPlugConnectedX : IconAlertTriangle;
  return (
    <Notice
      whole={whole}
      icon={icon}
      heading={texts.error.heading}
      text={messageOf(error)}
      {...(code === undefined ? {} : { code })}
      action={
        <Button variant="default" onClick={retry}>
          {texts.tryAgain}
        </Button>
      }
    />
  );
}

/** Nothing is loaded yet and there is no connection to load it by. */
export function OfflineNotice() {
  return <Notice icon={IconCloudOff} heading={texts.offline.heading} text={texts.offline.banner} />;
}
