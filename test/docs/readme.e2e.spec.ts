import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { SETTING_NAMES } from '../../src/apps/environment.js';
import { sharedSystem } from '../support/shared-system.mjs';

const README = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const { apiUrl, mailboxUrl } = sharedSystem();

interface Step {
  readonly script: string;
  /** What the README says that it prints. */
  readonly output: string | undefined;
}

/** The `sh tour` blocks, each with the `json` block that follows it before the next one. */
function tour(): Step[] {
  const blocks = [...README.matchAll(/^```(sh tour|json)\n(.*?)^```$/gms)].map(([, kind, text = '']) => ({
    kind,
    text,
  }));
  return blocks.flatMap(({ kind, text }, index) => {
    const next = blocks[index + 1];
    return kind === 'json' ? [] : [{ script: text, output: next?.kind === 'json' ? next.text : undefined }];
  });
}

/** What differs from run to run, made equal; everything else has to be as the README says. */
function withoutChance(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutChance);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withoutChance(member)]));
  if (typeof value !== 'string') return value;
  return value
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<id>')
    .replace(/20\d\d-\d\d-\d\dT[\d:.]+Z/g, (time) => (time.startsWith('2031') ? time : '<time>'))
    .replace(/\d{13}-\d{6}/g, '<mail>')
    .replace(/https?:\/\/(localhost|127\.0\.0\.1):\d+/g, '<api>');
}

describe('the README', () => {
  it('prints in its tour what it says', async () => {
    const steps = tour();
    expect(steps.length).toBeGreaterThanOrEqual(5);
    const mark = '----- next -----';
    const script = steps.map((step) => step.script).join(`\necho; echo '${mark}'\n`);
    const { stdout } = await promisify(execFile)(
      'bash',
      ['-euc', script.replaceAll('http://localhost:3000', apiUrl).replaceAll('http://localhost:8025', mailboxUrl)],
      { encoding: 'utf8' },
    );
    const printed = stdout.split(mark).map((text) => text.trim());
    expect(printed).toHaveLength(steps.length);
    steps.forEach(({ output }, index) => {
      if (output === undefined) expect(printed[index]).toBe('');
      else expect(withoutChance(JSON.parse(printed[index] ?? ''))).toEqual(withoutChance(JSON.parse(output)));
    });
  });

  it('names every setting', () => {
    const missing = SETTING_NAMES.filter((name) => !README.includes(`\`${name}\``));
    expect(missing).toEqual([]);
  });

  it('leads to files that are there', () => {
    const links = [...README.matchAll(/\]\((?!https?:)([^)]+)\)/g)].map(([, path = '']) => path);
    expect(links.length).toBeGreaterThan(5);
    expect(links.filter((path) => !existsSync(new URL(`../../${path}`, import.meta.url)))).toEqual([]);
  });
});
