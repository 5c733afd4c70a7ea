/**
 * Listens to the sandbox's events. The browser reconnects by itself; each time the line stands (again),
 * `opened` reads everything anew, because what happened in between was not told.
 * @param {{ opened: () => void, lost: () => void, event: (event: object) => void }} tell
 */
export function listen(tell) {
  const source = new EventSource("/_sandbox/live");
  source.addEventListener("open", tell.opened);
  source.addEventListener("message", (message) => tell.event(JSON.parse(message.data)));
  source.addEventListener("error", () => {
    tell.lost();
    // A browser gives up for good when the server answers with an error: begin again then.
    if (source.readyState !== EventSource.CLOSED) return;
    source.close();
    setTimeout(() => listen(tell), 1000);
  });
}
