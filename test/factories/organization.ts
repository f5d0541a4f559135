import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { hashSecret } from '../../src/infra/access/link-secret.js';
import type { OrganizationRole } from '../../src/modules/people/organizations/organizations.api.js';
import { sharedDatabase } from '../support/shared-system.mjs';
import type { Person } from './person.js';

/** Creates an organization over the API. @returns its id */
export async function createOrganization(owner: Person, name = 'Analytical Engines'): Promise<string> {
  const { status, body } = await owner.api.post('/organizations', { name });
  if (status !== 201) throw new Error(`The organization was answered with ${status} ${JSON.stringify(body)}`);
  return body.id;
}

/**
 * Makes somebody a member: the person accepts over the API an invitation as the worker has mailed it. Nothing is mailed,
 * and the person's address is verified then.
 * @param db of the system that is tested, when that is not the shared one
 */
export async function addMember(
  owner: Person,
  organizationId: string,
  person: Person,
  role: OrganizationRole = 'member',
  db?: Pool,
): Promise<void> {
  const secret = randomBytes(32).toString('base64url');
  const database = db ?? sharedDatabase();
  await database.query(
    `WITH person AS (UPDATE users SET email_verified_at = coalesce(email_verified_at, now()) WHERE id = $3 RETURNING email)
     INSERT INTO organization_invitations (organization_id, email, role, invited_by, token_hash, expires_at)
     SELECT $1, email, $4, $2, $5, now() + interval '1 hour' FROM person`,
    [organizationId, owner.id, person.id, role === 'owner' ? 'admin' : role, hashSecret(secret)],
  );
  if (!db) await database.end();
  const accepted = await person.api.post('/invitations/accept', { token: secret });
  if (accepted.status !== 200) throw new Error(`The acceptance was answered with ${accepted.status}`);
  if (role === 'owner') await owner.api.patch(`/organizations/${organizationId}/members/${person.id}`, { role });
}

/** As many members as no list shows at once, in the database: nobody of them ever signs in. */
export async function addManyMembers(organizationId: string, count = 120): Promise<void> {
  const database = sharedDatabase();
  await database.query(
    `WITH person AS (
       INSERT INTO users (email, name, email_verified_at)
       SELECT 'member-' || n || '-' || $1::uuid::text || '@example.org', 'Member ' || n, now() FROM generate_series(1, $2::int) AS n
       RETURNING id
     ), counted AS (UPDATE organizations SET member_count = member_count + $2 WHERE id = $1)
     INSERT INTO organization_members (organization_id, user_id, role) SELECT $1::uuid, id, 'member' FROM person`,
    [organizationId, count],
  );
  await database.end();
}
