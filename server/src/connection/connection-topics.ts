import { noticesTopic, setupTopic, type Topic } from "../db/signal.ts";

/** What a change of a connection concerns: its account, its Setup's health, and what people were told of it. */
export const topicsOf = ({ accountId, setupId }: { accountId: string; setupId: string | null }): Topic[] => [
  accountId,
  noticesTopic,
  ...(setupId === null ? [] : [setupTopic(setupId)]),
];
