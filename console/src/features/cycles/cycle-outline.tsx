import { Text } from "@mantine/core";
import { type CycleDocument, isDisabled, type Step } from "@velodrome/contract";
import type { Names } from "../../lib/names.ts";
import { phraseText } from "../../lib/phrase.ts";
import { PhraseText } from "../../ui/phrase-text.tsx";
import { stepIcon } from "../../ui/step-icon.ts";
import classes from "./cycle-outline.module.css";
import { describeCyclePolicy, describeOwnPolicy } from "./describe-error-policy.ts";
import { describeStep } from "./describe-step.ts";
import { type OutlineNode, outlineOf } from "../../lib/outline.ts";
import { texts } from "./texts.ts";

const portWords: Readonly<Record<string, string>> = {
  true: texts.yes,
  false: texts.no,
  default: texts.no,
  item: texts.eachItem,
  event: texts.eventCame,
  timeout: texts.timedOut,
  error: texts.onError,
};

function StepLine({ step, names }: { step: Step; names: Names }) {
  const Sign = stepIcon(step.type);
  const ownPolicy = describeOwnPolicy(step);
  return (
    <div className={classes.step} data-type={step.type}>
      <Sign className={classes.icon} stroke={1.75} aria-hidden="true" />
      <div className={classes.words}>
        {step.name === undefined ? null : <strong className={classes.name}>{step.name}</strong>}
        <span>
          <PhraseText phrase={describeStep(step, names)} />
        </span>
        {isDisabled(step) ? (
          <Text size="sm" c="dimmed">
            {texts.disabled}
          </Text>
        ) : null}
        {ownPolicy === null ? null : (
          <Text size="sm" c="dimmed">
            {ownPolicy}
          </Text>
        )}
      </div>
      <code className={classes.id}>{step.id}</code>
    </div>
  );
}

/** By which way a step is reached, in words: of a Switch by the name of its case. */
function portOf({ port }: OutlineNode, from: Step | null): string | null {
  if (port === null) return null;
  const named = from?.type === "switch" ? from.cases.find(({ id }) => id === port)?.name : undefined;
  return named === undefined ? (portWords[port] ?? texts.port(port)) : texts.port(named);
}

function Branch({ node, from, names }: { node: OutlineNode; from: Step | null; names: Names }) {
  const port = portOf(node, from);
  return (
    <li className={classes.branch}>
      {port === null ? null : <span className={classes.port}>{port}</span>}
      {node.again ? (
        <Text size="sm" c="dimmed">
          {texts.goesOn(node.step.name ?? phraseText(describeStep(node.step, names)))}
        </Text>
      ) : (
        <StepLine step={node.step} names={names} />
      )}
      {node.next.length === 0 ? null : (
        <ol className={classes.list}>
          {node.next.map((next) => (
            <Branch key={`${next.port} ${next.step.id}`} node={next} from={node.step} names={names} />
          ))}
        </ol>
      )}
    </li>
  );
}

/** A cycle read aloud: its steps as sentences, in the order they happen. */
export function CycleOutline({ document, names }: { document: CycleDocument; names: Names }) {
  if (document.steps.length === 0) return <Text c="dimmed">{texts.noSteps}</Text>;
  const policy = describeCyclePolicy(document);
  return (
    <>
      <ol className={classes.list} data-top>
        {outlineOf(document).map((node) => (
          <Branch key={node.step.id} node={node} from={null} names={names} />
        ))}
      </ol>
      {policy === null ? null : (
        <Text size="sm" c="dimmed">
          {policy}
        </Text>
      )}
    </>
  );
}
