import { localUrl } from './local-url.js';

/**
 * What the page does: signs in, or uses a one-time link up, then leads on. The token of a link is taken out of the
 * address at once, so that it stays in no history.
 */
export const PAGE_SCRIPT = `'use strict';
const localUrl = ${localUrl.toString()};

const root = document.body.dataset.root;
const form = document.querySelector('form');
const fields = form.elements;
const alertText = document.querySelector('[role=alert]');
const query = new URLSearchParams(location.search);
const given = new URLSearchParams(location.hash.slice(1));
const token = given.get('token');
const failures = {
  'provider-failed': 'The single sign-on was not completed: try again',
  'not-invited': 'You may not sign in to Atlas: ask an admin to invite you',
  'too-many-tries': 'Too many tries to sign in: try again in a minute',
};

const console = new URL(root + '/console/', location.href).href;
const next = localUrl(query.get('next') ?? '', location.origin) ?? console;

if (location.hash !== '') history.replaceState(null, '', location.pathname + location.search);
for (const part of document.querySelectorAll('[data-for]'))
  part.hidden = part.dataset.for !== (token === null ? 'sign-in' : 'link');
fields.email.disabled = token !== null;
if (token !== null) {
  document.title = 'Choose a password – Atlas';
  fields.password.autocomplete = 'new-password';
  fields.password.minLength = 12;
  fields.password.setAttribute('aria-describedby', 'hint');
}
const other = document.querySelector('.other');
if (other && query.has('next')) other.search = new URLSearchParams({ next: query.get('next') });
alertText.textContent = new Map(Object.entries(failures)).get(given.get('failure')) ?? '';
(token === null ? fields.email : fields.password).focus();

fields.show.addEventListener('change', () => {
  fields.password.type = fields.show.checked ? 'text' : 'password';
});

/** Null where it went well, else a sentence. */
const send = async (path, body) => {
  const options = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(root + path, options).catch(() => null);
  if (response?.ok) return null;
  const answer = await response?.json().catch(() => null);
  return answer?.detail ?? 'Atlas cannot be reached: try again';
};

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  fields.submit.disabled = true;
  alertText.textContent = '';
  const password = fields.password.value;
  const failure = token === null
    ? await send('/sign-in', { email: fields.email.value.trim(), password })
    : await send('/sign-in/link', { token, password });
  if (failure === null) {
    location.replace(next);
    return;
  }
  fields.submit.disabled = false;
  alertText.textContent = failure;
  fields.password.focus();
});
`;
