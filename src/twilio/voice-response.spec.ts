import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import twilio from 'twilio';
import { callbackUrls } from './callback-urls.js';
import { toSpeechPieces } from './speech-pieces.js';
import { apologyTwiml, hangupTwiml, scriptTwiml, thanksTwiml } from './voice-response.js';

interface Verb {
  name: string;
  attributes: Record<string, string>;
  text: string;
}

/** The verbs inside Response; throws where the XML is not well formed. */
const verbsOf = (xml: string): Verb[] => {
  const verbs: Verb[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) =>
    verbs.push({ name, attributes: { ...attributes }, text: '' }),
  );
  parser.on('text', (text) => {
    const verb = verbs.at(-1);
    if (verb) verb.text += text;
  });
  parser.write(xml).close();
  expect(verbs[0]?.name).toBe('Response');
  return verbs.slice(1);
};

const namesOf = (xml: string): string[] => verbsOf(xml).map(({ name }) => name);
const urls = callbackUrls('https://atlas.example.com', {
  callId: 'an-id',
  attempt: 1,
  recordingEnabled: true,
});
const { recorded, recording } = urls;

describe('the TwiML of a script', () => {
  it('with recording asks consent, speaks, records and ends', () => {
    const [consent, script, record, hangup, ...rest] = verbsOf(
      scriptTwiml({ text: 'Hello.', recording: true, urls }),
    );
    expect(consent).toMatchObject({
      name: 'Say',
      text: expect.stringMatching(/may be recorded.*consent.*hang up/),
    });
    expect(script).toEqual({ name: 'Say', attributes: {}, text: 'Hello.' });
    expect(record).toEqual({
      name: 'Record',
      text: '',
      attributes: {
        maxLength: '3600',
        trim: 'trim-silence',
        transcribe: 'true',
        transcribeCallback: recording,
        recordingStatusCallback: recording,
        recordingStatusCallbackMethod: 'POST',
        recordingStatusCallbackEvent: 'completed absent',
        action: recorded,
        method: 'POST',
      },
    });
    expect(hangup?.name).toBe('Hangup');
    expect(rest).toEqual([]);
  });

  it('without recording only speaks and ends', () => {
    const verbs = verbsOf(scriptTwiml({ text: 'Hello.', recording: false, urls }));
    expect(verbs.map(({ name, text }) => [name, text])).toEqual([
      ['Say', 'Hello.'],
      ['Hangup', ''],
    ]);
  });

  it.each([undefined, '', ' \n', '\u0000'])(
    'that is %j invites to leave a message, or says one sentence',
    (text) => {
      const invited = verbsOf(scriptTwiml({ text, recording: true, urls }));
      expect(invited.map(({ name }) => name)).toEqual(['Say', 'Say', 'Record', 'Hangup']);
      expect(invited[1]?.text).toMatch(/message after the tone/);
      expect(namesOf(scriptTwiml({ text, recording: false, urls }))).toEqual(['Say', 'Hangup']);
    },
  );

  it('is well formed and says what was written, for any text', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.string({ unit: 'grapheme', maxLength: 5_000 }),
    );
    fc.assert(
      fc.property(text, fc.boolean(), (script, recorded_) => {
        const says = verbsOf(scriptTwiml({ text: `Go. ${script}`, recording: recorded_, urls })).filter(
          ({ name }) => name === 'Say',
        );
        const spoken = says.slice(recorded_ ? 1 : 0).map((say) => say.text);
        for (const piece of spoken) expect(Buffer.byteLength(piece)).toBeLessThanOrEqual(3_000);
        const written = `Go. ${script}`.replace(
          /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu,
          '',
        );
        expect(spoken.join('').replace(/\s+/gu, '')).toBe(written.replace(/\s+/gu, ''));
      }),
      { numRuns: 200 },
    );
  });

  it('is what the SDK writes, for any text and any address', () => {
    const some = fc.string({ unit: 'grapheme', maxLength: 300 });
    const unit = fc.constantFrom('a', '&', '<', '>', '"', "'", '\r', '\n', '\t', '{gap}', 'é');
    const address = fc.string({ unit, maxLength: 60 });
    fc.assert(
      fc.property(some, fc.boolean(), address, address, (script, recorded_, after, news) => {
        const text = `Go. ${script}`;
        const own = scriptTwiml({ text, recording: recorded_, urls: { recorded: after, recording: news } });
        const sdk = new twilio.twiml.VoiceResponse();
        const pieces = toSpeechPieces(text);
        const [consent = ''] = /This call[^<]*/.exec(own) ?? [];
        for (const piece of recorded_ ? [consent, ...pieces] : pieces) sdk.say(piece);
        if (recorded_)
          sdk.record({
            maxLength: 3_600,
            trim: 'trim-silence',
            transcribe: true,
            transcribeCallback: news,
            recordingStatusCallback: news,
            recordingStatusCallbackMethod: 'POST',
            recordingStatusCallbackEvent: ['completed', 'absent'],
            action: after,
            method: 'POST',
          });
        sdk.hangup();
        expect(own).toBe(sdk.toString());
      }),
      { numRuns: 200 },
    );
  });

  it('cannot be left by a script that looks like XML', () => {
    const text = '</Say><Dial>+14155552671</Dial><Say>&amp; ]]> <!--';
    const verbs = verbsOf(scriptTwiml({ text, recording: false, urls }));
    expect(verbs.map(({ name }) => name)).toEqual(['Say', 'Hangup']);
    expect(verbs[0]?.text).toBe(text);
  });
});

describe('the short answers', () => {
  it('thank, apologise or just end', () => {
    expect(namesOf(thanksTwiml())).toEqual(['Say', 'Hangup']);
    expect(thanksTwiml()).toMatch(/thank you/i);
    expect(namesOf(apologyTwiml())).toEqual(['Say', 'Hangup']);
    expect(apologyTwiml()).toMatch(/sorry/i);
    expect(namesOf(hangupTwiml())).toEqual(['Hangup']);
  });
});
