/**
 * What the load asks for, request by request. All of it is known to the floor and to Lyceum alike.
 * @typedef {object} Person
 * @property {string} id
 * @property {string} email
 * @property {string} token an access token of their own login session
 * @property {string} refreshToken
 * @property {string[]} bookingIds
 *
 * @typedef {object} World what the requests are made of
 * @property {Person[]} people
 * @property {string} password everybody's
 * @property {string[]} eventTypeIds one of each person, in the same order
 * @property {string} createFrom from then on everybody's time is free; ISO 8601
 *
 * @typedef {object} Source of requests
 * @property {number} status of a good answer
 * @property {(connection: number) => string} next a whole request
 * @property {(connection: number, body: string) => void} [answered] when the next request follows from the answer
 */

const HALF_HOUR = 30 * 60_000;
const DAY = 86_400_000;
/** A connection has each so-manieth person to itself; there are more people than that. */
const MOST_CONNECTIONS = 32;

/** As many as a batch may have. */
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

  /** Half an hour of a random person, after the one that this person booked last. */
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
   * A slot of the event type of somebody of the first half, booked by somebody of the other half: who attends at a time
   * cannot give anything then.
   */
  'create-by-type'({ people, eventTypeIds, createFrom }) {
    const half = Math.floor(people.length / 2);
    // So late that it meets nothing that `create` makes.
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

  /** What the app of a random person gathered: events of 20 types. */
  ingest({ people }) {
    const events = Array.from({ length: EVENTS_OF_BATCH }, (_, n) => ({
      eventType: `page.event_${n % 20}`,
      metadata: { path: '/pricing', seconds: n },
    }));
    const requests = people.map(({ token }) => request('POST', '/api/v1/analytics/events', token, { events }));
    return { status: 200, next: () => oneOf(requests) };
  },

  /** How many unread notifications a random person has. */
  unread({ people }) {
    const requests = people.map(({ token }) => request('GET', '/api/v1/notifications/count', token));
    return { status: 200, next: () => oneOf(requests) };
  },

  /** The first page of a random person's notifications. */
  notifications({ people }) {
    const requests = people.map(({ token }) => request('GET', '/api/v1/notifications', token));
    return { status: 200, next: () => oneOf(requests) };
  },

  /** The people in turn, each connection with some of its own; each time the token of the answer before. */
  refresh({ people }) {
    const tokens = people.map(({ refreshToken }) => refreshToken);
    /** Which person a connection asks for. @type {number[]} */
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
 * Random people, and for each the half hour after the last one.
 * @param {number} count
 * @param {number} from in milliseconds since 1970
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

/** @param {number} start in milliseconds since 1970 */
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
