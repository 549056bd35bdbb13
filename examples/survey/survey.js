/** Asks those who were reached in a campaign what they think: `node survey.js reminders`. */
import { setTimeout as wait } from 'node:timers/promises';
import { Atlas } from '@atlas/client';

const QUESTIONS = ['call_quality', 'agent_helpfulness', 'resolution', 'call_ease', 'overall_satisfaction'];
const SCRIPT =
  'Hello. We called you lately. After the tone, please give us five numbers from one, bad, to five, good: how well you heard us, ' +
  'how much we helped, whether all was settled, how easy the call was, and how content you are.';
const WORDS = ['one', 'two', 'three', 'four', 'five'];
const TRANSCRIBED_WITHIN_MS = 60_000;

const [campaign] = process.argv.slice(2);
const atlas = new Atlas({
  url: process.env.ATLAS_URL ?? 'http://localhost:8000',
  key: process.env.ATLAS_API_KEY,
});

/** What the callee said, once it is written down. */
async function answerOf(callId) {
  await atlas.calls.untilOver(callId, { everyMs: 500 });
  const deadline = Date.now() + TRANSCRIBED_WITHIN_MS;
  for (; Date.now() < deadline; await wait(500)) {
    const { status, recordings } = await atlas.calls.get(callId);
    const text = recordings.at(-1)?.transcription?.text;
    if (text || status !== 'completed') return text ?? '';
  }
  return '';
}

/** `Five, four, 5 …` as numbers. */
const numbersIn = (text) =>
  [...text.toLowerCase().matchAll(/\b(?:one|two|three|four|five|[1-5])\b/g)].map(
    ([word]) => WORDS.indexOf(word) + 1 || Number(word),
  );

async function followUp(reminder) {
  const survey = await atlas.calls.place(
    {
      to: reminder.to_number,
      user_external_id: reminder.user_external_id,
      script: SCRIPT,
      campaign_id: 'survey',
      metadata: { about: reminder.call_id },
    },
    { idempotencyKey: `survey-${reminder.call_id}` },
  );
  const text = await answerOf(survey.call_id);
  const numbers = numbersIn(text);
  if (numbers.length !== QUESTIONS.length) {
    console.log(`${reminder.to_number}: not understood: “${text}”`);
    return;
  }
  const ratings = Object.fromEntries(QUESTIONS.map((question, i) => [question, numbers[i]]));
  await atlas.feedback.give(reminder.call_id, { ...ratings, notes: text });
  console.log(`${reminder.to_number}: ${numbers.join(' ')}`);
}

const reached = atlas.calls.each({ campaign_id: campaign, status: ['completed'], has_feedback: false });
for await (const reminder of reached) await followUp(reminder);
