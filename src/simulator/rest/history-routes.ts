import { Router, type Request } from 'express';
import type { Account } from '../account.js';
import type { Call } from '../calls/call.js';
import type { CallNotification } from '../calls/notification.js';
import { fieldsOf, type WebhookRecord, type WebhookTry } from '../callbacks/webhook.js';
import { rfc2822 } from '../wire-format.js';
import { callUri, simulatedMsSinceEnd } from './call-resource.js';
import { dateFilter } from './date-filter.js';
import { pageOf } from './page-of.js';
import { notFound } from './rest-error.js';
import type { RestContext } from './rest-context.js';

interface Requested {
  id: string;
  webhook: WebhookRecord;
  attempt: WebhookTry;
}

/** Twilio's `log` of each level. */
const LOG_OF = { error: '0', warning: '1' } as const;

/** Each request that was made for a call, known some time after its end only, as with Twilio. */
function requestsOf(call: Call, account: Account): Requested[] {
  if (simulatedMsSinceEnd(call) < account.limits.eventsDelaySeconds * 1000 || call.endedAtReal === null)
    return [];
  return call.webhooks.flatMap((webhook) =>
    webhook.tries.map((attempt, index) => ({ id: `${webhook.token}-${index}`, webhook, attempt })),
  );
}

const eventResource = ({ webhook, attempt }: Requested): unknown => ({
  request: { method: webhook.endpoint.method, url: webhook.endpoint.url, parameters: fieldsOf(webhook.form) },
  response: {
    response_code: attempt.status,
    request_duration: attempt.tookMs,
    content_type: attempt.contentType,
    response_body: attempt.body,
    date_created: rfc2822(attempt.at),
  },
});

function notificationResource(call: Call, notification: CallNotification): Record<string, unknown> {
  const { level, code, message } = notification;
  const at = rfc2822(notification.at);
  const text = { Msg: message, ErrorCode: String(code), LogLevel: level === 'error' ? 'ERROR' : 'WARN' };
  return {
    account_sid: call.accountSid,
    api_version: '2010-04-01',
    call_sid: call.sid,
    date_created: at,
    date_updated: at,
    error_code: String(code),
    log: LOG_OF[level],
    message_date: at,
    message_text: new URLSearchParams(text).toString(),
    more_info: `https://www.twilio.com/docs/errors/${code}`,
    request_method: notification.webhook?.endpoint.method ?? null,
    request_url: notification.webhook?.endpoint.url ?? '',
    sid: notification.sid,
    uri: `${callUri(call)}/Notifications/${notification.sid}.json`,
  };
}

/** The notifications of a call that the filters `Log` and `MessageDate` let pass. */
function wanted(request: Request, call: Call): CallNotification[] {
  const { Log: log } = request.query;
  const isOfDate = dateFilter(request, 'MessageDate');
  return call.notifications.filter(({ level, at }) => (!log || LOG_OF[level] === log) && isOfDate(at));
}

function withAnswer({ webhook }: CallNotification): Record<string, unknown> {
  const answer = webhook?.tries.at(-1);
  return {
    request_variables: webhook?.form ?? '',
    response_body: answer?.body ?? '',
    response_headers: answer ? `Content-Type: ${answer.contentType}` : '',
  };
}

/** What happened around a call: the requests made for it, and the errors and warnings that it met. */
export function historyRoutes({ account, store }: RestContext): Router {
  const router = Router();
  const getCall = (sid: string, path: string): Call => {
    const call = store.findListed(sid);
    if (!call) throw notFound(path);
    return call;
  };

  router.get('/Calls/:sid/Events.json', (request, response) => {
    const call = getCall(request.params.sid, request.originalUrl);
    const list = { sidOf: ({ id }: Requested) => id, resource: eventResource };
    response.json(pageOf(request, 'events', requestsOf(call, account), list));
  });
  router.get('/Calls/:sid/Notifications.json', (request, response) => {
    const call = getCall(request.params.sid, request.originalUrl);
    const list = {
      sidOf: ({ sid }: CallNotification) => sid,
      resource: (notification: CallNotification) => notificationResource(call, notification),
    };
    response.json(pageOf(request, 'notifications', wanted(request, call), list));
  });
  router.get('/Calls/:callSid/Notifications/:sid.json', (request, response) => {
    const call = getCall(request.params.callSid, request.originalUrl);
    const notification = call.notifications.find(({ sid }) => sid === request.params.sid);
    if (!notification) throw notFound(request.originalUrl);
    response.json({ ...notificationResource(call, notification), ...withAnswer(notification) });
  });
  return router;
}
