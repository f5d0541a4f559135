import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';

/** Redoc as an ES module for browsers, which the OpenAPI linter brings along. */
const PACKAGE = 'node_modules/@redocly/cli';
const REDOC = 'lib/chunks/redoc.standalone.js';

/** URLs of Redocly's logos, replaced because the page must not request third-party servers. */
const LOGO = /https:\/\/cdn\.redoc\.ly\/redoc\/logo-mini(?:-full)?\.svg/g;
const NAME = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" width="46" height="14"><text y="11" font-family="sans-serif" font-size="12" fill="#4b4f56">Redocly</text></svg>',
)}`;

/** Hash router, because the server knows one page only; no telemetry. */
const START = `init('/openapi.json', { router: 'hash', disableTelemetry: true }, document.getElementById('reference'));\n`;

/**
 * Writes `dist/reference`: the script of the API reference, also compressed, and its licences.
 * @param {string} root the folder of package.json
 */
export async function writeReference(root) {
  const script = await readFile(join(root, PACKAGE, REDOC), 'utf8');
  if (script.match(LOGO)?.length !== 2 || !/export\{[^}]*\binit\};\s*$/.test(script))
    throw new Error(`${PACKAGE}/${REDOC} is not the Redoc that tools/reference.mjs knows.`);
  const folder = join(root, 'dist', 'reference');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const page = Buffer.from(`${script.replace(LOGO, NAME)}\n${START}`);
  await Promise.all([
    writeFile(join(folder, 'redoc.js'), page),
    writeFile(
      join(folder, 'redoc.js.br'),
      await promisify(brotliCompress)(page, { params: { [constants.BROTLI_PARAM_QUALITY]: 7 } }),
    ),
    ...['LICENSE', 'THIRD_PARTY_NOTICES'].map((name) => copyFile(join(root, PACKAGE, name), join(folder, name))),
  ]);
}
