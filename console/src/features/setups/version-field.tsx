import { Select } from "@mantine/core";
import type { Connector } from "@velodrome/contract";
import { IconAlertTriangle } from "@tabler/icons-react";
import { dateOf } from "../../lib/relative-time.ts";
import { localeOf } from "../../lib/locale.ts";
import { useNow } from "../../lib/ticker.ts";
import { Callout } from "../../ui/callout.tsx";
import type { FieldProps } from "./field-props.ts";
import { texts } from "./texts.ts";
import { versionEnd } from "./version-end.ts";

type Versions = Connector["setup"]["versions"];

const day = (until: string): string => dateOf(until, localeOf(navigator.languages));

/** A kept version that the connector no longer lists is still what the Setup has. */
const withKept = (versions: Versions, kept: string): Versions =>
  versions.some(({ version }) => version === kept) ? versions : [...versions, { version: kept, until: null }];

/** The version of the Graph API, each with its end; says when the chosen one is near it. */
export function VersionField({ draft, onChange, versions: listed }: FieldProps & { versions: Versions }) {
  const now = useNow();
  const versions = withKept(listed, draft.graphVersion);
  const until = versions.find(({ version }) => version === draft.graphVersion)?.until ?? null;
  const end = versionEnd(until, now);
  return (
    <>
      <Select
        id="graph-version"
        label={texts.graphVersion}
        data={versions.map(({ version, until: last }) => ({
          value: version,
          label: last === null ? texts.versionOpen(version) : texts.versionUntil(version, day(last)),
        }))}
        value={draft.graphVersion}
        onChange={(version) => onChange(version === null ? {} : { graphVersion: version })}
        allowDeselect={false}
      />
      {until !== null && (end === "near" || end === "ended") ? (
        <Callout tone={end === "ended" ? "red" : "amber"} icon={IconAlertTriangle}>
          {end === "ended" ? texts.versionEnded(day(until)) : texts.versionNear(day(until))}
        </Callout>
      ) : null}
    </>
  );
}
