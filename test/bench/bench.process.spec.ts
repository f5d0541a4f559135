import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

interface Figures {
  readonly api: {
    readonly scenarios: Record<string, { readonly floor?: Round; readonly lyceum: Round }>;
    readonly footprint: { readonly startMs: number };
  };
  readonly worker: {
    readonly bookings: number;
    readonly runs: number;
    readonly mails: number;
    readonly runsPerSecond: number;
  };
  readonly delays: ReadonlyArray<
    Readonly<Record<'taken50' | 'taken99' | 'heard50' | 'heard99' | 'sent50' | 'sent99', number>>
  >;
  readonly slots: readonly { readonly claims: number; readonly p95: number }[];
  readonly growth: readonly { readonly scenario: string; readonly bookings: number; readonly cost: number }[];
  readonly analytics: readonly { readonly days: number; readonly people: number; readonly p95: number }[];
  readonly ingest: Readonly<Record<'events' | 'eventsBeside' | 'bookings' | 'bookingsBeside', Round>>;
  readonly musts: readonly { readonly what: string; readonly measured: number; readonly shortBy: number }[];
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
  }, 480_000);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('measures Lyceum beside the floor', () => {
    const { scenarios } = figures().api;
    expect(Object.keys(scenarios)).toEqual(
      expect.arrayContaining([
        'list',
        'get',
        'create',
        'create-by-type',
        'unread',
        'notifications',
        'refresh',
        'sign-in',
      ]),
    );
    for (const [scenario, { floor, lyceum }] of Object.entries(scenarios)) {
      expect(lyceum.perSecond).toBeGreaterThan(0);
      expect(lyceum.p99).toBeGreaterThanOrEqual(lyceum.p50);
      if (scenario !== 'sign-in') expect(floor?.perSecond).toBeGreaterThan(0);
    }
  });

  it('measures slots, the dashboard, and the start of the API', () => {
    const { slots, analytics, api } = figures();
    for (const { p95 } of [...slots, ...analytics]) expect(p95).toBeGreaterThan(0);
    expect(analytics.map(({ days }) => days)).toEqual([30, 90]);
    for (const { people } of analytics) expect(people).toBeGreaterThan(100);
    expect(api.footprint.startMs).toBeGreaterThan(0);
  });

  it('measures what a worker does', () => {
    const { bookings, runs, mails, runsPerSecond } = figures().worker;
    expect({ bookings, runs, mails }).toEqual({ bookings: 20, runs: 140, mails: 20 });
    expect(runsPerSecond).toBeGreaterThan(0);
    const { delays } = figures();
    expect(delays).toHaveLength(2);
    for (const { taken50, taken99, heard50, heard99, sent50, sent99 } of delays) {
      expect(sent99).toBeGreaterThan(taken99);
      expect(sent99).toBeGreaterThanOrEqual(sent50);
      expect(heard50).toBeGreaterThan(taken50);
      expect(heard99).toBeGreaterThanOrEqual(heard50);
    }
  });

  it('measures batches of events, alone and while people book', () => {
    for (const { perSecond, p50, p99 } of Object.values(figures().ingest)) {
      expect(perSecond).toBeGreaterThan(0);
      expect(p99).toBeGreaterThanOrEqual(p50);
    }
  });

  it('measures what more bookings of others cost', () => {
    const { growth } = figures();
    expect(growth.map(({ scenario, bookings }) => `${scenario} ${bookings}`)).toEqual(
      ['list', 'get', 'create', 'create-by-type', 'unread', 'notifications'].flatMap((scenario) => [
        `${scenario} 250`,
        `${scenario} 500`,
      ]),
    );
    for (const { bookings, cost } of growth) expect(cost).toEqual(bookings === 250 ? 1 : expect.any(Number));
  });

  it('says of everything that must be reached by how much it is missed', () => {
    const { musts } = figures();
    for (const { measured, shortBy } of musts) expect([measured > 0, shortBy >= 0]).toEqual([true, true]);
    expect(musts.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['list: x floor', 'worker: bookings', 'API: start', 'slots at 8,000 claims: p95']),
    );
    expect(printed).toMatch(/^\| refresh: x floor +\| at least 0\.50 +\| \d+\.\d\d +\|/m);
  });

  it('prints the same for people', () => {
    expect(printed).toMatch(/^\| list, floor +\| \d+/m);
    expect(printed).toMatch(/^\| create-by-type, Lyceum +\| \d+ +\| \d+\.\d\d/m);
    expect(printed).toMatch(/^\| events\/s +\| \d+ +\| \d+/m);
    expect(printed).toMatch(/^\| 8,000 +\| [\d.]+ ms/m);
  });

  function figures(): Figures {
    return JSON.parse(readFileSync(json, 'utf8')) as Figures;
  }
});
