import { readdir, readFile } from 'node:fs/promises';
import { features } from '../../src/apps/features.js';
import { repositoryFile } from './tool-run.js';

const files = (await readdir(repositoryFile('src/modules'), { recursive: true })).map((file) => `src/modules/${file}`);
const sources = new Map(
  await Promise.all(
    files.filter(isMail).map(async (file) => [file, await readFile(repositoryFile(file), 'utf8')] as const),
  ),
);

function isMail(file: string): boolean {
  return /\/mails\/[\w-]+\.(template|spec)\.ts$/.test(file);
}

describe('mails', () => {
  it('are registered by the feature in whose folder they are', () => {
    for (const { name, mails = [] } of features) {
      const own = [...sources].filter(([file]) => file.split('/')[3] === name && file.endsWith('.template.ts'));
      const named = own.map(([, source]) => /\bname: '([A-Z_]+)'/.exec(source)?.[1]);
      expect([name, mails.map((mail) => mail.name).sort()]).toEqual([name, named.sort()]);
    }
  });

  it('have names of their own', () => {
    const names = features.flatMap(({ mails = [] }) => mails.map(({ name }) => name));
    expect(new Set(names).size).toBe(names.length);
  });

  it('are shown to keep the rules of all mails', () => {
    const specs = [...sources].filter(([file]) => file.endsWith('.spec.ts')).map(([, source]) => source);
    for (const [file, source] of sources) {
      if (!file.endsWith('.template.ts')) continue;
      const mail = /^export const (\w+Mail)\b/m.exec(source)?.[1];
      expect([file, specs.some((spec) => spec.includes(`describeMail(${mail},`))]).toEqual([file, true]);
    }
  });
});
