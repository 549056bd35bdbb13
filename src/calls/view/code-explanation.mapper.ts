import { type CodeExplanation, explainSipCode, explainTwilioCode } from '../../twilio/twilio-codes.js';
import type { CodeExplanationDto } from './dto/code-explanation.dto.js';

const toDto = (
  kind: CodeExplanationDto['kind'],
  code: string,
  explained: CodeExplanation | null,
): CodeExplanationDto[] => (explained ? [{ kind, code, ...explained }] : []);

/** What went wrong, as far as Atlas knows these codes; nothing where nothing did. `status` is that of the attempt. */
export const toExplanationDtos = (
  status: string | null,
  sipCode?: number,
  errorCode?: string | number,
): CodeExplanationDto[] => [
  ...(sipCode === undefined
    ? []
    : toDto('sip', String(sipCode), explainSipCode(sipCode, status === 'canceled'))),
  ...(errorCode === undefined ? [] : toDto('twilio', String(errorCode), explainTwilioCode(errorCode))),
];
