import fc from 'fast-check';
import { CodedError } from '../../src/kernel/coded-error.js';
import { AttendeeCalendar } from '../support/attendee-calendar.js';
import { at, type BookingState, type Member, type Somebody, type Told, ToldPeople } from './told-people.js';

/** Fixed, so that a failure comes again; fast-check prints the walk that fails, as short as it gets. */
const SEED = 5546;
const WALKS = 24;
const STEPS = 14;
/** Hosts have a day of their own for each walk, also for those that fast-check tries to shorten. */
const HOURS_PER_WALK = 24;
const PATIENCE_MS = 300_000;

const STARTS = ['request', 'request', 'instant', 'ad hoc'] as const;
const ACTIONS = [
  'confirm',
  'confirm',
  'decline',
  'cancel',
  'restore',
  'restore',
  'move by host',
  'move by booker',
  'move by booker',
  'give away',
  'give away',
  'rename',
  'add guest',
  'add member',
  'take off',
  'move and replace',
  'toggle member',
  'lapse',
] as const;

interface Step {
  readonly action: (typeof ACTIONS)[number];
  readonly hour: number;
  /** How the messengers come after it: not at all, or with what waits in an order by this number. */
  readonly messengers: number;
}

const aStep: fc.Arbitrary<Step> = fc.record({
  action: fc.constantFrom(...ACTIONS),
  hour: fc.integer({ min: 0, max: HOURS_PER_WALK - 2 }),
  messengers: fc.integer({ min: -6, max: 9 }),
});
const aWalk = fc.tuple(fc.constantFrom(...STARTS), fc.array(aStep, { minLength: 4, maxLength: STEPS }));

let people: ToldPeople;
let hosts: [Member, Member];
let booker: Member;
let colleague: Member;
let guests: Somebody[];
let requestType: string;
let instantType: string;
let walks = 0;

beforeAll(async () => {
  people = await ToldPeople.open();
  hosts = [await people.member('Ada'), await people.member('Grace')];
  [booker, colleague] = [await people.member('Alan'), await people.member('Mary')];
  guests = ['Joan', 'Edith', 'Betty'].map((name) => people.guest(name));
  requestType = await people.type(hosts, { requiresConfirmation: true });
  instantType = await people.type(hosts, { requiresConfirmation: false });
}, PATIENCE_MS);

afterAll(() => people.close());

/** One booking, what is done to it, and every state that it was in. */
class Walk {
  readonly states: BookingState[] = [];
  readonly everInactive = new Set<Somebody>();
  private isColleagueActive = true;

  private constructor(
    readonly bookingId: string,
    private readonly firstHour: number,
  ) {}

  static async begin(start: (typeof STARTS)[number]): Promise<Walk> {
    const firstHour = HOURS_PER_WALK * (walks += 1);
    const walk = new Walk(await book(start, firstHour), firstHour);
    await walk.see();
    return walk;
  }

  async take({ action, hour, messengers }: Step): Promise<void> {
    try {
      await this.act(action, this.firstHour + hour);
    } catch (error) {
      // What the state does not allow.
      if (!(error instanceof CodedError)) throw error;
    }
    await this.see();
    if (messengers >= 0) await this.hear(messengers);
  }

  /** Hands what waits to both messengers, in an order that is not that of the facts, and some of it twice. */
  async hear(order: number): Promise<void> {
    for (const messenger of ['mail', 'notices'] as const) {
      const waiting = await people.waiting(messenger, this.bookingId);
      const mixed = waiting.map((message, index) => ({ message, key: (index * 7 + order) % 5 }));
      mixed.sort((a, b) => a.key - b.key);
      for (const { message, key } of mixed)
        for (let times = key === 3 ? 2 : 1; times > 0; times -= 1) await people.hand(messenger, message);
    }
    for (const message of await people.waiting('lapses', this.bookingId)) await people.hand('lapses', message);
    await this.see();
  }

  async end(): Promise<void> {
    if (!this.isColleagueActive) await this.toggleColleague();
    await this.hear(1);
    // A request that lapsed in it is told as well.
    await this.hear(0);
  }

  private async see(): Promise<void> {
    this.states.push(await people.state(this.bookingId));
  }

  private async act(action: Step['action'], hour: number): Promise<void> {
    const { bookingId: id } = this;
    const { organizerId, attendees, status } = this.states.at(-1)!;
    const host = [...hosts, booker].find((member) => member.id === organizerId)!.actor;
    const added = attendees.filter(({ role }) => role === 'attendee');
    const [first] = added;
    // Few ends are the end.
    if (action === 'restore' || (status === 'cancelled' && hour % 3 > 0)) {
      await people.restorations.restore(hour % 2 === 0 ? host : booker.actor, id, undefined);
      return;
    }
    if (action === 'confirm') await people.decisions.confirm(host, id, undefined);
    if (action === 'decline') await people.decisions.decline(host, id, undefined, undefined);
    if (action === 'cancel') await people.changes.cancel(host, id, undefined, undefined);
    if (action === 'move by host') await people.changes.reschedule(host, id, { start: at(hour) }, undefined);
    if (action === 'move by booker') await people.changes.reschedule(booker.actor, id, { start: at(hour) }, undefined);
    if (action === 'give away') await people.decisions.reassign(host, id, undefined, undefined);
    if (action === 'rename') await people.changes.change(host, id, { title: `Mentoring ${hour}` }, undefined);
    if (action === 'add guest')
      await people.attendees.add(host, id, { email: guests[hour % guests.length]!.email }, undefined);
    if (action === 'add member') await people.attendees.add(host, id, { email: colleague.email }, undefined);
    if (action === 'take off' && first) await people.attendees.remove(host, id, first.id, undefined);
    if (action === 'move and replace')
      await people.changes.change(
        host,
        id,
        { start: at(hour), attendees: [{ email: guests[0]!.email }, { email: colleague.email }] },
        undefined,
      );
    if (action === 'toggle member') {
      // Whoever is deactivated between a fact and its messenger is told nothing, and counts as told.
      await this.hear(0);
      await this.toggleColleague();
    }
    if (action === 'lapse' && status === 'pending') await people.makeDue(id, 'bookings.lapse-request');
  }

  private async toggleColleague(): Promise<void> {
    this.isColleagueActive = !this.isColleagueActive;
    this.everInactive.add(colleague);
    await people.sql('UPDATE users SET is_active = $2 WHERE id = $1', [colleague.id, this.isColleagueActive]);
  }
}

async function book(start: (typeof STARTS)[number], hour: number): Promise<string> {
  if (start === 'request') return people.request(requestType, booker, guests.slice(0, 1), hour);
  if (start === 'instant') return people.request(instantType, booker, guests.slice(0, 1), hour);
  const attendees = [{ email: guests[0]!.email }, { email: colleague.email }];
  const times = { start: at(hour), end: at(hour + 1) };
  return (await people.bookings.create(booker.actor, { title: 'Mentoring', ...times, attendees })).id;
}

function isIn({ organizerId, attendees }: BookingState, { id, email }: Somebody): boolean {
  return id === organizerId || attendees.some((row) => (id === null ? row.email === email : row.userId === id));
}

const isOver = ({ status }: BookingState) => status === 'cancelled' || status === 'declined';

type Knowledge = 'nothing' | 'request' | 'invitation';

/** Reads what somebody was sent as that person does, and finds what could not follow from what they were sent before. */
function knowledgeAfter(told: readonly Told[], person: Somebody, states: readonly BookingState[]): Knowledge {
  let knows: Knowledge = 'nothing';
  let sequence = -1;
  for (const mail of told) {
    const state = states.findLast((one) => one.sequence === mail.sequence)!;
    const kind = mail.template.replace('BOOKING_', '');
    const what = { ...mail, file: null, knows, status: state.status };
    const isAllowed = {
      REQUESTED: state.status === 'pending',
      CONFIRMATION: state.status === 'confirmed',
      RESTORED: state.status === 'confirmed' && knows === 'nothing',
      RESCHEDULED: !isOver(state) && knows !== 'nothing',
      UPDATED: !isOver(state) && knows !== 'nothing',
      DECLINED: state.status === 'declined' && knows !== 'nothing',
      CANCELLED: isOver(state) && knows !== 'nothing',
      WITHDRAWN: !isIn(state, person) && knows !== 'nothing',
    }[kind];
    expect({ ...what, isAllowed }).toEqual({ ...what, isAllowed: true });
    // One piece of news per sequence: whatever order they arrive in, a calendar knows which is the latest.
    expect(mail.sequence).toBeGreaterThan(sequence);
    sequence = mail.sequence;
    const before = knows;
    if (kind === 'CONFIRMATION' || kind === 'RESTORED') knows = 'invitation';
    else if (kind === 'REQUESTED' && knows === 'nothing') knows = 'request';
    else if (['DECLINED', 'CANCELLED', 'WITHDRAWN'].includes(kind)) knows = 'nothing';
    const method = knows === 'invitation' ? 'REQUEST' : before === 'invitation' ? 'CANCEL' : null;
    expect({ ...what, method: mail.method }).toEqual({ ...what, method });
  }
  return knows;
}

/** Whether the person was in it when it was last confirmed, and has been in it since. */
function isInvited(states: readonly BookingState[], person: Somebody): boolean {
  return states.reduce(
    (was, state) => isIn(state, person) && !isOver(state) && (was || state.status === 'confirmed'),
    false,
  );
}

async function check({ bookingId, states, everInactive }: Walk): Promise<void> {
  const last = states.at(-1)!;
  for (const person of [...hosts, booker, colleague, ...guests]) {
    const told = await people.told(person, bookingId);
    const knows = knowledgeAfter(told, person, states);
    // What happened while the account was deactivated it hears with the next change.
    if (everInactive.has(person)) continue;
    const shown = [false, true].map((backwards) => {
      const calendar = new AttendeeCalendar();
      for (const { file } of backwards ? told.toReversed() : told) if (file !== null) calendar.receive(file);
      return calendar.shown.map(({ start, isTentative }) => ({ start, isTentative }));
    });
    const entry = { start: last.start, isTentative: last.status === 'pending' };
    const expected = knows === 'invitation' ? [entry] : [];
    expect({ person: person.name, shown }).toEqual({ person: person.name, shown: [expected, expected] });
    expect({ person: person.name, hasInvitation: knows === 'invitation' }).toEqual({
      person: person.name,
      hasInvitation: isInvited(states, person),
    });
    const isAsked = last.attendees.some(({ userId, role }) => userId === person.id && role === 'booker');
    if (last.status === 'pending' && (isAsked || last.organizerId === person.id)) expect(knows).not.toBe('nothing');
    // Whoever declined a request knows that it is over.
    if (isOver(last) && last.organizerId !== person.id) expect(knows).toBe('nothing');
    if (person.id !== null) await compareNotices(person as Member, bookingId, told);
  }
}

/** The app tells the same as the e-mails. */
async function compareNotices(person: Member, bookingId: string, told: readonly Told[]): Promise<void> {
  const notices = await people.notices(person, bookingId);
  for (const type of [
    'BOOKING_REQUESTED',
    'BOOKING_RESCHEDULED',
    'BOOKING_DECLINED',
    'BOOKING_CANCELLED',
    'BOOKING_RESTORED',
  ]) {
    const count = notices.filter((one) => one === type).length;
    expect({ type, count }).toEqual({ type, count: told.filter(({ template }) => template === type).length });
  }
  const others = ['BOOKING_CONFIRMED', 'BOOKING_WITHDRAWN', 'BOOKING_REASSIGNED'];
  expect(notices.filter((type) => others.includes(type)).length).toBeLessThanOrEqual(
    told.filter(({ template }) => /CONFIRMATION|WITHDRAWN|UPDATED/.test(template)).length,
  );
}

it(
  'what each person is sent follows from what they were sent before, and their calendars show the booking as it is',
  async () => {
    const met = new Map<string, number>();
    let restored = 0;
    await fc.assert(
      fc.asyncProperty(aWalk, async ([start, steps]) => {
        const walk = await Walk.begin(start);
        for (const step of steps) await walk.take(step);
        await walk.end();
        await check(walk);
        restored += walk.states.filter((state, i) => !isOver(state) && i > 0 && isOver(walk.states[i - 1]!)).length;
        for (const { status } of walk.states) met.set(status, (met.get(status) ?? 0) + 1);
      }),
      { seed: SEED, numRuns: WALKS, endOnFailure: true },
    );
    // The walks come by every state, so that agreement means something.
    expect([...met.keys()].sort()).toEqual(['cancelled', 'confirmed', 'declined', 'pending']);
    expect(restored).toBeGreaterThan(3);
  },
  PATIENCE_MS,
);
