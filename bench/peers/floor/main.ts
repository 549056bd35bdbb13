import express from 'express';
import { SETTINGS } from '../settings.js';
import { callsRouter } from './calls.js';
import { close } from './database.js';
import { usersRouter } from './users.js';
import { webhooksRouter } from './webhooks.js';

// Atlas's work by hand: the same requests to the database and to Twilio, without framework, validation, docs or logs.
const app = express();
app.disable('x-powered-by');
app.disable('etag');
app.get('/health/ready', (_, response) => void response.json({ status: 'ok' }));
app.use(callsRouter, usersRouter, webhooksRouter);
const server = app.listen(SETTINGS.port, '127.0.0.1');
process.once('SIGTERM', () => {
  server.closeAllConnections();
  server.close(() => void close().then(() => process.exit()));
});
