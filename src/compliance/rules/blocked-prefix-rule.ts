import type { PhoneNumber } from '../../common/phone-number.js';
import type { RuleInputs } from './calling-rule.js';
import { NumberRule } from './number-rule.js';

export class BlockedPrefixRule extends NumberRule {
  readonly name = 'blocked-prefix';
  protected readonly reason = 'BLOCKED_PREFIXES forbids numbers that begin so';

  constructor(private readonly prefixes: readonly string[]) {
    super();
  }

  protected refuses({ e164 }: PhoneNumber): boolean {
    return this.prefixes.some((prefix) => e164.startsWith(prefix));
  }

  override inputsOf(): RuleInputs {
    return { blocked_prefixes: [...this.prefixes] };
  }
}
