import { pipeline, Readable } from 'node:stream';
import { Router, type Request, type Response } from 'express';
import type { Call } from '../calls/call.js';
import { isCallStatus } from '../calls/call-status.js';
import type { EndingCommand } from '../calls/endings.js';
import { VOICEMAIL } from '../callees/callee-table.js';
import type { Command } from '../callees/inbox.js';
import { ValidationFailure } from '../../common/validation/validation-failure.js';
import { CallCommand } from './call-command.js';
import { CalleeSettings, changedCallee } from './callee-settings.js';
import type { ControlContext } from './control-context.js';
import { testCaseOf } from '../phone/test-case.js';
import { NotNow, NotSimulated, readBody } from './read-body.js';
import { countByStatus, truthOf } from './truth.js';

const missing = (field: string, command: string): ValidationFailure =>
  new ValidationFailure([{ field, message: `must be given with ${command}` }]);

/** The command with what it needs; a field that is missing is a fault of that field. */
function complete(given: CallCommand): Command | { command: EndingCommand } {
  const { command, text, keys, pcm } = given;
  if (command === 'say') {
    if (text === undefined) throw missing('text', command);
    return { command, text };
  }
  if (command === 'press') {
    if (keys === undefined) throw missing('keys', command);
    return { command, keys };
  }
  if (command === 'sound') {
    if (pcm === undefined) throw missing('pcm', command);
    return { command, pcm: Buffer.from(pcm, 'base64'), text: text ?? '' };
  }
  return command === 'voicemail' ? { command: 'answer' } : { command };
}

function statusFilter(value: unknown): (call: Call) => boolean {
  if (value === undefined) return () => true;
  if (typeof value === 'string' && isCallStatus(value)) return ({ status }) => status === value;
  throw new ValidationFailure([{ field: 'status', message: 'must be a status of a call' }]);
}

/** Writes the list call by call: that of thousands would be a text of many megabytes. */
function sendTruth(response: Response, head: object, calls: readonly Call[]): void {
  function* parts(): Generator<string> {
    yield `${JSON.stringify(head).slice(0, -1)},"calls":[`;
    for (const [index, call] of calls.entries())
      yield (index === 0 ? '' : ',') + JSON.stringify(truthOf(call));
    yield ']}';
  }
  response.type('json');
  pipeline(Readable.from(parts()), response, () => undefined);
}

/** The truth about calls, and a person's hand on the called side. */
export function callControl({ store, switchboard }: ControlContext): Router {
  const router = Router();
  const getCall = (request: Request<{ sid: string }>): Call => {
    const call = store.find(request.params.sid);
    if (!call) throw new NotSimulated(`Simulated call not found: ${request.params.sid}`);
    return call;
  };

  router.get('/', (request, response) => {
    const { to, status } = request.query;
    const all = store.newestFirst().filter((call) => to === undefined || call.request.to === to);
    const calls = all.filter(statusFilter(status));
    sendTruth(response, { total: calls.length, by_status: countByStatus(all) }, calls);
  });
  router.get('/:sid', (request, response) => {
    response.json(truthOf(getCall(request)));
  });
  router.get('/:sid/test-case', (request, response) => {
    response.json(testCaseOf(getCall(request)));
  });
  router.put('/:sid/callee', async (request, response) => {
    const call = getCall(request);
    const callee = changedCallee(call.callee, await readBody(request, CalleeSettings));
    if (!switchboard.changeCallee(call, callee)) throw new NotNow(`The call is over: ${call.sid}`);
    response.json(truthOf(call));
  });
  router.post('/:sid/commands', async (request, response) => {
    const call = getCall(request);
    const given = await readBody(request, CallCommand);
    const command = complete(given);
    const isForMachine = given.command === 'voicemail';
    const canPickUp = call.status === 'ringing' && call.callee.interactive;
    if (isForMachine && canPickUp) switchboard.changeCallee(call, VOICEMAIL);
    if ((isForMachine && !canPickUp) || !switchboard.command(call, command))
      throw new NotNow(`Not possible now: the call is ${call.status}`);
    response.json(truthOf(call));
  });
  return router;
}
