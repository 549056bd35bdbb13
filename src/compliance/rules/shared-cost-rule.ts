import type { PhoneNumber } from '../../common/phone-number.js';
import { NumberRule } from './number-rule.js';

const INTERNATIONAL_SHARED_COST = '808';

export class SharedCostRule extends NumberRule {
  readonly name = 'shared-cost';
  protected readonly reason = 'shared-cost numbers are never called';

  protected refuses({ type, callingCode }: PhoneNumber): boolean {
    return type === 'SHARED_COST' || callingCode === INTERNATIONAL_SHARED_COST;
  }
}
