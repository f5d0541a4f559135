import { Faults } from '../../../../kernel/faults.js';
import { CodedError, type FieldError } from '../../../../kernel/coded-error.js';
import {
  type EventTypeRecord,
  LIMIT_PERIODS,
  type LimitPeriod,
  type Limits,
  type Question,
} from '../event-types.api.js';
import { MANAGED_FIELD, SEATS_NEED_FIXED_HOSTS } from '../event-types.errors.js';

export const MOST_DURATIONS = 8;
export const MOST_HOSTS = 100;
export const MOST_QUESTIONS = 30;
export const MOST_OPTIONS = 50;
export const MOST_REMINDERS = 5;
export const MOST_REQUIRED_BOOKABLES = 10;
export const MOST_COPIES = 200;

const DAY_MINUTES = 24 * 60;
const LARGER: Readonly<Record<LimitPeriod, readonly LimitPeriod[]>> = {
  day: ['week', 'month'],
  week: ['month'],
  month: [],
};

/** What a client sets of an event type. */
export type Settings = Omit<EventTypeRecord, 'id' | 'ownerId' | 'organizationId' | 'parentId' | 'version'>;
export type SettingName = keyof Settings;

/** Settings of a managed copy's own; all others follow the original. */
const OWN_TO_COPIES: readonly SettingName[] = ['slug', 'location', 'isActive', 'hosts'];
/** Settings of a copy's own that cannot be changed. */
const FIXED_IN_COPIES: readonly SettingName[] = ['assignment', 'fairnessWindowDays'];

export function isManaged(name: SettingName): boolean {
  return !OWN_TO_COPIES.includes(name) && !FIXED_IN_COPIES.includes(name);
}

/**
 * Refuses contradictory rules.
 * @throws CodedError validation_failed, which names every fault; seats_need_fixed_hosts
 */
export function assertRules(settings: Settings): void {
  const faults = new Faults();
  checkLimits(settings, faults);
  checkWindow(settings, faults);
  checkRedirect(settings, faults);
  settings.questions.forEach((question, index) => checkQuestion(question, `/questions/${index}`, faults));
  for (const [index, { key }] of settings.questions.entries())
    faults.addIf(
      settings.questions.findIndex((question) => question.key === key) < index,
      `/questions/${index}/key`,
      'is the key of another question',
      'duplicate',
    );
  faults.throwIfAny();
  if (settings.seats > 1 && settings.assignment === 'round_robin') throw new CodedError(SEATS_NEED_FIXED_HOSTS);
}

/** @throws CodedError validation_failed */
export function assertHostRules({ assignment, hosts }: Pick<Settings, 'assignment' | 'hosts'>): void {
  const faults = new Faults();
  faults.addIf(hosts.length === 0, '/hosts', 'must name somebody', 'min_items');
  faults.addIf(
    assignment === 'single' && hosts.length > 1,
    '/hosts',
    'must be one host with the assignment single',
    'single_host',
  );
  for (const [index, { userId }] of hosts.entries())
    faults.addIf(
      hosts.findIndex((host) => host.userId === userId) < index,
      `/hosts/${index}/userId`,
      'is in the list already',
      'duplicate',
    );
  faults.throwIfAny();
}

/**
 * Refuses changes of a managed copy beyond its own settings.
 * @param changed the settings that would change
 * @throws CodedError managed_field
 */
export function assertOwnToCopy(ownerId: string, changed: Partial<Settings>): void {
  const foreign = (Object.keys(changed) as SettingName[]).filter((name) => !OWN_TO_COPIES.includes(name));
  const { hosts } = changed;
  if (hosts && !hosts.every(({ userId, weight, priority }) => userId === ownerId && weight === 1 && priority === 0))
    foreign.push('hosts');
  if (foreign.length === 0) return;
  const errors = foreign.map((name): FieldError => {
    const message = 'follows the event type that this is a copy of';
    return { pointer: `/${name}`, field: name, message, code: 'managed' };
  });
  throw new CodedError(MANAGED_FIELD, { errors });
}

function checkLimits({ limits, durations }: Settings, faults: Faults): void {
  for (const period of LIMIT_PERIODS) {
    const limit = limits[period];
    if (!limit) continue;
    const at = `/limits/${period}`;
    const isEmpty = limit.bookings === undefined && limit.minutes === undefined;
    faults.addIf(isEmpty, at, 'must name bookings or minutes', 'one_of');
    faults.addIf(
      limit.minutes !== undefined && limit.minutes < Math.min(...durations),
      `${at}/minutes`,
      'is less than the shortest duration',
      'below_duration',
    );
    for (const measure of ['bookings', 'minutes'] as const) {
      const exceeded = LARGER[period].find((larger) => exceeds(limits, period, larger, measure));
      if (exceeded)
        faults.add(`${at}/${measure}`, `is more than the limit of the ${exceeded}`, 'exceeds_larger_period');
    }
  }
}

function exceeds(limits: Limits, period: LimitPeriod, larger: LimitPeriod, measure: 'bookings' | 'minutes'): boolean {
  const [small, large] = [limits[period]?.[measure], limits[larger]?.[measure]];
  return small !== undefined && large !== undefined && small > large;
}

function checkWindow({ bookingWindow, minimumNoticeMinutes }: Settings, faults: Faults): void {
  if (!bookingWindow) return;
  const { kind, days, from, to } = bookingWindow as { kind: string; days?: number; from?: string; to?: string };
  if (kind === 'rolling') {
    faults.addIf(days === undefined, '/bookingWindow/days', 'must be given for a rolling window', 'required');
    faults.addIf(from !== undefined, '/bookingWindow/from', 'belongs to a range', 'excluded');
    faults.addIf(to !== undefined, '/bookingWindow/to', 'belongs to a range', 'excluded');
    // The last day counts as a whole, and as much is left of the window only at midnight.
    faults.addIf(
      days !== undefined && minimumNoticeMinutes >= (days + 1) * DAY_MINUTES,
      '/minimumNoticeMinutes',
      'reaches beyond the booking window',
      'beyond_window',
    );
    return;
  }
  faults.addIf(days !== undefined, '/bookingWindow/days', 'belongs to a rolling window', 'excluded');
  faults.addIf(from === undefined, '/bookingWindow/from', 'must be given for a range', 'required');
  faults.addIf(to === undefined, '/bookingWindow/to', 'must be given for a range', 'required');
  const isReversed = from !== undefined && to !== undefined && to < from;
  faults.addIf(isReversed, '/bookingWindow/to', 'must not be before from', 'is_after_from');
}

/** As links need it: an address with another spelling of its beginning would be relative where it is put into a page. */
const HTTPS_URL = /^https:\/\/[^\s\p{Cc}]+$/iu;

/** Without a name or a password: everybody who books is told the address. */
function checkRedirect({ successRedirectUrl }: Settings, faults: Faults): void {
  const url = successRedirectUrl === null ? null : URL.parse(successRedirectUrl);
  faults.addIf(
    successRedirectUrl !== null &&
      (!HTTPS_URL.test(successRedirectUrl) || !url || url.username !== '' || url.password !== ''),
    '/successRedirectUrl',
    'must be an address that begins with https:// and has no blanks and no password',
    'is_https_url',
  );
}

function checkQuestion({ type, options }: Question, at: string, faults: Faults): void {
  const takesOptions = type === 'choice' || type === 'choices';
  faults.addIf(takesOptions && !options?.length, `${at}/options`, 'must say what can be chosen', 'required');
  faults.addIf(!takesOptions && options !== undefined, `${at}/options`, `is not for the type ${type}`, 'excluded');
}
