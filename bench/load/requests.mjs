/**
 * Scenarios of the load: streams of requests that floor and Lyceum both implement.
 * @typedef {object} Person
 * @property {string} id
 * @property {string} email
 * @property {string} token an access token of their own login session
 * @property {string} refreshToken
 * @property {string[]} bookingIds
 *
 * @typedef {object} World input of the requests
 * @property {Person[]} people
 * @property {string} password of all people
 * @property {string[]} eventTypeIds one per person, in the same order
 * @property {string} createFrom time from which on all people are free; ISO 8601
 *
 * @typedef {object} Source of requests
 * @property {number} status the expected one
 * @property {(connection: number) => string} next a raw request
 * @property {(connection: number, body: string) => void} [answered] for requests that depend on the previous response
 */

const HALF_HOUR = 30 * 60_000;
const DAY = 86_400_000;
/** Connections have disjoint sets of people (by modulo); there are more people than connections. */
const MOST_CONNECTIONS = 32;

/** The maximum of a batch. */
export const EVENTS_OF_BATCH = 100;

/** @type {Readonly<Record<string, (world: World) => Source>>} */
export const SOURCES = {
  /** The first page of a random person's bookings. */
  list({ people }) {
    const requests = people.map(({ token }) => request('GET', '/api/v1/bookings', token));
    return { status: 200, next: () => oneOf(requests) };
  },

  /** A random booking of a random person. */
  get({ people }) {
    return {
      status: 200,
      next: () => {
        const { token, bookingIds } = oneOf(people);
        return request('GET', `/api/v1/bookings/${oneOf(bookingIds)}`, token);
      },
    };
  },

  /** Half an hour of a random person, after their last booking. */
  create({ people, createFrom }) {
    const turns = takingTurns(people.length, Date.parse(createFrom));
    return {
      status: 201,
      next: () => {
        const { index, start } = turns();
        return request('POST', '/api/v1/bookings', people[index]?.token, wantedBooking(start));
      },
    };
  },

  /**
   * Slots of event types of the first half of the people, booked by the second half: nobody hosts while they attend.
   */
  'create-by-type'({ people, eventTypeIds, createFrom }) {
    const half = Math.floor(people.length / 2);
    // Late enough not to conflict with `create`.
    const turns = takingTurns(half, Date.parse(createFrom) + 1000 * DAY);
    return {
      status: 201,
      next: () => {
        const { index, start } = turns();
        const body = { eventTypeId: eventTypeIds[index], start: new Date(start).toISOString() };
        return request('POST', '/api/v1/bookings', people[half + index]?.token, body);
      },
    };
  },

  /** A batch of a random person's app: events of 20 types. */
  ingest({ people }) {
    const events = Array.from({ length: EVENTS_OF_BATCH }, (_, n) => ({
      eventType: `page.event_${n % 20}`,
      metadata: { path: '/pricing', seconds: n },
    }));
    const requests = people.map(({ token }) => request('POST', '/api/v1/analytics/events', token, { events }));
    return { status: 200, next: () => oneOf(requests) };
  },

  /** The number of a random person's unread notifications. */
  unread({ people }) {
    const requests = people.map(({ token }) => request('GET', '/api/v1/notifications/count', token));
    return { status: 200, next: () => oneOf(requests) };
  },

  /** The first page of a random person's notifications. */
  notifications({ people }) {
    const requests = people.map(({ token }) => request('GET', '/api/v1/notifications', token));
    return { status: 200, next: () => oneOf(requests) };
  },

  /** Refreshes of all people in turn, disjoint by connection, each with the token of the previous response. */
  refresh({ people }) {
    const tokens = people.map(({ refreshToken }) => refreshToken);
    /** Index of the last person, by connection. @type {number[]} */
    const asked = [];
    return {
      status: 200,
      next: (connection) => {
        const after = (asked[connection] ?? connection - MOST_CONNECTIONS) + MOST_CONNECTIONS;
        const index = after < tokens.length ? after : connection;
        asked[connection] = index;
        return request('POST', '/api/v1/auth/refresh', undefined, { refreshToken: tokens[index] });
      },
      answered: (connection, body) => {
        tokens[asked[connection] ?? 0] = JSON.parse(body).refreshToken;
      },
    };
  },

  /** A random person signs in. */
  'sign-in'({ people, password }) {
    return {
      status: 200,
      next: () => request('POST', '/api/v1/auth/login', undefined, { email: oneOf(people).email, password }),
    };
  },
};

/**
 * Random people, each with the half hour after their last one.
 * @param {number} count
 * @param {number} from epoch milliseconds
 */
function takingTurns(count, from) {
  const free = Array.from({ length: count }, () => from);
  return () => {
    const index = Math.floor(Math.random() * count);
    const start = free[index] ?? from;
    free[index] = start + HALF_HOUR;
    return { index, start };
  };
}

/** @param {number} start epoch milliseconds */
export function wantedBooking(start) {
  return {
    title: 'Mentoring',
    description: 'What we talked about last time, and what comes next.',
    location: 'Room 5',
    start: new Date(start).toISOString(),
    end: new Date(start + HALF_HOUR).toISOString(),
    timeZone: 'Europe/Paris',
    metadata: { ticket: 'T-42' },
  };
}

/**
 * @param {string} method
 * @param {string} path
 * @param {string} [token]
 * @param {object} [body]
 */
export function request(method, path, token, body) {
  const text = body ? JSON.stringify(body) : '';
  const lines = [
    `${method} ${path} HTTP/1.1`,
    'Host: 127.0.0.1',
    'User-Agent: lyceum-bench',
    'Accept: application/json',
    ...(token ? [`Authorization: Bearer ${token}`] : []),
    ...(body ? ['Content-Type: application/json', `Content-Length: ${Buffer.byteLength(text)}`] : []),
  ];
  return `${lines.join('\r\n')}\r\n\r\n${text}`;
}

/**
 * @template T
 * @param {readonly T[]} all
 * @returns {T}
 */
function oneOf(all) {
  return /** @type {T} */ (all[Math.floor(Math.random() * all.length)]);
}
