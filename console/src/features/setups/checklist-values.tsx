import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ChecklistItem, Setup } from "@velodrome/contract";
import { CopyRow } from "../../ui/copy-button.tsx";
import classes from "./checklist.module.css";
import { texts } from "./checklist-texts.ts";
import { enteredTokenQuery } from "./entered-token.ts";

function VerifyToken({ setup }: { setup: Setup }) {
  const { data } = useQuery(enteredTokenQuery(setup.connector, setup.id));
  if (data !== undefined) return <CopyRow label={texts.verifyToken} value={data} />;
  return (
    <Text size="sm" c="dimmed">
      {setup.hasVerifyToken ? texts.verifyTokenKept : texts.verifyTokenNone}
    </Text>
  );
}

/** What is to be pasted at the application for a row. */
export function ChecklistValues({
  item,
  setup,
  fields,
}: {
  item: ChecklistItem;
  setup: Setup;
  fields: readonly string[];
}) {
  if (item === "redirect-uri") {
    return (
      <div className={classes.values}>
        <CopyRow label={texts.redirectUri} value={setup.redirectUri} />
      </div>
    );
  }
  if (item === "webhook") {
    return (
      <div className={classes.values}>
        <CopyRow label={texts.callbackUrl} value={setup.webhookUrl} />
        <VerifyToken setup={setup} />
      </div>
    );
  }
  if (item === "fields" && fields.length > 0) {
    return (
      <Text size="sm">
        {texts.fields}: <code>{fields.join(", ")}</code>
      </Text>
    );
  }
  if (item === "privacy-urls") {
    return (
      <div className={classes.values}>
        <CopyRow label={texts.deauthorizeUrl} value={setup.deauthorizeUrl} />
        <CopyRow label={texts.dataDeletionUrl} value={setup.dataDeletionUrl} />
        <Text size="sm" c="dimmed">
          {texts.privacyPolicy}
        </Text>
      </div>
    );
  }
  return null;
}
