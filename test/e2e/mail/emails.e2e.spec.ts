import { randomBytes } from 'node:crypto';
import { eraseAccount } from '../../factories/person.js';
import { eventually } from '../../support/eventually.js';
import { ApiClient } from '../../support/http.js';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';

interface Email {
  readonly id: string;
  readonly template: string;
  readonly status: string;
  readonly messageId: string;
  readonly createdAt: string;
}

/** What sign-up sends: one of them only after a day. */
const SIGN_UP = ['ONBOARDING_TIPS', 'VERIFY_EMAIL', 'WELCOME'];

describe('e-mails for administrators', () => {
  const { apiUrl, mailbox } = sharedSystem();
  const api = new ApiClient(apiUrl);
  const db = sharedDatabase();
  let admin: ApiClient;
  let user: ApiClient;
  let address: string;

  beforeAll(async () => {
    ({ client: user, address } = await signUp({ 'X-Request-Id': 'sign-up-of-the-mail-test' }));
    const administrator = await signUp();
    await db.query(`UPDATE users SET role = 'admin' WHERE email = $1`, [administrator.address]);
    admin = administrator.client;
    await Promise.all(['Welcome', 'Confirm'].map((subject) => mailbox.waitFor({ to: address, subject })));
    await settled();
  });

  afterAll(() => db.end());

  async function signUp(headers: Record<string, string> = {}): Promise<{ client: ApiClient; address: string }> {
    const email = `mail-${randomBytes(6).toString('hex')}@example.test`;
    const account = { name: 'Ada Lovelace', email, password: 'analytical-engine-1843' };
    const { status, body } = await api.post('/auth/register', account, { headers });
    expect(status).toBe(201);
    return { client: api.as(body.accessToken), address: email };
  }

  /** The mailbox has a mail a moment before the worker has recorded that it took it. */
  async function settled(): Promise<void> {
    const deadline = Date.now() + 10_000;
    const isSettled = async () => (await list({ status: 'sent' })).length === 2 || Date.now() > deadline;
    while (!(await isSettled())) await new Promise((resolve) => setTimeout(resolve, 50));
  }

  async function list(query: Record<string, string | number> = {}): Promise<Email[]> {
    const { status, body } = await admin.get('/admin/emails', { query: { recipient: address, ...query } });
    expect(status).toBe(200);
    return body.data;
  }

  async function tips(): Promise<Email> {
    const [email] = await list({ template: 'ONBOARDING_TIPS' });
    if (!email) throw new Error('There is no onboarding mail.');
    return email;
  }

  it('are closed to everybody else', async () => {
    const { id } = await tips();
    for (const [client, status, code] of [
      [api, 401, 'token_missing'],
      [user, 403, 'forbidden'],
    ] as const) {
      const answers = [
        await client.get('/admin/emails'),
        await client.get(`/admin/emails/${id}`),
        await client.post(`/admin/emails/${id}/retry`),
        await client.get(`/admin/emails/${id}/content`),
        await client.post('/admin/emails/test'),
      ];
      expect(answers.map((answer) => [answer.status, answer.body.code])).toEqual(Array(5).fill([status, code]));
    }
  });

  it('list what was sent to an address, whatever its case', async () => {
    expect((await list({ recipient: address.toUpperCase() })).map(({ template }) => template).sort()).toEqual(SIGN_UP);
  });

  it('filter by status and template', async () => {
    expect((await list({ status: 'sent' })).map(({ template }) => template).sort()).toEqual([
      'VERIFY_EMAIL',
      'WELCOME',
    ]);
    expect((await list({ status: 'queued' })).map(({ template }) => template)).toEqual(['ONBOARDING_TIPS']);
    expect((await list({ status: 'sent', template: 'WELCOME' })).map(({ template }) => template)).toEqual(['WELCOME']);
    expect(await list({ status: 'bounced' })).toEqual([]);
  });

  it('come in pages by cursor and by number, the newest first', async () => {
    const all = await list();
    const first = await admin.get('/admin/emails', { query: { recipient: address, limit: 2 } });
    expect(first.body.meta).toMatchObject({ limit: 2, hasMore: true });
    const rest = await admin.get('/admin/emails', {
      query: { recipient: address, limit: 2, cursor: first.body.meta.nextCursor },
    });
    expect(rest.body.meta).toEqual({ limit: 2, hasMore: false, nextCursor: null });
    expect([...first.body.data, ...rest.body.data]).toEqual(all);
    const numbered = await admin.get('/admin/emails', { query: { recipient: address, limit: 2, page: 2 } });
    expect(numbered.body).toEqual({
      data: rest.body.data,
      meta: { page: 2, limit: 2, total: 3, totalPages: 2, hasMore: false, nextCursor: null },
    });
    const times = all.map(({ createdAt }) => createdAt);
    expect(times).toEqual([...times].sort().reverse());
  });

  it.each([
    [{ status: 'lost' }, 'status'],
    [{ template: 'SPAM' }, 'template'],
    [{ recipient: 'ada' }, 'recipient'],
    [{ sort: 'subject' }, 'sort'],
    [{ colour: 'red' }, 'colour'],
  ])('refuse the query %j and name the parameter', async (query, field) => {
    const { status, body } = await admin.get('/admin/emails', { query });
    expect(status).toBe(400);
    expect(body.errors.map((error: { field: string }) => error.field)).toEqual([field]);
  });

  it('show one, with the Message-ID and the request it came from, and never its content', async () => {
    const [email] = await list({ template: 'VERIFY_EMAIL' });
    const received = await mailbox.waitFor({ to: address, subject: 'Confirm' });
    const { status, body } = await admin.get(`/admin/emails/${email?.id}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      recipient: address,
      recipientName: 'Ada Lovelace',
      subject: 'Confirm your e-mail address',
      status: 'sent',
      priority: 'urgent',
      attempts: 1,
      provider: 'smtp',
      messageId: received.messageId,
      requestId: 'sign-up-of-the-mail-test',
      lastError: null,
    });
    expect(received.headers['x-request-id']).toBe('sign-up-of-the-mail-test');
    expect(JSON.stringify(body)).not.toContain('token');
    const { rows } = await db.query('SELECT data, calendar FROM email_deliveries WHERE id = $1', [email?.id]);
    expect(rows).toEqual([{ data: null, calendar: null }]);
  });

  it('show what they say while it is kept, without the secrets of links', async () => {
    const { id } = await tips();
    const { status, body } = await admin.get(`/admin/emails/${id}/content`);
    expect([status, body.state]).toEqual([200, 'kept']);
    for (const part of [body.html, body.text]) {
      expect(part).toContain('Hello Ada Lovelace,');
      expect(part).toContain('/account/unsubscribe/ONBOARDING_TIPS?token=[redacted]');
      expect(part).not.toMatch(/token=(?!\[redacted\])/);
    }
    const [sent] = await list({ template: 'VERIFY_EMAIL' });
    const gone = await admin.get(`/admin/emails/${sent?.id}/content`);
    expect(gone.body).toEqual({ state: 'removed', html: null, text: null });
    const reader = (await admin.get('/users/me')).body.id;
    const owner = (await user.get('/users/me')).body.id;
    const { body: events } = await eventually(
      () => admin.get('/analytics/events', { query: { eventType: 'mail.content_read', userId: reader } }),
      ({ body: { data } }) => data.length > 0,
    );
    expect(events.data).toMatchObject([{ metadata: { emailId: id, userId: owner, actorId: reader } }]);
  });

  it('are sent to an administrator who tries whether that works, and show what the server answered', async () => {
    const { status, headers, body } = await admin.post('/admin/emails/test');
    expect([status, headers.get('Location')]).toEqual([202, `/api/v1/admin/emails/${body.id}`]);
    await mailbox.waitFor({ to: body.recipient, subject: 'Test e-mail of' });
    const { body: sent } = await eventually(
      () => admin.get(`/admin/emails/${body.id}`),
      (answer) => answer.body.status === 'sent',
    );
    expect(sent).toMatchObject({ template: 'TEST_EMAIL', provider: 'smtp', lastError: null });
  });

  it('answer 404 for an unknown id and 400 for what is no id', async () => {
    for (const [id, status] of [
      ['01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a11', 404],
      ['everything', 400],
    ] as const) {
      expect((await admin.get(`/admin/emails/${id}`)).status).toBe(status);
      expect((await admin.post(`/admin/emails/${id}/retry`)).status).toBe(status);
    }
  });

  it('are sent again after they bounced', async () => {
    const { id, messageId } = await tips();
    await db.query(`UPDATE email_deliveries SET status = 'bounced', attempts = 1 WHERE id = $1`, [id]);
    const { status, body } = await admin.post(`/admin/emails/${id}/retry`);
    expect([status, body.status]).toEqual([202, 'queued']);
    const received = await mailbox.waitFor({ to: address, subject: 'Three things' });
    expect(received.messageId).toBe(messageId);
  });

  it('are not sent again unless they failed', async () => {
    const [email] = await list({ template: 'WELCOME' });
    const { status, body } = await admin.post(`/admin/emails/${email?.id}/retry`);
    expect([status, body.code]).toEqual([409, 'email_not_failed']);
  });

  it('are not sent again without the secret that is no longer stored', async () => {
    const [email] = await list({ template: 'VERIFY_EMAIL' });
    await db.query(`UPDATE email_deliveries SET status = 'failed' WHERE id = $1`, [email?.id]);
    const { status, body } = await admin.post(`/admin/emails/${email?.id}/retry`);
    expect([status, body.code]).toEqual([409, 'email_content_removed']);
  });

  it('are forgotten with the account they went to', async () => {
    const { client, address: former } = await signUp();
    await mailbox.waitFor({ to: former, subject: 'Welcome' });
    await eraseAccount({ api: client, password: 'analytical-engine-1843' });
    expect(await list({ recipient: former })).toEqual([]);
  });
});
