import { readdir, readFile } from 'node:fs/promises';
import { repositoryFile } from './tool-run.js';

const SECRET = /^ {2}(?:secret|token|\w+Secret|accessToken|refreshToken): string;/m;
const CLASS = /^export class (\w+)(?: extends (\w+))?[^{]*\{\n([\s\S]*?)^\}/gm;
const HANDLER = /@Idempotent\(([^)]*)\)[\s\S]*?\): Promise<(\w+)>/g;

async function sources(ending: string): Promise<string[]> {
  const files = (await readdir(repositoryFile('src'), { recursive: true })).filter((file) => file.endsWith(ending));
  return Promise.all(files.map((file) => readFile(repositoryFile(`src/${file}`), 'utf8')));
}

/** Names of the classes with a secret of their own, or of the class that they extend. */
function withSecret(texts: readonly string[]): Set<string> {
  const classes = texts.flatMap((text) => [...text.matchAll(CLASS)]);
  const found = new Set(classes.flatMap(([, name, , body = '']) => (SECRET.test(body) ? [name!] : [])));
  for (const [, name, parent] of classes) if (parent !== undefined && found.has(parent)) found.add(name!);
  return found;
}

/** The answer of an operation with an idempotency key is kept for a day: a secret in it is stored in the clear otherwise. */
describe('an answer with a secret', () => {
  it('is sealed where it is kept for an idempotency key', async () => {
    const secret = withSecret(await sources('.dto.ts'));
    expect([...secret]).toContain('SessionInvitationWithSecretDto');
    const answers = (await sources('.controller.ts')).flatMap((text) => [...text.matchAll(HANDLER)]);
    const kept = answers.filter(([, , dto = '']) => secret.has(dto));
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.filter(([, options]) => options !== '{ sealed: true }').map(([, , dto]) => dto)).toEqual([]);
  });
});
