import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { features } from '../../src/apps/features.js';
import { type Person, signUpAllVerified } from '../factories/person.js';
import type { ApiClient } from '../support/http.js';
import type { MakePart, WorldPart } from './world-part.js';

/** An organization with its people, and one of each resource that belongs to its owner. */
export interface World extends Required<WorldPart> {
  readonly owner: Person;
  readonly member: Person;
}

/**
 * Makes one of each resource: what each feature says in `test/e2e/<feature>/<feature>.world.ts`, in the order of the
 * list of features. The tests of `object-access.e2e.spec.ts` fail until a new kind of resource is there.
 */
export async function createWorld(api: ApiClient, db: Pool): Promise<World> {
  const [owner, member] = await signUpAllVerified(api, 'Ada', 'Charles');
  const [ids, references]: [Record<string, string>, Record<string, string>] = [{}, {}];
  for (const { name } of features) {
    if (!existsSync(join(import.meta.dirname, `../e2e/${name}/${name}.world.ts`))) continue;
    const { makePart } = (await import(`../e2e/${name}/${name}.world.js`)) as { makePart: MakePart };
    const part = await makePart({ api, db, owner, member, references });
    Object.assign(ids, part.ids);
    Object.assign(references, part.references);
  }
  return { owner, member, ids, references };
}
