import type { CreateEventType } from '@lyceum/sdk';

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
