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

/** The values that answers have named so far, by whom they were answered and by what they name. */
export class Pool {
  private readonly values = new Map<string, Map<string, string[]>>();

  add(who: string, name: string, value: string): void {
    const own = this.values.get(who) ?? new Map<string, string[]>();
    this.values.set(who, own);
    const known = own.get(name) ?? [];
    if (known.includes(value)) return;
    known.push(value);
    // The oldest ones stay: they are the rich ones that the beginning made.
    if (known.length > MOST) known.splice(MOST / 2, 1);
    own.set(name, known);
  }

  /** The one value of this name from now on. */
  be(who: string, name: string, value: string): void {
    this.values.get(who)?.delete(name);
    this.add(who, name, value);
  }

  /** What somebody has who is not there any more. */
  forget(who: string): void {
    this.values.delete(who);
  }

  /** Keeps what an answer names; its own objects belong to the collection. */
  harvest(who: string, body: unknown, collection: string): void {
    if (Array.isArray(body)) {
      for (const item of body.slice(0, MOST)) this.harvest(who, item, collection);
      return;
    }
    if (typeof body !== 'object' || body === null) return;
    for (const [name, member] of Object.entries(body)) {
      if (typeof member === 'string') this.keep(who, name, member, collection);
      else this.harvest(who, member, name === 'data' || name === 'meta' ? collection : plural(name));
    }
  }

  /** The value itself with everything known in it put in; mostly what is known to the one who sends it. */
  resolve(who: string, value: unknown): unknown {
    if (value instanceof Known) return this.find(who, value);
    if (Array.isArray(value)) return value.map((item) => this.resolve(who, item));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, this.resolve(who, member)]));
  }

  private find(who: string, { names, pick, otherwise }: Known): unknown {
    const own = this.values.get(who);
    const all = [...this.values.values()];
    const known = names
      .map((name) => (pick % 5 === 4 ? [] : (own?.get(name) ?? [])))
      .concat(names.map((name) => all.flatMap((values) => values.get(name) ?? [])))
      .find((values) => values.length > 0);
    return known ? known[pick % known.length] : otherwise;
  }

  private keep(who: string, name: string, value: string, collection: string): void {
    if (name === 'id') this.add(who, collection, value);
    else if (KEPT.test(name) || (name === 'start' && value.includes('T'))) this.add(who, name, value);
    // Secrets of links: `https://.../manage/<token>`, `.../<secret>.ics`.
    else if (/url$/i.test(name) && value.startsWith('http')) this.add(who, name, lastStep(value));
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
