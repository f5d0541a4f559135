import { askForToken, makeRosterClient, RosterReader } from '../../factories/oneroster.js';
import { addMember, createOrganization } from '../../factories/organization.js';
import { type Person, signUpAllVerified } from '../../factories/person.js';
import { ApiClient } from '../../support/http.js';
import { sharedSystem } from '../../support/shared-system.mjs';

const { apiUrl } = sharedSystem();
const ORGS = '/rostering/v1p2/orgs';

let owner: Person;
let admin: Person;
let organizationId: string;

beforeEach(async () => {
  [owner, admin] = await signUpAllVerified(new ApiClient(apiUrl), 'Ada', 'Charles');
  organizationId = await createOrganization(owner);
  await addMember(owner, organizationId, admin, 'admin');
});

const ofMembers = () => `/organizations/${organizationId}/members/${admin.id}`;

describe('the secret of a client', () => {
  it.each([
    ['leave the organization', () => admin.api.delete(ofMembers())],
    ['are removed from it', () => owner.api.delete(ofMembers())],
    ['manage it no more', () => owner.api.patch(ofMembers(), { role: 'member' })],
  ])('ends with its tokens when those who were shown it %s, until there is another one', async (_what, end) => {
    const path = `/organizations/${organizationId}/oneroster-clients`;
    const [theirs, rotated, others] = [
      await makeRosterClient(admin, organizationId),
      await makeRosterClient(owner, organizationId),
      await makeRosterClient(owner, organizationId),
    ];
    const { secret } = (await admin.api.post(`${path}/${rotated.id}/rotate`)).body;
    const known = [theirs, { ...rotated, secret }];
    const readers: RosterReader[] = [];
    for (const client of [...known, others])
      readers.push(new RosterReader(apiUrl, (await askForToken(apiUrl, client)).body.access_token));
    const read = () => Promise.all(readers.map(async (reader) => (await reader.get(ORGS)).status));
    expect(await read()).toEqual([200, 200, 200]);
    expect((await end()).status).toBeLessThan(300);
    expect(await read()).toEqual([401, 401, 200]);
    for (const client of known) expect((await askForToken(apiUrl, client)).status).toBe(401);
    const listed = (await owner.api.get(path)).body.data as { secretEnded: boolean }[];
    expect(listed.map(({ secretEnded }) => secretEnded)).toEqual([true, true, false]);
    const again = (await owner.api.post(`${path}/${theirs.id}/rotate`)).body;
    expect(again.secretEnded).toBe(false);
    expect((await askForToken(apiUrl, again)).status).toBe(200);
  });
});
