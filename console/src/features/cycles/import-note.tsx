import { IconFileImport } from "@tabler/icons-react";
import { Callout } from "../../ui/callout.tsx";
import { ActFailure } from "../../ui/failure.tsx";
import { TextLink } from "../../ui/link.tsx";
import type { useImportCycle } from "./import-cycle-button.tsx";
import { texts } from "./shelf-texts.ts";

/** What came of a file, or why nothing did. */
export function ImportNote({ account, act }: { account: string; act: ReturnType<typeof useImportCycle> }) {
  if (act.isError) return <ActFailure error={act.error} heading={texts.importFailed} />;
  if (act.data === undefined) return null;
  const { cycle, withoutConnection } = act.data;
  return (
    <Callout tone={withoutConnection.length === 0 ? "neutral" : "amber"} icon={IconFileImport} loud>
      {texts.imported(cycle.name, withoutConnection.length)}{" "}
      <TextLink to="/accounts/$account/cycles/$cycle" params={{ account, cycle: cycle.id }}>
        {texts.open}
      </TextLink>
    </Callout>
  );
}
