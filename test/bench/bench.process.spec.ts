import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

interface Figures {
  readonly commit: string;
  readonly api: Record<string, { readonly floor: Round | null; readonly lyceum: Round }>;
}

interface Round {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

/** It fails by itself when the floor and Lyceum differ in what they answer or write. */
describe('the bench', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lyceum-bench-'));
  const json = join(folder, 'figures.json');
  let printed = '';

  beforeAll(async () => {
    const program = join(process.cwd(), 'bench', 'main.mjs');
    ({ stdout: printed } = await promisify(execFile)(process.execPath, [program, '--smoke', '--json', json]));
  }, 120_000);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('measures Lyceum beside the floor', () => {
    const { api } = JSON.parse(readFileSync(json, 'utf8')) as Figures;
    for (const scenario of ['list', 'get', 'create'])
      for (const round of [api[scenario]?.floor, api[scenario]?.lyceum]) {
        expect(round?.perSecond).toBeGreaterThan(0);
        expect(round?.p99).toBeGreaterThanOrEqual(round?.p50 ?? Infinity);
      }
  });

  it('prints the same for people', () => {
    expect(printed).toMatch(/^\| list, floor +\| \d+/m);
    expect(printed).toMatch(/^\| create, Lyceum +\| \d+ +\| \d+\.\d\d/m);
  });
});
