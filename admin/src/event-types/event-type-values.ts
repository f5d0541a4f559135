import type { CreateEventType, EventType, EventTypeAssignment, NewEventTypeHost } from '@lyceum/sdk';

export const ASSIGNMENTS = ['single', 'round_robin', 'collective'] as const satisfies readonly EventTypeAssignment[];

/** What the form holds, as the server takes it; an address that is left out is made from the title. */
export function valuesOf(form: FormData): CreateEventType {
  const textOf = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const slug = textOf('slug');
  return {
    title: textOf('title'),
    ...(slug === '' ? {} : { slug }),
    durations: textOf('durations').split(',').map(Number),
    location: textOf('location') === '' ? null : textOf('location'),
    minimumNoticeMinutes: Number(textOf('notice')),
    bufferBeforeMinutes: Number(textOf('before')),
    bufferAfterMinutes: Number(textOf('after')),
    isActive: form.has('isActive'),
    isPublic: form.has('isPublic'),
    requiresConfirmation: form.has('requiresConfirmation'),
    withSession: form.has('withSession'),
    successRedirectUrl: textOf('successRedirectUrl') === '' ? null : textOf('successRedirectUrl'),
    redirectsWithBooking: form.has('redirectsWithBooking'),
    redirectsInFrames: form.has('redirectsInFrames'),
  };
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
