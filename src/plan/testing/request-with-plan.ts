import { RequestValidationPipe } from '../../common/validation/request-validation.pipe.js';
import { ValidationFailure } from '../../common/validation/validation-failure.js';
import { IsE164 } from '../../common/validators/is-e164.js';
import type { CallPlan } from '../call-plan.js';
import { PlanFieldsDto } from '../dto/plan.dto.js';
import { toCallPlan } from '../plan.mapper.js';

/** A request with fields of its own and those of a plan, as that for a call. */
export class RequestDto extends PlanFieldsDto {
  @IsE164()
  to!: string;
}

export const office = { days: ['mon', 'fri'], start: '09:00', end: '17:30', time_zone: 'Europe/Berlin' };
export const retry = { max_attempts: 3, on: ['no-answer', 'busy'] };

export const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();

const pipe = new RequestValidationPipe();

export const toDto = async (fields: object): Promise<RequestDto> =>
  (await pipe.transform(
    { to: '+14155552671', ...fields },
    { type: 'body', metatype: RequestDto },
  )) as RequestDto;

/** The plan of a request, as a controller has it: through the pipe, then the mapper. */
export const read = async (fields: object): Promise<CallPlan | undefined> => toCallPlan(await toDto(fields));

/** What a request with these fields is refused for. */
export const faultsOf = async (fields: object): Promise<string[]> => {
  try {
    await read(fields);
    return [];
  } catch (error) {
    if (!(error instanceof ValidationFailure)) throw error;
    return error.faults.map(({ field, message }) => `${field}: ${message}`);
  }
};
