/**
 * Small helps on the connect pages, which work without them: filtering while typing, closing a pop-up, and the first
 * message as it comes.
 */
export const connectScript = `
const search = document.querySelector("[data-search]");
if (search) {
  search.querySelector("button").hidden = true;
  search.addEventListener("submit", (event) => event.preventDefault());
  search.addEventListener("input", () => {
    const wanted = search.querySelector("input").value.trim().toLowerCase();
    for (const row of document.querySelectorAll("[data-words]")) row.hidden = !row.dataset.words.includes(wanted);
  });
}
const close = document.querySelector("[data-close]");
if (close) {
  close.hidden = false;
  close.addEventListener("click", () => window.close());
}
const first = document.querySelector("[data-live]");
if (first) {
  const source = new EventSource(first.dataset.live);
  source.addEventListener("message", (event) => {
    first.textContent = JSON.parse(event.data).words;
    first.classList.add("good");
    source.close();
  });
}
`;
