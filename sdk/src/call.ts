import { UnexpectedAnswer } from './errors.js';
import type { PageMeta } from './generated/schemas.js';

/** What a call answered, and how it came over the wire. */
export interface Answer<T> {
  readonly data: T;
  readonly response: Response;
  /** Names the request in the logs of the server; quote it when you ask for help. */
  readonly requestId: string | null;
}

/** A call that is under way: a promise of the data, which can tell how it was answered as well. */
export class Call<T> implements Promise<T> {
  readonly [Symbol.toStringTag] = 'Call';

  constructor(private readonly answered: Promise<Answer<T>>) {}

  /** The data together with status and headers, for example the `ETag`. */
  withResponse(): Promise<Answer<T>> {
    return this.answered;
  }

  then<A = T, B = never>(
    onData?: ((data: T) => A | PromiseLike<A>) | null,
    onError?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.answered.then(({ data }) => data).then(onData, onError);
  }

  catch<B = never>(onError?: ((reason: unknown) => B | PromiseLike<B>) | null): Promise<T | B> {
    return this.then(null, onError);
  }

  finally(onEnd?: (() => void) | null): Promise<T> {
    return this.then().finally(onEnd);
  }
}

/** A list as it comes over the wire. */
export interface PageBody<T> {
  readonly data: T[];
  readonly meta: PageMeta;
}

/** Asks for the page that follows. */
export type AskForPage<T> = (place: { cursor: string } | { page: number }) => ListCall<T>;

/** One page of a list; to be iterated for the items of this page and of all that follow. */
export class Page<T> implements AsyncIterable<T> {
  readonly data: T[];
  readonly meta: PageMeta;

  constructor(
    body: PageBody<T>,
    private readonly ask: AskForPage<T>,
  ) {
    this.data = body.data;
    this.meta = body.meta;
  }

  /** @returns the page that follows, or null after the last one */
  async nextPage(): Promise<Page<T> | null> {
    const { hasMore, nextCursor, page } = this.meta;
    if (!hasMore) return null;
    if (nextCursor !== null) return this.ask({ cursor: nextCursor });
    return page === undefined ? null : this.ask({ page: page + 1 });
  }

  /** @throws UnexpectedAnswer when a page leads to itself or to one before it */
  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    yield* this.data;
    // All of them: they are short beside the items, none of which comes twice then.
    const places = new Set([placeAfter(this.meta)]);
    for (let page = await this.nextPage(); page; page = await page.nextPage()) {
      yield* page.data;
      const place = placeAfter(page.meta);
      if (page.meta.hasMore && places.has(place))
        throw new UnexpectedAnswer(200, `What follows was there before: ${JSON.stringify(page.meta)}`);
      places.add(place);
    }
  }
}

function placeAfter({ nextCursor, page }: PageMeta): unknown {
  return nextCursor ?? page;
}

/** A call for a list: a promise of its first page, and to be iterated for every item. */
export class ListCall<T> extends Call<Page<T>> implements AsyncIterable<T> {
  constructor(answered: Promise<Answer<Page<T>>>) {
    super(answered);
    // It has begun, and may be read only after another one: until then its failure waits, instead of ending the program.
    answered.catch(() => undefined);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    yield* await this;
  }
}
