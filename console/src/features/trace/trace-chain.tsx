import { Title } from "@mantine/core";
import { IconCheck, IconMinus, IconQuestionMark, IconX } from "@tabler/icons-react";
import type { TraceAnswer, TraceFinding } from "@velodrome/contract";
import type { ReactNode } from "react";
import { ExactMoment } from "../../ui/moment.tsx";
import { StateMark, type StateLook } from "../../ui/state-mark.tsx";
import { texts } from "./texts.ts";
import classes from "./trace-chain.module.css";
import { serverWords } from "../../lib/server-words.ts";

const looks: Readonly<Record<TraceAnswer, StateLook>> = {
  yes: { tone: "neutral", icon: IconCheck, word: texts.answers.yes },
  no: { tone: "red", icon: IconX, word: texts.answers.no },
  unknown: { tone: "amber", icon: IconQuestionMark, word: texts.answers.unknown },
  unreached: { tone: "neutral", icon: IconMinus, word: texts.answers.unreached },
};

interface TraceChainProps {
  findings: readonly TraceFinding[];
  actOf: (finding: TraceFinding) => ReactNode;
}

/** Each link of a message's way with its answer; what was not reached is grey. */
export function TraceChain({ findings, actOf }: TraceChainProps) {
  return (
    <ol className={classes.chain}>
      {findings.map((finding) => (
        <li key={finding.link} className={classes.link} data-answer={finding.answer}>
          <Title order={3} className={classes.question}>
            {texts.links[finding.link]}
          </Title>
          <StateMark look={looks[finding.answer]} strong={finding.answer === "no"} />
          {finding.answer === "unreached" ? null : (
            <div className={classes.words}>
              {serverWords(finding.message)}
              {finding.at === null ? null : (
                <span className={classes.when}>
                  {" "}
                  <ExactMoment at={finding.at} />
                </span>
              )}
              {finding.act === null ? null : <div className={classes.act}>{actOf(finding)}</div>}
            </div>
          )}
        </li>
      ))}
    </ol>
  );
}
