import ICAL from 'ical.js';
import { DAY, HOUR, MINUTE } from '../../../src/kernel/clock.js';
import type { Times } from '../../factories/booking.js';
import type { Person } from '../../factories/person.js';
import { ApiClient, type ApiResponse } from '../../support/http.js';

const TOMORROW = Math.ceil(Date.now() / HOUR) * HOUR + DAY;

/** Feeds look a year ahead, so these are near: full hours from tomorrow on. */
export function soon(hour: number, minutes = 60): Times {
  const start = TOMORROW + hour * HOUR;
  return { start: new Date(start).toISOString(), end: new Date(start + minutes * MINUTE).toISOString() };
}

/** Makes a feed over the API. @returns it as the API answers it */
export async function makeFeed({ api }: Person, feed: object = { scope: 'person' }): Promise<ApiResponse['body']> {
  const { status, body } = await api.post('/calendar-feeds', feed);
  if (status !== 201) throw new Error(`The feed was answered with ${status} ${JSON.stringify(body)}`);
  return body;
}

/** Asks as a calendar program does: with the address and without a token. */
export function fetchFeed(url: string, etag?: string): Promise<ApiResponse> {
  const { pathname } = new URL(url);
  return new ApiClient(origin).get(
    pathname.replace('/api/v1', ''),
    etag === undefined ? {} : { headers: { 'If-None-Match': etag } },
  );
}

let origin = '';

/** Feeds are read at this API process, whatever the address in `PUBLIC_URL`. */
export function readFeedsAt(apiUrl: string): void {
  origin = apiUrl;
}

export interface SubscribedEvent {
  readonly uid: string;
  readonly sequence: number;
  readonly summary: string;
  readonly description: string | null;
  readonly location: string | null;
  readonly status: string;
  readonly start: string;
  readonly end: string;
}

/** What a calendar program shows of the feed, in the order of time. */
export async function subscribe(url: string): Promise<SubscribedEvent[]> {
  const { status, text } = await fetchFeed(url);
  if (status !== 200) throw new Error(`The feed answered ${status}.`);
  return new ICAL.Component(ICAL.parse(text) as unknown[]).getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component);
    return {
      uid: event.uid,
      sequence: event.sequence,
      summary: event.summary,
      description: event.description,
      location: event.location,
      status: String(component.getFirstPropertyValue('status')),
      start: event.startDate.toJSDate().toISOString(),
      end: event.endDate.toJSDate().toISOString(),
    };
  });
}
