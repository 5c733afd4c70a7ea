import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Cycle } from "@velodrome/contract";
import { useState } from "react";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { Published } from "../../ui/published.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import { Surface } from "../../ui/surface.tsx";
import { cycleLook } from "./cycle-look.ts";
import { versionsQuery } from "./list-versions.ts";
import { texts } from "./texts.ts";
import classes from "./versions-list.module.css";

function Versions({ account, cycle }: { account: string; cycle: Cycle }) {
  const query = useQuery(versionsQuery(account, cycle.id));
  return (
    <Loaded query={query} lines={2}>
      {(versions) => (
        <ul className={classes.list}>
          {versions.map((one) => (
            <li key={one.version} className={classes.item}>
              <strong className={classes.number}>{texts.versionOf(one.version)}</strong>
              <span className={classes.note}>{one.note}</span>
              {cycle.status === "running" && one.version === cycle.version ? (
                <StateMark look={cycleLook.running} />
              ) : null}
              <Published version={one} />
            </li>
          ))}
        </ul>
      )}
    </Loaded>
  );
}

/** A cycle's published versions, newest first; the running one is marked. Asked for when somebody wants to see them. */
export function VersionsList({ account, cycle }: { account: string; cycle: Cycle }) {
  const [opened, setOpened] = useState(false);
  if (cycle.version === null) {
    return (
      <Surface py="sm">
        <Text c="dimmed">{texts.noVersions}</Text>
      </Surface>
    );
  }
  return (
    <Surface py="sm">
      <Disclosure label={texts.allVersions} onToggle={setOpened}>
        {opened ? <Versions account={account} cycle={cycle} /> : null}
      </Disclosure>
    </Surface>
  );
}
