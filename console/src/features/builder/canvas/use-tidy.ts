import { useMutation } from "@tanstack/react-query";
import { useReactFlow } from "@xyflow/react";
import type { BuilderState } from "../builder-context.ts";
import { fitting } from "./fitting.ts";

/** Arranges the steps. The layouter is large and seldom wanted, so it comes when it is asked for. */
export function useTidy({ acts, covered, editor }: Pick<BuilderState, "acts" | "covered" | "editor">) {
  const flow = useReactFlow();
  return useMutation({
    // Not the network's matter: it works offline once it is here.
    networkMode: "always",
    mutationFn: async () => {
      const { tidyPositions } = await import("./tidy.ts");
      return tidyPositions(editor.draft.document);
    },
    onSuccess: (positions) => {
      acts.tidy(positions);
      // Once the cards stand where they were put.
      requestAnimationFrame(() => void flow.fitView(fitting(covered)));
    },
  });
}
