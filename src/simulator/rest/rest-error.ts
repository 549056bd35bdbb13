/** A refusal by the REST API: `{code, message, more_info, status}`, as Twilio writes it. */
export class RestError extends Error {
  constructor(
    readonly status: number,
    readonly code: number,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }

  get body(): { code: number; message: string; more_info: string; status: number } {
    return {
      code: this.code,
      message: this.message,
      more_info: `https://www.twilio.com/docs/errors/${this.code}`,
      status: this.status,
    };
  }
}

export const badParameter = (code: number, message: string): RestError => new RestError(400, code, message);

export const notFound = (path: string): RestError =>
  new RestError(404, 20404, `The requested resource ${path} was not found`);

export const notAuthenticated = (): RestError =>
  new RestError(401, 20003, 'Authenticate', { 'WWW-Authenticate': 'Basic realm="Twilio API"' });

export const internalError = (): RestError =>
  new RestError(500, 20500, 'An internal server error has occurred');

export const tooManyRequests = (): RestError =>
  new RestError(429, 20429, 'Too Many Requests', { 'Retry-After': '1' });
