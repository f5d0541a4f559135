import { randomBytes } from 'node:crypto';
import type { Pool as Database } from 'pg';
import type { Description } from './description.js';
import { type Answer, send } from './exchange.js';

export const ACTORS = ['owner', 'other', 'admin', 'key', 'guest'] as const;
export type ActorName = (typeof ACTORS)[number] | 'narrow';

export interface Actor {
  readonly name: ActorName;
  readonly id: string;
  readonly email: string;
  readonly password: string;
  /** Undefined of a guest. */
  readonly token?: string;
}

const GUEST: Actor = { name: 'guest', id: '', email: '', password: 'mechanism of the heavens' };
/** The one scope of the key that may do nearly nothing. */
const NARROW_SCOPE = 'notifications:read';

/**
 * Who sends the requests. Some of these end an account or its session; whoever cannot go on is replaced by somebody new,
 * so that no operation has to be left out.
 */
export class Actors {
  private readonly known = new Map<ActorName, Actor>();
  private readonly scopes: readonly string[];

  /**
   * @param db of the system, by which people have confirmed addresses and one of them is an administrator
   * @param made is told of everybody who is there from now on
   */
  constructor(
    private readonly baseUrl: string,
    description: Description,
    private readonly db: Database | undefined,
    private readonly made: (actor: Actor) => Promise<void>,
  ) {
    this.scopes = [...new Set(description.operations.flatMap(({ requiredScope }) => requiredScope ?? []))].sort();
  }

  async get(name: ActorName): Promise<Actor> {
    return this.known.get(name) ?? (await this.renew(name));
  }

  /** Somebody new under this name. */
  async renew(name: ActorName): Promise<Actor> {
    const actor = name === 'guest' ? GUEST : await this.make(name);
    this.known.set(name, actor);
    // Keys of somebody else would be another world.
    if (name === 'owner') for (const key of ['key', 'narrow'] as const) this.known.delete(key);
    if (name !== 'guest' && name !== 'narrow') await this.made(actor);
    return actor;
  }

  private async make(name: ActorName): Promise<Actor> {
    if (name === 'key') return this.makeKey(name, this.scopes);
    if (name === 'narrow') return this.makeKey(name, [NARROW_SCOPE]);
    const email = `fuzz-${name}-${randomBytes(6).toString('hex')}@example.test`;
    const password = `${name} likes 42 long passwords`;
    const { body } = await this.ask('/api/v1/auth/register', { name, email, password }, 201);
    const id = String(body.user.id);
    if (!this.db) return { name, id, email, password, token: body.accessToken };
    const role = name === 'admin' ? 'admin' : 'user';
    await this.db.query('UPDATE users SET email_verified_at = now(), role = $2 WHERE id = $1', [id, role]);
    const signedIn = await this.ask('/api/v1/auth/login', { email, password }, 200);
    return { name, id, email, password, token: signedIn.body.accessToken };
  }

  private async makeKey(name: ActorName, scopes: readonly string[]): Promise<Actor> {
    const ofOwner = async (owner: Actor) => {
      const key = { name: 'Fuzz', scopes, password: owner.password };
      const { body } = await this.ask('/api/v1/api-keys', key, 201, owner.token);
      return { ...owner, name, token: String(body.secret) };
    };
    // The owner may have signed out meanwhile, or have another password.
    return ofOwner(await this.get('owner')).catch(async () => ofOwner(await this.renew('owner')));
  }

  private async ask(path: string, body: object, expected: number, token?: string): Promise<Answer> {
    const headers = { 'Content-Type': 'application/json', ...(token ? { Authorization: `Bearer ${token}` } : {}) };
    const request = { method: 'POST', path, sender: '', headers, body: JSON.stringify(body) };
    const answer = await send(this.baseUrl, request);
    if (answer.status !== expected)
      throw new Error(`POST ${path} answered ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer;
  }
}
