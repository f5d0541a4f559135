import { createOrganization } from '../../factories/organization.js';
import { newEmail, type Person, signUpAll } from '../../factories/person.js';
import { ApiClient } from '../../support/http.js';
import { startSystem } from '../../support/system.mjs';

it('limits how many e-mails an account can cause in an hour, whatever others do from the same address', async () => {
  const system = await startSystem({
    worker: false,
    env: { RATE_LIMIT_ENABLED: 'true', RATE_LIMIT_INVITATIONS: '2/1h' },
  });
  try {
    const [eager, calm] = await signUpAll(new ApiClient(system.api.url), 'Eager', 'Calm');
    await system.db.query('UPDATE users SET email_verified_at = now()');
    const invite = async (person: Person, kind: 'invitations' | 'members') => {
      const id = await createOrganization(person);
      return person.api.post(`/organizations/${id}/${kind}`, { email: newEmail() });
    };
    expect((await invite(eager, 'invitations')).status).toBe(201);
    expect((await invite(eager, 'members')).status).toBe(201);
    const refused = await invite(eager, 'invitations');
    expect([refused.status, refused.body.code]).toEqual([429, 'rate_limited']);
    expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(3500);
    expect((await invite(calm, 'members')).status).toBe(201);
  } finally {
    await system.stop();
  }
});
