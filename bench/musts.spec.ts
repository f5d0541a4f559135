import { mustsOf } from './musts.mjs';

const round = (perSecond: number, p99: number) => ({ perSecond, p99, p50: 1, cpuMicros: 1 });
const missed = (results: Parameters<typeof mustsOf>[0]) =>
  mustsOf(results)
    .filter(({ shortBy }) => shortBy > 0)
    .map(({ what, shortBy }) => [what, Number(shortBy.toFixed(3))]);

const footprint = { startMs: 1200, startCpuMs: 900, idleMiB: 130, loadedMiB: 220 };

describe('what has to be reached', () => {
  it('is missed by the share of it that is not there, or too much, and not at all when it is met', () => {
    const api = {
      scenarios: {
        list: { floor: round(1000, 10), lyceum: round(750, 50) },
        get: { floor: round(1000, 10), lyceum: round(650, 40) },
        notifications: { floor: round(1000, 10), lyceum: round(10, 10) },
        'sign-in': { lyceum: round(1, 1) },
      },
      footprint: { ...footprint, idleMiB: 195 },
    };
    expect(missed({ api })).toEqual([
      ['list: x floor', 0.25],
      ['list: p99, x floor', 0.25],
      ['API: memory before the load', 0.5],
    ]);
  });

  it('is asked of every section that ran', () => {
    const worker = { bookingsPerSecond: 150, runsPerSecond: 2000, footprint };
    const delays = [{ what: 'mails', others: 5000, taken99: 1500, sent99: 2000 }];
    const slots = [
      { claims: 10_000, p50: 10, p95: 30 },
      { claims: 1_000_000, p50: 15, p95: 33 },
    ];
    const growth = [
      { scenario: 'list', bookings: 10_000, cost: 1 },
      { scenario: 'list', bookings: 1_000_000, cost: 1.5 },
    ];
    const analytics = [{ days: 90, events: 10_000_000, p95: 165 }];
    const ingest = { events: round(270, 1), bookings: round(1, 10), bookingsBeside: round(1, 30) };
    expect(missed({ worker, delays, slots, growth, analytics, ingest })).toEqual([
      ['worker: bookings', 0.5],
      ['behind 5000 mails: an event is taken up, p99', 0.5],
      ['slots at 1,000,000 claims: p95', 0.1],
      ['slots: cost of most claims beside fewest', 0.25],
      ['list: cost of most bookings beside fewest', 0.25],
      ['dashboard of 90 days of 10,000,000 events: p95', 0.1],
      ['events in batches of 100', 0.1],
      ['p99 of a booking beside them, x alone', 0.5],
    ]);
  });

  it('is nothing of what did not run', () => expect(mustsOf({})).toEqual([]));
});
