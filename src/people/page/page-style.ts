/** The style of the page, for light and dark screens. */
export const PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --back: #f4f5f7; --card: #fff; --text: #1b1f24; --quiet: #57606a; --line: #8b949e; --main: #1f4fd8; --on-main: #fff; --bad: #b3261e;
}
@media (prefers-color-scheme: dark) {
  :root {
    --back: #0e1116; --card: #171b22; --text: #e6e9ee; --quiet: #a5adb8; --line: #6e7681; --main: #8fb1ff; --on-main: #0e1116; --bad: #ff9e96;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body {
  margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1.5rem 1rem;
  background: var(--back); color: var(--text); font: 1rem/1.5 system-ui, sans-serif;
}
main { width: 100%; max-width: 24rem; padding: 2rem 1.5rem; background: var(--card); border-radius: .75rem; box-shadow: 0 1px 4px #0003; }
.name { margin: 0; color: var(--quiet); font-weight: 600; letter-spacing: .04em; }
h1 { margin: 0 0 1.5rem; font-size: 1.5rem; line-height: 1.25; }
label { display: block; margin: 1rem 0 .25rem; font-weight: 600; }
input[type=email], input[type=password], input[type=text] {
  width: 100%; min-height: 2.75rem; padding: .5rem .75rem; font: inherit; color: inherit; background: var(--back);
  border: 1px solid var(--line); border-radius: .5rem;
}
.hint { margin: .25rem 0 0; color: var(--quiet); font-size: .9rem; }
.show { display: flex; gap: .5rem; align-items: center; min-height: 2.75rem; margin: 0; font-weight: 400; }
.show input { width: 1.125rem; height: 1.125rem; accent-color: var(--main); }
button, .other {
  display: block; width: 100%; min-height: 2.75rem; margin-top: .75rem; padding: .5rem 1rem; border-radius: .5rem; font: inherit; font-weight: 600; text-align: center;
}
button { border: 0; background: var(--main); color: var(--on-main); cursor: pointer; }
button[disabled] { opacity: .6; cursor: default; }
.other { border: 1px solid var(--main); color: var(--main); text-decoration: none; }
:focus-visible { outline: 3px solid var(--main); outline-offset: 2px; }
[role=alert] { margin: 1rem 0 0; color: var(--bad); font-weight: 600; }
[role=alert]:empty { margin: 0; }
`.trimStart();
