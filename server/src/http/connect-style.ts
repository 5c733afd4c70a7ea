/**
 * The one style sheet of the connect pages: phone first, light and dark as the person's device is. Fonts are named before
 * `system-ui`, for which some desktops give letters of another kind at each weight.
 */
export const connectStyle = `
:root { color-scheme: light dark; --ground: #f5f6f8; --paper: #fff; --text: #1b1f24; --soft: #59636e; --line: #d8dde3;
  --act: #0b5ed7; --act-text: #fff; --bad: #b3261e; --warn: #8a5300; --good: #146c2e; }
@media (prefers-color-scheme: dark) { :root { --ground: #101317; --paper: #191d23; --text: #e8ebef; --soft: #a3adb8;
  --line: #333b45; --act: #6ea8fe; --act-text: #06203f; --bad: #ff8a80; --warn: #f5b85b; --good: #7bd88f; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text);
  font: 16px/1.5 -apple-system, "Segoe UI", Roboto, "Noto Sans", "Open Sans", system-ui, sans-serif; }
header img { display: block; max-width: 200px; max-height: 56px; margin: 0 auto 8px; }
header { padding: 20px 20px 0; text-align: center; font-weight: 600; color: var(--soft); overflow-wrap: anywhere; }
main { max-width: 480px; margin: 16px auto; padding: 24px 20px; background: var(--paper); }
@media (min-width: 520px) { main { width: 480px; padding: 24px; border: 1px solid var(--line); border-radius: 12px; }
  body { display: flex; flex-direction: column; justify-content: center; min-height: 100vh; padding-bottom: 12vh; } }
h1 { margin: 0 0 8px; font-size: 24px; line-height: 1.25; overflow-wrap: anywhere; }
h2 { margin: 20px 0 4px; font-size: 17px; overflow-wrap: anywhere; }
p { margin: 8px 0; overflow-wrap: anywhere; }
.logo { width: 48px; height: 48px; display: block; margin-bottom: 12px; }
.logo svg { width: 100%; height: 100%; }
.soft, .code { color: var(--soft); } .code { font: 13px ui-monospace, monospace; }
.bad { color: var(--bad); } .warn { color: var(--warn); } .good { color: var(--good); }
.button { display: block; width: 100%; min-height: 48px; margin: 20px 0 0; padding: 12px 16px; border: 1px solid var(--act);
  border-radius: 8px; background: var(--act); color: var(--act-text); font: inherit; font-weight: 600; text-align: center;
  text-decoration: none; cursor: pointer; }
.button.second { background: transparent; color: var(--act); }
a { color: var(--act); }
:focus-visible { outline: 3px solid var(--act); outline-offset: 2px; }
.search { display: flex; gap: 8px; margin: 12px 0; }
input[type="search"] { flex: 1; min-width: 0; min-height: 44px; padding: 8px 12px; border: 1px solid var(--line);
  border-radius: 8px; background: var(--paper); color: var(--text); font: inherit; }
.search button { min-height: 44px; padding: 8px 14px; border: 1px solid var(--line); border-radius: 8px;
  background: transparent; color: var(--text); font: inherit; }
ul { margin: 8px 0; padding: 0; list-style: none; }
ul.plain { padding-left: 20px; list-style: disc; }
.pages label { display: flex; gap: 12px; align-items: flex-start; min-height: 56px; padding: 10px 0;
  border-bottom: 1px solid var(--line); cursor: pointer; }
.pages input { width: 22px; height: 22px; margin: 9px 0 0; flex: none; }
.pages small { display: block; }
.face { flex: none; width: 40px; height: 40px; border-radius: 50%; background: var(--line); color: var(--text);
  display: grid; place-items: center; font-weight: 600; object-fit: cover; }
.name { min-width: 0; overflow-wrap: anywhere; font-weight: 600; } .name small { font-weight: 400; }
fieldset { margin: 0; padding: 0; border: 0; } legend { padding: 0; font-weight: 600; }
.qr { width: 168px; margin: 12px 0; padding: 8px; background: #fff; border-radius: 8px; }
.qr svg { display: block; width: 100%; height: auto; }
.first { margin-top: 20px; padding: 12px 14px; border: 1px solid var(--line); border-radius: 8px; }
[hidden] { display: none !important; }
`;
