/** What is known by a name: an id, a token, a slug, a cursor. It is chosen when it is sent, because it was not there before. */
export class Known {
  /**
   * @param names under which it may be found, the best one first
   * @param pick which of those that are known
   * @param otherwise what is sent while none is known
   */
  constructor(
    readonly names: readonly string[],
    readonly pick: number,
    readonly otherwise: unknown,
  ) {}
}

/** Members whose values lead on: what other requests name. */
const KEPT = /(^id|Id|^slug|[tT]oken|^secret|Cursor|^recurrenceId|^jobId|^key)$/;
const MOST = 40;

/** The values that answers have named so far, by what they name. */
export class Pool {
  private readonly values = new Map<string, string[]>();

  add(name: string, value: string): void {
    const known = this.values.get(name) ?? [];
    if (known.includes(value)) return;
    known.push(value);
    // The oldest ones stay: they are the rich ones that the beginning made.
    if (known.length > MOST) known.splice(MOST / 2, 1);
    this.values.set(name, known);
  }

  /** The one value of this name from now on. */
  be(name: string, value: string): void {
    this.values.set(name, [value]);
  }

  /** Keeps what an answer names; its own objects belong to the collection. */
  harvest(body: unknown, collection: string): void {
    if (Array.isArray(body)) {
      for (const item of body.slice(0, MOST)) this.harvest(item, collection);
      return;
    }
    if (typeof body !== 'object' || body === null) return;
    for (const [name, member] of Object.entries(body)) {
      if (typeof member === 'string') this.keep(name, member, collection);
      else this.harvest(member, name === 'data' || name === 'meta' ? collection : plural(name));
    }
  }

  /** The value itself with everything known in it put in. */
  resolve(value: unknown): unknown {
    if (value instanceof Known) return this.find(value);
    if (Array.isArray(value)) return value.map((item) => this.resolve(item));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, this.resolve(member)]));
  }

  private find({ names, pick, otherwise }: Known): unknown {
    const known = names.map((name) => this.values.get(name) ?? []).find((values) => values.length > 0);
    return known ? known[pick % known.length] : otherwise;
  }

  private keep(name: string, value: string, collection: string): void {
    if (name === 'id') this.add(collection, value);
    else if (KEPT.test(name) || (name === 'start' && value.includes('T'))) this.add(name, value);
    // Secrets of links: `https://.../manage/<token>`, `.../<secret>.ics`.
    else if (/url$/i.test(name) && value.startsWith('http')) this.add(name, lastStep(value));
  }
}

/** Where a value of this name is found: `rescheduleBookingId` names one of `bookings`. */
export function namesFor(name: string, path = ''): string[] {
  if (name === 'id') return [...path.matchAll(/\/([^/{}]+)\/\{id\}/g)].map(([, collection]) => collection!);
  if (name === 'token' || name === 'secret')
    return path.includes('/manage/') ? ['manageUrl'] : path.includes('.ics') ? ['url'] : [name];
  if (name === 'cursor') return ['nextCursor'];
  if (name === 'syncToken') return ['nextSyncToken'];
  const words = name
    .replace(/Ids?$/, '')
    .split(/(?=[A-Z])/)
    .map((word) => word.toLowerCase());
  const tails = words.map((_, index) => plural(words.slice(index).join('-')));
  return [name, name.replace(/Ids$/, 'Id'), ...tails.flatMap((tail) => [tail, ALIASES[tail] ?? tail])];
}

const ALIASES: Readonly<Record<string, string>> = {
  accounts: 'service-accounts',
  hosts: 'users',
  parents: 'event-types',
};

function plural(name: string): string {
  const kebab = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return kebab.endsWith('s') ? kebab : `${kebab}s`;
}

function lastStep(url: string): string {
  return (url.split('/').at(-1) ?? '').replace(/\.ics$/, '');
}
