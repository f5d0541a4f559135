import fc from 'fast-check';
import type { Pool as Database } from 'pg';
import { type Actor, Actors, ACTORS } from './actors.js';
import { Checks } from './checks.js';
import { type Description, type Operation, parametersIn } from './description.js';
import { type Answer, type Request, send } from './exchange.js';
import { Deviation, type Tally } from './findings.js';
import { type Plan, Plans } from './plans.js';
import { Known, Pool } from './pool.js';

export interface FuzzOptions {
  readonly seed: number;
  readonly cases: number;
  readonly baseUrl: string;
  /** Of the system; without it nobody is an administrator, and no address is confirmed. */
  readonly db?: Database;
  /** Whether others use the system, too: an administrator then touches only what this run has made. */
  readonly isShared: boolean;
}

/** How many cases of an operation come before those of the next. */
const CASES_AT_ONCE = 4;
/** A finding is made smaller for so long. */
const SHRINKING_MS = 5_000;
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** What was deleted, and can be read as something that has ended, as its description says. */
const STAYING = new Set(['waitlist.delete', 'waitlistOffers.delete']);

/** What an actor cannot go on after. */
const ENDED = new Set([
  'session_ended',
  'token_expired',
  'token_invalid',
  'api_key_invalid',
  'api_key_revoked',
  'api_key_expired',
  'api_key_refused',
  'account_deactivated',
]);

/** Sends what a document describes and what it does not, in the name of several people, and looks at the answers. */
export class Fuzzer {
  private readonly pool = new Pool();
  private readonly plans: Plans;
  private readonly checks: Checks;
  private readonly actors: Actors;

  constructor(
    private readonly description: Description,
    private readonly operations: readonly Operation[],
    private readonly options: FuzzOptions,
    private readonly tally: Tally,
  ) {
    this.plans = new Plans(description);
    this.checks = new Checks(description, options.baseUrl, tally);
    this.actors = new Actors(options.baseUrl, description, options.db, (actor) => this.prepare(actor));
  }

  async run(): Promise<void> {
    for (const name of ACTORS) await this.actors.get(name);
    for (const path of new Set(this.operations.map((operation) => operation.path))) await this.otherMethods(path);
    for (let sent = 0, round = 0; sent < this.options.cases; round += 1)
      for (const [index, operation] of this.operations.entries()) {
        if (sent >= this.options.cases) return;
        const count = Math.min(CASES_AT_ONCE, this.options.cases - sent);
        await this.some(operation, count, this.options.seed + round * 1009 + index);
        sent += count;
      }
  }

  /** Some cases of an operation. What is found is made smaller, and then passed over. */
  private async some(operation: Operation, numRuns: number, seed: number): Promise<void> {
    let found: Deviation | undefined;
    let shrinkingUntil = Infinity;
    const property = fc.asyncProperty(this.plans.for(operation), async (plan) => {
      if (!found) this.tally.countCase();
      if (Date.now() > shrinkingUntil) return;
      try {
        await this.one(operation, plan);
      } catch (error) {
        if (!(error instanceof Deviation)) throw error;
        if (found && found.signature !== error.signature) return;
        found ??= error;
        shrinkingUntil = Math.min(shrinkingUntil, Date.now() + SHRINKING_MS);
        found = error;
        throw error;
      }
    });
    const result = await fc.check(property, { numRuns, seed });
    if (found) this.tally.keep(found);
    else if (result.failed) throw result.errorInstance;
  }

  private async one(operation: Operation, plan: Plan): Promise<void> {
    const { actor, request, answer } = await this.exchange(operation, plan);
    this.checks.conforms(operation, request, answer);
    const { intent } = plan;
    if (intent.kind === 'described') this.checks.accepts(operation, request, answer);
    if (intent.kind === 'spoiled') this.checks.rejects(operation, request, answer, intent.what);
    if (intent.kind === 'unsigned') this.refusesUnsigned(operation, request, answer);
    if (
      intent.kind === 'unscoped' ||
      (plan.actor === 'key' && operation.schemes.length > 0 && !operation.schemes.includes('apiKey'))
    )
      this.refusesKey(operation, request, answer);
    if (intent.kind === 'untyped')
      this.checks.that(
        'missing_required_header',
        operation,
        request,
        answer.status === 415 || (answer.status >= 400 && answer.status < 500),
        'type',
        `${intent.contentType} is answered with ${answer.status}`,
      );
    if (answer.status >= 300) return;
    this.tally.countSuccess(operation.id);
    // An administrator sees what belongs to others.
    if (!this.options.isShared || plan.actor !== 'admin' || answer.status === 201)
      this.pool.harvest(whoOf(actor), answer.body, collectionOf(operation.path));
    await this.afterwards(operation, request, answer, actor);
  }

  /** Sends it; whoever cannot go on is replaced, and it is sent once more. */
  private async exchange(operation: Operation, plan: Plan) {
    let actor = await this.actors.get(plan.actor);
    let request = this.request(operation, plan, actor);
    let answer = await send(this.options.baseUrl, request);
    if (actor.token && plan.intent.kind !== 'unsigned' && ENDED.has(answer.body?.code) && (await this.isGone(actor))) {
      actor = await this.actors.renew(plan.actor);
      request = this.request(operation, plan, actor);
      answer = await send(this.options.baseUrl, request);
    }
    return { actor, request, answer };
  }

  private async isGone(actor: Actor): Promise<boolean> {
    const { status } = await send(this.options.baseUrl, this.reading('/api/v1/users/me', actor));
    return status !== 200;
  }

  private request(operation: Operation, plan: Plan, actor: Actor): Request {
    const who = whoOf(actor);
    this.pool.be(who, 'password', actor.password);
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(this.pool.resolve(who, plan.query) as object))
      for (const text of [value as unknown].flat())
        if (text !== undefined && text !== null) query.append(name, textOf(text));
    const path = parametersIn(operation, 'path').reduce(
      (filled, { name }) =>
        filled.replace(`{${name}}`, () => encodeURIComponent(textOf(this.pool.resolve(who, plan.path[name])))),
      operation.path,
    );
    const { intent } = plan;
    const body = operation.body ? this.pool.resolve(who, plan.body) : undefined;
    const type = intent.kind === 'untyped' ? intent.contentType : 'application/json';
    const authorization = intent.kind === 'unsigned' ? intent.authorization : actor.token && `Bearer ${actor.token}`;
    return {
      method: operation.method,
      path: query.size > 0 ? `${path}?${query.toString()}` : path,
      sender: intent.kind === 'unsigned' ? '' : actor.token ? actor.name : '',
      headers: {
        ...(authorization === undefined ? {} : { Authorization: authorization }),
        ...(body === undefined || type === undefined ? {} : { 'Content-Type': type }),
        ...plan.headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    };
  }

  private reading(path: string, { token, name }: Actor): Request {
    return {
      method: 'GET',
      path,
      sender: token ? name : '',
      headers: token ? { Authorization: `Bearer ${token}` } : {},
    };
  }

  private refusesUnsigned(operation: Operation, request: Request, { status }: Answer): void {
    const isOpen = operation.schemes.includes('') && request.headers['Authorization'] === undefined;
    this.checks.that(
      'ignored_auth',
      operation,
      request,
      isOpen || status === 401,
      'token',
      `a request without a valid token is answered with ${status}`,
    );
  }

  private refusesKey(operation: Operation, request: Request, { status }: Answer): void {
    const isRefused = status >= 400 && status < 500;
    this.checks.that(
      'ignored_auth',
      operation,
      request,
      isRefused,
      'scope',
      `a key without the scope is answered with ${status}`,
    );
  }

  /** What was made can be read, and what was deleted cannot. */
  private async afterwards(operation: Operation, request: Request, answer: Answer, actor: Actor): Promise<void> {
    const location = answer.headers.get('Location');
    if (answer.status === 201 && location !== null) {
      const path = new URL(location, this.options.baseUrl).pathname;
      const reader = this.description.reader(path);
      // A new account is read by itself.
      const token = answer.body?.accessToken as string | undefined;
      const read = await send(this.options.baseUrl, this.reading(path, token ? { ...actor, token } : actor));
      // Whoever has made something for others, or is nobody, may not see it.
      const isSeen = read.status === 200 || (actor.name === 'guest' && [401, 404].includes(read.status));
      const what = `GET ${path}, where the created resource is said to be, answers ${read.status}`;
      this.checks.that('ensure_resource_availability', operation, request, reader !== undefined && isSeen, '', what);
    }
    if (operation.method === 'DELETE' && answer.status === 204) {
      const path = request.path.split('?')[0]!;
      if (this.description.reader(path)?.path !== operation.path || STAYING.has(operation.id)) return;
      const { status } = await send(this.options.baseUrl, this.reading(path, actor));
      const what = `GET ${path} answers ${status} after it was deleted`;
      this.checks.that('use_after_free', operation, request, [401, 404, 410].includes(status), '', what);
    }
  }

  /** Methods that a path does not have are refused, with those that it has. */
  private async otherMethods(path: string): Promise<void> {
    const known = this.description.methodsOf(path);
    const operation = this.operations.find((one) => one.path === path)!;
    // What is a word here may be the id of another path that has the method.
    const isOf = (method: string) => this.description.matching(method, path).length > 0;
    for (const method of METHODS.filter((one) => !isOf(one))) {
      const request: Request = { method, path: path.replace(/\{[^}]+\}/g, '0'), sender: '', headers: {} };
      const { status, headers } = await send(this.options.baseUrl, request);
      const allowed = (headers.get('Allow') ?? '').split(', ');
      const isNamed =
        status === 404 || (status === 405 && known.every((one) => allowed.includes(one)) && !allowed.includes(method));
      try {
        this.checks.that(
          'unsupported_method',
          operation,
          request,
          isNamed,
          method,
          `${method} answers ${status}, Allow ${allowed.join(', ')}`,
        );
      } catch (error) {
        if (!(error instanceof Deviation)) throw error;
        this.tally.keep(error);
      }
    }
  }

  /** What the document shows is made by somebody new, so that there is something to name. */
  private async prepare(actor: Actor): Promise<void> {
    if (actor.name !== 'key') this.pool.forget(whoOf(actor));
    this.pool.add(whoOf(actor), 'users', actor.id);
    if (actor.name !== 'owner' && actor.name !== 'other') return;
    const makers = this.description.operations.filter(
      ({ method, path }) => method === 'POST' && !UNPREPARED.test(path),
    );
    const plans = makers.flatMap((operation) =>
      this.plans.examples(operation, actor.name).map((plan) => ({ operation, plan })),
    );
    // Some need what stands further down.
    const refused = await this.sendAll(plans, actor);
    await this.sendAll(refused, actor);
    if (actor.name === 'other') await this.join(actor, await this.actors.get('owner'));
  }

  /** @returns those that were refused */
  private async sendAll<Sent extends { operation: Operation; plan: Plan }>(
    all: readonly Sent[],
    actor: Actor,
  ): Promise<Sent[]> {
    const refused: Sent[] = [];
    for (const one of all) {
      const answer = await send(this.options.baseUrl, this.request(one.operation, one.plan, actor));
      if (answer.status < 300) this.pool.harvest(whoOf(actor), answer.body, collectionOf(one.operation.path));
      else refused.push(one);
    }
    return refused;
  }

  /** Members know more of each other than strangers do. */
  private async join(actor: Actor, owner: Actor): Promise<void> {
    const organizationId = String(this.pool.resolve('owner', new Known(['organizations'], 1, '0')));
    const path = `/api/v1/organizations/${organizationId}/invitations`;
    const headers = { Authorization: `Bearer ${owner.token}`, 'Content-Type': 'application/json' };
    const invitation = {
      method: 'POST',
      path,
      sender: owner.name,
      headers,
      body: JSON.stringify({ email: actor.email }),
    };
    await send(this.options.baseUrl, invitation);
    const { body } = await send(this.options.baseUrl, this.reading('/api/v1/invitations', actor));
    for (const { id } of (body?.data ?? []) as ReadonlyArray<{ readonly id: string }>)
      await send(this.options.baseUrl, { ...this.reading(`/api/v1/invitations/${id}/accept`, actor), method: 'POST' });
  }
}

/** What ends or moves something, or is of an administrator. */
const UNPREPARED =
  /\/(auth|admin|users|manage)\/|\/(cancel|decline|transfer|accept|reassign|rotate|rotate-secret)$|\/users$/;

/** Whose world an actor lives in: a key has what its owner has. */
function whoOf({ name }: Actor): string {
  return name === 'key' || name === 'narrow' ? 'owner' : name;
}

/** The last fixed step of a path before a parameter, or the last: `bookings` of `/api/v1/bookings/{id}/cancel`. */
function collectionOf(path: string): string {
  const steps = path.split('/');
  const first = steps.findIndex((step) => step.startsWith('{'));
  const [last = ''] = steps.slice(-1);
  if (first < 0 || !/s$/.test(last)) return steps[(first < 0 ? steps.length : first) - 1] ?? '';
  return last;
}

function textOf(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  // No address can have half a pair.
  return text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
}
