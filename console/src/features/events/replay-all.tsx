import { useState } from "react";
import type { ReplayTarget } from "./ask-replay.ts";
import { ReplayButton } from "./replay-button.tsx";
import { ReplayDialog } from "./replay-dialog.tsx";
import { replayTexts } from "./replay-texts.ts";

/** Replays all that the filters of a list find, after a question. */
export function ReplayAll({ target }: { target: ReplayTarget }) {
  const [asked, setAsked] = useState<readonly ReplayTarget[] | null>(null);
  return (
    <>
      <ReplayButton label={replayTexts.replayAll} onClick={() => setAsked([target])} />
      {asked === null ? null : <ReplayDialog targets={asked} onClose={() => setAsked(null)} />}
    </>
  );
}
