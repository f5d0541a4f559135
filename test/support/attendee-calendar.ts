import ICAL from 'ical.js';
import type { ReceivedMail } from './mailbox.mjs';

export interface Entry {
  readonly sequence: number;
  readonly stamp: string;
  readonly isCancelled: boolean;
  readonly isTentative: boolean;
  readonly start: string;
  readonly summary: string;
}

/** The calendar file in a mail, to the letter. */
export function calendarFileOf({ attachments }: Pick<ReceivedMail, 'attachments'>): string {
  const [file] = attachments.filter(({ contentType }) => contentType === 'text/calendar');
  if (!file) throw new Error('The mail has no calendar file.');
  return Buffer.from(file.base64, 'base64').toString();
}

/**
 * A calendar that is told of events by e-mail and keeps the latest of each, as RFC 5546 wants it (section 2.1.5): the
 * higher sequence wins, of equal ones the later stamp, whatever comes first.
 */
export class AttendeeCalendar {
  private readonly entries = new Map<string, Entry>();

  receive(file: string): void {
    const calendar = new ICAL.Component(ICAL.parse(file) as unknown[]);
    const event = calendar.getFirstSubcomponent('vevent');
    const value = (name: string) => String(event?.getFirstPropertyValue(name));
    const entry = {
      sequence: Number(value('sequence')),
      stamp: value('dtstamp'),
      isCancelled: calendar.getFirstPropertyValue('method') === 'CANCEL',
      isTentative: value('status') === 'TENTATIVE',
      start: new Date(value('dtstart')).toISOString(),
      summary: value('summary'),
    };
    const known = this.entries.get(value('uid'));
    const isNews =
      !known || entry.sequence > known.sequence || (entry.sequence === known.sequence && entry.stamp >= known.stamp);
    if (isNews) this.entries.set(value('uid'), entry);
  }

  /** What it shows. */
  get shown(): Entry[] {
    return [...this.entries.values()].filter(({ isCancelled }) => !isCancelled);
  }

  /** The same in short: `Mentoring 2031-03-03T01:00:00.000Z`. */
  get events(): string[] {
    return this.shown.map(({ summary, start }) => `${summary} ${start}`);
  }
}

/** What a calendar shows that gets the files in this order. */
export function shownAfter(...files: readonly string[]): string[] {
  const calendar = new AttendeeCalendar();
  for (const file of files) calendar.receive(file);
  return calendar.events;
}
