import { describe, expect, it } from '@jest/globals';
import { Camera } from './camera.js';
import { Terminal } from './terminal.js';
import { captured } from './testing/captured.js';

const ESCAPE = String.fromCharCode(27);

describe('Camera', () => {
  it('draws what was printed line by line, in its colours', () => {
    const camera = new Camera(captured().out);
    const terminal = new Terminal(camera);
    terminal.heading('Atlas');
    terminal.request('GET /a?b&c', 200, '1 < 2');
    const rows = camera
      .picture('npm run demo')
      .split('\n')
      .filter((line) => line.startsWith('<text'));
    expect(rows).toEqual([
      '<text x="24" y="38">$ npm run demo</text>',
      '<text x="24" y="58"></text>',
      '<text x="24" y="78"><tspan class="bold">Atlas</tspan></text>',
      `<text x="24" y="98"><tspan class="cyan">${'GET /a?b&amp;c'.padEnd(28)}</tspan> <tspan class="green">200</tspan>  1 &lt; 2</text>`,
    ]);
  });

  it('is as large as what was printed', () => {
    const camera = new Camera(captured().out);
    new Terminal(camera).heading('x'.repeat(100));
    expect(camera.picture('npm run demo')).toContain(' viewBox="0 0 891 108" ');
  });

  it('passes on plain text where nobody watches, and colours to a terminal', () => {
    const [file, screen] = [captured(), captured({ columns: 40 })];
    for (const { out } of [file, screen]) new Terminal(new Camera(out)).heading('Title');
    expect(file.lines()).toEqual(['Title']);
    expect(screen.lines()).toEqual([`${ESCAPE}[1mTitle${ESCAPE}[22m`]);
  });
});
