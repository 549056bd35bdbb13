import type { PhoneNumber } from '../../common/phone-number.js';
import type { RuleInputs } from './calling-rule.js';
import { NumberRule } from './number-rule.js';

/** A call to the number that calls come from would call itself. */
export class OwnNumberRule extends NumberRule {
  readonly name = 'own-number';
  protected readonly reason = 'it is the number that calls come from';

  constructor(private readonly ownNumber: string) {
    super();
  }

  protected refuses({ e164 }: PhoneNumber): boolean {
    return e164 === this.ownNumber;
  }

  override inputsOf(): RuleInputs {
    return { own_number: this.ownNumber };
  }
}
