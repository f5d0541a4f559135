import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { CREATE, GET, LIST, NOTIFICATIONS, REFRESH, UNREAD } from './statements.mjs';
import { refreshTickets, tokenCheck, tokenSigner } from './token.mjs';

/*
 * The floor, a baseline: the least that Node and PostgreSQL need for the same responses as Lyceum, hand-written with
 * node:http and pg. It checks the same tokens, reads the same tables, writes the same rows and sends the same bodies;
 * the difference is the overhead of Lyceum.
 */
const { DATABASE_URL, JWT_SECRET = '', JWT_ISSUER = '', JWT_AUDIENCE = '', DATABASE_POOL_SIZE } = process.env;
const db = new pg.Pool({ connectionString: DATABASE_URL, max: Number(DATABASE_POOL_SIZE), idleTimeoutMillis: 0 });
const settings = { secret: JWT_SECRET, issuer: JWT_ISSUER, audience: JWT_AUDIENCE };
const personOf = tokenCheck(settings);
const sign = tokenSigner(settings);
const tickets = refreshTickets(settings);

const PAGE = 20;
const TOKEN_SECONDS = 15 * 60;
const DAY_SECONDS = 86_400;

/** @typedef {import('node:http').IncomingMessage} Request */
/** @typedef {{ status: number, body: object }} Answer */

/** @param {Request} request @returns {Promise<Answer>} */
async function answerTo(request) {
  if (request.url === '/api/v1/auth/refresh') return refresh(await bodyOf(request), request);
  const personId = personOf(request.headers.authorization);
  if (!personId) return { status: 401, body: { title: 'An access token is needed.' } };
  const { method, url = '' } = request;
  if (method === 'GET' && url === '/api/v1/bookings') return list(personId);
  if (method === 'GET' && url.startsWith('/api/v1/bookings/')) return get(personId, url.slice(17));
  if (method === 'POST' && url === '/api/v1/bookings') return create(personId, await bodyOf(request), request);
  if (method === 'GET' && url === '/api/v1/notifications') return notifications(personId);
  if (method === 'GET' && url === '/api/v1/notifications/count') return unread(personId);
  return { status: 404, body: { title: 'There is nothing here.' } };
}

/** @param {string} personId @returns {Promise<Answer>} */
async function list(personId) {
  const { rows } = await db.query({ ...LIST, values: [personId, PAGE + 1] });
  const data = rows.slice(0, PAGE).map(bookingOf);
  const last = data.at(-1);
  const hasMore = rows.length > PAGE;
  const nextCursor =
    hasMore && last ? Buffer.from(JSON.stringify(['-start', last.start, last.id])).toString('base64url') : null;
  return { status: 200, body: { data, meta: { limit: PAGE, hasMore, nextCursor } } };
}

/** @param {string} personId @param {string} id @returns {Promise<Answer>} */
async function get(personId, id) {
  const { rows } = await db.query({ ...GET, values: [id, personId] });
  return rows[0] ? { status: 200, body: bookingOf(rows[0]) } : { status: 404, body: { title: 'Not found.' } };
}

/** @param {string} personId @param {any} wanted @param {Request} request @returns {Promise<Answer>} */
async function create(personId, wanted, request) {
  const [start, end] = [new Date(wanted.start), new Date(wanted.end)];
  const { title, timeZone, description = null, location = null, metadata = {} } = wanted;
  if (typeof title !== 'string' || typeof timeZone !== 'string' || !(end > start))
    return { status: 400, body: { title: 'The booking is not valid.' } };
  const [id, messageId, recipientId] = [uuidv7(), uuidv7(), uuidv7()];
  const message = {
    bookingId: id,
    actorId: personId,
    sequence: 0,
    start: start.toISOString(),
    end: end.toISOString(),
    tellings: [{ news: 'confirmed', method: 'REQUEST', role: 'organizer', to: [recipientId] }],
  };
  const place = [title, description, location, start, end, timeZone, JSON.stringify(metadata)];
  const { rows } = await db.query({
    ...CREATE,
    values: [
      ...[id, personId, ...place, messageId, JSON.stringify(message), recipientId],
      JSON.stringify(auditEntryOf(messageId, message, request)),
    ],
  });
  return rows[0] ? { status: 201, body: bookingOf(rows[0]) } : { status: 409, body: { title: 'The time is taken.' } };
}

/**
 * @param {string} id of the message
 * @param {{ bookingId: string, actorId: string, sequence: number, start: string, end: string }} message
 * @param {Request} request
 */
function auditEntryOf(id, { bookingId, actorId, sequence, start, end }, { method, url, socket, headers }) {
  const details = JSON.stringify({ ip: socket.remoteAddress, userAgent: headers['user-agent'] });
  const salt = randomBytes(16);
  return {
    ...{ id, retention: 'ordinary', level: 'info', action: 'booking_confirmed', message: 'Booking confirmed' },
    ...{ tags: ['bookings'], userId: actorId, requestId: id, method, url },
    metadata: { bookingId, actorId, sequence, start, end },
    details,
    salt: salt.toString('hex'),
    digest: createHash('sha256').update(salt).update(details).digest('hex'),
  };
}

/** @param {string} personId @returns {Promise<Answer>} */
async function unread(personId) {
  const { rows } = await db.query({ ...UNREAD, values: [personId] });
  return { status: 200, body: { unread: rows[0].unread } };
}

/** @param {string} personId @returns {Promise<Answer>} */
async function notifications(personId) {
  const { rows } = await db.query({ ...NOTIFICATIONS, values: [personId, PAGE + 1] });
  const data = rows.slice(0, PAGE).map((row) => ({
    id: row.id,
    type: row.type,
    title: row.title,
    message: row.message,
    language: row.language,
    isRead: row.is_read,
    metadata: row.metadata,
    createdAt: row.created_at,
  }));
  const last = rows[PAGE - 1];
  const hasMore = rows.length > PAGE;
  const place = last && JSON.stringify(['unread-first', last.now, last.is_read, last.seq]);
  const nextCursor = hasMore ? Buffer.from(place).toString('base64url') : null;
  return { status: 200, body: { data, meta: { limit: PAGE, hasMore, nextCursor } } };
}

/** @param {any} body @param {Request} request @returns {Promise<Answer>} */
async function refresh({ refreshToken }, request) {
  const ticket = tickets.open(String(refreshToken));
  if (!ticket) return { status: 401, body: { title: 'The refresh token is not valid.' } };
  const { sessionId, number } = ticket;
  const address = request.socket.remoteAddress;
  const { rows } = await db.query({
    ...REFRESH,
    values: [sessionId, number, address, 7 * DAY_SECONDS, 30 * DAY_SECONDS],
  });
  const [user] = rows;
  if (!user) return { status: 401, body: { title: 'The refresh token is not valid.' } };
  const { id, email, name, role, email_verified_at: verifiedAt, created_at: createdAt } = user;
  return {
    status: 200,
    body: {
      user: { id, email, name, role, emailVerified: verifiedAt !== null, createdAt },
      accessToken: sign({ sid: sessionId, ver: user.token_version }, id, TOKEN_SECONDS),
      refreshToken: tickets.seal({ sessionId, number: number + 1 }),
      tokenType: 'Bearer',
      expiresIn: TOKEN_SECONDS,
    },
  };
}

/** @param {any} row */
function bookingOf(row) {
  return {
    id: row.id,
    title: row.title,
    description: row.description,
    start: row.starts_at,
    end: row.ends_at,
    timeZone: row.time_zone,
    status: row.status,
    location: row.location,
    organizer: { id: row.organizer_id, name: row.organizer_name },
    attendees: row.attendees.map(attendeeOf),
    organizationId: row.organization_id,
    eventTypeId: row.event_type_id,
    seatingId: row.seating_id,
    seats: row.seats,
    bookableIds: row.bookable_ids,
    answers: row.answers,
    notes: row.notes,
    seriesId: row.series_id,
    session: null,
    recurrenceId: row.recurrence_id,
    metadata: row.metadata,
    manageUrl: null,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    cancelledAt: row.cancelled_at,
    cancelReason: row.cancel_reason,
  };
}

/** Guests have no `userId`. @param {any} attendee */
function attendeeOf({ userId, ...attendee }) {
  return userId === null ? attendee : { userId, ...attendee };
}

/** @param {Request} request @returns {Promise<any>} */
function bodyOf(request) {
  return new Promise((resolve) => {
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (chunk) => (text += chunk));
    request.on('end', () => resolve(JSON.parse(text)));
  });
}

const server = createServer(async (request, response) => {
  const { status, body } = await answerTo(request).catch((error) => {
    console.error(error);
    return { status: 500, body: { title: 'It failed.' } };
  });
  const text = JSON.stringify(body);
  const length = Buffer.byteLength(text);
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': length });
  response.end(text);
});

server.listen(0, '127.0.0.1', () => {
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  process.send?.({ ready: true, url: `http://127.0.0.1:${port}` });
});
process.on('SIGTERM', () => process.exit(0));
