/** Why events were skipped. */
export const SKIP_CODES = [
  'unreadable_start',
  'unreadable_end',
  'ends_before_start',
  'unreadable_recurrence_id',
  'unreadable_event',
] as const;
export type SkipCode = (typeof SKIP_CODES)[number];

/** Doubts about events that were read. */
const DOUBT_CODES = [
  'unreadable_rule',
  'unsupported_rule',
  'too_frequent',
  'unclear_rule',
  'unknown_zone',
  'unreadable_zone',
  'zone_by_name',
  'unreadable_date',
  'this_and_future',
] as const;
export type DoubtCode = (typeof DOUBT_CODES)[number];

/** Why events that were read are not busy time. */
const FREE_CODES = ['cancelled', 'free', 'declined', 'superseded', 'no_length'] as const;
export type FreeCode = (typeof FREE_CODES)[number];

export const NOTE_CODES = [...SKIP_CODES, ...DOUBT_CODES, ...FREE_CODES] as const;
export type NoteCode = (typeof NOTE_CODES)[number];

export const NOTE_EFFECTS = ['skipped', 'doubtful', 'takes_no_time'] as const;
export type NoteEffect = (typeof NOTE_EFFECTS)[number];

/** UID and DTSTART as the file has them, truncated, for the owner to find the event. */
export interface NotedEvent {
  readonly uid: string;
  readonly start: string;
}

/** A note about some events of a calendar, for its owner. */
export interface ReadingNote {
  readonly code: NoteCode;
  readonly count: number;
  /** The first three events. */
  readonly examples: readonly NotedEvent[];
}

const MOST_EXAMPLES = 3;
const MOST_CHARACTERS = 200;

/** Collects notes while a calendar is read. */
export class ReadingNotes {
  private readonly notes = new Map<NoteCode, { count: number; examples: NotedEvent[] }>();

  add(code: NoteCode, { uid, start }: NotedEvent): void {
    const note = this.notes.get(code) ?? { count: 0, examples: [] };
    note.count += 1;
    if (note.examples.length < MOST_EXAMPLES) note.examples.push({ uid: shown(uid), start: shown(start) });
    this.notes.set(code, note);
  }

  get skipped(): number {
    return SKIP_CODES.reduce((sum, code) => sum + (this.notes.get(code)?.count ?? 0), 0);
  }

  /** In the order of the codes: skipped events first. */
  list(): ReadingNote[] {
    return NOTE_CODES.flatMap((code) => {
      const note = this.notes.get(code);
      return note ? [{ code, ...note }] : [];
    });
  }
}

/** Truncated, and without control characters and surrogates. */
function shown(text: string): string {
  return text.slice(0, MOST_CHARACTERS).replace(/[\p{Cc}\p{Cs}]/gu, '');
}

export function effectOf(code: NoteCode): NoteEffect {
  if (SKIP_CODES.some((skip) => skip === code)) return 'skipped';
  return FREE_CODES.some((free) => free === code) ? 'takes_no_time' : 'doubtful';
}

const MESSAGES: Readonly<Record<NoteCode, string>> = {
  unreadable_start: 'It is not clear when they begin.',
  unreadable_end: 'It is not clear when they end.',
  ends_before_start: 'They end before they begin.',
  unreadable_recurrence_id: 'It is not clear which occurrence they stand in for.',
  unreadable_event: 'They cannot be read.',
  unreadable_rule: 'The rule by which they repeat is malformed; their start and single dates count.',
  unsupported_rule:
    'They repeat by a rule of another calendar system, or by one that leads nowhere; their start and single dates count.',
  too_frequent: 'They repeat more often than appointments do; only their start counts.',
  unclear_rule: 'The rule by which they repeat says more than is understood; the rest of it was followed.',
  unknown_zone: 'Nobody knows their time zone, so they were read in yours.',
  unreadable_zone: 'The calendar defines their time zone in a way that makes no sense, so they were read in yours.',
  zone_by_name:
    'The calendar defines their time zone in a way that makes no sense, so what its name means elsewhere counts.',
  unreadable_date: 'A date at which they are left out or added is malformed and was passed over.',
  this_and_future: 'They change an occurrence and all after it; only that one was changed.',
  cancelled: 'They are cancelled.',
  free: 'They are shown as free.',
  declined: 'You declined them.',
  superseded: 'There is a later version of them in the calendar.',
  no_length: 'They have no length.',
};

export function messageOf(code: NoteCode): string {
  return MESSAGES[code];
}
