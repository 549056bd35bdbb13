import type { WebhookRecord } from '../callbacks/webhook.js';
import type { Call } from '../calls/call.js';
import { maskedNumber } from '../wire-format.js';
import { PAGE_SCRIPT } from './page-script.js';
import { PAGE_STYLE } from './page-style.js';

const SHOWN_CALLS = 200;
const HEADS = ['Call', 'Created', 'To', 'Callee', 'Status', 'Seconds', 'Story', 'Webhooks'] as const;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');

const clock = (date: Date | null): string => date?.toISOString().slice(11, 19) ?? '';

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

/** A list behind its length. The ids let the refresh open it again, and find the focus. */
function opened(id: string, one: string, lines: readonly string[]): string {
  if (lines.length === 0) return 'none';
  const items = lines.map((line) => `<li>${escaped(line)}</li>`).join('');
  return `<details id="${id}"><summary id="${id}-summary">${counted(lines.length, one)}</summary><ul>${items}</ul></details>`;
}

function webhookLine({ kind, event, tries }: WebhookRecord): string {
  const answers = tries.map(({ status, failure }) => status ?? failure ?? '').join(', ');
  return `${event === kind ? kind : `${kind} ${event}`}: ${answers || 'not answered yet'}`;
}

function row(call: Call): string {
  const { sid } = call;
  const story = call.story.map(({ at, what, text }) => `${clock(at)} ${what} ${text}`.trimEnd());
  const cells: Record<(typeof HEADS)[number], string> = {
    Call: `<a id="${sid}" href="/simulator/calls/${sid}"><code>${sid}</code></a>`,
    Created: clock(call.dateCreated),
    To: maskedNumber(call.request.to),
    Callee: escaped(call.callee.name),
    Status: call.status,
    Seconds: String(call.durationSeconds ?? ''),
    Story: opened(`${sid}-story`, 'moment', story),
    Webhooks: opened(`${sid}-webhooks`, 'webhook', call.webhooks.map(webhookLine)),
  };
  return `<tr>${HEADS.map((head) => `<td data-head="${head}">${cells[head]}</td>`).join('')}</tr>`;
}

/** A plain page that lists the newest calls for a curious developer. It asks for nothing from elsewhere. */
export function callsPage(calls: readonly Call[], speed: number): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Twilio simulator</title><link rel="icon" href="data:,"><style>${PAGE_STYLE}</style></head>
<body><h1>Twilio simulator</h1>
<p>These calls are simulated: nobody is called. Time runs at ${speed}x.</p>
<p role="alert" hidden>The simulator does not answer: what is shown may be old.</p>
<main><p>${counted(calls.length, 'call')}, the newest first.</p>
<table><thead><tr>${HEADS.map((head) => `<th scope="col">${head}</th>`).join('')}</tr></thead>
<tbody>${calls.slice(0, SHOWN_CALLS).map(row).join('\n')}</tbody></table></main>
<script>${PAGE_SCRIPT}</script></body></html>
`;
}
