import { describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { Listing } from './listing.js';
import { quietly } from './testing/around-each.js';
import { paged, serviceAt } from './testing/stub-twilio.js';
import type { TwilioService } from './twilio.service.js';

const SID = `CA${'0123456789abcdef'.repeat(2)}`;
const warningsNow = () => jest.mocked(Logger.prototype.warn).mock.calls.map(([text]) => String(text));

quietly();

describe('an entry of a list', () => {
  const other = `CA${'f'.repeat(32)}`;
  const requestOf = (call_sid?: string) => ({
    request: { url: 'https://x.example', parameters: { call_sid } },
  });
  type Reader = (service: TwilioService) => Promise<Listing<object>>;
  const lists: [string, string, Reader, object, object[]][] = [
    [
      'Recordings',
      SID,
      (service) => service.listRecordings(SID),
      { sid: 'RE1', call_sid: SID },
      [{ sid: 'RE2', call_sid: other }, { sid: null }, { sid: 'garbage' }],
    ],
    [
      'Notifications',
      SID,
      (service) => service.listNotifications(SID),
      { sid: 'NO1', call_sid: SID, error_code: '11205' },
      [
        { sid: 'NO2', call_sid: other, error_code: '11205' },
        { sid: 'garbage', error_code: '11205' },
      ],
    ],
    [
      'Transcriptions',
      'RE1',
      (service) => service.listTranscriptions('RE1'),
      { sid: 'TR1', recording_sid: 'RE1' },
      [{ sid: 'TR2', recording_sid: 'RE2' }, { sid: 'garbage' }],
    ],
    ['Events', SID, (service) => service.listCallEvents(SID), requestOf(SID), [requestOf(other)]],
  ];

  it.each(lists)("of %s that is another's, or none, hides no other", async (name, sid, read, good, bad) => {
    const server = await paged('/x', name.toLowerCase(), [[...bad, good], [good]]);
    const { items, isWhole } = await read(serviceAt(server.url));
    expect([items.length, isWhole, server.requests.length]).toEqual([2, false, 2]);
    const warnings = warningsNow();
    expect(warnings).toHaveLength(bad.length);
    for (const warning of warnings)
      expect(warning).toMatch(`An entry was left out of the ${name.toLowerCase()} of ${sid}: `);
  });

  it('is named in the log by SIDs alone', async () => {
    const owners = [other, '+14155552671'].map((call_sid) => ({ sid: 'RE1', call_sid }));
    const server = await paged('/x', 'recordings', [owners]);
    await serviceAt(server.url).listRecordings(SID);
    const warnings = warningsNow();
    const begin = `An entry was left out of the recordings of ${SID}: it is of `;
    expect(warnings).toEqual([`${begin}${other}`, `${begin}another`]);
  });
});
