const REFRESH_MS = 5000;

/** The page's script: fetches the page anew and puts its list in place, leaving open what was opened. */
export const PAGE_SCRIPT = `
let shown = '';
async function refresh() {
  const answer = await fetch('/').catch(() => null);
  document.querySelector('[role=alert]').hidden = answer?.ok ?? false;
  if (!answer?.ok) return;
  const html = await answer.text();
  if (html === shown) return;
  shown = html;
  const main = document.querySelector('main');
  const fresh = new DOMParser().parseFromString(html, 'text/html').querySelector('main');
  for (const { id } of main.querySelectorAll('details[open]')) fresh.querySelector('#' + id)?.setAttribute('open', '');
  const focused = main.contains(document.activeElement) ? document.activeElement.id : '';
  main.replaceWith(document.adoptNode(fresh));
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}
setInterval(refresh, ${REFRESH_MS});
`;
