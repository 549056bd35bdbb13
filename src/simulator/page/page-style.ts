/** The page's style: on a narrow screen each row of the table becomes a block of lines with their own heads. */
export const PAGE_STYLE = `
body { font: 15px/1.4 system-ui, sans-serif; margin: 2rem; color: #1d2330; }
h1 { font-size: 1.5rem; }
a { color: #0b57d0; }
[role=alert] { color: #a3261a; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid #d5d9e0; padding: .4rem .6rem; text-align: left; vertical-align: top; white-space: nowrap; }
th:nth-child(7) { width: 99%; }
code { font-size: .85em; }
summary { cursor: pointer; }
li { white-space: normal; overflow-wrap: anywhere; }
ul { margin: .3rem 0; padding-left: 1.2rem; }
@media (max-width: 60rem) {
  body { margin: 1rem; }
  table, tbody, tr, td { display: block; }
  thead { display: none; }
  tr { border-bottom: 2px solid #aab1bd; padding: .6rem 0; }
  td { border: 0; padding: .1rem 0 .1rem 6.5rem; white-space: normal; overflow-wrap: anywhere; min-height: 1.4em; position: relative; }
  td::before { content: attr(data-head); position: absolute; left: 0; color: #5b6474; }
}
`;
