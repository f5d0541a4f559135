import type { OrganizationRole } from '../../../src/modules/people/organizations/organizations.api.js';
import { addMember, createOrganization } from '../../factories/organization.js';
import { closeAccount, type Person, signUp } from '../../factories/person.js';
import { ApiClient } from '../../support/http.js';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';

const { apiUrl, otherApiUrl, mailbox } = sharedSystem();
const api = new ApiClient(apiUrl);
const db = sharedDatabase();
const ROUNDS = 8;

let people: Person[];
const person = (index: number) => people[index]!;

beforeAll(async () => {
  people = await Promise.all(Array.from({ length: 6 }, (_one, index) => signUp(api, `Racer ${index}`)));
  await db.query('UPDATE users SET email_verified_at = now() WHERE id = ANY ($1)', [people.map(({ id }) => id)]);
});

/** Whatever happened: no organization without an owner, and the counts are right. */
afterAll(async () => {
  const { rows } = await db.query(
    `SELECT o.id FROM organizations o LEFT JOIN organization_members m ON m.organization_id = o.id
     GROUP BY o.id
     HAVING count(m.id) <> o.member_count OR count(m.id) FILTER (WHERE m.role = 'owner') <> o.owner_count
         OR count(m.id) FILTER (WHERE m.role = 'owner') = 0`,
  );
  const erased = await db.query(
    `SELECT 1 FROM organization_members m JOIN users u ON u.id = m.user_id WHERE u.erased_at IS NOT NULL`,
  );
  await db.end();
  expect([rows, erased.rows]).toEqual([[], []]);
});

/** The same person at the other API process. */
const elsewhere = ({ api: client }: Person) => client.at(otherApiUrl);

async function organizationOf(...roles: OrganizationRole[]): Promise<string> {
  const id = await createOrganization(person(0), 'Race');
  for (const [index, role] of roles.entries()) await addMember(person(0), id, person(index + 1), role);
  return id;
}

/** Starts all at the same time, and that many times. @returns the statuses of each round, sorted */
async function race(round: () => Promise<Array<() => Promise<{ status: number }>>>): Promise<number[][]> {
  const outcomes: number[][] = [];
  for (let count = 0; count < ROUNDS; count += 1) {
    const runners = await round();
    const answers = await Promise.all(runners.map((run) => run()));
    outcomes.push(answers.map(({ status }) => status).sort());
  }
  return outcomes;
}

async function invited(): Promise<{ id: string; invitationId: string; guest: Person; token: string }> {
  const id = await organizationOf('admin');
  const guest = await signUp(api, 'Guest');
  const { body } = await person(0).api.post(`/organizations/${id}/invitations`, { email: guest.email });
  const { text } = await mailbox.waitFor({ to: guest.email, subject: 'Invitation' });
  return { id, invitationId: body.id, guest, token: /token=([\w-]{43})/.exec(text)?.[1] ?? '' };
}

const always = (...statuses: number[]) => Array.from({ length: ROUNDS }, () => statuses);

describe('the last owner', () => {
  it('stays when all owners leave at the same time', async () => {
    const outcomes = await race(async () => {
      const id = await organizationOf('owner', 'owner', 'owner');
      return people
        .slice(0, 4)
        .map(
          (owner, index) => () =>
            (index % 2 ? elsewhere(owner) : owner.api).delete(`/organizations/${id}/members/${owner.id}`),
        );
    });
    expect(outcomes).toEqual(always(204, 204, 204, 409));
  });

  it('stays when two owners demote each other', async () => {
    const outcomes = await race(async () => {
      const id = await organizationOf('owner');
      const demote = (actor: ApiClient, target: Person) => () =>
        actor.patch(`/organizations/${id}/members/${target.id}`, { role: 'member' });
      return [demote(person(0).api, person(1)), demote(elsewhere(person(1)), person(0))];
    });
    // Who comes second is no owner any more.
    expect(outcomes).toEqual(always(200, 403));
  });

  it('stays when two owners remove each other', async () => {
    const outcomes = await race(async () => {
      const id = await organizationOf('owner');
      const remove = (actor: ApiClient, target: Person) => () =>
        actor.delete(`/organizations/${id}/members/${target.id}`);
      return [remove(person(0).api, person(1)), remove(elsewhere(person(1)), person(0))];
    });
    // Who comes second is a stranger.
    expect(outcomes).toEqual(always(204, 404));
  });

  it('stays when the ownership is transferred to who leaves', async () => {
    const outcomes = await race(async () => {
      const id = await organizationOf('member');
      return [
        () => person(0).api.post(`/organizations/${id}/transfer`, { userId: person(1).id }),
        () => elsewhere(person(1)).delete(`/organizations/${id}/members/${person(1).id}`),
      ];
    });
    // Either the leaver was gone before (204, 422) or is the owner now and has to stay (200, 409).
    for (const outcome of outcomes)
      expect([
        [204, 422],
        [200, 409],
      ]).toContainEqual(outcome);
  });

  it('stays when one owner leaves while the other is erased', async () => {
    const outcomes = await race(async () => {
      const id = await organizationOf('member');
      const leaver = await signUp(api, 'Leaver');
      await addMember(person(0), id, leaver, 'owner');
      return [
        () => closeAccount(leaver),
        () => elsewhere(person(0)).delete(`/organizations/${id}/members/${person(0).id}`),
      ];
    });
    // Whoever comes second has to stay: the member as the only owner, the account for its organization.
    for (const outcome of outcomes)
      expect([
        [202, 409],
        [204, 409],
      ]).toContainEqual(outcome);
  });
});

describe('members', () => {
  it('are removed once by simultaneous requests', async () => {
    const outcomes = await race(async () => {
      const id = await organizationOf('member');
      const remove = (client: ApiClient) => () => client.delete(`/organizations/${id}/members/${person(1).id}`);
      return [remove(person(0).api), remove(elsewhere(person(0))), remove(person(1).api)];
    });
    expect(outcomes).toEqual(always(204, 404, 404));
  });

  it('are not added after their account was erased', async () => {
    const outcomes = await race(async () => {
      const { guest, token } = await invited();
      return [
        () => elsewhere(guest).delete('/users/me', { password: guest.password }),
        () => guest.api.post('/invitations/accept', { token }),
      ];
    });
    // Joined and forgotten, or gone before: then the session, the invitation or the address is gone.
    for (const [first, second] of outcomes)
      expect([
        [200, 202],
        [202, 401],
        [202, 403],
        [202, 404],
      ]).toContainEqual([first, second]);
  });
});

describe('an invitation', () => {
  it('is accepted once', async () => {
    const outcomes = await race(async () => {
      const { guest, token } = await invited();
      const accept = (client: ApiClient) => () => client.post('/invitations/accept', { token });
      return [accept(guest.api), accept(elsewhere(guest)), accept(guest.api), accept(elsewhere(guest))];
    });
    expect(outcomes).toEqual(always(200, 404, 404, 404));
  });

  it('is either accepted or revoked', async () => {
    const outcomes = await race(async () => {
      const { id, invitationId, guest, token } = await invited();
      return [
        () => guest.api.post('/invitations/accept', { token }),
        () => elsewhere(person(0)).delete(`/organizations/${id}/invitations/${invitationId}`),
      ];
    });
    for (const outcome of outcomes)
      expect([
        [200, 404],
        [204, 404],
      ]).toContainEqual(outcome);
  });

  it('and a new one to the same person make one member', async () => {
    const outcomes = await race(async () => {
      const { id, guest, token } = await invited();
      return [
        () => guest.api.post('/invitations/accept', { token }),
        () => elsewhere(person(0)).post(`/organizations/${id}/members`, { email: guest.email }),
      ];
    });
    // Accepted first (200, then 409), or invited anew first, which ends the older link (201, then 404).
    for (const outcome of outcomes)
      expect([
        [200, 409],
        [201, 404],
      ]).toContainEqual(outcome);
  });

  it('stays one when the address is invited several times at once', async () => {
    const id = await organizationOf('admin');
    const invite = (client: ApiClient) => client.post(`/organizations/${id}/invitations`, { email: person(5).email });
    const clients = [person(0).api, elsewhere(person(0)), person(1).api, elsewhere(person(1))];
    const statuses = (await Promise.all(clients.map(invite))).map(({ status }) => status);
    expect(statuses).toEqual([201, 201, 201, 201]);
    expect((await person(0).api.get(`/organizations/${id}/invitations`)).body.data).toHaveLength(1);
  });
});

describe('deleting an organization', () => {
  it('happens once, and who joins at the same time does not bring it back', async () => {
    const outcomes = await race(async () => {
      const id = await organizationOf('owner');
      return [
        () => person(0).api.delete(`/organizations/${id}`),
        () => elsewhere(person(1)).delete(`/organizations/${id}`),
        () => person(1).api.post(`/organizations/${id}/members`, { email: person(2).email }),
      ];
    });
    // The invitation comes before or after the deletion; after it the organization is not there any more.
    for (const outcome of outcomes)
      expect([
        [204, 404, 404],
        [201, 204, 404],
      ]).toContainEqual(outcome);
  });
});
