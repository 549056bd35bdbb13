/** Endpoints of others on this machine, each with another mind, and an Atlas that tells them of calls. */
import { createServer } from 'node:http';

const ENDPOINTS = [
  {
    path: '/hooks/atlas',
    description: 'Our reminders',
    types: ['call.*', 'feedback.given'],
    status: 200,
    answer: 'ok',
  },
  {
    path: '/v2/calls',
    description: 'The warehouse',
    types: ['call.ended', 'recording.completed'],
    status: 503,
    answer: '{"error":"the database of the warehouse is being moved"}',
  },
  { path: '/old', description: 'Last year’s survey', types: ['*'], status: 410, answer: 'This is gone.' },
];

/** One server for all of them: what each answers, by its path. */
export async function listen() {
  const server = createServer((request, response) => {
    const { status, answer } = ENDPOINTS.find(({ path }) => path === request.url) ?? {
      status: 404,
      answer: '',
    };
    request.resume().on('end', () => response.writeHead(status).end(answer));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

/** Has all of them told of what happens from now on. Answers the one that fails. */
export async function subscribe(ask, server) {
  const made = [];
  for (const { path, description, types } of ENDPOINTS)
    made.push(
      await ask('POST', '/subscriptions', {
        url: `http://127.0.0.1:${server.address().port}${path}`,
        description,
        types,
      }),
    );
  return made[1].id;
}
