import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { apiKeyOf } from '../config/api-key.js';
import { isLoopbackUrl } from '../config/environment-formats.js';
import { Environment } from '../config/environment.js';
import type { LastingSimulator } from '../simulator/lasting-simulator.js';
import { proxyFor } from './proxy-for.js';
import { TWILIO_ORIGIN, TwilioAccount } from './twilio-account.js';

type OwnOfMode = Pick<
  TwilioAccount,
  'mode' | 'accountSid' | 'authToken' | 'fromNumber' | 'apiBaseUrl' | 'apiKey' | 'proxyUrl'
>;

/** Resolves the account from the environment; owns the simulator that it starts or joins. */
@Injectable()
export class TwilioAccountSource implements OnApplicationShutdown {
  private readonly logger = new Logger('Twilio');
  private simulator?: LastingSimulator;

  constructor(private readonly environment: Environment) {}

  /** The account of the mode in force. Called once, at start. */
  async resolve(): Promise<TwilioAccount> {
    return this.environment.twilioMode === 'live' ? this.live() : this.simulated();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.simulator?.stop();
  }

  private live(): TwilioAccount {
    const { twilioAccountSid, twilioAuthToken, twilioFromNumber, twilioApiBaseUrl } = this.environment;
    if (!twilioAccountSid || !twilioAuthToken || !twilioFromNumber) {
      throw new Error(
        'Live calls need TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and TWILIO_FROM_NUMBER: set all three, or TWILIO_MODE=simulator',
      );
    }
    return this.account({
      mode: 'live',
      accountSid: twilioAccountSid,
      authToken: twilioAuthToken,
      fromNumber: twilioFromNumber,
      apiBaseUrl: twilioApiBaseUrl,
      apiKey: apiKeyOf(this.environment),
      proxyUrl: this.proxyTo(twilioApiBaseUrl ?? TWILIO_ORIGIN),
    });
  }

  private proxyTo(origin: string): string | undefined {
    const proxyUrl = isLoopbackUrl(origin) ? undefined : proxyFor(new URL(origin), this.environment);
    if (proxyUrl) this.logger.log(`Twilio is asked through the proxy at ${new URL(proxyUrl).host}`);
    return proxyUrl;
  }

  private async simulated(): Promise<TwilioAccount> {
    // Imported here alone, so that production never loads it.
    const { LastingSimulator } = await import('../simulator/lasting-simulator.js');
    const { simulatorOptions } = await import('../simulator/simulator-options.js');
    const options = simulatorOptions(this.environment, (line) => this.logger.log(line));
    this.simulator = await LastingSimulator.start(options);
    const { url, accountSid, authToken, apiKey, fromNumber, joined } = this.simulator.current;
    this.logger.warn(
      `Calls are SIMULATED: no phone rings. ${joined ? 'Joined the' : 'Started a'} simulator at ${url}`,
    );
    return this.account({ mode: 'simulated', accountSid, authToken, apiKey, fromNumber, apiBaseUrl: url });
  }

  private account(own: OwnOfMode): TwilioAccount {
    return Object.assign(new TwilioAccount(), own, {
      secondaryAuthToken: this.environment.twilioAuthTokenSecondary,
      timeoutMs: this.environment.twilioTimeoutMs,
      baseUrl: this.environment.baseUrl,
    });
  }
}
