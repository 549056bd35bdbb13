import { Injectable, Logger } from '@nestjs/common';
import type { Configuration } from 'openid-client';
import { Environment } from '../../config/environment.js';
import { ProviderFailedError } from '../person.errors.js';
import type { Flow } from './flow.js';
import type { Identity } from './identity.js';
import { ReturnsService } from './returns.service.js';

const TIMEOUT_SECONDS = 10;
/** Loaded when somebody signs in by it: most installations have no provider. */
const openIdClient = () => import('openid-client');
const SCOPE = 'openid email profile';

/** Speaks to the OpenID provider: authorization code with PKCE, state and nonce. */
@Injectable()
export class OpenIdService {
  private readonly logger = new Logger('OpenID');
  private configuration: Promise<Configuration> | undefined;

  constructor(
    private readonly returns: ReturnsService,
    private readonly environment: Environment,
  ) {}

  /** Whether a provider is configured. */
  get isOn(): boolean {
    return this.environment.oidcIssuer !== undefined;
  }

  private get redirectUri(): string {
    return `${this.environment.baseUrl}/sign-in/oidc/callback`;
  }

  /** Where to send the browser, and what it is to keep meanwhile. Throws ProviderFailedError. */
  async begin(next: string): Promise<{ url: string; flow: Flow }> {
    const configuration = await this.discover();
    const client = await openIdClient();
    const flow = {
      state: client.randomState(),
      nonce: client.randomNonce(),
      verifier: client.randomPKCECodeVerifier(),
      next,
    };
    const url = client.buildAuthorizationUrl(configuration, {
      redirect_uri: this.redirectUri,
      scope: SCOPE,
      state: flow.state,
      nonce: flow.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(flow.verifier),
      code_challenge_method: 'S256',
    });
    return { url: url.href, flow };
  }

  /** Who came back from this address, by the query that the provider sent them with. Throws ProviderFailedError, TooManyTriesError. */
  finish(query: string, flow: Flow, address: string): Promise<Identity> {
    return this.returns.ask(address, () => this.askWho(query, flow));
  }

  private async askWho(query: string, flow: Flow): Promise<Identity> {
    const configuration = await this.discover();
    try {
      return await this.identify(configuration, new URL(`${this.redirectUri}${query}`), flow);
    } catch (error) {
      throw this.failed(error);
    }
  }

  private async identify(configuration: Configuration, url: URL, flow: Flow): Promise<Identity> {
    const client = await openIdClient();
    const tokens = await client.authorizationCodeGrant(configuration, url, {
      expectedState: flow.state,
      expectedNonce: flow.nonce,
      pkceCodeVerifier: flow.verifier,
      idTokenExpected: true,
    });
    const idToken = tokens.claims();
    if (!idToken) throw new Error('The provider sent no ID token');
    const info = configuration.serverMetadata().userinfo_endpoint
      ? await client.fetchUserInfo(configuration, tokens.access_token, idToken.sub)
      : {};
    const claims: Record<string, unknown> = { ...info, ...idToken };
    const { email, email_verified: isVerified, name } = claims;
    const { oidcRoleClaim } = this.environment;
    return {
      subject: `${idToken.iss} ${idToken.sub}`,
      ...(typeof email === 'string' && isVerified === true && { email }),
      ...(typeof name === 'string' && { name }),
      roles: oidcRoleClaim === undefined ? undefined : claims[oidcRoleClaim],
    };
  }

  /** Asked for once; again where that failed. */
  private async discover(): Promise<Configuration> {
    this.configuration ??= this.ask();
    try {
      return await this.configuration;
    } catch (error) {
      this.configuration = undefined;
      throw this.failed(error);
    }
  }

  private async ask(): Promise<Configuration> {
    const { oidcIssuer = '', oidcClientId = '', oidcClientSecret } = this.environment;
    const issuer = new URL(oidcIssuer);
    const client = await openIdClient();
    return client.discovery(issuer, oidcClientId, oidcClientSecret, undefined, {
      timeout: TIMEOUT_SECONDS,
      // Settings let plain HTTP lead to this machine alone.
      execute: issuer.protocol === 'http:' ? [client.allowInsecureRequests] : [],
    });
  }

  /** The provider's own words may hold what it was sent: only what sort of failure it was is told. */
  private failed(error: unknown): ProviderFailedError {
    const { name = 'Error', code = '' } = error as { name?: string; code?: string };
    this.logger.warn(`A sign-in by the OpenID provider failed: ${name} ${code}`);
    return new ProviderFailedError();
  }
}
