import { Button, FileButton } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { IconUpload } from "@tabler/icons-react";
import { useRef } from "react";
import { importCycle } from "./shelve-cycle.ts";
import { texts } from "./import-texts.ts";

/** Choosing a file makes a cycle of it; what came of it is the caller's to say. */
export function useImportCycle(account: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (file: File) => importCycle(account, file),
    onSettled: () => client.invalidateQueries({ queryKey: ["cycles", account] }),
  });
}

export function ImportCycleButton({ act }: { act: ReturnType<typeof useImportCycle> }) {
  // A file that was mended can be chosen again: a browser takes the same name twice for no change.
  const forget = useRef<() => void>(null);
  const take = (file: File | null) => {
    if (file !== null) act.mutate(file);
    forget.current?.();
  };
  return (
    <FileButton accept="application/json,.json" resetRef={forget} onChange={take}>
      {(props) => (
        <Button
          {...props}
          variant="default"
          loading={act.isPending}
          leftSection={<IconUpload size="1em" aria-hidden="true" />}
        >
          {texts.import}
        </Button>
      )}
    </FileButton>
  );
}
