import { it } from '@jest/globals';
import { pinnedPython } from '../../fuzz/pinned-python.js';
import { expectReceiver } from '../support/example.js';
import { freePort } from '../support/processes.js';

const FOLDER = 'examples/webhook-fastapi';

it('the example in FastAPI hears webhooks', async () => {
  const python = await pinnedPython('fastapi', `${FOLDER}/requirements.txt`, (line) => console.log(line));
  const args = ['-m', 'uvicorn', '--app-dir', FOLDER, 'receiver:app', '--port'];
  await expectReceiver({ command: python, args: (port) => [...args, String(port)] }, await freePort());
}, 300_000);
