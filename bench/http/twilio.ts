import http from 'node:http';
import { someSid } from './made.js';

/** A Twilio that accepts each call at once: `node twilio.js PORT`. */
http
  .createServer({ keepAliveTimeout: 65_000 }, (request, response) => {
    request.resume().on('end', () => {
      const isDial = request.method === 'POST';
      const body = JSON.stringify(
        isDial ? { sid: someSid('CA'), status: 'queued', start_time: null, duration: null } : { calls: [] },
      );
      response.writeHead(isDial ? 201 : 200, {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
      });
      response.end(body);
    });
  })
  .listen(Number(process.argv[2]), '127.0.0.1');
