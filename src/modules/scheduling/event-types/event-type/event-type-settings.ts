import { isDeepStrictEqual } from 'node:util';
import type { ChangeEventTypeDto, CreateEventTypeDto, NewEventTypeHostDto } from '../manage/change-event-type.dto.js';
import type { Host, Question } from '../event-types.api.js';
import type { SettingName, Settings } from './event-type.rules.js';

/** Defaults of a new event type. */
export const DEFAULT_SETTINGS = {
  description: null,
  location: null,
  isPublic: false,
  isActive: true,
  slotIntervalMinutes: null,
  bufferBeforeMinutes: 0,
  bufferAfterMinutes: 0,
  minimumNoticeMinutes: 0,
  bookingWindow: null,
  limits: {},
  seats: 1,
  requiresConfirmation: false,
  withSession: false,
  sessionLanguage: null,
  questions: [],
  successRedirectUrl: null,
  redirectsWithBooking: false,
  redirectsInFrames: false,
  reminderMinutes: null,
  assignment: 'single',
  fairnessWindowDays: 30,
  requiredBookableIds: [],
} as const satisfies Partial<Settings>;

/** The settings of a body in their stored form; an empty text becomes null. */
export function settingsOf(body: CreateEventTypeDto | ChangeEventTypeDto): Partial<Settings> {
  const { description, location, successRedirectUrl, hosts, questions, requiredBookableIds, ...rest } = body;
  const { organizationId: _organizationId, ...settings } = rest as typeof rest & { organizationId?: unknown };
  // The JSON round trip drops undefined members and the classes of parts.
  return JSON.parse(
    JSON.stringify({
      ...settings,
      description: description === '' ? null : description,
      location: location === '' ? null : location,
      successRedirectUrl: successRedirectUrl === '' ? null : successRedirectUrl,
      hosts: hosts?.map(toHost),
      questions: questions?.map((question): Question => ({ ...question, required: question.required ?? false })),
      requiredBookableIds: requiredBookableIds && [...new Set(requiredBookableIds.map(lower))].sort(),
    }),
  ) as Partial<Settings>;
}

export function hostOf(userId: string): Host {
  return { userId, scheduleId: null, weight: 1, priority: 0 };
}

/** The wanted settings that differ from the current ones. */
export function changedSettings(current: Settings, wanted: Partial<Settings>): Partial<Settings> {
  return Object.fromEntries(
    Object.entries(wanted).filter(([name]) => {
      const [one, other] = [comparable(wanted, name), comparable(current, name)];
      return !isDeepStrictEqual(one, other);
    }),
  );
}

/** Hosts are compared regardless of their order. */
function comparable(settings: Partial<Settings>, name: string): unknown {
  return name === 'hosts' ? settings.hosts?.toSorted(byPerson) : settings[name as SettingName];
}

function toHost({ userId, scheduleId, weight = 1, priority = 0 }: NewEventTypeHostDto): Host {
  return { userId: lower(userId), scheduleId: scheduleId ? lower(scheduleId) : null, weight, priority };
}

function byPerson(a: Host, b: Host): number {
  return a.userId < b.userId ? -1 : 1;
}

function lower(id: string): string {
  return id.toLowerCase();
}
