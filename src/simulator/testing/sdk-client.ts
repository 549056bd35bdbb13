import http from 'node:http';
import twilio, { type Twilio } from 'twilio';

interface SdkRequest {
  method: string;
  uri: string;
  username?: string;
  password?: string;
  headers?: object;
  params?: object;
  data?: object;
}

function fieldsOf(data: object | undefined): URLSearchParams {
  const fields = new URLSearchParams();
  for (const [name, value] of Object.entries(data ?? {})) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined) fields.append(name, String(item));
    }
  }
  return fields;
}

/** The real SDK, its requests sent to another host than Twilio's. */
export function sdkClient(target: { url: string; accountSid: string; authToken: string }): Twilio {
  const agent = new http.Agent({ keepAlive: false });
  const send = (request: SdkRequest): Promise<{ statusCode: number; body: string; headers: object }> =>
    new Promise((resolve, reject) => {
      const asked = new URL(request.uri);
      const query = fieldsOf(request.params).toString();
      const url = `${target.url}${asked.pathname}${query ? `?${query}` : asked.search}`;
      const credentials = Buffer.from(`${request.username}:${request.password}`).toString('base64');
      const headers = { ...request.headers, authorization: `Basic ${credentials}` };
      const outgoing = http.request(
        url,
        { method: request.method.toUpperCase(), headers, agent },
        (incoming) => {
          let body = '';
          incoming.setEncoding('utf8');
          incoming.on('data', (chunk: string) => (body += chunk));
          incoming.on('end', () =>
            resolve({ statusCode: incoming.statusCode ?? 0, body, headers: incoming.headers }),
          );
        },
      );
      outgoing.on('error', reject);
      outgoing.end(request.method.toUpperCase() === 'POST' ? fieldsOf(request.data).toString() : undefined);
    });
  return twilio(target.accountSid, target.authToken, { httpClient: { request: send as never } as never });
}
