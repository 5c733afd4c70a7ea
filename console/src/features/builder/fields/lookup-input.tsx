import { ActionIcon, Combobox, Group, InputBase, Loader, useCombobox } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconRefresh } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { Choice } from "@velodrome/contract";
import { useState } from "react";
import { messageOf } from "../../../ui/failure.tsx";
import { texts } from "./field-texts.ts";
import { choicesQuery } from "./list-choices.ts";

interface LookupInputProps {
  id: string;
  label: string;
  account: string;
  connection: string;
  lookup: string;
  value: string;
  error: string | null;
  onChange: (value: string | undefined) => void;
}

const more = "\u0000more";

interface OptionsProps {
  choices: readonly Choice[];
  hasMore: boolean;
  /** What was typed and is not listed. */
  free: string | null;
  error: unknown;
}

function Options({ choices, hasMore, free, error }: OptionsProps) {
  return (
    <Combobox.Options aria-label={texts.choices} mah="var(--vd-panel-narrow)" style={{ overflow: "auto" }}>
      {choices.map((one) => (
        <Combobox.Option key={one.value} value={one.value}>
          {one.label}
        </Combobox.Option>
      ))}
      {hasMore ? <Combobox.Option value={more}>{texts.moreChoices}</Combobox.Option> : null}
      {free === null ? null : <Combobox.Option value={free}>{texts.freeEntry(free)}</Combobox.Option>}
      {error === null ? null : (
        <Combobox.Empty>
          {texts.choicesFailed}: {messageOf(error)}
        </Combobox.Empty>
      )}
    </Combobox.Options>
  );
}

/** A field whose choices the application lists: searched there, page by page; what is not listed can be written. */
export function LookupInput(props: LookupInputProps) {
  const { id, label, account, connection, lookup, value, error, onChange } = props;
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const [typed, setTyped] = useState<string | null>(null);
  const [search] = useDebouncedValue(typed ?? "", 300);
  const asked = { account, connection, lookup, search };
  const query = useInfiniteQuery({ ...choicesQuery(asked), enabled: combobox.dropdownOpened });
  const choices = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const labelOf = (chosen: string) => choices.find((one) => one.value === chosen)?.label ?? chosen;
  const submit = (chosen: string) => {
    if (chosen === more) {
      void query.fetchNextPage();
      return;
    }
    onChange(chosen);
    setTyped(null);
    combobox.closeDropdown();
  };
  const free = typed !== null && typed.trim() !== "" && !choices.some((one) => one.value === typed.trim());
  return (
    <Group gap="xs" wrap="nowrap">
      <Combobox store={combobox} onOptionSubmit={submit}>
        <Combobox.Target>
          <InputBase
            id={id}
            flex={1}
            aria-label={label}
            value={typed ?? labelOf(value)}
            error={error}
            rightSection={query.isFetching ? <Loader size="xs" /> : <Combobox.Chevron />}
            onFocus={() => combobox.openDropdown()}
            onClick={() => combobox.openDropdown()}
            onBlur={() => {
              combobox.closeDropdown();
              if (typed !== null) onChange(typed.trim() || undefined);
              setTyped(null);
            }}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              combobox.openDropdown();
            }}
          />
        </Combobox.Target>
        <Combobox.Dropdown>
          <Options
            choices={choices}
            hasMore={query.hasNextPage}
            free={free ? typed.trim() : null}
            error={query.isError ? query.error : null}
          />
        </Combobox.Dropdown>
      </Combobox>
      <ActionIcon variant="default" aria-label={texts.reload} onClick={() => void query.refetch()}>
        <IconRefresh size="1em" />
      </ActionIcon>
    </Group>
  );
}
