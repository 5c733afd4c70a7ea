// Sets light or dark before the first paint, so that the page never flashes in the other one.
// The same key and attribute as the theme provider reads later.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem("velodrome-color-scheme");
  } catch {
    // Storage may be forbidden: then the system's own choice stands.
  }
  const dark = chosen === "dark" || (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
})();
