import "@fontsource-variable/inter/wght.css";
import "@fontsource-variable/jetbrains-mono/wght.css";
import "@mantine/core/styles.layer.css";
import "./ui/global.css";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Providers } from "./app/providers.tsx";
import { makeRouter, signInPath } from "./app/router.tsx";
import { sessionQuery } from "./features/session/get-session.ts";
import { makeQueryClient } from "./lib/query-client.ts";

/**
 * Whoever is no longer signed in is led to sign in, and back to where they were. An answer may have been asked for before
 * somebody signed in: who is there now the server has to say. Whoever stands at the form already is left to it.
 */
async function leadToSignIn(): Promise<void> {
  const { queryKey } = sessionQuery;
  await client.refetchQueries({ queryKey });
  if (client.getQueryData(queryKey) === null && router.state.location.pathname !== signInPath)
    await router.invalidate();
}

const client = makeQueryClient(() => void leadToSignIn());
const router = makeRouter(client);

const place = document.getElementById("root");
if (place === null) throw new Error('index.html has no element with the id "root" to show the console in.');

createRoot(place).render(
  <StrictMode>
    <Providers client={client}>
      <RouterProvider router={router} />
    </Providers>
  </StrictMode>,
);
