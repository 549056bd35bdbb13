import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

/** What the provider says of whoever signs in there. */
export interface ProviderAccount {
  sub: string;
  email?: string;
  email_verified?: boolean;
  name?: string;
  roles?: string[];
}

/** An OpenID provider in this process; it asks for nothing, and lets in whoever `account` is. */
export interface TestProvider {
  issuer: string;
  /** The variables by which Atlas uses it. */
  variables: Record<string, string>;
  account: ProviderAccount;
  /** How often it was asked for a token. */
  tokenRequests: number;
  close(): Promise<void>;
}

const CLIENT = { client_id: 'atlas', client_secret: 'a-secret-of-the-client' };

/** Starts it for an Atlas at this URL. It is a site of its own: `localhost`, where Atlas is 127.0.0.1. */
export const startProvider = async (baseUrl: string): Promise<TestProvider> => {
  const server = createServer().listen(0, 'localhost');
  await new Promise((resolve) => server.once('listening', resolve));
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  const testProvider: TestProvider = {
    issuer,
    variables: {
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: CLIENT.client_id,
      OIDC_CLIENT_SECRET: CLIENT.client_secret,
    },
    account: { sub: 'nobody' },
    tokenRequests: 0,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  const provider = new Provider(issuer, {
    clients: [{ ...CLIENT, redirect_uris: [`${baseUrl}/sign-in/oidc/callback`] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'roles'] },
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    cookies: { keys: ['a-key-of-the-cookies'] },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, sub) => ({
      accountId: sub,
      claims: () => Promise.resolve({ ...testProvider.account, sub }),
    }),
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({
        clientId: oidc.client?.clientId,
        accountId: oidc.session?.accountId,
      });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  });
  const answer = provider.callback();
  server.on('request', (request, response) => {
    if (request.url?.startsWith('/token')) testProvider.tokenRequests += 1;
    if (!request.url?.startsWith('/interaction/')) return void answer(request, response);
    const result = { login: { accountId: testProvider.account.sub, remember: false } };
    void provider.interactionFinished(request, response, result);
  });
  return testProvider;
};
