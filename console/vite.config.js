import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';

export default defineConfig({
  base: '/console/',
  plugins: [preact({ reactAliasesEnabled: true })],
  // Atlas writes a nonce of its answer in its place.
  html: { cspNonce: '__NONCE__' },
  build: {
    target: 'es2022',
    // Everything is a file: the page's policy lets no data: script or style in.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 400,
  },
});
