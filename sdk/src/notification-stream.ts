import { failureOf } from './answers.js';
import type { Connection, Request } from './connection.js';
import { ConnectionError, LyceumError, ProblemError, UnexpectedAnswer } from './errors.js';
import { EventReader, type ServerSentEvent, type StreamNote } from './event-stream.js';
import type { Notification } from './generated/schemas.js';
import { canCarry, headersOf } from './headers.js';
import type { CallOptions } from './options.js';
import { type Failure, mayRepeat, pause, pauseMs } from './retry.js';
import { after, onAbort } from './signals.js';

/** `unread` comes at the beginning; `id` is the place in the stream, to go on from there at another time. */
export type NotificationEvent =
  | { readonly type: 'unread'; readonly id: string; readonly unread: number }
  | { readonly type: 'notification'; readonly id: string; readonly notification: Notification };

export interface StreamOptions extends Pick<CallOptions, 'signal' | 'headers'> {
  /** Where to go on: the `id` of the last event that was received. */
  readonly lastEventId?: string;
}

/** The server shows every 15 seconds that it is there. */
const SILENCE_MS = 45_000;
const RECONNECT_AFTER_MS = 2_000;
const SHORTEST_RECONNECT_MS = 100;
const LONGEST_RECONNECT_MS = 60_000;
/** Why a stream ends that its reader wants no more. */
const RETURNED = Symbol('returned');

/**
 * The caller's notifications as they are committed: connects again when the connection breaks, renews the token when it
 * ends, and goes on exactly where it was. Ends with the loop that reads it, with `return()`, or with the signal. Events of
 * a later server that this version does not know are passed over.
 * @throws TypeError at once for a `lastEventId` and headers that cannot be sent
 * @throws ProblemError when the sign-in has ended or the key was revoked, and when `Retry-After` is more than a minute
 * @throws UnexpectedAnswer for what is no stream of Lyceum
 */
export function notificationStream(
  connection: Connection,
  options: StreamOptions = {},
): AsyncGenerator<NotificationEvent, void, undefined> {
  const { lastEventId, signal } = options;
  const headers = headersOf(options.headers, { 'last-event-id': lastEventId });
  const place = headers.get('last-event-id') ?? undefined;
  headers.delete('last-event-id');
  const end = new AbortController();
  const stream = untilReturned(follow(connection, Object.fromEntries(headers), place, end.signal), signal, end);
  const [finish, fail] = [stream.return.bind(stream), stream.throw.bind(stream)];
  // A generator by itself would end only after what it waits for.
  return Object.assign(stream, {
    return: (value: void | PromiseLike<void>) => {
      end.abort(RETURNED);
      return finish(value);
    },
    throw: (error: unknown) => {
      end.abort(RETURNED);
      return fail(error);
    },
  });
}

async function* untilReturned(
  events: AsyncGenerator<NotificationEvent, void, undefined>,
  signal: AbortSignal | undefined,
  end: AbortController,
): AsyncGenerator<NotificationEvent, void, undefined> {
  const letGo = onAbort(signal, () => end.abort(signal?.reason));
  try {
    yield* events;
  } catch (error) {
    if (end.signal.reason !== RETURNED) throw error;
  } finally {
    letGo();
  }
}

async function* follow(
  connection: Connection,
  headers: Record<string, string>,
  beginning: string | undefined,
  signal: AbortSignal,
): AsyncGenerator<NotificationEvent, void, undefined> {
  let place = beginning;
  let reconnectMs = RECONNECT_AFTER_MS;
  for (let failures = 0; ; failures += 1) {
    let failure: Failure | null = null;
    try {
      for await (const item of events(connection, headers, place, signal)) {
        signal.throwIfAborted();
        failures = 0;
        if ('retryMs' in item) reconnectMs = bounded(item.retryMs);
        if (!('data' in item)) continue;
        place = item.id ?? place;
        const event = read(item, place);
        if (event) yield event;
      }
    } catch (error) {
      signal.throwIfAborted();
      failure = passingFailure(error);
    }
    const isTold = failure?.retryAfterSeconds !== undefined;
    await pause(failures > 0 || isTold ? pauseMs(failures, failure?.retryAfterSeconds) : reconnectMs, signal);
  }
}

async function* events(
  connection: Connection,
  headers: Record<string, string>,
  place: string | undefined,
  signal: AbortSignal,
): AsyncGenerator<ServerSentEvent | StreamNote, void, undefined> {
  const request: Request = {
    method: 'GET',
    path: '/api/v1/notifications/stream',
    options: { maxRetries: 0, signal, headers },
  };
  const response = await connection.open(request, place ? { 'last-event-id': place } : {});
  const { status, body } = response;
  if (!body) throw new UnexpectedAnswer(status, '', response.headers);
  const isStream = /^text\/event-stream *(?:;|$)/i.test(response.headers.get('content-type') ?? '');
  const source = body.getReader();
  const cancel = () => void source.cancel().catch(() => undefined);
  const letGo = onAbort(signal, cancel);
  const decoder = new TextDecoder();
  const reader = new EventReader();
  try {
    for (;;) {
      const { done, value } = await withinSilence(source.read(), cancel);
      signal.throwIfAborted();
      const text = decoder.decode(value, { stream: true });
      if (!isStream) throw new UnexpectedAnswer(status, text, response.headers);
      if (done) return;
      yield* reader.read(text);
    }
  } catch (error) {
    if (error instanceof LyceumError) throw error;
    throw new ConnectionError('The stream broke.', { cause: error });
  } finally {
    letGo();
    cancel();
  }
}

/** A connection that died without a word is given up. */
async function withinSilence<T>(reading: Promise<T>, giveUp: () => void): Promise<T> {
  const stop = after(SILENCE_MS, giveUp);
  try {
    return await reading;
  } finally {
    stop();
  }
}

function bounded(milliseconds: number): number {
  return Math.min(Math.max(milliseconds, SHORTEST_RECONNECT_MS), LONGEST_RECONNECT_MS);
}

/** @returns null for what says nothing to the reader @throws UnexpectedAnswer for what the server does not say */
function read({ event, data }: ServerSentEvent, id: string | undefined): NotificationEvent | null {
  if (id !== undefined && !canCarry(id)) throw new UnexpectedAnswer(200, data);
  if (event === 'end') refuseUnlessExpired(data);
  if (event !== 'unread' && event !== 'notification') return null;
  if (!id) throw new UnexpectedAnswer(200, data);
  const body = parse(data);
  if (event === 'notification') return { type: 'notification', id, notification: body as unknown as Notification };
  if (typeof body['unread'] !== 'number') throw new UnexpectedAnswer(200, data);
  return { type: 'unread', id, unread: body['unread'] };
}

/** A token that ends is renewed with the next connection; all else is for the caller. */
function refuseUnlessExpired(data: string): void {
  const { code } = parse(data);
  if (code === 'token_expired') return;
  if (typeof code !== 'string') throw new UnexpectedAnswer(200, data);
  const title = 'The server ended the stream.';
  throw new ProblemError({
    type: 'about:blank',
    title,
    status: 401,
    instance: '/api/v1/notifications/stream',
    code,
    requestId: '',
  });
}

function parse(data: string): Readonly<Record<string, unknown>> {
  try {
    const body: unknown = JSON.parse(data);
    if (typeof body === 'object' && body !== null) return body as Record<string, unknown>;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new UnexpectedAnswer(200, data);
}

/** @throws the error, unless what failed may work at another time */
function passingFailure(error: unknown): Failure {
  const failure = failureOf(error);
  // Too many streams are the caller's to mend.
  if (!failure || failure.code === 'too_many_streams') throw error;
  // A stream has time for whatever fails on the other side.
  if (!mayRepeat({ ...failure, status: Math.min(failure.status, 503) }, true)) throw error;
  return failure;
}
