import type { Pool } from 'pg';
import type { Person } from '../factories/person.js';
import type { ApiClient } from '../support/http.js';

/** Who and what is there when a feature makes its part of the world. */
export interface WorldSoFar {
  readonly api: ApiClient;
  readonly db: Pool;
  /** Whom everything belongs to. */
  readonly owner: Person;
  readonly member: Person;
  /** What the features before it in the list made, by the name of the member or parameter that refers to it. */
  readonly references: Readonly<Record<string, string>>;
}

/** One of each resource of a feature. */
export interface WorldPart {
  /** What to put into a path, by the part of the path that it completes: `/bookings/{id}`. */
  readonly ids: Readonly<Record<string, string>>;
  /** What to put into a body or query, by the name of the member or parameter. */
  readonly references?: Readonly<Record<string, string>>;
}

/** Makes it over the API; `test/e2e/<feature>/<feature>.world.ts` exports one as `makePart`. */
export type MakePart = (world: WorldSoFar) => Promise<WorldPart>;
