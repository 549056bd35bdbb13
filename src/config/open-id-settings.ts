import { AccessSettings } from './access-settings.js';
import { isLoopbackUrl, isPublicUrl, removeTrailingSlashes } from './environment-formats.js';
import { isOneOf, OptionalRule, Rule } from './rule.js';
import { EnvironmentVariable } from './variable.js';

const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

const parseDomains = (text: string): string[] => text.split(',').map((part) => part.trim().toLowerCase());

const isText = (value: unknown): boolean => typeof value === 'string' && /^\S{1,1024}$/.test(value);

/** The OpenID provider by which people sign in too. */
export abstract class OpenIdSettings extends AccessSettings {
  @EnvironmentVariable({
    name: 'OIDC_ISSUER',
    group: 'Access',
    description:
      'OpenID provider by which people sign in too; its redirect URI is BASE_URL/sign-in/oidc/callback. None without it.',
    fix: 'set OIDC_ISSUER=https://login.example.com, as the provider names itself',
    parse: removeTrailingSlashes,
  })
  @OptionalRule(
    (value) => isPublicUrl(value) && (String(value).startsWith('https:') || isLoopbackUrl(value)),
    'must be an https URL without query or fragment',
  )
  readonly oidcIssuer?: string;

  @EnvironmentVariable({
    name: 'OIDC_CLIENT_ID',
    group: 'Access',
    description: 'What the provider calls this Atlas.',
    fix: 'set OIDC_CLIENT_ID to the client id that the provider gave',
  })
  @OptionalRule(isText, 'must be a text without spaces')
  readonly oidcClientId?: string;

  @EnvironmentVariable({
    name: 'OIDC_CLIENT_SECRET',
    group: 'Access',
    description: 'Secret of that client.',
    sensitive: true,
    fix: 'set OIDC_CLIENT_SECRET to the secret that the provider gave',
  })
  @OptionalRule(isText, 'must be a text without spaces')
  readonly oidcClientSecret?: string;

  @EnvironmentVariable({
    name: 'OIDC_ALLOWED_DOMAINS',
    group: 'Access',
    description:
      'Domains of e-mail addresses, with commas between them, whose people the provider lets in uninvited.',
    defaultNote: 'none: only people who are invited',
    fix: 'set OIDC_ALLOWED_DOMAINS=example.com, or leave it empty',
    parse: parseDomains,
  })
  @OptionalRule(
    (value) => Array.isArray(value) && value.every((domain) => DOMAIN.test(String(domain))),
    'must be domains such as example.com, with commas between them',
  )
  readonly oidcAllowedDomains?: string[];

  @EnvironmentVariable({
    name: 'OIDC_ROLE_CLAIM',
    group: 'Access',
    description:
      'Claim of the provider that holds viewer, operator or admin; with it, who has none of them stays out.',
    defaultNote: 'the role of the invitation',
    fix: 'set OIDC_ROLE_CLAIM=roles, or leave it empty',
  })
  @OptionalRule(isText, 'must be the name of a claim')
  readonly oidcRoleClaim?: string;

  @EnvironmentVariable({
    name: 'OIDC_DEFAULT_ROLE',
    group: 'Access',
    description: 'Role of people who come uninvited and for whom no claim says one.',
    default: 'viewer',
    fix: 'set OIDC_DEFAULT_ROLE=viewer, operator or admin',
  })
  @Rule(isOneOf('viewer', 'operator', 'admin'), 'must be viewer, operator or admin')
  readonly oidcDefaultRole!: 'viewer' | 'operator' | 'admin';
}
