import { useBuilder } from "./builder-context.ts";
import { ErrorDialog } from "./error-dialog.tsx";
import { FindDialog } from "./find-dialog.tsx";
import { HistoryDialog } from "./history-dialog.tsx";
import { KeysDialog } from "./keys-dialog.tsx";
import { RedactDialog } from "./redact-dialog.tsx";
import type { Dialog } from "./top-bar.tsx";
import { VariablesDialog } from "./variables-dialog.tsx";
import { PublishDialog } from "./versions/publish-dialog.tsx";
import type { RunActs } from "./versions/run-control.tsx";
import { VersionsDialog } from "./versions/versions-dialog.tsx";

interface BuilderDialogsProps {
  dialog: Dialog | null;
  run: RunActs;
  onClose: () => void;
}

/** The dialog that was asked for. */
export function BuilderDialogs({ dialog, run, onClose }: BuilderDialogsProps) {
  const { withVersions } = useBuilder();
  switch (dialog) {
    case null:
      return null;
    case "find":
      return <FindDialog onClose={onClose} />;
    case "keys":
      return <KeysDialog onClose={onClose} />;
    case "history":
      return <HistoryDialog onClose={onClose} />;
    case "variables":
      return <VariablesDialog onClose={onClose} />;
    case "errors":
      return <ErrorDialog onClose={onClose} />;
    case "masked":
      return <RedactDialog onClose={onClose} />;
    case "versions":
      return withVersions((versions) => <VersionsDialog versions={versions} onClose={onClose} />);
    case "publish":
      return withVersions((versions) => (
        <PublishDialog versions={versions} onPublish={run.publish} onClose={onClose} />
      ));
  }
}
