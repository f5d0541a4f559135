import type {
  CreateEventType,
  EventType,
  EventTypeAssignment,
  EventTypeLimits,
  EventTypeWindow,
  NewEventTypeHost,
  SessionLanguage,
} from '@lyceum/sdk';
import { textIn, textOrNull } from '../shell/form-values.ts';
import { questionsOf } from './question-values.ts';

export const ASSIGNMENTS = ['single', 'round_robin', 'collective'] as const satisfies readonly EventTypeAssignment[];

const PERIODS = ['day', 'week', 'month'] as const satisfies readonly (keyof EventTypeLimits)[];
const MEASURES = ['bookings', 'minutes'] as const;

/** Fields are called as those of the request are, so that each says what the server refuses of it. */
export const limitName = (period: (typeof PERIODS)[number], measure: (typeof MEASURES)[number]) =>
  `limits.${period}.${measure}`;

/** People are reminded as everywhere in the installation. */
export const USUAL_REMINDERS = 'usualReminders';

/** What the form holds, as the server takes it; an address that is left out is made from the title. */
export function valuesOf(form: FormData): CreateEventType {
  const slug = textIn(form, 'slug');
  return {
    title: textIn(form, 'title'),
    ...(slug === '' ? {} : { slug }),
    description: textOrNull(form, 'description'),
    durations: numbersIn(form, 'durations'),
    location: textOrNull(form, 'location'),
    timeZone: textIn(form, 'timeZone'),
    slotIntervalMinutes: numberOrNull(form, 'slotIntervalMinutes'),
    minimumNoticeMinutes: Number(textIn(form, 'minimumNoticeMinutes')),
    bufferBeforeMinutes: Number(textIn(form, 'bufferBeforeMinutes')),
    bufferAfterMinutes: Number(textIn(form, 'bufferAfterMinutes')),
    bookingWindow: windowOf(form),
    limits: limitsOf(form),
    seats: Number(textIn(form, 'seats')),
    questions: questionsOf(form),
    requiredBookableIds: form.getAll('requiredBookableIds').map(String),
    reminderMinutes: form.has(USUAL_REMINDERS) ? null : numbersIn(form, 'reminderMinutes'),
    isActive: form.has('isActive'),
    isPublic: form.has('isPublic'),
    requiresConfirmation: form.has('requiresConfirmation'),
    withSession: form.has('withSession'),
    sessionLanguage: textOrNull(form, 'sessionLanguage') as SessionLanguage | null,
    successRedirectUrl: textOrNull(form, 'successRedirectUrl'),
    redirectsWithBooking: form.has('redirectsWithBooking'),
    redirectsInFrames: form.has('redirectsInFrames'),
  };
}

function windowOf(form: FormData): EventTypeWindow | null {
  const kind = textIn(form, 'bookingWindow.kind');
  if (kind === 'rolling') return { kind, days: Number(textIn(form, 'bookingWindow.days')) };
  if (kind === 'range') return { kind, from: textIn(form, 'bookingWindow.from'), to: textIn(form, 'bookingWindow.to') };
  return null;
}

function limitsOf(form: FormData): EventTypeLimits {
  const limits = PERIODS.flatMap((period) => {
    const given = MEASURES.flatMap((measure) => {
      const value = numberOrNull(form, limitName(period, measure));
      return value === null ? [] : [[measure, value] as const];
    });
    return given.length === 0 ? [] : [[period, Object.fromEntries(given)] as const];
  });
  return Object.fromEntries(limits);
}

function numbersIn(form: FormData, name: string): number[] {
  return textIn(form, name)
    .split(',')
    .flatMap((one) => (one.trim() === '' ? [] : [Number(one)]));
}

function numberOrNull(form: FormData, name: string): number | null {
  const typed = textIn(form, name);
  return typed === '' ? null : Number(typed);
}

/** Of the fields that say who gives it. */
export const hostName = 'host';
export const weightName = (userId: string) => `weight ${userId}`;
export const priorityName = (userId: string) => `priority ${userId}`;

/** As the server has it where nothing is said. */
export const DEFAULT_HOST = { scheduleId: null, weight: 1, priority: 0 } as const;

/**
 * What the form says of the hosts: all of them where it asks who they are, else the schedule of whoever fills it in.
 * @param eventType as it was; none for a new one
 * @returns nothing where that is as it was, or is not asked
 */
export function hostsOf(
  form: FormData,
  userId: string,
  eventType: EventType | undefined,
): Pick<CreateEventType, 'hosts' | 'assignment' | 'fairnessWindowDays'> {
  const before = eventType?.hosts.map(({ name: _name, ...host }) => host);
  const chosen = form.get('scheduleId');
  const own = typeof chosen === 'string' ? { scheduleId: chosen === '' ? null : chosen } : {};
  const withOwn = (host: NewEventTypeHost): NewEventTypeHost => (host.userId === userId ? { ...host, ...own } : host);
  const assignment = ASSIGNMENTS.find((one) => one === form.get('assignment'));
  if (assignment === undefined) {
    const hosts = before ?? [{ userId, scheduleId: null }];
    const next = hosts.map(withOwn);
    return hosts.every(({ scheduleId }, index) => next[index]?.scheduleId === scheduleId) ? {} : { hosts: next };
  }
  const days = numberIn(form, 'window');
  const hosts = form
    .getAll(hostName)
    .map(String)
    .map((id): NewEventTypeHost => {
      const { weight, priority, ...host } = before?.find((one) => one.userId === id) ?? { userId: id, ...DEFAULT_HOST };
      return {
        ...withOwn(host),
        weight: numberIn(form, weightName(id)) ?? weight,
        priority: numberIn(form, priorityName(id)) ?? priority,
      };
    });
  return { assignment, hosts, ...(days === undefined ? {} : { fairnessWindowDays: days }) };
}

/** @returns nothing for a field that is not there */
function numberIn(form: FormData, name: string): number | undefined {
  return form.has(name) ? Number(form.get(name)) : undefined;
}
