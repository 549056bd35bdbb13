import { Router } from 'express';
import type { Account } from '../account.js';
import { rfc2822 } from '../wire-format.js';
import { pageOf } from './page-of.js';
import type { RestContext } from './rest-context.js';

/** The account's numbers have no SIDs of their own: it has one number that it may call from. */
const sidOf = (phoneNumber: string): string => `PN${phoneNumber.replace('+', '').padStart(32, '0')}`;

const numberResource = (account: Account, phoneNumber: string): Record<string, unknown> => {
  const sid = sidOf(phoneNumber);
  return {
    account_sid: account.sid,
    capabilities: { fax: false, mms: false, sms: false, voice: true },
    date_created: rfc2822(account.createdAt),
    date_updated: rfc2822(account.createdAt),
    friendly_name: phoneNumber,
    phone_number: phoneNumber,
    sid,
    uri: `/2010-04-01/Accounts/${account.sid}/IncomingPhoneNumbers/${sid}.json`,
  };
};

/** The numbers that the account owns: a list. */
export function numberRoutes({ account }: RestContext): Router {
  const router = Router();
  router.get('/IncomingPhoneNumbers.json', (request, response) => {
    const { PhoneNumber: wanted } = request.query;
    const owned = [account.fromNumber].filter((number) => !wanted || number === wanted);
    const resource = (number: string): unknown => numberResource(account, number);
    response.json(pageOf(request, 'incoming_phone_numbers', owned, { sidOf, resource }));
  });
  return router;
}
