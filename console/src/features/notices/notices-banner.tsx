import { CloseButton, Stack } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Notice } from "@velodrome/contract";
import { IconAlertTriangle, IconCircleX, IconInfoCircle } from "@tabler/icons-react";
import { Callout } from "../../ui/callout.tsx";
import { CopyTextButton } from "../../ui/copy-button.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { ActFailure } from "../../ui/failure.tsx";
import { ButtonLink } from "../../ui/link.tsx";
import { Moment } from "../../ui/moment.tsx";
import { dismissNotice } from "./dismiss-notice.ts";
import { noticesQuery } from "./list-notices.ts";
import { noticeTarget, worstFirst } from "./notice-target.ts";
import classes from "./notices-banner.module.css";
import { texts } from "./texts.ts";
import { serverWords } from "../../lib/server-words.ts";

const looks = {
  info: { tone: "neutral", icon: IconInfoCircle },
  warning: { tone: "amber", icon: IconAlertTriangle },
  error: { tone: "red", icon: IconCircleX },
} as const;

function NoticeRow({ notice, onDismiss }: { notice: Notice; onDismiss: (id: string) => void }) {
  const target = noticeTarget(notice);
  const acts =
    notice.link === null && target === null ? null : (
      <>
        {target === null ? null : (
          <ButtonLink to={target.to} variant="default">
            {target.label}
          </ButtonLink>
        )}
        {notice.link === null ? null : <CopyTextButton label={texts.link} value={notice.link} />}
      </>
    );
  return (
    <div className={classes.row}>
      <Callout {...looks[notice.severity]} acts={acts}>
        <div>
          {serverWords(notice.message)}{" "}
          <span className={classes.grey}>
            <Moment at={notice.createdAt} /> · <code>{notice.code}</code>
          </span>
        </div>
      </Callout>
      <CloseButton
        className={classes.dismiss}
        title={texts.dismiss}
        aria-label={texts.dismissOf(notice.message)}
        onClick={() => onDismiss(notice.id)}
      />
    </div>
  );
}

/** What somebody should know of, over every page: the worst in sight, the others one click away. */
export function NoticesBanner() {
  const client = useQueryClient();
  const { data = [] } = useQuery(noticesQuery);
  const dismiss = useMutation({
    mutationFn: dismissNotice,
    onSettled: () => client.invalidateQueries({ queryKey: noticesQuery.queryKey }),
  });
  const [first, ...others] = worstFirst(data).filter(({ id }) => !(dismiss.isPending && dismiss.variables === id));
  if (first === undefined) return null;
  const row = (notice: Notice) => <NoticeRow key={notice.id} notice={notice} onDismiss={(id) => dismiss.mutate(id)} />;
  return (
    <section className={classes.notices} aria-label={texts.label}>
      {dismiss.isError ? <ActFailure heading={texts.dismissFailed} error={dismiss.error} /> : null}
      {row(first)}
      {others.length === 0 ? null : (
        <Disclosure label={texts.more(others.length)}>
          <Stack gap="sm">{others.map(row)}</Stack>
        </Disclosure>
      )}
    </section>
  );
}
