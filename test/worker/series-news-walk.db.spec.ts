import fc from 'fast-check';
import { CodedError } from '../../src/kernel/coded-error.js';
import { HOUR } from '../../src/kernel/clock.js';
import { SeriesCancellationsService } from '../../src/modules/scheduling/series/series-cancellations.service.js';
import { SeriesChangesService } from '../../src/modules/scheduling/series/series-changes.service.js';
import { SeriesService } from '../../src/modules/scheduling/series/series.service.js';
import type { SeriesScope } from '../../src/modules/scheduling/series/series.rules.js';
import { MONDAY } from '../factories/series.js';
import { RecurringCalendar } from '../support/recurring-calendar.js';
import { type Member, type Somebody, ToldPeople } from './told-people.js';

/** Fixed, so that a failure comes again; fast-check prints the walk that fails, as short as it gets. */
const SEED = 5546;
const WALKS = 28;
const STEPS = 12;
const PATIENCE_MS = 300_000;

const ACTIONS = [
  'move',
  'move',
  'rename',
  'choose people',
  'choose people',
  'cancel one',
  'cancel one',
  'restore one',
  'restore one',
  'restore one',
  'move and choose people',
  'cancel the rest',
  'block an hour',
] as const;

interface Step {
  readonly action: (typeof ACTIONS)[number];
  readonly scope: SeriesScope;
  /** Which of the instances that are left. */
  readonly at: number;
  readonly hour: number;
  /** Which of the people, as bits. */
  readonly people: number;
  /** How the messengers come after it: not at all, or with what waits in an order by this number. */
  readonly messengers: number;
}

const aStep: fc.Arbitrary<Step> = fc.record({
  action: fc.constantFrom(...ACTIONS),
  scope: fc.constantFrom<SeriesScope>('this', 'this', 'following', 'all'),
  at: fc.nat(5),
  hour: fc.integer({ min: 6, max: 16 }),
  people: fc.nat(15),
  messengers: fc.integer({ min: -4, max: 9 }),
});
const aWalk = fc.record({
  people: fc.nat(15),
  /** Whether the messengers come after every step, and tell what happened in the order in which it did. */
  isPrompt: fc.boolean(),
  steps: fc.array(aStep, { minLength: 3, maxLength: STEPS }),
});

interface LiveInstance {
  readonly seriesId: string;
  readonly recurrenceId: string;
  readonly start: Date;
}

let people: ToldPeople;
let walks = 0;
let restored = 0;

beforeAll(async () => {
  people = await ToldPeople.open();
}, PATIENCE_MS);

afterAll(() => people.close());

/** One series, and those that it is split into. */
class Walk {
  private constructor(
    readonly organizer: Member,
    /** Who may be in it: two members and two guests. */
    readonly others: readonly Somebody[],
    private readonly isPrompt: boolean,
  ) {}

  static async begin(mask: number, isPrompt: boolean): Promise<Walk> {
    const n = (walks += 1);
    const members = [await people.member(`Grace${n}`), await people.member(`Alan${n}`)];
    const guests = [people.guest(`joan${n}`), people.guest(`betty${n}`)];
    const walk = new Walk(await people.member(`Ada${n}`), [...members, ...guests], isPrompt);
    await people.app.get(SeriesService, { strict: false }).create(walk.organizer.actor, {
      ...{ title: 'Tutoring', timeZone: 'UTC', rrule: 'FREQ=DAILY;COUNT=6' },
      ...{ start: new Date(MONDAY + 9 * HOUR), durationMinutes: 60 },
      attendees: walk.chosen(mask),
    });
    if (isPrompt) await walk.hear(null);
    return walk;
  }

  async take(step: Step): Promise<void> {
    const live = await this.live();
    const instance = live[step.at % Math.max(live.length, 1)];
    try {
      if (instance) await this.act(step, instance);
    } catch (error) {
      // What the state does not allow.
      if (!(error instanceof CodedError)) throw error;
    }
    if (this.isPrompt) await this.hear(null);
    else if (step.messengers >= 0) await this.hear(step.messengers);
  }

  /** Hands what waits to the messengers, in the order of the facts or in another one, and then some of it twice. */
  async hear(order: number | null): Promise<void> {
    for (const messenger of ['mail', 'notices', 'seriesMail', 'seriesNotices'] as const) {
      const waiting = await people.waitingOfSeries(messenger, this.organizer);
      const mixed = waiting.map((message, index) => ({ message, key: order === null ? 0 : (index * 7 + order) % 5 }));
      mixed.sort((a, b) => a.key - b.key);
      for (const { message, key } of mixed)
        for (let times = key === 3 ? 2 : 1; times > 0; times -= 1) await people.hand(messenger, message);
    }
  }

  /** What is in the calendar of the person when it shows what is there. */
  async truth({ id, email }: Somebody): Promise<string[]> {
    const rows = await people.sql<{ title: string; start: Date; minutes: number }>(
      `SELECT title, starts_at AS start, (extract(epoch FROM ends_at - starts_at) / 60)::int AS minutes FROM bookings b
       WHERE series_id IN (SELECT id FROM booking_series WHERE organizer_id = $1) AND status = 'confirmed'
         AND ($2::uuid = organizer_id OR EXISTS (
           SELECT 1 FROM booking_attendees a
           WHERE a.booking_id = b.id AND (a.user_id = $2 OR $2::uuid IS NULL AND a.email = $3)))`,
      [this.organizer.id, id, email],
    );
    return rows.map(({ title, start, minutes }) => `${start.toISOString()} ${minutes} ${title}`).sort();
  }

  private chosen(mask: number): Array<{ email: string }> {
    return this.others.filter((_, index) => mask & (1 << index)).map(({ email }) => ({ email }));
  }

  private live(): Promise<LiveInstance[]> {
    return people.sql<LiveInstance>(
      `SELECT series_id AS "seriesId", recurrence_id AS "recurrenceId", starts_at AS start FROM bookings
       WHERE organizer_id = $1 AND series_id IS NOT NULL AND status = 'confirmed' ORDER BY starts_at`,
      [this.organizer.id],
    );
  }

  /** The first one that can be, from one of them on: what the series has no date for any more is refused. */
  private async restore(at: number): Promise<void> {
    const cancelled = await people.sql<{ id: string }>(
      `SELECT id FROM bookings WHERE organizer_id = $1 AND series_id IS NOT NULL AND status = 'cancelled' ORDER BY starts_at`,
      [this.organizer.id],
    );
    for (const index of cancelled.keys()) {
      const { id } = cancelled[(at + index) % cancelled.length]!;
      try {
        await people.restorations.restore(this.organizer.actor, id, undefined);
        restored += 1;
        return;
      } catch (error) {
        if (!(error instanceof CodedError)) throw error;
      }
    }
  }

  private async act(step: Step, { seriesId: id, recurrenceId, start }: LiveInstance): Promise<void> {
    const { action, scope, hour, people: mask } = step;
    const { actor } = this.organizer;
    const target = { id, recurrenceId, scope };
    const change = (wanted: object) =>
      people.app.get(SeriesChangesService, { strict: false }).change(actor, target, wanted, undefined);
    const cancel = (range: SeriesScope) =>
      people.app
        .get(SeriesCancellationsService, { strict: false })
        .cancelInstance(actor, { ...target, scope: range }, undefined, undefined);
    const moved = new Date(start.setUTCHours(hour));
    if (action === 'move') await change({ start: moved, onConflict: 'skip' });
    if (action === 'rename') await change({ title: `Tutoring ${hour}` });
    if (action === 'choose people') await change({ attendees: this.chosen(mask) });
    if (action === 'move and choose people')
      await change({ start: moved, attendees: this.chosen(mask), onConflict: 'skip' });
    if (action === 'cancel one') await cancel('this');
    if (action === 'restore one') await this.restore(step.at);
    // Most walks go on for longer than that.
    if (action === 'cancel the rest' && hour % 3 === 0) await cancel(hour % 2 === 0 ? 'following' : 'all');
    if (action === 'block an hour')
      await people.bookings.create(actor, {
        ...{ title: 'Something else', start: moved, end: new Date(moved.getTime() + HOUR), attendees: [] },
      });
  }
}

/** What they were sent, in the order in which it was queued. */
function filesOf({ email }: Somebody): Promise<Array<{ file: string }>> {
  return people.sql<{ file: string }>(
    `SELECT calendar->>'ics' AS file FROM email_deliveries
     WHERE recipient = $1 AND calendar IS NOT NULL AND template NOT IN ('BOOKING_REMINDER')
       AND data->>'title' <> 'Something else' ORDER BY id`,
    [email],
  );
}

async function check(walk: Walk, isPrompt: boolean): Promise<void> {
  for (const person of [walk.organizer, ...walk.others]) {
    const files = await filesOf(person);
    const expected = await walk.truth(person);
    for (const order of [files, files.toReversed()]) {
      const calendar = new RecurringCalendar();
      for (const { file } of order) calendar.receive(file);
      expect({ person: person.name, shown: calendar.shown }).toEqual({ person: person.name, shown: expected });
      if (isPrompt && order === files) expect(calendar.tooOld).toEqual([]);
    }
    if (person.id !== null) await compareNotices(person as Member);
  }
}

/** The app tells of series what the e-mails tell. */
async function compareNotices({ id, email }: Member): Promise<void> {
  const mails = await people.sql<{ type: string }>(
    `SELECT replace(template, 'CONFIRMATION', 'CONFIRMED') AS type FROM email_deliveries
     WHERE recipient = $1 AND template LIKE 'SERIES%'`,
    [email],
  );
  const notices = await people.sql<{ type: string }>(
    `SELECT type FROM notifications WHERE user_id = $1 AND type LIKE 'SERIES%'`,
    [id],
  );
  const sorted = (rows: ReadonlyArray<{ type: string }>) => rows.map(({ type }) => type).sort();
  expect(sorted(notices)).toEqual(sorted(mails));
}

it(
  'calendars that hear of a series by e-mail alone show what is left of it to each person, in whatever order it comes',
  async () => {
    let [splits, apart] = [0, 0];
    await fc.assert(
      fc.asyncProperty(aWalk, async ({ people: mask, isPrompt, steps }) => {
        const walk = await Walk.begin(mask, isPrompt);
        for (const step of steps) await walk.take(step);
        await walk.hear(isPrompt ? null : 0);
        await check(walk, isPrompt);
        const [counts] = await people.sql<{ series: number; apart: number }>(
          `SELECT (SELECT count(*) FROM booking_series WHERE organizer_id = $1)::int AS series,
             (SELECT count(*) FROM booking_recipients r JOIN bookings b ON b.id = r.booking_id
              WHERE b.organizer_id = $1 AND r.is_apart)::int AS apart`,
          [walk.organizer.id],
        );
        splits += counts!.series - 1;
        apart += counts!.apart;
      }),
      { seed: SEED, numRuns: WALKS, endOnFailure: false },
    );
    // The walks come by what is hard, so that agreement means something.
    expect(restored).toBeGreaterThan(3);
    expect(splits).toBeGreaterThan(10);
    expect(apart).toBeGreaterThan(10);
  },
  PATIENCE_MS,
);
