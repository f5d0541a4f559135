import type { CreateEventType, EventType } from '@lyceum/sdk';

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
  };
}

/**
 * What the form says of the schedule of one of the hosts; the others stay as they are.
 * @param eventType as it was; none for a new one
 * @returns nothing where that is as it was, or is not asked
 */
export function hostsOf(
  form: FormData,
  userId: string,
  eventType: EventType | undefined,
): Pick<CreateEventType, 'hosts'> {
  const chosen = form.get('scheduleId');
  if (typeof chosen !== 'string') return {};
  const scheduleId = chosen === '' ? null : chosen;
  const hosts = eventType?.hosts ?? [{ userId, name: '', scheduleId: null }];
  if (hosts.some((host) => host.userId === userId && host.scheduleId === scheduleId)) return {};
  return {
    hosts: hosts.map(({ name: _name, ...host }) => (host.userId === userId ? { ...host, scheduleId } : host)),
  };
}
