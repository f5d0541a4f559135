/**
 * What the load asks for, request by request. All of it is known to the floor and to Lyceum alike.
 * @typedef {object} Person
 * @property {string} id
 * @property {string} token an access token of their own login session
 * @property {string[]} bookingIds
 *
 * @typedef {object} World what the requests are made of
 * @property {Person[]} people
 * @property {string} createFrom from then on everybody's time is free; ISO 8601
 *
 * @typedef {object} Source of requests
 * @property {number} status of a good answer
 * @property {() => string} next a whole request
 */

const HALF_HOUR = 30 * 60_000;

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
    const free = people.map(() => Date.parse(createFrom));
    return {
      status: 201,
      next: () => {
        const index = Math.floor(Math.random() * people.length);
        const start = free[index] ?? 0;
        free[index] = start + HALF_HOUR;
        return request('POST', '/api/v1/bookings', people[index]?.token, wantedBooking(start));
      },
    };
  },
};

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
