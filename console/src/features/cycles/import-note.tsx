import { List } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { IconAlertTriangle, IconFileImport } from "@tabler/icons-react";
import type { ImportedCycle, Prerequisite } from "@velodrome/contract";
import { serverWords } from "../../lib/server-words.ts";
import { Callout } from "../../ui/callout.tsx";
import { ActFailure } from "../../ui/failure.tsx";
import { TextLink } from "../../ui/link.tsx";
import type { useImportCycle } from "./import-cycle-button.tsx";
import { texts } from "./import-texts.ts";
import { prerequisitesQuery } from "./list-prerequisites.ts";
import { RefusedFileError } from "./refused-file.ts";

const unknownHere: readonly Prerequisite["code"][] = ["connector_unknown", "method_unknown"];

function Refused({ error }: { error: unknown }) {
  if (!(error instanceof RefusedFileError)) return <ActFailure error={error} heading={texts.failed} />;
  return (
    <Callout loud tone="red" icon={IconAlertTriangle} heading={texts.failed}>
      {texts.flawed}
      <List size="md">
        {error.problems.map((problem) => (
          <List.Item key={problem}>{problem}</List.Item>
        ))}
      </List>
    </Callout>
  );
}

function Imported({ account, imported }: { account: string; imported: ImportedCycle }) {
  const { cycle, withoutConnection } = imported;
  const { data: missing = [] } = useQuery(prerequisitesQuery(account, cycle.id, cycle.revision));
  const unknown = missing.filter(({ code }) => unknownHere.includes(code));
  const nameOf = (id: string | null) => cycle.document.steps.find((step) => step.id === id)?.name ?? id ?? "";
  const fine = withoutConnection.length === 0 && unknown.length === 0;
  return (
    <Callout tone={fine ? "neutral" : "amber"} icon={IconFileImport} loud>
      {texts.imported(cycle.name, withoutConnection.length)}{" "}
      <TextLink to="/accounts/$account/cycles/$cycle" params={{ account, cycle: cycle.id }}>
        {texts.open}
      </TextLink>
      {unknown.length === 0 ? null : (
        <>
          <br />
          {texts.unknown}
          <List size="md">
            {unknown.map(({ step, field, message }) => (
              <List.Item key={`${step} ${field}`}>
                {texts.at(`“${nameOf(step)}”`, null, serverWords(message))}
              </List.Item>
            ))}
          </List>
        </>
      )}
    </Callout>
  );
}

/** What came of a file, or why nothing did. */
export function ImportNote({ account, act }: { account: string; act: ReturnType<typeof useImportCycle> }) {
  if (act.isError) return <Refused error={act.error} />;
  return act.data === undefined ? null : <Imported key={act.data.cycle.id} account={account} imported={act.data} />;
}
