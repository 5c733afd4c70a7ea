/** Where a page is not served by https, a browser has only this: it copies what is selected, which is asked for in words. */
function copyByCommand(text: string): boolean {
  const selection = window.getSelection();
  const before = selection !== null && selection.rangeCount > 0 ? selection.getRangeAt(0) : null;
  const place = document.body.appendChild(document.createElement("span"));
  place.textContent = text;
  place.style.cssText = "position: fixed; inset-block-start: 0; opacity: 0; white-space: pre; user-select: text";
  selection?.selectAllChildren(place);
  const onCopy = (event: ClipboardEvent) => {
    event.clipboardData?.setData("text/plain", text);
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  window.addEventListener("copy", onCopy, { capture: true });
  try {
    return document.execCommand("copy");
  } finally {
    window.removeEventListener("copy", onCopy, { capture: true });
    place.remove();
    selection?.removeAllRanges();
    if (before !== null) selection?.addRange(before);
  }
}

/** Copies a text, for whoever pressed a button just now. Answers whether the browser let it. */
export async function copyText(text: string): Promise<boolean> {
  const { clipboard } = navigator as { clipboard?: Clipboard };
  if (clipboard === undefined) return copyByCommand(text);
  try {
    await clipboard.writeText(text);
    return true;
  } catch {
    return copyByCommand(text);
  }
}
