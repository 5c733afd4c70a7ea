import { Group, Kbd, Table } from "@mantine/core";
import { texts as common } from "../../lib/texts.ts";
import { texts } from "./texts.ts";
import { OpenDialog } from "../../ui/open-dialog.tsx";

/** Every key of the Builder. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  return (
    <OpenDialog onClose={onClose} size="lg" title={texts.shortcuts} closeButtonProps={{ "aria-label": common.close }}>
      <Table>
        <Table.Tbody>
          {texts.keys.map(([keys, does]) => (
            <Table.Tr key={keys}>
              <Table.Th scope="row">
                {/* Several ways to the same may stand in lines of their own; none is cut in two. */}
                <Group gap="xs">
                  {keys.split(", ").map((each) => (
                    <Kbd key={each} style={{ whiteSpace: "nowrap" }}>
                      {each}
                    </Kbd>
                  ))}
                </Group>
              </Table.Th>
              <Table.Td>{does}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </OpenDialog>
  );
}
