import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import classes from "../../ui/filter-bar.module.css";
import { accountSearchQuery } from "./search-accounts.ts";
import { texts } from "./texts.ts";
import { useAccountNames } from "./use-account-names.ts";

const pause = 200;

/** One account out of many, found by what is typed. The value is its id. */
export function AccountSelect({ value, onChange }: { value: string | undefined; onChange: (id?: string) => void }) {
  const [typed, setTyped] = useState("");
  const [asked] = useDebouncedValue(typed, pause);
  const names = useAccountNames(value === undefined ? [] : [{ account: value }]);
  const chosen = value === undefined ? null : (names.name(value) ?? value);
  // The chosen one's own name stands in the field; asking for it would leave no other to choose.
  const { data = [] } = useQuery(accountSearchQuery(asked === chosen ? "" : asked));
  const others = data.filter(({ id }) => id !== value).map(({ id, name }) => ({ value: id, label: name }));
  const own = value === undefined || chosen === null ? [] : [{ value, label: chosen }];
  return (
    <Select
      className={classes.choice}
      aria-label={texts.account}
      placeholder={texts.anyAccount}
      data={[...own, ...others]}
      value={value ?? null}
      onChange={(id) => onChange(id ?? undefined)}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      filter={({ options }) => options}
      nothingFoundMessage={texts.noneFound}
      clearable
    />
  );
}
