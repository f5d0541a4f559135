import { type Person, signUp } from '../../factories/person.js';
import { ApiClient } from '../../support/http.js';
import { request } from '../../support/raw-http.js';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';

const PATH = '/users/me/email-subscriptions';
const { apiUrl, mailbox } = sharedSystem();
const api = new ApiClient(apiUrl);
const db = sharedDatabase();

afterAll(() => db.end());

/** The tips of somebody new wait for a day. */
async function waitingTips({ id }: Person): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `SELECT id FROM email_deliveries WHERE user_id = $1 AND template = 'ONBOARDING_TIPS' AND status = 'queued'`,
    [id],
  );
  return rows.map((row) => row.id);
}

const stoppedOf = async (person: Person) => (await person.api.get(PATH)).body;

describe('what comes by itself', () => {
  it('is stopped by who gets it, along with what waits, and wanted again', async () => {
    const ada = await signUp(api);
    const grace = await signUp(api, 'Grace');
    expect(await stoppedOf(ada)).toEqual({ stopped: [] });
    await mailbox.waitFor({ to: ada.email, subject: 'Welcome' });
    await mailbox.waitFor({ to: grace.email, subject: 'Welcome' });
    expect([(await waitingTips(ada)).length, (await waitingTips(grace)).length]).toEqual([1, 1]);

    const { status, body } = await ada.api.put(PATH, { stopped: ['WEEKLY_REPORT', 'ONBOARDING_TIPS'] });
    expect([status, body]).toEqual([200, { stopped: ['ONBOARDING_TIPS', 'WEEKLY_REPORT'] }]);
    expect([(await waitingTips(ada)).length, (await waitingTips(grace)).length]).toEqual([0, 1]);
    expect(await stoppedOf(grace)).toEqual({ stopped: [] });

    await ada.api.put(PATH, { stopped: ['DAILY_SUMMARY'] });
    expect(await stoppedOf(ada)).toEqual({ stopped: ['DAILY_SUMMARY'] });
    await ada.api.put(PATH, { stopped: [] });
    expect(await stoppedOf(ada)).toEqual({ stopped: [] });
  });

  it('is all that can be stopped: what is about a booking or the account always comes', async () => {
    const ada = await signUp(api);
    for (const stopped of [
      ['BOOKING_CONFIRMATION'],
      ['VERIFY_EMAIL'],
      'DAILY_SUMMARY',
      ['DAILY_SUMMARY', 'DAILY_SUMMARY'],
    ])
      expect((await ada.api.put(PATH, { stopped })).body.code).toBe('validation_failed');
    expect(await stoppedOf(ada)).toEqual({ stopped: [] });
  });
});

describe('the link in it', () => {
  /** Lets the tips go now. @returns where their link leads, at the API of this test */
  async function linkOf(person: Person): Promise<{ link: string; headers: Record<string, string>; html: string }> {
    await mailbox.waitFor({ to: person.email, subject: 'Welcome' });
    const [delivery] = await waitingTips(person);
    await db.query(
      `UPDATE outbox_messages SET available_at = now(), is_in_line = true WHERE payload->>'deliveryId' = $1`,
      [delivery],
    );
    const { headers, text, html } = await mailbox.waitFor({ to: person.email, subject: 'Three things' });
    const [mailed = ''] = /http\S+\/account\/unsubscribe\/\S+/.exec(text) ?? [];
    const { pathname, search } = new URL(mailed);
    expect(headers['list-unsubscribe']).toBe(`<${mailed}>`);
    return { link: apiUrl + pathname + search, headers, html };
  }

  const form = (content: string) => ({
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: content,
  });

  it('stops it at one click of a mail program, and a look at it changes nothing', async () => {
    const [ada, grace] = [await signUp(api), await signUp(api, 'Grace')];
    const { link, headers, html } = await linkOf(ada);
    expect(headers['list-unsubscribe-post']).toBe('List-Unsubscribe=One-Click');
    expect(html).toContain('Stop these e-mails');

    const page = await request(link);
    expect(page.text).toContain('You get tips by e-mail.');
    expect(await stoppedOf(ada)).toEqual({ stopped: [] });

    // Mail programs and what stands before them add what they like.
    const done = await request(`${link}&utm_source=mail`, form('List-Unsubscribe=One-Click&client=mail'));
    expect([done.status, await stoppedOf(ada)]).toEqual([200, { stopped: ['ONBOARDING_TIPS'] }]);
    expect(done.text).toContain('You do not get tips by e-mail any more.');
    expect(await stoppedOf(grace)).toEqual({ stopped: [] });

    await request(link, form('wish=resume'));
    expect(await stoppedOf(ada)).toEqual({ stopped: [] });

    // The form that RFC 8058 names first.
    const parts = new FormData();
    parts.set('List-Unsubscribe', 'One-Click');
    expect((await request(link, { method: 'POST', body: parts })).status).toBe(200);
    expect(await stoppedOf(ada)).toEqual({ stopped: ['ONBOARDING_TIPS'] });
  });

  it('works for one person and one kind', async () => {
    const ada = await signUp(api);
    const { link } = await linkOf(ada);
    const token = new URL(link).searchParams.get('token')!;
    const other = `${token.slice(0, 5)}${token[5] === 'A' ? 'B' : 'A'}${token.slice(6)}`;
    for (const bad of [
      link.replace('ONBOARDING_TIPS', 'DAILY_SUMMARY'),
      link.replace('ONBOARDING_TIPS', 'VERIFY_EMAIL'),
      link.replace(token, other),
      link.slice(0, link.indexOf('?')),
    ]) {
      const answers = [await request(bad), await request(bad, form('List-Unsubscribe=One-Click'))];
      expect(answers.map(({ status, text }) => [status, text.includes('The link does not work')])).toEqual([
        [404, true],
        [404, true],
      ]);
    }
    expect(await stoppedOf(ada)).toEqual({ stopped: [] });
  });

  it('takes forms in parts, and no other page does', async () => {
    const parts = new FormData();
    parts.set('email', 'ada@example.test');
    const answer = await request(`${apiUrl}/account/forgot-password`, { method: 'POST', body: parts });
    expect([answer.status, answer.json.code]).toEqual([415, 'unsupported_media_type']);
  });
});
