/** Client of the public API, as far as the pages need it. */

const API = '/api/v1';
const PATIENCE_MS = 15_000;

/**
 * @typedef {{ readonly start: string, readonly end: string, readonly seatsLeft?: number }} Slot
 * @typedef {{ readonly pointer?: string, readonly code: string }} FieldError
 *
 * @typedef {object} Question
 * @property {string} key
 * @property {string} label
 * @property {'text' | 'long_text' | 'number' | 'boolean' | 'choice' | 'choices' | 'email' | 'phone' | 'url'} type
 * @property {boolean} required
 * @property {string[]} [options]
 *
 * @typedef {object} EventType
 * @property {string} id
 * @property {string} slug
 * @property {string} title
 * @property {string | null} location null where it is told after the booking only, too
 * @property {boolean} isOnline
 * @property {number[]} durations
 * @property {number} seats
 * @property {boolean} requiresConfirmation
 * @property {Question[]} questions
 * @property {string | null} successRedirectUrl
 * @property {boolean} redirectsWithBooking
 * @property {boolean} redirectsInFrames
 * @property {string[]} hostNames
 * @property {string | null} organizationName
 *
 * @typedef {object} Hold
 * @property {string} id
 * @property {string} start
 * @property {string} end
 * @property {string} expiresAt
 * @property {boolean} isExtended
 *
 * @typedef {object} NewBooking
 * @property {string} id
 * @property {string} title
 * @property {string} start
 * @property {string} end
 * @property {string | null} location
 * @property {string | null} description
 * @property {'confirmed' | 'pending'} status
 * @property {string | null} manageUrl
 *
 * @typedef {object} ManagedBooking
 * @property {string} id
 * @property {string} title
 * @property {string} start
 * @property {string} end
 * @property {string} timeZone
 * @property {'confirmed' | 'pending' | 'cancelled' | 'declined'} status
 * @property {string | null} location
 * @property {boolean} isOnline
 * @property {string | null} description
 * @property {string} organizerName
 * @property {string} bookerName
 * @property {string | null} notes
 * @property {Brand | null} brand of the organization
 * @property {string | null} eventTypeId
 * @property {string | null} cancelReason
 * @property {{ url: string, opensAt: string } | null} session the room, with the link of the booker
 * @property {boolean} canChange
 * @property {string} manageUrl
 * @property {number} version
 */

/**
 * @typedef {object} Brand
 * @property {string} name
 * @property {string | null} color
 * @property {string | null} logoUrl
 */

/** An error response: a problem document (RFC 9457), or code `unreachable` without a response. */
export class Problem extends Error {
  /**
   * @param {string} code stable, from `/docs/errors`
   * @param {{ errors?: FieldError[], alternatives?: Slot[], slots?: Slot[] }} [details] with what is free instead
   * @param {number} [retryAfterSeconds]
   */
  constructor(code, { errors = [], slots = [], alternatives = slots } = {}, retryAfterSeconds = 0) {
    super(code);
    this.code = code;
    this.errors = errors;
    this.alternatives = alternatives;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/**
 * @template Answer
 * @param {string} method
 * @param {string} path below `/api/v1`
 * @param {{ query?: Record<string, string | number>, body?: object, headers?: Record<string, string> }} [request]
 * @returns {Promise<Answer>}
 * @throws {Problem}
 */
async function call(method, path, { query = {}, body, headers = {} } = {}) {
  const parameters = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
  const address = `${API}${path}${parameters.size > 0 ? `?${parameters}` : ''}`;
  let response, answer;
  try {
    response = await fetch(address, {
      method,
      headers: { ...(body ? { 'Content-Type': 'application/json' } : {}), ...headers },
      body: body ? JSON.stringify(body) : null,
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    answer = response.status === 204 ? null : await response.json();
  } catch {
    throw new Problem('unreachable');
  }
  if (response.ok) return answer;
  throw new Problem(answer.code, answer, Number(response.headers.get('Retry-After')));
}

/**
 * @param {string} slug
 * @returns {Promise<EventType>}
 */
export function findEventType(slug) {
  return call('GET', `/public/event-types/${encodeURIComponent(slug)}`);
}

/**
 * @typedef {object} SlotQuery
 * @property {string} eventTypeId
 * @property {string} from the first day
 * @property {string} to the last day
 * @property {string} timeZone in which the days are meant
 * @property {number} durationMinutes
 * @property {string} [rescheduleBookingId] the booking that moves: its own time counts as free
 *
 * Where so many hosts have so many starts that the API looks at fewer days in one go, it is asked in parts.
 *
 * @param {SlotQuery} query
 * @returns {Promise<Slot[]>}
 */
export async function findSlots(query) {
  try {
    return await slotsOf(query);
  } catch (error) {
    const days = (Date.parse(query.to) - Date.parse(query.from)) / DAY;
    if (!(error instanceof Problem) || error.code !== 'range_too_long' || days < 1) throw error;
    const half = Math.floor(days / 2);
    const first = await findSlots({ ...query, to: dayAfter(query.from, half) });
    return [...first, ...(await findSlots({ ...query, from: dayAfter(query.from, half + 1) }))];
  }
}

const DAY = 86_400_000;

/**
 * @param {string} date
 * @param {number} days
 */
function dayAfter(date, days) {
  return new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10);
}

/**
 * @param {SlotQuery} query
 * @returns {Promise<Slot[]>}
 */
async function slotsOf({ rescheduleBookingId, ...query }) {
  /** @type {{ data: Slot[] }} */
  const { data } = await call('GET', '/slots', {
    query: { ...query, ...(rescheduleBookingId ? { rescheduleBookingId } : {}) },
  });
  return data;
}

/**
 * Reserves a slot for some minutes.
 * @param {{ eventTypeId: string, start: string, durationMinutes: number }} wanted
 * @returns {Promise<Hold>}
 */
export function hold(wanted) {
  return call('POST', '/holds', { body: wanted });
}

/**
 * @param {string} id
 * @returns {Promise<Hold>}
 */
export function findHold(id) {
  return call('GET', `/holds/${id}`);
}

/**
 * @param {string} id
 * @returns {Promise<Hold>}
 */
export function extendHold(id) {
  return call('POST', `/holds/${id}/extend`);
}

/**
 * Releases the slot; if that fails, the hold expires.
 * @param {string} id
 */
export async function releaseHold(id) {
  await call('DELETE', `/holds/${id}`).catch(() => {});
}

/**
 * @typedef {object} Booking
 * @property {string} eventTypeId
 * @property {string} start
 * @property {number} durationMinutes
 * @property {string} timeZone
 * @property {string} language of the page, in which messages are written
 * @property {{ name: string, email: string }} attendee
 * @property {Record<string, unknown>} answers
 * @property {string} [notes]
 * @property {{ email: string }[]} [guests]
 * @property {number} [seats]
 * @property {string} [holdId]
 *
 * @param {Booking} booking
 * @param {string} key the same for every try of one booking, so that it is made once
 * @returns {Promise<NewBooking>}
 */
export function book(booking, key) {
  return call('POST', '/bookings', { body: booking, headers: { 'Idempotency-Key': key } });
}

/**
 * @typedef {object} Wish
 * @property {string} eventTypeId
 * @property {string} from
 * @property {string} to
 * @property {number} durationMinutes
 * @property {string} timeZone
 * @property {string} language
 * @property {{ name: string, email: string }} attendee
 * @property {Record<string, unknown>} answers
 * @property {number} [seats]
 *
 * Waits for a time of a range.
 * @param {Wish} wish
 * @param {string} key the same for every try of one wish
 * @returns {Promise<{ url: string | null }>}
 */
export function joinWaitlist(wish, key) {
  return call('POST', '/waitlist', { body: wish, headers: { 'Idempotency-Key': key } });
}

/** @returns {string} a random key; `crypto.randomUUID` needs a secure context (HTTPS) */
export function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * @param {string} token
 * @returns {Promise<ManagedBooking>}
 */
export function findManaged(token) {
  return call('GET', `/manage/${encodeURIComponent(token)}`);
}

/**
 * @param {string} token
 * @param {number} version what the visitor has seen; another one is not changed
 * @param {'cancel' | 'reschedule'} action
 * @param {{ start?: string, reason?: string }} change
 * @returns {Promise<ManagedBooking>}
 */
export function changeManaged(token, version, action, change) {
  return call('POST', `/manage/${encodeURIComponent(token)}/${action}`, {
    body: change,
    headers: { 'If-Match': `"v${version}"` },
  });
}
