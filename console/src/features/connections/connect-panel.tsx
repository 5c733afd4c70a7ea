import { Box, Stack } from "@mantine/core";
import type { Connection, Connector } from "@velodrome/contract";
import { type ReactNode, useState } from "react";
import { Beside } from "../../ui/beside.tsx";
import { Section } from "../../ui/page.tsx";
import { Surface } from "../../ui/surface.tsx";
import { ChoosePages } from "./choose-pages.tsx";
import { type Arrival, ConnectedPanel } from "./connected-panel.tsx";
import type { ConnectWay } from "./connect-way.ts";
import { OtherWays } from "./other-ways.tsx";
import { SignInStep } from "./sign-in-step.tsx";
import { EnteredKinds } from "./entered-kinds.tsx";
import { texts } from "./texts.ts";
import { type SignIn, useSignIn } from "./use-sign-in.ts";

interface ConnectPanelProps {
  account: string;
  accountName: string;
  connection: Connection;
  connector: Pick<Connector, "title" | "auth">;
  /** What has to be listed at the application for a sign-in to come back. */
  redirectUri: string | null;
  way: ConnectWay | undefined;
  onWay: (way: ConnectWay | undefined) => void;
  arrival: Arrival | null;
  /** Whether to sign in anew to what works. */
  again: boolean;
}

interface WaysProps extends ConnectPanelProps {
  signIn: SignIn;
  onDone: () => void;
}

/** Signing in, or entering what the application asks for instead; beside it, ways for whoever can do neither. */
function Ways({ signIn, onDone, ...given }: WaysProps): ReactNode {
  const { account, connection, connector } = given;
  const entered = connector.auth.filter(({ kind }) => kind !== "oauth2");
  // Signing in needs the partner's own app; where credentials can be entered instead there may be none.
  const oauth = connection.setup === null ? undefined : connector.auth.find(({ kind }) => kind === "oauth2");
  const signInStep =
    oauth === undefined ? null : (
      <SignInStep
        signIn={signIn}
        connection={connection}
        title={oauth.title}
        redirectUri={given.redirectUri}
        begin={entered.length === 0 ? texts.begin : texts.beginPlain}
        quiet={given.way !== undefined}
      />
    );
  if (entered.length > 0) {
    return (
      <Stack gap="xl" maw="var(--vd-form)">
        {signInStep}
        <EnteredKinds account={account} connection={connection} kinds={entered} onDone={onDone} />
      </Stack>
    );
  }
  if (signInStep === null) return null;
  return (
    <Beside
      form={
        <Section heading={texts.signInHere}>
          <Surface>{signInStep}</Surface>
        </Section>
      }
    >
      <OtherWays {...given} onDone={onDone} />
    </Beside>
  );
}

/** From a connection that nobody authenticated to one that works, by whichever way a person takes. */
export function ConnectPanel(given: ConnectPanelProps): ReactNode {
  const { account, connection, connector } = given;
  const signIn = useSignIn(account, connection, given.again);
  const [others, setOthers] = useState(0);
  const done = () => {
    signIn.forget();
    given.onWay(undefined);
  };
  if (signIn.stage === "connected") {
    return (
      <Box maw="var(--vd-form)">
        <ConnectedPanel account={account} connection={connection} others={others} arrival={given.arrival} />
      </Box>
    );
  }
  if (signIn.stage === "choosing") {
    return (
      <Box maw="var(--vd-form)">
        <ChoosePages
          account={account}
          connection={connection}
          unnamed={connection.name === connector.title}
          onSignInAgain={signIn.open}
          onDone={(count) => {
            setOthers(count);
            done();
          }}
        />
      </Box>
    );
  }
  return <Ways {...given} signIn={signIn} onDone={done} />;
}
