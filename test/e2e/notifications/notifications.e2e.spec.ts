import { newId } from '../../../src/kernel/ids.js';
import { encodeCursor } from '../../../src/kernel/cursor.js';
import { ApiClient, type ApiResponse } from '../../support/http.js';
import { sharedSystem } from '../../support/shared-system.mjs';
import type { Person } from '../../factories/person.js';
import { TestFeeds } from './feeds.js';
import { welcomed } from './welcomed.js';

describe('notifications', () => {
  const { apiUrl, databaseUrl } = sharedSystem();
  let feeds: TestFeeds;
  let ada: Person;

  beforeAll(async () => {
    feeds = await TestFeeds.connect(databaseUrl);
  });

  afterAll(() => feeds.close());

  beforeEach(async () => {
    ada = await welcomed(apiUrl);
  });

  const titles = ({ body }: ApiResponse): string[] => body.data.map(({ title }: { title: string }) => title);

  async function idOf(title: string): Promise<string> {
    const { body } = await ada.api.get('/notifications', { query: { limit: 100 } });
    return body.data.find((item: { title: string }) => item.title === title).id;
  }

  async function markRead(...wanted: string[]): Promise<void> {
    for (const title of wanted) await ada.api.patch(`/notifications/${await idOf(title)}/read`);
  }

  /** Follows the cursors to the end. */
  async function allPages(limit: number, between: () => Promise<unknown> = async () => undefined): Promise<string[]> {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await ada.api.get('/notifications', { query: { limit, cursor } });
      seen.push(...titles(page));
      cursor = page.body.meta.nextCursor ?? undefined;
      await between();
    } while (cursor !== undefined);
    return seen;
  }

  describe('the list', () => {
    const all = ['f unread', 'd unread', 'b unread', 'e read', 'c read', 'a read', 'Welcome to Lyceum'];

    beforeEach(async () => {
      await feeds.add(ada.id, ['a read', 'b unread', 'c read', 'd unread', 'e read', 'f unread']);
      await markRead('Welcome to Lyceum', 'a read', 'c read', 'e read');
    });

    it('shows unread ones first, then the newest, on one page or over several', async () => {
      const whole = await ada.api.get('/notifications');
      expect(whole.status).toBe(200);
      expect(titles(whole)).toEqual(all);
      expect(whole.body.meta).toEqual({ limit: 20, hasMore: false, nextCursor: null });
      for (const limit of [1, 2, 3, 4, 7]) expect(await allPages(limit)).toEqual(all);
    });

    it('shows what a notification has', async () => {
      await feeds.add(ada.id, ['with metadata'], { metadata: { bookingId: ada.id } });
      const { body } = await ada.api.get('/notifications', { query: { limit: 1 } });
      expect(body.data).toEqual([
        {
          id: expect.any(String),
          type: 'SECURITY_ALERT',
          title: 'with metadata',
          message: 'Test.',
          language: 'en',
          isRead: false,
          metadata: { bookingId: ada.id },
          createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
        },
      ]);
    });

    it('neither repeats nor hides anything when what was shown is marked before the next page is read', async () => {
      expect(await allPages(2, () => ada.api.patch('/notifications/read-all'))).toEqual(all);
      expect(titles(await ada.api.get('/notifications'))).toEqual([
        'f unread',
        'e read',
        'd unread',
        'c read',
        'b unread',
        'a read',
        'Welcome to Lyceum',
      ]);
    });

    it('leaves what arrives meanwhile to the next first page', async () => {
      expect(await allPages(3, () => feeds.add(ada.id, ['new']))).toEqual(all);
    });

    it('shows numbered pages with totals', async () => {
      const pages = await Promise.all(
        [1, 2, 3].map((page) => ada.api.get('/notifications', { query: { page, limit: 3 } })),
      );
      expect(pages.flatMap(titles)).toEqual(all);
      expect(pages[2]?.body.meta).toEqual({
        page: 3,
        limit: 3,
        total: 7,
        totalPages: 3,
        hasMore: false,
        nextCursor: null,
      });
    });

    it('filters by type and by whether it is read', async () => {
      const filtered = async (query: Record<string, string | boolean | number>) =>
        titles(await ada.api.get('/notifications', { query }));
      expect(await filtered({ isRead: false })).toEqual(all.slice(0, 3));
      expect(await filtered({ isRead: true })).toEqual(all.slice(3));
      expect(await filtered({ type: 'WELCOME' })).toEqual(['Welcome to Lyceum']);
      expect(await filtered({ type: 'SECURITY_ALERT', isRead: true })).toEqual(all.slice(3, 6));
      expect(await filtered({ type: 'SECURITY_ALERT', isRead: true, page: 1 })).toEqual(all.slice(3, 6));
      expect(await filtered({ type: 'UNHEARD_OF' })).toEqual([]);
    });

    it('pages through one kind', async () => {
      const first = await ada.api.get('/notifications', { query: { isRead: true, limit: 2 } });
      const { nextCursor: cursor } = first.body.meta;
      const second = await ada.api.get('/notifications', { query: { isRead: true, limit: 2, cursor } });
      expect([...titles(first), ...titles(second)]).toEqual(all.slice(3));
    });

    it('shows and counts the unread ones', async () => {
      expect(titles(await ada.api.get('/notifications/unread'))).toEqual(all.slice(0, 3));
      expect((await ada.api.get('/notifications/count')).body).toEqual({ unread: 3 });
      const first = await ada.api.get('/notifications/unread', { query: { limit: 2 } });
      const { nextCursor: cursor } = first.body.meta;
      expect(titles(await ada.api.get('/notifications/unread', { query: { limit: 2, cursor } }))).toEqual(['b unread']);
    });

    it.each([
      ['another list', encodeCursor({ sort: '-createdAt', values: ['2027-01-31T09:00:00.000Z', true, '7'] })],
      ['no moment', encodeCursor({ sort: 'unread-first', values: ['yesterday', true, '7'] })],
      ['no place', encodeCursor({ sort: 'unread-first', values: ['2027-01-31T09:00:00.000Z', true, '7; DROP TABLE'] })],
      ['no part', encodeCursor({ sort: 'unread-first', values: ['2027-01-31T09:00:00.000Z', 'true', '7'] })],
      ['noise', 'noise'],
    ])('refuses a cursor of %s', async (_name, cursor) => {
      const { status, body } = await ada.api.get('/notifications', { query: { cursor } });
      expect([status, body.code]).toEqual([400, 'malformed_cursor']);
    });

    it.each([{ sort: 'createdAt' }, { isRead: 'maybe' }, { limit: 101 }, { type: 't'.repeat(65) }])(
      'refuses %p',
      async (query) => {
        const { status, body } = await ada.api.get('/notifications', { query });
        expect([status, body.code]).toEqual([400, 'validation_failed']);
      },
    );
  });

  describe('marking as read', () => {
    it('marks one, and doing it again changes nothing', async () => {
      const id = await idOf('Welcome to Lyceum');
      const [first, second] = [
        await ada.api.patch(`/notifications/${id}/read`),
        await ada.api.patch(`/notifications/${id}/read`),
      ];
      expect([first.status, second.status]).toEqual([200, 200]);
      expect(first.body).toMatchObject({ id, isRead: true });
      expect(second.body).toEqual(first.body);
      expect((await ada.api.get('/notifications/count')).body).toEqual({ unread: 0 });
    });

    it('marks all, and tells how many were unread', async () => {
      await feeds.add(ada.id, ['a', 'b']);
      await markRead('a');
      expect((await ada.api.patch('/notifications/read-all')).body).toEqual({ updated: 2 });
      expect((await ada.api.patch('/notifications/read-all', {})).body).toEqual({ updated: 0 });
    });

    it('marks what was created up to a moment, so that what arrives meanwhile stays unread', async () => {
      await feeds.add(ada.id, ['shown']);
      const { body } = await ada.api.get('/notifications', { query: { limit: 1 } });
      await new Promise((resolve) => setTimeout(resolve, 2));
      await feeds.add(ada.id, ['arrived meanwhile']);
      const marked = await ada.api.patch('/notifications/read-all', { before: body.data[0].createdAt });
      expect(marked.body).toEqual({ updated: 2 });
      expect(titles(await ada.api.get('/notifications/unread'))).toEqual(['arrived meanwhile']);
    });

    it.each([{ before: 'yesterday' }, { before: '2027-01-31T09:00:00' }, { until: '2027-01-31T09:00:00Z' }])(
      'refuses %p',
      async (body) => {
        const answer = await ada.api.patch('/notifications/read-all', body);
        expect([answer.status, answer.body.code]).toEqual([400, 'validation_failed']);
        expect((await ada.api.get('/notifications/count')).body).toEqual({ unread: 1 });
      },
    );
  });

  it('deletes one', async () => {
    const id = await idOf('Welcome to Lyceum');
    expect((await ada.api.delete(`/notifications/${id}`)).status).toBe(204);
    expect((await ada.api.delete(`/notifications/${id}`)).status).toBe(404);
    expect(titles(await ada.api.get('/notifications'))).toEqual([]);
  });

  it('does not let anyone see, mark or delete those of another person', async () => {
    const grace = await welcomed(apiUrl);
    const id = await idOf('Welcome to Lyceum');
    expect((await grace.api.patch(`/notifications/${id}/read`)).status).toBe(404);
    expect((await grace.api.delete(`/notifications/${id}`)).status).toBe(404);
    expect((await grace.api.patch('/notifications/read-all')).body).toEqual({ updated: 1 });
    expect((await ada.api.get('/notifications/count')).body).toEqual({ unread: 1 });
  });

  it('answers 404 for one that does not exist and 400 for what is no id', async () => {
    expect((await ada.api.patch(`/notifications/${newId()}/read`)).status).toBe(404);
    expect((await ada.api.delete('/notifications/7')).status).toBe(400);
  });

  it('needs a sign-in', async () => {
    const anonymous = new ApiClient(apiUrl);
    for (const path of ['/notifications', '/notifications/unread', '/notifications/count', '/notifications/stream'])
      expect((await anonymous.get(path)).body.code).toBe('token_missing');
  });
});
