import { Button } from "@mantine/core";
import { IconBan, IconRefresh } from "@tabler/icons-react";
import { idsAtMost, type Run } from "@velodrome/contract";
import { useState } from "react";
import { address, inScope, type Scope } from "../../lib/request.ts";
import { SelectionBar } from "../../ui/selection-bar.tsx";
import { ManyDialog } from "./many-dialog.tsx";
import { fitFor, type ManyKind, type ManyTarget, targetsOf } from "./many-targets.ts";
import { texts } from "./texts.ts";

interface SelectedBarProps {
  scope: Scope;
  /** Those that are selected. */
  runs: readonly Run[];
  /** How an account stands in addresses and what it is called, by its id. */
  named: (account: string) => Pick<ManyTarget, "account" | "accountName">;
  onClear: () => void;
}

const icons = { retry: IconRefresh, cancel: IconBan };

/** What can be done with the runs that were picked, with how many of them it would be. */
export function SelectedBar({ scope, runs, named, onClear }: SelectedBarProps) {
  // What is meant is what it was when it was asked about, whatever becomes of the runs meanwhile.
  const [asked, setAsked] = useState<{ kind: ManyKind; targets: readonly ManyTarget[] } | null>(null);
  const button = (kind: ManyKind) => {
    const Sign = icons[kind];
    const count = fitFor(kind, runs).length;
    return (
      <Button
        key={kind}
        variant="default"
        disabled={count === 0 || count > idsAtMost}
        leftSection={<Sign size="1em" aria-hidden="true" />}
        onClick={() => setAsked({ kind, targets: targetsOf(kind, runs, named) })}
      >
        {texts.many[kind](count)}
      </Button>
    );
  };
  return (
    <>
      <SelectionBar
        label={texts.selected(runs.length)}
        ids={runs.map(({ id }) => id)}
        exportOf={(ids, format) => address(inScope(scope, "runs", "export"), { ids, format })}
        onClear={onClear}
      >
        {button("retry")}
        {button("cancel")}
      </SelectionBar>
      {asked === null ? null : <ManyDialog {...asked} onClose={() => setAsked(null)} />}
    </>
  );
}
