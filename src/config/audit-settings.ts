import { OpenIdSettings } from './open-id-settings.js';
import { isWholeNumber, Rule } from './rule.js';
import { EnvironmentVariable, parseNumber } from './variable.js';

/** What is remembered of who did what. */
export abstract class AuditSettings extends OpenIdSettings {
  @EnvironmentVariable({
    name: 'AUDIT_RETENTION_DAYS',
    group: 'Access',
    description: 'Days for which the audit log is kept.',
    default: '400',
    fix: 'set AUDIT_RETENTION_DAYS=400',
    parse: parseNumber,
  })
  @Rule(isWholeNumber(1, 36_500), 'must be an integer between 1 and 36500')
  readonly auditRetentionDays!: number;
}
