import { deepStrictEqual } from 'node:assert/strict';
import { wantedBooking } from '../load/requests.mjs';

/*
 * Validity check: a ratio to the baseline means something only while both servers do the same work. Before the
 * measurement both get the same requests, and their responses and rows have to be equal, except for generated ids and
 * times.
 */

/** @typedef {{ floor: string, lyceum: string }} Addresses */

/**
 * @param {Addresses} addresses
 * @param {import('../load/requests.mjs').World} world
 */
export async function assertSameReads(addresses, { people }) {
  for (const { token, bookingIds } of people.slice(0, 5)) {
    await assertSameAnswers(addresses, '/api/v1/bookings', token);
    for (const id of bookingIds.slice(0, 10)) await assertSameAnswers(addresses, `/api/v1/bookings/${id}`, token);
    await assertSameAnswers(addresses, '/api/v1/notifications', token);
    await assertSameAnswers(addresses, '/api/v1/notifications/count', token);
  }
}

/**
 * @param {Addresses} addresses
 * @param {string} path
 * @param {string} token
 */
async function assertSameAnswers({ floor, lyceum }, path, token) {
  const [expected, answer] = await Promise.all([floor, lyceum].map((url) => ask(url + path, token)));
  for (const { meta } of [expected, answer]) if (meta?.nextCursor) meta.nextCursor = cursorWithoutNow(meta.nextCursor);
  deepStrictEqual(answer, expected, `Lyceum and the floor differ in GET ${path}`);
}

/** Cursors of notifications contain the time of the list. @param {string} cursor */
function cursorWithoutNow(cursor) {
  const [order, ...place] = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  return order === 'unread-first' ? [order, ...place.slice(1)] : [order, ...place];
}

/**
 * Refreshes the tokens of a person at one server, then at the other.
 * @param {Addresses} addresses
 * @param {import('../load/requests.mjs').World} world its first person gets the new tokens
 */
export async function assertSameRefresh({ floor, lyceum }, { people: [person] }) {
  if (!person) throw new Error('There is nobody.');
  const answers = [];
  for (const url of [floor, lyceum]) {
    const answer = await ask(`${url}/api/v1/auth/refresh`, undefined, { refreshToken: person.refreshToken });
    person.refreshToken = answer.refreshToken;
    await ask(`${url}/api/v1/notifications/count`, answer.accessToken);
    answers.push({
      ...answer,
      accessToken: claimNamesOf(answer.accessToken),
      refreshToken: answer.refreshToken.length,
    });
  }
  deepStrictEqual(answers[1], answers[0], 'Lyceum and the floor differ in POST /api/v1/auth/refresh');
}

/** @param {string} token */
function claimNamesOf(token) {
  return Object.keys(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())).toSorted();
}

/**
 * @param {Addresses} addresses
 * @param {import('../load/requests.mjs').World} world
 * @param {import('pg').Pool} db
 */
export async function assertSameWrites({ floor, lyceum }, { people, createFrom }, db) {
  const [person] = people;
  const start = Date.parse(createFrom) - 86_400_000;
  const [expected, answer] = await Promise.all(
    [floor, lyceum].map(async (url, index) => {
      const made = await ask(`${url}/api/v1/bookings`, person?.token, wantedBooking(start + index * 3_600_000));
      return { body: alike(made), rows: (await rowsOf(db, made.id)).map(alike) };
    }),
  );
  deepStrictEqual(answer, expected, 'Lyceum and the floor differ in what they make of POST /api/v1/bookings');
}

/**
 * All rows of a booking, in every table.
 * @param {import('pg').Pool} db
 * @param {string} id
 */
async function rowsOf(db, id) {
  const { rows } = await db.query(
    `SELECT 'bookings' AS "table", to_jsonb(r) AS row FROM bookings r WHERE id = $1
     UNION ALL SELECT 'booking_attendees', to_jsonb(r) FROM booking_attendees r WHERE booking_id = $1
     UNION ALL SELECT 'booking_history', to_jsonb(r) FROM booking_history r WHERE booking_id = $1
     UNION ALL SELECT 'booking_recipients', to_jsonb(r) FROM booking_recipients r WHERE booking_id = $1
     UNION ALL SELECT 'claims', to_jsonb(r) FROM claims r WHERE booking_id = $1
     UNION ALL SELECT 'outbox_messages', to_jsonb(r) FROM outbox_messages r WHERE payload ->> 'bookingId' = $1::text
     UNION ALL SELECT 'audit_entries', to_jsonb(r) FROM audit_entries r WHERE metadata ->> 'bookingId' = $1::text
     UNION ALL SELECT 'audit_details', to_jsonb(d) FROM audit_details d JOIN audit_entries r ON r.id = d.entry_id
       WHERE r.metadata ->> 'bookingId' = $1::text`,
    [id],
  );
  return rows;
}

/** Masks what differs between any two bookings: ids, times, transaction ids, salts and digests. @param {unknown} made */
function alike(made) {
  const text = JSON.stringify(made)
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'id')
    .replace(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|\+00(:00)?)/g, 'time')
    .replace(/\\\\x(?:[0-9a-f]{32}){1,2}/g, 'bytes')
    .replace(/("(?:changed_in|transaction)": ?)\d+/, '$1 0');
  return JSON.parse(text);
}

/**
 * @param {string} url
 * @param {string | undefined} token
 * @param {object} [body] for a POST
 * @returns {Promise<any>}
 */
async function ask(url, token, body) {
  const response = await fetch(url, {
    method: body ? 'POST' : 'GET',
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      'accept-encoding': 'identity',
      'content-type': 'application/json',
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!response.ok) throw new Error(`${response.status} of ${url}: ${await response.text()}`);
  return response.json();
}
