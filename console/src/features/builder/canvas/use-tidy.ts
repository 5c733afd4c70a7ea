import { useMutation } from "@tanstack/react-query";
import { useReactFlow } from "@xyflow/react";
import type { BuilderState } from "../builder-context.ts";

const fitting = { padding: 0.2, maxZoom: 1 };

/** Arranges the steps. The layouter is large and seldom wanted, so it comes when it is asked for. */
export function useTidy({ acts, editor }: Pick<BuilderState, "acts" | "editor">) {
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
      requestAnimationFrame(() => void flow.fitView(fitting));
    },
  });
}
