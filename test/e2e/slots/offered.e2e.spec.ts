import fc from 'fast-check';
import { DAY, HOUR, MINUTE } from '../../../src/kernel/clock.js';
import { createBookable } from '../../factories/availability.js';
import { slot } from '../../factories/booking.js';
import { createEventType } from '../../factories/event-type.js';
import { addMember, createOrganization } from '../../factories/organization.js';
import { type Person, signUpAll } from '../../factories/person.js';
import { askForSlot } from '../../factories/slot.js';
import { ApiClient } from '../../support/http.js';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';
import { driftOf, NO_DRIFT } from '../../concurrency/overlaps.js';

const { apiUrl, otherApiUrl } = sharedSystem();
const api = new ApiClient(apiUrl);
const db = sharedDatabase();

const RUNS = 20;
const MONDAY = Date.parse(slot(0).start);
const ZONES = ['UTC', 'Europe/Paris', 'America/New_York', 'Australia/Lord_Howe'];

let hosts: Person[];
let schedules: string[];
let organizationId: string;
let room: string;
/** Every world has a week of its own, so that they know nothing of each other. */
let weeks = 0;

beforeAll(async () => {
  hosts = await signUpAll(api, 'Ada', 'Grace', 'Katherine');
  const [owner] = hosts as [Person];
  organizationId = await createOrganization(owner);
  for (const member of hosts.slice(1)) await addMember(owner, organizationId, member);
  const made = await Promise.all(
    hosts.map((host) => host.api.post('/schedules', { name: 'Hours', timeZone: 'UTC', weekly: [] })),
  );
  schedules = made.map(({ body }) => body.id);
  room = await createBookable(owner, { organizationId, capacity: 2 });
});

afterAll(() => db.end());

const aTime = (first: number, last: number) =>
  fc.integer({ min: first * 4, max: last * 4 }).map((quarters) => {
    const [hours, minutes] = [Math.floor(quarters / 4), (quarters % 4) * 15];
    return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
  });
const someHours = fc.record({ start: aTime(6, 11), end: aTime(13, 22) });

const aHost = fc.record({
  timeZone: fc.constantFrom(...ZONES),
  hours: someHours,
  override: fc.option(
    fc.oneof(
      someHours.map((hours) => [hours]),
      fc.constant([]),
    ),
    { freq: 3 },
  ),
  /** Hours after the beginning of the window. */
  away: fc.option(fc.integer({ min: 0, max: 40 }), { freq: 3 }),
  booked: fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 2 }),
});

const aType = fc.record({
  assignment: fc.constantFrom('single', 'round_robin', 'collective'),
  timeZone: fc.constantFrom(...ZONES),
  duration: fc.constantFrom(25, 30, 60, 90),
  slotIntervalMinutes: fc.constantFrom(null, 15, 40),
  bufferBeforeMinutes: fc.constantFrom(0, 10),
  bufferAfterMinutes: fc.constantFrom(0, 0, 30),
  limits: fc.constantFrom({}, {}, { day: { bookings: 2 } }, { week: { minutes: 120 } }),
  seats: fc.constantFrom(1, 1, 2),
  needsRoom: fc.boolean(),
  requiresConfirmation: fc.boolean(),
});

/** Which of the offered slots, and which minutes, are tried one after the other. */
const tries = fc.array(fc.record({ offered: fc.nat(10_000), minute: fc.nat(2 * 1440 - 1) }), {
  minLength: 4,
  maxLength: 4,
});

/** Gives the hosts their hours, absences and bookings in a new week. @returns its beginning */
async function arrange(worlds: readonly (typeof aHost extends fc.Arbitrary<infer T> ? T : never)[]): Promise<number> {
  const start = MONDAY + (weeks += 1) * 7 * DAY;
  const tuesday = new Date(start + DAY).toISOString().slice(0, 10);
  const at = (hour: number, hours: number) => ({
    start: new Date(start + hour * HOUR).toISOString(),
    end: new Date(start + (hour + hours) * HOUR).toISOString(),
  });
  await Promise.all(
    worlds.map(async ({ timeZone, hours, override, away, booked }, index) => {
      const [host, schedule] = [hosts[index], schedules[index]];
      if (!host) return;
      const weekly = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, ...hours }));
      await host.api.patch(`/schedules/${schedule}`, { timeZone, weekly });
      if (override) await host.api.put(`/schedules/${schedule}/overrides/${tuesday}`, { intervals: override });
      if (away !== null) {
        const standInId = hosts[(index + 1) % hosts.length]?.id;
        await host.api.post('/out-of-office', { ...at(away, 5), reason: 'vacation', standInId });
      }
      for (const hour of booked) await host.api.post('/bookings', { title: 'Other', ...at(hour, 1) });
    }),
  );
  return start;
}

const codes = (reasons: readonly { readonly code: string }[]) => [...new Set(reasons.map(({ code }) => code))].sort();

describe('over HTTP', () => {
  it('every offered slot books, and every other start is refused with the reasons that explain it', async () => {
    const counts = { booked: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(aType, fc.tuple(aHost, aHost, aHost), tries, async (shape, worlds, attempts) => {
        const { duration, needsRoom, seats, ...rest } = shape;
        const monday = await arrange(worlds);
        const type = await createEventType(hosts[0]!, {
          ...rest,
          organizationId,
          isPublic: true,
          durations: [duration],
          seats: rest.assignment === 'round_robin' ? 1 : seats,
          hosts: (rest.assignment === 'single' ? hosts.slice(0, 1) : hosts).map(({ id }) => ({ userId: id })),
          requiredBookableIds: needsRoom ? [room] : [],
        });
        const window = { from: new Date(monday).toISOString(), to: new Date(monday + 2 * DAY).toISOString() };
        for (const { offered, minute } of attempts) {
          const { body } = await api.get('/slots', { query: { eventTypeId: type.id, ...window } });
          const starts: string[] = body.data.map(({ start }: { start: string }) => start);
          const start = new Date(monday + minute * MINUTE).toISOString();
          if (!starts.includes(start)) {
            const query = { eventTypeId: type.id, at: start };
            const explained = await api.get('/slots/explain', { query });
            const refused = await askForSlot(api.at(otherApiUrl), type.id, { start });
            expect([409, 422]).toContain(refused.status);
            expect(explained.body.isFree).toBe(false);
            expect([...refused.body.reasons].sort()).toEqual(codes(explained.body.reasons));
            counts.refused += 1;
          }
          const wanted = starts[offered % starts.length];
          if (wanted === undefined) continue;
          const booked = await askForSlot(api, type.id, { start: wanted });
          expect([booked.status, booked.body.start]).toEqual([shape.requiresConfirmation ? 202 : 201, wanted]);
          counts.booked += 1;
        }
        expect(await driftOf(db, type.id)).toEqual(NO_DRIFT);
      }),
      // To shrink would mean to book again what is booked.
      { numRuns: RUNS, endOnFailure: true },
    );
    // Neither half of it is empty.
    expect(Math.min(counts.booked, counts.refused)).toBeGreaterThan(RUNS);
  });
});
