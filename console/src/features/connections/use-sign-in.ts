import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Connection } from "@velodrome/contract";
import { useEffect, useState } from "react";
import { type ConnectStage, connectStage } from "./connect-stage.ts";
import { connectionQuery } from "./get-connection.ts";
import { closeSignInWindow, openSignInWindow, signInWindowOf } from "./sign-in-window.ts";
import { startSignIn, takeBegunSignIn } from "./start-sign-in.ts";

/** How often the other window is looked at, and how long a result may take to arrive once it is closed. In ms. */
const lookEvery = 500;
const grace = 2500;

/** Whether the window in which a connection is signed in to was closed, and some time has passed since. */
function useWindowGone(connection: string, onClosed: () => void): [boolean, (gone: boolean) => void] {
  const [gone, setGone] = useState(false);
  useEffect(() => {
    if (gone) return;
    let ending: ReturnType<typeof setTimeout> | undefined;
    const looking = setInterval(() => {
      // A window in which another site's page cut itself loose says that it is closed, too. Then it still has the focus.
      if (signInWindowOf(connection)?.closed !== true || !document.hasFocus()) return;
      clearInterval(looking);
      onClosed();
      ending = setTimeout(() => setGone(true), grace);
    }, lookEvery);
    return () => {
      clearInterval(looking);
      clearTimeout(ending);
    };
  }, [connection, gone, onClosed]);
  return [gone, setGone];
}

/** Opening the way through the connect page, and what becomes of it. */
export function useSignIn(account: string, connection: Connection, again: boolean) {
  const client = useQueryClient();
  const { id } = connection;
  const [tried, setTried] = useState(() => signInWindowOf(id) !== null);
  const [refresh] = useState(
    () => () => void client.invalidateQueries({ queryKey: connectionQuery(account, id).queryKey }),
  );
  const [windowGone, setWindowGone] = useWindowGone(id, refresh);
  const start = useMutation({
    mutationFn: (begin: () => Promise<void>) => begin(),
    onMutate: () => {
      setTried(true);
      setWindowGone(false);
    },
    onSuccess: () => client.invalidateQueries({ queryKey: connectionQuery(account, id).queryKey }),
  });
  const stage: ConnectStage = connectStage({ connection, opening: start.isPending, windowGone, tried, again });
  const { mutate } = start;
  useEffect(() => {
    // Not at once: an effect that is run twice for a test must not lose what it began.
    queueMicrotask(() => {
      const begun = takeBegunSignIn(id);
      if (begun !== undefined) mutate(begun);
    });
  }, [id, mutate]);
  useEffect(() => {
    if (stage === "connected") closeSignInWindow(id);
  }, [stage, id]);
  return {
    stage,
    error: start.error,
    /** To be called while a click is answered: later no browser lets a window open. */
    open: () => {
      const opened = openSignInWindow();
      mutate(() => startSignIn({ account, connection: id, opened }));
    },
    giveUp: () => {
      closeSignInWindow(id);
      setWindowGone(true);
    },
    /** Connected otherwise: what was tried before no longer matters. */
    forget: () => setTried(false),
  };
}

export type SignIn = ReturnType<typeof useSignIn>;
