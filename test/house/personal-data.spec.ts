import { readdir } from 'node:fs/promises';
import { getMetadataArgsStorage } from 'typeorm';
import { entities } from '../../src/apps/entities.js';
import { SnakeNamingStrategy } from '../../src/infra/database/naming-strategy.js';
import { type HeldColumns, UserDataHolder } from '../../src/modules/people/users/users.api.js';
import { repositoryFile } from './tool-run.js';

/** Columns that could say something of a person and do not, with the reason. */
const IMPERSONAL: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  outbox_messages: {
    name: 'of a message type',
    requestId: 'of a request',
    consumers: 'names of consumers',
    audit: 'null in every stored row',
  },
  inbox_entries: { consumer: 'name of a consumer' },
  dead_letters: { consumer: 'name of a consumer' },
  circuit_breakers: { service: 'one of the services of the code', lastError: 'a failure in words without addresses' },
  access_changes: { userId: 'that somebody’s standing changed; gone after a day' },
  login_sessions: { endReason: 'one of the reasons of the code' },
  api_keys: { hash: 'of a random secret', lastFour: 'of a random secret', scopes: 'of the scopes of the code' },
  email_deliveries: {
    template: 'name of a template',
    messageId: 'made of the id of the row',
    cause: 'ids of what the mail is about',
    provider: 'one of the providers of the code',
    providerMessageId: 'what the provider calls the mail',
    requestId: 'of a request',
  },
  notifications: { type: 'one of the types of the code', cause: 'ids of what it is about' },
  organizations: { name: 'of the organization, which belongs to all of its owners', color: 'a colour of its brand' },
  organization_invitations: { courseRoles: 'of the roles of the code' },
  organization_join_codes: { code: 'random' },
  organization_logos: { file: 'the name of a picture of the organization, by its content' },
  former_slugs: { scope: 'one of two', slugHash: 'a hash that keeps others from a slug for 90 days' },
  booking_history: { action: 'one of the actions of the code' },
  bookings: { recurrenceId: 'a time' },
  booking_links: { sealedSecret: 'of a booking, and void once it is over' },
  booking_host_links: { sealedSecret: 'of a booking, and void once it is over' },
  booking_series: {
    start: 'a time',
    rule: 'times',
    rdates: 'times',
    exdates: 'times',
    decidedThrough: 'a time',
    zoneData: 'a release',
  },
  booking_series_skips: { recurrenceId: 'a time', reason: 'one of the reasons of the code' },
  event_types: {
    bookingWindow: 'numbers and dates',
    limits: 'numbers',
    sessionLanguage: 'one of the languages of the code',
  },
  external_calendars: { lastErrorCode: 'one of the codes of the code' },
  analytics_events: { eventType: 'what apps call a kind of event' },
  analytics_counts: { eventType: 'what apps call a kind of event' },
  analytics_pending: { eventType: 'what apps call a kind of event' },
  analytics_visits: { eventType: 'what apps call a kind of event' },
  activity_tracker_versions: { state: 'one of the states of the code' },
  course_modules: { code: 'of what is taught', name: 'of what is taught', externalId: 'of what is taught' },
  academic_sessions: { name: 'of a year or trimester', externalId: 'of a year or trimester' },
  course_intakes: { name: 'of those who begin together' },
  course_cohorts: { name: 'of a group', externalId: 'of a group' },
  course_classes: { name: 'of a section', externalId: 'of a section' },
  course_offerings: { externalId: 'of a time that something is taught' },
  course_holidays: { name: 'of days without lessons' },
  course_settings: { timeZone: 'of an institution' },
  course_deadline_rules: { time: 'a time' },
  course_meeting_rules: { rrule: 'times', timeZone: 'of an institution' },
  log_notices: { rule: 'one of the rules of the code' },
  course_modes: { name: 'of how something is held' },
  oneroster_clients: {
    name: 'of a system of an organization',
    scopes: 'of the scopes of the code',
    secretHash: 'of a random secret',
  },
  oneroster_line_items: {
    sourcedId: 'of what is graded',
    title: 'of what is graded',
    description: 'of what is graded',
  },
  oneroster_results: { sourcedId: 'what another system calls the row', scoreStatus: 'of the values of the code' },
  oneroster_tokens: { hash: 'of a random secret', scopes: 'of the scopes of the code' },
  roster_imports: {
    defaultIntake: 'of those who begin together',
    defaultCohort: 'of those who begin together',
    defaultMode: 'of how something is taught',
    fault: 'a code, a line and a column',
    counts: 'numbers',
    ignoredColumns: 'names of columns',
    mark: 'of numbers',
  },
  roster_rows: { faultColumn: 'one of the columns of the code', reason: 'one of the codes of the code' },
  roster_sources: { kind: 'one of the kinds of the code' },
  session_guests: { sealedSecret: 'of a room, and void once it is over', occasions: 'times' },
  session_collaborators: { exit: 'one of the exits of the code' },
  executions: { version: 'of a compiler', driver: 'one of the drivers of the code' },
  audit_entries: {
    userId: 'an id that stays, because the entries are sealed; it identifies nobody once the account is empty',
    action: 'of the actions of the code',
    message: 'the action in words',
    requestId: 'of a request',
    method: 'of a request',
    url: 'a path without the query and secrets',
    metadata: 'ids, numbers, times and constants of the code',
    tags: 'of the tags of the code',
  },
  webhooks: { events: 'names of event types', disabledReason: 'one of the reasons of the code' },
  webhook_deliveries: { event: 'name of an event type' },
  webhook_attempts: { errorCode: 'one of the codes of the code' },
};

const FREE = new Set(['text', 'varchar', 'citext', 'json', 'jsonb']);
/** Accounts that are referred to without a foreign key, or in lists. */
const NAMES_A_PERSON =
  /^(user|owner|organizer|actor|host|standIn|inviter|sender|creator|author)(Id|Ids)$|^(invited|created|changed)By$/;

const storage = getMetadataArgsStorage();
const naming = new SnakeNamingStrategy();

/** Columns whose values the database checks against a list of the code. */
function checkedColumns(target: unknown): Set<string> {
  const expressions = storage.checks.filter((check) => check.target === target).map(({ expression }) => expression);
  return new Set(
    expressions.flatMap((expression) => [...expression.matchAll(/^(\w+) IN \(/g)].map(([, column]) => column!)),
  );
}

/** By table: every column that may hold something of a person. */
function suspects(): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const entity of entities) {
    const table = storage.tables.find(({ target }) => target === entity)?.name ?? '';
    const toUsers = storage.foreignKeys.filter(({ target, type }) => target === entity && type === 'User');
    const checked = checkedColumns(entity);
    const columns = storage.columns.filter(({ target }) => target === entity);
    found[table] = columns
      .filter(({ propertyName, options: { type } }) => {
        if (checked.has(naming.columnName(propertyName, undefined, []))) return false;
        const refers = toUsers.some((key) => key.propertyName === propertyName);
        return refers || NAMES_A_PERSON.test(propertyName) || FREE.has(String(type));
      })
      .map(({ propertyName }) => propertyName);
  }
  return found;
}

async function holders(): Promise<UserDataHolder[]> {
  const files = (await readdir(repositoryFile('src'), { recursive: true })).filter((file) =>
    file.endsWith('.user-data.ts'),
  );
  const modules: object[] = [];
  for (const file of files) modules.push((await import(repositoryFile(`src/${file}`))) as object);
  const classes = modules
    .flatMap((module) => Object.values(module) as unknown[])
    .filter(
      (value): value is new () => UserDataHolder =>
        typeof value === 'function' && value.prototype instanceof UserDataHolder,
    );
  expect(classes.length).toBe(files.length);
  return classes.map((holder) => new holder());
}

async function held(): Promise<Record<string, string[]>> {
  const all: Record<string, string[]> = {};
  for (const { holds } of await holders())
    for (const [table, columns] of Object.entries<readonly string[]>(holds satisfies HeldColumns))
      all[table] = [...(all[table] ?? []), ...columns];
  return all;
}

it('every column that may say something of a person is erased by a holder, or said to be impersonal', async () => {
  const holdersOf = await held();
  const unheld = Object.entries(suspects()).flatMap(([table, columns]) =>
    columns
      .filter((column) => !holdersOf[table]?.includes(column) && IMPERSONAL[table]?.[column] === undefined)
      .map((column) => `${table}.${column}`),
  );
  expect(unheld).toEqual([]);
});

it('nobody holds, and nothing is called impersonal, that is not there', async () => {
  const columns = new Set(
    storage.columns.map(({ target, propertyName }) => {
      const table = storage.tables.find((candidate) => candidate.target === target)?.name;
      return `${table}.${propertyName}`;
    }),
  );
  const named = [
    ...Object.entries(await held()),
    ...Object.entries(IMPERSONAL).map(([table, all]) => [table, Object.keys(all)] as const),
  ];
  const missing = named
    .flatMap(([table, list]) => list.map((column) => `${table}.${column}`))
    .filter((name) => !columns.has(name));
  expect(missing).toEqual([]);
});
