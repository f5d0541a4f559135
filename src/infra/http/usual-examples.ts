import { EXAMPLE_IDS } from './example-ids.js';
import { EXAMPLE_ID } from './examples.js';
import { forEachProperty, type Property, type Schemas } from './schema-properties.js';

/**
 * Example values by property name, which tell one story: Ada, who teaches, and one lesson, booked four weeks before.
 */
const USUAL: Readonly<Record<string, unknown>> = {
  start: '2027-02-01T09:00:00.000Z',
  end: '2027-02-01T10:00:00.000Z',
  from: '2027-02-01T00:00:00.000Z',
  to: '2027-03-01T00:00:00.000Z',
  at: '2027-01-05T14:12:05.123Z',
  timestamp: '2027-01-05T14:12:05.123Z',
  createdAt: '2027-01-04T08:00:00.000Z',
  updatedAt: '2027-01-05T14:12:05.123Z',
  expiresAt: '2027-02-08T08:00:00.000Z',
  name: 'Ada Lovelace',
  description: 'Bring what you have tried.',
  timeZone: 'Europe/Paris',
  version: 2,
  seats: 1,
  attempts: 1,
  sequence: 2,
  hasMore: false,
  isActive: true,
  isAbsent: null,
  isFree: true,
  isPublic: true,
  isRead: false,
  emailVerified: true,
  requiresConfirmation: false,
  isOnline: false,
  cancelReason: null,
  lastError: null,
  nextCursor: null,
  note: null,
  reason: null,
  bookableId: EXAMPLE_IDS.room,
  eventTypeId: EXAMPLE_IDS.eventType,
  hostId: EXAMPLE_IDS.ada,
  userId: EXAMPLE_IDS.ada,
};

/** Nullable properties whose example is null: events that have not happened, and references. */
const ABSENT = /(?:At|Since|Id)$/;

/**
 * Adds default examples, by name, to properties without one: Swagger UI and Redoc show `string` and 0 otherwise.
 */
export function addUsualExamples(schemas: Schemas): void {
  forEachProperty(schemas, tell);
}

function tell(name: string, property: Property): void {
  if (['example', 'examples', 'default', 'enum', 'const', '$ref'].some((key) => key in property)) return;
  const example = usualFor(name, property);
  if (example !== undefined) property['example'] = example;
}

function usualFor(name: string, { type, format }: Property): unknown {
  const types = [type].flat();
  const fits = (value: unknown) => types.includes(typeOf(value)) && looksLike(format, value);
  if (fits(USUAL[name])) return USUAL[name];
  if (types.includes('null') && ABSENT.test(name)) return null;
  return format === 'uuid' ? EXAMPLE_ID : undefined;
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

const looksLike = (format: unknown, value: unknown) =>
  value === null || (format === 'date-time') === (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value));
