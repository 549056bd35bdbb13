import { describe, expect, it } from '@jest/globals';
import { localUrl } from './local-url.js';

const ORIGIN = 'https://atlas.example.com';

describe('localUrl', () => {
  it.each(['/docs', '/', '/calls?status=failed#top', '/console/a%2Fb'])('leads to a path: %s', (path) => {
    expect(localUrl(path, ORIGIN)).toBe(`${ORIGIN}${path}`);
  });

  it('stays here for a path that looks like another host', () => {
    expect(localUrl('/.//evil.example/x', ORIGIN)).toBe(`${ORIGIN}//evil.example/x`);
  });

  it.each([
    '',
    'docs',
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '\\/evil.example',
    '/\t/evil.example',
    '/\n\\evil.example',
    ' /docs',
    'javascript:alert(1)',
    'data:text/html,x',
    '//atlas.example.com:444/docs',
    'http://atlas.example.com/docs',
    '//[',
  ])('leads nowhere else: %j', (wanted) => {
    expect(localUrl(wanted, ORIGIN)).toBeNull();
  });
});
