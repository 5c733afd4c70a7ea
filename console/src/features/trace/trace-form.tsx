import { Button, Group, Select, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, type KeyboardEvent, useState } from "react";
import { fromLocalInput, toLocalInput } from "../../lib/local-time.ts";
import { MomentInput } from "../../ui/moment-input.tsx";
import classes from "./trace-form.module.css";
import { isEnough, type TraceWish } from "./get-trace.ts";
import { texts } from "./texts.ts";

interface TraceFormProps {
  wish: TraceWish;
  /** The account's Pages to choose from; null where any may be meant. */
  pages: readonly { id: string; name: string }[] | null;
  onTrace: (wish: TraceWish) => void;
}

interface PageFieldProps extends Pick<TraceFormProps, "pages"> {
  value: string;
  onChange: (page: string) => void;
}

function PageField({ pages, value, onChange }: PageFieldProps) {
  const shared = { label: texts.page, className: classes.field };
  if (pages === null) {
    return (
      <TextInput
        {...shared}
        placeholder={texts.pageHint}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  return (
    <Select
      {...shared}
      placeholder={texts.anyPage}
      data={pages.map(({ id, name }) => ({ value: id, label: name }))}
      value={value === "" ? null : value}
      onChange={(chosen) => onChange(chosen ?? "")}
      clearable
    />
  );
}

/** An id is long and is read whole, but it is one line. */
function submitOnEnter(event: KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key !== "Enter") return;
  event.preventDefault();
  event.currentTarget.form?.requestSubmit();
}

/** A message's id, or a Page and a time. */
export function TraceForm({ wish, pages, onTrace }: TraceFormProps) {
  const [mid, setMid] = useState(wish.mid ?? "");
  const [page, setPage] = useState(wish.page ?? "");
  const [person, setPerson] = useState(wish.person ?? "");
  const [at, setAt] = useState(toLocalInput(wish.at));
  const [pressed, setPressed] = useState(false);
  const entered: TraceWish = {
    mid: mid || undefined,
    page: page.trim() || undefined,
    person: person.trim() || undefined,
    at: fromLocalInput(at),
  };
  const tooLittle = pressed && !isEnough(entered);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setPressed(true);
    if (isEnough(entered)) onTrace(entered);
  };
  return (
    <form onSubmit={submit} noValidate>
      <Group gap="md" align="flex-start">
        <Textarea
          className={classes.wide}
          classNames={{ input: classes.mid ?? "" }}
          label={texts.mid}
          description={texts.midHint}
          inputWrapperOrder={["label", "input", "description", "error"]}
          autosize
          minRows={1}
          data-code
          spellCheck={false}
          value={mid}
          error={tooLittle ? texts.tooLittle : null}
          onKeyDown={submitOnEnter}
          // An id has no spaces: what is pasted with line breaks is one all the same.
          onChange={(event) => setMid(event.currentTarget.value.replace(/\s/g, ""))}
        />
        <span className={classes.or}>{texts.or}</span>
        <PageField pages={pages} value={page} onChange={setPage} />
        <MomentInput className={classes.field} label={texts.at} value={at} onChange={setAt} />
        <TextInput
          className={classes.field}
          label={texts.person}
          placeholder={texts.optional}
          value={person}
          onChange={(event) => setPerson(event.currentTarget.value)}
        />
        <Button type="submit" className={classes.act}>
          {texts.trace}
        </Button>
      </Group>
    </form>
  );
}
