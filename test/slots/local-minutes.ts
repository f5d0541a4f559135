const MINUTE = 60_000;
const LONGEST_GAP = 26 * 60;

/** What the clocks of a zone show, looked up minute by minute: slow, and without any arithmetic of offsets. */
export class LocalMinutes {
  private readonly dates: string[] = [];
  private readonly shown: number[] = [];
  private readonly firstMinute = new Map<number, number>();

  /**
   * @param from the instant of minute 0
   * @param count how many minutes are looked up
   */
  constructor(timeZone: string, from: number, count: number) {
    const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
    for (let minute = 0; minute < count; minute += 1) {
      const text = format.format(from + minute * MINUTE);
      const shown = Date.parse(`${text.replace(' ', 'T')}Z`) / MINUTE;
      this.dates.push(text.slice(0, 10));
      this.shown.push(shown);
      if (!this.firstMinute.has(shown)) this.firstMinute.set(shown, minute);
    }
  }

  /** The local date, such as `2027-01-31`. */
  dateAt(minute: number): string {
    return this.dates[minute] ?? '';
  }

  /** The dates that the clocks show, in order. */
  get allDates(): string[] {
    return [...new Set(this.dates)];
  }

  /**
   * The first minute at which the clocks show so many minutes after midnight of a date. What they skip lies as much
   * after the skip as it would have lain after its beginning.
   */
  minuteOf(date: string, minutesOfDay: number): number {
    const wanted = Date.parse(`${date}T00:00Z`) / MINUTE + minutesOfDay;
    for (let back = 0; back <= LONGEST_GAP; back += 1) {
      const minute = this.firstMinute.get(wanted - back);
      if (minute !== undefined) return minute + back;
    }
    throw new Error(`${date} and ${minutesOfDay} minutes lie before what was looked up.`);
  }
}
