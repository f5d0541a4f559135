import { compileMessage } from '@lingui/message-utils/compileMessage';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** What the server puts a nonce of each answer in place of; `src/modules/insight/dashboard` knows it as well. */
const NONCE = '__NONCE__';

/**
 * Compiles the messages (ICU) of `src/texts/*.json`, problems apart, so that browsers load no parser.
 * @type {import('vite').Plugin}
 */
const messages = {
  name: 'messages',
  enforce: 'pre',
  transform: {
    filter: { id: /\/texts\/(?:(?!problems\.)[a-z]+\.)?[a-z]+\.json$/ },
    handler(code) {
      const compiled = Object.entries(JSON.parse(code)).map(([key, text]) => [key, compileMessage(text)]);
      return { code: `export default ${JSON.stringify(Object.fromEntries(compiled))};`, map: null, moduleType: 'js' };
    },
  },
};

const LYCEUM_URL = process.env.LYCEUM_URL ?? 'http://localhost:3000';

export default defineConfig({
  base: '/app/',
  plugins: [messages, react()],
  html: { cspNonce: NONCE },
  build: {
    outDir: '../dist/admin',
    emptyOutDir: true,
    target: 'es2023',
    // Inlined files would be `data:` addresses, which the policy does not let in as scripts, styles or fonts.
    assetsInlineLimit: 0,
    // `test/house/dashboard.spec.ts` says how much the first page may be, compressed.
    chunkSizeWarningLimit: 1_000,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // A slow machine is no fault of the build.
      checks: { bundlerTimings: false },
      // One chunk of all that the entry imports statically: what lazy routes share with it would be split off otherwise.
      output: { codeSplitting: { groups: [{ name: 'index', tags: ['$initial'] }] } },
    },
    license: { fileName: 'licenses.md' },
  },
  server: {
    // One started by `npm start`, or wherever else.
    proxy: { '/api': LYCEUM_URL, '/app/frame': LYCEUM_URL, '/logos': LYCEUM_URL, '/pictures': LYCEUM_URL },
  },
});
