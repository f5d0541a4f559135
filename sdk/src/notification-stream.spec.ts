import { Connection } from './connection.js';
import { UnexpectedAnswer } from './errors.js';
import { type NotificationEvent, notificationStream, type StreamOptions } from './notification-stream.js';

/** What a server does with one request after the other; with the last one again and again. */
type Answer = (init: RequestInit) => Response | Promise<Response>;

const EVENTS = { 'content-type': 'text/event-stream; charset=utf-8' };
const says =
  (text: string | null, headers: HeadersInit = EVENTS, status = 200): Answer =>
  () =>
    new Response(text, { status, headers });
const unread = (id: number) => `id: ${id}\nevent: unread\ndata: {"unread":${id}}\n\n`;

const cancelled: unknown[] = [];
/** Says this, and then nothing more. */
const staysOpen =
  (text: string): Answer =>
  () => {
    const start = (controller: ReadableStreamDefaultController) => controller.enqueue(new TextEncoder().encode(text));
    return new Response(new ReadableStream({ start, cancel: () => void cancelled.push(text) }), { headers: EVENTS });
  };
const silence: Answer = ({ signal }) =>
  new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(new Error('Aborted.')));
  });

let open: AsyncGenerator<unknown, void, undefined>[] = [];
afterEach(async () => {
  await Promise.all(open.map((stream) => stream.return()));
  open = [];
});

function follow(
  answers: readonly Answer[],
  options?: StreamOptions,
  token: () => Promise<string> = async () => 'token',
) {
  const places: (string | null)[] = [];
  const fetch = async (_address: unknown, init: RequestInit = {}) => {
    places.push(new Headers(init.headers).get('last-event-id'));
    return answers[Math.min(places.length, answers.length) - 1]!(init);
  };
  const connection = new Connection({ baseUrl: 'http://lyceum.test', token, fetch });
  const stream = notificationStream(connection, options);
  open.push(stream);
  return { stream, places };
}

async function ids(stream: AsyncGenerator<NotificationEvent, void, undefined>, count: number): Promise<string[]> {
  const read: string[] = [];
  while (read.length < count) read.push((await stream.next()).value!.id);
  return read;
}

describe('what is no stream of Lyceum', () => {
  it.each([
    ['a page', says('<html>Sign in</html>', { 'content-type': 'text/html' })],
    ['a page that looks like events', says(unread(1), { 'content-type': 'text/html' })],
    ['JSON', says('{}', { 'content-type': 'application/json' })],
    ['no content', says(null, {}, 204)],
    ['a redirect', says(null, { location: '/sign-in' }, 302)],
    ['a page of something that lacks the path', says('Nothing here', { 'content-type': 'text/html' }, 404)],
    ['data that are no JSON', says('id: 1\nevent: notification\ndata: {"a"\n\n')],
    ['data that are no object', says('id: 1\nevent: notification\ndata: null\n\n')],
    ['a count that is none', says('id: 1\nevent: unread\ndata: {}\n\n')],
    ['an end without JSON', says('event: end\ndata: bye\n\n')],
    ['an end without a reason', says('event: end\ndata: {}\n\n')],
    ['an end of nothing', says('event: end\ndata: null\n\n')],
    ['an event without a place', says('event: unread\ndata: {"unread":1}\n\n')],
    ['a place that no header can carry', says('id: ✓\nevent: unread\ndata: {"unread":1}\n\n')],
    ['a place with a control character', says('id: a\x01b\nevent: unread\ndata: {"unread":1}\n\n')],
    ['an event without an end', staysOpen(`data: ${'x'.repeat(2 ** 21)}`)],
  ])('ends it: %s', async (_name, answer) => {
    const { stream, places } = follow([answer]);
    await expect(stream.next()).rejects.toThrow(UnexpectedAnswer);
    expect(places).toEqual([null]);
    expect(await stream.next()).toEqual({ value: undefined, done: true });
  });
});

describe('events', () => {
  it('that this version does not know are passed over, and count for the place', async () => {
    const presence = 'id: 7\nevent: presence\ndata: not even JSON\n\ndata: of no type\n\n';
    const { stream, places } = follow([says(`retry: 100\n\n${unread(1)}${presence}`), says(unread(8))]);
    expect(await ids(stream, 2)).toEqual(['1', '8']);
    expect(places).toEqual([null, '7']);
  });

  it('keep the place before them when theirs has a NUL', async () => {
    const { stream } = follow([says(`${unread(1)}id: a\0b\nevent: unread\ndata: {"unread":2}\n\n`)]);
    expect(await ids(stream, 2)).toEqual(['1', '1']);
  });

  it('come no more once the signal was aborted, even those that have arrived', async () => {
    const controller = new AbortController();
    const { stream } = follow([says(unread(1) + unread(2))], { signal: controller.signal });
    await stream.next();
    controller.abort(new Error('Enough.'));
    await expect(stream.next()).rejects.toThrow('Enough.');
  });
});

describe('the place to go on from', () => {
  it.each<[StreamOptions]>([
    [{ lastEventId: '41' }],
    [{ headers: { 'Last-Event-ID': '41' } }],
    [{ headers: { 'last-event-id': '41' } }],
    [{ lastEventId: '41', headers: { 'LAST-EVENT-ID': '40' } }],
  ])('is what was given, and then what was received: %j', async (options) => {
    const { stream, places } = follow([says(`retry: 100\n${unread(42)}`), says(unread(43))], options);
    expect(await ids(stream, 2)).toEqual(['42', '43']);
    expect(places).toEqual(['41', '42']);
  });

  it('is none where it is empty', async () => {
    const { stream, places } = follow([says(unread(1))], { lastEventId: '' });
    await stream.next();
    expect(places).toEqual([null]);
  });

  it.each<[StreamOptions]>([
    [{ lastEventId: '✓' }],
    [{ lastEventId: 'a\0b' }],
    [{ lastEventId: 'a\x01b' }],
    [{ headers: { 'Last-Event-ID': 'a\x01b' } }],
    [{ headers: { 'x y': '1' } }],
    [{ headers: { x: '✓' } }],
  ])('and other headers are refused at once when none can carry them: %j', (options) => {
    expect(() => follow([silence], options)).toThrow(TypeError);
  });
});

describe('the pause before the next connection', () => {
  /** @returns how often it has connected when another stream, told to wait for so long, does so the second time */
  const connectionsWithin = async (milliseconds: number, ...answers: Answer[]): Promise<number> => {
    const { stream: watched, places } = follow(answers);
    const waiting = watched.next();
    const { stream: clock } = follow([says(`retry: ${milliseconds}\n\n`), says(unread(1))]);
    await clock.next();
    await watched.return();
    await waiting;
    return places.length;
  };

  it('is never so short that it is none', async () => {
    for (const retry of ['0', '1'])
      expect(await connectionsWithin(350, says(`retry: ${retry}\n\n`), staysOpen(''))).toBe(2);
    expect(await connectionsWithin(350, says('retry: 0\n\n'))).toBeLessThanOrEqual(4);
  });

  it('is never so long that timers take it for none, and what is no number is no pause', async () => {
    for (const retry of ['99999999999', '9'.repeat(400), '-1', '1e3', ''])
      expect(await connectionsWithin(200, says(`retry: ${retry}\n\n`))).toBe(1);
  });

  it.each([
    ['a page', { 'content-type': 'text/html' }, 'Later'],
    [
      'a refusal',
      { 'content-type': 'application/problem+json' },
      '{"type":"about:blank","title":"Later","status":429,"instance":"/","code":"rate_limited","requestId":"r"}',
    ],
  ])('is what Retry-After says, up to a minute: %s', async (_name, headers, text) => {
    const later = (seconds: number) => says(text, { ...headers, 'retry-after': String(seconds) }, 429);
    expect(await connectionsWithin(700, later(0), staysOpen(''))).toBe(2);
    expect(await connectionsWithin(700, says('retry: 100\n\n'), later(1), staysOpen(''))).toBe(2);
    const { stream } = follow([later(61)]);
    await expect(stream.next()).rejects.toMatchObject({ status: 429, retryAfterSeconds: 61 });
  });

  it.each([429, 500, 502, 503, 504, 521])('comes after the page of a gateway as well: %i', async (status) => {
    const page = says('<html>', { 'content-type': 'text/html', 'retry-after': '0' }, status);
    const { stream } = follow([page, says(unread(1))]);
    expect(await ids(stream, 1)).toEqual(['1']);
  });
});

describe('a stream that waits', () => {
  const token = async () => 'token';
  it.each<[string, Answer, () => Promise<string>]>([
    ['an event', staysOpen('retry: 100\n\n'), token],
    ['an answer', silence, token],
    ['the next connection', says('retry: 60000\n\n'), token],
    ['a token', silence, () => new Promise(() => undefined)],
  ])('ends at once when its reader ends it: %s', async (_name, answer, asked) => {
    const { stream } = follow([answer], { signal: new AbortController().signal }, asked);
    const waiting = [stream.next(), stream.next()];
    await new Promise(setImmediate);
    expect(await stream.return()).toEqual({ value: undefined, done: true });
    expect(await Promise.all(waiting)).toEqual(Array(2).fill({ value: undefined, done: true }));
    expect(await stream.next()).toEqual({ value: undefined, done: true });
  });

  it('ends at once when its reader throws into it', async () => {
    const { stream } = follow([staysOpen('')]);
    const waiting = stream.next();
    await new Promise(setImmediate);
    await expect(stream.throw(new Error('Enough.'))).rejects.toThrow('Enough.');
    expect(await waiting).toEqual({ value: undefined, done: true });
  });

  it('ends at once when the signal is aborted together with the answer', async () => {
    const controller = new AbortController();
    const answer: Answer = () => {
      queueMicrotask(() => controller.abort(new Error('Enough.')));
      return new Response(new ReadableStream(), { headers: EVENTS });
    };
    const { stream } = follow([answer], { signal: controller.signal });
    await expect(stream.next()).rejects.toThrow('Enough.');
  });

  it('lets go of its connection', async () => {
    const { stream } = follow([staysOpen(unread(1))]);
    for await (const event of stream) {
      expect(event.id).toBe('1');
      break;
    }
    expect(cancelled).toContain(unread(1));
  });

  it('that was never read ends without a connection', async () => {
    const { stream, places } = follow([silence]);
    await stream.return();
    expect(await stream.next()).toEqual({ value: undefined, done: true });
    expect(places).toEqual([]);
  });
});
