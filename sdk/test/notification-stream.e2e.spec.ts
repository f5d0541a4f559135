import { Lyceum, type NotificationEvent, SessionEnded, UnexpectedAnswer } from '@lyceum/sdk';
import { slot } from '../../test/factories/booking.js';
import { signUp } from '../../test/factories/person.js';
import { ApiClient } from '../../test/support/http.js';
import { sharedSystem } from '../../test/support/shared-system.mjs';
import { Gateway } from './gateway.js';
import { refusalOf } from './refusal.js';

const { apiUrl } = sharedSystem();
const api = new ApiClient(apiUrl);

let gateway: Gateway;
let lyceum: Lyceum;
let stream: AsyncGenerator<NotificationEvent, void, undefined>;

beforeEach(async () => {
  gateway = await Gateway.open(apiUrl);
  lyceum = new Lyceum({ baseUrl: gateway.url, token: (await signUp(api)).accessToken });
  stream = lyceum.notifications.stream();
});
afterEach(async () => {
  await stream.return();
  await gateway.close();
});

async function next(): Promise<NotificationEvent> {
  const { value, done } = await stream.next();
  if (done) throw new Error('The stream has ended.');
  return value;
}

/** What the next notification about a booking says; the one that welcomes comes when it comes. */
async function nextNotice(): Promise<string> {
  for (;;) {
    const event = await next();
    if (event.type === 'notification' && event.notification.type !== 'WELCOME') return event.notification.message;
  }
}

const book = (hour: number) => lyceum.bookings.create({ title: `Number ${hour}`, ...slot(hour) });

describe('the stream of notifications', () => {
  it('tells of each, also of what happened while it was cut, and once', async () => {
    expect((await next()).type).toBe('unread');
    await book(1);
    expect(await nextNotice()).toContain('Number 1');
    gateway.cut();
    await book(2);
    await book(3);
    const missed = [await nextNotice(), await nextNotice()];
    // Bookings have an order each, and none among each other.
    expect(missed).toContainEqual(expect.stringContaining('Number 2'));
    expect(missed).toContainEqual(expect.stringContaining('Number 3'));
    const openings = gateway.seen.filter(({ path }) => path.endsWith('/stream'));
    expect(openings.map(({ headers }) => headers['last-event-id'] === undefined)).toEqual([true, false]);
  });

  it('goes on from a place that was kept', async () => {
    const { id } = await next();
    await book(1);
    await stream.return();
    stream = lyceum.notifications.stream({ lastEventId: id });
    expect(await nextNotice()).toContain('Number 1');
  });

  it('ends with the signal, with its reason', async () => {
    const controller = new AbortController();
    stream = lyceum.notifications.stream({ signal: controller.signal });
    await next();
    const waiting = refusalOf(nextNotice());
    const reason = new Error('Enough.');
    controller.abort(reason);
    expect(await waiting).toBe(reason);
  });

  it('ends at once when its reader ends it from outside', async () => {
    await next();
    const waiting = nextNotice();
    const ended = refusalOf(waiting);
    await stream.return();
    expect(await ended).toEqual(new Error('The stream has ended.'));
  });

  it('goes on after the page of a gateway that asks to wait, and not after its sign-in page', async () => {
    gateway.fate = (_request, index) => (index === 0 ? { status: 503, text: 'Starting' } : 'through');
    expect((await next()).type).toBe('unread');
    stream = lyceum.notifications.stream();
    gateway.fate = () => ({ status: 200, text: '<html>Sign in</html>' });
    expect(await refusalOf(next())).toBeInstanceOf(UnexpectedAnswer);
  });

  it('is not tried with headers that Node never sends', async () => {
    stream = lyceum.notifications.stream({ headers: { connection: 'x' } });
    expect(await refusalOf(next())).toBeInstanceOf(TypeError);
    expect(gateway.seen).toEqual([]);
  });

  it('ends with the sign-in', async () => {
    await next();
    const waiting = refusalOf(nextNotice());
    await lyceum.auth.logout();
    expect(await waiting).toBeInstanceOf(SessionEnded);
  });
});
