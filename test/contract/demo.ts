import { EXAMPLE_IDS } from '../../src/infra/http/example-ids.js';
import { EXAMPLE_PASSWORD, exampleTime } from '../../src/infra/http/examples.js';
import { askHost } from '../factories/host-link.js';
import { bookSlot } from '../factories/slot.js';
import { ApiClient } from '../support/http.js';
import { NodeProcess } from '../support/node-process.mjs';
import { startSystem, type System } from '../support/system.mjs';

/** What the shared system cannot have: the accounts of others are in the way of the demo's. */
export async function startDemo(): Promise<Demo> {
  const system = await startSystem();
  const seed = new NodeProcess('cli/seed', system.env, ['--demo', '--example-password']);
  const { code } = await seed.exited;
  if (code !== 0) throw new Error(`The demo was not made:\n${seed.logs.join('\n')}`);
  const [admin] = seed.logs.map((line) => JSON.parse(line) as Account);
  const nobody = new ApiClient(system.api.url);
  return new Demo(system, nobody, nobody.as((await signIn(nobody, admin!)).accessToken));
}

interface Account {
  readonly email: string;
  readonly password: string;
}

interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

async function signIn(api: ApiClient, { email, password }: Account): Promise<Tokens> {
  const { status, body } = await api.post('/auth/login', { email, password });
  if (status !== 200) throw new Error(`The sign-in of ${email} was answered with ${status} ${body.code}`);
  return body;
}

/** A system with the demo as `npm start` makes it, and its people. */
export class Demo {
  private adaIs?: ApiClient;
  private charlesIs?: ApiClient;

  constructor(
    private readonly system: System,
    readonly nobody: ApiClient,
    readonly admin: ApiClient,
  ) {}

  /** Signed in, again when the examples have ended the session. */
  async ada(): Promise<ApiClient> {
    if (this.adaIs && (await this.adaIs.get('/auth/verify')).status === 200) return this.adaIs;
    return (this.adaIs = await this.signedIn('ada@example.org'));
  }

  /** Whom the example of signing up has made. */
  async charles(): Promise<ApiClient> {
    return (this.charlesIs ??= await this.signedIn('charles@example.org'));
  }

  async refreshToken(): Promise<string> {
    return (await this.tokens('ada@example.org')).refreshToken;
  }

  async invite(email: string): Promise<void> {
    await (await this.ada()).post(`/organizations/${EXAMPLE_IDS.organization}/invitations`, { email });
  }

  /** Of a booking by somebody without an account. */
  async guestLink(): Promise<string> {
    this.hour += 1;
    const start = exampleTime(`${this.hour}:00`, 10);
    const { manageUrl } = await bookSlot(this.nobody, EXAMPLE_IDS.eventType, { start });
    return String(manageUrl).split('/').at(-1) ?? '';
  }

  /** Of a booking that waits for Ada. */
  async hostLink(): Promise<string> {
    this.hour += 1;
    const ada = { api: await this.ada(), email: 'ada@example.org' };
    const { token } = await askHost(this.nobody, this.system.mailbox, ada, {
      start: exampleTime(`${this.hour}:00`, 10),
    });
    return token;
  }

  /** Out of the link of the newest mail. */
  async mailed(to: string, subject: string): Promise<string> {
    const { text } = await this.system.mailbox.waitFor({ to, subject });
    const [, token] = /token=([\w-]{43})/.exec(text) ?? [];
    if (token === undefined) throw new Error(`The mail ${subject} to ${to} has no link with a secret:\n${text}`);
    return token;
  }

  stop(): Promise<void> {
    return this.system.stop();
  }

  private hour = 12;

  private async signedIn(email: string): Promise<ApiClient> {
    return this.nobody.as((await this.tokens(email)).accessToken);
  }

  private tokens(email: string): Promise<Tokens> {
    return signIn(this.nobody, { email, password: EXAMPLE_PASSWORD });
  }
}
