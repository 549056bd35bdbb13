import type { Call } from '../calls/call.js';
import { maskedNumber } from '../wire-format.js';

const SHOWN_CALLS = 200;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');

const clock = (date: Date | null): string => date?.toISOString().slice(11, 19) ?? '';

function row(call: Call): string {
  const told = call.story
    .map(({ at, what, text }) => `<li>${clock(at)} ${what} ${escaped(text)}</li>`)
    .join('');
  const tried = call.webhooks.map(({ kind, event, tries }) => {
    const answers = tries.map(({ status, failure }) => status ?? failure ?? '').join(', ');
    return `<li>${kind} ${escaped(event)}: ${escaped(answers)}</li>`;
  });
  return `<tr>
<td><a href="/simulator/calls/${call.sid}">${call.sid}</a></td><td>${clock(call.dateCreated)}</td>
<td>${maskedNumber(call.request.to)}</td><td>${escaped(call.callee.name)}</td><td>${call.status}</td>
<td>${call.durationSeconds ?? ''}</td>
<td><details><summary>${call.story.length} moments</summary><ul>${told}</ul></details></td>
<td><details><summary>${call.webhooks.length} webhooks</summary><ul>${tried.join('')}</ul></details></td>
</tr>`;
}

/** A plain page that lists the newest calls for a curious developer. It asks for nothing from elsewhere. */
export function callsPage(calls: readonly Call[], speed: number): string {
  const heads = ['Call', 'Created', 'To', 'Callee', 'Status', 'Seconds', 'What happened', 'Webhooks'];
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Twilio simulator</title><meta http-equiv="refresh" content="5">
<style>body{font:14px system-ui,sans-serif;margin:2rem}table{border-collapse:collapse}
td,th{border-bottom:1px solid #ccc;padding:.3rem .6rem;text-align:left;vertical-align:top}</style></head>
<body><h1>Twilio simulator</h1>
<p>These calls are simulated: nobody is called. Time runs at ${speed}x. ${calls.length} calls, the newest first.</p>
<table><thead><tr>${heads.map((head) => `<th>${head}</th>`).join('')}</tr></thead>
<tbody>${calls.slice(0, SHOWN_CALLS).map(row).join('\n')}</tbody></table></body></html>
`;
}
