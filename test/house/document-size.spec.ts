import { ApiDocument } from '../../src/infra/http/api-document.js';

/*
 * The document is what every reader of Swagger UI and every generator loads. It may grow with what it describes, and with
 * nothing else: adr/0036 says what it is made of, and what was taken out.
 */

const document = new ApiDocument();

/** Bytes that an operation takes up, with its part of the schemas, the errors and the webhooks. */
const MOST = { identity: 2_650, gzip: 400, br: 330 } as const;

async function operationCount(): Promise<number> {
  const { bytes } = await document.read('identity');
  const { paths } = JSON.parse(bytes.toString()) as { readonly paths: Readonly<Record<string, object>> };
  return Object.values(paths).flatMap(Object.keys).length;
}

it.each(['identity', 'gzip', 'br'] as const)('the document stays small for what it says (%s)', async (encoding) => {
  const count = await operationCount();
  expect(count).toBeGreaterThan(150);
  const { bytes } = await document.read(encoding);
  expect(bytes.length / count).toBeLessThan(MOST[encoding]);
});

it('the document is sent without lines and indentation', async () => {
  const { bytes } = await document.read('identity');
  const text = bytes.toString();
  expect(text).toBe(JSON.stringify(JSON.parse(text)));
});
