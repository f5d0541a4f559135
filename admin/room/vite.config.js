import { defineConfig } from 'vite';

/** What the server puts a nonce of each answer in place of; `src/modules/learning/room-page` knows it as well. */
const NONCE = '__NONCE__';

export default defineConfig({
  base: '/rooms/',
  html: { cspNonce: NONCE },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../../dist/room',
    emptyOutDir: true,
    target: 'es2023',
    // Inlined files would be `data:` addresses, which the policy does not let in as scripts, styles or fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // A slow machine is no fault of the build.
    rolldownOptions: { checks: { bundlerTimings: false } },
    license: { fileName: 'licenses.md' },
  },
});
