import type { Connection, Request } from './connection.js';
import { ConnectionError, LyceumError, ProblemError, UnexpectedAnswer } from './errors.js';
import { EventReader, type ServerSentEvent, type StreamNote } from './event-stream.js';
import type { Notification } from './generated/schemas.js';
import type { CallOptions } from './options.js';
import { pause, pauseMs } from './retry.js';

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

/**
 * The caller's notifications as they are committed: connects again when the connection breaks, renews the token when it
 * ends, and goes on exactly where it was. Ends with the loop that reads it, or with the signal.
 * @throws ProblemError when the sign-in has ended or the key was revoked
 */
export async function* notificationStream(
  connection: Connection,
  options: StreamOptions = {},
): AsyncGenerator<NotificationEvent, void, undefined> {
  const { signal } = options;
  let place = options.lastEventId;
  let reconnectMs = RECONNECT_AFTER_MS;
  for (let failures = 0; ; failures += 1) {
    try {
      for await (const item of events(connection, options, place)) {
        failures = 0;
        if ('retryMs' in item) reconnectMs = item.retryMs;
        if (!('data' in item)) continue;
        place = item.id ?? place;
        if (item.event === 'end') refuseUnlessExpired(item);
        else if (place !== undefined) yield notificationEvent(item, place);
      }
    } catch (error) {
      signal?.throwIfAborted();
      if (!isPassing(error)) throw error;
    }
    await pause(failures === 0 ? reconnectMs : pauseMs(failures, undefined), signal);
  }
}

async function* events(
  connection: Connection,
  { signal, headers }: StreamOptions,
  place: string | undefined,
): AsyncGenerator<ServerSentEvent | StreamNote, void, undefined> {
  const request: Request = {
    method: 'GET',
    path: '/api/v1/notifications/stream',
    options: { maxRetries: 0, ...(signal ? { signal } : {}), ...(headers ? { headers } : {}) },
  };
  const response = await connection.open(request, place === undefined ? {} : { 'last-event-id': place });
  if (!response.body) return;
  const source = response.body.getReader();
  const cancel = () => void source.cancel().catch(() => undefined);
  signal?.addEventListener('abort', cancel, { once: true });
  const decoder = new TextDecoder();
  const reader = new EventReader();
  try {
    for (;;) {
      const { done, value } = await withinSilence(source.read(), cancel);
      signal?.throwIfAborted();
      if (done) return;
      yield* reader.read(decoder.decode(value, { stream: true }));
    }
  } catch (error) {
    if (error instanceof LyceumError) throw error;
    throw new ConnectionError('The stream broke.', { cause: error });
  } finally {
    signal?.removeEventListener('abort', cancel);
    cancel();
  }
}

/** A connection that died without a word is given up. */
async function withinSilence<T>(reading: Promise<T>, giveUp: () => void): Promise<T> {
  const timer = setTimeout(giveUp, SILENCE_MS);
  try {
    return await reading;
  } finally {
    clearTimeout(timer);
  }
}

function notificationEvent({ event, data }: ServerSentEvent, id: string): NotificationEvent {
  const body: unknown = JSON.parse(data);
  if (event === 'unread') return { type: 'unread', id, unread: (body as { unread: number }).unread };
  return { type: 'notification', id, notification: body as Notification };
}

/** A token that ends is renewed with the next connection; all else is for the caller. */
function refuseUnlessExpired({ data }: ServerSentEvent): void {
  const { code } = JSON.parse(data) as { code: string };
  if (code === 'token_expired') return;
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

function isPassing(error: unknown): boolean {
  if (error instanceof ConnectionError) return true;
  if (error instanceof UnexpectedAnswer) return error.status >= 500;
  return error instanceof ProblemError && (error.status >= 500 || error.code === 'rate_limited');
}
