import { type CodeExplanation, explainSipCode, explainTwilioCode } from '../../twilio/twilio-codes.js';
import type { CodeExplanationDto } from './dto/code-explanation.dto.js';

const toDto = (
  kind: CodeExplanationDto['kind'],
  code: string,
  explained: CodeExplanation | null,
): CodeExplanationDto[] => (explained ? [{ kind, code, ...explained }] : []);

/** What these codes mean, as far as Atlas knows them. */
export const toExplanationDtos = (sipCode?: number, errorCode?: string): CodeExplanationDto[] => [
  ...(sipCode === undefined ? [] : toDto('sip', String(sipCode), explainSipCode(sipCode))),
  ...(errorCode === undefined ? [] : toDto('twilio', errorCode, explainTwilioCode(errorCode))),
];
