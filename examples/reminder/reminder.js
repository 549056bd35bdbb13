/** Calls everybody in a list of appointments: `node reminder.js appointments.json`. */
import { readFile } from 'node:fs/promises';
import { Atlas, AtlasError } from '@atlas/client';

const atlas = new Atlas({
  url: process.env.ATLAS_URL ?? 'http://localhost:8000',
  key: process.env.ATLAS_API_KEY,
});
const appointments = JSON.parse(await readFile(process.argv[2], 'utf8'));

async function remind({ id, name, phone, when }) {
  const call = await atlas.calls.place(
    {
      to: phone,
      user_external_id: `patient-of-${id}`,
      script: `Hello ${name}. You have an appointment ${when}. After the tone, please tell us whether you will come.`,
      campaign_id: 'reminders',
      metadata: { appointment: id },
      retry: { max_attempts: 2, on: ['no-answer', 'busy'], delay_seconds: 600 },
    },
    { idempotencyKey: `reminder-${id}` },
  );
  const { status, attempts } = await atlas.calls.untilOver(call.call_id, { everyMs: 500 });
  console.log(`${id}  ${name}: ${status}, dialled ${attempts.length}x`);
}

// All at once: Atlas keeps the pace that the carrier allows.
const outcomes = await Promise.allSettled(appointments.map(remind));
for (const [i, { reason }] of outcomes.entries()) {
  if (!reason) continue;
  const why = reason instanceof AtlasError ? `${reason.code}: ${reason.message}` : reason;
  console.error(`${appointments[i].id}  ${appointments[i].name}: not called, ${why}`);
  process.exitCode = 1;
}
