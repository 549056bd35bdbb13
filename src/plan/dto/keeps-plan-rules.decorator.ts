import { ValidateBy, validateSync } from 'class-validator';
import type { RuleContext } from '../../common/validation/rule-context.js';
import { isTimestamp } from '../../common/validators/is-timestamp.js';
import { isJsonObject } from '../../common/validation/input-shape.js';
import { PLAN_RULES, type PlanRule } from '../plan-rules.js';
import { readPlan } from '../plan.mapper.js';
import type { PlanFields } from './plan-fields.js';

const isSound = (part: unknown): boolean => isJsonObject(part) && validateSync(part).length === 0;

/** The fields that can be read at all: each of the others is told its own fault. */
const soundFields = ({ scheduled_at, calling_window, retry, machine_detection, expires_at }: PlanFields) => ({
  machine_detection,
  ...(isTimestamp(scheduled_at) && { scheduled_at }),
  ...(isSound(calling_window) && { calling_window }),
  ...(isSound(retry) && { retry }),
  ...(isTimestamp(expires_at) && { expires_at }),
});

/** That a field of PlanFieldsDto agrees with the others, and with the time of day. */
export const KeepsPlanRules =
  (field: PlanRule['field']): PropertyDecorator =>
  (target, property) => {
    const rules = PLAN_RULES.filter((rule) => rule.field === field);
    rules.forEach(({ below, message, isTimely, isKept }, index) => {
      const context: RuleContext = { below, isTimely };
      const validate = (_: unknown, args?: { object: object }): boolean =>
        isKept(readPlan(soundFields(args?.object ?? {})), new Date());
      ValidateBy({ name: `planRule${index}`, validator: { validate } }, { message, context })(
        target,
        property,
      );
    });
  };
