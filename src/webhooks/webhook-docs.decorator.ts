import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiHeader, ApiProduces, ApiQuery, ApiResponse } from '@nestjs/swagger';
import { ApiErrors } from '../common/api-errors.js';
import { WEBHOOK_BODY_BYTES } from '../twilio/signed-request.js';

const TWIML = '<?xml version="1.0" encoding="UTF-8"?><Response><Say>Hello.</Say><Hangup/></Response>';

/** Documents that only Twilio is answered. */
export const ApiTwilioSignature = (): MethodDecorator =>
  applyDecorators(
    ApiHeader({ name: 'X-Twilio-Signature', required: true, description: 'Proof that Twilio asks.' }),
    ApiErrors({ 403: 'Invalid Twilio signature' }),
  );

const ApiCallQuery = (): MethodDecorator =>
  applyDecorators(
    ApiTwilioSignature(),
    ApiQuery({ name: 'call_id', required: false, description: 'The call, as the URL given to Twilio says.' }),
    ApiQuery({ name: 'attempt', required: false, description: 'The attempt, counted from 1.' }),
    ApiErrors({
      400: 'Malformed body: it is not what Content-Encoding says',
      413: `Request body too large: at most ${WEBHOOK_BODY_BYTES} bytes are accepted`,
      415: 'Unsupported Content-Encoding: use gzip, deflate, br or none',
      503: 'The database is not available',
    }),
  );

/** Documents a form that Twilio posts, with these fields among others. */
export const ApiTwilioForm = (example: Record<string, string>): MethodDecorator =>
  applyDecorators(
    ApiCallQuery(),
    ApiConsumes('application/x-www-form-urlencoded'),
    ApiBody({ schema: { type: 'object', additionalProperties: { type: 'string' }, example } }),
  );

/** Documents a question that is answered with TwiML. */
export const ApiTwiml = (): MethodDecorator =>
  applyDecorators(
    ApiCallQuery(),
    ApiProduces('application/xml'),
    ApiResponse({
      status: 200,
      description: 'TwiML',
      content: { 'application/xml': { schema: { type: 'string' }, example: TWIML } },
    }),
  );

/** Documents what the URL says of the call's plan. */
export const ApiPlanQuery = (): MethodDecorator =>
  ApiQuery({
    name: 'plan',
    required: false,
    enum: ['true', 'false'],
    description: 'Whether another attempt may follow.',
  });

export const ApiRecordingQuery = (): MethodDecorator =>
  ApiQuery({
    name: 'recording',
    required: false,
    enum: ['true', 'false'],
    description: 'Whether to record.',
  });
