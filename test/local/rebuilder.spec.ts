import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Rebuilder } from '../../local/rebuilder.mjs';
import { RunFile } from '../../local/run-file.mjs';
import { readServices } from '../support/services.mjs';
import { eventually } from '../support/eventually.js';

const ROOT = join(import.meta.dirname, '..', '..');
const PATIENCE_MS = 60_000;

describe('Rebuilder', () => {
  const root = mkdtempSync(join(readServices().folder, 'sources-'));
  const source = join(root, 'src', 'answer.ts');
  const output = join(root, 'dist', 'answer.js');
  const program = join(root, 'dist', 'program.js');
  const write = (value: string) => writeFileSync(source, `export const answer: number = ${value};\n`);

  beforeAll(() => {
    mkdirSync(join(root, 'src'));
    symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
    const compilerOptions = { outDir: 'dist', rootDir: 'src', target: 'es2022', module: 'nodenext', types: [] };
    writeFileSync(join(root, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['src'] }));
    writeFileSync(join(root, 'nest-cli.json'), '{"sourceRoot":"src"}');
    writeFileSync(join(root, 'package.json'), '{"type":"module"}');
  });

  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it(
    'builds at every change, shows what does not compile, and goes on when it is corrected, until it is stopped',
    async () => {
      const lines: string[] = [];
      const built: string[] = [];
      write("'six times nine'");
      const rebuilder = new Rebuilder(
        root,
        new RunFile(join(root, 'run.json')),
        (line) => lines.push(line),
        async () => copyFileSync(output, program),
      );
      rebuilder.onBuilt(async () => void built.push(readFileSync(program, 'utf8')));
      const complaints = () => lines.filter((line) => line.includes('src/answer.ts:1:14 - error TS2322')).length;
      const seen = (count: () => number, wanted: number) =>
        eventually(
          async () => count(),
          (is) => is >= wanted,
          PATIENCE_MS,
        );

      await seen(complaints, 1);
      write('42');
      await rebuilder.firstBuild;
      write('43');
      await seen(() => built.filter((text) => text.includes('43')).length, 1);
      write("'?'");
      await seen(complaints, 2);
      expect(lines.at(-1)).toMatch(/TS2322|nothing is started again/);
      expect(rebuilder.process.isRunning).toBe(true);
      write('44');
      await seen(() => built.filter((text) => text.includes('44')).length, 1);
      await rebuilder.stop();
      expect(rebuilder.process.isRunning).toBe(false);
    },
    PATIENCE_MS * 3,
  );
});
