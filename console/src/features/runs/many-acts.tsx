import { Button, Menu } from "@mantine/core";
import { IconBan, IconChevronDown, IconRotateClockwise } from "@tabler/icons-react";
import { useState } from "react";
import type { RunFilters } from "./list-runs.ts";
import { ManyDialog } from "./many-dialog.tsx";
import type { ManyKind } from "./many-targets.ts";
import { isFinished } from "./run-order.ts";
import { retryTexts } from "./retry-texts.ts";
import { texts } from "./texts.ts";

interface ManyActsProps {
  account: string;
  accountName: string;
  filters: RunFilters;
}

/** What can be done with all the runs that the filters of their list find. */
export function ManyActs({ account, accountName, filters }: ManyActsProps) {
  const [kind, setKind] = useState<ManyKind | null>(null);
  const { status } = filters;
  const over = status === undefined ? null : isFinished({ status });
  const retryLabel =
    status === undefined || status === "failed"
      ? retryTexts.retryMany
      : retryTexts.retryManyOf(texts.states[status].toLowerCase());
  return (
    <>
      <Menu>
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size="1em" />}>
            {retryTexts.many}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {over === false ? null : (
            <Menu.Item leftSection={<IconRotateClockwise size="1em" />} onClick={() => setKind("retry")}>
              {retryLabel}
            </Menu.Item>
          )}
          {over === true ? null : (
            <Menu.Item leftSection={<IconBan size="1em" />} onClick={() => setKind("cancel")}>
              {retryTexts.cancelMany}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {kind === null ? null : (
        <ManyDialog targets={[{ account, accountName, filter: filters }]} kind={kind} onClose={() => setKind(null)} />
      )}
    </>
  );
}
