/** A browser that keeps its clipboard from pages answers with a refusal; keys still work there. */
export async function toClipboard(text: string | null): Promise<void> {
  if (text !== null) await navigator.clipboard.writeText(text);
}
