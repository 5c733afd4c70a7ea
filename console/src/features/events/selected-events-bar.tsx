import { type Event, idsAtMost } from "@velodrome/contract";
import { useState } from "react";
import { address, inScope, type Scope } from "../../lib/request.ts";
import { SelectionBar } from "../../ui/selection-bar.tsx";
import type { ReplayTarget } from "./ask-replay.ts";
import { ReplayButton } from "./replay-button.tsx";
import { ReplayDialog } from "./replay-dialog.tsx";
import { replayTexts } from "./replay-texts.ts";

interface SelectedEventsBarProps {
  scope: Scope;
  events: readonly Event[];
  targets: readonly ReplayTarget[];
  onClear: () => void;
}

/** What can be done with the events that were picked. */
export function SelectedEventsBar({ scope, events, targets, onClear }: SelectedEventsBarProps) {
  // What is meant is what it was when it was asked about, whatever comes in meanwhile.
  const [asked, setAsked] = useState<readonly ReplayTarget[] | null>(null);
  return (
    <>
      <SelectionBar
        label={replayTexts.selected(events.length)}
        ids={events.map(({ id }) => id)}
        exportOf={(ids, format) => address(inScope(scope, "events", "export"), { ids, format })}
        onClear={onClear}
      >
        <ReplayButton
          label={replayTexts.replaySelected(events.length)}
          disabled={targets.length === 0 || events.length > idsAtMost}
          onClick={() => setAsked(targets)}
        />
      </SelectionBar>
      {asked === null ? null : <ReplayDialog targets={asked} onClose={() => setAsked(null)} />}
    </>
  );
}
