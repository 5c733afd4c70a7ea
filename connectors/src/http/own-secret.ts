import { maskSecrets } from "@velodrome/kit";

/** Shorter ones could stand anywhere by chance. */
const shortestSecret = 8;

/** An answer that repeats the connection's own credentials, without them: what a step gives is kept and shown. */
export function withoutSecrets<Answer>(answer: Answer, secrets: readonly string[]): Answer {
  const text = JSON.stringify(answer);
  const repeated = secrets.filter(
    (secret) => secret.length >= shortestSecret && text.includes(JSON.stringify(secret).slice(1, -1)),
  );
  if (repeated.length === 0) return answer;
  // Texts are replaced by texts and nothing else is touched.
  return maskSecrets(answer, { isSecret: () => false, secrets: repeated }) as Answer;
}
