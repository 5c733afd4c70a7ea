import { TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import classes from "./filter-bar.module.css";

interface SearchInputProps {
  label: string;
  hint: string;
  value: string | undefined;
  onChange: (text: string | undefined) => void;
}

/** How long a person must pause before the list is asked for. In ms. */
const pause = 300;

/** A search that waits until a person stops typing. */
export function SearchInput({ label, hint, value, onChange }: SearchInputProps) {
  const [typed, setTyped] = useState(value ?? "");
  useEffect(() => setTyped(value ?? ""), [value]);
  const search = useDebouncedCallback((text: string) => onChange(text.trim() || undefined), pause);
  return (
    <TextInput
      className={classes.search}
      type="search"
      aria-label={label}
      placeholder={hint}
      leftSection={<IconSearch size="1em" aria-hidden="true" />}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        search(event.currentTarget.value);
      }}
    />
  );
}
